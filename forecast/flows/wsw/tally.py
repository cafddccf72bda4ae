"""Counts persons by municipality, placement and unit: from a block of draws to the variables."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.wsw.model import CAUSES, INTERN, WswModel
from forecast.inputs.declared_groups import PLACEMENTS

Array = NDArray[Any]
_UNITS = ("personen", "se", "fte")


class Tally:
    """The counts of a block: a month at a time.

    Parameters
    ----------
    model : WswModel
    row : (persons,)
        The row of the table that a person stands in.
    draws : int
    """

    def __init__(self, model: WswModel, row: Array, draws: int) -> None:
        places, months = len(model.municipalities), len(model.months)
        member = (model.place[row] == np.arange(places)[:, None]).astype(np.float32)
        weights = (np.ones(row.size), model.se[row], model.fte[row])
        self._weight = np.concatenate([member * w.astype(np.float32) for w in weights])
        self._member, self._places = member, places
        self.stock = np.zeros((len(_UNITS), len(PLACEMENTS), months + 1, places, draws), np.float32)
        self.waiting = np.zeros((months + 1, places, draws), np.float32)
        self.flow = {name: np.zeros((months, places, draws), np.float32) for name in (
            *CAUSES, "regulier", "buiten", "terug", "bor")}

    def open(self, state: Array) -> None:
        """Count the opening."""
        self._count(0, state, None)

    def month(
        self, t: int, state: Array, alive: Array, gone: Array, outside: Array, cause: Array,
        going: Array, home: Array, over: Array,
    ) -> None:
        """Count a month: its stocks at the end, its exits and its moves.

        Parameters
        ----------
        t : int
        state : (persons, draws)
            Placement at the end.
        alive, gone, outside, going, home, over : (persons, draws) of bool
            Still employed; left this month; left from outside; went out; came back; reclassified.
        cause : (persons, draws)
            Why they leave, whenever they do.
        """
        self._count(t + 1, state, alive)
        for k, name in enumerate(CAUSES):
            self.flow[name][t] = self._per_place(gone & (cause == k))
        for name, mask in (("regulier", outside), ("buiten", going), ("terug", home),
                           ("bor", over)):
            self.flow[name][t] = self._per_place(mask)

    def wait(self, t: int, waiting: Array) -> None:
        """Count who waits for a place at the end of a month; 0 is the opening."""
        self.waiting[t] = self._per_place(waiting)

    def _count(self, at: int, state: Array, alive: Array | None) -> None:
        for p in range(len(PLACEMENTS)):
            mask = state == p if alive is None else (state == p) & alive
            found = self._weight @ mask.astype(np.float32)
            self.stock[:, p, at] = found.reshape(len(_UNITS), self._places, -1)

    def _per_place(self, mask: Array) -> Array:
        return np.asarray(self._member @ mask.astype(np.float32))


def variables(model: WswModel, stock: Array, waiting: Array, flow: dict[str, Array]) -> dict[
    str, Array
]:
    """Return every variable of the Wsw from counts.

    Parameters
    ----------
    model : WswModel
    stock : (units, placements, 1 + months, municipalities, draws)
        Persons, SE and full-time years.
    waiting : (1 + months, municipalities, draws)
    flow : mapping of str to ndarray, (months, municipalities, draws)
        By cause, and ``regulier``, ``buiten``, ``terug``, ``bor``.

    Returns
    -------
    dict of str to ndarray
        (draws, [1 +] months, municipalities), by full name.
    """
    persons, se, fte = stock
    found = {"wsw.personen": persons.sum(axis=0), "wsw.se": se.sum(axis=0),
             "wsw.fte": fte.sum(axis=0), "wsw.wachtend": waiting,
             "wsw.personen.regulier": persons.sum(axis=0) - persons[INTERN]}
    for p, name in enumerate(PLACEMENTS):
        found |= {f"wsw.personen.{name}": persons[p], f"wsw.se.{name}": se[p],
                  f"wsw.fte.{name}": fte[p]}
    found |= {f"wsw.uitstroom.{cause}": flow[cause] for cause in CAUSES}
    found["wsw.uitstroom"] = np.sum([flow[cause] for cause in CAUSES], axis=0)
    found |= {"wsw.uitstroom.regulier": flow["regulier"], "wsw.naar_buiten": flow["buiten"],
              "wsw.terug_naar_binnen": flow["terug"], "wsw.bor_overgang": flow["bor"],
              "wsw.beweging": flow["buiten"] - flow["terug"] - flow["regulier"]}
    found["wsw.se.rijk"] = _paid(model, found["wsw.se"])
    return {name: np.ascontiguousarray(values.transpose(2, 0, 1))
            for name, values in found.items()}


def _paid(model: WswModel, se: Array) -> Array:
    """Return the SE that the State pays for: those of last December × the national stay chance."""
    months = model.months
    last = np.array([max(0, t - months[t].month + 1) for t in range(len(months))])
    paid = np.empty_like(se)
    paid[0] = se[0]
    paid[1:] = se[last] * model.stay
    return paid
