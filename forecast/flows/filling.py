"""Two ways to fill in a count for all municipalities at once: expected, or by chance.

For flows in which the municipalities share a capacity, so that they live through a month
together; the luck of a decision still belongs to its municipality.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from forecast import chance
from forecast.flows.apportion import largest_remainder, take_evenly
from forecast.flows.luck import Chance

Array = NDArray[Any]


class Filling(Protocol):
    """How a count is filled in: municipalities on the first axis, draws on the last."""

    dtype: type[np.floating[Any]]

    def at(self, month: int) -> None:
        """Go to a month (its ordinal)."""

    def part(self, name: str, count: Array, share: Array) -> Array:
        """Return how many of a count do something that has this chance.

        The chance broadcasts to the count.
        """

    def arrivals(self, name: str, expected: Array) -> Array:
        """Return how many come, around an expectation."""

    def evenly(self, name: str, count: Array, take: Array) -> Array:
        """Take some of (municipalities, groups, draws) in proportion."""

    def shared(self, slots: Array, need: Array) -> Array:
        """Divide conversations (draws,) by need (municipalities, draws)."""

    def scaled(self, parts: Array, total: Array) -> Array:
        """Divide totals (municipalities, draws) by parts (municipalities, groups)."""


class Fractions:
    """Expectations: fractions allowed."""

    dtype: type[np.floating[Any]] = np.float64

    def at(self, month: int) -> None:
        """Do nothing: an expectation has no month of its own."""

    def part(self, name: str, count: Array, share: Array) -> Array:
        """Return count × chance."""
        return np.asarray(count * share)

    def arrivals(self, name: str, expected: Array) -> Array:
        """Return the expectation itself."""
        return np.asarray(expected)

    def evenly(self, name: str, count: Array, take: Array) -> Array:
        """Return the same share of every group."""
        whole = np.maximum(count.sum(axis=1), 1e-300)
        return np.asarray(count * (take / whole)[:, None])

    def shared(self, slots: Array, need: Array) -> Array:
        """Divide in proportion to the need."""
        return _proportion(slots, need)

    def scaled(self, parts: Array, total: Array) -> Array:
        """Divide in proportion to the parts."""
        return np.asarray(parts[..., None] * total[:, None])


class Counts:
    """Whole numbers, by inversion of uniforms that belong to decision, month and municipality.

    Parameters
    ----------
    seed : int
    municipalities : sequence of str
    draws : int
    """

    dtype: type[np.floating[Any]] = np.float32

    def __init__(self, seed: int, municipalities: Sequence[str], draws: int) -> None:
        self._lucks = [Chance(seed, name, 0, draws) for name in municipalities]

    def at(self, month: int) -> None:
        """Go to a month: each has its own uniforms."""
        for luck in self._lucks:
            luck.at(month)

    def part(self, name: str, count: Array, share: Array) -> Array:
        """Return binomial counts."""
        u = np.stack([luck.uniforms(name, count.shape[1:-1]) for luck in self._lucks])
        return chance.binomial(u, count, share)

    def arrivals(self, name: str, expected: Array) -> Array:
        """Return Poisson counts."""
        u = np.stack([luck.uniforms(name, expected.shape[1:-1]) for luck in self._lucks])
        return chance.poisson(u, expected)

    def evenly(self, name: str, count: Array, take: Array) -> Array:
        """Take every so manieth person from a random start."""
        u = np.stack([luck.uniforms(name, ()) for luck in self._lucks])
        place, draw = np.nonzero(take)  # most draws take from few places
        found = np.zeros(count.shape, self.dtype)
        found[place, :, draw] = take_evenly(u[place, draw], count[place, :, draw].T,
                                            take[place, draw]).T
        return found

    def shared(self, slots: Array, need: Array) -> Array:
        """Divide by the largest remainder."""
        return largest_remainder(_proportion(slots, need), slots).astype(self.dtype)

    def scaled(self, parts: Array, total: Array) -> Array:
        """Divide by the largest remainder."""
        exact = np.moveaxis(parts[..., None] * total[:, None], 1, 0)
        return np.moveaxis(largest_remainder(exact, total), 0, 1).astype(self.dtype)


def _proportion(slots: Array, need: Array) -> Array:
    """Return slots by need; evenly where no one needs any."""
    need = need.astype(np.float64)
    whole = need.sum(axis=0)
    share = np.divide(need, whole, out=np.full(need.shape, 1 / len(need)), where=whole > 0)
    return np.asarray(share * slots)
