import csv
import datetime as dt
import functools
import io
import re
import zipfile

import openpyxl
import pytest

from forecast.errors import ForecastError
from forecast.inputs import load_dataset
from forecast.inputs.excel import read_workbook
from forecast.inputs.package import package_problem

PLACES = [("gemeente", "GM9901 Voorbeeldstad"), ("gemeente", "GM9902 Proefdorp")]
SETTINGS = [
    ("sleutel", "waarde"), ("naam", "voorbeeld"), ("titel", "Voorbeeldstad en Proefdorp"),
    ("geheel", "Samen"), ("laatste_maand", dt.datetime(2019, 12, 1)),
    ("jaren", "2020, 2021, 2022, 2023"), ("scenarios", "basis"), ("landelijk", "nederland"),
    *PLACES,
]


def as_workbook(project):
    """Write the CSV data set as one workbook, with native numbers and dates."""
    book = openpyxl.Workbook()
    book.active.title = "Leeswijzer"
    book.active["A1"] = "Dit blad is voor de lezer"
    sheet = book.create_sheet("gegevensset")
    for row in SETTINGS:
        sheet.append(row)
    for path in sorted((project / "inputs" / "voorbeeld").glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file, delimiter=";")):
                sheet.append([native(cell) if number else cell for cell in row])
    return book


def native(text):
    """Return a cell as Excel keeps it: numbers as floats, a month as a date."""
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if re.fullmatch(r"\d{4}-\d\d", text) and text != "2019-12":
        return dt.datetime(int(text[:4]), int(text[5:]), 1)
    return text or None


def saved(book, path):
    book.save(path)
    return path


def test_a_workbook_gives_the_same_data_set_as_its_csv_files(small_project):
    book = saved(as_workbook(small_project), small_project / "invoer mei.xlsx")
    from_csv = load_dataset(small_project, "voorbeeld")
    from_excel = load_dataset(small_project, book)
    assert from_excel.fingerprints["invoer mei.xlsx"]
    for name in ("name", "whole", "municipalities", "last_month", "years", "scenarios"):
        assert getattr(from_excel, name) == getattr(from_csv, name)
    assert from_excel.tables.keys() == from_csv.tables.keys()
    for name, frame in from_csv.tables.items():
        assert from_excel.tables[name].equals(frame), name


def test_messages_name_sheet_and_row(small_project):
    book = as_workbook(small_project)
    book["bijstand_maand"]["D5"] = "n.b."
    book["inwoners"]["C3"] = -4
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, saved(book, small_project / "fout.xlsx"))
    assert [p.where for p in caught.value.problems] == [
        "fout.xlsx, blad bijstand_maand, rij 5, kolom waarde",
        "fout.xlsx, blad inwoners, rij 3, kolom waarde",
    ]


def test_a_formula_counts_by_its_stored_value(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["=1+1", 3])
    path = saved(book, tmp_path / "f.xlsx")
    _, problems, _ = read_workbook(path.read_bytes(), ".xlsx", "f.xlsx")
    assert "niet bewaard" in str(problems[0])
    assert "blad sheet, rij 2, cel 1" in problems[0].where
    stored = functools.partial(re.sub, rb"<v></v>|<v ?/>", b"<v>2</v>")
    content = with_part(path.read_bytes(), "xl/worksheets/sheet1.xml", stored)
    tables, problems, broken = read_workbook(content, ".xlsx", "f.xlsx")
    assert (problems, broken) == ([], set())
    assert tables["sheet"].rows == ((2, (2, 3)),)


def with_part(content, name, change):
    """Return a workbook in which one part is changed, or added when `change` gives bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(
        out, "w", zipfile.ZIP_DEFLATED
    ) as new:
        for part in old.namelist():
            body = old.read(part)
            new.writestr(part, change(body) if part == name else body)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return out.getvalue()


@pytest.fixture
def plain(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a"])
    return saved(book, tmp_path / "p.xlsx").read_bytes()


def test_a_plain_workbook_is_a_safe_package(plain):
    assert package_problem(plain, ".XLSX", "p.xlsx") is None


def doctype(xml):
    return xml.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet', 1)


@pytest.mark.parametrize(
    ("name", "change", "fragment"),
    [
        ("xl/vbaProject.bin", lambda _: b"macro", "macro's"),
        ("xl/worksheets/sheet1.xml", doctype, "DOCTYPE"),
        ("xl/media/bomb.bin", lambda _: b"0" * 30_000_000, "verdacht groot"),
    ],
)
def test_packages_that_are_refused_before_they_are_parsed(plain, name, change, fragment):
    content = with_part(plain, name, change)
    assert fragment in str(package_problem(content, ".xlsx", "p.xlsx"))


@pytest.mark.parametrize(
    ("content", "suffix", "fragment"),
    [
        (b"PK", ".xlsx", "geen (heel) Excel-bestand"),
        (b"", ".xlsx", "geen (heel) Excel-bestand"),
        (b"x", ".xlsm", "bestanden op .xlsm"),
        (b"x", ".xls", "bestanden op .xls"),
        (b"\xd0\xcf\x11\xe0rest", ".xlsx", "wachtwoord"),
        (b"0" * 25_000_001, ".xlsx", "groter dan 25 MB"),
    ],
)
def test_files_that_are_no_workbook(content, suffix, fragment):
    assert fragment in str(package_problem(content, suffix, "p.xlsx"))


def test_a_zip_that_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("brief.txt", "hallo")
    assert "geen Excel-werkmap" in str(package_problem(out.getvalue(), ".xlsx", "p.xlsx"))


def test_a_damaged_part_is_told(plain):
    content = with_part(plain, "xl/workbook.xml", lambda xml: xml[: len(xml) // 2])
    _, problems, _ = read_workbook(content, ".xlsx", "p.xlsx")
    assert "beschadigd" in str(problems[0])


def test_a_cut_file_is_told(plain):
    assert "geen (heel)" in str(package_problem(plain[: len(plain) // 2], ".xlsx", "p.xlsx"))
