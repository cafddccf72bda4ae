"""One record that is a formula and its result at once.

A `Node` knows the text that Excel will calculate and the value that Python has calculated, so the
cached value of every formula cell comes from our own records. References only point at cells that
were placed before, hence no circle can arise. The arithmetic follows Excel: a division by zero has
no value, and a cell without a value is refused when it is placed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

Value = float | str | bool

#: How tightly an expression holds together; a looser part gets brackets inside a tighter one.
COMPARE, JOIN, SUM, PRODUCT, ATOM = range(5)

#: Excel refuses a longer text between quotes.
LONGEST_TEXT = 255


@dataclass(frozen=True, slots=True)
class Address:
    """A cell (or the rectangle down to `last`) on a sheet; `fixed` writes $ signs."""

    sheet: str
    row: int
    column: int
    fixed: bool = False
    last: tuple[int, int] | None = None

    def text(self, home: str) -> str:
        """Return the reference as written in a formula on sheet `home`."""
        found = self._cell(self.row, self.column)
        if self.last is not None:
            found += ":" + self._cell(*self.last)
        return found if self.sheet == home else f"{quoted(self.sheet)}!{found}"

    def _cell(self, row: int, column: int) -> str:
        letter = get_column_letter(column)
        return f"${letter}${row}" if self.fixed else f"{letter}{row}"


def quoted(sheet: str) -> str:
    """Return the name of a sheet as it stands in a formula: with quotes around a space."""
    return sheet if sheet.isalnum() else f"'{sheet}'"


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a formula with its value; `pieces` are text and addresses in reading order."""

    value: Value
    pieces: tuple[str | Address, ...]
    level: int = ATOM

    def text(self, home: str) -> str:
        """Return the formula, without its equals sign, for a cell on sheet `home`."""
        return "".join(p if isinstance(p, str) else p.text(home) for p in self.pieces)

    @property
    def number(self) -> float:
        """The value as a number; Excel counts TRUE as 1."""
        if isinstance(self.value, str):
            raise TypeError(f"'{self.value}' is no number")
        return float(self.value)

    def fixed(self) -> Node:
        """Return the same reference with $ signs."""
        pieces = tuple(
            Address(p.sheet, p.row, p.column, True, p.last) if isinstance(p, Address) else p
            for p in self.pieces
        )
        return Node(self.value, pieces, self.level)

    def __add__(self, other: Node | float) -> Node:
        return _operate(self, "+", other, SUM, lambda a, b: a + b)

    def __sub__(self, other: Node | float) -> Node:
        return _operate(self, "-", other, SUM, lambda a, b: a - b)

    def __mul__(self, other: Node | float) -> Node:
        return _operate(self, "*", other, PRODUCT, lambda a, b: a * b)

    def __truediv__(self, other: Node | float) -> Node:
        return _operate(self, "/", other, PRODUCT, _divide)

    def __neg__(self) -> Node:
        return Node(-self.number, ("-", *_inside(self, PRODUCT)), SUM)

    def __rsub__(self, other: float) -> Node:
        return literal(other) - self

    def __radd__(self, other: float) -> Node:
        return literal(other) + self

    def __and__(self, other: Node | str) -> Node:
        """Join as text; only whole numbers may be joined, or the reader's locale shows through."""
        right = literal(other) if isinstance(other, str) else other
        pieces = (*_inside(self, JOIN), "&", *_inside(right, JOIN))
        return Node(as_text(self.value) + as_text(right.value), pieces, JOIN)

    def __rand__(self, other: str) -> Node:
        return literal(other) & self

    def at_least(self, other: Node | float) -> Node:
        """Return whether this is at least `other`."""
        return _compare(self, ">=", other, lambda a, b: a >= b)

    def below(self, other: Node | float) -> Node:
        """Return whether this is below `other`."""
        return _compare(self, "<", other, lambda a, b: a < b)

    def above(self, other: Node | float) -> Node:
        """Return whether this is above `other`."""
        return _compare(self, ">", other, lambda a, b: a > b)

    def equals(self, other: Node | float | str) -> Node:
        """Return whether both values are the same."""
        right = other if isinstance(other, Node) else literal(other)
        pieces = (*_inside(self, JOIN), "=", *_inside(right, JOIN))
        return Node(self.value == right.value, pieces, COMPARE)


def literal(value: Value) -> Node:
    """Return a constant; in a formula only 0, 1, 100 and the like belong, the rest has a cell."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ValueError(f"a text of {len(value)} characters does not fit in a formula")
        return Node(value, ('"' + value.replace('"', '""') + '"',))
    shown = str(int(value)) if float(value).is_integer() else repr(float(value))
    return Node(value, (shown,), ATOM if value >= 0 else SUM)


def reference(value: Value, sheet: str, row: int, column: int) -> Node:
    """Return a reference to a placed cell."""
    return Node(value, (Address(sheet, row, column),))


def named(name: str, value: Value) -> Node:
    """Return a reference through a defined name."""
    return Node(value, (name,))


def as_text(value: Value) -> str:
    """Return a value as Excel joins it to text, in any locale.

    Raises
    ------
    ValueError
        For a number that is not whole: its decimal sign would follow the reader's locale.
    """
    if isinstance(value, str):
        return value
    if not float(value).is_integer():
        raise ValueError(f"{value} is no whole number and cannot be joined to text")
    return str(int(value))


def _divide(a: float, b: float) -> float:
    return a / b if b else math.nan


def _inside(node: Node, level: int, strict: bool = False) -> tuple[str | Address, ...]:
    if node.level < level or (strict and node.level == level):
        return ("(", *node.pieces, ")")
    return node.pieces


def _operate(
    left: Node, sign: str, other: Node | float, level: int, rule: Callable[[float, float], float]
) -> Node:
    right = other if isinstance(other, Node) else literal(other)
    # a - (b - c) and a / (b * c) keep their brackets
    pieces = (*_inside(left, level), sign, *_inside(right, level, strict=sign in "-/"))
    return Node(rule(left.number, right.number), pieces, level)


def _compare(
    left: Node, sign: str, other: Node | float, rule: Callable[[float, float], bool]
) -> Node:
    right = other if isinstance(other, Node) else literal(other)
    pieces = (*_inside(left, JOIN), sign, *_inside(right, JOIN))
    return Node(rule(left.number, right.number), pieces, COMPARE)
