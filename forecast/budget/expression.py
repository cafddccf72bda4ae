"""One record gives the number, the formula in the workbook and the cached value.

A line of the budget is written once, as an expression over cells. With floats in the cells it is
the central path and the live formula; with arrays over draws in the same cells it is the
ensemble. So the workbook cannot drift from the model. The forms are few on purpose: the four
operations, the smaller and the larger, and the part of an amount between two thresholds.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Number = float | NDArray[np.float64]

#: Numbers that may stand in a formula; every other number has a cell, a unit and a source.
FREE_NUMBERS = frozenset({0, 1, 2, 10, 12, 100, 1000, 10_000, 1_000_000})

#: How tightly an expression holds together; a looser part gets brackets inside a tighter one.
SIGNED, SUM, PRODUCT, ATOM = range(4)


class Expr(ABC):
    """An amount that knows its value and how the workbook calculates it.

    Attributes
    ----------
    value : float or ndarray
        Calculated once, when the expression is made; arrays broadcast.
    """

    value: Number
    binding: ClassVar[int] = ATOM

    @abstractmethod
    def formula(self, place: Place) -> str:
        """Return the formula without ``=``, English names; `place` gives a cell's reference."""

    def parts(self) -> tuple[Expr, ...]:
        """Return the expressions that this one is made of."""
        return ()

    def cells(self) -> Iterator[Cell]:
        """Yield the cells that the formula refers to, in reading order, doubles included."""
        for part in self.parts():
            yield from ([part] if isinstance(part, Cell) else part.cells())

    def __add__(self, other: Expr | int) -> Sum:
        return Sum((self, _expr(other)))

    def __sub__(self, other: Expr | int) -> Difference:
        return Difference(self, _expr(other))

    def __rsub__(self, other: int) -> Difference:
        return Difference(_expr(other), self)

    def __radd__(self, other: int) -> Sum:
        return Sum((_expr(other), self))

    def __mul__(self, other: Expr | int) -> Product:
        return Product((self, _expr(other)))

    def __truediv__(self, other: Expr | int) -> Quotient:
        return Quotient(self, _expr(other))

    def __neg__(self) -> Negate:
        return Negate(self)


@dataclass(frozen=True, eq=False)
class Whole(Expr):
    """A number that needs no cell: 0, 1, a year's twelve months, per cent, thousands.

    Raises
    ------
    ValueError
        For any other number: give it a `Cell` with a unit and a source.
    """

    number: int
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        if self.number not in FREE_NUMBERS:
            raise ValueError(f"{self.number} is an assumption: give it a cell")
        _set(self, float(self.number))

    def formula(self, place: Place) -> str:
        """Return the digits."""
        return str(self.number)


@dataclass(frozen=True, eq=False)
class Cell(Expr):
    """An amount with a place of its own in the workbook.

    Attributes
    ----------
    key : str
        Its name among all cells: see `key_of`.
    value : float or ndarray
    unit : str
    definition : Expr or None
        The formula that stands in the cell; None for an input or a volume of the run.
    status : str
        feit, afgeleid, raming, aanname or voorbeeld; a defined cell takes the weakest it rests on.
    source : str
        Code in the source register, or words for a formula.
    """

    key: str
    value: Number
    unit: str
    definition: Expr | None = None
    status: str = "raming"
    source: str = ""

    def formula(self, place: Place) -> str:
        """Return the reference to the cell."""
        return place(self)

    def leaves(self) -> Iterator[Cell]:
        """Yield the inputs on which this cell rests, each key once."""
        return (cell for cell in walk(self) if cell.definition is None)


def walk(*cells: Cell) -> Iterator[Cell]:
    """Yield the cells and everything that they rest on, each key once, a cell before its parts."""
    seen: set[str] = set()
    stack = list(cells)[::-1]
    while stack:
        cell = stack.pop()
        if cell.key in seen:
            continue
        seen.add(cell.key)
        yield cell
        if cell.definition is not None:
            inner = cell.definition
            stack.extend([inner] if isinstance(inner, Cell) else inner.cells())


