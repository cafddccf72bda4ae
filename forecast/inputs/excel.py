"""A data set as one Excel file: the same tables, a sheet each."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

import openpyxl

from forecast.errors import Problem
from forecast.inputs.package import has_formulas, package_problem
from forecast.inputs.raw import Cell, RawTable, tidy

#: Sheets for the reader, never read.
EXPLANATION = ("leeswijzer", "toelichting", "lijsten")


def read_workbook(
    content: bytes, suffix: str, where: str
) -> tuple[dict[str, RawTable], list[Problem], set[str]]:
    """Return the raw table of every sheet, what is wrong, and the sheets that are.

    A formula counts by the value that Excel stored with it; one without such a value is refused.
    """
    if problem := package_problem(content, suffix, where):
        return {}, [problem], set()
    try:
        sheets = _values(content, data_only=True)
        bare = _uncached(sheets, content) if has_formulas(content) else []
    except (KeyError, ValueError, TypeError, SyntaxError, AttributeError, IndexError):
        # openpyxl has no error of its own for a damaged part
        hint = "open het bestand in Excel, laat het herstellen en bewaar opnieuw"
        return {}, [Problem(where, "de werkmap is beschadigd", hint)], set()
    problems = [
        Problem(f"{where}, blad {sheet}, rij {row}, cel {column}",
                "de uitkomst van deze formule is niet bewaard",
                "open het bestand in Excel en bewaar het, of zet er een waarde neer")
        for sheet, row, column in bare
    ]
    tables = {}
    for name, records in sheets.items():
        table, found = tidy(name, f"{where}, blad {name}", records)
        problems += found
        if table:
            tables[name] = table
    return tables, problems, set(sheets) - set(tables)


def _values(content: bytes, *, data_only: bool) -> dict[str, list[Sequence[Cell]]]:
    """Return the cells of every sheet with data, by sheet name in small letters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it drops: fonts, validations, charts
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
    found: dict[str, list[Sequence[Cell]]] = {}
    for sheet in book.worksheets:
        name = sheet.title.strip().lower()
        if name in EXPLANATION:
            continue
        sheet.reset_dimensions()  # what the file claims about its own size is not trusted
        found[name] = list(sheet.iter_rows(values_only=True))
    book.close()
    return found


def _uncached(
    sheets: dict[str, list[Sequence[Cell]]], content: bytes
) -> list[tuple[str, int, int]]:
    """Return sheet, row and column of every formula without a stored value."""
    formulas = _values(content, data_only=False)
    return [
        (name, row, column)
        for name, records in formulas.items()
        for row, record in enumerate(records, start=1)
        for column, cell in enumerate(record, start=1)
        if isinstance(cell, str)
        and cell.startswith("=")
        and sheets[name][row - 1][column - 1] is None
    ]
