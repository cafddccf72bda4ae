"""A norm against the draws: the odds that it is reached, and what can be promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: The quantiles of Dutch reports: with these odds the outcome is at least the value.
_PROMISED = (0.5, 0.7, 0.9)
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Reach:
    """What the draws say about a norm: at least so much, or at most.

    Attributes
    ----------
    chance : float
        Part of the draws that reach it, 0-1.
    error : float
        Standard error of `chance` from the number of draws.
    mean : float
        Mean outcome, in the unit of the norm.
    with_50, with_70, with_90 : float
        The value that is reached with these odds; with 90 % it is the 10 % quantile, or the 90 %
        quantile of a norm that asks for at most so much.
    """

    chance: float
    error: float
    mean: float
    with_50: float
    with_70: float
    with_90: float


def reach(outcomes: NDArray[Any], norm: float, *, least: bool = True) -> Reach:
    """Judge outcomes against a norm.

    Parameters
    ----------
    outcomes : ndarray, (draws,)
    norm : float
        In the unit of the outcomes.
    least : bool
        Whether the norm asks for at least so much; otherwise for at most.

    Raises
    ------
    ValueError
        Without outcomes.
    """
    draws = outcomes.size
    if not draws:
        raise ValueError("no outcomes to judge")
    sign = 1.0 if least else -1.0
    turned = sign * outcomes
    # places are hours divided by 31, so a whole number of them may be missed by a hair
    chance = float((turned >= sign * norm - _HAIR).mean())
    error = float(np.sqrt(chance * (1 - chance) / draws))
    values = (sign * float(np.quantile(turned, 1 - p, method="lower")) for p in _PROMISED)
    return Reach(chance, error, float(outcomes.mean()), *values)
