"""When it is done, how sure that is, and what a sick coach costs: all municipalities together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.meedoen.engine import expected
from forecast.flows.meedoen.model import MeedoenModel

Array = NDArray[Any]
Found = Mapping[str, Ensemble]

#: From here on the route counts as covered: someone always came in just now.
NEARLY_ALL = 0.995
#: Less than this many people is no one: an expectation never reaches zero.
_NO_ONE = 0.5


def coverage(found: Found) -> Array:
    """Return people in view as a share of the route, (draws, 1 + months); 1 without people."""
    seen, route = (found[f"meedoen.{name}"].values.sum(axis=2, dtype=np.float64)
                   for name in ("in_beeld", "route"))
    return np.asarray(np.divide(seen, route, out=np.ones_like(seen), where=route > 0))


def months_until_known(found: Found) -> Array:
    """Return after how many months all who were not in view at the opening are spoken with.

    Returns
    -------
    ndarray of float, (draws,)
        0 when there was no one; nan when it does not happen within the horizon.
    """
    left = found["meedoen.niet_in_beeld.bekend"].values.sum(axis=2, dtype=np.float64)
    return _first(left < _NO_ONE)


def months_until_covered(found: Found, share: float = NEARLY_ALL) -> Array:
    """Return after how many months the coverage first reaches a share, (draws,); nan if never."""
    return _first(coverage(found) >= share)


def odds_in_view(found: Found, month: pd.Period, share: float = 1.0) -> float:
    """Return the odds that at a month-end this share of the route is in view; 1 is everyone."""
    return float((coverage(found)[:, _rank(found, month)] >= share).mean())


def odds_known(found: Found, month: pd.Period) -> float:
    """Return the odds that by a month-end all are spoken with who were known at the opening."""
    left = found["meedoen.niet_in_beeld.bekend"].values.sum(axis=2, dtype=np.float64)
    return float((left[:, _rank(found, month)] < _NO_ONE).mean())


@dataclass(frozen=True, slots=True)
class Delay:
    """Months later because of an illness; nan when one of the two is beyond the horizon.

    Attributes
    ----------
    known, covered : float
        Until all known at the opening are spoken with; until the route is covered.
    """

    known: float
    covered: float


def delay_when_ill(
    model: MeedoenModel, route: Array, coaches: float = 1.0, months: int = 6
) -> Delay:
    """Return what it costs when a coach is ill during the first months, on the central path.

    Parameters
    ----------
    model : MeedoenModel
    route : (1, 1 + months, municipalities)
    coaches : float
        How many full-time coaches are missing.
    months : int
        How many months, from the first.
    """
    fewer = model.coaches.copy()
    fewer[:months] = np.maximum(fewer[:months] - coaches, 0)
    usual, ill = expected(model, route), expected(replace(model, coaches=fewer), route)
    return Delay(float(months_until_known(ill)[0] - months_until_known(usual)[0]),
                 float(months_until_covered(ill)[0] - months_until_covered(usual)[0]))


def _first(reached: Array) -> Array:
    """Return the first month in which something holds, (draws,); the opening is 0."""
    return np.where(reached.any(axis=1), reached.argmax(axis=1).astype(np.float64), np.nan)


def _rank(found: Found, month: pd.Period) -> int:
    return int(np.flatnonzero(found["meedoen.route"].periods == month)[0])
