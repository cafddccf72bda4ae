"""What a rule looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from forecast.inputs.law import Law
from forecast.inputs.national import National
from forecast.inputs.records import DataSet
from forecast.words import dutch_number

Level = Literal["groen", "geel", "rood"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule of the data-quality report says; `rood` stops a run.

    Attributes
    ----------
    rule : str
    level : str
        ``groen``, ``geel`` or ``rood``.
    where, what, hint : str
        In Dutch: file or table, what was found, and how to mend it.
    """

    rule: str
    level: Level
    where: str
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a rule may look at; what is absent is not judged."""

    data: DataSet
    reference: DataSet | None = None
    national: National | None = None
    law: Law | None = None

    def where(self, table: str) -> str:
        """Return the file or sheet of a table."""
        return self.data.places.get(table, f"tabel {table}")


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding before it knows the name of its rule."""

    level: Level
    where: str
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it says when all is well, and its check.

    A check that lacks what it must look at returns None: then the report is silent, not green.
    """

    name: str
    good: str
    check: Callable[[Evidence], list[Remark] | None]

    def judge(self, evidence: Evidence) -> list[Finding]:
        """Return its findings; one green finding when it has nothing to say."""
        remarks = self.check(evidence)
        if remarks is None:
            return []
        if not remarks:
            return [Finding(self.name, "groen", evidence.data.title, self.good)]
        return [Finding(self.name, r.level, r.where, r.what, r.hint) for r in remarks]


def grouped(series: pd.Series, value: str) -> list[dict[str, Any]]:
    """Return a grouped result as records: a name for each level of its index, and its value."""
    frame = series.rename(value).reset_index()
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def rows(number: int) -> str:
    """Return a number of rows in words."""
    return "1 rij" if number == 1 else f"{dutch_number(number)} rijen"
