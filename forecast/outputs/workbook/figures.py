"""The run's figures on sheet Volumes, and where an input of the budget stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from forecast.budget.expression import Cell
from forecast.outputs.report import NATION
from forecast.outputs.workbook.aannames import Inputs
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import AREA, FIRST, TOTAL, Layout, named_parts
from forecast.outputs.workbook.styles import shown_unit
from forecast.outputs.workbook.wrapping import height_of

#: Widths of the columns in front of the years: area, line, scenario, unit, year before.
WIDTHS = (22, 44, 30, 18, 17)
#: Height of a row that holds one line of text, points.
_ONE_LINE = 18.0

#: What the budget calls a volume of this sheet.
SAME_AS = {"volume.uitkeringen": "bijstand.uitkeringen"}


@dataclass
class Figures:
    """References to the run's figures: by scenario, area and line one cell per year."""

    rows: dict[tuple[int, str, str], list[Node]] = field(default_factory=dict)
    past: dict[tuple[int, str, str], Node] = field(default_factory=dict)
    leaves: dict[tuple[int, str], Node] = field(default_factory=dict)
    causes: dict[tuple[int, int], Node] = field(default_factory=dict)
    whole: Node = field(default_factory=lambda: literal(""))


def header(
    layout: Layout, sheet: Sheet, inputs: Inputs, row: int, total: str, role: str = "kop_getal"
) -> list[Node]:
    """Write the header that all calculation sheets share; return the year cells."""
    sheet.row(row, AREA, ("Gebied", "Regel", "Scenario", "Eenheid"), "kop_links")
    sheet.put(row, TOTAL, total, role)
    sheet.height(row, 30)
    return sheet.row(row, FIRST, inputs.years, "kop_getal", "jaar")


def labels(
    layout: Layout, sheet: Sheet, row: int, area: str, line: str, number: int, unit: str
) -> None:
    """Write the four columns that every row begins with; the figures behind them come later."""
    words = (layout.area_name(area), line, layout.scenario_name(number), shown_unit(unit))
    sheet.row(row, AREA, words, "label")
    high = height_of(*((text, width, 10.0) for text, width in zip(words, WIDTHS, strict=False)))
    if high > _ONE_LINE:
        sheet.height(row, high)
    sheet.row(row, TOTAL, [None] * (layout.last - TOTAL + 1), "leeg")


def placed(
    layout: Layout, inputs: Inputs, figures: Figures, number: int, cell: Cell
) -> Node | None:
    """Return where an input of the budget already stands: Aannames, or a line of this sheet."""
    name, area, year = named_parts(cell)
    index = layout.report.years.index(year) if year in layout.report.years else None
    found = inputs.find(name, area, number, index)
    if found is None and index is not None and area != NATION:
        line = figures.rows.get((number, area, SAME_AS.get(name, name)))
        found = line[index] if line else None
    if found is None and index is not None and area == NATION:
        line = figures.rows.get((0, NATION, name))  # a published macro budget
        found = line[index] if line else None
    same = found is not None and abs(found.number - float(cell.value)) < 1e-6
    if same:
        return found
    stored = figures.leaves.get((number, cell.key))
    if stored is not None and year is None:
        return stored.fixed()
    return stored
