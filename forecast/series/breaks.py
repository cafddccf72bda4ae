"""Dated policy that moved the stock for other reasons than the economy.

A break is a stretch of months in which policy pushed the level; a 12-month change feels the share
of that stretch that lies in its own twelve months. The AOW age is the same idea: in each month
that it rises nobody leaves the bijstand for the AOW.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.periods import month, months


@dataclass(frozen=True, slots=True)
class Break:
    """A policy change that moved the level of the stock between two months.

    Attributes
    ----------
    name : str
        As a Dutch reader knows it.
    first, last : pandas.Period
        The months in which the level moved; equal for a step.
    source : str
        Act or regulation.
    """

    name: str
    first: pd.Period
    last: pd.Period
    source: str


BREAKS = (
    Break("WWB", month(2004, 1), month(2004, 1), "Stb. 2003, 375"),
    Break("aanscherping WWB en huishoudtoets", month(2012, 1), month(2012, 1), "Stb. 2011, 650"),
    Break("Participatiewet", month(2015, 1), month(2015, 1), "Stb. 2014, 270"),
    Break("steunpakket corona", month(2020, 3), month(2021, 9), "Stb. 2020, 118"),
)

#: When the definition or the survey of unemployment changed. The series that is used was revised
#: for all its months, so it should hold no trace; a test looks for one all the same.
DEFINITIONS = (
    Break("het CBS gaat over op de internationale definitie van werkloosheid (in dezelfde maand "
          "begint de Participatiewet)", month(2015, 1), month(2015, 1),
          "CBS stapt over op internationale definitie van werkloosheid, 2015"),
    Break("de Enquête beroepsbevolking krijgt een andere opzet", month(2021, 1), month(2021, 1),
          "Verordening (EU) 2019/1700; CBS, Onderzoek naar beroepsbevolking in 2021 vernieuwd"),
)


def without_aow_exit(index: pd.PeriodIndex, ages: Mapping[int, int]) -> NDArray[np.float64]:
    """Return 1 for each month in which nobody reaches the AOW age, 0 elsewhere, (months,).

    A rise of k months on 1 January empties the first k months of that year.
    """
    rise = {year: age - ages[year - 1] for year, age in ages.items() if year - 1 in ages}
    return np.array([float(p.month <= rise.get(p.year, 0)) for p in index])


def in_last_year(marked: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many of the last twelve months are marked, (months,); before the start: none."""
    total = np.concatenate([np.zeros(12), np.cumsum(marked)])
    return np.asarray(total[12:] - total[:-12])


def regressors(
    index: pd.PeriodIndex, breaks: Iterable[Break], ages: Mapping[int, int]
) -> pd.DataFrame:
    """Return the policy columns of a regression on 12-month changes, (months, columns).

    ``aow`` counts the months without AOW exit in the last twelve; each break has the share of its
    own months (at most twelve) that fall in them, so that its coefficient is log points a year.
    """
    columns = {"aow": in_last_year(without_aow_exit(index, ages))}
    for item in breaks:
        columns[item.name] = in_last_year(_inside(item, index)) / _length(item)
    return pd.DataFrame(columns, index=index)


def monthly_regressors(
    index: pd.PeriodIndex, breaks: Iterable[Break], ages: Mapping[int, int]
) -> pd.DataFrame:
    """Return the same columns for single months: twelve in a row add up to `regressors`."""
    columns = {"aow": without_aow_exit(index, ages)}
    for item in breaks:
        columns[item.name] = _inside(item, index) / _length(item)
    return pd.DataFrame(columns, index=index)


def _inside(item: Break, index: pd.PeriodIndex) -> NDArray[np.float64]:
    return np.array([float(item.first <= p <= item.last) for p in index])


def _length(item: Break) -> int:
    return min(12, len(months(item.first, item.last)))
