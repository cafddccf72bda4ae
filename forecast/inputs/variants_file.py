"""A table of variants: one value that differs a row; rows with the same name are one variant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forecast.inputs.fields import Decimal, Text
from forecast.inputs.rows import Row, Table
from forecast.inputs.single import table_in


class VariantRow(Row):
    """A value of an assumption in a variant; `gemeente` stays empty for the general value."""

    variant: Text
    sleutel: Text
    gemeente: Text = ""
    waarde: Decimal
    toelichting: Text = ""


_TABLE = Table(VariantRow, ("variant", "sleutel", "gemeente"))


@dataclass(frozen=True, slots=True)
class VariantValue:
    """What a row says, and where it stands for messages."""

    variant: str
    key: str
    municipality: str | None
    number: float
    note: str
    where: str


def read_variants(path: Path) -> tuple[VariantValue, ...]:
    """Return the rows of a file, in its order.

    Raises
    ------
    ForecastError
        With every problem at once: the file, its columns, its cells, a doubled row.
    """
    frame = table_in(path, path.name, _TABLE,
                     "controleer het pad; verwacht wordt een CSV met variant, sleutel en waarde")
    return tuple(
        VariantValue(row["variant"], row["sleutel"], row["gemeente"] or None, row["waarde"],
                     row["toelichting"], f"{path.name}, rij {number}")
        for number, row in zip(frame.index, frame.to_dict("records"), strict=True)
    )
