"""The fixed numbers of beschut werk, and the rates that differ from draw to draw."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Rates:
    """What is uncertain, each (draws, municipalities).

    Attributes
    ----------
    advices : ndarray
        Advices per year in the base year, the level of all municipalities included.
    growth : ndarray
        Of the advices, per year.
    positive, fit : ndarray
        Part of the advices that is positive, and part of those that can start at all.
    preparation : ndarray
        Months between a positive advice and being ready to start.
    tire, stop, move : ndarray
        Per month, continuous: to give up waiting, to lose the place, to go to other work.
    hours : ndarray
        Mean hours per week of a person.
    from_bijstand : ndarray
        Part of the starters who come from a bijstand benefit.
    opening : ndarray
        Factor on the people at work at the opening.
    """

    advices: Array
    growth: Array
    positive: Array
    fit: Array
    preparation: Array
    tire: Array
    stop: Array
    move: Array
    hours: Array
    from_bijstand: Array
    opening: Array

    def __post_init__(self) -> None:
        shapes = {getattr(self, field.name).shape for field in fields(self)}
        if len(shapes) != 1:
            raise ValueError(f"rates disagree on draws and municipalities: {sorted(shapes)}")
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    @property
    def leave(self) -> Array:
        """Chance per month, continuous, to give the place back, for whatever reason."""
        return np.asarray(self.stop + self.move)


@dataclass(frozen=True)
class BeschutModel:
    """Beschut werk of a data set under a scenario.

    Attributes
    ----------
    places : tuple of str
        Municipalities, in the order of the data set.
    months : pandas.PeriodIndex
        The months to forecast.
    place_hours : float
        Hours per week of one place in the quota (Participatiewet art. 10b: 31).
    sizes : tuple of float
        Contracts that occur, hours per week.
    persons, waiting : ndarray, (municipalities,)
        At work, and ready without a place, at the last realised month.
    plan : ndarray, (1 + months, municipalities)
        Places that are open; the first is the opening month.
    quota : ndarray, (1 + months, municipalities)
        Places; the quota of a year holds at its end and is carried until the next.
    extra : ndarray, (months, municipalities)
        Policy: places above the plan.
    factor : ndarray, (months, municipalities)
        Policy: multiplies the advices.
    central : Rates
        One draw: every uncertain number at its middle.
    """

    places: tuple[str, ...]
    months: pd.PeriodIndex
    place_hours: float
    sizes: tuple[float, ...]
    persons: Array
    waiting: Array
    plan: Array
    quota: Array
    extra: Array
    factor: Array
    central: Rates

    def __post_init__(self) -> None:
        n, t = len(self.places), len(self.months)
        wanted = {"persons": (n,), "waiting": (n,), "plan": (1 + t, n), "quota": (1 + t, n),
                  "extra": (t, n), "factor": (t, n)}
        for name, shape in wanted.items():
            values = getattr(self, name)
            if values.shape != shape:
                raise ValueError(f"{name} {values.shape} is not {shape}")
            values.flags.writeable = False

    def advices_per_month(self, rates: Rates, place: int) -> Array:
        """Return expected advices, (months, draws).

        The rate of a calendar year is that of the base year, the year of the opening month, times
        1 + growth per year.
        """
        years = np.asarray(self.months.year) - (self.months[0] - 1).year
        grown = (1 + rates.growth[:, place]) ** years[:, None]
        return np.asarray(rates.advices[:, place] / 12 * grown * self.factor[:, place, None])

    def open_places(self, place: int, held_hours: Array) -> Array:
        """Return the places that are open, (draws, 1 + months).

        Nobody works in a place that does not exist: where a draw opens with more hours than the
        plan counts, those places exist too, until the first step of the plan.

        Parameters
        ----------
        place : int
        held_hours : ndarray, (draws,)
            Hours at work at the opening.
        """
        plan = self.plan[:, place]
        surplus = np.maximum(held_hours / self.place_hours - plan[0], 0)
        before = np.logical_and.accumulate(plan == plan[0])
        level = plan + before * surplus[:, None]
        level[:, 1:] += self.extra[:, place]
        return np.asarray(np.maximum(level, 0))


def neutral(model: BeschutModel) -> BeschutModel:
    """Return the model with every policy lever at neutral: no extra places, a factor of 1."""
    return replace(model, extra=np.zeros_like(model.extra), factor=np.ones_like(model.factor))
