"""National facts, shared by every data set, and what of them was known at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import folder
from forecast.inputs.cabinet import merged, open_folder, open_register
from forecast.inputs.fields import Border
from forecast.inputs.national_tables import GENERAL, NATIONAL
from forecast.inputs.nearest import suggest
from forecast.inputs.records import Source


@dataclass(frozen=True)
class National(Mapping[str, pd.DataFrame]):
    """National tables by name, typed, indexed by row number in their file (``rij``).

    Attributes
    ----------
    tables : mapping of str to DataFrame
    sources : mapping of str to Source
    fingerprints : mapping of str to str
        Path relative to the project folder, to the sha256 of the file.
    """

    tables: Mapping[str, pd.DataFrame]
    sources: Mapping[str, Source]
    fingerprints: Mapping[str, str]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; a `ForecastError` with the nearest name when it is not there."""
        if name not in self.tables:
            what = f"tabel {name}.csv ontbreekt"
            raise ForecastError(
                Problem(f"inputs/{folder.NATIONAL}", what, suggest(name, self.tables))
            )
        return self.tables[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a table, or `default` when it is not there."""
        return self.tables.get(name, default)

    def __contains__(self, name: object) -> bool:
        return name in self.tables

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def known(self, month: pd.Period) -> National:
        """Return only what was public at the end of `month`.

        A row falls away when it became known later, was published later, or is about a later
        month or quarter.
        """
        tables = {name: frame[_public(frame, month)] for name, frame in self.tables.items()}
        return National(MappingProxyType(tables), self.sources, self.fingerprints)


def load_national(root: Path) -> National:
    """Read and check the national tables of a project.

    Raises
    ------
    ForecastError
        With every problem in every file at once.
    """
    folder.require_project(root)
    cabinet = open_folder(root, root / "inputs" / folder.NATIONAL)
    cabinet.demand([*(name for name, table in NATIONAL.items() if table.required), "bronnen"])
    law = open_register(root, folder.LAW)
    sources, problems = merged([cabinet.sources(), law.sources()])
    cabinet.problems += problems + law.problems
    declared = {name: NATIONAL.get(name, GENERAL) for name in cabinet.raw}
    tables = cabinet.typed(declared, Border(sources=sources))
    raise_all(cabinet.problems)
    return National(
        MappingProxyType(tables),
        MappingProxyType(sources or {}),
        MappingProxyType(cabinet.fingerprints | law.fingerprints),
    )


def _public(frame: pd.DataFrame, month: pd.Period) -> pd.Series:
    keep = ~(frame["bekend_vanaf"] > month)
    for moment in ("maand", "kwartaal", "publicatiedatum", "peildatum"):
        if moment in frame:
            ends = frame[moment]
            if isinstance(ends.dtype, pd.PeriodDtype):
                ends = ends.dt.to_timestamp(how="end")
            keep &= ~(ends > month.end_time)
    return keep
