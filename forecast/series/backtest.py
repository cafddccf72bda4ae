"""How wrong a forecast was at past dates, with nothing but what was known then."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from forecast.series.ets import Fit

Forecaster = Callable[["pd.Series[float]", int], Fit]

#: Windows that a horizon needs before its own error counts; later ones grow like a random walk.
FEWEST_WINDOWS = 6


def origins(n: int, first: int, horizon: int, step: int) -> Iterator[tuple[slice, slice]]:
    """Yield the months to learn from and the months to foretell.

    ::

        ######oooo----     # learn   o foretell   - not looked at
        ########oooo--
        ##########oooo
        ############oo     the last ones foretell what is left

    Parameters
    ----------
    n : int
        Months in the series.
    first : int
        Months in the shortest history.
    horizon : int
        Months to foretell, at most.
    step : int
        Months between origins.
    """
    for end in range(first, n, step):
        yield slice(0, end), slice(end, min(end + horizon, n))


def backtest(
    series: pd.Series[float], forecaster: Forecaster, horizon: int, first: int, step: int
) -> pd.DataFrame:
    """Forecast from every origin and set the outcome beside it.

    Parameters
    ----------
    series : pandas.Series, (months,)
        The realised series.
    forecaster : callable
        From a history and a horizon to a `Fit`; it sees the history only.
    horizon, first, step : int
        As in `origins`.

    Returns
    -------
    pandas.DataFrame
        One row per forecast: origin (last month known), maand, horizon (1 is the next month),
        raming, waarde, fout (log of the outcome over the forecast; both plus 1 when an outcome
        is zero), melding (the notes of the fit).
    """
    rows = []
    for learn, foretell in origins(len(series), first, horizon, step):
        truth = series.iloc[foretell]
        known = series.iloc[learn].copy()
        fit = forecaster(known, len(truth))
        rows.append(pd.DataFrame({
            "origin": known.index[-1], "maand": truth.index,
            "horizon": np.arange(1, len(truth) + 1), "raming": fit.values,
            "waarde": truth.to_numpy(dtype=np.float64), "melding": " ".join(fit.notes),
        }))
    columns = ["origin", "maand", "horizon", "raming", "waarde", "fout", "melding"]
    if not rows:
        return pd.DataFrame(columns=columns)
    table = pd.concat(rows, ignore_index=True)
    return table.assign(fout=_log_error(table))[columns]


def errors_by_horizon(table: pd.DataFrame) -> pd.DataFrame:
    """Return rmse, bias (mean log error) and aantal per horizon of a back-test, (horizons, 3)."""
    groups = table.groupby("horizon")["fout"]
    rmse = groups.apply(lambda e: float(np.sqrt((e.astype(float) ** 2).mean())))
    return pd.DataFrame({"rmse": rmse, "bias": groups.mean(), "aantal": groups.size()})


def yearly_means(table: pd.DataFrame) -> pd.DataFrame:
    """Return rmse, bias and aantal of the mean of months 1-12, 13-24, ... ahead, (years, 3).

    A budget needs year means; monthly errors that last do not average out in them.
    """
    blocks = table.assign(jaar=(table["horizon"] - 1) // 12 + 1).groupby(["origin", "jaar"])
    means = blocks[["raming", "waarde"]].mean()[blocks.size() == 12].reset_index()
    return errors_by_horizon(means.assign(horizon=means["jaar"], fout=_log_error(means)))


def smooth_rmse(errors: pd.DataFrame, horizon: int) -> NDArray[np.float64]:
    """Return the rmse by horizon, smoothed by ±3 months and never falling, (horizon,).

    Mean squares, weighted by their windows, are averaged over seven neighbouring horizons and
    made monotone by isotonic regression (Barlow et al. 1972). Beyond the last horizon with at
    least six windows the width grows with the root of the horizon, as a random walk does.

    Parameters
    ----------
    errors : pandas.DataFrame
        As `errors_by_horizon` gives it; horizons 1, 2, ...
    horizon : int
        Months wanted.

    Raises
    ------
    ValueError
        When no horizon has six windows.
    """
    solid = errors[errors["aantal"] >= FEWEST_WINDOWS]
    if solid.empty:
        raise ValueError("too few windows to learn a width from")
    weight = solid["aantal"].to_numpy(dtype=np.float64)
    square = solid["rmse"].to_numpy(dtype=np.float64) ** 2
    place = np.arange(len(solid))
    # At the ends the window narrows on both sides, or the steep start would be averaged away.
    reach = np.minimum(3, np.minimum(place, place[::-1]))
    near = np.abs(np.subtract.outer(place, place)) <= reach[:, None]
    smooth = (near @ (weight * square)) / (near @ weight)
    width = np.sqrt(isotonic_regression(smooth, weights=weight).x)
    beyond = np.sqrt(np.arange(len(width) + 1, horizon + 1) / len(width)) * width[-1]
    return np.asarray(np.concatenate([width, beyond])[:horizon])


def _log_error(table: pd.DataFrame) -> pd.Series[float]:
    shift = 0.0 if table["waarde"].min() > 0 else 1.0
    ratio = (table["waarde"] + shift) / (table["raming"] + shift)
    return pd.Series(np.log(ratio), index=table.index)
