"""What one run gives to the budget: volumes from the flows, and the setting they meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from forecast.budget.neighbours import Array, Law


@dataclass(frozen=True)
class Sheltered:
    """People in beschut werk and their contract hours per week, as `Volumes` has benefits.

    Attributes
    ----------
    people, hours : ndarray, (draws, years, municipalities)
        Year means.
    """

    people: Array
    hours: Array


@dataclass(frozen=True)
class Volumes:
    """Benefits as the flows give them: one draw for the central path, or many.

    Attributes
    ----------
    years : tuple of int
        Consecutive.
    municipalities : tuple of str
    benefits : ndarray, (draws, years, municipalities)
        Pw benefits, year mean of the month-ends.
    benefits_before : ndarray, (draws, municipalities)
        The same in the year before `years`; where the opening stock is drawn, so is this.
    national : ndarray, (draws, years)
        Benefits below the AOW age in the whole country, year mean.
    national_before : float
        The same in the year before.
    ioaw_ioaz_national : float
        Benefits IOAW and IOAZ in the whole country at the end of the year before.
    national_reference : ndarray, (years,)
        As `national`, on the path of the reference economy: what the State could expect when it
        published its preliminary budget, and what the national loonkostensubsidie follows. The
        same in every scenario and draw.
    before_status : str
        Status of `benefits_before`: ``afgeleid`` unless the months before are real.
    sheltered : Sheltered or None
        Beschut werk, whose loonkostensubsidie the BUIG pays; None where there is none.
    per_benefit : ndarray, (draws, years, municipalities), or None
        Persons per Pw benefit, for the price by the norms; None leaves that out.

    Raises
    ------
    ValueError
        When the shapes contradict each other.
    """

    years: tuple[int, ...]
    municipalities: tuple[str, ...]
    benefits: Array
    benefits_before: Array
    national: Array
    national_before: float
    ioaw_ioaz_national: float
    national_reference: Array
    before_status: str = "afgeleid"
    sheltered: Sheltered | None = None
    per_benefit: Array | None = None

    def __post_init__(self) -> None:
        draws = self.benefits.shape[0]
        wanted = (
            (draws, len(self.years), len(self.municipalities)),
            (draws, len(self.municipalities)),
            (draws, len(self.years)),
            (len(self.years),),
        )
        found = (self.benefits.shape, self.benefits_before.shape, self.national.shape,
                 self.national_reference.shape)
        inside = self.sheltered
        if inside is not None and {inside.people.shape, inside.hours.shape} != {wanted[0]}:
            found_inside = (inside.people.shape, inside.hours.shape)
            raise ValueError(f"beschut werk {found_inside} does not fit {wanted[0]}")
        if found != wanted:
            raise ValueError(f"volumes {found} do not fit {wanted}")
        if self.years != tuple(range(self.years[0], self.years[0] + len(self.years))):
            raise ValueError(f"years {self.years} are not consecutive")

    @property
    def before(self) -> int:
        """The year before the first."""
        return self.years[0] - 1

    @property
    def draws(self) -> int:
        """The number of draws."""
        return int(self.benefits.shape[0])


@dataclass(frozen=True, slots=True)
class EnteredBudget:
    """A real budget as a municipality received it: eur and where it comes from."""

    amount: float
    source: str


@dataclass(frozen=True)
class Setting:
    """What the accounts need besides volumes and assumptions.

    Attributes
    ----------
    law : Law
    inhabitants : mapping of municipality to inhabitants
        Decides the objective part of the share.
    published : mapping of (year, moment) to eur
        The macro budget as published, moments ``voorlopig``, ``nader_voorlopig``, ``definitief``;
        only what was public in month `known`.
    entered : mapping of (year, municipality, moment) to EnteredBudget
        Real budgets that a user entered; see `forecast.budget.entered`.
    known : pandas.Period or None
        The last realised month: later law is not used.
    balances : mapping of (year, municipality) to EnteredBudget
        BUIG balances of the years before the run, eur (+ is a surplus), for the test over three
        years; empty where nobody entered them.
    frames : mapping of (key, year, municipality) to EnteredBudget
        Real budgets of the other frames, e.g. ``uitvoering.budget``.
    """

    law: Law
    inhabitants: Mapping[str, float]
    published: Mapping[tuple[int, str], float]
    entered: Mapping[tuple[int, str, str], EnteredBudget]
    known: pd.Period | None = None
    balances: Mapping[tuple[int, str], EnteredBudget] = field(default_factory=dict)
    frames: Mapping[tuple[str, int, str], EnteredBudget] = field(default_factory=dict)
