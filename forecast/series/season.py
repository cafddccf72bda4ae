"""The season of a monthly series, taken only where a test finds one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

YEAR = 12
#: Months below which a season is not looked for.
SEASON_NEEDS = 36


def seasonal_factors(z: Vector, place: NDArray[np.int64]) -> Vector:
    """Return additive factors per calendar month that sum to 0; all 0 where no season is found.

    Parameters
    ----------
    z : ndarray, (months,)
        Values on the scale of the models, usually logs.
    place : ndarray, (months,)
        Calendar month, 0 to 11.

    Returns
    -------
    ndarray, (12,)

    Notes
    -----
    The series less its centred 2×12 moving average holds season and chance only. A season is
    assumed when its autocorrelation at lag 12 exceeds the one-sided 5 % bound of white noise,
    1.645/√n (Bartlett 1946).
    """
    factors = np.zeros(YEAR)
    if len(z) < SEASON_NEEDS:
        return factors
    weights = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR
    rest = z[YEAR // 2 : -YEAR // 2] - np.convolve(z, weights, mode="valid")
    where = place[YEAR // 2 : -YEAR // 2]
    centred = rest - rest.mean()
    power = float(centred @ centred)
    # What rounding leaves of a straight line is not a season.
    if power <= 1e-20 * len(rest) * max(1.0, float(np.abs(z).max())) ** 2:
        return factors
    if float(centred[YEAR:] @ centred[:-YEAR]) / power <= 1.645 / np.sqrt(len(rest)):
        return factors
    factors = np.array([rest[where == m].mean() for m in range(YEAR)])
    return np.asarray(factors - factors.mean())
