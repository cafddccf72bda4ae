"""Dated values become a path over the months: a step, a line, an index or amounts per year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.periods import dutch, month, parse_month

Shape = Literal["trap", "lijn", "index", "jaar"]
#: From the centre of January to the middle of the year, in months.
_TO_MID_YEAR = 5.5


@dataclass(frozen=True, slots=True)
class Point:
    """A dated value; with `whole_year` it speaks of a calendar year, else from a month on."""

    first: pd.Period
    value: float
    whole_year: bool

    def __str__(self) -> str:
        return str(self.first.year) if self.whole_year else dutch(self.first)


@dataclass(frozen=True, slots=True)
class DatedPath:
    """Dated values and the way to read them between their dates.

    Attributes
    ----------
    points : tuple of Point
        At least one, in order of date.
    shape : {"trap", "lijn", "index", "jaar"}
        ``trap``: each value holds until the next. ``lijn``: a straight line between months, or
        for years a line with its knots in mid-year whose mean over each given year is exactly
        the given value. Both are held flat before the first and after the last knot.
        ``index``: the value is the growth of a year on the year before (0.02 is 2 %); the path
        is the level, which steps each January and keeps growing at the last rate.
        ``jaar``: an amount for that year only; the path is not a number in other years.
    start : float
        Only for ``index``: the level in the year before the first.
    """

    points: tuple[Point, ...]
    shape: Shape
    start: float = 1.0

    def over(self, months: pd.PeriodIndex) -> NDArray[np.float64]:
        """Return the path, (months,)."""
        if self.shape == "lijn":
            return self._line(months)
        dates = np.array([p.first.ordinal for p in self.points])
        held = np.searchsorted(dates, _ordinals(months), side="right") - 1
        values = np.array([p.value for p in self.points])
        if self.shape == "trap":
            return np.asarray(values[np.maximum(held, 0)])
        if self.shape == "jaar":
            given = {p.first.year: p.value for p in self.points}
            return np.array([given.get(int(y), np.nan) for y in months.year])
        return self._index(months)

    def in_year(self, year: int) -> float | None:
        """Return the value that was given for exactly this calendar year, if any."""
        for point in self.points:
            if point.whole_year and point.first.year == year:
                return point.value
        return None

    def _line(self, months: pd.PeriodIndex) -> NDArray[np.float64]:
        whole = self.points[0].whole_year
        firsts = np.array([p.first.ordinal for p in self.points], dtype=float)
        knots = firsts + _TO_MID_YEAR if whole else firsts
        heights = np.array([p.value for p in self.points])
        if whole:
            # The mean of a year mixes its own knot with its neighbours'; solve for the knots.
            year = firsts[:, None] + np.arange(12)
            hats = [np.interp(year, knots, unit).mean(axis=1) for unit in np.eye(len(knots))]
            heights = np.linalg.solve(np.stack(hats, axis=1), heights)
        return np.asarray(np.interp(_ordinals(months), knots, heights))

    def _index(self, months: pd.PeriodIndex) -> NDArray[np.float64]:
        first = self.points[0].first.year
        last = max(first, int(months.year.max()))
        rates = dict.fromkeys(range(first, last + 1), 0.0)
        for point in self.points:
            for year in range(point.first.year, last + 1):
                rates[year] = point.value
        level, levels = self.start, {}
        for year in range(first, last + 1):
            level *= 1 + rates[year]
            levels[year] = level
        return np.array([levels.get(int(y), self.start) for y in months.year])


def _ordinals(months: pd.PeriodIndex) -> NDArray[np.float64]:
    return np.array([m.ordinal for m in months], dtype=float)


def read_date(written: str | int | date) -> tuple[pd.Period, bool]:
    """Read ``2020`` (a whole year), ``2020-07``, ``jul 2020`` or a date on the first of a month.

    Raises
    ------
    ValueError
        In Dutch, when it is none of these.
    """
    if isinstance(written, date):
        if written.day != 1:
            raise ValueError(f"'{written}' is geen maand; gebruik de eerste dag van de maand")
        return month(written.year, written.month), False
    text = str(written).strip()
    if len(text) == 4 and text.isdigit():
        return month(int(text), 1), True
    try:
        return parse_month(text), False
    except ValueError as error:
        raise ValueError(f"'{text}' is geen jaar of maand; schrijf \"2020\" of \"2020-07\"") \
            from error


def dated_path(points: tuple[Point, ...], shape: Shape, start: float = 1.0) -> DatedPath:
    """Return a path, or say what is wrong with its dates.

    Raises
    ------
    ValueError
        In Dutch: no dates, dates out of order or double, years mixed with months in a line,
        months in an index or in amounts per year.
    """
    if not points:
        raise ValueError("een pad heeft ten minste één gedateerde waarde")
    for before, after in pairwise(points):
        if after.first == before.first:
            raise ValueError(f"{after} staat er twee keer")
        if after.first < before.first:
            raise ValueError(f"{after} staat na {before}; zet de waarden op volgorde van datum")
    whole = {p.whole_year for p in points}
    if shape == "lijn" and len(whole) > 1:
        raise ValueError("een lijn loopt door jaren of door maanden, niet door allebei")
    if shape in ("index", "jaar") and whole != {True}:
        raise ValueError(f"bij vorm '{shape}' hoort een jaar, geen maand")
    return DatedPath(points, shape, start)
