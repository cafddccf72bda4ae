"""What a monthly history must be before anything is learned from it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecast.errors import Problem, raise_all
from forecast.periods import dutch, months

#: Fewer months than this say nothing about next month.
FEWEST = 6


def problems_of(
    series: pd.Series[float], name: str, *, counts: bool = True
) -> tuple[Problem, ...]:
    """Return everything that makes a monthly series unfit to learn from.

    Parameters
    ----------
    series : pandas.Series, (months,)
        Values by month.
    name : str
        How the messages call the series.
    counts : bool
        Whether the values count something, so that a negative one is a mistake.
    """
    index = series.index
    if not isinstance(index, pd.PeriodIndex) or not index.freqstr.startswith("M"):
        return (Problem(name, "de reeks heeft geen maanden als sleutel",
                        "geef elke waarde een maand, zoals 2019-12"),)
    found = []
    if len(index) < FEWEST:
        found.append(Problem(name, f"de reeks telt {len(index)} maanden",
                             f"een raming vraagt er minstens {FEWEST}"))
    if index.has_duplicates:
        twice = _listed(index[index.duplicated()].unique())
        found.append(Problem(name, f"maand komt meer dan eens voor: {twice}",
                             "laat per maand een waarde staan"))
    elif not index.is_monotonic_increasing:
        found.append(Problem(name, "de maanden staan niet op volgorde", "sorteer op maand"))
    if len(index):
        missing = months(index.min(), index.max()).difference(index)
        empty = index[~np.isfinite(series.to_numpy(dtype=np.float64))]
        gaps = missing.union(empty)
        if len(gaps):
            found.append(Problem(name, f"geen waarde voor {_listed(gaps)}",
                                 "vul de ontbrekende maanden aan of begin de reeks erna"))
    negative = index[series.to_numpy(dtype=np.float64) < 0]
    if counts and len(negative):
        found.append(Problem(name, f"negatieve waarde in {_listed(negative)}",
                             "een aantal is nul of meer"))
    return tuple(found)


def checked(
    series: pd.Series[float], name: str, *, counts: bool = True
) -> pd.Series[float]:
    """Return the series as floats, or raise every problem at once.

    Raises
    ------
    ForecastError
        When `problems_of` finds anything.
    """
    raise_all(problems_of(series, name, counts=counts))
    return series.astype(np.float64)


def _listed(found: pd.PeriodIndex, most: int = 6) -> str:
    text = ", ".join(dutch(p) for p in found[:most])
    return text if len(found) <= most else f"{text} en nog {len(found) - most}"
