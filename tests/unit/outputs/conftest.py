"""A made-up run, its workbook, and a second engine that recalculates it."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path

import formualizer
import openpyxl
import pytest
from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from forecast.outputs.workbook.build import workbook

_SPEC = importlib.util.spec_from_file_location(
    "fake_report", Path(__file__).with_name("fake_report.py"))
_FAKE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_FAKE)


class Recalculated:
    """A workbook in which cells were set and every formula was calculated by formualizer."""

    def __init__(self, package, edits):
        self.engine = formualizer.load_workbook_bytes(package)
        names = self.engine.get_named_ranges()
        self.names = {n["name"]: (n["sheet"], n["start_row"], n["start_col"]) for n in names}
        self.engine.evaluate_all()  # it does not look at cached values
        for place, value in edits.items():
            self.engine.set_value(*self._place(place), value)
        self.engine.evaluate_all()

    def __getitem__(self, place):
        return self.engine.get_value(*self._place(place))

    def _place(self, place):
        if "!" not in place:
            return self.names[place]
        sheet, address = place.split("!")
        column, row = coordinate_from_string(address)
        return sheet, row, column_index_from_string(column)


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@lru_cache(maxsize=2)
def formulas(package):
    """Return (sheet, address, cached value) of every formula cell, read from the file itself."""
    found = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        book = etree.fromstring(archive.read("xl/workbook.xml"))
        for number, sheet in enumerate(book.iter(f"{MAIN}sheet"), start=1):
            root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in root.iter(f"{MAIN}c"):
                if cell.find(f"{MAIN}f") is not None:
                    text = cell.findtext(f"{MAIN}v")
                    value = text if cell.get("t") == "str" else float(text)
                    found.append((sheet.get("name"), cell.get("r"), value))
    return found


def differences(package, done):
    """Return the formula cells that differ by half a cent or in text, and how many there are."""
    wrong, count = [], 0
    for sheet, address, stored in formulas(package):
        count += 1
        value = done[f"{sheet}!{address}"]
        if isinstance(value, date):
            value = (value - date(1899, 12, 30)).days
        both = isinstance(stored, float) and isinstance(value, (int, float))
        same = abs(stored - value) < 0.005 if both else (stored or "") == (value or "")
        if not same:
            wrong.append((sheet, address, stored, value))
    return wrong, count


@pytest.fixture(scope="session")
def make_report():
    return _FAKE.make_report


@pytest.fixture(scope="session")
def report(make_report):
    return make_report()


@pytest.fixture(scope="session")
def package(report):
    return workbook(report)[0]


@pytest.fixture(scope="session")
def recalculate():
    return Recalculated


@pytest.fixture(scope="session")
def compare():
    return differences


@pytest.fixture(scope="session")
def cell_of():
    """Return the address on a sheet of a row found by its texts, in a column."""

    def find(package, sheet, column, **texts):
        book = openpyxl.load_workbook(io.BytesIO(package))
        for row in book[sheet].iter_rows():
            at = {cell.column_letter: cell.value for cell in row}
            if all(at.get(letter) == text for letter, text in texts.items()):
                return f"{sheet}!{column}{row[0].row}"
        raise LookupError(f"{sheet}: no row with {texts}")

    return find
