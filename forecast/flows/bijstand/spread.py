"""Spreading a count over places by halving: a multinomial in log2 steps."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast import chance

Array = NDArray[Any]


def nodes(places: int) -> int:
    """Return how many uniforms a draw needs to spread over `places`."""
    return int(2 ** np.ceil(np.log2(places))) - 1


def spread(u: Array, count: Array, shares: Array) -> Array:
    """Return how many of `count` land in each place: multinomial, whole numbers.

    A binary tree of binomials: the first splits the places in two halves, the next each half,
    and so on (any multinomial is a chain of conditional binomials; Devroye, Non-Uniform Random
    Variate Generation, 1986, section XI.1.4). Each place is monotone in `count`.

    Parameters
    ----------
    u : (nodes(places), draws)
        Uniforms, the root first.
    count : (draws,)
        Whole numbers.
    shares : (places,)
        Chances that add up to 1; a place with share 0 gets no one.

    Returns
    -------
    ndarray, (places, draws)
        Adds up to `count` in each draw.
    """
    size = u.shape[0] + 1
    padded = np.zeros(size)
    padded[: shares.size] = shares
    found = count[None]
    used = 0
    while found.shape[0] < size:
        half = padded.reshape(2 * found.shape[0], -1).sum(axis=1).reshape(-1, 2)
        both = half.sum(axis=1)
        left = np.divide(half[:, 0], both, out=np.zeros_like(both), where=both > 0)
        # The last place of a side with nothing on the right keeps everyone, exactly.
        left[(half[:, 1] == 0) & (both > 0)] = 1.0
        kept = chance.binomial(u[used : used + left.size], found, left[:, None])
        used += left.size
        found = np.stack([kept, found - kept], axis=1).reshape(2 * left.size, -1)
    return found[: shares.size]
