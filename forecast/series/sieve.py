"""New errors like the old ones: an autoregression whose innovations are drawn again.

The sieve bootstrap of Bühlmann (Bernoulli 3, 1997), on the errors of single months. An
autoregression that is fitted to residuals comes out too short of memory, most of all when the
errors are slow; that bias is measured by doing the same to drawn series, and taken off (Kilian,
Review of Economics and Statistics 80, 1998).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import companion
from scipy.signal import lfilter

from forecast.series.overlap import OVERLAP, autocovariances, burg

Array = NDArray[Any]

#: Months before the first one that a drawn series needs to forget its start.
RUN_IN = 300
#: The largest root that the corrected autoregression may have: a half-life of four years.
_ROOT = 0.985


@dataclass(frozen=True)
class Sieve:
    """How the errors of single months hang together.

    Attributes
    ----------
    coefficients : ndarray, (12,)
        Of the autoregression, the nearest month first; read-only.
    innovations : ndarray, (months - 12,)
        What it leaves unexplained, with mean zero; read-only.
    """

    coefficients: Array
    innovations: Array

    def __post_init__(self) -> None:
        self.coefficients.flags.writeable = self.innovations.flags.writeable = False

    def draw(self, u: Array) -> NDArray[np.float64]:
        """Return errors, (series, months), from uniforms, (series, months + `RUN_IN`)."""
        fresh = self.innovations[(u * self.innovations.size).astype(int)]
        polynomial = np.append(1.0, -self.coefficients)
        return np.asarray(lfilter([1.0], polynomial, fresh, axis=1)[:, RUN_IN:])

    def autocovariances(self, lags: int, estimated: int) -> NDArray[np.float64]:
        """Return the autocovariances of the errors, (lags,).

        `estimated` : coefficients of the regression, which cost degrees of freedom.
        """
        freedom = self.innovations.size - OVERLAP - estimated
        variance = np.array([(self.innovations**2).sum() / freedom])
        return np.asarray(autocovariances(self.coefficients[None], variance, lags)[0])


def fit_sieve(y: Array, errors_of: Callable[[Array], Array], u: Array) -> Sieve:
    """Fit a sieve to the errors of a regression, corrected for the bias of its residuals.

    Parameters
    ----------
    y : ndarray, (months,)
    errors_of : callable
        Turns (series, months) of the regression into its errors, (series, months).
    u : ndarray, (series, months + `RUN_IN`)
        Uniforms for the series on which the bias is measured.
    """
    errors = errors_of(y[None])[0]
    plain = _sieve(burg(errors[None], OVERLAP)[0][0], errors)
    again = burg(errors_of(plain.draw(u)), OVERLAP)[0].mean(axis=0)
    bias = again - plain.coefficients
    for part in np.linspace(1, 0, 21):
        better = plain.coefficients - part * bias
        if np.abs(np.linalg.eigvals(companion(np.append(1.0, -better)))).max() < _ROOT:
            return _sieve(better, errors)
    return plain


def _sieve(coefficients: Array, errors: Array) -> Sieve:
    found = lfilter(np.append(1.0, -coefficients), [1.0], errors)[OVERLAP:]
    return Sieve(coefficients, np.asarray(found - found.mean()))
