"""The room of policy: which assumptions policy may move when a goal is sought, and how far."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forecast.inputs.fields import Decimal, Status, Text, YesNo
from forecast.inputs.rows import Row, Table
from forecast.inputs.single import table_in

FILE = "scenarios/beleidsruimte.csv"


class PolicyRow(Row):
    """A handle of policy: the value up to which it may be moved."""

    sleutel: Text
    omschrijving: Text
    grens: Decimal
    heel: YesNo = False
    status: Status
    toelichting: Text = ""


_TABLE = Table(PolicyRow, ("sleutel",))


@dataclass(frozen=True, slots=True)
class Handle:
    """A policy that may be moved: its key, how far, and whether only in whole steps."""

    key: str
    label: str
    far: float
    whole: bool = False


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
    return tuple(Handle(row["sleutel"], row["omschrijving"], row["grens"], bool(row["heel"]))
                 for row in frame.to_dict("records"))
