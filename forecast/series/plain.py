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
    """Keep the mean of the last year; the error is that of a random walk of monthly changes.

    The mean of m months of a walk lies ``s √((m - 1)(2m - 1)/(6m))`` from its last month, and h
    months further the walk has gone on with ``s √h``: s the root mean square change. So little is
    known of a short history that the worst of its kinds, a walk, is assumed.
    """
    m = min(YEAR, len(past))
    square = float(np.mean(np.diff(past.flat) ** 2))
    behind = (m - 1) * (2 * m - 1) / (6 * m)
    path = np.full(horizon, past.flat[-m:].mean()) + past.season_ahead(horizon)
    return path, np.sqrt(square * (np.arange(1, horizon + 1) + behind))


NAIVE = Model("seizoensnaief", "seizoensnaïef", 24, _last_year)
LEVEL = Model("niveau", "gemiddelde van het laatste jaar", 6, _level)
