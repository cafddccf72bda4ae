"""Income and cost move together: how much, and what ignoring that would do to the reserve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.insight.odds import reserve

#: Shifts by which income is set beside the cost of other draws, and pairs that are enough.
_SHIFTS, _PAIRS = 200, 4_000_000


@dataclass(frozen=True, slots=True)
class TwoSided:
    """What the draws say about income and cost.

    Attributes
    ----------
    correlation : float
        Between income and cost over the draws; nan when one of them does not move.
    together : float
        Reserve that suffices with the odds asked for, eur, as the draws are.
    apart : float
        The same when the income of one draw is set beside the cost of another: each as wide as it
        is, but without anything in common.
    """

    correlation: float
    together: float
    apart: float


def two_sided(income: NDArray[Any], cost: NDArray[Any], odds: float = 0.8) -> TwoSided:
    """Return correlation and reserves, with and without what income and cost have in common.

    For a bivariate normal distribution the reserve is ``z·sqrt(s² + t² - 2·rho·s·t) - mean``, and
    without the correlation the last term under the root falls away.

    Parameters
    ----------
    income, cost : (draws,)
        Eur; draws in no particular order.
    odds : float
        With these odds the reserve suffices.

    Raises
    ------
    ValueError
        With fewer than two draws.
    """
    draws = income.size
    if draws < 2:
        raise ValueError("one draw has nothing in common with another")
    moves = np.ptp(income) > 0 and np.ptp(cost) > 0
    rho = float(np.corrcoef(income, cost)[0, 1]) if moves else float("nan")
    shifts = range(1, 1 + min(draws - 1, _SHIFTS, max(1, _PAIRS // draws)))
    others = np.concatenate([np.roll(income, shift) - cost for shift in shifts])
    return TwoSided(rho, reserve(income - cost, odds), reserve(others, odds))
