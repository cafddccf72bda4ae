"""A house as it would have stood at an earlier date: what was known then, and nothing later."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from forecast.errors import ForecastError, Problem
from forecast.inputs import DataSet, National
from forecast.periods import dutch
from forecast.project.house import STRUCTURE, House
from forecast.scenarios import Assumptions
from forecast.scenarios.value import Value

#: Months of stocks and flows that a run needs before its first forecast.
FEWEST = 24
#: Tables of a data set that describe its people in the last realised month.
_PORTRAITS = ("samenstelling", "aow_cohorten")
_PEOPLE = "inwoners_nl"
_PATH, _REFERENCE = "economie.werkloosheid", "economie.werkloosheid.referentie"
_TASK = "bijstand.statushouders.taakstelling"
REMARK = (
    "Samenstelling en leeftijden van toen zijn niet bekend: die van de laatste maand zijn "
    "teruggeschaald, en de werkloosheid blijft in het middenpad op het niveau van dat moment. "
    "Aannames (terugkeer, deeltijd, bandbreedtes) zijn die van nu."
)


def rewound(house: House, everything: National, moment: pd.Period) -> House:
    """Return the house at the end of an earlier month.

    Parameters
    ----------
    house : House
        As it stands now.
    everything : National
        All national facts, those that became known later included.
    moment : pandas.Period
        The last month that is known.

    Raises
    ------
    ForecastError
        When the data set does not hold the months before it that a run needs.
    """
    national = everything.known(moment)
    structure = {**national, **{name: everything[name] for name in STRUCTURE},
                 _PEOPLE: _earlier(everything[_PEOPLE], moment)}
    data = _back(house.data, moment)
    same = house.twin.name == house.data.name
    twin = data if same else replace(_back(house.twin, moment), years=data.years)
    return replace(house, data=data, twin=twin, national=national, structure=structure,
                   findings=())


def neutral(assumptions: Assumptions, national: National, moment: pd.Period) -> Assumptions:
    """Return a scenario without later knowledge of the economy or of the housing task.

    Unemployment stays at its reference; the housing task is twice the last half-year that was
    announced by then.
    """
    values = dict(assumptions.values)
    still = assumptions.number(_REFERENCE)
    values[_PATH, None] = replace(values[_PATH, None], number=still, path=None)
    values[_TASK, None] = _task(values[_TASK, None], national, moment)
    return replace(assumptions, values=values)


def _task(value: Value, national: National, moment: pd.Period) -> Value:
    table = national.get("statushouders")
    if table is None:
        return value
    told = table[table["variabele"] == "taakstelling_halfjaar"].sort_values("maand")
    if told.empty:
        return value
    return replace(value, number=2.0 * float(told["waarde"].iloc[-1]), path=None)


def _back(data: DataSet, moment: pd.Period) -> DataSet:
    """Return a data set whose last realised month is `moment`."""
    months = data.monthly("stand").index
    if moment not in months or int((months <= moment).sum()) < FEWEST + 1:
        what = f"voor {dutch(moment)} zijn er minder dan {FEWEST} maanden ervoor"
        hint = f"kies een datum vanaf {dutch(months[0] + FEWEST)}"
        raise ForecastError(Problem(data.title, what, hint))
    steps = int((moment - data.last_month).n)
    stock = data.monthly("stand")
    then, now = (stock.loc[[when]].iloc[0] for when in (moment, data.last_month))
    tables = dict(data.tables)
    monthly = tables["bijstand_maand"]
    tables["bijstand_maand"] = monthly[monthly["maand"] <= moment]
    for name in _PORTRAITS:
        tables[name] = _scaled(tables[name], then / now)
    people = tables["aow_cohorten"]
    tables["inwoners"] = _earlier(tables["inwoners"], moment)
    tables["aow_cohorten"] = people.assign(geboortemaand=people["geboortemaand"] + steps)
    tables["samenstelling"] = _summing(tables["samenstelling"], then)
    first = moment.year + 1
    return replace(data, last_month=moment, tables=MappingProxyType(tables),
                   years=tuple(range(first, first + len(data.years))))


def _earlier(table: pd.DataFrame, moment: pd.Period) -> pd.DataFrame:
    """Return inhabitants by year with the first year no later than `moment`: shares hardly move."""
    late = int(table["jaar"].min()) - moment.year
    return table.assign(jaar=table["jaar"] - late) if late > 0 else table


def _scaled(table: pd.DataFrame, share: pd.Series[float]) -> pd.DataFrame:
    factor = table["gemeente"].map(share).to_numpy(dtype=np.float64)
    whole = np.floor(table["waarde"].to_numpy(dtype=np.float64) * factor + 0.5)
    return table.assign(waarde=whole.astype("int64"))


def _summing(table: pd.DataFrame, stock: pd.Series[float]) -> pd.DataFrame:
    """Return whole numbers that add up to each municipality's stock: the largest cell gives way."""
    values = table["waarde"].to_numpy(dtype=np.int64, copy=True)
    place = table["gemeente"].to_numpy(dtype=object)
    for name, wanted in stock.items():
        rows = np.flatnonzero(place == name)
        values[rows[values[rows].argmax()]] += int(wanted) - int(values[rows].sum())
    return table.assign(waarde=values)
