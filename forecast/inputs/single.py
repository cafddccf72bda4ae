"""One CSV file that is no part of a data set: read, typed, every problem at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import folder
from forecast.inputs.check import typed
from forecast.inputs.dutch_csv import read_csv
from forecast.inputs.fields import Border
from forecast.inputs.rows import Table


def table_in(path: Path, shown: str, table: Table, hint: str) -> pd.DataFrame:
    """Return the rows of a file; its index counts the rows of the file.

    Parameters
    ----------
    path : Path
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
    raw, problems = read_csv(content, path.stem.lower(), shown)
    raise_all(problems)
    if raw is None:
        raise AssertionError("what cannot be read leaves a problem")
    frame, problems = typed(raw, table, Border())
    raise_all(problems)
    return frame
