"""What the budget asks of the rooms before it, so that it can be tried without them."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Ground(Protocol):
    """On what a value rests."""

    @property
    def status(self) -> str:
        """feit, afgeleid, raming, aanname or voorbeeld."""

    @property
    def source(self) -> str:
        """Code in the source register, or words."""


class AssumedValue(Ground, Protocol):
    """The value of an assumption: `forecast.scenarios.Value`."""

    @property
    def municipality(self) -> str | None:
        """Whose value it is; None for the general one."""


class Provision(Ground, Protocol):
    """One value of a legal parameter: `forecast.inputs.Provision`."""

    @property
    def value(self) -> float:
        """The value in force."""


class Assumptions(Protocol):
    """The resolved assumptions of a scenario: `forecast.scenarios.Assumptions`."""

    @property
    def scenario(self) -> str:
        """The scenario's name."""

    def number(self, key: str, municipality: str | None = None) -> float:
        """Return the value; a municipality falls back to the general one."""

    def in_year(self, key: str, year: int, municipality: str | None = None) -> float | None:
        """Return the amount given for a calendar year, or None."""

    def path(
        self, key: str, months: pd.PeriodIndex, municipality: str | None = None
    ) -> Array:
        """Return the value in each month, (months,)."""

    def draw(self, seed: int, draws: int, key: str, municipality: str | None = None) -> Array:
        """Return (draws,) values; municipalities that follow the general value share them."""

    def value(self, key: str, municipality: str | None = None) -> AssumedValue:
        """Return the record with status and source."""


class Law(Protocol):
    """The dated law tables: `forecast.inputs.Law`."""

    def entry(self, key: str, when: pd.Period, known: pd.Period | None = None) -> Provision:
        """Return what is in force in a month, as it was known in month `known`."""
