"""Placements where employers offer a number of places: persons on a clock, one desk per draw."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.desk import ARRIVED, GAVE_UP, LEFT, STARTED, Capacity, Desk, Log
from forecast.flows.wsw.block import Block, People
from forecast.flows.wsw.drawn import reclassified
from forecast.flows.wsw.levels import Levels
from forecast.flows.wsw.model import BOR, EMPLOYED, INTERN, WswModel
from forecast.flows.wsw.tally import Tally

Array = NDArray[Any]
#: Moves of a person that have a uniform of their own; later ones use them again.
_MOVES = 6


class Path:
    """A cumulative hazard over the months, one bin: when a unit exponential runs out.

    Parameters
    ----------
    total : list of float
        The hazard up to each month, (1 + months,); linear in between.
    """

    __slots__ = ("_last", "_total")

    def __init__(self, total: list[float]) -> None:
        self._total, self._last = total, total[-1]

    def after(self, now: float, patience: float) -> float:
        """Return the time at which `patience` has been used up from `now`; inf when never."""
        total = self._total
        month = int(now)
        goal = total[month] + patience
        if month + 1 < len(total):
            goal += (now - month) * (total[month + 1] - total[month])
        if goal >= self._last:
            return math.inf
        at = bisect_right(total, goal) - 1
        return at + (goal - total[at]) / (total[at + 1] - total[at])


def live(
    model: WswModel, people: People, block: Block, number: int, levels: Levels, part: slice,
    tally: Tally,
) -> None:
    """Let the persons of a block compete for the places of employers, and count them.

    Someone leaves at the start of a month, as in `drawn.live`; moves fall within it.

    Parameters
    ----------
    model : WswModel
    people : People
    block : Block
    number : int
        Of the block.
    levels : Levels
    part : slice
        The draws of the block.
    tally : Tally
        Receives every month.
    """
    draws, months = block.draws, len(model.months)
    clock = np.arange(draws) + part.start
    luck = -np.log1p(-people.uniforms("wsw.wachten", number, draws, _MOVES).astype(float))
    back = _cumulative(levels.back[clock], model.levers[1], model.back)
    out = _cumulative(levels.out[clock], model.levers[2], model.out)
    employed = np.isin(people.placement, EMPLOYED)
    first = np.empty(luck[0].shape)
    for who, total in ((employed, back), (~employed, out)):
        first[who] = _first(total, people.bin[who], luck[0][who])
    bor = _bor_months(model, people, block, first, employed)
    went = np.zeros((people.row.size, months + 1, draws), dtype=np.int8)
    came, queue = np.zeros_like(went), np.zeros_like(went)
    form = np.repeat(np.where(employed, people.placement, EMPLOYED[0])[:, None], draws, axis=1)
    chosen = people.uniforms("wsw.vorm", number, draws)
    edges = np.cumsum(model.mix)[:-1]
    picked = np.array(EMPLOYED)[np.searchsorted(edges, chosen, side="right")]
    form = np.where(employed[:, None], form, picked)
    # a draw at a time reads one stretch of memory
    own = [np.ascontiguousarray(x.T) for x in (block.exit, first, bor, luck, back, out)]
    lived = [_draw(model, people.bin, employed, *(x[i] for x in own)) for i in range(draws)]
    _write(lived, block.exit, went, came, queue)
    _count(model, block, employed, bor, form, (went, came, queue), tally)


def _cumulative(level: Array, lever: Array, shape: Array) -> Array:
    """Return the hazard up to each month, (bins, 1 + months, draws)."""
    chance = np.minimum(level * (lever[:, None] * shape).T[:, :, None], 1 - 1e-9)
    total = np.cumsum(-np.log1p(-chance), axis=1)
    return np.concatenate([np.zeros((total.shape[0], 1, total.shape[2])), total], axis=1)


def _first(total: Array, bins: Array, patience: Array) -> Array:
    """Return the first time at which patience has been used up, (persons, draws); else inf."""
    # how many month-starts lie before it: the month in which it falls, plus one
    count = np.zeros(patience.shape, dtype=np.int16)
    for t in range(total.shape[1]):
        count += total[bins, t] <= patience
    found = np.full(patience.shape, np.inf)
    person, draw = np.nonzero((count > 0) & (count < total.shape[1]))
    month, row = count[person, draw] - 1, bins[person]
    low, high = total[row, month, draw], total[row, month + 1, draw]
    found[person, draw] = month + (patience[person, draw] - low) / (high - low)
    return found


def _bor_months(
    model: WswModel, people: People, block: Block, first: Array, employed: Array
) -> Array:
    """Return the month in which each is reclassified, (persons, draws); else the last + 1."""
    months = len(model.months)
    found = np.full(first.shape, months, dtype=np.int16)
    for t in np.flatnonzero(model.bor > 0):
        # someone inside who would go out before, is not inside any more: the luck is known
        inside = ~employed[:, None] & (found == months) & (people.crew[:, None] | (first >= t))
        state = np.where(inside, INTERN, BOR)
        found[reclassified(state, people.crew, block, model.bor[t], int(t))] = t
    return found


def _draw(
    model: WswModel, bins: Array, employed: Array, leave: Array, first: Array, bor: Array,
    luck: Array, back: Array, out: Array,
) -> tuple[Log, Array]:
    """Live through one draw; return what happened and who the ranks are.

    `luck` is (persons, moves); `back` and `out` are (1 + months, bins).
    """
    months = len(model.months)
    busy = employed & ((leave < months) | (first < months))
    quiet = int((employed & ~busy).sum())
    comes = ~employed & (bor == months) & (first < np.minimum(leave, months))
    held = np.flatnonzero(busy)
    come = np.flatnonzero(comes)
    come = come[np.argsort(first[come], kind="stable")]
    who = np.concatenate([held, come])
    exits = np.where(leave < months, leave, np.inf)[who].tolist()
    start, moves = first[who].tolist(), luck[who].tolist()
    homeward, outward = back.T.tolist(), out.T.tolist()
    paths = {b: (Path(homeward[b]), Path(outward[b])) for b in set(bins[who].tolist())}
    own = [paths[b] for b in bins[who].tolist()]
    used = [0] * len(who)

    def stay(rank: int, now: float) -> float:
        if now == 0.0 and rank < len(held):
            home = start[rank]
        else:
            used[rank] += 1
            home = own[rank][0].after(now, moves[rank][used[rank] % _MOVES])
        return float(min(home, exits[rank]) - now)

    def left(rank: int, now: float) -> None:
        if now < exits[rank]:
            used[rank] += 1
            ready = own[rank][1].after(now, moves[rank][used[rank] % _MOVES])
            if ready < exits[rank]:
                desk.expect(rank, ready, patience=exits[rank] - ready)

    room = _capacity(model, quiet)
    free = _without_waiting(room, months, [0.0] * len(held) + start[len(held):], stay, exits, own,
                            moves, used)
    if free is not None:
        return free, who
    used[:] = [0] * len(who)
    desk = Desk(room, float(months), stay, left)
    for rank in range(len(held)):
        desk.hold(rank)
    ready = first[come]
    limit = np.where(leave < months, leave, np.inf)[come] - ready
    desk.expect_all(ready, np.ones(come.size), ready, limit, first=len(held))
    return desk.run(), who


def _without_waiting(
    room: Capacity, months: int, starts: list[float], stay: Callable[[int, float], float],
    exits: list[float], own: list[tuple[Path, Path]], moves: list[list[float]], used: list[int],
) -> Log | None:
    """Return what happens when nobody has to wait; None when the places would run out.

    Where they do not, a desk gives the same moves at the same times, only slower.
    """
    events = []
    held = starts.count(0.0)
    for rank, begin in enumerate(starts):
        now = begin
        while now < months:
            if now > 0.0:
                events.append((now, STARTED, rank, 1))
            now += stay(rank, now)
            if now >= months:
                break
            events.append((now, LEFT, rank, -1))
            if now >= exits[rank]:
                break
            used[rank] += 1
            now = own[rank][1].after(now, moves[rank][used[rank] % _MOVES])
            if now >= exits[rank]:
                break
    if not events:
        return Log(np.zeros(0, np.int8), np.zeros(0), np.zeros(0, np.int64))
    time, kind, who, change = (np.array(x) for x in zip(*events, strict=True))
    order = np.lexsort((change, time))  # a place is given back before it is taken
    time, kind, who, change = (x[order] for x in (time, kind, who, change))
    # those inside at the opening hold their place whatever the number
    inside = held + np.cumsum(change)
    at = np.searchsorted(room.times, time, side="right") - 1
    taken = change > 0
    if (inside[taken] > np.array(room.levels)[at[taken]]).any():
        return None
    return Log(kind.astype(np.int8), time, who)


def _capacity(model: WswModel, quiet: int) -> Capacity:
    """Return the places over time, less those that are held throughout."""
    if model.places is None:
        return Capacity((0.0,), (math.inf,))
    levels = np.maximum(model.places - quiet, 0)
    at = np.flatnonzero(np.diff(levels, prepend=levels[0] - 1))
    return Capacity(tuple(float(t) for t in at), tuple(float(x) for x in levels[at]))


def _write(
    lived: list[tuple[Log, Array]], leave: Array, went: Array, came: Array, queue: Array
) -> None:
    """Write moves and waiting of every draw per month, (persons, 1 + months, draws) each."""
    sizes = [log.who.size for log, _ in lived]
    draw = np.repeat(np.arange(len(lived)), sizes)
    person = np.concatenate([who[log.who] for log, who in lived])
    kind = np.concatenate([log.kind for log, _ in lived])
    time = np.concatenate([log.time for log, _ in lived])
    month = np.minimum(time.astype(int), went.shape[1] - 2) + 1
    # a place that comes free at the very moment at which someone leaves is no move
    before = time < leave[person, draw]
    moved, home = (kind == STARTED) & (time > 0) & before, (kind == LEFT) & before
    for where, chosen, step in ((went, moved, 1), (came, home, 1), (queue, kind == ARRIVED, 1),
                                (queue, moved | (kind == GAVE_UP), -1)):
        np.add.at(where, (person[chosen], month[chosen], draw[chosen]), step)


def _count(
    model: WswModel, block: Block, employed: Array, bor: Array, form: Array,
    moves: tuple[Array, Array, Array], tally: Tally,
) -> None:
    """Count a block from its moves: who went out, who came back, who began or ceased to wait."""
    went, came, queue = moves
    outside = np.repeat(employed[:, None], block.draws, axis=1).astype(np.int8)
    waiting = np.zeros_like(outside)

    def state(t: int) -> Array:
        return np.where(bor <= t, BOR, np.where(outside > 0, form, INTERN)).astype(np.int8)

    tally.open(state(-1))
    for t in range(len(model.months)):
        gone, alive = block.exit == t, block.exit > t
        left = gone & ((outside > 0) | (bor <= t))
        outside += went[:, t + 1] - came[:, t + 1]
        waiting += queue[:, t + 1]
        tally.month(t, state(t), alive, gone, left, block.cause, went[:, t + 1], came[:, t + 1],
                    bor == t)
        tally.wait(t + 1, (waiting > 0) & alive)
