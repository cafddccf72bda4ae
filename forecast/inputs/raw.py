"""A table as it was written down: cells with their row number, before anything is believed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forecast.errors import Problem
from forecast.inputs import privacy

#: What a cell holds: text from CSV; text, number, date or yes/no from Excel; None when blank.
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

_ERROR_VALUE = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?")


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells of one table.

    Attributes
    ----------
    name : str
        File stem or sheet name.
    where : str
        How a reader finds it, e.g. ``inputs/wpda/inwoners.csv``.
    columns : tuple of str
        Small letters; at least one.
    rows : tuple of (int, tuple of Cell)
        Row number as Excel shows it, and a cell per column.
    comma_separated : bool
        Cells were divided by commas, so that ``1,234`` may be an English thousand.
    """

    name: str
    where: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    comma_separated: bool = False


def tidy(
    name: str, where: str, records: Iterable[Sequence[Cell]], *, comma_separated: bool = False
) -> tuple[RawTable | None, list[Problem]]:
    """Return a raw table of records (the first is the header), or what is wrong with its shape.

    Blank rows are passed over and keep their number. A table that holds a citizen number is
    refused at once, so that no later message repeats what stands in its cells.
    """
    cleaned = (tuple(_clean(cell) for cell in record) for record in records)
    numbered = [
        (row, cells)
        for row, cells in enumerate(cleaned, start=1)
        if any(cell is not None for cell in cells)
    ]
    if not numbered:
        return None, [Problem(where, "het bestand is leeg", "zet er een kopregel en rijen in")]
    if personal := privacy.problems(where, numbered):
        return None, personal
    first, header = numbered[0]
    columns = [str(cell).lower() if cell is not None else "" for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    problems = _header_problems(f"{where}, rij {first}", columns)
    rows = []
    for row, cells in numbered[1:]:
        if len(cells) == len(columns) and not any(map(_suspect, cells)):
            rows.append((row, cells))
            continue
        found, more = _fitted(f"{where}, rij {row}", cells, len(columns), comma_separated)
        problems += more
        rows.append((row, found))
    if len(numbered) == 1:
        problems.append(Problem(where, "er staat alleen een kopregel in", "vul de rijen in"))
    if problems:
        return None, problems
    return RawTable(name, where, tuple(columns), tuple(rows), comma_separated), []


def _clean(cell: Cell) -> Cell:
    """Return a cell without blanks around its text; CBS pads its codes."""
    if isinstance(cell, str):
        return cell.strip() or None
    return cell


def _suspect(cell: Cell) -> bool:
    """Return whether a cell may hold an error value of a spreadsheet."""
    return isinstance(cell, str) and cell[0] == "#"


def _header_problems(where: str, columns: list[str]) -> list[Problem]:
    problems = []
    if "" in columns:
        problems.append(
            Problem(where, f"kolom {columns.index('') + 1} heeft geen naam", "vul de kopregel aan")
        )
    double = sorted({name for name in columns if name and columns.count(name) > 1})
    problems += [
        Problem(f"{where}, kolom {name}", "deze kolom staat er twee keer in", "haal er een weg")
        for name in double
    ]
    return problems


def _fitted(
    where: str, cells: tuple[Cell, ...], width: int, comma_separated: bool
) -> tuple[tuple[Cell, ...], list[Problem]]:
    """Return exactly `width` cells and what is wrong with them."""
    problems = []
    if any(cell is not None for cell in cells[width:]):
        hint = "zet tekst met een scheidingsteken tussen aanhalingstekens"
        if comma_separated:
            hint += ", en gebruik ; als scheiding wanneer getallen een decimale komma hebben"
        problems.append(Problem(where, f"er zijn meer cellen dan de {width} kolommen", hint))
    problems += [
        Problem(where, f"de foutwaarde {cell} staat in een cel", "herstel de formule in Excel")
        for cell in cells[:width]
        if isinstance(cell, str) and _ERROR_VALUE.fullmatch(cell)
    ]
    return (*cells[:width], *([None] * (width - len(cells)))), problems
