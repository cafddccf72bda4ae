"""What every assumption does: each at its P10 and P90, or a step up and down, all else the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context

import numpy as np
from scipy.stats import norm

from forecast.errors import ForecastError
from forecast.outputs.tornado import Bound, Moved, Tornado
from forecast.project.comparing import Pair
from forecast.project.economy import PATH, spread
from forecast.project.whatif import Outcome, WhatIf, state_saldo
from forecast.scenarios import Assumptions, Lever, catalogue
from forecast.scenarios.paths import DatedPath, Point
from forecast.scenarios.value import Value

#: Step of an assumption without a range, as a part of its value, and for a value of nil.
STEP = 0.01
_P90 = float(norm.ppf(0.9))
_BENEFITS, _OWN = "bijstand.uitkeringen", "budget.totaal.bijdrage"
Place = tuple[str, str | None]
_SIGNS = (-1, 1)
#: Assumptions that a process takes at a time; neighbours share a group, and so what it made.
_PART = 8


@dataclass(frozen=True)
class Question:
    """A scenario whose assumptions are moved one by one.

    Attributes
    ----------
    what : WhatIf
    pair : Pair
        For the data set and for the nation.
    over : str
        Only assumptions whose keys begin so.
    ranged : bool
        Only assumptions with a P10 and a P90.
    """

    what: WhatIf
    pair: Pair
    over: str = ""
    ranged: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """The assumptions to move.

        One that only explains, or that is a real amount of one year, is left out, and so is one
        of a group that the data set does not have.
        """
        tables, values = self.what.house.data.tables, self.pair[0].values
        levers = catalogue()
        return tuple(
            (key, place) for key, place in values
            if key.startswith(self.over) and _counts(levers[key])
            and (not levers[key].table or levers[key].table in tables)
            and (not self.ranged or _ranged(key, values[key, place])))

    def answer(self, places: Sequence[Place]) -> list[Moved]:
        """Return what some of the assumptions do."""
        base = self.what.central(*self.pair)
        return [_moved(self, base, key, place) for key, place in places]


def tornado(question: Question, tell: Callable[[str], None], workers: int = 1) -> Tornado:
    """Return the effect of every assumption that a run can move.

    Parameters
    ----------
    question : Question
    tell : callable
    workers : int
        Processes that share the work; the answer is the same.
    """
    places, found = question.places, list[Moved]()
    parts = [places[i:i + _PART] for i in range(0, len(places), _PART)]
    if workers == 1 or len(parts) == 1:
        for part in parts:
            tell(f"gevoeligheid: {len(found)} van {len(places)} aannames…")
            found += question.answer(part)
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin,
                                 initargs=(question,)) as pool:
            for some in pool.map(_there, parts):
                found += some
                tell(f"gevoeligheid: {len(found)} van {len(places)} aannames…")
    base = question.what.central(*question.pair)
    ranked = sorted(found, key=lambda one: (-one.width, one.key, one.place))
    return Tornado(question.pair[0].scenario, float(state_saldo(base).sum()),
                   float(np.mean(base.values[_BENEFITS].sum(axis=1))), tuple(ranked))


@contextmanager
def beside(question: Question) -> Iterator[Callable[[], Tornado]]:
    """Make a tornado in another process; give the function that waits for it.

    The draws of a run take one processor, and this takes the next.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pending = pool.submit(_quietly, question)
        yield pending.result


def _quietly(question: Question) -> Tornado:
    return tornado(question, lambda _: None)


#: The question of a worker process: unpacked once, not for every part.
_OWN_QUESTION: list[Question] = []


def _begin(question: Question) -> None:
    _OWN_QUESTION[:] = [question]


def _there(places: Sequence[Place]) -> list[Moved]:
    return _OWN_QUESTION[0].answer(places)


def _counts(lever: Lever) -> bool:
    return lever.works != "toelichting" and lever.form != "jaar" and (
        not lever.key.startswith("verdict."))


def _ranged(key: str, value: Value) -> bool:
    return key == PATH or (
        value.low is not None and value.high is not None and value.low < value.high)


def _moved(question: Question, base: Outcome, key: str, place: str | None) -> Moved:
    value, lever = question.pair[0].values[key, place], catalogue()[key]
    low, high = (_bound(question, base, key, place, _at(question, key, value, lever, sign))
                 for sign in _SIGNS)
    return Moved(key, place or "", lever.meaning, lever.unit, _ranged(key, value), low, high)


def _bound(question: Question, base: Outcome, key: str, place: str | None, new: Value) -> Bound:
    put = float("nan") if new.number is None else float(new.number)
    ours, nation = question.pair
    try:
        out = question.what.central(
            _with(ours, key, place, new), _with(nation, key, place, new) if _national(key)
            else nation)
    except ForecastError as error:
        return Bound(put, (), (), 0.0, str(error.problems[0]))
    euros = (state_saldo(out) - state_saldo(base)).sum(axis=1)
    people = (out.values[_BENEFITS] - base.values[_BENEFITS]).sum(axis=1)
    return Bound(put, tuple(map(float, euros)), tuple(map(float, people)),
                 out.total(_OWN) - base.total(_OWN))


def _at(question: Question, key: str, value: Value, lever: Lever, sign: int) -> Value:
    """Return a value at its lower (-1) or upper (1) bound, or a step of 1 % away."""
    if key == PATH:
        return _unemployment(question, value, lever, sign)
    if value.number is None:
        return replace(value, path=_scaled(value.path, 1 + sign * STEP, lever))
    bound = value.low if sign < 0 else value.high
    step = abs(value.number) * STEP or STEP
    number = bound if _ranged(key, value) and bound is not None else value.number + sign * step
    return replace(value, number=min(lever.high, max(lever.low, number)))


def _unemployment(question: Question, value: Value, lever: Lever, sign: int) -> Value:
    """Return the unemployment path at its P10 or P90, month by month."""
    months = question.what.past.months
    path = question.pair[0].path(PATH, months)
    moved = np.clip(path + sign * _P90 * spread(question.pair[0], months), lever.low, lever.high)
    points = tuple(Point(month, float(v), whole_year=False)
                   for month, v in zip(months, moved, strict=True))
    return replace(value, number=None, path=DatedPath(points, "trap"))


def _national(key: str) -> bool:
    """Return whether the nation moves along: the economy is everybody's, policy here is not."""
    return key.startswith("economie.")


def _scaled(path: DatedPath | None, factor: float, lever: Lever) -> DatedPath | None:
    if path is None:
        return None
    return replace(path, points=tuple(
        replace(p, value=min(lever.high, max(lever.low, p.value * factor))) for p in path.points))


def _with(one: Assumptions, key: str, place: str | None, value: Value) -> Assumptions:
    if (key, place) not in one.values:
        return one
    return replace(one, values={**one.values, (key, place): value})
