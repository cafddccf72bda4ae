"""From people with their times to counts per month: every flow and stock of a municipality."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.beschut.people import Crowd

Array = NDArray[Any]


def booked(crowd: Crowd, started: Array, months: int) -> dict[str, Array]:
    """Return the counts of every draw, by the name behind ``beschut.``.

    Parameters
    ----------
    crowd : Crowd
    started : ndarray, (people,)
        When everyone starts, as `start_times` gives it.
    months : int

    Returns
    -------
    dict of str to ndarray
        Flows (draws, months), stocks (draws, 1 + months). What happens at or after the last
        month's end has not happened; somebody who gives up does so only without a place.
    """
    new = ~crowd.working
    begins = new & (started < months)
    left = started + crowd.stay
    gives_up = new & np.isinf(started)
    tired = np.where(gives_up, crowd.ready + crowd.patience, np.inf)

    def count(time: Array, who: Array, weight: Array | None = None) -> Array:
        who = who & (time < months)
        cell = crowd.draw[who] * months + time[who].astype(np.int64)
        found = np.bincount(cell, None if weight is None else weight[who], crowd.draws * months)
        return np.asarray(found.reshape(crowd.draws, months))

    def stock(opening: Array, change: Array) -> Array:
        steps = np.concatenate([opening[:, None], change], axis=1)
        return np.asarray(np.cumsum(steps, axis=1))

    everyone = np.ones(crowd.draw.size, bool)
    later = new & (crowd.order >= 0)  # those who wait at the opening are a stock, not a flow
    waits_first = new & (crowd.order < 0)
    hours = crowd.hours
    candidates, starts = count(crowd.advice, later), count(started, begins)
    stops, moves = count(left, ~crowd.moves), count(left, crowd.moves)
    gave_up = count(tired, gives_up)
    ready = count(crowd.ready, later) - starts - gave_up
    ready_hours = (count(crowd.ready, later, hours) - count(started, begins, hours)
                   - count(tired, gives_up, hours))
    queued_hours = np.bincount(crowd.draw[waits_first], hours[waits_first], crowd.draws)
    return {
        "adviezen": crowd.advices,
        "positief": crowd.positive,
        "kandidaten": candidates,
        "gestart": starts,
        "gestart.bijstand": count(started, begins & crowd.benefit),
        "gestopt": stops,
        "doorstroom": moves,
        "afgehaakt": gave_up,
        "wachtmaanden": count(started, begins, started - crowd.advice),
        "personen": stock(crowd.held, starts - stops - moves),
        "uren": stock(crowd.held_hours(), count(started, begins, hours)
                      - count(left, everyone, hours)),
        "wachtend": stock(crowd.queued, candidates - starts - gave_up),
        "wachtend.gereed": stock(crowd.queued, ready),
        "gereed.uren": stock(queued_hours, ready_hours),
    }
