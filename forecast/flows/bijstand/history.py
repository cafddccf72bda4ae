"""What the past of a data set tells the recursion: exits, seasons, who may still return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem
from forecast.flows.bijstand.model import HAZARDS, LAGS

if TYPE_CHECKING:
    from forecast.inputs import DataSet

Array = NDArray[Any]

#: Seasons are pulled to the season of all reasons together as if that had been seen in this
#: many exits; a reason with a few exits a month has no season of its own to speak of.
_PULL = 240.0
_YEAR = 12


@dataclass(frozen=True)
class History:
    """The realised months, as the recursion needs them.

    Attributes
    ----------
    exits : (months, municipalities, reasons)
        Persons who left, by reason of `HAZARDS`.
    start : (months, municipalities)
        Persons in benefit at the start of those months.
    season : (12, reasons)
        Exit chance by calendar month, mean 1.
    """

    exits: Array
    start: Array
    season: Array
    months: pd.PeriodIndex

    def last_year(self) -> Array:
        """Return the exits of the last twelve months, (municipalities, reasons)."""
        return np.asarray(self.exits[-_YEAR:].sum(axis=0))

    def exposure(self) -> Array:
        """Return stock × season summed over the last twelve months, (municipalities, reasons)."""
        season = self.season[self.months[-_YEAR:].month.to_numpy() - 1]
        return np.asarray(np.einsum("tm,tj->mj", self.start[-_YEAR:], season))

    def pool(self) -> Array:
        """Return the leavers of the last year, the latest first, (municipalities, reasons, 12)."""
        return np.asarray(np.moveaxis(self.exits[-LAGS:][::-1], 0, -1))


def read_history(data: DataSet) -> History:
    """Read exits and stocks from a data set.

    Raises
    ------
    ForecastError
        When there are fewer than twelve months with exits and the stock before them.
    """
    stand = data.monthly("stand")
    exits = {reason: data.monthly(f"uitstroom_{reason}") for reason in HAZARDS}
    before = stand.shift(1, freq="M")
    found = before.index
    for frame in exits.values():
        found = found.intersection(frame.index)
    months = pd.PeriodIndex(found)
    months = months[months <= data.last_month]
    if len(months) < _YEAR:
        raise ForecastError(Problem(
            "bijstand_maand", f"er zijn {len(months)} maanden met een stand vooraf en uitstroom",
            "geef van elke gemeente ten minste twaalf opeenvolgende maanden"))
    by_reason = np.stack([exits[r].loc[months].to_numpy(np.float64) for r in HAZARDS], axis=-1)
    start = before.loc[months].to_numpy(np.float64)
    full = len(months) // _YEAR * _YEAR
    season = _season(by_reason[-full:].sum(axis=1), start[-full:].sum(axis=1), months[-full:])
    return History(by_reason, start, season, months)


def _season(exits: Array, start: Array, months: pd.PeriodIndex) -> Array:
    """Return seasons per reason of whole years, (12, reasons)."""
    number = months.month.to_numpy() - 1
    by_month = np.stack([np.bincount(number, weights=e, minlength=_YEAR) for e in exits.T], axis=1)
    stock = np.bincount(number, weights=start, minlength=_YEAR)[:, None]
    everyone = _mean_one(by_month.sum(axis=1, keepdims=True) / stock)
    own = _mean_one(by_month / stock)
    trust = by_month.sum(axis=0) / (by_month.sum(axis=0) + _PULL)
    return _mean_one(trust * own + (1 - trust) * everyone)


def _mean_one(rate: Array) -> Array:
    mean = rate.mean(axis=0)
    return np.asarray(np.divide(rate, mean, out=np.ones_like(rate), where=mean > 0))
