"""The plain forecasts: last year again, and the mean of the last year where nothing else fits."""

from __future__ import annotations

import numpy as np

from forecast.series.model import Model, Vector
from forecast.series.past import YEAR, Past


def _last_year(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Repeat the last twelve months; the error grows with each year ahead."""
    changes = past.z[YEAR:] - past.z[:-YEAR]
    years = np.ceil(np.arange(1, horizon + 1) / YEAR)
    return np.resize(past.z[-YEAR:], horizon), np.sqrt(np.mean(changes**2) * years)


def _level(past: Past, horizon: int) -> tuple[Vector, Vector]:
    """Keep the mean of the last year; the error grows like a random walk of monthly changes.

    Differences of pure noise around a level hold that noise twice, hence the root of two.
    """
    month_sd = float(np.std(np.diff(past.flat))) / np.sqrt(2)
    path = np.full(horizon, past.flat[-YEAR:].mean()) + past.season_ahead(horizon)
    return path, month_sd * np.sqrt(np.arange(1, horizon + 1))


NAIVE = Model("seizoensnaief", "seizoensnaïef", 24, _last_year)
LEVEL = Model("niveau", "gemiddelde van het laatste jaar", 6, _level)
