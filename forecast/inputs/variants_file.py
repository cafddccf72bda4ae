"""A table of variants: one value that differs a row; rows with the same name are one variant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import folder
from forecast.inputs.check import typed
from forecast.inputs.dutch_csv import read_csv
from forecast.inputs.fields import Border, Decimal, Text
from forecast.inputs.rows import Row, Table


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
    if not path.is_file():
        hint = "controleer het pad; verwacht wordt een CSV met variant, sleutel en waarde"
        raise ForecastError(Problem(str(path), "dit bestand bestaat niet", hint))
    content, problems = folder.read(path.parent, path)
    raise_all(problems)
    raw, problems = read_csv(content, path.stem.lower(), path.name)
    raise_all(problems)
    if raw is None:
        raise AssertionError("what cannot be read leaves a problem")
    frame, problems = typed(raw, _TABLE, Border())
    raise_all(problems)
    return tuple(
        VariantValue(row["variant"], row["sleutel"], row["gemeente"] or None, row["waarde"],
                     row["toelichting"], f"{path.name}, rij {number}")
        for number, row in zip(frame.index, frame.to_dict("records"), strict=True)
    )
