"""Sheet Budget: every scenario, every municipality, every line; all euros are formulas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Side
from openpyxl.worksheet.pagebreak import Break

from forecast.budget.expression import Cell, Expr, Whole
from forecast.outputs.report import NATION, Account
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.aannames import Inputs
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.budget_rows import Rows, Spec
from forecast.outputs.workbook.figures import Figures, header, placed
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import AREA, FIRST, LINE, SCENARIO, TOTAL, UNIT, Layout
from forecast.outputs.workbook.styles import NAVY, shown_unit, unit_format

LABELS = {
    b.VOLUME: "Uitkeringen, na uitstroomcorrectie",
    b.BATEN: "Baten totaal",
    b.LASTEN: "Lasten totaal",
    b.SALDO: "Saldo vóór vangnet",
    b.PART: "Saldo als deel van het budget",
    b.VANGNET: "Vangnet over dit jaar (uitbetaald in t+2)",
    b.AFTER: "Saldo ná vangnet",
    b.EVEN: "Break-even-aandeel in het macrobudget",
}
#: Height of a line of small print, points.
_NOTE = 13.0
_FORMS = {b.PART: "pct+", b.EVEN: "getal4"}


@dataclass
class Money:
    """References to every row: by scenario, area and key one cell per year; totals in euro."""

    rows: dict[tuple[int, str, str], list[Node]] = field(default_factory=dict)
    totals: dict[tuple[int, str, str], Node] = field(default_factory=dict)
    lines: list[Spec] = field(default_factory=list)
    status: dict[tuple[int, str, str], Node] = field(default_factory=dict)


def write(layout: Layout, inputs: Inputs, figures: Figures) -> Money:
    """Write the sheet; return the references."""
    sheet, report = layout.sheets[b.SHEET], layout.report
    sheet.heading(
        "Budget: van uitkering naar saldo (BUIG)", "Lasten en baten zijn positief; saldo = baten − "
        "lasten: plus is voordelig, min is nadelig. Alle scenario's staan hier; de keuze op "
        "Aannames kiest er één.", None, layout.last + 3,
    )
    header(layout, sheet, inputs, 5, "Totaal, of stand vooraf")
    sheet.put(5, layout.last + 1, "Soort", "kop_in")
    sheet.row(5, layout.last + 2, ("Rust op", "Bron"), "kop_links")
    money, rows = Money(), Rows(layout, inputs, figures)
    planned = _plan(layout, rows)
    writer = _Writer(layout, inputs, figures, sheet, money, rows)
    for (area, number), found in planned.items():
        for spec in found:
            writer.line(number, area, spec)
        if area != NATION:
            writer.summary(number, area, found)
            money.lines = [s for s in found if s.side in ("baten", "lasten")]
    last = writer.whole(max(rows.row_of.values()) + 1)
    _breaks(layout, sheet, rows)
    sheet.put(last + 2, 2, "Door afronding op het scherm kunnen totalen een euro afwijken; er "
              "wordt niet afgerond gerekend. Een ingevuld budget op Aannames vervangt alleen dat "
              "jaar.", "ondertitel")
    sheet.excel.auto_filter.ref = f"A5:{sheet.excel.cell(last, layout.last + 3).coordinate}"
    sheet.widths(15, 44, 25, 25, 17, *[14.5] * len(report.years), 12, 10, 22)
    for column, most in ((AREA, 40), (LINE, 62), (SCENARIO, 34), (UNIT, 26)):
        sheet.fit(column, 12, most)
    sheet.excel.row_dimensions[last + 2].height = 15
    sheet.finish(last + 2, layout.last + 3, titles=5, freeze="C6")
    return money


def _plan(layout: Layout, rows: Rows) -> dict[tuple[str, int], list[Spec]]:
    """Give every row its place before anything is written, for formulas may look up and down."""
    planned: dict[tuple[str, int], list[Spec]] = {}
    row = 6
    for area in (NATION, *layout.report.municipalities):
        for number, scenario in enumerate(layout.report.scenarios):
            accounts = [a for a in scenario.accounts if a.area == area]
            by_year: list[Account] = sorted(accounts, key=lambda a: a.year)
            b.find_openings(rows, number, by_year)
            found = b.specs(by_year, LABELS)
            if area != NATION:
                payments = tuple(a.vangnet or Whole(0) for a in by_year)
                found.append(Spec(b.VANGNET, LABELS[b.VANGNET], "saldo", "eur", "", "", payments))
            planned[area, number] = found
            keys = [s.key for s in found if s.key != b.VANGNET]
            for key in (*keys, *(b.SUMMARY if area != NATION else ())):
                rows.row_of[number, area, key] = row
                row += 1
    return planned


def _breaks(layout: Layout, sheet: Sheet, rows: Rows) -> None:
    """Start a new page for every area, and draw a line above every scenario."""
    starts: dict[tuple[str, int], int] = {}
    for (number, area, _), row in rows.row_of.items():
        starts[area, number] = min(row, starts.get((area, number), row))
    for area in layout.report.areas:
        sheet.excel.row_breaks.append(Break(id=starts[area, 0] - 1))
    top = Border(top=Side(style="thin", color=NAVY))
    for start in starts.values():
        line = FormulaRule(formula=["TRUE"], border=top)
        end = sheet.excel.cell(start, layout.last + 3).coordinate
        sheet.excel.conditional_formatting.add(f"A{start}:{end}", line)


@dataclass
class _Writer:
    layout: Layout
    inputs: Inputs
    figures: Figures
    sheet: Sheet
    money: Money
    rows: Rows

    def line(self, number: int, area: str, spec: Spec) -> None:
        if spec.key == b.VANGNET:
            return
        cells = [self._cell(number, area, spec, i) for i in range(len(spec.cells))]
        opening = next(
            (cell for (n, a, _), (key, cell) in self.rows.openings.items()
             if (n, a, key) == (number, area, spec.key)), None,
        )
        row = self._labels(number, area, spec.key, spec.label, spec.unit, spec.side)
        if opening is not None:
            # the opening stands left of the first year, and the row below it holds one formula
            source = self._source(number, opening)
            self.sheet.put(row, TOTAL, source, "reken", _form(spec))
        self._write(number, area, spec.key, row, cells, _form(spec), "reken",
                    spec.unit == "eur" and opening is None)
        rests = self.sheet.row(row, self.layout.last + 2, (spec.status, spec.source), "kort")
        self.money.status[number, area, spec.key] = rests[0]

    def _source(self, number: int, cell: Expr) -> Node:
        if not isinstance(cell, Cell):
            raise TypeError("only a cell has a place of its own")
        found = placed(self.layout, self.inputs, self.figures, number, cell)
        if found is None:
            raise KeyError(f"{cell.key} has no place in the workbook")
        return found

    def _cell(self, number: int, area: str, spec: Spec, year: int) -> Node:
        if spec.key == b.VOLUME and spec.side == "volume":
            volume = self._source(number, spec.cells[year])
            correction = self.inputs.find(register.EXIT, area, number, year)
            return volume if correction is None else volume * (1 - correction)
        if spec.key == b.BUDGET:
            return self._budget(number, area, spec, year)
        return self.rows.formula(number, spec.cells[year])

    def _budget(self, number: int, area: str, spec: Spec, year: int) -> Node:
        """Return share x macro, or the real budget as soon as somebody enters it."""
        at = self.layout.report.years[year]
        rule = self.rows.formula(number, spec.cells[year])
        if (number, area, b.SHARE) in self.rows.row_of:
            share = self._value(number, area, b.SHARE, at)
            macro = self._value(number, NATION, b.MACRO, at)
            rule = share / 100 * macro
        final = self.inputs.find(register.ENTERED[0], area, number, year)
        early = self.inputs.find(register.ENTERED[1], area, number, year)
        published = self.figures.rows.get((0, NATION, "macro.voorlopig"))
        if early is not None and published is not None:
            macro = self._value(number, NATION, b.MACRO, at)
            known = f.all_of(early.above(0), published[year].above(0))
            rule = f.when(known, early / published[year] * macro, rule)
        return rule if final is None else f.when(final.above(0), final, rule)

    def _value(self, number: int, area: str, key: str, year: int) -> Node:
        value = self.money.rows[number, area, key][self.layout.report.years.index(year)].number
        return self.rows.at(number, area, key, year, value)

    def summary(self, number: int, area: str, found: list[Spec]) -> None:
        get = self.money.rows
        sides = {
            side: [get[number, area, s.key] for s in found if s.side == side]
            for side in ("baten", "lasten")
        }
        vangnet = next(s for s in found if s.key == b.VANGNET)
        self._sums(number, area, sides, lambda i: self.rows.formula(number, vangnet.cells[i]))
        untested = [str(a.year) for a in self.layout.report.scenarios[number].accounts
                    if a.area == area and a.vangnet_untested]
        if untested:
            row = self.rows.row_of[number, area, b.VANGNET]
            self.sheet.row(row, self.layout.last + 2, (
                "aanname", f"toets over drie jaar niet gedaan: {', '.join(untested)}"), "kort")
            self.sheet.height(row, 2 * _NOTE)

    def _sums(
        self, number: int, area: str, sides: dict[str, list[list[Node]]],
        vangnet: Callable[[int], Node],
    ) -> None:
        years = range(len(self.layout.report.years))
        get = self.money.rows

        def put(key: str, unit: str, cells: list[Node], role: str = "reken") -> list[Node]:
            row = self._labels(number, area, key, LABELS[key], unit, "saldo")
            form = _FORMS.get(key, "eur")
            self._write(number, area, key, row, cells, form, role, unit == "eur")
            return get[number, area, key]

        totals = {
            side: put(key, "eur", [f.total(lines[0][i], lines[-1][i], [n[i].number for n in lines])
                                   for i in years], "subtotaal")
            for side, key in (("baten", b.BATEN), ("lasten", b.LASTEN))
            for lines in [sides[side]]
        }
        baten, lasten = totals["baten"], totals["lasten"]
        saldo = put(b.SALDO, "eur", [baten[i] - lasten[i] for i in years], "totaal")
        put(b.PART, "deel van het budget", [
            f.when(baten[i].equals(0), 0, saldo[i] / baten[i]) for i in years])
        self._total_part(number, area)
        extra = put(b.VANGNET, "eur", [vangnet(i) for i in years])
        put(b.AFTER, "eur", [saldo[i] + extra[i] for i in years], "totaal")
        macro = get[number, NATION, b.MACRO]
        put(b.EVEN, "% van het macrobudget", [
            f.when(macro[i].equals(0), 0, lasten[i] / macro[i] * 100) for i in years])

    def _total_part(self, number: int, area: str) -> None:
        """Write the balance over all years as a part of the budget over all years."""
        saldo, baten = (self.money.totals[number, area, k] for k in (b.SALDO, b.BATEN))
        part = f.when(baten.equals(0), 0, saldo / baten)
        row = self.rows.row_of[number, area, b.PART]
        self.money.totals[number, area, b.PART] = self.sheet.put(row, TOTAL, part, "reken", "pct+")

    def whole(self, row: int) -> int:
        """Write the sum of the municipalities, line by line; return the last row."""
        report, get = self.layout.report, self.money.rows
        for number in range(len(report.scenarios)):
            keys = [b.VOLUME, *(s.key for s in self.money.lines), *b.SUMMARY]
            for key in keys:
                self.rows.row_of[number, report.whole, key] = row
                row += 1
            if (number, report.municipalities[0], b.VOLUME) in get:
                self._added(number, b.VOLUME, LABELS[b.VOLUME], "uitkeringen", "volume")
            for spec in self.money.lines:
                self._added(number, spec.key, spec.label, spec.unit, f"{spec.side}, som")
            sides = {
                side: [get[number, report.whole, s.key] for s in self.money.lines if s.side == side]
                for side in ("baten", "lasten")
            }
            parts = [get[number, name, b.VANGNET] for name in report.municipalities]
            together = [f.add_up([p[i] for p in parts]) for i in range(len(report.years))]
            self._sums(number, report.whole, sides, together.__getitem__)
        return row - 1

    def _added(self, number: int, key: str, label: str, unit: str, side: str) -> None:
        report = self.layout.report
        parts = [self.money.rows[number, name, key] for name in report.municipalities]
        cells = [f.add_up([p[i] for p in parts]) for i in range(len(report.years))]
        row = self._labels(number, report.whole, key, label, unit, side)
        form = "getal1" if unit == "uitkeringen" else unit_format(unit)
        self._write(number, report.whole, key, row, cells, form, "reken", unit == "eur")

    def _labels(self, number: int, area: str, key: str, label: str, unit: str, side: str) -> int:
        row = self.rows.row_of[number, area, key]
        name = self.layout.scenario_name(number)
        role = "label_vet" if key in (b.SALDO, b.AFTER) else "label"
        role = "label_sub" if key in (b.BATEN, b.LASTEN) else role
        texts = (self.layout.area_name(area), label, name, shown_unit(unit))
        self.sheet.row(row, AREA, texts, role)
        self.sheet.put(row, TOTAL, None, "leeg")
        self.sheet.put(row, self.layout.last + 1, side, "kort_in")
        self.sheet.row(row, self.layout.last + 2, (None, None), "kort")
        return row

    def _write(
        self, number: int, area: str, key: str, row: int, cells: list[Node], form: str, role: str,
        summed: bool,
    ) -> None:
        written = self.sheet.row(row, FIRST, cells, role, form)
        self.money.rows[number, area, key] = written
        if summed:
            total = f.total(written[0], written[-1], [c.number for c in written])
            self.money.totals[number, area, key] = self.sheet.put(row, TOTAL, total, role, form)


def _form(spec: Spec) -> str:
    if spec.key == b.VOLUME or spec.unit == "uitkeringen":
        return "getal1"
    if spec.unit.startswith("eur"):
        return "eur" if spec.unit == "eur" else "prijs"
    return "getal4"
