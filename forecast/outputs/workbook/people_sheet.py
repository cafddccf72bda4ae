"""How the sheets of the groups are built: blocks of lines, per area, on the chosen scenario.

A line is a figure of the run, picked from sheet Volumes, or a formula on lines above it. So a
reader follows every number by its references, and the arithmetic can be read where it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.worksheet.pagebreak import Break

from forecast.outputs.groups import GroupFigure, Target
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import Layout
from forecast.outputs.workbook.paging import keep
from forecast.outputs.workbook.people_lines import Item, Part, Row, Rows
from forecast.outputs.workbook.people_rows import figure_key
from forecast.outputs.workbook.styles import unit_format
from forecast.outputs.workbook.target_rows import TARGET, target_key
from forecast.outputs.workbook.wrapping import height_of

#: Columns: the line, its unit, the last realised December, then the years and an explanation.
LABEL, UNIT, BEFORE, FIRST = range(1, 5)
_LABEL_WIDTH, _UNIT_WIDTH, _NUMBER_WIDTH, _WORDS_WIDTH = 50.0, 15.0, 12.5, 58.0
_TARGET_FORM = {"%": "getal1"}
HEAD = 6
#: Height of the heading of a block, points.
_HEAD_HEIGHT = 30.0


@dataclass
class PeopleSheet:
    """A sheet under construction."""

    layout: Layout
    chosen: Chosen
    sheet: Sheet
    row: int = HEAD
    rows: dict[str, Rows] = field(default_factory=dict)
    checks: dict[str, list[Node]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The column of the last year."""
        return FIRST + len(self.layout.report.years) - 1

    @property
    def words(self) -> int:
        """The column of the explanations, behind the years and behind what a target needs."""
        return max(self.last + 1, BEFORE + len(TARGET))

    @property
    def _wide(self) -> float:
        """The width of all columns, characters."""
        return _LABEL_WIDTH + _UNIT_WIDTH + _WORDS_WIDTH + _NUMBER_WIDTH * (self.words - BEFORE)

    def begin(self, title: str, subtitle: str) -> None:
        """Write the heading and the widths."""
        figures = [_NUMBER_WIDTH] * (self.words - BEFORE)
        self.sheet.heading(title, subtitle, None, self.words)
        self.sheet.widths(_LABEL_WIDTH, _UNIT_WIDTH, *figures, _WORDS_WIDTH)

    def sentence(self, text: Node, row: int) -> None:
        """Write a sentence over the width of the sheet."""
        for column in range(2, self.words + 1):
            self.sheet.put(row, column, None, "zin")
        self.sheet.put(row, 1, text, "zin")
        self.sheet.merge(row, 1, self.words)
        self.sheet.height(row, height_of((str(text.value), self._wide, 12.5)) + 10)

    def area(self, area: str, parts: Sequence[Part], new_page: bool) -> Rows:
        """Write the blocks of an area; return its lines."""
        if new_page:
            self.row_break()
        found = self.rows.setdefault(area, Rows())
        for part in parts:
            items = [x for x in part.items if self._has(area, x)]
            # a block in euros opens with an amount; without it there is nothing to add up
            if not items or (part.items[0].money and items[0] is not part.items[0]):
                continue
            keep(self.sheet, self.row, _HEAD_HEIGHT + sum(map(_height, items)), self._wide)
            self._head(area, part.title)
            for item in items:
                self._item(area, item, found)
            self.row += 1
        return found

    def row_break(self) -> None:
        """Begin a new page, unless this one is still empty."""
        if self.row > HEAD + 1:
            self.sheet.excel.row_breaks.append(Break(id=self.row - 1))

    def _has(self, area: str, item: Item) -> bool:
        if item.make is not None:
            return item.local or area == self.layout.report.whole
        if item.money:
            return (0, area, item.name) in self.chosen.money.rows
        return (0, area, item.opens or item.name) in self.chosen.figures.rows

    def _head(self, area: str, title: str) -> None:
        sheet = self.sheet
        sheet.put(self.row, LABEL, f"{area}: {title}", "kop_links")
        sheet.put(self.row, UNIT, "Eenheid", "kop_links")
        before = f"31 december {self.layout.past_year}"
        sheet.put(self.row, BEFORE, before, "kop_geweest")
        sheet.row(self.row, FIRST, self.chosen.inputs.years, "kop_getal", "jaar")
        for column in range(self.last + 1, self.words):
            sheet.put(self.row, column, None, "kop_getal")
        sheet.put(self.row, self.words, "Toelichting", "kop_in")
        sheet.height(self.row, _HEAD_HEIGHT)
        self.row += 1

    def _item(self, area: str, item: Item, found: Rows) -> None:
        sheet, row, years = self.sheet, self.row, len(self.layout.report.years)
        bold = item.role in ("subtotaal", "totaal")
        sheet.put(row, LABEL, item.label, "label_sub" if bold else "label")
        sheet.put(row, UNIT, item.unit, "label_licht")
        make, before = item.make, None
        if item.opens:
            ends = [self.chosen.run_in(area, item.opens, i) for i in range(years - 1)]
            cells = [self.chosen.run_before(area, item.opens), *ends]
        elif item.money:
            cells = [self.chosen.money_in(area, item.name, i) for i in range(years)]
        elif make is None:
            cells = [self.chosen.run_in(area, item.name, i) for i in range(years)]
            before = self.chosen.run_before(area, item.name) if item.stock else None
        else:
            cells = [make(found, i) for i in range(years)]
            before = make(found, -1) if item.stock else None
        past = sheet.put(row, BEFORE, before, item.role if item.stock else "leeg", item.form)
        written = sheet.row(row, FIRST, cells, item.role, item.form)
        sheet.put(row, self.words, item.words or None, "kort_in")
        sheet.height(row, _height(item))
        found[item.name] = Row(past if item.stock else None, written, row)
        if item.equals:
            gaps = [f.absolute(a - b) for a, b in
                    zip(found[item.equals].years, written, strict=True)]
            words = f"{self.sheet.title}: {item.label.lower()} sluit op de regels erboven"
            self.checks.setdefault(words, []).append(f.add_up(gaps))
        self.row += 1

    def targets(self, area: str, *starts: str) -> None:
        """Write the agreed numbers of an area whose variable begins with one of `starts`.

        Those that ask for at most a number, or for insight alone, stand on sheet Prestaties.
        """
        found = [t for t in self.layout.report.scenarios[0].targets if t.area == area
                 and t.variable.startswith(starts) and t.least and t.norm is not None]
        if not found:
            return
        sheet = self.sheet
        sheet.put(self.row, LABEL, f"{area}: afspraken", "kop_links")
        sheet.put(self.row, UNIT, "Eenheid", "kop_links")
        sheet.row(self.row, BEFORE, [words for _, words in TARGET], "kop_getal")
        for column in range(BEFORE + len(TARGET), self.words):
            sheet.put(self.row, column, None, "kop_getal")
        sheet.put(self.row, self.words, "Oordeel", "kop_in")
        sheet.height(self.row, 42)
        for target in found:
            self.row += 1
            self._target(area, target)
        self.row += 2

    def _target(self, area: str, target: Target) -> None:
        sheet, row, i = self.sheet, self.row, self.layout.report.years.index(target.year)
        label = f"{target.label}, {target.year}"
        sheet.put(row, LABEL, label, "label")
        unit = "%" if target.unit.startswith("%") else target.unit
        sheet.put(row, UNIT, unit, "label_licht")
        nodes = {name: self.chosen.run_in(area, target_key(target, name), i) for name, _ in TARGET}
        for column, (name, _) in enumerate(TARGET, start=BEFORE):
            form = "kans" if name == "chance" else _TARGET_FORM.get(unit, unit_format(unit))
            nodes[name] = sheet.put(row, column, nodes[name], "reken", form)
        for column in range(BEFORE + len(TARGET), self.words):
            sheet.put(row, column, None, "leeg")
        sheet.put(row, self.words, self._verdict(nodes["chance"]), "oordeel_links")
        spot = sheet.excel.cell(row, self.words).coordinate
        sheet.verdict_colours(f"{spot}:{spot}")
        sheet.height(row, height_of((label, _LABEL_WIDTH, 10)))

    def _verdict(self, chance: Node) -> Node:
        """Judge the odds by the limits of the traffic light."""
        limit = self.chosen.limit
        return f.when(chance.at_least(limit(register.GREEN)), literal("● haalbaar"),
                      f.when(chance.at_least(limit(register.ORANGE)), literal("▲ onzeker"),
                             literal("■ waarschijnlijk niet gehaald")))

    def figures(self, area: str, *groups: str) -> None:
        """Write the loose figures of groups in an area: what it takes, when, which gap."""
        found = [x for x in self.layout.report.scenarios[0].figures
                 if x.area == area and x.group in groups]
        if not found:
            return
        self._head(area, "wat volgt daaruit")
        for one in found:
            options = [self.chosen.figures.rows.get((n, area, figure_key(one)))
                       for n in range(len(self.layout.report.scenarios))]
            for i, value in enumerate(one.values):
                if value is None:
                    continue
                node = self.chosen.pick([x[i] for x in options if x is not None])
                self._figure(one, node, i)
            self.row += 1
        self.row += 1

    def _figure(self, one: GroupFigure, node: Node, i: int) -> None:
        sheet, row = self.sheet, self.row
        if sheet.excel.cell(row, LABEL).value is None:
            sheet.put(row, LABEL, one.label, "label")
            sheet.put(row, UNIT, one.unit, "label_licht")
            for column in range(BEFORE, self.last + 1):
                sheet.put(row, column, None, "leeg")
            sheet.put(row, self.words, one.note or None, "kort_in")
            sheet.height(
                row, height_of((one.label, _LABEL_WIDTH, 10), (one.note, _WORDS_WIDTH, 9)))
        sheet.put(row, FIRST + i, node, "reken", unit_format(one.unit))

    def notes(self, texts: Sequence[str]) -> None:
        """Write remarks under the last block."""
        for text in texts:
            self.sheet.put(self.row, 1, text, "noot")
            self.sheet.merge(self.row, 1, self.words)
            self.sheet.height(self.row, height_of((text, self._wide, 9)))
            self.row += 1
        self.row += 1

    def end(self) -> None:
        """Set print area and panes."""
        self.sheet.finish(self.row - 1, self.words, titles=1, freeze="C4")


def _height(item: Item) -> float:
    return height_of((item.label, _LABEL_WIDTH, 10), (item.words, _WORDS_WIDTH, 9))
