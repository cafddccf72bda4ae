"""Which assumption rules the width of a result.

First-order indices by correlation: the part of the variance that a factor explains on its own is
the squared correlation of its draws with the result (Saltelli et al., Global Sensitivity Analysis,
2008, section 1.2.5, for factors that are drawn independently). What no factor explains is left to
chance: counts, shocks and what factors do together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: The name of what no single factor explains.
REST = "toeval"


@dataclass(frozen=True, slots=True)
class Cause:
    """A factor and the part of the variance that it explains.

    Attributes
    ----------
    key : str
        As given; `REST` for the remainder.
    share : float
        0 to 1; all causes together are 1.
    direction : int
        +1 when more of the factor raises the result, -1 when it lowers it, 0 for the remainder.
    """

    key: str
    share: float
    direction: int


def spread(factors: Mapping[str, Array], result: Array) -> tuple[Cause, ...]:
    """Return the causes of the width of a result, largest first, the remainder last.

    Parameters
    ----------
    factors : mapping of str to ndarray, (draws,)
        Draws of each uncertain assumption, in the order of the result's draws.
    result : ndarray, (draws,)

    Returns
    -------
    tuple of Cause
        Shares add up to 1. A factor without variance has share 0. The squared correlation is
        corrected for what pure chance would give with this number of draws.
    """
    if np.ptp(result) == 0:
        return (Cause(REST, 0.0, 0),)
    found = [
        Cause(key, _explained(values, result), int(np.sign(_correlation(values, result))))
        for key, values in factors.items()
    ]
    total = sum(cause.share for cause in found)
    if total > 1:
        # correlated factors can claim the same variance twice
        found = [Cause(c.key, c.share / total, c.direction) for c in found]
    ranked = sorted(found, key=lambda cause: (-cause.share, cause.key))
    return (*ranked, Cause(REST, max(0.0, 1 - total), 0))


def _explained(values: Array, result: Array) -> float:
    squared = _correlation(values, result) ** 2
    draws = result.size
    if draws < 3:
        return squared
    return max(0.0, 1 - (1 - squared) * (draws - 1) / (draws - 2))


def _correlation(values: Array, result: Array) -> float:
    if np.ptp(values) == 0:
        return 0.0
    return float(np.corrcoef(values, result)[0, 1])
