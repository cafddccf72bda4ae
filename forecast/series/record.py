"""The only real monthly record: what a forecast of the national stock was worth at past dates.

Municipal months are derived from national ones, so their own back-test flatters. The national
stock does not; its errors say how wide the stock of any municipality must at least be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.linalg import toeplitz
from scipy.optimize import nnls

from forecast.series.backtest import backtest, errors_by_horizon, smooth_rmse, yearly_means
from forecast.series.ets import damped, seasonal_naive
from forecast.series.history import checked


def record_of_stock(
    stock: pd.Series[float], last: pd.Period, *, horizon: int = 48, first: int = 60, step: int = 5
) -> pd.DataFrame:
    """Return how wrong the damped trend was on a real stock, using months up to `last` only.

    Parameters
    ----------
    stock : pandas.Series, (months,)
        Benefits at the end of the month.
    last : pandas.Period
        The last realised month.
    horizon, first, step : int
        Months ahead, months in the shortest history, months between origins.

    Returns
    -------
    pandas.DataFrame
        Columns maat (``maand`` or ``jaargemiddelde``), horizon (months or years ahead), rmse and
        bias of the log error, aantal windows, rmse_naief (seasonal naive, same windows).

    Raises
    ------
    ForecastError
        When the stock up to `last` has gaps or is too short.
    """
    known = checked(stock.loc[:last], "bijstand per maand")
    ours = backtest(known, damped, horizon, first, step)
    naive = backtest(known, seasonal_naive, horizon, first, step)
    tables = []
    for name, summary in (("maand", errors_by_horizon), ("jaargemiddelde", yearly_means)):
        both = summary(ours).assign(rmse_naief=summary(naive)["rmse"])
        tables.append(both.rename_axis("horizon").reset_index().assign(maat=name))
    columns = ["maat", "horizon", "rmse", "bias", "aantal", "rmse_naief"]
    return pd.concat(tables, ignore_index=True)[columns]


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
    monthly = record[record["maat"] == "maand"].set_index("horizon")
    target = smooth_rmse(monthly, horizon) ** 2
    explained = np.zeros(horizon) if economy_sd is None else np.asarray(economy_sd) ** 2
    left = np.maximum(target - explained, 0.0)
    first = np.arange(horizon) == 0
    shapes = np.column_stack([first, ~first]).astype(float)
    design = toeplitz(kernel**2, np.zeros(horizon)) @ shapes
    sizes, _ = nnls(design / target[:, None], left / target)
    return np.asarray(np.sqrt(np.cumsum(shapes @ sizes)))
