"""A bridge between two outcomes that does not depend on the order of its steps.

Shapley (1953), A value for n-person games: a driver gets its mean effect over all orders in which
the drivers can change from one side to the other. The parts add up to the difference exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
#: With more drivers the number of outcomes, 2^n, would be too many to calculate.
MOST = 10


def shapley(drivers: Sequence[str], outcome: Callable[[frozenset[str]], Array]) -> dict[str, Array]:
    """Return the part of every driver in ``outcome(all) - outcome(none)``.

    Parameters
    ----------
    drivers : sequence of str
    outcome : callable
        The outcome when the drivers in the set stand on the other side; asked once per set.

    Returns
    -------
    dict of str to ndarray
        In the order of `drivers`, each with the shape of an outcome.

    Raises
    ------
    ValueError
        With more than `MOST` drivers, or with one of them twice.
    """
    count = len(drivers)
    if count > MOST or len(set(drivers)) < count:
        raise ValueError(f"{count} drivers: at most {MOST}, each once")
    known = {frozenset(chosen): outcome(frozenset(chosen))
             for size in range(count + 1) for chosen in combinations(sorted(drivers), size)}
    parts: dict[str, Array] = {}
    for driver in drivers:
        others = sorted(d for d in drivers if d != driver)
        effect = np.zeros_like(known[frozenset()])
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for chosen in combinations(others, size):
                without = frozenset(chosen)
                effect = effect + weight * (known[without | {driver}] - known[without])
        parts[driver] = effect
    return parts
