"""The facts of a run, brought together: a data set, its national twin, national facts, the law."""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import pandas as pd

from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import (
    DataSet,
    Finding,
    Law,
    National,
    load_dataset,
    load_law,
    load_national,
    quality_report,
)

Read = TypeVar("Read")


def _read_only(items: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(items)


# a house travels to other processes, and a read-only mapping does not travel by itself
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))
STRUCTURE = ("duur_beeindigd", "stromen_kwartaal", "personen_kwartaal")


@dataclass(frozen=True)
class House:
    """Everything that was read and checked before anything is calculated.

    Attributes
    ----------
    root : Path
        The project folder.
    data : DataSet
    twin : DataSet
        The national data set that the macro budget follows; `data` itself when that is the nation.
    national : National
        As it was known in the last realised month.
    structure : mapping of str to DataFrame
        The same, but with the life table by duration and what goes with it whatever the year: no
        earlier one is public,
        so structure rests on later knowledge, and the product says so.
    law : Law
    findings : tuple of Finding
        The data-quality report.
    """

    root: Path
    data: DataSet
    twin: DataSet
    national: National
    structure: Mapping[str, pd.DataFrame]
    law: Law
    findings: tuple[Finding, ...]


def look(root: Path, inputs: str) -> House:
    """Read a data set with all that belongs to it, and judge its quality without stopping.

    Raises
    ------
    ForecastError
        With every problem of a file that cannot be read or does not keep its form.
    """
    problems: list[Problem] = []

    def kept(read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except ForecastError as error:
            problems.extend(p for p in error.problems if p not in problems)
            return None

    national, law = kept(lambda: load_national(root)), kept(lambda: load_law(root))
    data = kept(lambda: load_dataset(root, inputs))
    reference = data.reference if data else None
    twin = kept(lambda: load_dataset(root, reference)) if reference else data
    raise_all(problems)
    if data is None or twin is None or national is None or law is None:
        raise AssertionError("what cannot be read leaves a problem")
    # one set names the years: the nation is asked for the same ones
    twin = replace(twin, years=data.years)
    above = twin if data.reference else None
    findings = quality_report(data, above, national=national, law=law)
    known = national.known(data.last_month)
    structure = {**known, **{name: national[name] for name in STRUCTURE}}
    return House(root, data, twin, known, structure, law, findings)
