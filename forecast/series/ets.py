"""One damped trend on logs: the forecast of every series until a panel of models takes over.

Gardner and McKenzie (Management Science 31, 1985) let a trend die out, which fits caseloads: they
have momentum, but not for ever. The fit is ETS(A,Ad,N) (Hyndman, Koehler, Ord and Snyder,
Forecasting with Exponential Smoothing, 2008) on the log of the series after its classical
seasonal factors are taken out, where a test at lag 12 finds a season.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from forecast.series.history import checked

Vector = NDArray[np.float64]

YEAR = 12
#: Months below which a trend is not estimated, and below which a season is not.
TREND_NEEDS, SEASON_NEEDS = 24, 36


@dataclass(frozen=True)
class Fit:
    """A forecast of one series.

    Attributes
    ----------
    values : ndarray, (horizon,)
        Median path in the unit of the series, 0 or more.
    model : str
        What was fitted, in Dutch.
    notes : tuple of str
        Fallbacks taken and warnings caught while fitting.
    """

    values: Vector
    model: str
    notes: tuple[str, ...] = ()


def damped(history: pd.Series[float], horizon: int) -> Fit:
    """Forecast a monthly series by a damped trend on logs.

    Parameters
    ----------
    history : pandas.Series, (months,)
        Values of 0 or more, without gaps, by month.
    horizon : int
        Months ahead.

    Returns
    -------
    Fit
        Fallbacks, each stated in the notes: a series with zeros goes through ``log(1 + y)``; a
        constant series stays what it is; fewer than 24 months give the mean of the last year.

    Raises
    ------
    ForecastError
        When the series has gaps, negative values or fewer than six months.
    """
    y = checked(history, str(history.name or "reeks")).to_numpy()
    if np.ptp(y) == 0:
        note = "De reeks is constant en blijft dat; er is geen spreiding uit te leren."
        return Fit(np.full(horizon, y[-1]), "constant", (note,))
    notes: list[str] = []
    shift = 0.0 if y.min() > 0 else 1.0
    if shift:
        notes.append("De reeks bevat nullen: geraamd op log(1 + aantal).")
    z = np.log(y + shift)
    place = np.asarray(pd.PeriodIndex(history.index).month) - 1
    ahead = (place[-1] + 1 + np.arange(horizon)) % YEAR
    season = seasonal_factors(z, place)
    path, model, caught = _trend(z - season[place], horizon)
    notes.extend(caught)
    if season.any():
        model = f"{model}, seizoen"
    values = np.maximum(np.exp(path + season[ahead]) - shift, 0.0)
    return Fit(values, model, tuple(notes))


def seasonal_naive(history: pd.Series[float], horizon: int) -> Fit:
    """Repeat the last twelve months: the forecast that any other must beat."""
    y = checked(history, str(history.name or "reeks")).to_numpy()
    return Fit(np.resize(y[-YEAR:], horizon), "seizoensnaïef")


def seasonal_factors(z: Vector, place: NDArray[np.int64]) -> Vector:
    """Return additive factors per calendar month that sum to 0; all 0 where no season is found.

    Parameters
    ----------
    z : ndarray, (months,)
        Logs.
    place : ndarray, (months,)
        Calendar month, 0 to 11.

    Notes
    -----
    The series less its centred 2×12 moving average holds season and chance only. A season is
    assumed when its autocorrelation at lag 12 exceeds the one-sided 5 % bound of white noise,
    1.645/√n (Bartlett 1946).
    """
    factors = np.zeros(YEAR)
    if len(z) < SEASON_NEEDS:
        return factors
    weights = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR
    rest = z[YEAR // 2 : -YEAR // 2] - np.convolve(z, weights, mode="valid")
    where = place[YEAR // 2 : -YEAR // 2]
    centred = rest - rest.mean()
    power = float(centred @ centred)
    # What rounding leaves of a straight line is not a season.
    if power <= 1e-20 * len(rest):
        return factors
    if float(centred[YEAR:] @ centred[:-YEAR]) / power <= 1.645 / np.sqrt(len(rest)):
        return factors
    factors = np.array([rest[where == m].mean() for m in range(YEAR)])
    return np.asarray(factors - factors.mean())


def _trend(z: Vector, horizon: int) -> tuple[Vector, str, tuple[str, ...]]:
    """Return the path of a log series without season, what was fitted, and notes."""
    if np.ptp(z) < 1e-9:
        return np.full(horizon, z[-1]), "vlak", ()
    if len(z) < TREND_NEEDS:
        note = f"{len(z)} maanden zijn te weinig voor een trend: gemiddelde van het laatste jaar."
        return np.full(horizon, z[-YEAR:].mean()), "gemiddelde van het laatste jaar", (note,)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fit = ETSModel(z, error="add", trend="add", damped_trend=True).fit(disp=False)
        path = np.asarray(fit.forecast(horizon), dtype=np.float64)
    notes = tuple(dict.fromkeys(f"Bij het schatten: {w.message}" for w in caught))
    if not np.isfinite(path).all():
        note = "De trend was niet te schatten: gemiddelde van het laatste jaar."
        return np.full(horizon, z[-YEAR:].mean()), "gemiddelde van het laatste jaar", (*notes, note)
    return path, "gedempte trend", notes
