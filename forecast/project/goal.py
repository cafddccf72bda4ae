"""A goal as a person types it, and whether an outcome reaches it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from forecast.errors import ForecastError, Problem
from forecast.inputs.nearest import suggest
from forecast.outputs.report import ScenarioResult
from forecast.project.whatif import Outcome, WhatIf

_GOAL = re.compile(r"^\s*(?P<name>[a-z_.]+)\s*(?P<sign>>=|<=)\s*(?P<bound>-?\d+(?:\.\d+)?)"
                   r"(?:\s*:\s*(?P<year>\d{4}))?(?:\s*@\s*(?P<area>.+))?\s*$")


@dataclass(frozen=True, slots=True)
class Goal:
    """What must be reached: a variable, a bound, and where and when.

    Attributes
    ----------
    name : str
        A variable of the results table.
    least : bool
        At least the bound; otherwise at most.
    bound : float
    year : int or None
        None: euros and flows over all years together, a stock on average.
    area : str or None
        A municipality; None is the whole.
    """

    name: str
    least: bool
    bound: float
    year: int | None
    area: str | None


def parse(text: str, what: WhatIf, outcome: Outcome) -> Goal:
    """Return a goal as a person types it: ``budget.buig.saldo>=0:2021@Assen``.

    Raises
    ------
    ForecastError
        The goal cannot be read, or names what the run does not have.
    """
    found = _GOAL.match(text)
    if found is None:
        raise ForecastError(Problem(
            f"doel '{text}'", "dit is geen doel",
            "schrijf variabele>=getal of variabele<=getal, zo nodig met :jaar en @gemeente, "
            "bijvoorbeeld budget.totaal.rijkskaders>=0:2021"))
    problems = []
    name, year, area = found["name"], found["year"], found["area"]
    if name not in outcome.values:
        problems.append(Problem(f"doel '{text}'", f"variabele '{name}' is er niet in deze run",
                                suggest(name, tuple(outcome.values))))
    data = what.house.data
    if year is not None and int(year) not in data.years:
        problems.append(Problem(f"doel '{text}'", f"{year} ligt buiten de run",
                                f"kies een jaar van {data.years[0]} tot en met {data.years[-1]}"))
    if area is not None and area not in data.names and area != data.whole:
        problems.append(Problem(f"doel '{text}'", f"'{area}' is geen gemeente van {data.name}",
                                f"kies uit: {', '.join(data.names)}"))
    if problems:
        raise ForecastError(problems)
    return Goal(name, found["sign"] == ">=", float(found["bound"]),
                None if year is None else int(year), None if area == data.whole else area)


def odds_of_goal(result: ScenarioResult, goal: Goal) -> float:
    """Return the part of the draws of a run in which a goal is reached, 0-1.

    Raises
    ------
    ForecastError
        The run has no draws of the variable.
    """
    base = goal.name.removesuffix(".ultimo")
    drawn = result.money.get(goal.name) or result.ensembles.get(base)
    if drawn is None:
        raise ForecastError(Problem(f"doel '{goal.name}'", "daarvan zijn er geen trekkingen",
                                    "kies een variabele uit `forecast levers --results`"))
    by_year = drawn if goal.name in result.money else (
        drawn.year_end() if base != goal.name else drawn.yearly())
    values = by_year.values.astype(np.float64)
    own = (values.sum(axis=2) if goal.area is None
           else values[:, :, by_year.groups.index(goal.area)])
    years = np.asarray(by_year.periods.year)
    if goal.year is not None:
        found = own[:, int(np.flatnonzero(years == goal.year)[0])]
    else:
        ahead = own[:, years >= min(p.year for p in result.money["budget.buig.saldo"].periods)]
        found = ahead.sum(axis=1) if goal.name.startswith("budget.") else ahead.mean(axis=1)
    return float(np.mean(found >= goal.bound if goal.least else found <= goal.bound))


def met(value: float, goal: Goal) -> bool:
    """Return whether a value reaches a goal."""
    return value >= goal.bound if goal.least else value <= goal.bound


def measure(outcome: Outcome, goal: Goal) -> float:
    """Return the variable of a goal on the central path: euros added up, the rest on average."""
    values = outcome.values[goal.name]
    by_year = (values.sum(axis=1) if goal.area is None
               else values[:, outcome.municipalities.index(goal.area)])
    if goal.year is not None:
        return float(by_year[outcome.years.index(goal.year)])
    return float(by_year.sum() if goal.name.startswith("budget.") else np.mean(by_year))
