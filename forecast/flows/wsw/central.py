"""The central path: every row of the table as an expectation, month by month."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.wsw.levels import Levels, stay_under_age
from forecast.flows.wsw.model import BOR, CAUSES, EMPLOYED, INTERN, WswModel
from forecast.inputs.declared_groups import PLACEMENTS

Array = NDArray[Any]


def central(model: WswModel, levels: Levels) -> dict[str, Array]:
    """Return expectations of every row, with the places of employers as a fluid limit.

    The order of a month: reclassification of the BOR; those who leave; moves of the survivors.
    Without a binding number of places this is the exact expectation of `drawn`; with one it is
    its fluid limit: those who are ready wait together, and go in proportion to who waits.

    Parameters
    ----------
    model : WswModel
    levels : Levels
        Of one draw.

    Returns
    -------
    dict of str to ndarray
        ``stand`` (1 + months, placements, rows) and ``wachtend`` (1 + months, rows);
        ``uitstroom`` (months, causes, rows), ``regulier`` (of those, from outside), ``buiten``,
        ``terug`` and ``bor`` (months, rows), persons.
    """
    months, rows = len(model.months), model.people.size
    state = np.zeros((len(PLACEMENTS), rows))
    crew = model.placement == BOR
    state[np.where(crew, INTERN, model.placement), np.arange(rows)] = model.people
    waiting = np.zeros(rows)
    found = {"stand": np.zeros((months + 1, len(PLACEMENTS), rows)),
             "wachtend": np.zeros((months + 1, rows)),
             "uitstroom": np.zeros((months, len(CAUSES), rows)),
             **{name: np.zeros((months, rows)) for name in ("regulier", "buiten", "terug", "bor")}}
    found["stand"][0] = state
    for t in range(months):
        over = _reclassified(state[INTERN], crew, model.bor[t])
        # who is reclassified waits no more
        waiting *= 1 - np.divide(over, state[INTERN], out=np.zeros(rows), where=state[INTERN] > 0)
        state[INTERN] -= over
        state[BOR] += over
        found["bor"][t] = over
        chances = _chances(model, levels, t)
        before = state.copy()
        for cause, chance in enumerate(chances):
            gone = before * chance
            found["uitstroom"][t, cause] = gone.sum(axis=0)
            found["regulier"][t] += gone[[*EMPLOYED, BOR]].sum(axis=0)
            state -= gone
        waiting *= 1 - chances.sum(axis=0)
        back = state[list(EMPLOYED)] * np.minimum(
            levels.back[0] * model.levers[1, t] * model.back[t], 1)[model.bin]
        # the crew of the BOR has a place of its own ahead and does not go to an employer
        ready = np.where(crew, 0.0, state[INTERN] - waiting) * np.minimum(
            levels.out[0] * model.levers[2, t] * model.out[t], 1)[model.bin]
        state[list(EMPLOYED)] -= back
        state[INTERN] += back.sum(axis=0)
        waiting += ready
        room = np.inf if model.places is None else max(
            model.places[t] - state[list(EMPLOYED)].sum(), 0.0)
        share = min(1.0, room / waiting.sum()) if waiting.sum() > 0 else 0.0
        start = waiting * share
        waiting -= start
        state[INTERN] -= start
        state[list(EMPLOYED)] += model.mix[:, None] * start
        found["terug"][t], found["buiten"][t] = back.sum(axis=0), start
        found["stand"][t + 1], found["wachtend"][t + 1] = state, waiting
    return found


def _reclassified(inside: Array, crew: Array, number: float) -> Array:
    """Return who is reclassified, (rows,): the crew of the BOR first, then others inside."""
    own = np.where(crew, inside, 0.0)
    other = inside - own
    first = min(number, own.sum())
    rest = min(number - first, other.sum())
    found = np.zeros_like(inside)
    if own.sum() > 0:
        found += own * (first / own.sum())
    if other.sum() > 0:
        found += other * (rest / other.sum())
    return found


def _chances(model: WswModel, levels: Levels, t: int) -> Array:
    """Return the chance of each row to leave in month `t` by cause, (causes, rows)."""
    kept = stay_under_age(model, t)
    other = np.minimum(levels.leave * model.levers[0, t] * model.shape[:, t], 1.0)
    total = other.sum(axis=0)
    other = np.where(total > 1, other / np.where(total > 0, total, 1), other)
    return np.asarray(np.vstack([(1 - kept)[None], kept * other])[:, model.bin])
