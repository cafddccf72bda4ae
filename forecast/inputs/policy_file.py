"""The room of policy: which assumptions policy may move when a goal is sought, and how far."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from forecast.inputs.fields import Decimal, MaybeDecimal, Status, Text, YesNo
from forecast.inputs.rows import Row, Table
from forecast.inputs.single import table_in

FILE = "scenarios/beleidsruimte.csv"


class PolicyRow(Row):
    """A handle of policy: the value up to which it may be moved, and what that costs a year."""

    sleutel: Text
    omschrijving: Text
    grens: Decimal
    heel: YesNo = False
    kosten: MaybeDecimal = None
    status: Status
    toelichting: Text = ""


_TABLE = Table(PolicyRow, ("sleutel",))


@dataclass(frozen=True, slots=True)
class Handle:
    """A policy that may be moved: how far, and what that costs.

    Attributes
    ----------
    key, label : str
    far : float
        The value up to which it may go.
    whole : bool
        Whether only in whole steps.
    cost : float or None
        What going all the way costs a year, eur, beside what the run counts itself; a part of
        the way costs that part. None: not known.
    """

    key: str
    label: str
    far: float
    whole: bool = False
    cost: float | None = None


def read_handles(root: Path) -> tuple[Handle, ...]:
    """Return the handles of a project, in the order of the file.

    Raises
    ------
    ForecastError
        With every problem at once: no file, a cell that cannot be read, a key twice.
    """
    frame = table_in(root / FILE, FILE, _TABLE,
                     "zet erin welk beleid mag bewegen, en hoe ver: sleutel, omschrijving, grens, "
                     "heel, status")
    return tuple(Handle(row["sleutel"], row["omschrijving"], row["grens"], bool(row["heel"]),
                        None if pd.isna(row["kosten"]) else float(row["kosten"]))
                 for row in frame.to_dict("records"))
