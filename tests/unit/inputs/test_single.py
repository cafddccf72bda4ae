"""A table beside the data set, as CSV or as a sheet of Excel: the same rows either way."""

import openpyxl
import pytest

from forecast.errors import ForecastError
from forecast.inputs.variants_file import read_variants

ROWS = [("variant", "sleutel", "waarde", "toelichting"),
        ("Meer", "bijstand.uitstroom.werk.factor", 1.1, "een tiende"),
        ("Meer", "bijstand.instroom.factor", 0.95, ""),
        ("Minder", "bijstand.uitstroom.werk.factor", 0.9, "")]


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def told(values):
    return [(v.variant, v.key, v.number, v.note) for v in values]


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "varianten.csv"
    path.write_text("\n".join(";".join(str(c).replace(".", ",") if isinstance(c, float) else str(c)
                                       for c in row) for row in ROWS), encoding="utf-8")
    return told(read_variants(path))


@pytest.mark.parametrize("sheets", [
    [("Blad1", ROWS)], [("varianten", ROWS), ("uitleg", [("tekst",), ("niets",)])]],
    ids=["het enige blad", "het blad dat heet als het bestand"])
def test_a_sheet_gives_the_rows_of_the_csv(tmp_path, plain, sheets):
    assert told(read_variants(workbook(tmp_path / "varianten.xlsx", *sheets))) == plain
    assert len(plain) == 3


def test_of_several_sheets_one_must_have_the_name(tmp_path):
    path = workbook(tmp_path / "plannen.xlsx", ("een", ROWS), ("twee", ROWS))
    with pytest.raises(ForecastError) as caught:
        read_variants(path)
    assert str(caught.value.problems[0]) == (
        "plannen.xlsx: geen blad heet 'plannen', en er is niet een enkel blad "
        "(noem het blad naar het bestand; er zijn: een, twee)")


def test_all_rows_of_a_sheet_are_judged(tmp_path):
    wrong = [ROWS[0], ("Meer", "bijstand.instroom.factor", "veel", ""), ("", "x", 1, "")]
    with pytest.raises(ForecastError) as caught:
        read_variants(workbook(tmp_path / "varianten.xlsx", ("Blad1", wrong)))
    assert [str(p).split(",")[1].strip() for p in caught.value.problems] == [
        "blad blad1", "blad blad1"]


def test_a_file_that_is_no_workbook_is_said(tmp_path):
    path = tmp_path / "varianten.xlsx"
    path.write_bytes(b"geen werkmap")
    with pytest.raises(ForecastError):
        read_variants(path)
