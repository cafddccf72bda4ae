"""The share of a municipality in the macro budget, and why it moves.

Participatiewet art. 69 and Besluit Participatiewet: above 40,000 inhabitants an objective model
decides, below 15,000 the municipality's own spending of two years earlier, in between a sliding
mix. So a lasting saving is kept in full only where the objective part is 1; elsewhere the
historical part of it is lost from the second year.
"""

from __future__ import annotations

import numpy as np

from forecast import chance
from forecast.budget.expression import Expr
from forecast.budget.neighbours import Array, Assumptions
from forecast.budget.thresholds import Between

#: Years between own spending and the budget that follows it.
LAG = 2


def objective_part(inhabitants: Expr, low: Expr, high: Expr) -> Expr:
    """Return the part of the share that the objective model decides, 0 to 1.

    ``(inhabitants - 15,000) / 25,000`` between the two limits of the law.
    """
    return Between(inhabitants, low, high) / (high - low)


def follows_spending(objective: Expr, index: Expr) -> Expr:
    """Return the factor on the share: the historical part moves with own spending.

    Parameters
    ----------
    objective : Expr
        Part that the objective model decides.
    index : Expr
        Own volume two years earlier against the national one, both since the year that the share
        rests on; 1 when both moved alike.
    """
    return objective + (1 - objective) * index


def kept(objective: float, years_later: int) -> float:
    """Return the part of a lasting saving that the municipality still keeps.

    Parameters
    ----------
    objective : float
        Part of its share that the objective model decides.
    years_later : int
        0 in the first year of the saving.
    """
    return 1.0 if years_later < LAG else objective


def volume_index(own: Array, national: Array, own_base: Array, national_base: Array) -> Array:
    """Return the index for `follows_spending`: growth of the own volume over that of the nation.

    Volumes are benefits Pw, IOAW and IOAZ, which make nearly all of the spending.
    """
    return np.asarray((own / own_base) / (national / national_base))


def shocks(
    assumptions: Assumptions, seed: int, draws: int, municipality: str, years: tuple[int, ...]
) -> Array:
    """Return the factors on a share, cumulative over consecutive years.

    Each year brings a small shock, and with a chance a change of the distribution model with a
    large one. That chance is drawn once for the whole country: a new model comes for everybody,
    though it hits each differently. The shocks have mean 1, so the central path needs none.

    Parameters
    ----------
    assumptions : Assumptions
        Keys ``buig.aandeel.schok_sd``, ``.modelwijziging_kans``, ``.modelwijziging_sd``.
    seed, draws : int
    municipality : str
    years : tuple of int
        The years after the one whose share is known or assumed.

    Returns
    -------
    ndarray, (draws, len(years))
    """
    chance_of_change = assumptions.number("buig.aandeel.modelwijziging_kans")
    usual = assumptions.number("buig.aandeel.schok_sd")
    large = assumptions.number("buig.aandeel.modelwijziging_sd")
    out = np.zeros((draws, len(years)))
    for i, year in enumerate(years):
        change = chance.uniforms(seed, f"buig.aandeel.modelwijziging.{year}", (draws,))
        own = chance.uniforms(seed, f"buig.aandeel.schok.{municipality}.{year}", (draws,))
        sd = np.where(change < chance_of_change, large, usual)
        out[:, i] = sd * chance.normal(own) - sd**2 / 2
    return np.exp(np.cumsum(out, axis=1))
