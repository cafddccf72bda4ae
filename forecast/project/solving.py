"""What must be true: the smallest and the cheapest moves of policy that reach a goal.

The moves are searched on the central path, whose outcome changes smoothly with each handle: first
one handle alone by bisection, then handles together in the order of what each can do. The cheapest
moves take the handles in the order of what a unit of effect costs: with one goal that is the
optimum of the linear problem (the fractional knapsack, Dantzig 1957), and the last one is fitted
on the central path itself. A handle without a known cost takes no part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from forecast.errors import ForecastError, Problem
from forecast.inputs.policy_file import Handle
from forecast.inputs.variants_file import VariantValue
from forecast.project.comparing import Pair
from forecast.project.goal import Goal, measure, met
from forecast.project.whatif import WhatIf
from forecast.scenarios import Assumptions, catalogue
from forecast.scenarios.variants import varied

#: Halvings of a range: a thousandth of it is close enough for policy.
_HALVINGS = 12


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

    @property
    def cost(self) -> float | None:
        """What it costs a year, eur; None when that is not known."""
        return None if self.handle.cost is None else self.part * self.handle.cost


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
    cheapest : tuple of Move
        The cheapest moves that reach the goal, of those whose cost is known; empty when there are
        none.
    """

    goal: Goal
    before: float
    after: float
    reached: bool
    moves: tuple[Move, ...]
    single: tuple[tuple[Move, float], ...]
    said: Assumptions
    cheapest: tuple[Move, ...] = ()


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
    before = measure(start, goal)

    def at(moves: Mapping[Handle, float]) -> float:
        return measure(what.central(_moved(ours, moves), nation), goal)

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
    if met(before, goal):
        return Answer(goal, before, before, True, (), tuple(single), ours)
    tell("de kleinste verandering zoeken…")
    used: dict[Handle, float] = {}
    alone = [(m, _least(ours, m.handle, {}, goal, at)) for m, gain in single
             if met(before + gain, goal)]
    if alone:
        best, value = min(alone, key=lambda one: replace(one[0], new=one[1]).part)
        used = {best.handle: value}
    else:
        for move, _ in single:
            if met(at(used | {move.handle: move.new}), goal):
                used[move.handle] = _least(ours, move.handle, used, goal, at)
                break
            used[move.handle] = move.new
    after = at(used)
    return Answer(goal, before, after, met(after, goal),
                  tuple(Move(h, _value(ours, h), v) for h, v in used.items()), tuple(single),
                  _moved(ours, used), _cheapest(ours, single, goal, at))


def _cheapest(
    ours: Assumptions, single: list[tuple[Move, float]], goal: Goal,
    at: Callable[[Mapping[Handle, float]], float],
) -> tuple[Move, ...]:
    """Return the moves that reach the goal at the lowest cost; none when they can not."""
    priced = sorted(((move, gain) for move, gain in single if move.handle.cost is not None),
                    key=lambda one: (one[0].handle.cost or 0.0) / abs(one[1]))
    used: dict[Handle, float] = {}
    for move, _ in priced:
        if met(at(used | {move.handle: move.new}), goal):
            used[move.handle] = _least(ours, move.handle, used, goal, at)
            break
        used[move.handle] = move.new
    if not used or not met(at(used), goal):
        return ()
    # whole steps overshoot: what costs most per unit gives way as far as it can
    for move, _ in reversed(priced):
        if move.handle in used and not move.handle.whole:
            rest = {h: v for h, v in used.items() if h is not move.handle}
            used = rest | {move.handle: _least(ours, move.handle, rest, goal, at)}
    return tuple(Move(h, _value(ours, h), v) for h, v in used.items()
                 if v != _value(ours, h))


def _least(
    ours: Assumptions, handle: Handle, used: Mapping[Handle, float], goal: Goal,
    at: Callable[[Mapping[Handle, float]], float],
) -> float:
    """Return the smallest move of a handle, beside those in use, that reaches the goal."""
    near, far = _value(ours, handle), handle.far
    if handle.whole:
        steps = range(int(near) + 1, int(far) + 1)
        return float(next((n for n in steps if met(at({**used, handle: float(n)}), goal)), far))
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        near, far = (near, middle) if met(at({**used, handle: middle}), goal) else (middle, far)
    return far


def _known(what: WhatIf, handle: Handle) -> bool:
    table = catalogue()[handle.key].table
    return not table or table in what.house.data.tables


def _value(ours: Assumptions, handle: Handle) -> float:
    value = ours.value(handle.key)
    if value.number is not None:
        return value.number
    return value.path.points[0].value if value.path is not None else 0.0


def _moved(ours: Assumptions, moves: Mapping[Handle, float]) -> Assumptions:
    return varied(ours, "solve", [
        VariantValue("solve", handle.key, None, number, ours.value(handle.key).note, handle.label)
        for handle, number in moves.items()])
