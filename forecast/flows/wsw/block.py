"""A block of draws of the Wsw: persons, the month in which each leaves, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.chance import uniforms32
from forecast.flows.luck import BLOCK
from forecast.flows.wsw.levels import Levels
from forecast.flows.wsw.model import BOR, WswModel

Array = NDArray[Any]
#: Decisions of a person; each has its own uniforms.
_AGE, _LEAVE, _CAUSE, _FIRST = "wsw.aow", "wsw.uitstroom", "wsw.uitstroom.reden", "wsw.bor.volgorde"
_TOP = np.float32(1 - 2.0**-24)


@dataclass(frozen=True)
class Block:
    """Persons in a block of draws; persons in the order of their municipality.

    Attributes
    ----------
    row : (persons,)
        The row of the table that a person stands in.
    exit : (persons, draws) of int16
        The month in which they leave; the number of months when they do not.
    cause : (persons, draws) of int8
        Why: an index into `CAUSES`.
    first : (persons, draws)
        Who is reclassified first when more people are asked than the BOR has.
    """

    row: Array
    exit: Array
    cause: Array
    first: Array

    @property
    def draws(self) -> int:
        """The number of draws in the block."""
        return int(self.exit.shape[1])


class People:
    """Makes blocks of persons with luck of their own.

    Parameters
    ----------
    model : WswModel
    seed : int
    """

    def __init__(self, model: WswModel, seed: int) -> None:
        self._model, self._seed = model, seed
        order = np.argsort(model.place, kind="stable")
        self.row = np.repeat(order, model.people[order])
        self.bin = model.bin[self.row]
        self.placement = model.placement[self.row]
        self.crew = self.placement == BOR

    def uniforms(self, name: str, block: int, draws: int, *shape: int) -> Array:
        """Return the uniforms of a decision of every person, (*shape, persons, draws)."""
        size = (*shape, self.row.size, BLOCK)
        return uniforms32(self._seed, name, (block,), size)[..., :draws]

    def block(self, number: int, levels: Levels, part: slice) -> Block:
        """Return the persons of a block of draws, with the months in which they leave.

        Parameters
        ----------
        number : int
            Of the block; its luck.
        levels : Levels
            Of all draws.
        part : slice
            The draws of this block.
        """
        model, draws = self._model, part.stop - part.start
        months = len(model.months)
        at_age = np.full((self.row.size, draws), months, dtype=np.int16)
        u = self.uniforms(_AGE, number, draws)
        passed = 1 - model.aow[1:, self.bin]  # (months, persons)
        for t in range(months - 1, -1, -1):
            at_age[u < passed[t][:, None]] = t
        leave = levels.leave[:, part]
        wait = np.log1p(-np.minimum(self.uniforms(_LEAVE, number, draws), _TOP))
        still = np.zeros((len(model.born), draws), dtype=np.float32)
        exit_ = at_age.copy()
        done = np.zeros(exit_.shape, dtype=bool)
        for t in range(months):
            pattern = model.levers[0, t] * model.shape[:, t, :, None]
            chance = (leave[:, None] * pattern).sum(axis=0)
            still += np.log1p(-np.minimum(chance, float(_TOP)))
            now = (still[self.bin] <= wait) & ~done
            done |= now
            exit_[now & (at_age > t)] = t
        return Block(self.row, exit_, self._cause(number, leave, exit_, at_age),
                     self.uniforms(_FIRST, number, draws))

    def _cause(self, number: int, leave: Array, exit_: Array, at_age: Array) -> Array:
        """Return why each leaves: the AOW age, or in proportion to the chances of that month."""
        model, months = self._model, len(self._model.months)
        v = self.uniforms(_CAUSE, number, exit_.shape[1])
        month = np.minimum(exit_, months - 1)
        weight = [model.shape[k][month, self.bin[:, None]] * leave[k] for k in range(3)]
        total = weight[0] + weight[1] + weight[2]
        cause = 1 + (v * total > weight[0]) + (v * total > weight[0] + weight[1])
        return np.where(exit_ == at_age, 0, cause).astype(np.int8)
