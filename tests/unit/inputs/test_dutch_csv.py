import pytest

from forecast.inputs.dutch_csv import read_csv


def read(content):
    raw, problems = read_csv(content, "t", "t.csv")
    assert not problems
    return raw


@pytest.mark.parametrize(
    "content",
    [
        "gemeente;waarde\nBorger-Odoorn é;1,5\n".encode(),
        "gemeente;waarde\r\nBorger-Odoorn é;1,5\r\n".encode("utf-8-sig"),
        "gemeente;waarde\r\nBorger-Odoorn é;1,5\r\n".encode("cp1252"),
        'Gemeente,WAARDE\n"Borger-Odoorn é","1,5"\n'.encode(),
        "sep=;\ngemeente;waarde\nBorger-Odoorn é;1,5\n".encode(),
        " gemeente ;waarde;\n  Borger-Odoorn é  ; 1,5 ;\n;;\n".encode(),
    ],
)
def test_every_way_in_which_excel_saves_it(content):
    raw = read(content)
    assert raw.columns == ("gemeente", "waarde")
    assert raw.rows == ((2, ("Borger-Odoorn é", "1,5")),)


def test_rows_keep_the_number_that_excel_shows():
    raw = read(b'a;b\n\n1;"twee\nregels"\n;\n2;x\n')
    assert [number for number, _ in raw.rows] == [3, 5]


def test_short_rows_are_filled_with_blanks():
    assert read(b"a;b;c\n1\n").rows == ((2, ("1", None, None)),)


def test_it_remembers_that_commas_divide_the_cells():
    assert read(b"a,b\n1,2\n").comma_separated
    assert not read(b"a;b\n1;2\n").comma_separated


@pytest.mark.parametrize(
    ("content", "fragment"),
    [
        (b"", "leeg"), (b"\n\n;;\n", "leeg"), (b"a;b\n", "alleen een kopregel"),
        (b"a\tb\n1\t2\n", "tabs"), ("a;b\n1;2\n".encode("utf-16"), "geen gewone tekst"),
        (b'a;b\n"1;2\n', "aanhalingstekens"), (b"a;a\n1;2\n", "twee keer"),
        (b"a;;c\n1;2;3\n", "kolom 2 heeft geen naam"), (b"a,b\n1,5,2\n", "meer cellen"),
        (b"a;b\n1;#N/B\n", "foutwaarde #N/B"), (b"a;b\n#VERW!;1\n", "foutwaarde #VERW!"),
    ],
)
def test_what_is_wrong_with_its_shape(content, fragment):
    raw, problems = read_csv(content, "t", "t.csv")
    assert raw is None
    assert fragment in str(problems[0])
    assert problems[0].hint


def test_too_many_cells_in_a_comma_file_points_at_the_decimal_comma():
    _, problems = read_csv(b"a,b\n1,5,2\n", "t", "t.csv")
    assert "gebruik ;" in problems[0].hint
