"""One table that is no part of a data set, CSV or Excel: read, typed, every problem at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import folder
from forecast.inputs.check import typed
from forecast.inputs.dutch_csv import read_csv
from forecast.inputs.excel import read_workbook
from forecast.inputs.fields import Border
from forecast.inputs.raw import RawTable
from forecast.inputs.rows import Table

_EXCEL = (".xlsx", ".xlsm")


def table_in(path: Path, shown: str, table: Table, hint: str) -> pd.DataFrame:
    """Return the rows of a file; its index counts the rows of the file.

    Parameters
    ----------
    path : Path
        A CSV, or an Excel file: its sheet named like the file, or its only sheet.
    shown : str
        The file's name in messages.
    table : Table
    hint : str
        What belongs in the file, for who does not have it.

    Raises
    ------
    ForecastError
        With every problem at once: no file, its columns, its cells, a doubled row.
    """
    if not path.is_file():
        raise ForecastError(Problem(shown, "dit bestand bestaat niet", hint))
    content, problems = folder.read(path.parent, path)
    raise_all(problems)
    reading = _sheet if path.suffix.lower() in _EXCEL else read_csv
    raw, problems = reading(content, path.stem.lower(), shown)
    raise_all(problems)
    if raw is None:
        raise AssertionError("what cannot be read leaves a problem")
    frame, problems = typed(raw, table, Border())
    raise_all(problems)
    return frame


def _sheet(content: bytes, name: str, shown: str) -> tuple[RawTable | None, list[Problem]]:
    """Return the sheet of a workbook that holds the table."""
    tables, problems, _ = read_workbook(content, Path(shown).suffix, shown)
    if problems:
        return None, problems
    own = {sheet.lower(): table for sheet, table in tables.items()}
    if name in own:
        return own[name], []
    if len(own) == 1:
        return next(iter(own.values())), []
    listed = f"er zijn: {', '.join(tables)}" if tables else "er staat niets in"
    return None, [Problem(shown, f"geen blad heet '{name}', en er is niet een enkel blad",
                          f"noem het blad naar het bestand; {listed}")]
