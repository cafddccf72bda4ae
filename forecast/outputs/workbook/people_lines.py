"""The lines of a sheet about a group: figures of the run, and formulas on the lines above them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.formula import Node


@dataclass
class Row:
    """A line that stands on the sheet: its figure of the December before, and of every year."""

    before: Node | None
    years: list[Node]
    number: int


class Rows(dict[str, Row]):
    """The lines of one area, by name."""

    def at(self, name: str, i: int) -> Node:
        """Return a line in year `i`; for -1 the last realised December."""
        row = self[name]
        if i >= 0:
            return row.years[i]
        if row.before is None:
            raise KeyError(f"{name} has no figure of the December before")
        return row.before


Formula = Callable[[Rows, int], Node]


@dataclass(frozen=True)
class Item:
    """A line of a block.

    Attributes
    ----------
    name : str
        A variable of the run (``….ultimo`` at the year's end), or a name of its own.
    label, unit, form : str
        `form` is a number format.
    make : callable, optional
        The formula of a year, from lines above; without it the run's own figure.
    stock : bool
        Whether it has a figure of the December before; that of a formula with `make` too.
    role : str
    words : str
        What a reader should know, in Dutch.
    opens : str
        The stock whose figure of a year earlier stands here, so that a year can be followed.
    local : bool
        Whether a municipality has it too; a formula of lines that it lacks has not.
    equals : str
        The line above, a formula, that this figure of the run must be equal to.
    money : bool
        Whether the line stands on sheet Budget, under its name.
    """

    name: str
    label: str
    unit: str = "personen"
    form: str = "getal"
    make: Formula | None = None
    stock: bool = False
    role: str = "reken"
    words: str = ""
    opens: str = ""
    equals: str = ""
    local: bool = True
    money: bool = False


@dataclass(frozen=True)
class Part:
    """A block: its title and its lines."""

    title: str
    items: tuple[Item, ...]


def added(*names: str) -> Formula:
    """Return the formula of a sum of lines; a name behind ``-`` is taken off."""

    def make(rows: Rows, i: int) -> Node:
        result: Node | None = None
        for name in names:
            node = rows.at(name.lstrip("-"), i)
            if result is None:
                result = -node if name.startswith("-") else node
            else:
                result = result - node if name.startswith("-") else result + node
        if result is None:
            raise ValueError("nothing to add")
        return result

    return make


def ratio(top: str, bottom: str) -> Formula:
    """Return the formula of a share; nought where there is nothing to divide by."""

    def make(rows: Rows, i: int) -> Node:
        under = rows.at(bottom, i)
        return f.when(under.equals(0.0), 0.0, rows.at(top, i) / under)

    return make
