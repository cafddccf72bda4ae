"""Rows that stand twice and moments that are missing."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from forecast.errors import Problem
from forecast.periods import dutch
from forecast.words import several


def doubled(where: str, frame: pd.DataFrame, key: tuple[str, ...]) -> list[Problem]:
    """Return a problem per row whose key stood in an earlier row, naming both."""
    again = frame.duplicated(list(key))
    if not again.any():
        return []
    first = frame.index.to_series().groupby([frame[name] for name in key], dropna=False)
    earlier = first.transform("first")
    return [
        Problem(f"{where}, rij {row}", f"zegt hetzelfde als rij {earlier[row]}: "
                f"{_described(frame.loc[row], key)}{_contradiction(frame, earlier[row], row)}",
                "haal een van beide rijen weg")
        for row in frame.index[again]
    ]


def _contradiction(frame: pd.DataFrame, first: Hashable, row: Hashable) -> str:
    """Return what two rows about the same say differently about its status."""
    if "status" not in frame:
        return ""
    status = dict(zip(frame.index, frame["status"], strict=True))
    one, other = status[first], status[row]
    return "" if one == other else f", eerst met status {one} en dan met status {other}"


def gaps(where: str, frame: pd.DataFrame, key: tuple[str, ...], time: str) -> list[Problem]:
    """Return a problem per moment, or moments, that one or more series lack.

    A month that a municipality did not supply is one thing to mend, however many variables it has.

    Parameters
    ----------
    key : tuple of str
        Columns that make a row unique; without `time` they name a series.
    time : str
        A column of periods or of calendar years.
    """
    series = [name for name in key if name != time]
    groups = frame.groupby(series, sort=False, dropna=False) if series else [((), frame)]
    lacking: dict[tuple[str, str], list[str]] = {}
    for _, part in groups:
        missing = missing_moments(part[time])
        if missing:
            verb = "ontbreekt" if len(missing) == 1 else "ontbreken"
            *shared, last = series or [""]
            of = _described(part.iloc[0], tuple(shared))
            own = _described(part.iloc[0], (last,)) if last else ""
            lacking.setdefault((f"{several(missing)} {verb}", of), []).append(own)
    return [
        Problem(f"{where}, kolom {time}", " bij ".join(filter(None, (what, _of(of, own)))),
                "vul de rijen aan; een reeks heeft geen gaten")
        for (what, of), own in lacking.items()
    ]


def _of(shared: str, own: list[str]) -> str:
    """Return series that lack the same: what they share, and each by its last column."""
    first, *others = own
    names = [first, *(name.partition(" ")[2] for name in others)]
    return ", ".join(filter(None, (shared, several(names))))


def missing_moments(moments: pd.Series) -> list[str]:
    """Return what is missing between the first and the last moment of one series."""
    if isinstance(moments.dtype, pd.PeriodDtype):
        known = pd.PeriodIndex(moments).unique()
        first, last = known.min(), known.max()
        if (last - first).n + 1 == len(known):
            return []
        return [_moment(m) for m in pd.period_range(first, last).difference(known)]
    found = set(moments)
    return [str(y) for y in range(min(found), max(found)) if y not in found]


def _moment(value: object) -> str:
    if isinstance(value, pd.Period):
        return dutch(value) if value.freqstr == "M" else str(value)
    return str(value)


def _described(row: pd.Series, key: tuple[str, ...]) -> str:
    parts = [(name, row[name]) for name in key]
    return ", ".join(f"{n} {_moment(v)}" for n, v in parts if not pd.isna(v) and v != "")
