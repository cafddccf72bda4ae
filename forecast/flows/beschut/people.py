"""Who comes, when and with what luck: every person of one municipality in every draw.

A person is a slot in the month of the advice and has uniforms of their own there, so that more
advices never shift the luck of those who come anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.beschut.hours import shares, sizes_of
from forecast.flows.beschut.model import BeschutModel, Rates
from forecast.flows.luck import Chance

Array = NDArray[Any]

#: Those who wait at the opening were there first: before the first month begins.
_BEFORE = -1.0
#: What is decided about a person; each has its own uniform, in this order.
_DECISIONS = ("positive", "fit", "moment", "hours", "stay", "patience", "reason", "benefit")


@dataclass(frozen=True)
class Crowd:
    """People of one municipality, in order of draw; in a draw: at work, waiting, then by `ready`.

    Attributes
    ----------
    advices, positive : ndarray, (draws, months)
        Counts; not every positive advice leads to a person here, because not all can start.
    held, queued : ndarray of int, (draws,)
        At work and waiting at the opening.
    draw : ndarray of int, (people,)
    advice, ready : ndarray, (people,)
        Months from the opening; both 0 for those who wait then.
    order : ndarray, (people,)
        The date that decides who goes first.
    hours, stay, patience : ndarray, (people,)
        Hours per week; months in a place once started; months before giving up.
    moves, benefit : ndarray of bool, (people,)
        Leaves for other work; starts from a bijstand benefit.
    working : ndarray of bool, (people,)
        At work at the opening.
    """

    advices: Array
    positive: Array
    held: Array
    queued: Array
    draw: Array
    advice: Array
    ready: Array
    order: Array
    hours: Array
    stay: Array
    patience: Array
    moves: Array
    benefit: Array
    working: Array

    @property
    def draws(self) -> int:
        """The number of draws."""
        return int(self.held.size)

    def held_hours(self) -> Array:
        """Return the hours at work at the opening, (draws,)."""
        return np.bincount(self.draw[self.working], self.hours[self.working], self.draws)


def gather(model: BeschutModel, rates: Rates, place: int, luck: Chance) -> Crowd:
    """Return everyone of a municipality.

    Parameters
    ----------
    model : BeschutModel
    rates : Rates
        With the wanted number of draws.
    place : int
    luck : Chance
        Of this municipality, from the first block on.
    """
    maker = _Maker(model, rates, place, luck)
    luck.at((model.months[0] - 1).ordinal)
    held = maker.opening("beschut.beginstand", model.persons[place] * rates.opening[:, place])
    waiting = np.full(rates.opening.shape[0], float(model.waiting[place]))
    queued = maker.opening("beschut.wachtlijst", waiting)
    mean = model.advices_per_month(rates, place)
    found = [maker.month(t, mean[t]) for t in range(len(model.months))]
    people = {name: np.concatenate([part[name] for part in
                                    (held.people, queued.people, *(m.people for m in found))])
              for name in held.people}
    rank = np.repeat([0, 1, 2], [held.size, queued.size, sum(m.size for m in found)])
    people["working"] = rank == 0
    by = np.lexsort((people["ready"], rank, people["draw"]))
    return Crowd(advices=np.stack([m.advices for m in found], axis=1),
                 positive=np.stack([m.positive for m in found], axis=1),
                 held=held.advices, queued=queued.advices,
                 **{name: values[by] for name, values in people.items()})


@dataclass(frozen=True)
class _Group:
    """People who come together; `advices` and `positive` are counts, (draws,)."""

    advices: Array
    positive: Array
    people: dict[str, Array]

    @property
    def size(self) -> int:
        return int(self.people["draw"].size)


class _Maker:
    """Turns the uniforms of one municipality into people."""

    def __init__(self, model: BeschutModel, rates: Rates, place: int, luck: Chance) -> None:
        self._model, self._luck = model, luck
        self._of = {name: getattr(rates, name)[:, place]
                    for name in ("positive", "fit", "preparation", "tire", "stop", "leave",
                                 "hours", "from_bijstand")}
        self._shares = shares(model.sizes, self._of["hours"])

    def opening(self, name: str, wanted: Array) -> _Group:
        """Return those who are there at the opening; what is not whole is rounded by chance."""
        count = self._luck.whole(f"{name}.aantal", wanted).astype(np.int64)
        slot, draw, own = self._slots(name, count)
        # Evenly spread over the sizes: the people are there, so their mean is not up to chance.
        turn = self._luck.uniforms(f"{name}.uren", ())[draw]
        own["hours"] = (slot + turn) / np.maximum(count, 1)[draw]
        zero = np.zeros(draw.size)
        people = self._people(draw, own, zero, zero)
        people["order"] = zero + _BEFORE
        return _Group(count, count, people)

    def month(self, t: int, mean: Array) -> _Group:
        """Return those who can start of the advices of month `t`; `mean` is (draws,)."""
        of = self._of
        self._luck.at(self._model.months[t].ordinal)
        count = self._luck.arrivals("beschut.adviezen", mean).astype(np.int64)
        _, draw, own = self._slots("beschut.persoon", count)
        told = own["positive"] < of["positive"][draw]
        positive = np.bincount(draw[told], minlength=count.size)
        able = told & (own["fit"] < of["fit"][draw])
        draw, own = draw[able], {name: u[able] for name, u in own.items()}
        advice = t + own["moment"]
        ready = advice + of["preparation"][draw]
        return _Group(count, positive, self._people(draw, own, advice, ready))

    def _people(
        self, draw: Array, own: dict[str, Array], advice: Array, ready: Array
    ) -> dict[str, Array]:
        of = self._of
        leave, tire = of["leave"][draw], of["tire"][draw]
        stop = np.divide(of["stop"][draw], leave, out=np.ones(draw.size), where=leave > 0)
        return {
            "draw": draw, "advice": advice, "ready": ready, "order": advice,
            "hours": sizes_of(self._model.sizes, self._shares[draw], own["hours"]),
            "stay": _until(own["stay"], leave),
            "patience": _until(own["patience"], tire),
            "moves": own["reason"] > stop,
            "benefit": own["benefit"] < of["from_bijstand"][draw],
        }

    def _slots(self, name: str, count: Array) -> tuple[Array, Array, dict[str, Array]]:
        """Return slot and draw of everyone, and the uniforms that belong to that slot.

        A row of uniforms per slot, a uniform per decision: a larger count only adds rows.
        """
        most = int(count.max(initial=0))
        slot, draw = np.nonzero(np.arange(most)[:, None] < count)
        u = self._luck.uniforms(name, (most, len(_DECISIONS)))[slot, :, draw].astype(np.float64)
        return slot, draw, dict(zip(_DECISIONS, u.T, strict=True))


def _until(u: Array, rate: Array) -> Array:
    """Return exponential times by inversion; a rate of 0 never comes, an infinite one at once."""
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(u) / rate)
