"""What a flow hands back: every variable with its unit and meaning, as ensembles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble


class Meaning(NamedTuple):
    """A variable: its unit, whether it is a flow, and what it counts, in Dutch."""

    unit: str
    flow: bool
    text: str


def ensembles(
    values: Mapping[str, NDArray[Any]], meanings: Mapping[str, Meaning], months: pd.PeriodIndex,
    groups: tuple[str, ...],
) -> dict[str, Ensemble]:
    """Return every variable as an ensemble.

    Parameters
    ----------
    values : mapping of str to ndarray
        A flow (draws, months, groups); a stock (draws, 1 + months, groups), its first month the
        opening: the last realised month.
    meanings : mapping of str to Meaning
        Of exactly these variables.
    months : pandas.PeriodIndex
        The months to forecast.
    groups : tuple of str
        Municipalities.

    Raises
    ------
    ValueError
        When a variable has no meaning, or a meaning no values.
    """
    if set(values) != set(meanings):
        raise ValueError(f"without values or meaning: {sorted(set(values) ^ set(meanings))}")
    opened = pd.period_range(months[0] - 1, months[-1], freq="M")
    return {
        name: Ensemble(values[name], months if flow else opened, groups, unit, flow)
        for name, (unit, flow, _) in meanings.items()
    }