Place = Callable[[Cell], str]


@dataclass(frozen=True, eq=False)
class Sum(Expr):
    """Terms added up."""

    terms: tuple[Expr, ...]
    value: Number = field(init=False)
    binding: ClassVar[int] = SUM

    def __post_init__(self) -> None:
        _set(self, reduce(lambda a, b: a + b, [t.value for t in self.terms]))

    def formula(self, place: Place) -> str:
        """Return ``a+b+c``."""
        return "+".join(inside(term, SUM, place) for term in self.terms)

    def parts(self) -> tuple[Expr, ...]:
        """Return the terms."""
        return self.terms


@dataclass(frozen=True, eq=False)
class Product(Expr):
    """Factors multiplied; a quotient behind the first factor keeps its brackets."""

    factors: tuple[Expr, ...]
    value: Number = field(init=False)
    binding: ClassVar[int] = PRODUCT

    def __post_init__(self) -> None:
        _set(self, reduce(lambda a, b: a * b, [f.value for f in self.factors]))

    def formula(self, place: Place) -> str:
        """Return ``a*b*(c+d)``."""
        first, *rest = self.factors
        texts = [inside(first, PRODUCT, place)]
        texts += [inside(f, ATOM, place) for f in rest]
        return "*".join(texts)

    def parts(self) -> tuple[Expr, ...]:
        """Return the factors."""
        return self.factors


@dataclass(frozen=True, eq=False)
class Difference(Expr):
    """`left` less `right`."""

    left: Expr
    right: Expr
    value: Number = field(init=False)
    binding: ClassVar[int] = SUM

    def __post_init__(self) -> None:
        _set(self, self.left.value - self.right.value)

    def formula(self, place: Place) -> str:
        """Return ``a-(b+c)``."""
        return f"{inside(self.left, SUM, place)}-{inside(self.right, PRODUCT, place)}"

    def parts(self) -> tuple[Expr, ...]:
        """Return both sides."""
        return self.left, self.right


@dataclass(frozen=True, eq=False)
class Quotient(Expr):
    """`top` divided by `bottom`, which the loaders keep away from zero."""

    top: Expr
    bottom: Expr
    value: Number = field(init=False)
    binding: ClassVar[int] = PRODUCT

    def __post_init__(self) -> None:
        _set(self, self.top.value / self.bottom.value)

    def formula(self, place: Place) -> str:
        """Return ``a/(b*c)``."""
        return f"{inside(self.top, PRODUCT, place)}/{inside(self.bottom, ATOM, place)}"

    def parts(self) -> tuple[Expr, ...]:
        """Return numerator and denominator."""
        return self.top, self.bottom


@dataclass(frozen=True, eq=False)
class Negate(Expr):
    """The amount with the other sign."""

    inner: Expr
    value: Number = field(init=False)
    binding: ClassVar[int] = SIGNED

    def __post_init__(self) -> None:
        _set(self, -self.inner.value)

    def formula(self, place: Place) -> str:
        """Return ``-a``."""
        return f"-{inside(self.inner, PRODUCT, place)}"

    def parts(self) -> tuple[Expr, ...]:
        """Return the amount itself."""
        return (self.inner,)


def key_of(name: str, area: str = "", year: int | None = None, scenario: str = "") -> str:
    """Return a cell's key, always four parts: ``name|area|year|scenario``, empty where none."""
    return f"{name}|{area}|{'' if year is None else year}|{scenario}"


def inside(expr: Expr, level: int, place: Place) -> str:
    """Return the formula of a part, in brackets where it holds less tightly than `level`."""
    text = expr.formula(place)
    return text if expr.binding >= level else f"({text})"


def _expr(other: Expr | int) -> Expr:
    return other if isinstance(other, Expr) else Whole(other)


def _set(expr: Expr, value: Number) -> None:
    # a frozen record that derives one field from the others writes it this way, once
    object.__setattr__(expr, "value", value)
