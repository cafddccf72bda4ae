"""Spreading counts over places: person by person, or reason after reason."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast import chance

Array = NDArray[Any]

#: Persons are placed at most this many rows at a time, which bounds the memory.
_ROWS = 256


def spread(u: Array, count: Array, shares: Array) -> Array:
    """Return how many of `count` land in each place: multinomial, whole numbers.

    The j-th person of a draw has a uniform of its own and goes where the cumulative shares say:
    one more person changes nothing for the others.

    Parameters
    ----------
    u : (persons, draws)
        Uniforms; at least as many rows as the largest count.
    count : (draws,)
        Whole numbers.
    shares : (places,)
        Chances that add up to 1; a place with share 0 gets no one.

    Returns
    -------
    ndarray of float32, (places, draws)
        Adds up to `count` in each draw.
    """
    edges, draws = np.cumsum(shares)[:-1], count.size
    found = np.zeros(shares.size * draws, dtype=np.int64)
    for start in range(0, u.shape[0], _ROWS):
        rows = u[start : start + _ROWS]
        here = np.flatnonzero(np.arange(start, start + rows.shape[0])[:, None] < count)
        place = np.searchsorted(edges, rows.reshape(-1)[here], side="right")
        found += np.bincount(place * draws + here % draws, minlength=found.size)
    return found.reshape(shares.size, draws).astype(np.float32)


def split(u: Array, count: Array, rates: Array) -> Array:
    """Return the reasons of those who leave, added up over the cells.

    Conditional binomials, reason after reason (any multinomial is such a chain: Devroye,
    Non-Uniform Random Variate Generation, 1986, section XI.1.4).

    Parameters
    ----------
    u : (reasons - 1, cells, draws)
        Uniforms.
    count : (cells, draws)
        Whole numbers of leavers.
    rates : (reasons, cells, draws)
        Chances per reason; only their proportions count.

    Returns
    -------
    ndarray of float32, (reasons, draws)
        Adds up to the leavers of each draw; a reason with rate 0 gets no one.
    """
    # Tails are summed from the end, so that a last reason with rate 0 gets no one, exactly.
    tail = [rates[-1]]
    for row in rates[-2::-1]:
        tail.insert(0, row + tail[0])
    found, left = [], count
    for rate, over, uniform in zip(rates[:-1], tail[:-1], u, strict=True):
        share = np.divide(rate, over, out=np.zeros_like(rate), where=over > 0)
        go = chance.binomial(uniform, left, share)
        found.append(go.sum(axis=0))
        left = left - go
    return np.stack([*found, left.sum(axis=0)])
