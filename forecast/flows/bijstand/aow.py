"""Who reaches the AOW age when: birth months read against the law."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem

if TYPE_CHECKING:
    from forecast.inputs import Law

Array = NDArray[Any]
AGE = "aow.leeftijd_maanden"


def frontier(law: Law, month: pd.Period) -> pd.Period:
    """Return the latest birth month that has reached the AOW age by the end of a month.

    Someone born in month b reaches it in the first month t with t - b >= age(t). When the age
    rises, the frontier waits, and for some months no one reaches it (AOW article 7a).

    Raises
    ------
    ForecastError
        When the law tables do not know the age.
    """
    year = [month - back for back in range(12)]
    return max(t - round(law.at(AGE, t)) for t in year)


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
    reached = [frontier(law, months[0] - 1), *(frontier(law, month) for month in months)]
    last = cohorts["geboortemaand"].max()
    if cohorts.empty or last < reached[-1]:
        raise ForecastError(Problem(
            "aow_cohorten", f"de geboortemaanden lopen tot en met {last}",
            f"vul ze aan tot en met {reached[-1]}: zij bereiken de AOW-leeftijd binnen de horizon"))
    table = cohorts.pivot_table("waarde", "geboortemaand", "gemeente", "sum", fill_value=0.0)
    table = table.reindex(columns=list(municipalities), fill_value=0.0)
    found = np.zeros((len(months), len(municipalities)))
    for t, (before, now) in enumerate(pairwise(reached)):
        born = (table.index > before) & (table.index <= now)
        found[t] = table.loc[born].sum(axis=0).to_numpy()
    return found
