"""The money of a scenario: volumes meet prices and budgets, on the central path and per draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecast.budget import (
    ENTERED,
    Accounts,
    BuigOutcome,
    FrameOutcome,
    Frames,
    Quantities,
    Setting,
    Sheltered,
    Volumes,
    build_accounts,
    build_frames,
    entered_balances,
    entered_budgets,
    entered_frames,
    frames_outcome,
    judge_law,
    law_keys,
    outcome,
    published,
)
from forecast.budget.frames import GEMEENTELIJK
from forecast.ensemble import Ensemble
from forecast.inputs import DataSet
from forecast.project.economy import monthly
from forecast.project.groups import Groups
from forecast.project.house import House
from forecast.project.people import CentralPeople, People
from forecast.scenarios import Assumptions

Array = NDArray[np.float64]
BENEFITS = "bijstand.uitkeringen"
STOCK = "bijstand.stand"
OPENING = "bijstand.beginstand.correctie"
_THOUSAND = 1000
#: Groups of which people or places have a price.
_PRICED = ("wsw.", "beschut.")


@dataclass(frozen=True)
class Money:
    """What one scenario costs and receives: the live formulas, and every draw.

    Attributes
    ----------
    accounts, drawn : Accounts, BuigOutcome
        The BUIG.
    frames, frames_drawn : Frames, FrameOutcome
        The frames beside it, and the sum of all.
    """

    accounts: Accounts
    drawn: BuigOutcome
    frames: Frames
    frames_drawn: FrameOutcome

    @property
    def has_own_budget(self) -> bool:
        """Whether every municipality entered a budget for its own money in every year."""
        return all(bool(a.line("gemeentelijk.begroot").cell.status == "feit")
                   for a in self.frames.local if a.frame == GEMEENTELIJK)

    def ensembles(self) -> dict[str, Ensemble]:
        """Return all amounts by name, eur by year and municipality."""
        return self.drawn.ensembles() | self.frames_drawn.ensembles()


def money_of(
    house: House, assumptions: Assumptions, people: People, groups: Groups, seed: int
) -> Money:
    """Return the accounts of the central path and the outcome of every draw."""
    setting = setting_of(house, assumptions)
    reference = people.nation_reference
    central = _volumes(house, people.central, groups.central, people.nation_central, reference)
    drawn = _volumes(house, people.drawn, groups.drawn, people.nation_drawn, reference)
    accounts = build_accounts(central, assumptions, setting)
    buig = outcome(central, drawn, assumptions, setting, seed)
    middle, luck = (_quantities(house.data, found) for found in (groups.central, groups.drawn))
    return Money(
        accounts, buig,
        build_frames(accounts, central, middle, assumptions, setting),
        frames_outcome(buig, drawn, luck, assumptions, setting, seed),
    )


def central_money(
    house: House, assumptions: Assumptions, people: CentralPeople, groups: Mapping[str, Ensemble]
) -> tuple[Accounts, Frames]:
    """Return the accounts of the central path, without any draw."""
    setting = setting_of(house, assumptions)
    volumes = _volumes(house, people.found, groups, people.nation, people.reference)
    accounts = build_accounts(volumes, assumptions, setting)
    quantities = _quantities(house.data, groups)
    return accounts, build_frames(accounts, volumes, quantities, assumptions, setting)


def _quantities(data: DataSet, found: Mapping[str, Ensemble]) -> Quantities:
    """Return year figures and the last realised month of the groups that have prices."""
    wanted = {name: one for name, one in found.items() if name.startswith(_PRICED)}
    return Quantities(
        data.years, data.names,
        {name: one.yearly().values.astype(np.float64) for name, one in wanted.items()},
        {name: one.values[:, 0].astype(np.float64) for name, one in wanted.items()
         if one.periods[0] == data.last_month},
    )


def macro_published(house: House) -> dict[tuple[int, str], float]:
    """Return the macro budgets that were public in the last realised month, eur."""
    return published(house.national["macrobudget"])


def setting_of(house: House, assumptions: Assumptions) -> Setting:
    """Return what the accounts need besides volumes: law, inhabitants, published and real budgets.

    Raises
    ------
    ForecastError
        The law does not reach, or a real budget cannot be used: see
        `forecast.budget.entered_budgets`.
    """
    data, macro = house.data, macro_published(house)
    judge_law(house.law, law_keys(data.tables), data.years, data.last_month)
    entered = entered_budgets(assumptions, data.names, data.years, macro)
    balances = entered_balances(assumptions, data.names, data.years)
    frames = entered_frames(assumptions, ENTERED, data.names, data.years)
    return Setting(
        house.law, inhabitants(data), macro, entered, data.last_month, balances, frames)


def inhabitants(data: DataSet) -> dict[str, float]:
    """Return the inhabitants of each municipality on the last 1 January that has passed."""
    table = data.tables["inwoners"]
    known = table[table["jaar"] <= data.last_month.year].sort_values("jaar")
    latest = known.groupby("gemeente")["waarde"].last()
    return {name: float(latest[name]) for name in data.names}


def _volumes(
    house: House, people: dict[str, Ensemble], groups: Mapping[str, Ensemble], nation: Ensemble,
    reference: Ensemble,
) -> Volumes:
    data = house.data
    benefits = people[BENEFITS]
    opening = people[OPENING].values[:, 0]
    stock = data.monthly("stand").iloc[-1].to_numpy(dtype=np.float64)
    # a draw that opens higher had a higher year before, too: the level is what is not known
    before = _year_before(data) * (1 + opening / stock)
    older = sum(
        float(monthly(house.national, "bijstand_maand_nl", kind).iloc[-1])
        for kind in ("ioaw", "ioaz")
    )
    real = bool((data.tables["bijstand_maand"]["status"] == "feit").all())
    return Volumes(
        data.years,
        data.names,
        benefits.yearly().values,
        before,
        nation.yearly().values[:, :, 0],
        float(_year_before(house.twin).sum()),
        older * _THOUSAND,
        reference.yearly().values[0, :, 0],
        "feit" if real else "afgeleid",
        _sheltered(groups),
        people[STOCK].yearly().values / benefits.yearly().values,
    )


def _sheltered(groups: Mapping[str, Ensemble]) -> Sheltered | None:
    if "beschut.uren" not in groups:
        return None
    people, hours = (groups[f"beschut.{name}"].yearly().values.astype(np.float64)
                     for name in ("personen", "uren"))
    return Sheltered(people, hours)


def _year_before(data: DataSet) -> Array:
    """Return benefits per municipality, the mean of the last twelve month-ends."""
    frame = data.monthly("uitkeringen").iloc[-12:]
    return np.asarray(frame.mean().to_numpy(dtype=np.float64))
