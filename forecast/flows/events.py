"""The placements that the bijstand counts: what a label can be given to.

A group never makes placements of its own; it says which of these are its people. So every
placement exists once, whatever the number of labels on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.filling import Filling

Array = NDArray[Any]
Pair = tuple[Array, Array]
#: Fewer expected placements than this are none: a chance cannot be told from them.
_NOBODY = 1e-9


@dataclass(frozen=True)
class Events:
    """Placements by month, municipality and draw, and how many were expected.

    Attributes
    ----------
    full, partial : (months, municipalities, draws)
        Out of the bijstand to work, and new earnings beside a benefit.
    full_mean, partial_mean : (months, municipalities)
        The same on the central path of the scenario.
    drive : (months, municipalities)
        How far policy and economy move the chance to find work, on the central path; 1 is as in
        the last realised year.
    """

    full: Array
    partial: Array
    full_mean: Array
    partial_mean: Array
    drive: Array

    @property
    def draws(self) -> int:
        """The number of draws."""
        return int(self.full.shape[-1])

    def at(self, month: int) -> tuple[Array, Array]:
        """Return a month by kind, full and partial.

        Returns
        -------
        count : (municipalities, 2, draws)
        mean : (municipalities, 2)
        """
        return (np.stack([self.full[month], self.partial[month]], axis=1),
                np.stack([self.full_mean[month], self.partial_mean[month]], axis=1))

    @property
    def total(self) -> Array:
        """All placements, (months, municipalities, draws)."""
        return np.asarray(self.full + self.partial)

    def only(self, taken: Pair, mean: Pair) -> Events:
        """Return the placements that were taken, and how many of them were expected."""
        return replace(self, full=taken[0], partial=taken[1], full_mean=mean[0],
                       partial_mean=mean[1])

    def without(self, taken: Pair, mean: Pair) -> Events:
        """Return the placements that are left when some are taken, full and partial.

        Parameters
        ----------
        taken : pair of (months, municipalities, draws)
        mean : pair of (months, municipalities)
            How many of them were expected.
        """
        return replace(
            self, full=self.full - taken[0], partial=self.partial - taken[1],
            full_mean=np.maximum(self.full_mean - mean[0], 0.0),
            partial_mean=np.maximum(self.partial_mean - mean[1], 0.0))


def take(
    filling: Filling, name: str, count: Array, wanted: Array, mean: Array, most: Array
) -> Array:
    """Return which placements of a month belong to a group: a thinning.

    Each has the same chance, wanted ÷ expected, so that the group's placements rise and fall with
    those of everyone (thinning: Kingman, Poisson Processes, 1993, section 5.1).

    Parameters
    ----------
    filling : Filling
    name : str
        Of the decision.
    count : (municipalities, kinds, draws)
        Placements of the month, by kind.
    wanted : (municipalities, kinds, draws)
        Expected placements of the group.
    mean : (municipalities, kinds)
        Expected placements of the month.
    most : (municipalities, draws)
        People of the group who are looking for work; the first kind is served first.

    Returns
    -------
    ndarray, (municipalities, kinds, draws)
    """
    expected = mean[..., None] + np.zeros_like(wanted)
    share = np.divide(wanted, expected, out=np.zeros_like(expected), where=expected > _NOBODY)
    found = filling.part(name, count, np.minimum(share, 1.0))
    reach = np.minimum(np.cumsum(found, axis=1), most[:, None])
    return np.diff(reach, axis=1, prepend=0.0)
