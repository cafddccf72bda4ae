import pytest

from forecast.words import dutch_number


@pytest.mark.parametrize(
    ("number", "decimals", "trim", "text"),
    [
        (1234.5, 1, False, "1.234,5"),
        (-1234.5, 0, False, "−1.234"),
        (15400.0, 4, True, "15.400"),
        (0.286, 6, True, "0,286"),
        (100.0, 0, True, "100"),
        (0.0, 2, False, "0,00"),
    ],
)
def test_numbers_are_written_as_a_dutch_reader_does(number, decimals, trim, text):
    assert dutch_number(number, decimals, trim=trim) == text
