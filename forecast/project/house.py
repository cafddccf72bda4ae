"""The facts of a run, brought together: a data set, its national twin, national facts, the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from forecast.errors import Problem, raise_all
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

_STRUCTURE = ("duur_beeindigd", "stromen_kwartaal", "personen_kwartaal")


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
    data = load_dataset(root, inputs)
    twin = load_dataset(root, data.reference) if data.reference else data
    national = load_national(root)
    law = load_law(root)
    above = twin if data.reference else None
    findings = quality_report(data, above, national=national, law=law)
    known = national.known(data.last_month)
    structure = {**known, **{name: national[name] for name in _STRUCTURE}}
    return House(root, data, twin, known, structure, law, findings)


def enter(root: Path, inputs: str) -> House:
    """Read a data set and stop when its quality report has a red finding.

    Raises
    ------
    ForecastError
        As `look`, or with every red finding.
    """
    house = look(root, inputs)
    raise_all(Problem(f.where, f.what, f.hint) for f in house.findings if f.level == "rood")
    return house
