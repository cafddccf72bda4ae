"""A file of monthly series: one value a row, as any tool writes it.

Columns ``series_id``, ``period``, ``value``; optional ``origin`` (the last month that was known
then: one history per series and origin), ``voorlopig`` (ja where the figure is an estimate), and
``bron`` and ``status``, which are for the reader.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import folder
from forecast.inputs.check import typed
from forecast.inputs.dutch_csv import read_csv
from forecast.inputs.fields import Border, Decimal, MaybeMonth, MonthOrDay, Text, YesNo
from forecast.inputs.raw import Cell, RawTable
from forecast.inputs.rows import Row, Table
from forecast.periods import dutch
from forecast.words import several

#: Fewer months than this say nothing about the next one.
FEWEST = 6
#: Proof that a point is a decimal point: `1.234` alone may be a thousand.
_POINT = re.compile(r"-?\d*\.(\d{1,2}|\d{4,})")
_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?", re.IGNORECASE)


class SeriesRow(Row):
    """A value of a series."""

    series_id: Text
    period: MonthOrDay
    value: Decimal
    origin: MaybeMonth = None
    voorlopig: YesNo = False
    bron: Text = ""
    status: Text = ""


_TABLE = Table(SeriesRow, ("series_id", "origin", "period"), "period")


@dataclass(frozen=True)
class GivenSeries:
    """A history that asks for a forecast.

    Attributes
    ----------
    series_id : str
    origin : pandas.Period
        The last month that was known; no later value is in `values`.
    values : pandas.Series, (months,)
        By month, without gaps.
    dated : bool
        Whether the origin was asked for: a past date at which nothing later was known.
    provisional : int
        How many of the last months are provisional.
    notes : tuple of str
        What was left aside, in Dutch.
    """

    series_id: str
    origin: pd.Period
    values: pd.Series[float]
    dated: bool = False
    provisional: int = 0
    notes: tuple[str, ...] = ()


def read_series(path: Path) -> tuple[tuple[GivenSeries, ...], str]:
    """Return every history in a file, in the order of the file, and the file's fingerprint.

    Raises
    ------
    ForecastError
        With every problem at once: the file, its columns, its cells, doubled months, gaps, too
        few months, an origin before the history.
    """
    if not path.is_file():
        hint = "controleer het pad; verwacht wordt een CSV met series_id, period en value"
        raise ForecastError(Problem(str(path), "dit bestand bestaat niet", hint))
    content, problems = folder.read(path.parent, path)
    raise_all(problems)
    raw, problems = read_csv(content, path.stem.lower(), path.name)
    raise_all(problems)
    if raw is None:
        raise AssertionError("what cannot be read leaves a problem")
    frame, found = typed(_with_points(raw), _TABLE, Border())
    if frame.empty:
        raise_all(found)
    keys = ["series_id"] + (["origin"] if frame["origin"].notna().any() else [])
    given: list[GivenSeries] = []
    problems = list(found)
    for _, part in frame.groupby(keys, sort=False, dropna=False):
        one, told = _given(part, path.name)
        problems += told
        given += [one] if one else []
    raise_all(problems)
    return tuple(given), folder.fingerprint(content)


def _with_points(raw: RawTable) -> RawTable:
    """Return the table with numbers for values, where the file itself shows what its points mean.

    A comma between cells leaves the point for decimals; elsewhere one value that can only be a
    decimal settles the column. Otherwise the cells stay text, and `1.234` is refused as ever.
    """
    if "value" not in raw.columns:
        return raw
    place = raw.columns.index("value")
    texts = [cells[place] for _, cells in raw.rows]
    if not raw.comma_separated and not any(
        isinstance(text, str) and _POINT.fullmatch(text) for text in texts
    ):
        return raw
    rows = tuple(
        (number, (*cells[:place], _number(cells[place]), *cells[place + 1 :]))
        for number, cells in raw.rows
    )
    return replace(raw, rows=rows)


def _number(cell: Cell) -> Cell:
    if not isinstance(cell, str) or not _NUMBER.fullmatch(cell):
        return cell
    number = float(cell)
    return number if math.isfinite(number) else cell


def _given(part: pd.DataFrame, where: str) -> tuple[GivenSeries | None, list[Problem]]:
    name = str(part["series_id"].iloc[0])
    part = part.sort_values("period")
    asked = part["origin"].iloc[0]
    origin = part["period"].iloc[-1] if pd.isna(asked) else asked
    known = part[part["period"] <= origin]
    place = f"{where}, reeks {name}" + ("" if pd.isna(asked) else f", origin {origin}")
    if len(known) < FEWEST:
        what = f"de reeks telt {len(known)} maanden tot en met {dutch(origin)}"
        return None, [Problem(place, what, f"een raming vraagt er minstens {FEWEST}")]
    last = known["period"].iloc[-1]
    if last != origin:
        what = f"de reeks eindigt in {dutch(last)}, voor de origin {dutch(origin)}"
        hint = "vul de maanden ertussen aan, of zet de origin op de laatste bekende maand"
        return None, [Problem(place, what, hint)]
    notes = []
    if len(known) < len(part):
        notes.append(f"{len(part) - len(known)} maanden na de origin zijn niet gebruikt.")
    late = known["voorlopig"].to_numpy()
    provisional = int(late[::-1].argmin()) if not late.all() else len(late)
    if late.any():
        marked = several([dutch(p) for p in known["period"][late]])
        notes.append(f"Voorlopige cijfers: {marked}; ze kunnen nog veranderen.")
    values = pd.Series(known["value"].to_numpy(), pd.PeriodIndex(known["period"], freq="M"),
                       name=name)
    return GivenSeries(name, origin, values, not pd.isna(asked), provisional, tuple(notes)), []
