"""The central path: people as a fluid that fills the places up to what is open.

A fluid limit (Whitt, Fluid Models for Multiserver Queues with Abandonments, Operations Research
54, 2006): people at work tend to min(what comes, what is open), who came first goes first, and
nothing is left to chance. Where places never run short it is the exact expectation; where they do
it is too rosy, because chance leaves places empty in one month and makes people wait in another.
`gap` in `results` shows the difference with the draws.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.beschut.model import BeschutModel
from forecast.flows.beschut.results import together

Array = NDArray[Any]

_FLOWS = ("gestart", "gestopt", "doorstroom", "afgehaakt", "wachtmaanden")


def expected(model: BeschutModel) -> dict[str, Ensemble]:
    """Return the central path, every uncertain number at its middle.

    Returns
    -------
    dict of str to Ensemble
        ``beschut.*``, (1, months, municipalities), fractions allowed.
    """
    return together(model, [_path(model, place) for place in range(len(model.places))])


def _path(model: BeschutModel, place: int) -> dict[str, Array]:
    rates, months = model.central, len(model.months)
    mean_hours = float(rates.hours[0, place])
    at_work = float(model.persons[place] * rates.opening[0, place])
    opened = model.open_places(place, np.array([at_work * mean_hours]))[0]
    advices = model.advices_per_month(rates, place)[:, 0]
    positive = advices * rates.positive[0, place]
    candidates = positive * rates.fit[0, place]
    fluid = _Fluid(model, place, at_work)
    lag = float(rates.preparation[0, place])
    flows = {name: np.zeros(months) for name in _FLOWS}
    persons, ready = [at_work], [float(model.waiting[place])]
    for t in range(months):
        capacity = float(opened[1 + t]) * model.place_hours / mean_hours
        for begin, end in _parts(t, lag):
            # Who becomes ready in this part had the advice in one and the same month.
            source = math.floor((begin + end) / 2 - lag)
            arriving = float(candidates[source]) if source >= 0 else 0.0
            for name, amount in fluid.step(begin, end, arriving, capacity).items():
                flows[name][t] += amount
        persons.append(fluid.at_work)
        ready.append(fluid.waiting())
    waiting = model.waiting[place] + np.cumsum(candidates - flows["gestart"] - flows["afgehaakt"])
    found = flows | {
        "adviezen": advices,
        "positief": positive,
        "kandidaten": candidates,
        "gestart.bijstand": flows["gestart"] * float(rates.from_bijstand[0, place]),
        "personen": np.array(persons),
        "uren": np.array(persons) * mean_hours,
        "plekken.open": opened,
        "wachtend": np.append(float(model.waiting[place]), waiting),
        "wachtend.gereed": np.array(ready),
        "gereed.uren": np.array(ready) * mean_hours,
    }
    return {name: values[None] for name, values in found.items()}


def _parts(t: int, lag: float) -> list[tuple[float, float]]:
    """Return the parts of a month in which those who become ready come from one month."""
    turn = lag % 1
    return [(t, t + turn), (t + turn, t + 1)] if 0 < turn < 1 else [(t, t + 1)]


class _Fluid:
    """People at work and in the queue of one municipality, in heads.

    Attributes
    ----------
    at_work : float
    """

    def __init__(self, model: BeschutModel, place: int, at_work: float) -> None:
        rates = model.central
        self.at_work = at_work
        self._leave, self._tire = float(rates.leave[0, place]), float(rates.tire[0, place])
        self._stop = float(rates.stop[0, place])
        self._lag = float(rates.preparation[0, place])
        #: The month of the advice and how many wait, the first ones first.
        self._queue = deque([(0.0, float(model.waiting[place]))])

    def waiting(self) -> float:
        """Return how many are ready and wait."""
        return math.fsum(amount for _, amount in self._queue)

    def step(self, begin: float, end: float, rate: float, capacity: float) -> dict[str, float]:
        """Live from `begin` to `end`; return the flows.

        `rate` is how many become ready per month, `capacity` how many can be at work. Those who
        wait go in at once as far as there is room; during the part as many start as keep the
        places full at its end. Of who starts evenly over a part of length d, a share
        (1 - exp(-leave d))/(leave d) is still there at its end.
        """
        length, middle = end - begin, (begin + end) / 2
        first, waited_first = self._take(max(0.0, capacity - self.at_work), begin)
        before = self.at_work + first
        stay, mean_stay = math.exp(-self._leave * length), _mean_stay(self._leave * length)
        wanted = max(0.0, (capacity - before * stay) / mean_stay)
        queued, waited = self._take(wanted, middle)
        coming = rate * length
        at_once = min(coming, wanted - queued)
        starts = first + queued + at_once
        self.at_work = before * stay + (queued + at_once) * mean_stay
        left = before + queued + at_once - self.at_work
        stops = left * (self._stop / self._leave if self._leave > 0 else 1.0)
        return {
            "gestart": starts,
            "gestopt": stops,
            "doorstroom": left - stops,
            "afgehaakt": self._give_up(length, middle, coming - at_once),
            "wachtmaanden": waited_first + waited + at_once * self._lag,
        }

    def _take(self, wanted: float, now: float) -> tuple[float, float]:
        """Take from the queue, who came first first; return how many and their months waited."""
        took = waited = 0.0
        while self._queue and took < wanted:
            since, amount = self._queue.popleft()
            part = min(amount, wanted - took)
            took += part
            waited += part * (now - since)
            if part < amount:
                self._queue.appendleft((since, amount - part))
        return took, waited

    def _give_up(self, length: float, middle: float, joining: float) -> float:
        """Let those who wait tire, add who joined; return how many gave up."""
        before = self.waiting() + joining
        stay = math.exp(-self._tire * length)
        self._queue = deque((since, amount * stay) for since, amount in self._queue
                            if amount * stay > 0)
        if joining > 0:
            kept = joining * _mean_stay(self._tire * length)
            self._queue.append((middle - self._lag, kept))
        return before - self.waiting()


def _mean_stay(x: float) -> float:
    """Return (1 - exp(-x))/x: the share still there of those who came evenly over a time."""
    return -math.expm1(-x) / x if x > 0 else 1.0
