"""From a data set and its assumptions to the fixed numbers of beschut werk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import Problem, raise_all
from forecast.flows.beschut.hours import SIZES
from forecast.flows.beschut.model import BeschutModel
from forecast.flows.beschut.rates import ADVICES, HOURS, central_rates
from forecast.periods import dutch
from forecast.words import dutch_number

if TYPE_CHECKING:
    from forecast.inputs import DataSet, Law
    from forecast.scenarios import Assumptions

Array = NDArray[Any]
TABLE = "beschut"
PLACE_HOURS = "beschut.uren_per_plek"


def build(
    data: DataSet, law: Law, said: Assumptions, months: pd.PeriodIndex
) -> BeschutModel | None:
    """Build the model of a data set under a scenario.

    Parameters
    ----------
    data : DataSet
    law : Law
        Gives the hours of a place.
    said : Assumptions
    months : pandas.PeriodIndex
        The months to forecast; the first follows the last realised one.

    Returns
    -------
    BeschutModel or None
        None when the data set has no table of beschut werk.

    Raises
    ------
    ForecastError
        When an opening figure is missing, a quota has no candidates, or people work more hours
        than the open places have; all at once.
    """
    if TABLE not in data.tables:
        return None
    table, names = data.tables[TABLE], data.names
    opening = months[0] - 1
    months_all = pd.period_range(opening, months[-1], freq="M")
    problems: list[Problem] = []

    def at_opening(variable: str) -> Array:
        return np.array([_at(data, name, variable, opening, problems) for name in names])

    persons, waiting = at_opening("personen"), at_opening("wachtend")
    at_opening("plekken")
    plan, quota = (
        np.stack([_carried(table, name, variable, months_all) for name in names], axis=1)
        for variable in ("plekken", "taakstelling"))
    raise_all(problems)
    model = BeschutModel(
        places=names,
        months=months,
        place_hours=law.at(PLACE_HOURS, opening),
        sizes=SIZES,
        persons=persons,
        waiting=waiting,
        plan=plan,
        quota=quota,
        extra=_paths(said, "beschut.plekken.extra", months, names),
        factor=_paths(said, "beschut.adviezen.factor", months, names),
        central=central_rates(said, names),
    )
    raise_all([*_without_candidates(model, data, said), *_too_many_hours(model, data)])
    return model


def _at(
    data: DataSet, name: str, variable: str, when: pd.Period, problems: list[Problem]
) -> float:
    table = data.tables[TABLE]
    rows = table[(table["gemeente"] == name) & (table["variabele"] == variable)
                 & (table["maand"] == when)]
    if rows.empty:
        problems.append(Problem(
            data.places.get(TABLE, TABLE), f"{name} heeft geen rij '{variable}' in {dutch(when)}",
            "vul die rij aan; 0 is ook een waarde"))
        return 0.0
    return float(rows["waarde"].iloc[0])


def _carried(table: pd.DataFrame, name: str, variable: str, months: pd.PeriodIndex) -> Array:
    """Return a level in each month: a row holds from its month on; before the first it is 0."""
    rows = table[(table["gemeente"] == name) & (table["variabele"] == variable)]
    rows = rows.sort_values("maand")
    dates = np.array([m.ordinal for m in rows["maand"]])
    held = np.searchsorted(dates, [m.ordinal for m in months], side="right")
    return np.asarray(np.append(0.0, rows["waarde"].to_numpy(np.float64))[held])


def _paths(
    said: Assumptions, key: str, months: pd.PeriodIndex, names: tuple[str, ...]
) -> Array:
    return np.stack([said.path(key, months, name) for name in names], axis=1)


def _without_candidates(
    model: BeschutModel, data: DataSet, said: Assumptions
) -> list[Problem]:
    """Return where a quota is to be filled and nobody will ever come."""
    rates = model.central
    coming = rates.advices[0] * rates.positive[0] * rates.fit[0]
    problems = []
    for i, name in enumerate(model.places):
        asked = model.quota[:, i].max()
        if asked > 0 and coming[i] == 0 and model.waiting[i] == 0:
            what = (f"{name} heeft een taakstelling van {dutch_number(asked)} plekken, maar geen "
                    f"kandidaten: niemand wacht en '{ADVICES}' ")
            what += ("geeft met 'beschut.positief' en 'beschut.geschikt' nul per jaar"
                     if said.has(ADVICES, name) else "heeft geen waarde")
            problems.append(Problem(
                data.places.get("vervang_mij", data.name), what,
                f"vul '{ADVICES}' van {name} in: adviezen van het UWV per jaar"))
    return problems


def _too_many_hours(model: BeschutModel, data: DataSet) -> list[Problem]:
    """Return where the people at work need more hours than the open places have.

    A difference of less than one place is a matter of whole people and mean hours.
    """
    mean = model.central.hours[0]
    problems = []
    for i, name in enumerate(model.places):
        worked, has = model.persons[i] * mean[i], model.plan[0, i] * model.place_hours
        if worked - has >= model.place_hours:
            problems.append(Problem(
                data.places.get(TABLE, TABLE),
                f"{name}: {dutch_number(model.persons[i])} personen werken bij gemiddeld "
                f"{dutch_number(mean[i], 1, trim=True)} uur samen {dutch_number(worked)} uur, "
                f"maar {dutch_number(model.plan[0, i], 2, trim=True)} plekken hebben er "
                f"{dutch_number(has)}",
                f"klopt 'plekken' of 'personen' van de laatste maand, of '{HOURS}'?"))
    return problems
