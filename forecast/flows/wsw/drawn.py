"""Placements where employers offer enough places: all persons of a block move month by month."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.chance import uniforms32
from forecast.flows.luck import BLOCK
from forecast.flows.wsw.block import Block, People
from forecast.flows.wsw.levels import Levels
from forecast.flows.wsw.model import BOR, EMPLOYED, INTERN, WswModel
from forecast.flows.wsw.tally import Tally

Array = NDArray[Any]


def live(
    model: WswModel, people: People, block: Block, number: int, levels: Levels, part: slice,
    seed: int, tally: Tally,
) -> None:
    """Let the persons of a block move, and count them.

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
    seed : int
    tally : Tally
        Receives every month.
    """
    draws, months = block.draws, len(model.months)
    state = np.repeat(np.where(people.crew, INTERN, people.placement)[:, None], draws, axis=1)
    state = state.astype(np.int8)
    edges = np.cumsum(model.mix)[:-1]
    forms = np.array(EMPLOYED, dtype=np.int8)
    tally.open(state)
    for t in range(months):
        over = reclassified(state, people.crew, block, model.bor[t], t)
        state[over] = BOR
        gone = block.exit == t
        outside = gone & (state != INTERN)
        alive = block.exit > t
        u = uniforms32(seed, "wsw.plaats", (model.months[t].ordinal, number),
                       (people.row.size, BLOCK))[:, :draws]
        back = np.minimum(levels.back[part] * model.levers[1, t] * model.back[t][:, None], 1)
        out = np.minimum(levels.out[part] * model.levers[2, t] * model.out[t][:, None], 1)
        held = (state != INTERN) & (state != BOR)
        home = held & alive & (u < back[people.bin])
        chance = out[people.bin]
        going = (state == INTERN) & ~people.crew[:, None] & alive & (u < chance)
        form = np.searchsorted(edges, (u[going] / chance[going]).clip(0, 1 - 1e-7), side="right")
        state[home] = INTERN
        state[going] = forms[form]
        tally.month(t, state, alive, gone, outside, block.cause, going, home, over)


def reclassified(state: Array, crew: Array, block: Block, number: float, t: int) -> Array:
    """Return who is reclassified as BOR in month `t`, (persons, draws) of bool.

    The crew of the BOR goes first; when more are asked, others inside follow in an order of luck.
    """
    found = np.zeros(state.shape, dtype=bool)
    if number <= 0:
        return found
    can = (state == INTERN) & (block.exit >= t)
    rank = np.where(can, block.first - crew[:, None], np.inf)
    order = np.argsort(rank, axis=0, kind="stable")[: round(number)]
    np.put_along_axis(found, order, np.take_along_axis(can, order, axis=0), axis=0)
    return found
