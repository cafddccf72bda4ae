"""Where a cell of the workbook comes from: its formula, what it rests on, down to the inputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from forecast.cycle.shelf import editions
from forecast.errors import ForecastError, Problem
from forecast.inputs import suggest
from forecast.outputs.edition import WORKBOOK
from forecast.words import dutch_number

_PLACE = re.compile(r"'?(?P<sheet>[^'!]+)'?!\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>\d+)")
_DEEPEST, _MOST = 3, 12


def story(shelf: Path, edition: str | None, cell: str) -> tuple[str, ...]:
    """Return the story of a cell: value, formula, and under it every cell that it uses.

    Parameters
    ----------
    shelf : Path
        The editions of a data set.
    edition : str or None
        None for the newest.
    cell : str
        E.g. ``Budget!F9``.

    Raises
    ------
    ForecastError
        No such edition, sheet or cell; or the cell is empty.
    """
    path = _workbook(shelf, edition)
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    found = _PLACE.fullmatch(cell)
    if not found:
        hint = "schrijf blad, uitroepteken en cel: Budget!F9"
        raise ForecastError(Problem(cell, "dit is geen cel van het werkboek", hint))
    sheet = found["sheet"]
    if sheet not in formulas.sheetnames:
        hint = suggest(sheet, formulas.sheetnames)
        raise ForecastError(Problem(cell, f"het werkboek heeft geen blad '{sheet}'", hint))
    address = f"{found['column'].upper()}{found['row']}"
    if formulas[sheet][address].value is None:
        raise ForecastError(Problem(cell, "deze cel is leeg", "kies een cel met een getal"))
    return (f"{path}", *_tell(formulas, values, sheet, address, 0, set()))


def _workbook(shelf: Path, edition: str | None) -> Path:
    known = {path.name: path for path in editions(shelf)}
    if not known:
        hint = "maak er eerst een met forecast run"
        raise ForecastError(Problem(str(shelf), "hier staat nog geen editie", hint))
    if edition is not None and edition not in known:
        hint = suggest(edition, known)
        raise ForecastError(Problem(str(shelf), f"er is geen editie '{edition}'", hint))
    return (known[edition] if edition else [*known.values()][-1]) / WORKBOOK


def _tell(
    formulas: Workbook, values: Workbook, sheet: str, address: str, depth: int, told: set[str]
) -> Iterator[str]:
    formula, value = formulas[sheet][address].value, values[sheet][address].value
    indent = "  " * depth
    label = _label(values[sheet], address)
    yield f"{indent}{sheet}!{address}  {_shown(value)}" + (f"  {label}" if label else "")
    again = f"{sheet}!{address}" in told
    told.add(f"{sheet}!{address}")
    if not (isinstance(formula, str) and formula.startswith("=")) or again:
        return
    yield f"{indent}  {formula}"
    if depth == _DEEPEST:
        return
    used = list(dict.fromkeys(_references(formulas, formula, sheet)))
    for other, place in used[:_MOST]:
        yield from _tell(formulas, values, other, place, depth + 1, told)
    if len(used) > _MOST:
        yield f"{indent}  … en nog {len(used) - _MOST} cellen"


def _references(formulas: Workbook, formula: str, sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the cells that a formula uses, names and ranges unfolded."""
    for token in Tokenizer(formula).items:
        if token.type != "OPERAND" or token.subtype != "RANGE":
            continue
        text = token.value
        if text in formulas.defined_names:
            text = formulas.defined_names[text].attr_text
        name, _, area = text.replace("$", "").rpartition("!")
        where = name.strip("'") or sheet
        if where not in formulas.sheetnames:
            continue
        left, top, right, bottom = range_boundaries(area)
        for row in formulas[where].iter_rows(top, bottom, left, right):
            for cell in row:
                if cell.value is not None:
                    yield where, cell.coordinate


def _label(sheet: Worksheet, address: str) -> str:
    """Return the words in front of a cell: what a reader sees to its left."""
    cell = sheet[address]
    words = [
        str(sheet.cell(cell.row, column).value)
        for column in range(1, min(cell.column, 6))
        if isinstance(sheet.cell(cell.row, column).value, str)
    ]
    return " · ".join(word for word in words if word.strip())


def _shown(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return dutch_number(value, 4, trim=True)
