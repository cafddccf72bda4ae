"""The page of the agreed results: its columns, and how a line of it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forecast.outputs.groups import Target
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.paging import keep
from forecast.outputs.workbook.people_sheet import PeopleSheet
from forecast.outputs.workbook.styles import unit_format
from forecast.outputs.workbook.target_rows import target_key
from forecast.outputs.workbook.wrapping import height_of

LABEL, UNIT, WAY, NORM, MIDDLE, GAP, CHANCE, WITH_50, WITH_70, WITH_90, SCORE, WORDS = range(1, 13)
WIDTHS = (52.0, 13.0, 11.0, 11.5, 11.5, 11.5, 9.5, 11.5, 11.5, 11.5, 7.5, 38.0)
NUMBERS = WORDS - NORM
HEADS = ("richting", "afgesproken", "verwacht (middenpad)", "verschil", "kans", "met 50% kans",
          "met 70% kans", "met 90% kans", "score", "Oordeel")
#: A heading stands above this much of its block, points.
_FIRST_LINES = 90.0
WORDS_WIDTH = sum(WIDTHS[WAY - 1:])


Cells = dict[int, Node]
#: By column: what stands there, or how it follows from the cells before it; role and form.
Numbers = dict[int, tuple[Node | Callable[[Cells], Node], str, str]]
Words = str | Callable[[Cells], Node]


class TargetPage:
    """The sheet under construction: rows are written downwards."""

    def __init__(self, page: PeopleSheet) -> None:
        self.page, self.sheet, self.chosen = page, page.sheet, page.chosen
        report = page.layout.report
        self.whole, self.places, self.years = report.whole, report.municipalities, report.years
        self.row = 6
        self.expected: dict[tuple[str, str], Node] = {}

    def figure(self, area: str, target: Target, field: str) -> Node:
        """Return a figure of a target in the chosen scenario."""
        return self.chosen.run_in(area, target_key(target, field), self.years.index(target.year))

    def head(self, title: str, heads: Sequence[str], height: float = 30) -> None:
        """Write the heading of a block; the last of `heads` stands above the words."""
        keep(self.sheet, self.row, height + _FIRST_LINES, sum(WIDTHS))
        self.sheet.put(self.row, LABEL, title, "kop_links")
        self.sheet.put(self.row, UNIT, "eenheid", "kop_links")
        for column in range(WAY, WORDS):
            text = heads[column - WAY] if column - WAY < len(heads) - 1 else None
            self.sheet.put(self.row, column, text or None, "kop_getal")
        self.sheet.put(self.row, WORDS, heads[-1] or None, "kop_in")
        self.sheet.height(self.row, height)
        self.row += 1

    def line(self, label: str, unit: str, numbers: Numbers, words: Words = "", way: str = "",
             bold: bool = False) -> Cells:
        """Write a line; return its cells, from which later columns may calculate."""
        sheet, row = self.sheet, self.row
        sheet.put(row, LABEL, label, "label_sub" if bold else "label")
        sheet.put(row, UNIT, unit, "label_licht")
        sheet.put(row, WAY, way or None, "label_licht")
        cells: Cells = {}
        for column in range(NORM, WORDS):
            if column in numbers:
                content, role, form = numbers[column]
                content = content if isinstance(content, Node) else content(cells)
                cells[column] = sheet.put(row, column, content, role, form)
            else:
                sheet.put(row, column, None, "leeg")
        if not isinstance(words, str):
            sheet.put(row, WORDS, words(cells), "oordeel_links")
            spot = sheet.excel.cell(row, WORDS).coordinate
            sheet.verdict_colours(f"{spot}:{spot}")
        else:
            sheet.put(row, WORDS, words or None, "kort_in")
        said = words if isinstance(words, str) else ""
        sheet.height(row, height_of((label, WIDTHS[0], 10), (said, WIDTHS[-1], 9)))
        self.row += 1
        return cells

    def verdict(self, cells: Cells) -> Node:
        """Judge the odds of a line by the limits of the traffic light."""
        limit, chance = self.chosen.limit, cells[CHANCE]
        return f.when(chance.at_least(limit(register.GREEN)), literal("● haalbaar"),
                      f.when(chance.at_least(limit(register.ORANGE)), literal("▲ onzeker"),
                             literal("■ waarschijnlijk niet gehaald")))

    def score(self, cells: Cells) -> Node:
        """Return 3, 2 or 1 by the same limits."""
        return 1 + (f.when(cells[CHANCE].at_least(self.chosen.limit(register.GREEN)), 1, 0)
                    + f.when(cells[CHANCE].at_least(self.chosen.limit(register.ORANGE)), 1, 0))


def gap(cells: Cells) -> Node:
    return cells[MIDDLE] - cells[NORM]


def unit_of(unit: str) -> str:
    return "%" if unit.startswith("%") else unit


def form_of(unit: str) -> str:
    return "getal1" if unit.startswith("%") else unit_format(unit)
