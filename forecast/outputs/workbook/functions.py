"""The few Excel functions that the workbook uses, each with its value.

The list is small on purpose (no volatile, locale-bound or recent function), so that Excel,
LibreOffice and a test engine all give the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from forecast.outputs.workbook.formula import ATOM, Address, Node, Value, literal

Part = Node | float | str


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of placed cells, with their values row by row (None where empty)."""

    address: Address
    values: tuple[Value | None, ...]

    def node(self) -> Node:
        """Return the rectangle as a piece of a formula, always with $ signs."""
        a = self.address
        return Node(0.0, (Address(a.sheet, a.row, a.column, True, a.last),))


def _part(part: Part) -> Node:
    return part if isinstance(part, Node) else literal(part)


def _call(name: str, value: Value, *parts: Part) -> Node:
    pieces: list[str | Address] = [f"{name}("]
    for position, part in enumerate(parts):
        pieces += [*([","] if position else []), *_part(part).pieces]
    return Node(value, (*pieces, ")"), ATOM)


def total(first: Node, last: Node, values: Sequence[float]) -> Node:
    """Return SUM over the straight run of cells from `first` to `last`."""
    start, end = first.pieces[0], last.pieces[0]
    if not isinstance(start, Address) or not isinstance(end, Address):
        raise TypeError("a sum runs from one cell to another")
    area = Address(start.sheet, start.row, start.column, start.fixed, (end.row, end.column))
    return Node(math.fsum(values), ("SUM(", area, ")"), ATOM)


def mean(first: Node, last: Node, values: Sequence[float]) -> Node:
    """Return AVERAGE over the straight run of cells from `first` to `last`."""
    area = total(first, last, values).pieces[1]
    return Node(math.fsum(values) / len(values), ("AVERAGE(", area, ")"), ATOM)


def smallest_of(first: Node, last: Node, values: Sequence[float]) -> Node:
    """Return MIN over the rectangle of cells from `first` to `last`."""
    area = total(first, last, values).pieces[1]
    return Node(min(values), ("MIN(", area, ")"), ATOM)


def add_up(parts: Sequence[Node]) -> Node:
    """Return a + b + c; the sum of nothing is 0."""
    result = parts[0] if parts else literal(0)
    for part in parts[1:]:
        result = result + part
    return result


def when(test: Node, yes: Part, no: Part) -> Node:
    """Return IF."""
    chosen = _part(yes) if test.value else _part(no)
    return _call("IF", chosen.value, test, yes, no)


def all_of(*tests: Node) -> Node:
    """Return AND."""
    return _call("AND", all(t.value for t in tests), *tests)


def any_of(*tests: Node) -> Node:
    """Return OR."""
    return _call("OR", any(t.value for t in tests), *tests)


def choose(number: Node, options: Sequence[Node]) -> Node:
    """Return CHOOSE; with one option the option itself."""
    if len(options) == 1:
        return options[0]
    return _call("CHOOSE", options[int(number.number) - 1].value, number, *options)


def absolute(part: Node) -> Node:
    """Return ABS."""
    return _call("ABS", abs(part.number), part)


def smallest(*parts: Node | float) -> Node:
    """Return MIN."""
    return _call("MIN", min(_part(p).number for p in parts), *parts)


def largest(*parts: Node | float) -> Node:
    """Return MAX."""
    return _call("MAX", max(_part(p).number for p in parts), *parts)


def rounded(part: Node, digits: int = 0) -> Node:
    """Return ROUND: halves go away from zero, on the fifteen digits that a spreadsheet sees.

    So 57.49999999999999, which is 0.575 × 100 in binary, rounds to 58, as in Excel.
    """
    if not _finite(part):
        return _call("ROUND", math.nan, part, float(digits))
    seen = Decimal(f"{part.number:.15g}")
    value = float(seen.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return _call("ROUND", value, part, float(digits))


def whole(part: Node) -> Node:
    """Return INT (down)."""
    value = float(math.floor(part.number)) if _finite(part) else math.nan
    return _call("INT", value, part)


def remainder(part: Node, divisor: float) -> Node:
    """Return MOD."""
    return _call("MOD", part.number % divisor if _finite(part) else math.nan, part, divisor)


def match(wanted: Node, block: Block) -> Node:
    """Return the place of a text in a run of cells (MATCH, exact)."""
    return _call("MATCH", float(block.values.index(wanted.value) + 1), wanted, block.node(), 0.0)


def _finite(part: Node) -> bool:
    return math.isfinite(part.number)


def dutch(part: Node, decimals: int) -> Node:
    """Return the size of a number as Dutch text, decimals behind a comma, in any locale.

    The sign is left out: a sentence says *tekort* or *overschot*.
    """
    return _with_comma(rounded(absolute(part) * 10.0**decimals, 0), decimals)


def _with_comma(units: Node, decimals: int) -> Node:
    """Return a whole number of tenths, hundredths or thousandths as text with a comma."""
    if decimals == 0:
        return units
    result = whole(units / 10.0**decimals) & ","
    for step in range(decimals - 1, 0, -1):
        result = result & remainder(whole(units / 10.0**step), 10.0)
    return result & remainder(units, 10.0)


def dutch_whole(part: Node) -> Node:
    """Return the size of a number below a million as whole Dutch text, e.g. ``6.147``."""
    size = rounded(absolute(part), 0)
    digits = [remainder(whole(size / 100), 10.0), remainder(whole(size / 10), 10.0),
              remainder(size, 10.0)]
    grouped = whole(size / 1000) & "." & digits[0] & digits[1] & digits[2]
    return when(size.at_least(1000), grouped, size & "")


def dutch_millions(part: Node) -> Node:
    """Return the size of an amount in millions of euro with two decimals, e.g. ``1,63``."""
    return _with_comma(rounded(absolute(part) / 10_000.0, 0), 2)
