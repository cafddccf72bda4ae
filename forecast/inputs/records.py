"""The records that leave this room: a data set, its municipalities and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from forecast.errors import ForecastError, Problem
from forecast.inputs.declared import MONTHLY
from forecast.inputs.nearest import suggest
from forecast.inputs.targets_file import Agreed


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its name and CBS code."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source in a register: its code, what it is, who published it, when and where."""

    code: str
    title: str
    publisher: str
    date: str
    address: str
    file: str = ""


@dataclass(frozen=True)
class DataSet:
    """Everything that a person supplied about one agency or municipality, checked.

    Attributes
    ----------
    name : str
        The folder's name, or the file's.
    title : str
        Readable name.
    whole : str
        Name of the sum over municipalities.
    municipalities : tuple of Municipality
    last_month : pandas.Period
        Last realised month.
    years : tuple of int
        Consecutive calendar years to forecast.
    scenarios : tuple of str
        Scenarios that a run takes when none is named.
    reference : str or None
        The national data set that budgets follow.
    tables : mapping of str to DataFrame
        Every declared table, typed, indexed by row number in its file (``rij``).
    sources : mapping of str to Source
        The registers of the set, of the nation and of the law.
    fingerprints : mapping of str to str
        Path relative to the project folder, to the sha256 of the file; every file read.
    places : mapping of str to str
        Table name to the file or sheet where a reader finds it.
    targets : tuple of Agreed
        What was agreed; empty when the data set has no register of targets.
    """

    name: str
    title: str
    whole: str
    municipalities: tuple[Municipality, ...]
    last_month: pd.Period
    years: tuple[int, ...]
    scenarios: tuple[str, ...]
    reference: str | None
    tables: Mapping[str, pd.DataFrame]
    sources: Mapping[str, Source]
    fingerprints: Mapping[str, str]
    places: Mapping[str, str]
    targets: tuple[Agreed, ...] = ()
    _seen: dict[str, pd.DataFrame] = field(
        init=False, repr=False, compare=False, default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the municipalities, in the order of the data set."""
        return tuple(m.name for m in self.municipalities)

    def monthly(self, variable: str) -> pd.DataFrame:
        """Return a monthly variable over the months that all municipalities have.

        Parameters
        ----------
        variable : str
            E.g. ``stand``, ``instroom_nieuw``, ``uitstroom_werk``.

        Returns
        -------
        DataFrame, (months, municipalities)
            Whole numbers, up to and including the last realised month.

        Raises
        ------
        ForecastError
            When the data set has no such variable for every municipality.
        """
        if variable not in self._seen:
            self._seen[variable] = self._monthly(variable)
        return self._seen[variable].copy()

    def _monthly(self, variable: str) -> pd.DataFrame:
        table = self.tables["bijstand_maand"]
        part = table[(table["variabele"] == variable) & (table["maand"] <= self.last_month)]
        wide = part.set_index(["maand", "gemeente"])["waarde"].unstack()  # noqa: PD010 (no sums)
        wide = wide.reindex(columns=list(self.names)).dropna()
        if wide.empty:
            what = f"variabele '{variable}' is er niet voor alle gemeenten"
            hint = suggest(variable, MONTHLY)
            raise ForecastError(Problem(self.places["bijstand_maand"], what, hint))
        wide.columns.name = None
        return wide.astype("int64")
