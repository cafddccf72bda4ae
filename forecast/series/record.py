"""The only real monthly record: what a forecast of the national stock was worth at past dates.

Municipal months are derived from national ones, so their own back-test flatters. The national
stock does not; its errors say how wide the stock of any municipality must at least be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.linalg import toeplitz
from scipy.optimize import isotonic_regression, nnls

from forecast.series.history import checked
from forecast.series.panel import Fits, fresh
from forecast.series.replay import OURS, league, replay
from forecast.series.windows import past_dates

#: Windows that a horizon needs before its own error counts; later ones grow like a random walk.
FEWEST_WINDOWS = 6


def record_of_stock(
    stock: pd.Series[float], last: pd.Period, *, horizon: int = 48, first: int = 60,
    fits: Fits = fresh,
) -> pd.DataFrame:
    """Return how wrong our forecast was on a real stock, using months up to `last` only.

    Parameters
    ----------
    stock : pandas.Series, (months,)
        Benefits at the end of the month.
    last : pandas.Period
        The last realised month.
    horizon, first : int
        Months ahead, and months in the shortest history; a past date every half year.
    fits : callable
        From histories to fits.

    Returns
    -------
    pandas.DataFrame
        As `replay` gives it, for months up to `last`.

    Raises
    ------
    ForecastError
        When the stock up to `last` has gaps or is too short.
    """
    known = checked(stock.loc[:last], "bijstand per maand")
    return replay(known, past_dates(known.index, len(known), first=first), horizon, fits=fits)


def smooth_rmse(rmse: NDArray[np.float64], count: NDArray[np.int64], horizon: int
                ) -> NDArray[np.float64]:
    """Return the rmse by horizon, smoothed by ±3 months and never falling, (horizon,).

    Mean squares, weighted by their windows, are averaged over seven neighbouring horizons and
    made monotone by isotonic regression (Barlow et al. 1972). Beyond the last horizon with at
    least six windows the width grows with the root of the horizon, as a random walk does.

    Parameters
    ----------
    rmse : ndarray, (known,)
        Of the log error at horizons 1, 2, ...
    count : ndarray, (known,)
        Past dates behind each.
    horizon : int
        Months wanted.

    Raises
    ------
    ValueError
        When no horizon has six windows.
    """
    solid = count >= FEWEST_WINDOWS
    if not solid.any():
        raise ValueError("too few windows to learn a width from")
    weight, square = count[solid].astype(np.float64), rmse[solid] ** 2
    place = np.arange(len(square))
    # At the ends the window narrows on both sides, or the steep start would be averaged away.
    reach = np.minimum(3, np.minimum(place, place[::-1]))
    near = np.abs(np.subtract.outer(place, place)) <= reach[:, None]
    smooth = (near @ (weight * square)) / (near @ weight)
    width = np.sqrt(isotonic_regression(smooth, weights=weight).x)
    beyond = np.sqrt(np.arange(len(width) + 1, horizon + 1) / len(width)) * width[-1]
    return np.asarray(np.concatenate([width, beyond])[:horizon])


def width_from_record(
    record: pd.DataFrame,
    kernel: NDArray[np.float64],
    economy_sd: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return the width of the inflow that gives the stock the width of its record, (months,).

    The log error of the inflow is a random walk with a step of variance q(u) in month u; the
    stock's is the sum of those steps times its answer to a lasting step, so

    ``var S(t) = Σ_{u ≤ t} kernel(t - u)² q(u)``,

    and q is the non-negative least-squares solution for the recorded variance less what the
    economy already explains, each month weighed relative to its own size: one value for the
    first month and one for all later ones. More freedom would match the record month by month,
    by jumps of the inflow in the one year in which the drawn economy falls short of it.

    Parameters
    ----------
    record : pandas.DataFrame
        From `record_of_stock`.
    kernel : ndarray, (months,)
        Log change of the stock at the end of month 1, 2, ... of a lasting rise of the inflow by
        one log point that starts in month 1. From the engine itself.
    economy_sd : ndarray, (months,), optional
        Standard deviation of the log stock that the drawn economy gives.

    Returns
    -------
    ndarray, (months,)
        Standard deviation of the log inflow, never falling.

    Raises
    ------
    ValueError
        When the kernel is not positive.
    """
    if not (kernel > 0).all():
        raise ValueError("the answer of the stock to inflow must be positive in every month")
    horizon = len(kernel)
    scores = league(record[record["model"] == OURS])
    monthly = scores[scores["maat"] == "maand"].sort_values("horizon")
    target = smooth_rmse(monthly["rmse_log"].to_numpy(), monthly["aantal"].to_numpy(),
                         horizon) ** 2
    explained = np.zeros(horizon) if economy_sd is None else np.asarray(economy_sd) ** 2
    left = np.maximum(target - explained, 0.0)
    first = np.arange(horizon) == 0
    shapes = np.column_stack([first, ~first]).astype(float)
    design = toeplitz(kernel**2, np.zeros(horizon)) @ shapes
    sizes, _ = nnls(design / target[:, None], left / target)
    return np.asarray(np.sqrt(np.cumsum(shapes @ sizes)))
