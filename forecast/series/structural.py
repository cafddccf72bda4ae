"""An unobserved level and slope, filtered from the series (Harvey 1989)."""

from __future__ import annotations

import numpy as np
from statsmodels.tsa.statespace.structural import UnobservedComponents

from forecast.series.model import Model, Vector
from forecast.series.past import Past


def _structural(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Return the local linear trend: level and slope both wander."""
    fit = UnobservedComponents(past.flat, "local linear trend").fit(disp=False)
    ahead = fit.get_forecast(horizon)
    path = np.asarray(ahead.predicted_mean, dtype=np.float64) + past.season_ahead(horizon)
    return path, np.asarray(ahead.se_mean, dtype=np.float64)


STRUCTURAL = Model("structureel", "verborgen niveau en helling", 36, _structural)
