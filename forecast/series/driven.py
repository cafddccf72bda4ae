"""Regression on a driver such as unemployment, felt at once and a year later."""

from __future__ import annotations

import numpy as np
from statsmodels.tsa.statespace.sarimax import SARIMAX

from forecast.series.model import Model, Vector, grown, psi_weights
from forecast.series.past import YEAR, Past

#: Months on which the driver and its lag must be known.
FEWEST = 36


def _driven(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Return a regression on the driver with errors that are ARIMA(1,1,0).

    ``Δz(t) = b0 Δx(t) + b1 Δx(t - 12) + u(t)``, ``u`` an AR(1), by maximum likelihood; Δx over
    twelve months divided by twelve, so that the noise of single months does not drown it.
    """
    if past.driver is None or past.driver_ahead is None:
        raise ValueError("er is geen verklarende reeks")
    x = np.concatenate([past.driver, past.driver_ahead[:horizon]])
    smooth = np.full(len(x), np.nan)
    smooth[YEAR:] = (x[YEAR:] - x[:-YEAR]) / YEAR
    lagged = np.full(len(x), np.nan)
    lagged[2 * YEAR :] = smooth[YEAR:-YEAR]
    design = np.column_stack([smooth, lagged])
    known = np.flatnonzero(np.isfinite(design).all(axis=1))
    n, first = len(past), int(known[0]) if known.size else len(past)
    if n - first < FEWEST or not np.isfinite(design[first:]).all():
        raise ValueError("de verklarende reeks is te kort of heeft gaten")
    change = np.diff(past.flat)[first - 1 :]
    model = SARIMAX(change, exog=design[first:n], order=(1, 0, 0))
    fit = model.fit(disp=False, low_memory=True)
    steps = np.asarray(fit.forecast(horizon, exog=design[n : n + horizon]))
    psi = psi_weights(np.convolve(fit.polynomial_reduced_ar, [1.0, -1.0]), np.ones(1), horizon)
    path = past.flat[-1] + np.cumsum(steps) + past.season_ahead(horizon)
    return path, grown(psi, float(np.sqrt(fit.params[-1])))


DRIVEN = Model("werkloosheid", "regressie op werkloosheid", 72, _driven, driven=True)
