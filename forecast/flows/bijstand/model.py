"""The fixed numbers of the bijstand recursion, and the words it speaks."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[Any]

REASONS = ("werk", "onderneming", "onderwijs", "overig", "aow")
#: The reasons with a hazard of their own; the AOW age has a table.
HAZARDS = REASONS[:4]
ROUTES = ("werknemer", "vrijwilliger", "onderwijs", "ondernemer")
GROUPS = ("statushouder", "overig")
DURATIONS = ("0-6 m", "6-12 m", "1-2 j", "2-5 j", "5+ j")
#: Chance per month to move to the next duration class: one over its width in months. People
#: move on after a geometric time with the right mean, so the edges of the classes are smeared.
ADVANCE = (1 / 6, 1 / 6, 1 / 12, 1 / 36)
#: A returner counts as such within this many months.
LAGS = 12

#: The arrays whose first, and whose second axis runs over municipalities.
_BY_MUNICIPALITY = ("opening", "hazard", "mix_new", "mix_return", "mix_status",
                    "new_by_reason", "return_chance", "return_pool",
                    "part_time_new", "part_time_end", "part_time_opening", "persons_per_benefit")
_BY_MONTH = ("levers", "aow", "inflow_new", "inflow_status")


@dataclass(frozen=True)
class BijstandModel:
    """Everything the recursion needs; arrays are made read-only.

    Attributes
    ----------
    municipalities : tuple of str
    months : pandas.PeriodIndex
        Months to forecast; the stock opens at the end of the month before.
    types : tuple of str
        Latent types, fast to slow.
    opening : (municipalities, routes, types, groups, durations)
        Persons, whole numbers.
    hazard : (municipalities, routes, types, groups, reasons of `HAZARDS`)
        Chance per month to leave, without season.
    season : (12, reasons)
        Multiplier per calendar month, mean 1.
    levers : (months, municipalities, reasons)
        Multiplier of a scenario's dated factors on the exit chances.
    aow : (months, municipalities)
        Chance per month to reach the AOW age, for everyone alike.
    inflow_new, inflow_status : (months, municipalities)
        Expected persons per month: new (no returners, no status holders), and status holders.
    mix_new, mix_return, mix_status : (municipalities, routes, types, groups)
        Where inflow arrives; adds up to 1 per municipality.
    new_by_reason : (municipalities, 3)
        Shares of new inflow: end of WW, youth, other; add up to 1.
    return_chance : (municipalities, reasons)
        Chance to be back within a year after an exit.
    return_lag : (12,)
        Share of the returners by months since exit, 1 to 12; adds up to 1.
    return_pool : (municipalities, reasons, 12)
        Persons who left in the last twelve realised months, the latest first.
    part_time_new, part_time_end : (municipalities,)
        Chance per month to start, and to end, having earnings beside the benefit.
    part_time_opening : (municipalities,)
        Persons with earnings at the opening, whole numbers.
    persons_per_benefit : (municipalities, groups)
        Persons ÷ uitkeringen.
    inflow_is_poisson : bool
        Else inflow is the expectation itself, rounded by chance where it is not whole.
    """

    municipalities: tuple[str, ...]
    months: pd.PeriodIndex
    types: tuple[str, ...]
    opening: Array
    hazard: Array
    season: Array
    levers: Array
    aow: Array
    inflow_new: Array
    inflow_status: Array
    mix_new: Array
    mix_return: Array
    mix_status: Array
    new_by_reason: Array
    return_chance: Array
    return_lag: Array
    return_pool: Array
    part_time_new: Array
    part_time_end: Array
    part_time_opening: Array
    persons_per_benefit: Array
    inflow_is_poisson: bool = True

    def __post_init__(self) -> None:
        """Check the shapes and lock the arrays.

        Raises
        ------
        ValueError
            When an array does not have the shape its name promises.
        """
        m, t, r = len(self.municipalities), len(self.months), len(HAZARDS)
        mix = (m, len(ROUTES), len(self.types), len(GROUPS))
        wanted = {
            "opening": (*mix, len(DURATIONS)), "hazard": (*mix, r), "season": (12, r),
            "levers": (t, m, r), "aow": (t, m), "inflow_new": (t, m), "inflow_status": (t, m),
            "mix_new": mix, "mix_return": mix, "mix_status": mix, "new_by_reason": (m, 3),
            "return_chance": (m, r), "return_lag": (LAGS,), "return_pool": (m, r, LAGS),
            "part_time_new": (m,), "part_time_end": (m,), "part_time_opening": (m,),
            "persons_per_benefit": (m, len(GROUPS)),
        }
        for name, shape in wanted.items():
            found = getattr(self, name).shape
            if found != shape:
                raise ValueError(f"{name} has shape {found}, wanted {shape}")
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @property
    def combinations(self) -> int:
        """The number of route × type × group combinations."""
        return len(ROUTES) * len(self.types) * len(GROUPS)

    @property
    def opening_month(self) -> pd.Period:
        """The last realised month, at whose end the stock opens."""
        return self.months[0] - 1

    def only(self, place: int) -> BijstandModel:
        """Return the model of one of the municipalities, alone."""
        first = {name: getattr(self, name)[place : place + 1].copy() for name in _BY_MUNICIPALITY}
        second = {name: getattr(self, name)[:, place : place + 1].copy() for name in _BY_MONTH}
        name = self.municipalities[place : place + 1]
        return replace(self, municipalities=name, **first, **second)

    def stock(self) -> Array:
        """Return the opening persons, (municipalities, groups)."""
        return np.asarray(self.opening.sum(axis=(1, 2, 4)))
