"""Small ARIMA models on monthly changes, and the seasonal airline model."""

from __future__ import annotations

from typing import Any

import numpy as np
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.statespace.sarimax import SARIMAX

from forecast.series.model import Model, Vector, grown, psi_weights
from forecast.series.past import YEAR, Past

#: Orders (p, 1, q) that compete: a caseload has momentum, so changes are modelled.
ORDERS = ((0, 1), (1, 0), (1, 1), (2, 0))
_DIFFERENCE = np.array([1.0, -1.0])
_SEASONAL = np.r_[1.0, np.zeros(YEAR - 1), -1.0]
#: Longest memory of the autoregression, in months.
_LONGEST = 13


def _small(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Return the best small ARIMA(p,1,q) by AICc (Hurvich and Tsai, Biometrika 76, 1989)."""
    fits = [_fit(past.flat, (p, 1, q)) for p, q in ORDERS]
    best = min(fits, key=lambda fit: float(fit.aicc))
    path, sd = _told(best, past.flat, _DIFFERENCE, horizon)
    return path + past.season_ahead(horizon), sd


def _airline(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """SARIMA (0,1,1)(0,1,1)12 (Box and Jenkins, Time Series Analysis, ch. 9), season inside."""
    fit = _fit(past.z, (0, 1, 1), (0, 1, 1, YEAR))
    return _told(fit, past.z, np.convolve(_DIFFERENCE, _SEASONAL), horizon)


def _memory(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Return an autoregression of monthly changes, its length chosen by AICc."""
    change = np.diff(past.flat)
    longest = min(_LONGEST, len(change) // 4)
    scores = []
    for lags in range(longest + 1):
        fit = AutoReg(change, lags, trend="n", hold_back=longest).fit() if lags else None
        rest = fit.resid if fit is not None else change[longest:]
        n, k = len(rest), lags + 1
        variance = max(float(np.mean(rest**2)), 1e-300)
        scores.append(n * np.log(variance) + 2 * k + 2 * k * (k + 1) / max(n - k - 1, 1))
    lags = int(np.argmin(scores))
    if lags == 0:
        steps, ar, rest = np.zeros(horizon), np.ones(1), change
    else:
        fit = AutoReg(change, lags, trend="n").fit()
        steps, ar, rest = fit.forecast(horizon), np.r_[1.0, -fit.params], fit.resid
    path = past.flat[-1] + np.cumsum(steps) + past.season_ahead(horizon)
    sigma = float(np.sqrt(np.sum(rest**2) / max(len(rest) - lags, 1)))
    psi = psi_weights(np.convolve(ar, _DIFFERENCE), np.ones(1), horizon)
    return path, grown(psi, sigma)


def _fit(z: Vector, order: tuple[int, int, int], seasonal: tuple[int, ...] = (0, 0, 0, 0)) -> Any:
    """Return the likelihood fit of the differenced series (Durbin and Koopman 2012)."""
    model = SARIMAX(z, order=order, seasonal_order=seasonal, simple_differencing=True)
    return model.fit(disp=False, low_memory=True)


def _told(fit: Any, z: Vector, difference: Vector, horizon: int) -> tuple[Vector, Vector]:
    """Return path and sd of a fit on differences, added up again from the last values."""
    changes = np.asarray(fit.forecast(horizon), dtype=np.float64)
    reach = len(difference) - 1
    values = list(z[-reach:])
    for change in changes:
        values.append(change - difference[1:] @ np.array(values[: -reach - 1 : -1]))
    ar, ma = fit.polynomial_reduced_ar, fit.polynomial_reduced_ma
    psi = psi_weights(np.convolve(ar, difference), ma, horizon)
    return np.array(values[reach:]), grown(psi, float(np.sqrt(fit.params[-1])))


SMALL = Model("arima", "kleine ARIMA", 24, _small)
AIRLINE = Model("airline", "seizoens-ARIMA (airline)", 48, _airline)
MEMORY = Model("ar", "autoregressie van veranderingen", 36, _memory)
