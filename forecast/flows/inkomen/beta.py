"""An uncertain share is a beta around its middle, so that a count is beta-binomial."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from forecast import chance

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

_P90 = float(ndtri(0.9))


def beta_shape(low: float, middle: float, high: float) -> tuple[float, float]:
    """Return a and b of the beta with this mean and the spread of a P10-P90 range.

    By moments: the range is 2 × 1.2816 standard deviations, and a + b = m(1 - m)/sd² - 1 is the
    number of observations that the knowledge is worth (Gelman and others, Bayesian Data
    Analysis, 3rd ed., section 2.4).

    Raises
    ------
    ValueError
        When no beta has this mean and spread.
    """
    spread = (high - low) / (2 * _P90)
    worth = middle * (1 - middle) / spread**2 - 1 if spread > 0 else 0.0
    if worth <= 0:
        raise ValueError(f"no share of {middle} has a range of {low} to {high}")
    return middle * worth, (1 - middle) * worth


def share_draws(said: Assumptions, seed: int, draws: int, key: str) -> Array:
    """Return draws of a share, (draws,), with the middle as their mean.

    The uniforms are those of the assumption itself, so that scenarios share their luck.
    """
    low, middle, high = said.band(key)
    if low >= high or middle in (0.0, 1.0):
        return np.full(draws, middle)
    u = chance.uniforms(seed, f"aanname.{key}.", (draws,))
    return np.asarray(betaincinv(*beta_shape(low, middle, high), u))
