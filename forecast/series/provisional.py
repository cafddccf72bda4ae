"""The last months of a published series: estimates that are revised later."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from forecast.periods import dutch
from forecast.words import dutch_number


def settled(
    series: pd.Series[float], provisional: Sequence[bool], too_high: Sequence[float]
) -> tuple[pd.Series[float], str]:
    """Return a series whose provisional last months are what they will probably become.

    Parameters
    ----------
    series : pandas.Series, (months,)
    provisional : sequence of bool, (months,)
        Which months are estimates.
    too_high : sequence of float
        By how many per cent the last month, the one before, ... came out lower in the end, as an
        older edition of the same table shows. Months further back are taken as they are.

    Returns
    -------
    series : pandas.Series, (months,)
    note : str
        What was done, in Dutch; empty when no month is provisional.
    """
    marked = [bool(m) for m in provisional]
    late = [series.index[i] for i, m in enumerate(marked) if m]
    if not late:
        return series, ""
    values = series.astype(float).copy()
    lowered = []
    for back, part in enumerate(too_high):
        place = len(values) - 1 - back
        if place >= 0 and marked[place]:
            values.iloc[place] = values.iloc[place] / (1 + part / 100)
            lowered.append(part)
    span = dutch(late[0]) if len(late) == 1 else f"{dutch(late[0])} tot en met {dutch(late[-1])}"
    if not lowered:
        return values, f"Voorlopige maanden ({span}) zijn gebruikt zoals gepubliceerd."
    size = dutch_number(sum(lowered) / len(lowered), 2)
    return values, (f"Voorlopige maanden ({span}) zijn gemiddeld {size} % verlaagd: zo veel waren "
                    "de laatste maanden van een oudere editie te hoog.")
