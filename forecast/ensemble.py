"""The one shape of every result: draws by months by groups, with its unit, read-only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Values = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Outcomes of every draw.

    Attributes
    ----------
    values : ndarray, (draws, periods, groups)
        In `unit`; whole numbers for counts of people. Made read-only.
    periods : pandas.PeriodIndex
        Months (``M``) or years (``Y``).
    groups : tuple of str
        Municipalities, or the one name of the whole.
    unit : str
        E.g. ``personen``, ``uitkeringen``, ``eur``.
    flow : bool
        A flow adds up over a year; a stock is averaged over its month-ends.

    Raises
    ------
    ValueError
        When the shape of `values` does not follow from periods and groups.
    """

    values: Values
    periods: pd.PeriodIndex
    groups: tuple[str, ...]
    unit: str
    flow: bool

    def __post_init__(self) -> None:
        wanted = (len(self.periods), len(self.groups))
        if self.values.ndim != 3 or self.values.shape[1:] != wanted:
            raise ValueError(f"values {self.values.shape} do not fit (draws, {wanted})")
        self.values.flags.writeable = False

    @property
    def draws(self) -> int:
        """The number of draws."""
        return int(self.values.shape[0])

    def mean(self) -> pd.DataFrame:
        """Return the mean over draws, (periods, groups)."""
        return self._frame(self.values.mean(axis=0, dtype=np.float64))

    def quantile(self, q: float) -> pd.DataFrame:
        """Return the q-quantile over draws (linear between draws), (periods, groups)."""
        return self._frame(np.quantile(self.values, q, axis=0))

    def total(self, name: str) -> Ensemble:
        """Return the sum over groups within each draw, as one group called `name`."""
        values = self.values.sum(axis=2, keepdims=True)
        return Ensemble(values, self.periods, (name,), self.unit, self.flow)

    def with_total(self, name: str) -> Ensemble:
        """Return the groups and, behind them, their sum per draw."""
        values = np.concatenate([self.values, self.total(name).values], axis=2)
        return Ensemble(values, self.periods, (*self.groups, name), self.unit, self.flow)

    def yearly(self) -> Ensemble:
        """Return full calendar years: the sum of a flow, the mean month-end of a stock."""
        reduce = _year_sum if self.flow else _year_mean
        return self._by_year(reduce)

    def year_end(self) -> Ensemble:
        """Return the December month-end of each full calendar year."""
        return self._by_year(lambda block: block[:, -1])

    def _by_year(self, reduce: Callable[[Values], Values]) -> Ensemble:
        rows, index = _full_years(self.periods.asi8.tobytes(), self.periods.freqstr)
        blocks = [reduce(self.values[:, months]) for months in rows]
        empty = np.empty((self.draws, 0, len(self.groups)))
        values = np.stack(blocks, axis=1) if blocks else empty
        return Ensemble(values, index, self.groups, self.unit, self.flow)

    def _frame(self, values: Values) -> pd.DataFrame:
        return pd.DataFrame(values, index=self.periods, columns=list(self.groups))


@cache
def _full_years(months: bytes, freq: str) -> tuple[tuple[NDArray[np.intp], ...], pd.PeriodIndex]:
    """Return where the months of each full calendar year stand, and those years.

    Hundreds of variables share a calendar, so it is worked out once.
    """
    ordinals = np.frombuffer(months, dtype=np.int64)
    years = pd.PeriodIndex([pd.Period(ordinal=int(n), freq=freq) for n in ordinals]).year
    full = [y for y in dict.fromkeys(years) if (years == y).sum() == 12]
    return (tuple(np.flatnonzero(years == y) for y in full),
            pd.PeriodIndex([str(y) for y in full], freq="Y"))


def _year_sum(block: Values) -> Values:
    return np.asarray(block.sum(axis=1))


def _year_mean(block: Values) -> Values:
    return np.asarray(block.mean(axis=1, dtype=np.float64))
