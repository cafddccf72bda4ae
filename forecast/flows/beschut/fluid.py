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
        wait go in at once as far as there is room. During the part as many start, evenly, as keep
        the places full at its end; of who starts or joins evenly over a length d a share
        (1 - exp(-h d))/(h d) is still there at its end. So who waits, W, follows
        dW/dt = coming - starts - tire·W.
        """
        length, middle = end - begin, (begin + end) / 2
        first, waited_first = self._take(max(0.0, capacity - self.at_work), begin)
        before, waiting = self.at_work + first, self.waiting()
        stay, mean_stay = _kept(self._leave * length)
        patient, mean_patient = _kept(self._tire * length)
        wanted = max(0.0, (capacity - before * stay) / mean_stay)
        coming = rate * length
        left_over = waiting * patient / mean_patient if mean_patient > 0 else 0.0
        later = min(wanted, coming + left_over)
        queued, waited = self._take(later, middle)
        at_once = later - queued
        still = max(0.0, waiting * patient + (coming - later) * mean_patient)
        self.at_work = before * stay + later * mean_stay
        left = before + later - self.at_work
        stops = left * (self._stop / self._leave if self._leave > 0 else 1.0)
        return {
            "gestart": first + later,
            "gestopt": stops,
            "doorstroom": left - stops,
            "afgehaakt": self._give_up(coming - at_once, middle - self._lag, still),
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

    def _give_up(self, joining: float, since: float, still: float) -> float:
        """Add who joins, keep `still` of all who wait; return how many gave up."""
        if joining > 0:
            self._queue.append((since, joining))
        before = self.waiting()
        share = min(1.0, still / before) if before > 0 else 0.0
        self._queue = deque((when, amount * share) for when, amount in self._queue
                            if amount * share > 0)
        return before - self.waiting()


def _kept(x: float) -> tuple[float, float]:
    """Return exp(-x), the share kept of who was there, and of who came evenly: (1 - exp(-x))/x."""
    return math.exp(-x), -math.expm1(-x) / x if x > 0 else 1.0
