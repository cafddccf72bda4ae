"""Latent types: why people who stay longer leave less often.

Exit chances fall with duration mostly because those who can leave do so first. Two or three
types with a constant hazard each, mixed at the door, reproduce the national life table; a shock
then fades at the speed of the types it hit, and leaves no scar (heterogeneity against duration
dependence: Lancaster, The Econometric Analysis of Transition Data, 1990, chapter 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]

#: The classes of the life table, in months since the start; the last one is open.
EDGES = (0.0, 6.0, 12.0, 24.0, 36.0, 48.0, 60.0)
_NAMES = {1: ("alle",), 2: ("snel", "traag"), 3: ("snel", "midden", "traag")}
#: A third type must at least halve what two types leave unexplained.
_WORTH = 0.5
_STARTS = 12


@dataclass(frozen=True)
class LatentTypes:
    """Types with a constant hazard, mixed in the inflow.

    Attributes
    ----------
    names : tuple of str
        From fast to slow.
    hazard : ndarray, (types,)
        Chance per month to leave for any reason except the AOW age.
    inflow_share : ndarray, (types,)
        Share of each type in the inflow; adds up to 1.
    aow_after_five_years : float
        Hazard per month of reaching the AOW age, in stays beyond five years only: hardly
        anyone enters in the last years before the AOW age.
    misfit : float
        Sum over the classes of (fitted - counted)² / counted.
    """

    names: tuple[str, ...]
    hazard: Array
    inflow_share: Array
    aow_after_five_years: float
    misfit: float

    def __post_init__(self) -> None:
        self.hazard.flags.writeable = False
        self.inflow_share.flags.writeable = False

    def survivors(self, months: ArrayLike) -> Array:
        """Return the share of an inflow still in after a number of months, within five years."""
        t = np.asarray(months, dtype=np.float64)
        return np.asarray(np.exp(-t[..., None] * self.hazard) @ self.inflow_share)

    def ended(self, inflow_per_year: float) -> Array:
        """Return persons per year who end by class of `EDGES`, AOW not counted, (classes,)."""
        start = inflow_per_year * self.inflow_share * np.exp(-np.outer(EDGES, self.hazard))
        leave = self.hazard / (self.hazard + self.aow_after_five_years)
        return np.append((start[:-1] - start[1:]).sum(axis=1), start[-1] @ leave)

    def running(self, inflow_per_year: float) -> tuple[float, float]:
        """Return the persons in their first six months and in all, when in and out balance."""
        weight = inflow_per_year / 12 * self.inflow_share
        first = weight / self.hazard @ -np.expm1(-6 * self.hazard)
        below = weight / self.hazard @ -np.expm1(-60 * self.hazard)
        beyond = weight * np.exp(-60 * self.hazard)
        beyond = beyond / (self.hazard + self.aow_after_five_years)
        return float(first), float(below + beyond.sum())


def running_by_life_table(ended_first_half_year: float, inflow_per_year: float) -> float:
    """Return the persons in their first six months by the life table alone, no model.

    Persons = half a year × the mean of those who start and those who are left after it
    (actuarial life table; Kalbfleisch and Prentice, 2002, section 1.3).
    """
    return 0.5 * (inflow_per_year + inflow_per_year - ended_first_half_year) / 2


def fit_types(ended_per_year: ArrayLike, inflow_per_year: float, persons: float) -> LatentTypes:
    """Fit two or three types to a life table by weighted least squares, in a steady state.

    Parameters
    ----------
    ended_per_year : array-like, (7,)
        Persons whose benefit ended, by the classes of `EDGES`; the AOW age not counted.
    inflow_per_year : float
        Persons who started.
    persons : float
        Persons in benefit, on average; it settles how long the longest stays are.

    Returns
    -------
    LatentTypes
        Three types when the third at least halves the misfit, else two.

    Raises
    ------
    ValueError
        When a class holds no one, or there are not seven classes.
    """
    ended = np.asarray(ended_per_year, dtype=np.float64)
    if ended.shape != (len(EDGES),) or (ended <= 0).any() or inflow_per_year <= 0 or persons <= 0:
        raise ValueError(f"a life table has {len(EDGES)} classes above zero, got {ended}")
    two, three = (_fit(ended, inflow_per_year, persons, count) for count in (2, 3))
    return three if three.misfit < _WORTH * two.misfit else two


def _fit(ended: Array, inflow: float, persons: float, count: int) -> LatentTypes:
    # Imported here: a process that only draws never fits, and stays 25 MB smaller.
    from scipy.optimize import least_squares

    def unpack(x: Array) -> LatentTypes:
        hazard = np.exp(x[:count])
        weight = np.exp(np.append(x[count:-1], 0.0))
        order = np.argsort(-hazard)
        share = (weight / weight.sum())[order]
        return LatentTypes(_NAMES[count], hazard[order], share, float(np.exp(x[-1])), 0.0)

    def residuals(x: Array) -> Array:
        types = unpack(x)
        away = (types.ended(inflow) - ended) / np.sqrt(ended)
        return np.append(away, (types.running(inflow)[1] - persons) / np.sqrt(persons))

    fits = []
    for start in np.linspace(0.5, 2.0, _STARTS):
        hazard = np.log(0.12) - start * np.arange(count)
        guess = np.concatenate([hazard, np.zeros(count - 1), [np.log(0.005)]])
        fits.append(least_squares(residuals, guess, bounds=(-9.0, 4.0), max_nfev=400))
    best = min(fits, key=lambda fit: fit.cost)
    types = unpack(best.x)
    misfit = float(2 * best.cost)
    return LatentTypes(types.names, types.hazard, types.inflow_share,
                       types.aow_after_five_years, misfit)
