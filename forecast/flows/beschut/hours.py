"""Contract hours: a few sizes, in shares that give a wanted mean."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Hours per week of contracts that occur, from two days to a full week.
SIZES = (16.0, 20.0, 24.0, 28.0, 32.0, 36.0)
_STEEPEST, _HALVINGS = 4.0, 60


def shares(sizes: tuple[float, ...], mean: Array) -> Array:
    """Return the share of each size, (draws, sizes), so that their mean is the wanted one.

    Shares proportional to exp(theta·size): of all shares with that mean the flattest ones (maximum
    entropy: Jaynes, Physical Review 106, 1957). Theta is found by halving.

    Parameters
    ----------
    sizes : tuple of float
        Rising.
    mean : ndarray, (draws,)
        Between the smallest and the largest size.
    """
    size = np.array(sizes)
    low, high = np.full(mean.shape, -_STEEPEST), np.full(mean.shape, _STEEPEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        short = _tilted(size, middle) @ size < mean
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return _tilted(size, (low + high) / 2)


def sizes_of(sizes: tuple[float, ...], share: Array, u: Array) -> Array:
    """Return contract hours by inversion.

    Parameters
    ----------
    sizes : tuple of float
    share : ndarray, (people, sizes)
        The shares of each person's draw.
    u : ndarray, (people,)
        Uniforms.
    """
    # The last sum may end just below 1: the largest size takes what is left.
    above = u[:, None] > np.cumsum(share[:, :-1], axis=1)
    return np.asarray(np.array(sizes)[above.sum(axis=1)])


def _tilted(size: Array, theta: Array) -> Array:
    power = theta[:, None] * (size - size.mean())
    weight = np.exp(power - power.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))
