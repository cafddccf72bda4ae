"""How many conversations the coaches can hold, and what illness takes away."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.luck import Chance
from forecast.flows.meedoen.model import PER_COACH, SICK_CHANCE, SICK_MONTHS, MeedoenModel

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]


def expected_slots(model: MeedoenModel) -> Array:
    """Return expected conversations per month, (months,): coaches at work × what each holds."""
    at_work = 1 - _sick_share(np.array(model.sick_chance), np.array(model.sick_months))
    return np.asarray(model.coaches * model.factor * model.per_coach * at_work)


def drawn_slots(model: MeedoenModel, said: Assumptions, seed: int, draws: int) -> Array:
    """Return whole conversations per month, (months, draws).

    Each coach is at work or ill: a chain of two states that starts in its long run, with a
    geometric length of illness. The last coach may work part of the week.
    """
    chance = said.draw(seed, draws, SICK_CHANCE)
    length = said.draw(seed, draws, SICK_MONTHS)
    each = said.draw(seed, draws, PER_COACH)
    back = 1 / np.maximum(length, 1.0)
    people = math.ceil(float(model.coaches.max()))
    luck = Chance(seed, "", 0, draws)
    luck.at(model.months[0].ordinal - 1)
    well = luck.uniforms("meedoen.ziekte", (people,)) >= _sick_share(chance, length)
    rank = np.arange(people)[:, None]
    slots = np.empty((len(model.months), draws))
    for t, month in enumerate(model.months):
        luck.at(month.ordinal)
        u = luck.uniforms("meedoen.ziekte", (people,))
        well = np.where(well, u >= chance, u < back)
        fte = (np.clip(model.coaches[t] - rank, 0, 1) * well).sum(axis=0)
        slots[t] = luck.whole("meedoen.capaciteit", fte * model.factor[t] * each)
    return slots


def _sick_share(chance: Array, length: Array) -> Array:
    """Return the long-run share of time that a coach is ill: q / (q + 1/d)."""
    back = 1 / np.maximum(length, 1.0)
    return np.asarray(chance / (chance + back))
