"""One municipality, month by month: the recursion, written once.

The order of a month:

1. **exits** from the stock at the start of the month: the total per cell in one decision; the
   leavers, added up over the duration classes, are split over the reasons. Of those who leave
   (never at the AOW age) the number that will return is settled at once, and in which month;
2. the **survivors advance** in duration;
3. **inflow** enters the first duration class: new, returners that are due, status holders;
4. **part-time earners** stay in the stock: some start, some end; there are never more of them
   than people in benefit.

So stock(t) = stock(t-1) + inflow(t) - outflow(t) in every draw, and those who arrive in a month
cannot leave in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.bijstand.model import (
    ADVANCE,
    DURATIONS,
    GROUPS,
    HAZARDS,
    LAGS,
    REASONS,
    BijstandModel,
)
from forecast.flows.luck import Luck

Array = NDArray[Any]

_STATUS = slice(GROUPS.index("statushouder"), None, len(GROUPS))
#: The order in which leavers are split over `REASONS`: rare ones first is quickest.
_RARE_FIRST = np.array([REASONS.index(r) for r in
                        ("onderneming", "onderwijs", "aow", "overig", "werk")])
_NEW_REASONS = ("ww", "jongeren", "overig")


@dataclass(frozen=True)
class Local:
    """The drivers of one municipality for a block of draws, draws last.

    Attributes
    ----------
    inflow : (months or 1, draws)
    exit : (months or 1, reasons or 1, draws)
    opening, aow, status : (draws,)
    part_time : (months or 1, draws)
    returns : (reasons or 1, draws)
    """

    inflow: Array
    exit: Array
    opening: Array
    aow: Array
    returns: Array
    status: Array
    part_time: Array


class Cohort:
    """The people of one municipality in a block of draws.

    Parameters
    ----------
    model : BijstandModel
    place : int
        Which of the model's municipalities.
    local : Local
    luck : Luck
        Expectation, or chance.

    Attributes
    ----------
    stock : (durations, cells, draws)
        Persons; cells run over route, type and group, the last one fastest.
    part_time : (draws,)
        Persons with earnings beside the benefit.
    """

    def __init__(self, model: BijstandModel, place: int, local: Local, luck: Luck) -> None:
        self._model, self._place, self._local, self._luck = model, place, local, luck
        cells, months = model.combinations, len(model.months)
        self._inflow = np.broadcast_to(local.inflow, (months, local.inflow.shape[1]))
        self._exit = np.broadcast_to(local.exit, (months, *local.exit.shape[1:]))
        self._start = np.broadcast_to(local.part_time, (months, local.part_time.shape[1]))
        luck.at(model.opening_month.ordinal)
        opening = np.moveaxis(model.opening[place].reshape(cells, len(DURATIONS)), 1, 0)
        self.stock = luck.whole("bijstand.beginstand", opening[..., None] * local.opening)
        workers = luck.whole("bijstand.beginstand.deeltijd",
                             model.part_time_opening[place] * local.opening)
        self.part_time = np.minimum(workers, self.persons())
        self._hazard = model.hazard[place].reshape(cells, len(HAZARDS)).T
        self._advance = np.array(ADVANCE)[:, None, None]
        self._chance = np.minimum(model.return_chance[place][:, None] * local.returns, 1.0)
        self._due = self._due_from_history()
        self._arriving = self._due[0]
        self._mixes = [mix[place].reshape(cells)
                       for mix in (model.mix_new, model.mix_return, model.mix_status)]

    def persons(self) -> Array:
        """Return the persons in benefit, (draws,)."""
        return np.asarray(self.stock.sum(axis=(0, 1)))

    def status_holders(self) -> Array:
        """Return the status holders in benefit, (draws,)."""
        return np.asarray(self.stock[:, _STATUS].sum(axis=(0, 1)))

    def base_rates(self, t: int) -> Array:
        """Return the chances to leave per reason before any driver, (reasons, cells)."""
        season = self._model.season[self._model.months[t].month - 1]
        return np.asarray(self._hazard * (season * self._model.levers[t, self._place])[:, None])

    def due(self, t: int) -> Array:
        """Return the returners due in month `t`, (draws,)."""
        return np.asarray(self._due[t % LAGS])

    def step(self, t: int) -> dict[str, Array]:
        """Live through month `t` and return its flows and closing stocks, each (draws,)."""
        self._luck.at(self._model.months[t].ordinal)
        out = self._leave(t)
        moved = self._luck.part("bijstand.duur", self.stock[:-1], self._advance)
        self.stock[:-1] -= moved
        self.stock[1:] += moved
        out |= self._arrive(t)
        persons = self.persons()
        out |= self._earn(t, persons)
        return out | {"stand": persons, "stand.statushouders": self.status_holders()}

    def _leave(self, t: int) -> dict[str, Array]:
        luck = self._luck
        rates = self._rates(t)
        total = rates.sum(axis=0)
        # Chances that add up to more than 1 empty the cell, in the proportion of the reasons.
        leavers = luck.part("bijstand.uitstroom", self.stock, np.minimum(total, 1))
        self.stock -= leavers
        gone = luck.reasons("bijstand.uitstroom.reden", leavers.sum(axis=0), rates[_RARE_FIRST])
        gone = gone[np.argsort(_RARE_FIRST)]
        back = luck.part("bijstand.herinstroom", gone[: len(HAZARDS)], self._chance).sum(axis=0)
        lags = luck.spread("bijstand.herinstroom.maand", back, self._model.return_lag)
        # Slot t is read in this month's arrivals, then free for those who return in a year.
        self._arriving = self._due[t % LAGS].copy()
        self._due[t % LAGS] = 0
        self._due[(t + 1 + np.arange(LAGS)) % LAGS] += lags
        return {f"uitstroom.{reason}": gone[i] for i, reason in enumerate(REASONS)}

    def _rates(self, t: int) -> Array:
        dtype = self._luck.dtype
        own = self.base_rates(t)[..., None].astype(dtype) * self._exit[t][:, None]
        aow = np.broadcast_to(self._model.aow[t, self._place] * self._local.aow, own.shape[1:])
        return np.concatenate([own, aow[None].astype(dtype)])

    def _arrive(self, t: int) -> dict[str, Array]:
        luck, model, place, local = self._luck, self._model, self._place, self._local
        new, again, status = self._mixes
        # Poisson counts per reason and cell add up to a Poisson count (thinning), so that the
        # total, its reasons and its cells are one decision.
        share = (model.new_by_reason[place][:, None] * new).reshape(-1, 1)
        expected = np.concatenate([
            share * (model.inflow_new[t, place] * self._inflow[t]),
            status[:, None] * (model.inflow_status[t, place] * local.status),
        ])
        # Which rows exist is a matter of the mix alone, or a factor of 0 would shift the luck.
        rows = np.flatnonzero(np.concatenate([share[:, 0], status]))
        fill = luck.arrivals if model.inflow_is_poisson else luck.whole
        came = np.zeros(expected.shape, luck.dtype)
        came[rows] = fill("bijstand.instroom", expected[rows])
        came = came.reshape(len(_NEW_REASONS) + 1, new.size, -1)
        self.stock[0] += came.sum(axis=0)
        self.stock[0] += luck.spread("bijstand.herinstroom.plaats", self._arriving, again)
        counts = came.sum(axis=1)
        by_reason = {f"instroom.nieuw.{n}": counts[i] for i, n in enumerate(_NEW_REASONS)}
        return by_reason | {
            "instroom.nieuw": counts[:-1].sum(axis=0),
            "instroom.statushouders": counts[-1],
            "instroom.herinstroom": self._arriving,
        }

    def _earn(self, t: int, persons: Array) -> dict[str, Array]:
        start = np.minimum(self._model.part_time_new[self._place] * self._start[t], 1.0)
        others = np.maximum(persons - self.part_time, 0)
        end = np.full_like(start, self._model.part_time_end[self._place])
        new, end = self._luck.part("bijstand.deeltijd", np.stack([others, self.part_time]),
                                   np.stack([start, end]))
        self.part_time = np.minimum(self.part_time - end + new, persons)
        return {"deeltijd.nieuw": new, "deeltijd.stand": self.part_time}

    def _due_from_history(self) -> Array:
        """Return who of the last year's leavers is still to come back, (12, draws).

        Someone who left `a` months before the opening and returns after `a + 1 + t` months
        returns in month `t`.
        """
        pool, lag = self._model.return_pool[self._place], self._model.return_lag
        left = np.repeat(pool.reshape(-1, 1), self._local.opening.size, axis=1)
        shape = (*pool.shape, self._local.opening.size)
        gone = np.zeros((LAGS, 1))
        due = np.empty((LAGS, shape[-1]), dtype=self._luck.dtype)
        for t in range(LAGS):
            now = np.append(lag[t:], np.zeros(t))[:, None]
            chance = self._chance[:, None] * now
            still = 1 - self._chance[:, None] * gone
            share = np.divide(chance, still, out=np.zeros_like(chance + still), where=still > 0)
            share = np.broadcast_to(np.minimum(share, 1), shape).reshape(left.shape)
            back = self._luck.part(f"bijstand.herinstroom.verleden.{t}", left, share)
            left = left - back
            due[t] = back.sum(axis=0)
            gone = gone + now
        return due
