"""The national account: the macro budget, and how far it misses the national cost.

Participatiewet art. 69: the macro budget must be enough for all municipalities together. It is
set on what is forecast, three times (voorlopig, nader voorlopig, definitief), never on the
outcome. The price is the all-in price on CBS's own volume (benefits below the AOW age, IOAW and
IOAZ): SZW's price of 14,400 belongs to SZW's volume, and mixing the two invents a surplus.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecast import chance
from forecast.budget.neighbours import Array


@dataclass(frozen=True)
class NationalSaldo:
    """How far the definitive macro budget is from the national cost, in each draw.

    Attributes
    ----------
    values : ndarray, (draws, years)
        (macro - cost) / macro, of a budget set on the own account alone.
    surprise_sd : tuple of float
        Per year, sd of the part that follows from the draw's own surprise in the volume.
    noise_sd : tuple of float
        Per year, sd of the rest, sized so that the whole has the sd that was seen in 2015-2022.
    note : str
        In Dutch; says so when the surprise alone exceeds that sd. Empty otherwise.
    """

    values: Array
    surprise_sd: tuple[float, ...]
    noise_sd: tuple[float, ...]
    note: str


def volume_surprise(drawn: Array, central: Array, before: float) -> Array:
    """Return by how much a year's growth differs from the central path's, in logs.

    Of the volume that the cost follows (``buig.nl.volume_lasten``): the loonkostensubsidie does not
    move with a surprise, and so neither gives a deficit nor a surplus.

    Parameters
    ----------
    drawn : ndarray, (draws, years)
        National volume of each draw.
    central : ndarray, (years,)
    before : float
        National volume of the year before, known when the first budget is set.

    Returns
    -------
    ndarray, (draws, years)
    """
    start = np.full((drawn.shape[0], 1), before)
    growth = np.diff(np.log(np.concatenate([start, drawn], axis=1)), axis=1)
    expected = np.diff(np.log(np.concatenate([[before], central])))
    return np.asarray(growth - expected)


def national_saldo(
    surprise: Array, follows: float, mean: float, sd: float, seed: int, years: tuple[int, ...]
) -> NationalSaldo:
    """Return the national saldo of each draw, with the mean and sd that history shows.

    The definitive budget knows last year's volume, and follows a part of this year's surprise;
    what it does not follow is a deficit or a surplus. Price moves of a draw are followed in full,
    as the definitive budget does. The remaining noise is independent over the years.

    Parameters
    ----------
    surprise : ndarray, (draws, years)
        See `volume_surprise`.
    follows : float
        Part of the surprise that the definitive budget follows, 0 to 1.
    mean, sd : float
        Of the saldo as a part of the budget (0.001 and 0.031 over six known years).
    seed : int
    years : tuple of int
    """
    missed = 1 - np.exp((1 - follows) * surprise)
    missed = missed - missed.mean(axis=0)
    own_sd = missed.std(axis=0)
    noise_sd = np.sqrt(np.maximum(0.0, sd**2 - own_sd**2))
    shape = (surprise.shape[0],)
    noise = np.stack(
        [chance.normal(chance.uniforms(seed, f"buig.macro.ruis.{y}", shape)) for y in years], axis=1
    )
    too_wide = [year for year, own in zip(years, own_sd, strict=True) if own > sd]
    note = ""
    if too_wide:
        note = (
            f"In {', '.join(map(str, too_wide))} beweegt het landelijke volume zo sterk dat het "
            "landelijke saldo van de trekkingen breder spreidt dan de zes bekende jaren."
        )
    return NationalSaldo(
        mean + missed + noise_sd * noise,
        tuple(map(float, own_sd)),
        tuple(map(float, noise_sd)),
        note,
    )
