"""What is fixed about the route vrijwilliger: who is in view, who does what, who calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem, raise_all

if TYPE_CHECKING:
    from forecast.inputs import DataSet, Law
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

#: Places on the class axis: known at the opening and not in view; not in view since later; then
#: in view by whole months since the last contact, 0 to the period.
KNOWN, LATER, FRESH = 0, 1, 2
#: Places on the activity axis.
WITHOUT, WITH = 0, 1

_YEARLY = {"leave": "meedoen.verloop_jaar", "stop": "meedoen.stoppen_jaar",
           "report": "meedoen.via_begeleider"}
_PLAIN = {"reach": "meedoen.bereik", "activation": "meedoen.activering",
          "bring": "meedoen.instroom.met_activiteit"}
PER_COACH = "meedoen.contacten_per_coach"
SICK_CHANCE, SICK_MONTHS = "meedoen.ziekte.kans_maand", "meedoen.ziekte.duur_maanden"
_PERIOD, _AGAIN = "meedoen.periodiek_maanden", "meedoen.periodiek_vanaf_maanden"
_COACHES, _FACTOR = "meedoen.coaches", "meedoen.contacten.factor"


@dataclass(frozen=True)
class Rates:
    """Chances of one person or conversation, (draws,) each.

    Attributes
    ----------
    leave, stop, report : per month
        To leave the route; to end an activity; to be reported by the supervisor of an activity.
    reach : per conversation
        That someone who is invited is spoken with.
    activation : per conversation
        That someone without an activity starts one.
    bring : per person who enters
        To have an activity already.
    """

    leave: Array
    stop: Array
    report: Array
    reach: Array
    activation: Array
    bring: Array


@dataclass(frozen=True)
class MeedoenModel:
    """The numbers of the recursion, every uncertain one at its middle.

    Attributes
    ----------
    municipalities : tuple of str
    months : pandas.PeriodIndex
        The months to forecast.
    opening : (municipalities, 2, classes)
        Persons at the last realised month, by activity and class (see `KNOWN`).
    period, again : int
        Months after which someone is out of view; months after which one is invited again.
    coaches, factor : (months,)
        Full-time coaches; what policy multiplies their conversations with.
    per_coach : float
        Conversations per month of one coach.
    sick_chance, sick_months : float
        Chance per month that a coach falls ill, and the mean months that it lasts.
    rates : Rates
        With one draw.
    activities : mapping of str to ndarray, (municipalities,)
        By name: people who do it, per person with an activity; adds up to more than 1.
    """

    municipalities: tuple[str, ...]
    months: pd.PeriodIndex
    opening: Array
    period: int
    again: int
    coaches: Array
    factor: Array
    per_coach: float
    sick_chance: float
    sick_months: float
    rates: Rates
    activities: Mapping[str, Array]


def build(
    data: DataSet, law: Law, said: Assumptions, months: pd.PeriodIndex
) -> MeedoenModel | None:
    """Build the model of a data set; None when it has no table ``meedoen``.

    Parameters
    ----------
    data : DataSet
    law : Law
        Not read: no law says how often someone is spoken with.
    said : Assumptions
    months : pandas.PeriodIndex
        The months to forecast.

    Raises
    ------
    ForecastError
        When the scenario leaves no conversations at all, or invites people only after they are
        out of view.
    """
    if "meedoen" not in data.tables:
        return None
    if not said.has(_COACHES):
        raise ForecastError(Problem(
            data.places["meedoen"], f"tabel meedoen is er, maar '{_COACHES}' heeft geen waarde",
            "vul in vervang_mij in hoeveel coaches er samen zijn, of laat tabel meedoen weg"))
    coaches, factor = said.path(_COACHES, months), said.path(_FACTOR, months)
    per_coach = said.number(PER_COACH)
    period, again = round(said.number(_PERIOD)), round(said.number(_AGAIN))
    where = f"scenario {said.scenario}"
    zero = [(key, value) for key, value in (
        (_COACHES, coaches.max()), (PER_COACH, per_coach), (_FACTOR, factor.max())) if value <= 0]
    problems = [Problem(where, f"'{key}' is 0: niemand voert een gesprek",
                        "geef een getal boven 0, of laat tabel meedoen weg") for key, _ in zero]
    if again > period:
        problems.append(Problem(
            where, f"'{_AGAIN}' is {again}, later dan '{_PERIOD}' ({period})",
            "nodig mensen uit voordat zij uit beeld raken"))
    raise_all(problems)
    return MeedoenModel(
        municipalities=data.names, months=months, opening=_opening(data, period),
        period=period, again=again, coaches=coaches, factor=factor, per_coach=per_coach,
        sick_chance=said.number(SICK_CHANCE), sick_months=said.number(SICK_MONTHS),
        rates=_rates({key: np.array([said.number(key)]) for key in
                      (*_YEARLY.values(), *_PLAIN.values())}),
        activities=_activities(data),
    )


def drawn_rates(said: Assumptions, seed: int, draws: int) -> Rates:
    """Return the rates of every draw, (draws,) each."""
    keys = (*_YEARLY.values(), *_PLAIN.values())
    return _rates({key: said.draw(seed, draws, key) for key in keys})


def _rates(found: Mapping[str, Array]) -> Rates:
    """Turn shares of a year into chances of a month: 1 - (1 - share)^(1/12)."""
    yearly = {name: 1 - (1 - found[key]) ** (1 / 12) for name, key in _YEARLY.items()}
    return Rates(**yearly, **{name: found[key] for name, key in _PLAIN.items()})


def _opening(data: DataSet, period: int) -> Array:
    """Return whole persons; whoever has an activity is in view first.

    When those in view were last spoken with is not known: spread evenly over the months.
    """
    table = data.tables["meedoen"].pivot_table(index="gemeente", columns="variabele",
                                               values="waarde", aggfunc="sum")
    table = table.reindex(list(data.names), fill_value=0)
    route, seen, active = (table[c].to_numpy() for c in ("route", "in_beeld", "met_activiteit"))
    both = np.minimum(seen, active)
    opening = np.zeros((len(data.names), 2, FRESH + period + 1))
    opening[:, WITH, KNOWN] = active - both
    opening[:, WITHOUT, KNOWN] = route - seen - (active - both)
    opening[:, WITH, FRESH:] = _even(both, period + 1)
    opening[:, WITHOUT, FRESH:] = _even(seen - both, period + 1)
    return opening


def _even(count: Array, parts: int) -> Array:
    edges = np.floor(np.outer(count, np.arange(parts + 1)) / parts + 0.5)
    return np.diff(edges, axis=1)


def _activities(data: DataSet) -> dict[str, Array]:
    """Return people per person with an activity; where no one has one, that of all together."""
    table = data.tables.get("meedoen_activiteiten")
    if table is None:
        return {}
    rows = data.tables["meedoen"]
    active = rows[rows["variabele"] == "met_activiteit"].groupby("gemeente")["waarde"].sum()
    people = active.reindex(list(data.names), fill_value=0).to_numpy(np.float64)
    found = {}
    for name in dict.fromkeys(table["activiteit"]):
        part = table[table["activiteit"] == name].groupby("gemeente")["waarde"].sum()
        count = part.reindex(list(data.names), fill_value=0).to_numpy(np.float64)
        shared = count.sum() / max(people.sum(), 1.0)
        found[str(name)] = np.divide(count, people, out=np.full(people.shape, shared),
                                     where=people > 0)
    return found
