"""Wsw: a closed group that ages, and where its people work."""

from __future__ import annotations

import numpy as np

from forecast.ensemble import Ensemble
from forecast.flows.luck import BLOCK
from forecast.flows.meaning import ensembles
from forecast.flows.wsw import clock, drawn
from forecast.flows.wsw.block import People
from forecast.flows.wsw.central import central
from forecast.flows.wsw.levels import central_levels, drawn_levels
from forecast.flows.wsw.model import CAUSES, EMPLOYED, MEANINGS, WswModel, build
from forecast.flows.wsw.tally import Tally, variables
from forecast.scenarios import Assumptions

__all__ = ["MEANINGS", "WswModel", "build", "expected", "persons", "simulate"]


def expected(model: WswModel, said: Assumptions) -> dict[str, Ensemble]:
    """Return the central path of every variable, one draw; see `central`.

    Parameters
    ----------
    model : WswModel
    said : Assumptions
    """
    found = central(model, central_levels(model, said))
    place = np.arange(len(model.municipalities))[:, None] == model.place

    def gathered(values: np.ndarray) -> np.ndarray:
        return np.asarray(values @ place.T)[..., None]

    weights = np.stack([np.ones(model.place.size), model.se, model.fte])
    stock = np.stack([gathered(found["stand"] * w).swapaxes(0, 1) for w in weights])
    flow = {cause: gathered(found["uitstroom"][:, k]) for k, cause in enumerate(CAUSES)}
    flow |= {name: gathered(found[name]) for name in ("regulier", "buiten", "terug", "bor")}
    return _named(model, variables(model, stock, gathered(found["wachtend"]), flow))


def simulate(
    model: WswModel, said: Assumptions, seed: int, draws: int
) -> dict[str, Ensemble]:
    """Return whole persons in every draw.

    Employers' places are lived through on a clock where they can run out; where there are as many
    as people who could ever stand in them, all persons move at once, month by month.

    Parameters
    ----------
    model : WswModel
    said : Assumptions
        Their ranges are drawn.
    seed, draws : int
        Draw i of a seed is the same whatever the number of draws.
    """
    return persons(model, said, seed, draws, on_clock=not _ample(model))


def persons(
    model: WswModel, said: Assumptions, seed: int, draws: int, on_clock: bool = True
) -> dict[str, Ensemble]:
    """Return `simulate` in a form of choice; both agree where places do not run out.

    Parameters
    ----------
    model, said, seed, draws
        As `simulate`.
    on_clock : bool
        True: one desk per draw (see `clock`); False: all at once (see `drawn`), without places.
    """
    levels, people = drawn_levels(model, said, seed, draws), People(model, seed)
    parts = []
    for number, start in enumerate(range(0, draws, BLOCK)):
        part = slice(start, min(start + BLOCK, draws))
        block = people.block(number, levels, part)
        tally = Tally(model, people.row, block.draws)
        if on_clock:
            clock.live(model, people, block, number, levels, part, tally)
        else:
            drawn.live(model, people, block, number, levels, part, seed, tally)
        parts.append(variables(model, tally.stock, tally.waiting, tally.flow))
    return _named(model, {name: np.concatenate([p[name] for p in parts]) for name in parts[0]})


def _ample(model: WswModel) -> bool:
    """Return whether employers offer a place to everyone who could ever ask for one."""
    if model.places is None:
        return True
    could = model.people[~np.isin(model.placement, EMPLOYED)].sum()
    held = model.people[np.isin(model.placement, EMPLOYED)].sum()
    return bool(model.places.min() >= could + held)


def _named(model: WswModel, values: dict[str, np.ndarray]) -> dict[str, Ensemble]:
    return ensembles(values, MEANINGS, model.months, model.municipalities)
