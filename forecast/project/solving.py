"""What must be true: the fewest and smallest moves of policy that reach a goal on the central path.

The moves are searched on the central path, whose outcome changes smoothly with each handle: first
one handle alone by bisection, then handles together in the order of what each can do. Nothing is
said about what a move costs: no such figures were found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from forecast.errors import ForecastError, Problem
from forecast.inputs.nearest import suggest
from forecast.inputs.policy_file import Handle
from forecast.outputs.report import ScenarioResult
from forecast.project.comparing import Pair
from forecast.project.whatif import Outcome, WhatIf
from forecast.scenarios import Assumptions, catalogue
from forecast.scenarios.value import Step, Value

_GOAL = re.compile(r"^\s*(?P<name>[a-z_.]+)\s*(?P<sign>>=|<=)\s*(?P<bound>-?\d+(?:\.\d+)?)"
                   r"(?:\s*:\s*(?P<year>\d{4}))?(?:\s*@\s*(?P<area>.+))?\s*$")
#: Halvings of a range: a thousandth of it is close enough for policy.
_HALVINGS = 12


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


@dataclass(frozen=True, slots=True)
class Move:
    """One handle of an answer: where it stood and where it must stand."""

    handle: Handle
    old: float
    new: float

    @property
    def part(self) -> float:
        """Part of its room that is used, 0-1."""
        room = abs(self.handle.far - self.old)
        return abs(self.new - self.old) / room if room else 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What must be true.

    Attributes
    ----------
    goal : Goal
    before, after : float
        The variable on the central path, without and with the moves.
    reached : bool
    moves : tuple of Move
        Fewest first; when the goal is out of reach all that help, at the end of their room.
    single : tuple of (Move, float)
        Every handle that helps, at the end of its room, and what it brings by itself.
    said : Assumptions
        The scenario with the moves, for a run with draws.
    """

    goal: Goal
    before: float
    after: float
    reached: bool
    moves: tuple[Move, ...]
    single: tuple[tuple[Move, float], ...]
    said: Assumptions


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


def solve(
    what: WhatIf, pair: Pair, goal: Goal, handles: tuple[Handle, ...], tell: Callable[[str], None]
) -> Answer:
    """Return the fewest, smallest moves that reach a goal, or how far all of them come.

    Parameters
    ----------
    what : WhatIf
    pair : Pair
        The scenario, for the data set and for the nation.
    goal : Goal
    handles : tuple of Handle
        What policy may move, and how far.
    tell : callable

    Raises
    ------
    ForecastError
        No handle moves the variable at all.
    """
    ours, nation = pair
    start = what.central(ours, nation)
    before = _measure(start, goal)

    def at(moves: Mapping[Handle, float]) -> float:
        return _measure(what.central(_moved(ours, moves), nation), goal)

    single: list[tuple[Move, float]] = []
    for handle in handles:
        if not ours.has(handle.key) or not _known(what, handle):
            continue
        tell(f"wat kan '{handle.label}'…")
        gain = at({handle: handle.far}) - before
        if (gain > 0) is goal.least and abs(gain) > 1e-6:
            single.append((Move(handle, _value(ours, handle), handle.far), gain))
    if not single:
        raise ForecastError(Problem(
            f"doel '{goal.name}'", "geen enkel beleid van dit model brengt dit doel dichterbij",
            "zie `forecast sensitivity` voor wat het wel beweegt"))
    single.sort(key=lambda one: -abs(one[1]))
    if _met(before, goal):
        return Answer(goal, before, before, True, (), tuple(single), ours)
    tell("de kleinste verandering zoeken…")
    used: dict[Handle, float] = {}
    alone = [(m, _least(ours, m.handle, {}, goal, at)) for m, gain in single
             if _met(before + gain, goal)]
    if alone:
        best, value = min(alone, key=lambda one: replace(one[0], new=one[1]).part)
        used = {best.handle: value}
    else:
        for move, _ in single:
            if _met(at(used | {move.handle: move.new}), goal):
                used[move.handle] = _least(ours, move.handle, used, goal, at)
                break
            used[move.handle] = move.new
    after = at(used)
    return Answer(goal, before, after, _met(after, goal),
                  tuple(Move(h, _value(ours, h), v) for h, v in used.items()), tuple(single),
                  _moved(ours, used))


def _least(
    ours: Assumptions, handle: Handle, used: Mapping[Handle, float], goal: Goal,
    at: Callable[[Mapping[Handle, float]], float],
) -> float:
    """Return the smallest move of a handle, beside those in use, that reaches the goal."""
    near, far = _value(ours, handle), handle.far
    if handle.whole:
        steps = range(int(near) + 1, int(far) + 1)
        return float(next((n for n in steps if _met(at({**used, handle: float(n)}), goal)), far))
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        near, far = (near, middle) if _met(at({**used, handle: middle}), goal) else (middle, far)
    return far


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


def _met(value: float, goal: Goal) -> bool:
    return value >= goal.bound if goal.least else value <= goal.bound


def _measure(outcome: Outcome, goal: Goal) -> float:
    values = outcome.values[goal.name]
    by_year = (values.sum(axis=1) if goal.area is None
               else values[:, outcome.municipalities.index(goal.area)])
    if goal.year is not None:
        return float(by_year[outcome.years.index(goal.year)])
    return float(by_year.sum() if goal.name.startswith("budget.") else np.mean(by_year))


def _known(what: WhatIf, handle: Handle) -> bool:
    table = catalogue()[handle.key].table
    return not table or table in what.house.data.tables


def _value(ours: Assumptions, handle: Handle) -> float:
    value = ours.value(handle.key)
    if value.number is not None:
        return value.number
    return value.path.points[0].value if value.path is not None else 0.0


def _moved(ours: Assumptions, moves: Mapping[Handle, float]) -> Assumptions:
    values = dict(ours.values)
    for handle, number in moves.items():
        old = ours.values[handle.key, None]
        step = Step("solve", f"{number:g}", "", "aanname")
        shift = 0.0 if old.number is None else number - old.number
        low, high = (None if bound is None else bound + shift for bound in (old.low, old.high))
        values[handle.key, None] = Value(
            handle.key, None, number, None, low, high, "aanname", "", old.note,
            (*old.trail, step))
    return replace(ours, values=values)
