"""The levels of leaving and moving, solved on the year that everything is told about.

The national table says at which *rate* a Wsw shrinks and which part of those who leave reach the
AOW age, die or are ill for two years; the agreement says that the year is in balance. Ages give the
pattern. So three levels follow, in every draw: of illness, of work, and of going out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem
from forecast.flows.wsw.model import BOR, EMPLOYED, MONTHS_A_YEAR, WswModel
from forecast.scenarios import Assumptions
from forecast.words import dutch_number

Array = NDArray[Any]
RATE, PART = "wsw.uitstroom.tempo", "wsw.uitstroom.aandeel_aow_ziekte_overlijden"
DEATH, BACK, BALANCE = "wsw.overlijden.kans_jaar", "wsw.terug.kans_jaar", "wsw.ontwikkeling.balans"
_STEPS, _CLOSE = 40, 1e-10


@dataclass(frozen=True)
class Levels:
    """Chances per month at the age of 50, before levers, (draws,) each.

    Attributes
    ----------
    death, illness, work : ndarray
        To leave for these causes; the AOW age needs no level.
    back, out : ndarray
        To come back inside, and to be ready to go out.
    """

    death: Array
    illness: Array
    work: Array
    back: Array
    out: Array

    @property
    def leave(self) -> Array:
        """Death, illness and work, (3, draws)."""
        return np.stack([self.death, self.illness, self.work])


def central_levels(model: WswModel, said: Assumptions) -> Levels:
    """Return the levels of the central path, one draw.

    Raises
    ------
    ForecastError
        When the ages alone bring more exits than the rate allows.
    """
    keys = (RATE, PART, DEATH, BACK, BALANCE)
    values = [np.array([said.number(key)]) for key in keys]
    _judge(model, *values[:3])
    return _solved(model, *values)


def drawn_levels(model: WswModel, said: Assumptions, seed: int, draws: int) -> Levels:
    """Return the levels of every draw, every uncertain number drawn.

    In a rare draw age and death alone pass the rate: nobody is ill for two years then.
    """
    keys = (RATE, PART, DEATH, BACK, BALANCE)
    return _solved(model, *(said.draw(seed, draws, key) for key in keys))


def _solved(
    model: WswModel, rate: Array, part: Array, death: Array, back: Array, balance: Array
) -> Levels:
    """Return levels that meet the conditions over the first twelve months, without policy."""
    months = min(MONTHS_A_YEAR, len(model.months))
    year = months / MONTHS_A_YEAR
    people = model.by_bin(np.ones(model.people.size, dtype=bool))
    monthly = 1 - (1 - death) ** (1 / MONTHS_A_YEAR)
    wanted = rate * year * model.total
    ill, work = np.full_like(rate, 0.001), np.full_like(rate, 0.001)
    for _ in range(_STEPS):
        exits = _exits(model, people, np.stack([monthly, ill, work]), months)
        illness = np.maximum(part * wanted - exits[0] - exits[1], 0)
        rest = np.maximum((1 - part) * wanted, 0)
        before = np.stack([ill, work])
        ill = ill * np.divide(illness, exits[2], out=np.zeros_like(ill), where=exits[2] > 0)
        work = work * np.divide(rest, exits[3], out=np.zeros_like(work), where=exits[3] > 0)
        if np.abs(np.stack([ill, work]) - before).max() < _CLOSE:
            break
    still = Levels(monthly, ill, work, 1 - (1 - back) ** (1 / MONTHS_A_YEAR), np.zeros_like(rate))
    return Levels(still.death, still.illness, still.work, still.back,
                  _going_out(model, still, balance, months))


def _exits(model: WswModel, people: Array, leave: Array, months: int) -> Array:
    """Return exits over the first months by cause, (4, draws): AOW, death, illness, work."""
    alive = np.broadcast_to(people, (leave.shape[1], people.size)).copy()
    found = np.zeros((4, leave.shape[1]))
    for t in range(months):
        kept = stay_under_age(model, t)
        found[0] += (alive * (1 - kept)).sum(axis=1)
        alive *= kept
        chances = leave[:, :, None] * model.shape[:, t, None, :]
        gone = alive * np.minimum(chances, 1.0)
        found[1:] += gone.sum(axis=2)
        alive = np.maximum(alive - gone.sum(axis=0), 0)
    return found


def stay_under_age(model: WswModel, t: int) -> Array:
    """Return the part of each bin that does not reach the AOW age in month `t`, (bins,)."""
    before, now = model.aow[t], model.aow[t + 1]
    return np.asarray(np.divide(now, before, out=np.zeros_like(now), where=before > 0))


def _going_out(model: WswModel, levels: Levels, balance: Array, months: int) -> Array:
    """Return the level of going out that makes development a part of what ageing takes.

    Development over the first months = balance × (returns + exits of people outside), the BOR
    counted outside whenever it is reclassified. The level is found by scaling.
    """
    level = np.full_like(balance, 0.005)
    for _ in range(_STEPS):
        grown, needed = _first_year(model, levels, level, months)
        after = level * np.divide(balance * needed, grown, out=np.zeros_like(level),
                                  where=grown > 0)
        change, level = np.abs(after - level).max(), after
        if change < _CLOSE:
            break
    return level


def _first_year(
    model: WswModel, levels: Levels, out: Array, months: int
) -> tuple[Array, Array]:
    """Return people who went out, and returns plus exits from outside, (draws,) each."""
    draws = out.size
    employed, crew = np.isin(model.placement, EMPLOYED), model.placement == BOR
    inside, held, moved = (
        np.repeat(model.by_bin(chosen)[None], draws, axis=0)
        for chosen in (~employed & ~crew, employed, crew))
    grown, needed = np.zeros(draws), np.zeros(draws)
    for t in range(months):
        chances = (levels.leave[:, :, None] * model.shape[:, t, None, :]).sum(axis=0)
        stay = stay_under_age(model, t) * (1 - np.minimum(chances, 1))
        needed += ((held + moved) * (1 - stay)).sum(axis=1)
        inside, held, moved = inside * stay, held * stay, moved * stay
        back = held * np.minimum(levels.back[:, None] * model.back[t], 1)
        ready = inside * np.minimum(out[:, None] * model.out[t], 1)
        needed += back.sum(axis=1)
        grown += ready.sum(axis=1)
        inside, held = inside - ready + back, held + ready - back
    return grown, needed


def _judge(model: WswModel, rate: Array, part: Array, death: Array) -> None:
    """Refuse a rate that is passed by age and death alone."""
    months = min(MONTHS_A_YEAR, len(model.months))
    wanted = float((part * rate)[0]) * model.total * months / MONTHS_A_YEAR
    people = model.by_bin(np.ones(model.people.size, dtype=bool))
    none = np.zeros_like(death)
    monthly = 1 - (1 - death) ** (1 / MONTHS_A_YEAR)
    least = float(_exits(model, people, np.stack([monthly, none, none]), months)[:2].sum())
    if least <= wanted:
        return
    raise ForecastError(Problem(
        f"aanname {RATE}",
        f"{dutch_number(least, 1)} mensen bereiken in het eerste jaar de AOW-leeftijd of "
        f"overlijden; bij een tempo van {dutch_number(100 * float(rate[0]), 1)} procent, waarvan "
        f"{dutch_number(100 * float(part[0]), 0)} procent om die redenen of door ziekte, mogen "
        f"het er {dutch_number(wanted, 1)} zijn",
        f"verhoog {RATE} of {PART}, of kijk de geboortejaren in tabel wsw na"))
