"""Whole numbers out of shares: largest remainder, and taking evenly from groups."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: A share that is whole but for rounding is whole.
_NEARLY = 1e-9


def largest_remainder(exact: Array, total: Array) -> NDArray[np.float64]:
    """Return whole numbers near `exact` that add up to `total` over the first axis.

    Hare's method: round down, and give what is left to the largest remainders; ties go to the
    first (Balinski and Young, Fair Representation, 2nd ed., chapter 3).

    Parameters
    ----------
    exact : (parts, ...)
        Zero or more; adds up to `total` over the first axis, but for rounding.
    total : (...)
        Whole numbers.
    """
    found = np.floor(exact + _NEARLY)
    short = np.rint(total - found.sum(axis=0))
    order = np.argsort(found - exact, axis=0, kind="stable")
    return np.asarray(found + (np.argsort(order, axis=0, kind="stable") < short))


def take_evenly(u: Array, count: Array, take: Array) -> NDArray[np.float64]:
    """Return how many are taken from each group, in proportion to its size.

    Systematic sampling with a random start (Cochran, Sampling Techniques, 3rd ed., chapter 8):
    the total is exact, the mean of each group too, and no group gives more than it has.

    Parameters
    ----------
    u : (...)
        Uniforms: where the first one is taken.
    count : (groups, ...)
        Whole numbers.
    take : (...)
        Whole numbers, no more than the groups hold together.
    """
    reach = np.cumsum(count, axis=0, dtype=np.float64)
    whole = np.maximum(reach[-1], 1.0)
    marks = np.floor(reach * take / whole + u)
    return np.diff(marks, axis=0, prepend=0.0)
