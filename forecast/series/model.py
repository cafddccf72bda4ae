"""The one interface of all models: what they ask, and what they say."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from forecast.series.past import Past

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Sketch:
    """What one model says of the months to come, on the scale of the models.

    Attributes
    ----------
    path : ndarray, (horizon,)
        Median path, season included; read-only.
    sd : ndarray, (horizon,)
        The model's own standard deviation: pure chance, its parameters taken as known; read-only.
    notes : tuple of str
        Warnings that were caught while fitting, in Dutch.
    """

    path: Vector
    sd: Vector
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.path.flags.writeable = False
        self.sd.flags.writeable = False


@dataclass(frozen=True, slots=True)
class Model:
    """A way to forecast a series.

    Attributes
    ----------
    key, label : str
        Its name in tables, and in Dutch sentences.
    needs : int
        Months of history below which it is not asked.
    fit : callable
        From a past and a horizon to path and standard deviation, each (horizon,).
    driven : bool
        Whether it needs the driver of the past.
    """

    key: str
    label: str
    needs: int
    fit: Callable[[Past, int], tuple[Vector, Vector]]
    driven: bool = False

    def sketch(self, past: Past, horizon: int) -> Sketch | str:
        """Return what the model says, or why it could not, in Dutch."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                path, sd = self.fit(past, horizon)
            except (ValueError, ZeroDivisionError, np.linalg.LinAlgError) as error:
                return f"{self.label} lukte niet: {error}"
        if not (np.isfinite(path).all() and np.isfinite(sd).all()):
            return f"{self.label} lukte niet: de uitkomst is geen getal"
        said = dict.fromkeys(_first_line(warning.message) for warning in caught)
        told = [f"{self.label}, statsmodels meldt: {line}" for line in said]
        return Sketch(np.array(path), np.array(sd), tuple(told))


def grown(psi: Vector, sigma: float) -> Vector:
    """Return the sd of the forecast error by horizon from psi weights and the sd of one shock.

    ``sd(h) = sigma √(psi_0² + … + psi_{h-1}²)`` (Box and Jenkins, Time Series Analysis, ch. 5).
    """
    return np.asarray(sigma * np.sqrt(np.cumsum(psi**2)))


def psi_weights(ar: Vector, ma: Vector, horizon: int) -> Vector:
    """Return the first weights of ma(B)/ar(B), (horizon,); both polynomials start with 1."""
    impulse = np.zeros(horizon)
    impulse[0] = 1.0
    return np.asarray(lfilter(ma, ar, impulse))


def _first_line(message: object) -> str:
    return str(message).strip().splitlines()[0]
