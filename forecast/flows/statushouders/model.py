"""What is fixed about status holders: when they were housed, and how a cohort finds work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    from forecast.inputs import DataSet, Law
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

#: Ages of the published shares at work, in months since housing.
POINTS = (18, 30, 36, 96)
ODDS, LOSS = "statushouders.werk.kansverhouding", "statushouders.baanverlies"
FULL, BEGIN = "statushouders.werk.aandeel_volledig", "statushouders.deeltijd.beginstand"
FACTOR, LAW = "statushouders.werk.factor", "statushouders.inburgering.factor"
RATIO = "bijstand.personen_per_uitkering.statushouder"
#: From the first month of a half-year to its middle.
_MIDDLE = 2


@dataclass(frozen=True)
class Rates:
    """What is uncertain, (draws,) each.

    Attributes
    ----------
    odds : odds of work ÷ those of the published cohort
    loss : chance per month to lose a job
    full : share of the placements that end the benefit
    begin : share of the recipients with earnings at the opening
    """

    odds: Array
    loss: Array
    full: Array
    begin: Array


@dataclass(frozen=True)
class HoldersModel:
    """The numbers of the recursion.

    Attributes
    ----------
    municipalities : tuple of str
    months : pandas.PeriodIndex
        The months to forecast.
    recipients : (municipalities,)
        Persons on bijstand at the opening.
    by_age : (municipalities, ages)
        The same by months since housing.
    curve : (points,)
        Shares at work at the ages of `POINTS`.
    factor : (months, municipalities)
        Policy on the chance to find work.
    per_benefit : (municipalities,)
        Persons ÷ benefits: a couple has one together.
    rates : Rates
        Every uncertain number at its middle.
    """

    municipalities: tuple[str, ...]
    months: pd.PeriodIndex
    recipients: Array
    by_age: Array
    curve: Array
    factor: Array
    per_benefit: Array
    rates: Rates


def build(
    data: DataSet, law: Law, said: Assumptions, months: pd.PeriodIndex
) -> HoldersModel | None:
    """Build the model of a data set; None when it has no table ``statushouders``.

    Parameters
    ----------
    data : DataSet
    law : Law
        Not read: the integration law is a lever.
    said : Assumptions
    months : pandas.PeriodIndex
        The months to forecast.
    """
    table = data.tables.get("statushouders")
    if table is None:
        return None
    opening = months[0].ordinal - 1
    first = pd.PeriodIndex(table["aankomst"]).astype("int64").to_numpy()
    age = np.maximum(opening - first - _MIDDLE, 0)
    by_age = np.zeros((len(data.names), int(age.max(initial=0)) + len(months) + 1))
    rows = [data.names.index(name) for name in table["gemeente"]]
    np.add.at(by_age, (rows, age), table["waarde"].to_numpy(np.float64))
    factor = np.stack([said.path(FACTOR, months, name) * said.path(LAW, months, name)
                       for name in data.names], axis=1)
    curve = np.array([said.number(f"statushouders.werk.na_{age}_maanden") for age in POINTS])
    ratio = np.array([said.number(RATIO, name) for name in data.names])
    return HoldersModel(data.names, months, by_age.sum(axis=1), by_age, curve, factor, ratio,
                        _rates(lambda key: np.array([said.number(key)])))


def neutral(model: HoldersModel) -> HoldersModel:
    """Return the model without policy: every lever at 1."""
    return replace(model, factor=np.ones_like(model.factor))


def drawn_rates(said: Assumptions, seed: int, draws: int) -> Rates:
    """Return the rates of every draw."""
    return _rates(lambda key: said.draw(seed, draws, key))


def _rates(value: Callable[[str], Array]) -> Rates:
    return Rates(value(ODDS), value(LOSS), value(FULL), value(BEGIN))
