"""Twelve-month changes as sums of months: what their overlap does to the errors.

A 12-month change is the sum of twelve monthly changes, so neighbours share eleven of them. The
errors of a regression on such changes are sums in the same way; what has to be known is how the
errors of single months hang together. They are described by an autoregression, fitted by Burg's
method (Maximum Entropy Spectral Analysis, 37th meeting of the SEG, 1967), which is always
stationary. statsmodels has the same fit for one series; here it is for many at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import toeplitz

Array = NDArray[Any]

OVERLAP = 12
#: Points of the spectrum; errors further apart than this many months are taken as unrelated.
_POINTS = 4096


def sums(months: int) -> NDArray[np.float64]:
    """Return the matrix that adds each twelve months in a row, (months - 11, months)."""
    first = np.zeros(months - OVERLAP + 1)
    first[0] = 1.0
    return np.asarray(toeplitz(first, np.arange(months) < OVERLAP), dtype=np.float64)


def weights(columns: Array) -> NDArray[np.float64]:
    """Return what each month contributes to least squares on 12-month sums, (columns, months).

    Parameters
    ----------
    columns : ndarray, (months, columns)
        Monthly regressors; the regression is on their 12-month sums.
    """
    add = sums(len(columns))
    return np.asarray(np.linalg.pinv(add @ columns) @ add)


def burg(errors: Array, order: int) -> tuple[Array, Array]:
    """Fit an autoregression to each series.

    Parameters
    ----------
    errors : ndarray, (series, months)
        With mean zero.
    order : int
        Months that an error looks back.

    Returns
    -------
    coefficients : ndarray, (series, order)
        The nearest month first.
    variance : ndarray, (series,)
        Of the innovations.
    """
    ahead, back = errors[:, 1:], errors[:, :-1]
    found, variance = np.zeros((len(errors), 0)), (errors**2).mean(axis=1)
    for _ in range(order):
        power = (ahead**2).sum(axis=1) + (back**2).sum(axis=1)
        both = 2 * (ahead * back).sum(axis=1)
        k = np.divide(both, power, out=np.zeros_like(both), where=power > 0)[:, None]
        found = np.concatenate([found - k * found[:, ::-1], k], axis=1)
        variance = variance * (1 - k[:, 0] ** 2)
        ahead, back = (ahead - k * back)[:, 1:], (back - k * ahead)[:, :-1]
    return found, variance


def autocovariances(coefficients: Array, variance: Array, lags: int) -> NDArray[np.float64]:
    """Return the autocovariances of autoregressions at lag 0, 1, ..., (series, lags).

    By their spectrum, variance ÷ |1 - Σ coefficient·exp(-iωk)|² (Hamilton, Time Series Analysis,
    1994, section 6.1).
    """
    lead = np.ones((len(coefficients), 1))
    response = np.fft.rfft(np.concatenate([lead, -coefficients], axis=1), _POINTS, axis=1)
    return np.asarray(np.fft.irfft(variance[:, None] / np.abs(response) ** 2, axis=1)[:, :lags])


def products(left: Array, right: Array) -> NDArray[np.float64]:
    """Return the factors that turn autocovariances into a covariance of two weighted sums.

    The covariance of Σ left·e and Σ right·e is Σ products × autocovariances of e.

    Parameters
    ----------
    left, right : ndarray, (..., months)

    Returns
    -------
    ndarray, (..., months)
        By lag, both signs of the lag together.
    """
    months = left.shape[-1]
    both = np.fft.rfft(left, 2 * months) * np.conj(np.fft.rfft(right, 2 * months))
    found = np.fft.irfft(2 * both.real, 2 * months)[..., :months]
    found[..., 0] /= 2
    return np.asarray(found)
