"""The money of a scenario: volumes meet prices and budgets, on the central path and per draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecast.budget import (
    Accounts,
    BuigOutcome,
    Setting,
    Volumes,
    build_accounts,
    entered_balances,
    entered_budgets,
    outcome,
    published,
)
from forecast.ensemble import Ensemble
from forecast.inputs import DataSet
from forecast.project.economy import monthly
from forecast.project.house import House
from forecast.project.people import People
from forecast.scenarios import Assumptions

Array = NDArray[np.float64]
BENEFITS = "bijstand.uitkeringen"
OPENING = "bijstand.beginstand.correctie"
_THOUSAND = 1000


@dataclass(frozen=True)
class Money:
    """What one scenario costs and receives: the live formulas, and every draw."""

    accounts: Accounts
    drawn: BuigOutcome


def money_of(house: House, assumptions: Assumptions, people: People, seed: int) -> Money:
    """Return the accounts of the central path and the outcome of every draw."""
    setting = setting_of(house, assumptions)
    reference = people.nation_reference
    central = _volumes(house, people.central, people.nation_central, reference)
    drawn = _volumes(house, people.drawn, people.nation_drawn, reference)
    return Money(
        build_accounts(central, assumptions, setting),
        outcome(central, drawn, assumptions, setting, seed),
    )


def macro_published(house: House) -> dict[tuple[int, str], float]:
    """Return the macro budgets that were public in the last realised month, eur."""
    return published(house.national["macrobudget"])


def setting_of(house: House, assumptions: Assumptions) -> Setting:
    """Return what the accounts need besides volumes: law, inhabitants, published and real budgets.

    Raises
    ------
    ForecastError
        A real budget cannot be used: see `forecast.budget.entered_budgets`.
    """
    data, macro = house.data, macro_published(house)
    entered = entered_budgets(assumptions, data.names, data.years, macro)
    balances = entered_balances(assumptions, data.names, data.years)
    return Setting(house.law, inhabitants(data), macro, entered, data.last_month, balances)


def inhabitants(data: DataSet) -> dict[str, float]:
    """Return the inhabitants of each municipality on the last 1 January that has passed."""
    table = data.tables["inwoners"]
    known = table[table["jaar"] <= data.last_month.year].sort_values("jaar")
    latest = known.groupby("gemeente")["waarde"].last()
    return {name: float(latest[name]) for name in data.names}


def _volumes(
    house: House, people: dict[str, Ensemble], nation: Ensemble, reference: Ensemble
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
    )


def _year_before(data: DataSet) -> Array:
    """Return benefits per municipality, the mean of the last twelve month-ends."""
    frame = data.monthly("uitkeringen").iloc[-12:]
    return np.asarray(frame.mean().to_numpy(dtype=np.float64))
