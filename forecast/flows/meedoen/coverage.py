"""The route, month by month: the recursion, written once.

The order of a month:

1. **turnover**: people leave the route, and as many enter as make the stock follow the bijstand;
   who enters is not in view; some have an activity already;
2. **time**: the last contact is a month longer ago; whoever was not spoken with for longer than
   the period falls out of view;
3. **activities** end;
4. **supervisors** report people with an activity: that is a contact without a coach;
5. **conversations** of coaches, as many as the capacity allows: first who is not in view, by
   date, then who was last spoken with longest ago; of the same date first who has no activity,
   because no supervisor sees them. Who does not turn up takes a place and stays where they are.
   After a conversation some of those without an activity start one.

Only counts matter: who goes first does not change how many are spoken with, so nobody has a name
here. The same process with persons on a clock is a test of this one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.filling import Filling
from forecast.flows.meedoen.model import (
    FRESH,
    KNOWN,
    LATER,
    WITH,
    WITHOUT,
    MeedoenModel,
    Rates,
)

Array = NDArray[Any]


class Coverage:
    """The people of the route in a block of draws, all municipalities together.

    Parameters
    ----------
    model : MeedoenModel
    rates : Rates
    filling : Filling
        Expectation, or chance.
    route : (municipalities, draws)
        Persons at the opening.

    Attributes
    ----------
    people : (municipalities, 2, classes, draws)
        By activity and class.
    """

    def __init__(
        self, model: MeedoenModel, rates: Rates, filling: Filling, route: Array
    ) -> None:
        self._model, self._filling = model, filling
        self._rates = Rates(*(np.asarray(value, filling.dtype) for value in (
            rates.leave, rates.stop, rates.report, rates.reach, rates.activation, rates.bring)))
        places, activities, classes = model.opening.shape
        flat = model.opening.reshape(places, -1).copy()
        flat[flat.sum(axis=1) == 0, KNOWN] = 1  # nobody was counted: nobody is in view
        parts = flat / flat.sum(axis=1, keepdims=True)
        opened = np.ascontiguousarray(filling.scaled(parts, route))
        self.people = opened.reshape(places, activities, classes, -1)
        line = [KNOWN, LATER, *range(FRESH + model.period, FRESH + model.again - 1, -1)]
        self._class = np.repeat(line, 2)
        self._activity = np.tile([WITHOUT, WITH], len(line))
        self._first = np.isin(self._class, (KNOWN, LATER))

    def stocks(self) -> dict[str, Array]:
        """Return the stocks, (municipalities, draws) each."""
        active = self.people[:, WITH].sum(axis=1)
        unseen = self.people[:, :, :FRESH].sum(axis=(1, 2))
        route = active + self.people[:, WITHOUT].sum(axis=1)
        return {"route": route, "in_beeld": route - unseen, "niet_in_beeld": unseen,
                "niet_in_beeld.bekend": self.people[:, :, KNOWN].sum(axis=1),
                "met_activiteit": active, "zonder_activiteit": route - active}

    def step(self, t: int, route: Array, slots: Array) -> dict[str, Array]:
        """Live through a month and return its flows and closing stocks.

        Parameters
        ----------
        t : int
        route : (municipalities, draws)
            Persons at the end of the month.
        slots : (draws,)
            Conversations that the coaches can hold together.
        """
        self._filling.at(self._model.months[t].ordinal)
        self._turn_over(route)
        fallen = self._age()
        self._stop()
        reported = self._report()
        spoken = self._speak(slots)
        return {"uit_beeld": fallen, "via_begeleider": reported} | spoken | self.stocks()

    def _turn_over(self, route: Array) -> None:
        people = self.people
        people -= self._filling.part("meedoen.verloop", people, self._rates.leave)
        gap = route - people.sum(axis=(1, 2))
        more = np.maximum(-gap, 0)
        if more.any():  # the route shrinks faster than its turnover
            groups = people.reshape(people.shape[0], -1, people.shape[-1])
            groups -= self._filling.evenly("meedoen.verloop.krimp", groups, more)
        came = np.maximum(gap, 0)
        idle = self._filling.part("meedoen.instroom", came, 1 - self._rates.bring)
        people[:, WITHOUT, LATER] += idle
        people[:, WITH, LATER] += came - idle

    def _age(self) -> Array:
        people = self.people
        out = people[:, :, -1].copy()
        people[:, :, FRESH + 1 :] = people[:, :, FRESH:-1].copy()
        people[:, :, FRESH] = 0
        people[:, :, LATER] += out
        return np.asarray(out.sum(axis=1))

    def _stop(self) -> None:
        ended = self._filling.part("meedoen.stoppen", self.people[:, WITH], self._rates.stop)
        self.people[:, WITH] -= ended
        self.people[:, WITHOUT] += ended

    def _report(self) -> Array:
        active = self.people[:, WITH]
        seen = self._filling.part("meedoen.via_begeleider", active, self._rates.report)
        active -= seen
        total = seen.sum(axis=1)
        active[:, FRESH] += total
        return np.asarray(total)

    def _speak(self, slots: Array) -> dict[str, Array]:
        line = self.people[:, self._activity, self._class]
        ahead = np.cumsum(line, axis=1) - line
        own = self._filling.shared(slots, line.sum(axis=1))
        tried = np.clip(own[:, None] - ahead, 0, line)
        missed = self._filling.part("meedoen.niet_verschenen", tried, 1 - self._rates.reach)
        spoken = tried - missed
        self.people[:, self._activity, self._class] = line - spoken
        active = spoken[:, self._activity == WITH].sum(axis=1)
        total = spoken.sum(axis=1)
        started = self._filling.part("meedoen.activering", total - active,
                                     self._rates.activation)
        self.people[:, WITH, FRESH] += active + started
        self.people[:, WITHOUT, FRESH] += total - active - started
        first = spoken[:, self._first].sum(axis=1)
        return {"contacten": total, "contacten.eerste": first,
                "contacten.periodiek": total - first, "capaciteit": own}
