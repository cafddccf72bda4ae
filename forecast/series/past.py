"""A history made ready for models: gaps judged, on the scale where its errors are alike.

Caseloads grow by parts of themselves, so models look at logs; a series with zeros goes through
``log(1 + y)`` and one with negative values stays as it is. A season is taken out where a test
finds one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.series.history import checked
from forecast.series.season import seasonal_factors

Vector = NDArray[np.float64]
YEAR = 12
#: Largest log that is turned back into a number; a forecast beyond it is a model run wild.
_LARGEST = 700.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How a series is looked at.

    Attributes
    ----------
    kind : {'log', 'log1p', 'gewoon'}
        Log, log of one more, or the values themselves.
    """

    kind: Literal["log", "log1p", "gewoon"]

    @classmethod
    def of(cls, y: NDArray[Any]) -> Scale:
        """Return the scale that a series asks for."""
        if y.min() > 0:
            return cls("log")
        return cls("log1p" if y.min() == 0 else "gewoon")

    @property
    def note(self) -> str:
        """What a reader must know of it, in Dutch; empty for the log."""
        return {
            "log": "",
            "log1p": "De reeks bevat nullen: geraamd op log(1 + waarde).",
            "gewoon": "De reeks bevat negatieve waarden: geraamd zonder logaritme.",
        }[self.kind]

    def forward(self, y: NDArray[Any]) -> Vector:
        """Return values on the model's scale, same shape."""
        if self.kind == "gewoon":
            return np.asarray(y, dtype=np.float64)
        return np.asarray(np.log(y) if self.kind == "log" else np.log1p(y))

    def back(self, z: Vector) -> Vector:
        """Return values in the unit of the series, same shape; on a log scale never below 0."""
        if self.kind == "gewoon":
            return np.asarray(z, dtype=np.float64)
        bounded = np.minimum(z, _LARGEST)
        return np.asarray(np.exp(bounded) if self.kind == "log" else
                          np.maximum(np.expm1(bounded), 0.0))


@dataclass(frozen=True)
class Past:
    """A history on the scale of the models.

    Attributes
    ----------
    z : ndarray, (months,)
        Values on the scale, season and all; read-only.
    flat : ndarray, (months,)
        The same without its season; read-only.
    season : ndarray, (12,)
        Additive factor of each calendar month, all 0 where no season is found; read-only.
    place : ndarray, (months,)
        Calendar month of each month, 0 to 11; read-only.
    scale : Scale
    driver : ndarray, (months,) or None
        Something that moves the series, e.g. unemployment in %; None where there is none.
    driver_ahead : ndarray, (horizon,) or None
        What it is taken to be in the months to come.
    """

    z: Vector
    flat: Vector
    season: Vector
    place: NDArray[np.int64]
    scale: Scale
    driver: Vector | None = None
    driver_ahead: Vector | None = None

    def __post_init__(self) -> None:
        for values in (self.z, self.flat, self.season, self.place):
            values.flags.writeable = False

    def __len__(self) -> int:
        return len(self.z)

    @property
    def seasonal(self) -> bool:
        """Whether a season was found."""
        return bool(self.season.any())

    def season_ahead(self, horizon: int) -> Vector:
        """Return the season of the months after the last one, (horizon,)."""
        ahead = (self.place[-1] + 1 + np.arange(horizon)) % YEAR
        return np.asarray(self.season[ahead])


def past_of(
    history: pd.Series[float],
    driver: Vector | None = None,
    driver_ahead: Vector | None = None,
) -> Past:
    """Return a monthly history ready for models.

    Parameters
    ----------
    history : pandas.Series, (months,)
        Values by month, without gaps.
    driver : ndarray, (months,), optional
    driver_ahead : ndarray, (horizon,), optional

    Raises
    ------
    ForecastError
        When the series has gaps, doubled months or fewer than six months.
    """
    known = checked(history, str(history.name or "reeks"), counts=False)
    y = known.to_numpy(dtype=np.float64)
    scale = Scale.of(y)
    z = scale.forward(y)
    place = np.asarray(pd.PeriodIndex(known.index).month) - 1
    season = seasonal_factors(z, place)
    return Past(z, z - season[place], season, place, scale, driver, driver_ahead)
