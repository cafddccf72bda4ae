"""The rows of sheet Budget: a line as a formula, the sums of a frame, and the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from forecast.budget.expression import Cell, Expr
from forecast.outputs.report import BUIG, FRAMES, NATION
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.budget.frames.names import NAMES
from forecast.outputs.workbook.aannames import Inputs
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.budget_rows import Rows, Spec
from forecast.outputs.workbook.figures import Figures, placed
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import AREA, FIRST, TOTAL, Layout
from forecast.outputs.workbook.styles import shown_unit, unit_format

LABELS = {
    b.VOLUME: "Uitkeringen, na uitstroomcorrectie",
    b.BATEN: "Baten totaal",
    b.LASTEN: "Lasten totaal",
    b.SALDO: "Saldo vóór vangnet",
    b.PART: "Saldo als deel van het budget",
    b.VANGNET: "Vangnet over dit jaar (uitbetaald in t+2)",
    b.AFTER: "Saldo ná vangnet",
    b.EVEN: "Break-even-aandeel in het macrobudget",
    **{f"{frame}.{key}": f"{NAMES[frame]}: {words}" for frame in FRAMES[1:] for key, words in (
        ("baten", "baten totaal"), ("lasten", "lasten totaal"), ("saldo", "saldo"),
        ("saldo_deel", "saldo als deel van de baten"))},
}
SALDI = frozenset({b.SALDO, b.AFTER, *(f"{frame}.saldo" for frame in FRAMES)})
TOTALS = frozenset(f"{frame}.{side}" for frame in FRAMES for side in ("baten", "lasten"))
#: Height of a line of small print, points.
_NOTE = 13.0


@dataclass
class Money:
    """References to every row: by scenario, area and key one cell per year; totals in euro.

    `by_frame` holds the lines of income and cost of a frame, `results` the amounts that follow
    from them.
    """

    rows: dict[tuple[int, str, str], list[Node]] = field(default_factory=dict)
    totals: dict[tuple[int, str, str], Node] = field(default_factory=dict)
    by_frame: dict[str, list[Spec]] = field(default_factory=dict)
    results: dict[str, list[Spec]] = field(default_factory=dict)
    status: dict[tuple[int, str, str], Node] = field(default_factory=dict)

    @property
    def lines(self) -> list[Spec]:
        """The lines of the BUIG."""
        return self.by_frame[BUIG]


@dataclass
class Writer:
    """Writes the rows whose places are known."""

    layout: Layout
    inputs: Inputs
    figures: Figures
    sheet: Sheet
    money: Money
    rows: Rows

    def frame(self, number: int, area: str, frame: str, found: list[Spec]) -> None:
        """Write the lines of a frame, its sums, and what follows from them."""
        for spec in found:
            if spec.side not in ("uitkomst", "saldo"):
                self._line(number, area, spec)
        if area == NATION:
            return
        get = self.money.rows
        sides = {side: [get[number, area, s.key] for s in found if s.side == side]
                 for side in ("baten", "lasten")}
        if frame == BUIG:
            vangnet = next(s for s in found if s.key == b.VANGNET)
            self._sums(number, area, sides)
            self._vangnet(number, area, lambda i: self.rows.formula(number, vangnet.cells[i]))
            self._untested(number, area)
        else:
            self._sums(number, area, sides, frame)
        for spec in found:
            if spec.side == "uitkomst":
                self._line(number, area, spec)

    def _line(self, number: int, area: str, spec: Spec) -> None:
        cells = [self._cell(number, area, spec, i) for i in range(len(spec.cells))]
        opening = next(
            (cell for (n, a, _), (key, cell) in self.rows.openings.items()
             if (n, a, key) == (number, area, spec.key)), None,
        )
        kind = f"{spec.side}, openeinde" if spec.open_ended else spec.side
        row = self._labels(number, area, spec.key, spec.label, spec.unit, kind)
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
        if (number, area, b.RULE) in self.rows.row_of:
            rule = self._value(number, area, b.RULE, at)
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

    def _untested(self, number: int, area: str) -> None:
        untested = [str(a.year) for a in self.layout.report.scenarios[number].accounts
                    if a.area == area and a.vangnet_untested]
        if untested:
            row = self.rows.row_of[number, area, b.VANGNET]
            self.sheet.row(row, self.layout.last + 2, (
                "aanname", f"toets over drie jaar niet gedaan: {', '.join(untested)}"), "kort")
            self.sheet.height(row, 2 * _NOTE)

    def _put(
        self, number: int, area: str, key: str, unit: str, cells: list[Node], role: str = "reken",
        form: str = "eur",
    ) -> list[Node]:
        row = self._labels(number, area, key, LABELS[key], unit, "saldo")
        self._write(number, area, key, row, cells, form, role, unit == "eur")
        return self.money.rows[number, area, key]

    def _sums(
        self, number: int, area: str, sides: dict[str, list[list[Node]]], frame: str = BUIG
    ) -> None:
        """Write income, cost, balance and the balance as a part of the income."""
        years = range(len(self.layout.report.years))
        totals = {
            side: self._put(number, area, f"{frame}.{side}", "eur", [
                f.total(lines[0][i], lines[-1][i], [n[i].number for n in lines]) for i in years],
                "subtotaal")
            for side, lines in sides.items()
        }
        baten, lasten = totals["baten"], totals["lasten"]
        saldo = self._put(number, area, f"{frame}.saldo", "eur",
                          [baten[i] - lasten[i] for i in years], "totaal")
        self._put(number, area, f"{frame}.saldo_deel", "deel van de baten", [
            f.when(baten[i].equals(0), 0, saldo[i] / baten[i]) for i in years], form="pct+")
        self._total_part(number, area, frame)

    def _vangnet(self, number: int, area: str, vangnet: Callable[[int], Node]) -> None:
        """Write the vangnet, the balance behind it, and the share at which the balance is nil."""
        years = range(len(self.layout.report.years))
        get = self.money.rows
        extra = self._put(number, area, b.VANGNET, "eur", [vangnet(i) for i in years])
        saldo, lasten = (get[number, area, key] for key in (b.SALDO, b.LASTEN))
        self._put(number, area, b.AFTER, "eur", [saldo[i] + extra[i] for i in years], "totaal")
        macro = get[number, NATION, b.MACRO]
        self._put(number, area, b.EVEN, "% van het macrobudget", [
            f.when(macro[i].equals(0), 0, lasten[i] / macro[i] * 100) for i in years],
            form="getal4")

    def _total_part(self, number: int, area: str, frame: str) -> None:
        """Write the balance over all years as a part of the budget over all years."""
        saldo, baten = (self.money.totals[number, area, f"{frame}.{k}"] for k in ("saldo", "baten"))
        part = f.when(baten.equals(0), 0, saldo / baten)
        key = f"{frame}.saldo_deel"
        row = self.rows.row_of[number, area, key]
        self.money.totals[number, area, key] = self.sheet.put(row, TOTAL, part, "reken", "pct+")

    def whole(self, row: int) -> int:
        """Write the sum of the municipalities, line by line; return the last row."""
        report, get, whole = self.layout.report, self.money.rows, self.layout.report.whole
        money = self.money
        for number in range(len(report.scenarios)):
            for frame, lines in money.by_frame.items():
                first = [b.VOLUME] if frame == BUIG else []
                keys = [*first, *(s.key for s in lines), *b.summary_of(frame),
                        *(s.key for s in money.results[frame])]
                for key in keys:
                    self.rows.row_of[number, whole, key] = row
                    row += 1
            if (number, report.municipalities[0], b.VOLUME) in get:
                self._added(number, b.VOLUME, LABELS[b.VOLUME], "uitkeringen", "volume")
            for frame, lines in money.by_frame.items():
                for spec in lines:
                    self._added(number, spec.key, spec.label, spec.unit, f"{spec.side}, som")
                sides = {side: [get[number, whole, s.key] for s in lines if s.side == side]
                         for side in ("baten", "lasten")}
                self._sums(number, whole, sides, frame)
                if frame == BUIG:
                    parts = [get[number, name, b.VANGNET] for name in report.municipalities]
                    together = [f.add_up([p[i] for p in parts]) for i in range(len(report.years))]
                    self._vangnet(number, whole, together.__getitem__)
                for spec in money.results[frame]:
                    self._added(number, spec.key, spec.label, spec.unit, f"{spec.side}, som")
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
        role = "label_vet" if key in SALDI else "label_sub" if key in TOTALS else "label"
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
