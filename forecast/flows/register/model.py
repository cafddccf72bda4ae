"""What is fixed about the doelgroepregister: people, jobs, and who comes, leaves and is placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.flows.owed import ask_for
from forecast.inputs.declared_groups import REGISTER_GROUPS

if TYPE_CHECKING:
    from forecast.inputs import DataSet, Law
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

INFLOW = "register.instroom.per_jaar"
_SCHOOL, _NUG = "register.instroom.aandeel_schoolverlaters", "register.instroom.aandeel_nug"
_LEAVE, _LOSE = "register.uitstroom_kwartaal", "register.baanverlies_kwartaal"
_FIND = "register.baanvinding_kwartaal"
_FULL, _LKS = "register.plaatsing.aandeel_volledig", "register.plaatsing.aandeel_lks"
_PLACE_FACTOR, _LOSE_FACTOR = "register.plaatsing.factor", "register.baanverlies.factor"
#: Months in which school leavers come, with what part of them: after the school year.
SEASON = {7: 1 / 3, 8: 1 / 3, 9: 1 / 3}


@dataclass(frozen=True)
class Rates:
    """What is uncertain, (draws,) each.

    Attributes
    ----------
    inflow : people per year, all municipalities together
    school, nug : shares of the inflow
    leave, lose, find : chances per month: out of the register, out of a job, into a job
    full : share of the placements from the bijstand that end the benefit
    lks : share of the placements with a wage subsidy
    """

    inflow: Array
    school: Array
    nug: Array
    leave: Array
    lose: Array
    find: Array
    full: Array
    lks: Array


@dataclass(frozen=True)
class RegisterModel:
    """The numbers of the recursion.

    Attributes
    ----------
    municipalities : tuple of str
    months : pandas.PeriodIndex
        The months to forecast.
    people, jobs : (municipalities, groups)
        At the opening; groups as `REGISTER_GROUPS`: from the bijstand, and without a benefit.
    share : (municipalities,)
        Of the inflow; adds up to 1.
    place, lose : (months, municipalities)
        Policy on finding, and on losing, a job.
    rates : Rates
        Every uncertain number at its middle.
    """

    municipalities: tuple[str, ...]
    months: pd.PeriodIndex
    people: Array
    jobs: Array
    share: Array
    place: Array
    lose: Array
    rates: Rates


def build(
    data: DataSet, law: Law, said: Assumptions, months: pd.PeriodIndex
) -> RegisterModel | None:
    """Build the model of a data set; None when it has no table ``register``.

    Newcomers come to the municipalities as the people who are already there.

    Parameters
    ----------
    data : DataSet
    law : Law
        Not read.
    said : Assumptions
    months : pandas.PeriodIndex
        The months to forecast.

    Raises
    ------
    ForecastError
        A total of the data set itself has no value.
    """
    table = data.tables.get("register")
    if table is None:
        return None
    ask_for(data, "register", said, INFLOW)
    value = table.set_index(["gemeente", "groep", "variabele"])["waarde"]
    people, jobs = (np.array([[value.get((name, group, variable), 0) for group in REGISTER_GROUPS]
                              for name in data.names], dtype=np.float64)
                    for variable in ("personen", "banen"))
    whole = people.sum()
    share = people.sum(axis=1) / whole if whole > 0 else np.full(len(people), 1 / len(people))
    place, lose = (np.stack([said.path(key, months, name) for name in data.names], axis=1)
                   for key in (_PLACE_FACTOR, _LOSE_FACTOR))
    return RegisterModel(data.names, months, people, jobs, share, place, lose,
                         _rates(lambda key: np.array([said.number(key)])))


def neutral(model: RegisterModel) -> RegisterModel:
    """Return the model without policy: every lever at 1."""
    return replace(model, place=np.ones_like(model.place), lose=np.ones_like(model.lose))


def drawn_rates(said: Assumptions, seed: int, draws: int) -> Rates:
    """Return the rates of every draw."""
    return _rates(lambda key: said.draw(seed, draws, key))


def monthly(chance_per_quarter: Array) -> Array:
    """Return the chance per month that gives a chance per quarter: 1 - (1 - q)^(1/3)."""
    return np.asarray(1 - (1 - chance_per_quarter) ** (1 / 3))


def _rates(value: Callable[[str], Array]) -> Rates:
    return Rates(
        inflow=value(INFLOW), school=value(_SCHOOL), nug=value(_NUG),
        leave=monthly(value(_LEAVE)), lose=monthly(value(_LOSE)), find=monthly(value(_FIND)),
        full=value(_FULL), lks=value(_LKS))
