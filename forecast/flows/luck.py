"""Two ways to fill in a count: by its expectation, or by chance.

The recursion asks the same questions of both, so that *expected* and *simulate* are one model.
"""

from __future__ import annotations

import zlib
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from forecast import chance
from forecast.flows.spread import split, spread

Array = NDArray[Any]

#: Draws in a block: the uniforms of a decision are made for a whole block, so that a draw is
#: the same whatever the number of draws, workers and municipalities.
BLOCK = 1000


class Luck(Protocol):
    """How a count is filled in. Counts have draws on the last axis."""

    dtype: type[np.floating[Any]]

    def at(self, month: int) -> None:
        """Go to a month (its ordinal)."""

    def whole(self, name: str, expected: Array) -> Array:
        """Return a known count; what is not whole is rounded by chance."""

    def arrivals(self, name: str, expected: Array) -> Array:
        """Return Poisson counts around an expectation."""

    def part(self, name: str, count: Array, share: Array) -> Array:
        """Return how many of a count do something that has this chance."""

    def reasons(self, name: str, leavers: Array, rates: Array) -> Array:
        """Split leavers (cells, draws) by rates (reasons, cells, draws): (reasons, draws)."""

    def spread(self, name: str, count: Array, shares: Array) -> Array:
        """Spread a count (draws,) over shares (places,): (places, draws)."""


class Expectation:
    """Fills in expectations: linear, fractions allowed."""

    dtype: type[np.floating[Any]] = np.float64

    def at(self, month: int) -> None:
        """Do nothing: an expectation has no month of its own."""

    def whole(self, name: str, expected: Array) -> Array:
        """Return the count itself."""
        return np.asarray(expected)

    def arrivals(self, name: str, expected: Array) -> Array:
        """Return the expectation itself."""
        return np.asarray(expected)

    def part(self, name: str, count: Array, share: Array) -> Array:
        """Return count × chance."""
        return np.asarray(count * share)

    def reasons(self, name: str, leavers: Array, rates: Array) -> Array:
        """Split in proportion to the rates."""
        total = rates.sum(axis=0)
        per_rate = np.divide(leavers, total, out=np.zeros_like(total), where=total > 0)
        return np.asarray((rates * per_rate).sum(axis=1))

    def spread(self, name: str, count: Array, shares: Array) -> Array:
        """Return the shares of the count."""
        return np.asarray(shares[:, None] * count)


class Chance:
    """Fills in whole numbers, by inversion of uniforms that belong to decision and place.

    Parameters
    ----------
    seed : int
        The seed of the run.
    municipality : str
        Its name, not its rank, keys the luck: other municipalities change nothing.
    block, draws : int
        The first block of `BLOCK` draws, and how many draws are wanted from there.
    """

    dtype: type[np.floating[Any]] = np.float32

    def __init__(self, seed: int, municipality: str, block: int, draws: int) -> None:
        self._seed, self._block, self._draws = seed, block, draws
        self._key, self._month = zlib.crc32(municipality.encode()), 0

    def at(self, month: int) -> None:
        """Go to a month: each has its own uniforms."""
        self._month = month

    def uniforms(self, name: str, shape: tuple[int, ...]) -> Array:
        """Return the uniforms of a decision in this month, (*shape, draws)."""
        blocks = range(self._block, self._block + -(-self._draws // BLOCK))
        parts = [chance.uniforms32(self._seed, name, (self._key, self._month, block),
                                   (*shape, BLOCK)) for block in blocks]
        u = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-1)
        return u if self._draws == u.shape[-1] else np.ascontiguousarray(u[..., : self._draws])

    def whole(self, name: str, expected: Array) -> Array:
        """Round by chance; a whole number stays itself."""
        return chance.whole(self.uniforms(name, expected.shape[:-1]), expected)

    def arrivals(self, name: str, expected: Array) -> Array:
        """Return Poisson counts."""
        return chance.poisson(self.uniforms(name, expected.shape[:-1]), expected)

    def part(self, name: str, count: Array, share: Array) -> Array:
        """Return binomial counts."""
        return chance.binomial(self.uniforms(name, count.shape[:-1]), count, share)

    def reasons(self, name: str, leavers: Array, rates: Array) -> Array:
        """Split by conditional binomials, reason after reason."""
        u = self.uniforms(name, (rates.shape[0] - 1, leavers.shape[0]))
        return split(u, leavers, rates)

    def spread(self, name: str, count: Array, shares: Array) -> Array:
        """Spread as a multinomial, person by person."""
        return spread(self.uniforms(name, (int(count.max()),)), count, shares)
