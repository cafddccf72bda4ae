"""Where every cell of the accounts stands on sheet Budget, and what formula stands there."""

from __future__ import annotations

from dataclasses import dataclass, field

from forecast.budget.expression import Cell, Expr, walk
from forecast.outputs.report import BUIG, FRAMES, NATION, SIDES, Account
from forecast.outputs.workbook import figures as places
from forecast.outputs.workbook.aannames import Inputs
from forecast.outputs.workbook.figures import Figures
from forecast.outputs.workbook.formula import SUM, Address, Node
from forecast.outputs.workbook.layout import TOTAL, Layout, account_cells, named_parts

SHEET = "Budget"
VOLUME, BUDGET, MACRO, RULE = (
    "volume.uitkeringen", "buig.budget", "buig.macro", "buig.budget.regel",
)
BATEN, LASTEN, SALDO, PART = "buig.baten", "buig.lasten", "buig.saldo", "buig.saldo_deel"
VANGNET, AFTER, EVEN = "buig.vangnet", "buig.saldo_na_vangnet", "buig.aandeel.evenwicht"
#: Rows that the sheet makes itself, below the lines of the BUIG.
SUMMARY = (BATEN, LASTEN, SALDO, PART, VANGNET, AFTER, EVEN)
_SUMS = ("baten", "lasten", "saldo", "saldo_deel")


def summary_of(frame: str) -> tuple[str, ...]:
    """Return the keys of the rows below the lines of a frame."""
    return SUMMARY if frame == BUIG else tuple(f"{frame}.{name}" for name in _SUMS)


_ALL_SUMMARY = frozenset(key for frame in FRAMES for key in summary_of(frame))


@dataclass(frozen=True, slots=True)
class Spec:
    """A row before it is written: its definition in each year, and what it is called."""

    key: str
    label: str
    side: str
    unit: str
    status: str
    source: str
    cells: tuple[Expr, ...]
    frame: str = BUIG
    open_ended: bool = False


@dataclass
class Rows:
    """Row numbers by scenario, area and key; and cells that open a chain that looks back."""

    layout: Layout
    inputs: Inputs
    figures: Figures
    row_of: dict[tuple[int, str, str], int] = field(default_factory=dict)
    openings: dict[tuple[int, str, str], tuple[str, Cell]] = field(default_factory=dict)

    def formula(self, scenario: int, expr: Expr) -> Node:
        """Return an expression as a formula for sheet Budget, with its value."""
        inner = expr
        if isinstance(expr, Cell):
            if expr.definition is None:  # the line shows an input; never its own row
                found = places.placed(self.layout, self.inputs, self.figures, scenario, expr)
                if found is None:
                    raise KeyError(f"{expr.key} has no place in the workbook")
                return found
            inner = expr.definition
        text = inner.formula(lambda cell: self._place(scenario, cell))
        return Node(float(inner.value), (text,), SUM)

    def at(self, scenario: int, area: str, key: str, year: int, value: float) -> Node:
        """Return the reference to a row in a year."""
        row = self.row_of[scenario, area, key]
        return Node(value, (Address(SHEET, row, self.layout.column(year)),))

    def _place(self, scenario: int, cell: Cell) -> str:
        name, area, year = named_parts(cell)
        local = area if area in self.layout.report.municipalities else NATION
        opening = self.openings.get((scenario, local, cell.key))
        if opening is not None:
            row = self.row_of[scenario, local, opening[0]]
            return Address(SHEET, row, TOTAL).text(SHEET)
        row_found = self.row_of.get((scenario, local, name))
        if row_found is not None and year in self.layout.report.years:
            return Address(SHEET, row_found, self.layout.column(year)).text(SHEET)
        found = places.placed(self.layout, self.inputs, self.figures, scenario, cell)
        if found is None:
            raise KeyError(f"{cell.key} has no place in the workbook")
        return found.text(SHEET)


def find_openings(rows: Rows, scenario: int, by_year: list[Account]) -> None:
    """Note which input opens a chain that refers to the year before.

    In the first year a chain such as ``price = price of last year x growth`` starts from an input,
    later from its own column to the left. That input goes in the column before the first year, so
    that a row holds one formula.
    """
    if len(by_year) < 2:
        return
    first, second = (_definitions(account) for account in by_year[:2])
    start = by_year[0].year
    for key, early in first.items():
        late = second.get(key)
        if late is None or len(early) != len(late):
            continue
        for a, b in zip(early, late, strict=True):
            name, area, year = named_parts(b)
            # the column before a sum holds the total of the years, no opening
            chained = b.definition is not None or name == VOLUME
            lagged = chained and year == start and name not in _ALL_SUMMARY
            if a.definition is None and lagged and a.key.split("|")[0] != name:
                local = area if area in rows.layout.report.municipalities else NATION
                rows.openings[scenario, local, a.key] = (name, a)


def _definitions(account: Account) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    stack = account_cells(account)
    while stack:
        cell = stack.pop()
        name, area, year = named_parts(cell)
        if cell.definition is None or year != account.year or f"{name}|{area}" in found:
            continue
        inner = cell.definition
        parts: list[Cell] = [inner] if isinstance(inner, Cell) else list(inner.cells())
        found[f"{name}|{area}"] = parts
        stack.extend(parts)
    return found


def specs(by_year: list[Account], label_of: dict[str, str], taken: set[str]) -> list[Spec]:
    """Return the rows of one frame of an area: volume, chain, income, cost, what follows.

    `taken` are the names that have a row of this area already.
    """
    first = by_year[0]
    found: list[Spec] = []
    for cell in _loose(first, {line.key for line in first.lines} | taken):
        name = cell.key.split("|")[0]
        same = tuple(_same_cell(account, name) for account in by_year)
        side = "volume" if cell.definition is None else "keten"
        found.append(Spec(name, label_of.get(name, name), side, cell.unit, cell.status,
                          cell.source, same, first.frame))
    for line in first.lines:
        cells: tuple[Expr, ...] = tuple(
            next(x.amount for x in account.lines if x.key == line.key) for account in by_year)
        found.append(Spec(line.key, line.label, line.side, line.unit, line.status, line.source,
                          cells, first.frame, line.open_ended))
    return sorted(found, key=lambda s: ("volume", *SIDES).index(s.side))


def _loose(account: Account, known: set[str]) -> list[Cell]:
    """Return the cells of this area that no line shows: the volume, and steps without a line."""
    found: dict[str, Cell] = {}
    for cell in walk(*account_cells(account)):
        name, area, year = named_parts(cell)
        here = area == account.area and year == account.year and name not in known
        step = cell.definition is not None and name not in _ALL_SUMMARY
        volume = name == VOLUME and area != NATION and account.frame == BUIG
        if here and (step or volume):
            found[name] = cell
    return list(found.values())


def _same_cell(account: Account, name: str) -> Cell:
    for cell in walk(*account_cells(account)):
        if named_parts(cell) == (name, account.area, account.year):
            return cell
    raise KeyError(f"{name} is missing in {account.area} {account.year}")
