"""Who starts when: at once where places never run short, else over the desk.

Both give the same answer where both apply: a draw in which everyone could start on being ready,
without passing the open hours at any start, is a draw in which nobody waited.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.beschut.people import Crowd
from forecast.flows.desk import STARTED, Capacity, Desk

Array = NDArray[Any]

_SLACK = 1e-9  # as the desk has it


def start_times(crowd: Crowd, hours: Array, *, all_at_desk: bool = False) -> Array:
    """Return when everyone starts, (people,), in months; infinite for who never does.

    Parameters
    ----------
    crowd : Crowd
    hours : ndarray, (draws, months)
        Hours that are open in each month.
    all_at_desk : bool
        Send every draw over the desk, also where places never run short.

    Returns
    -------
    ndarray, (people,)
        0 for those at work at the opening; never at or after the horizon.
    """
    horizon = float(hours.shape[1])
    started = np.where(crowd.working, 0.0, crowd.ready)
    started[started >= horizon] = math.inf
    short = np.ones(crowd.draws, bool) if all_at_desk else runs_short(crowd, hours)
    ends = np.searchsorted(crowd.draw, np.arange(crowd.draws + 1))
    changes = (np.flatnonzero((np.diff(hours, axis=1) != 0).any(axis=0)) + 1).tolist()
    times = (0.0, *map(float, changes))
    levels = hours[:, [0, *changes]]
    for draw in np.flatnonzero(short).tolist():
        part = slice(int(ends[draw]), int(ends[draw + 1]))
        capacity = Capacity(times, tuple(levels[draw].tolist()))
        started[part] = _at_desk(crowd, part, int(crowd.held[draw]), capacity, horizon)
    return started


def runs_short(crowd: Crowd, hours: Array) -> Array:
    """Return in which draws someone could not start on being ready, (draws,) of bool."""
    horizon = hours.shape[1]
    start = np.where(crowd.working, -1.0, crowd.ready)  # those at work come before everything
    end = np.maximum(start, 0) + crowd.stay
    inside, over = start < horizon, end < horizon
    time = np.concatenate([start[inside], end[over]])
    change = np.concatenate([crowd.hours[inside], -crowd.hours[over]])
    draw = np.concatenate([crowd.draw[inside], crowd.draw[over]])
    by = np.lexsort((time, draw))
    time, change, draw = time[by], change[by], draw[by]
    used = np.cumsum(change)
    first = np.searchsorted(draw, np.arange(crowd.draws))
    before = np.append(0.0, used)[first]
    used = used - before[draw]
    level = hours[draw, np.maximum(np.floor(time), 0).astype(np.int64)]
    judged = (change > 0) & (time >= 0)
    passed = judged & (used > level + _SLACK)
    return np.asarray(np.bincount(draw[passed], minlength=crowd.draws) > 0)


def _at_desk(crowd: Crowd, part: slice, held: int, capacity: Capacity, horizon: float) -> Array:
    size = crowd.hours[part]
    stay = crowd.stay[part].tolist()
    desk = Desk(capacity, horizon, lambda who, now: stay[who])
    for rank, hours in enumerate(size[:held].tolist()):
        desk.hold(rank, hours)
    desk.expect_all(crowd.ready[part][held:], size[held:], crowd.order[part][held:],
                    crowd.patience[part][held:], first=held)
    times, who = desk.run().of(STARTED)
    started = np.full(size.size, math.inf)
    started[who] = times
    return started
