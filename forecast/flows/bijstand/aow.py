"""Who reaches the AOW age when: birth months read against the law."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem

if TYPE_CHECKING:
    from forecast.inputs import Law
    from forecast.scenarios import Assumptions

Array = NDArray[Any]
AGE = "aow.leeftijd_maanden"
#: The assumption that stands in for it.
ASSUMED = "aow.leeftijd"
#: Months to look back for who reached the age before: a rise is smaller than a year.
_BACK = 11


def law_of(law: Law, assumptions: Assumptions, months: pd.PeriodIndex) -> Law:
    """Return the law, with the AOW age of a scenario where it says another one.

    Parameters
    ----------
    law : Law
    assumptions : Assumptions
    months : pandas.PeriodIndex
        The months to forecast: a number holds in all of them, a path from its first date on.
        Before that the law itself holds.
    """
    if not assumptions.has(ASSUMED):
        return law
    path, known = assumptions.value(ASSUMED).path, law.provisions[AGE]
    first = months[0] if path is None else max(months[0], path.points[0].first)
    ages = np.rint(assumptions.path(ASSUMED, months))
    said = tuple(
        replace(known[0], since=month, value=float(age), known_since=None,
                note="aanname van het scenario")
        for i, (month, age) in enumerate(zip(months, ages, strict=True))
        if month >= first and (month == first or age != ages[i - 1]))
    before = tuple(p for p in known if p.since < first)
    return replace(law, provisions={**law.provisions, AGE: (*before, *said)})


def frontiers(law: Law, first: pd.Period, last: pd.Period) -> list[pd.Period]:
    """Return the latest birth month that has reached the AOW age, by every month's end.

    Someone born in month b reaches it in the first month t with t - b >= age(t). When the age
    rises, the frontier waits, and for some months no one reaches it (AOW article 7a).

    Raises
    ------
    ForecastError
        When the law tables do not know the age.
    """
    span = pd.period_range(first - _BACK, last, freq="M")
    return list(accumulate((t - round(law.at(AGE, t)) for t in span), max))[_BACK:]


def aow_exits(
    cohorts: pd.DataFrame, municipalities: tuple[str, ...], months: pd.PeriodIndex, law: Law
) -> Array:
    """Return the persons in benefit who reach the AOW age per month, (months, municipalities).

    Parameters
    ----------
    cohorts : DataFrame
        Columns gemeente, geboortemaand (month), waarde.
    municipalities : tuple of str
    months : pandas.PeriodIndex
    law : Law

    Raises
    ------
    ForecastError
        When the table ends before the birth months that reach the age within the months.
    """
    reached = frontiers(law, months[0] - 1, months[-1])
    last = cohorts["geboortemaand"].max()
    if cohorts.empty or last < reached[-1]:
        raise ForecastError(Problem(
            "aow_cohorten", f"de geboortemaanden lopen tot en met {last}",
            f"vul ze aan tot en met {reached[-1]}: zij bereiken de AOW-leeftijd binnen de horizon"))
    table = cohorts.pivot_table("waarde", "geboortemaand", "gemeente", "sum", fill_value=0.0)
    table = table.reindex(columns=list(municipalities), fill_value=0.0)
    so_far = np.vstack([np.zeros(len(municipalities)), table.to_numpy(dtype=float).cumsum(axis=0)])
    return np.diff(so_far[table.index.searchsorted(pd.PeriodIndex(reached), side="right")], axis=0)
