"""A Wald statistic for a break in each month of a sample, for many series at once.

Regression on 12-month changes; the break is one of the *monthly* answer, so a 12-month change
that straddles it feels both answers. All that depends on the regressors alone is made once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.series.economy import ECONOMY
from forecast.series.overlap import OVERLAP, autocovariances, burg, products, weights

Array = NDArray[Any]

#: The part of the sample at each end in which a break cannot be told from chance.
_TRIM = 0.15


class Scan:
    """The linear maps of a search for a break.

    Parameters
    ----------
    frame : DataFrame, (months, ...)
        Monthly columns of `ECONOMY`, whose coefficients may change, and of policy.

    Attributes
    ----------
    candidates : range
        The rows at which a break may begin: the middle 70 % of the 12-month changes.
    columns : ndarray, (months, columns)
        The regressors without a break, the constant last.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        months = len(frame)
        self.columns = frame.assign(const=1 / OVERLAP).to_numpy()
        self._economy = frame[list(ECONOMY)].to_numpy()
        edge = int(np.ceil(_TRIM * (months - OVERLAP + 1)))
        self.candidates = range(OVERLAP + edge, months - edge)
        self._gain = np.stack([weights(self.with_break(at))[-2:] for at in self.candidates])
        pairs = ((0, 0), (0, 1), (1, 1))
        lags = [products(self._gain[:, i], self._gain[:, j]) for i, j in pairs]
        self._lags = np.stack(lags, axis=1)
        # errors with the answer free in both halves, or a break would count as slow error
        halves = self.with_break(months // 2)
        season = np.eye(12)[pd.PeriodIndex(frame.index).month - 1]
        level = np.eye(months) - season @ np.linalg.pinv(season)
        self._rest = level @ (np.eye(months) - halves @ weights(halves))

    def after(self, at: int) -> Array:
        """Return the economy from row `at` on, zero before, (months, 2)."""
        return np.asarray(self._economy * (np.arange(len(self._economy)) >= at)[:, None])

    def with_break(self, at: int) -> Array:
        """Return all regressors, and the economy from row `at` on, (months, columns + 2)."""
        return np.concatenate([self.columns, self.after(at)], axis=1)

    def errors(self, y: Array) -> Array:
        """Return the errors of single months without their season, both (series, months)."""
        return np.asarray(y @ self._rest.T)

    def wald(self, y: Array) -> Array:
        """Return the Wald statistic of a break at each candidate, (series, candidates).

        The covariance is that of an autoregression of twelve months, fitted to each series
        (den Haan and Levin, Handbook of Statistics 15, 1997), and of the overlap.
        """
        moved = np.tensordot(y, self._gain, (1, 2))
        spread = autocovariances(*burg(self.errors(y), OVERLAP), y.shape[1])
        v11, v12, v22 = np.moveaxis(np.tensordot(spread, self._lags, (1, 2)), 2, 0)
        one, two = moved[..., 0], moved[..., 1]
        squares = v22 * one**2 - 2 * v12 * one * two + v11 * two**2
        return np.asarray(squares / (v11 * v22 - v12**2))
