"""Exponential smoothing: the damped trend, the best of three by AICc, and Theta."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel

from forecast.series.model import Model, Vector, grown
from forecast.series.past import Past


def _damped(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """ETS(A,Ad,N): a trend that dies out (Gardner and McKenzie, Management Science 31, 1985)."""
    return _told(_ets(past, trend=True, damped=True), past, horizon)


def _chosen(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Return the best by AICc of a level, a trend and a damped trend.

    Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing, 2008, ch. 7.
    """
    kinds = ((False, False), (True, False), (True, True))
    fits = [_ets(past, trend=trend, damped=damped) for trend, damped in kinds]
    return _told(min(fits, key=lambda fit: float(fit.aicc)), past, horizon)


def _ets(past: Past, *, trend: bool, damped: bool) -> Any:
    model = ETSModel(past.flat, error="add", trend="add" if trend else None, damped_trend=damped)
    return model.fit(disp=False)


def _told(fit: Any, past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Return path and sd of a fit; psi weights are c_j = α + β(φ + … + φ^j)."""
    names = dict(zip(fit.model.param_names, np.asarray(fit.params), strict=False))
    alpha, beta = names["smoothing_level"], names.get("smoothing_trend", 0.0)
    phi = names.get("damping_trend", 1.0)
    steps = np.cumsum(phi ** np.arange(1, horizon))
    psi = np.concatenate([[1.0], alpha + beta * steps])
    freedom = max(len(past) - len(fit.params), 1)
    sigma = float(np.sqrt(np.sum(np.asarray(fit.resid) ** 2) / freedom))
    path = np.asarray(fit.forecast(horizon), dtype=np.float64) + past.season_ahead(horizon)
    return path, grown(psi, sigma)


def _theta(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Theta as smoothing with drift (Hyndman and Billah, Int. J. of Forecasting 19, 2003)."""
    fit = ThetaModel(pd.Series(past.flat), period=12, deseasonalize=False).fit(disp=False)
    psi = np.concatenate([[1.0], np.full(horizon - 1, float(fit.params["alpha"]))])
    path = np.asarray(fit.forecast(horizon), dtype=np.float64) + past.season_ahead(horizon)
    return path, grown(psi, float(np.sqrt(fit.sigma2)))


DAMPED = Model("gedempt", "gedempte trend", 24, _damped)
CHOSEN = Model("ets", "exponentiële effening", 24, _chosen)
THETA = Model("theta", "Theta", 24, _theta)
