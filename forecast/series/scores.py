"""What a forecast was worth, once the outcome is known: measures as free functions.

All take arrays whose last axis is the horizon.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
YEAR = 12


def seasonal_step(history: Vector) -> float:
    """Return the mean absolute change over a year within a history: the unit of MASE and MSIS.

    Hyndman and Koehler, International Journal of Forecasting 22, 2006. Without a year of changes
    (or with none at all) the mean absolute monthly change; 1 when the history is constant.
    """
    for lag in (YEAR, 1):
        if len(history) > lag:
            step = float(np.abs(history[lag:] - history[:-lag]).mean())
            if step > 0:
                return step
    return 1.0


def mase(truth: Vector, forecast: Vector, step: float) -> float:
    """Return the mean absolute error in units of the yearly step of the history."""
    return float(np.abs(truth - forecast).mean() / step)


def smape(truth: Vector, forecast: Vector) -> float:
    """Return the symmetric mean absolute percentage error, 0 to 200 %."""
    size = np.abs(truth) + np.abs(forecast)
    part = np.divide(2 * np.abs(truth - forecast), size, out=np.zeros_like(size), where=size > 0)
    return float(100 * part.mean())


def interval_score(truth: Vector, low: Vector, high: Vector, level: float) -> Vector:
    """Return width plus the penalty for what falls outside (Gneiting and Raftery, JASA 102, 2007).

    Parameters
    ----------
    truth, low, high : ndarray
        Same shape, in the unit of the series.
    level : float
        E.g. 0.95; a miss costs 2/(1 - level) times its distance.
    """
    penalty = 2 / (1 - level)
    below, above = np.maximum(low - truth, 0.0), np.maximum(truth - high, 0.0)
    return np.asarray(high - low + penalty * (below + above))


def msis(truth: Vector, low: Vector, high: Vector, level: float, step: float) -> float:
    """Return the mean interval score in units of the yearly step of the history."""
    return float(interval_score(truth, low, high, level).mean() / step)


def coverage(truth: Vector, low: Vector, high: Vector) -> float:
    """Return the part of the outcomes that lies inside, 0 to 1."""
    return float(((low <= truth) & (truth <= high)).mean())
