"""A row is high enough for its texts, and no higher."""

import pytest

from forecast.outputs.workbook.wrapping import height_of, lines


@pytest.mark.parametrize(("text", "width", "size", "expected"), [
    ("", 10, 10, 1), ("kort", 10, 10, 1), ("x" * 24, 10, 10, 2), ("woord " * 20, 100, 10, 1),
    ("woord " * 20, 50, 10, 2), ("woord " * 20, 50, 5, 1),
])
def test_lines(text, width, size, expected):
    assert lines(text, width, size) == expected


def test_the_longest_text_decides():
    long, short = ("woord " * 40, 50.0, 10.0), ("woord", 50.0, 10.0)
    assert height_of(short) == 17
    assert height_of(short, long) == height_of(long) == pytest.approx(13 * lines(*long) + 4)
    assert height_of(short, least=30) == 30
