"""The record of a bridge, between scenarios or editions: what each driver does to the balance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One driver.

    Attributes
    ----------
    label : str
        Dutch.
    keys : tuple of str
        The assumptions that differ.
    amounts : mapping of municipality to tuple of float
        Change in the balance of the State frames together, eur, one a year.
    """

    label: str
    keys: tuple[str, ...]
    amounts: Mapping[str, tuple[float, ...]]

    def total(self) -> float:
        """Return the sum over years and municipalities, eur."""
        return sum(sum(values) for values in self.amounts.values())


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one scenario or edition to another, on the central path; the steps add up exactly.

    Attributes
    ----------
    one, other : str
        Names of the scenarios or editions.
    steps : tuple of BridgeStep
    years : tuple of int
        The years that the amounts are about.
    start : mapping of municipality to tuple of float
        The balance of `one`, eur, one a year.
    of : str
        Whose balance it is, in Dutch.
    """

    one: str
    other: str
    steps: tuple[BridgeStep, ...]
    years: tuple[int, ...]
    start: Mapping[str, tuple[float, ...]]
    of: str = "de drie rijkskaders"


def by_place(names: tuple[str, ...], values: NDArray[np.float64]) -> dict[str, tuple[float, ...]]:
    """Return a table of (years, municipalities) as amounts by municipality."""
    return {name: tuple(float(v) for v in values[:, m]) for m, name in enumerate(names)}
