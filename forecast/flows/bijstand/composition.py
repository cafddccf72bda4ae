"""Who is in the stock: routes and types in balance with who comes and who leaves.

The composition is the model's own steady state, so that the opening does not drift by
construction: within each group the type shares are those that the inflow shares of the life
table build up, the route totals are the published ones, and inflow arrives in the proportion in
which people leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.bijstand.model import ADVANCE
from forecast.flows.bijstand.types import LatentTypes

Array = NDArray[Any]

#: Of those who leave a route, the share by reason (rows as ROUTES, columns as HAZARDS). A prior
#: shape in the spirit of the routes, not a published figure: the level per municipality and
#: reason is solved on the exits, so that only the contrast between the routes rests on it.
ROUTE_REASONS = np.array([
    [0.62, 0.02, 0.03, 0.33],
    [0.15, 0.01, 0.01, 0.83],
    [0.30, 0.01, 0.40, 0.29],
    [0.25, 0.40, 0.01, 0.34],
])
#: How much a route leans to the slow (+) or the fast types (-), as a log odds over the range of
#: the types: people without a prospect of work are mostly those who stay. A prior shape too.
ROUTE_LEAN = np.array([-1.0, 1.0, -1.0, -0.5])
_ROUNDS = 500
_CLOSE = 1e-12


@dataclass(frozen=True)
class Composition:
    """The stock of a municipality and what follows from its balance.

    Attributes
    ----------
    stock : (routes, types, groups)
        Persons, fractions; adds up over types to the published routes and groups.
    hazard : (routes, types, reasons)
        Chance per month to leave, level included.
    mix : (routes, types, groups)
        Where inflow of a group arrives; adds up to 1 per group.
    durations : (routes, types, durations)
        Shares of the duration classes in the steady state; add up to 1.
    """

    stock: Array
    hazard: Array
    mix: Array
    durations: Array


def solve_composition(
    types: LatentTypes, routes: Array, exits: Array, exposure: Array, aow: float
) -> Composition:
    """Solve level, type mix and inflow mix together for one municipality.

    Parameters
    ----------
    types : LatentTypes
    routes : (routes, groups)
        Published persons.
    exits : (reasons,)
        Persons who left in the last twelve months.
    exposure : (reasons,)
        Sum over those months of the stock at the start × the season of the reason.
    aow : float
        Mean chance per month to reach the AOW age.

    Returns
    -------
    Composition
        Its hazards times the exposure give back `exits`, exactly.
    """
    # A group without people still needs a place where newcomers arrive: as the other group.
    filled = np.where(routes.sum(axis=0) > 0, routes, routes.sum(axis=1, keepdims=True) + 1e-9)
    rank = np.linspace(-1, 1, types.hazard.size)
    lean = np.exp(ROUTE_LEAN[:, None] * rank)
    stock = filled[:, None, :] * (lean / lean.sum(axis=1, keepdims=True))[..., None]
    base = types.hazard[None, :, None] * ROUTE_REASONS[:, None, :]
    weight = routes.sum(axis=0) > 0
    for _ in range(_ROUNDS):
        before = stock
        share = stock[..., weight].sum(axis=2) / max(stock[..., weight].sum(), 1e-9)
        mean = np.einsum("rk,rkj->j", share, base)
        level = np.divide(exits, exposure * mean, out=np.zeros(mean.size),
                          where=exposure * mean > 0)
        leave = (base * level).sum(axis=2) + aow
        stock = _balance(stock, filled, types.inflow_share, leave)
        if np.abs(stock - before).max() <= _CLOSE * max(1.0, stock.max()):
            break
    gone = stock * np.maximum(leave, 1e-12)[..., None]
    present = np.where(weight, stock, 0.0)
    return Composition(present, base * level, gone / gone.sum(axis=(0, 1)),
                       steady_durations(np.minimum(leave, 1.0)))


def _balance(stock: Array, routes: Array, inflow_share: Array, leave: Array) -> Array:
    """Scale to the type shares that the inflow builds up, then to the published routes."""
    leaving = np.maximum(leave, 1e-12)[..., None]
    mean = (stock * leaving).sum(axis=0) / stock.sum(axis=0)
    wanted = inflow_share[:, None] / mean
    wanted = wanted / wanted.sum(axis=0) * routes.sum(axis=0)
    scaled = stock * (wanted / stock.sum(axis=0))
    present = scaled.sum(axis=1)
    # a route that nobody of a group takes stays empty
    back = np.divide(routes, present, out=np.zeros_like(present), where=present > 0)
    return np.asarray(scaled * back[:, None])


def steady_durations(leave: Array) -> Array:
    """Return the shares of the duration classes under constant inflow and exit.

    Exit first, then advance, then inflow: x0 = I + x0·(1-h)·(1-a0) and so on; a class without
    an advance only ends by exit.

    Parameters
    ----------
    leave : (...)
        Chance per month to leave.

    Returns
    -------
    ndarray, (..., durations)
    """
    stay = 1 - np.maximum(leave, 1e-6)
    enter = np.ones_like(stay)
    found = []
    for advance in (*ADVANCE, 0.0):
        found.append(enter / (1 - stay * (1 - advance)))
        enter = found[-1] * stay * advance
    persons = np.stack(found, axis=-1)
    return np.asarray(persons / persons.sum(axis=-1, keepdims=True))


def whole_numbers(parts: Array) -> Array:
    """Return whole numbers near the parts that add up to their rounded sum: largest remainder.

    Ties go to the earlier part.
    """
    floor = np.floor(parts)
    short = round(float(parts.sum() - floor.sum()))
    order = np.argsort(-(parts - floor), axis=None, kind="stable")
    floor.reshape(-1)[order[:short]] += 1
    return floor
