"""Sheet Controles: numbered checks, one master check, and whether the odds still hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.worksheet.pagebreak import Break

from forecast.outputs.report import BUIG, NATION, TOTAAL
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register, verdict_rows
from forecast.outputs.workbook.book import Sheet
from forecast.budget.frames.names import NAMES
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.grafiekdata import ChartData
from forecast.outputs.workbook.layout import Layout
from forecast.outputs.workbook.people import Checks
from forecast.outputs.workbook.verdict_rows import run_key
from forecast.outputs.workbook.wrapping import height_of

HEAD = 6
_BOR = "totaal.baten.bor"


@dataclass
class Verdicts:
    """The master check: number of faults, the message, and 1 while the run's odds hold."""

    faults: Node | None = None
    message: Node | None = None
    holds: Node | None = None


def write(layout: Layout, chosen: Chosen, data: ChartData, closed: Checks) -> Verdicts:
    """Write the sheet; return the master check."""
    sheet = layout.sheets["Controles"]
    sheet.heading("Controles", "Een fout telt 1. Informatie telt niet mee: die zegt alleen of de "
                  "werkmap nog gelijk is aan de run.", None, 7)
    sheet.row(HEAD, 1, ("Nr", "Controle", "Scenario of gebied"), "kop_links")
    sheet.row(HEAD, 4, ("Uitkomst", "Grens", "Fout"), "kop_getal")
    sheet.put(HEAD, 7, "Oordeel", "kop_in")
    writer = _Writer(layout, sheet, chosen)
    writer.balances()
    writer.people()
    writer.groups(closed)
    writer.charts(data)
    writer.inputs()
    writer.run()
    writer.gaps()
    found = writer.master()
    row = writer.findings()
    sheet.widths(7, 62, 34, 18, 14, 9, 40)
    sheet.verdict_colours(f"G{HEAD + 1}:G{writer.row}")
    sheet.finish(max(row, writer.row), 7, titles=HEAD, freeze=f"A{HEAD + 1}")
    sheet.excel.print_area = f"A1:G{row}"
    return found


@dataclass
class _Writer:
    layout: Layout
    sheet: Sheet
    chosen: Chosen
    row: int = HEAD
    faults: list[Node] = field(default_factory=list)
    differences: list[Node] = field(default_factory=list)

    def check(self, words: str, where: str, outcome: Node, limit: Node, form: str = "") -> Node:
        """Write a check that fails when the outcome is above the limit; return the outcome."""
        self.row += 1
        sheet, row = self.sheet, self.row
        sheet.put(row, 1, f"{row - HEAD}.", "kort")
        sheet.row(row, 2, (words, where), "tekst")
        value = sheet.put(row, 4, outcome, "reken", form or "getal3")
        bound = sheet.put(row, 5, limit, "reken", form or "getal3")
        fault = sheet.put(row, 6, f.when(value.above(bound), 1, 0), "reken", "jaar")
        sheet.put(row, 7, f.when(fault.equals(0), "● in orde", "■ fout"), "oordeel_links")
        self.faults.append(fault)
        return value

    def tell(self, words: str, where: str, outcome: Node, verdict: Node, form: str) -> Node:
        """Write information that never counts as a fault; return the outcome."""
        self.row += 1
        sheet, row = self.sheet, self.row
        sheet.put(row, 1, f"{row - HEAD}.", "kort")
        sheet.row(row, 2, (words, where), "tekst")
        value = sheet.put(row, 4, outcome, "reken", form)
        sheet.put(row, 5, None, "leeg")
        sheet.put(row, 6, None, "leeg")
        sheet.put(row, 7, verdict, "oordeel_links")
        return value

    @property
    def slack(self) -> Node:
        return self.chosen.limit(register.SLACK)

    def titles(self) -> list[tuple[int, str]]:
        return [(n, self.layout.scenario_name(n)) for n in range(len(self.layout.report.scenarios))]

    def balances(self) -> None:
        rows, totals = self.chosen.money.rows, self.chosen.money.totals
        names, whole = self.layout.report.municipalities, self.layout.report.whole
        for n, title in self.titles():
            frames = list(self.chosen.money.by_frame)
            for frame in frames:
                income, cost, saldo = (f"{frame}.{side}" for side in ("baten", "lasten", "saldo"))
                words = "" if frame == BUIG else f" ({NAMES[frame].lower()})"
                gap = [f.absolute(totals[n, a, income] - totals[n, a, cost] - totals[n, a, saldo])
                       for a in (*names, whole)]
                self.check(f"Baten − lasten = saldo, elk gebied{words}", title, f.add_up(gap),
                           self.slack)
                parts = f.add_up([totals[n, a, saldo] for a in names])
                self.check(f"Saldo van het geheel = som van de gemeenten{words}", title,
                           f.absolute(totals[n, whole, saldo] - parts), self.slack)
            if TOTAAL in frames:
                apart = []
                for a in (*names, whole):
                    parts = f.add_up([totals[n, a, f"{frame}.saldo"] for frame in frames[:-1]])
                    if (n, a, _BOR) in totals:
                        parts = parts + totals[n, a, _BOR]
                    apart.append(f.absolute(parts - totals[n, a, f"{TOTAAL}.saldo"]))
                self.check("Saldi van de kaders samen = saldo van alle kaders, elk gebied", title,
                           f.add_up(apart), self.slack)
            if (n, NATION, b.MACRO) in rows:
                shares = f.add_up([rows[n, a, b.BATEN][0] for a in names])
                self.check("Alle aandelen samen passen in het macrobudget", title,
                           shares / rows[n, NATION, b.MACRO][0], literal(1.0), "getal4")

    def people(self) -> None:
        rows, past = self.chosen.figures.rows, self.chosen.figures.past
        names, whole = self.layout.report.municipalities, self.layout.report.whole
        end, come, go = "bijstand.stand.ultimo", "bijstand.instroom", "bijstand.uitstroom"
        fix = "bijstand.beginstand.correctie"
        for n, title in self.titles():
            for name in ("bijstand.uitkeringen", "bijstand.stand.ultimo"):
                if (n, whole, name) in rows:
                    parts = [
                        f.add_up([rows[n, a, name][i] for a in names]) - together
                        for i, together in enumerate(rows[n, whole, name])
                    ]
                    words = "Uitkeringen" if name.endswith("uitkeringen") else "Personen"
                    self.check(f"{words}: geheel = som van de gemeenten", title,
                               f.add_up([f.absolute(p) for p in parts]), self.slack)
            if all((n, whole, key) in rows for key in (end, come, go)):
                steps = []
                before = past[n, whole, end]
                for i in range(len(self.layout.report.years)):
                    step = rows[n, whole, end][i] - before - rows[n, whole, come][i]
                    step = step + rows[n, whole, go][i]
                    if (n, whole, fix) in rows:
                        step = step - rows[n, whole, fix][i]
                    steps.append(f.absolute(step))
                    before = rows[n, whole, end][i]
                self.check("Stand eind = stand begin + instroom − uitstroom, elk jaar", title,
                           f.add_up(steps), self.slack)

    def groups(self, closed: Checks) -> None:
        """Check that what stands on the sheets of the groups adds up to the run, every area."""
        for words, gaps in closed.items():
            self.check(words, "gekozen scenario, elk gebied", f.add_up(gaps), self.slack)

    def charts(self, data: ChartData) -> None:
        widths = data.widths
        low = f.smallest_of(widths[0], widths[-1], [w.number for w in widths])
        self.check("Banden lopen niet door elkaar (P10 ≤ P25 ≤ P75 ≤ P90)", "gekozen scenario",
                   -low, self.slack)
        if data.bridge_end is not None and data.bridge_saldo is not None:
            self.check("Saldobrug sluit op het laatste saldo", "gekozen scenario",
                       f.absolute(data.bridge_end - data.bridge_saldo), self.slack)

    def inputs(self) -> None:
        limit = self.chosen.limit
        self.check("Grens 'let op' ligt niet boven grens 'binnen budget'", "stoplicht",
                   limit(register.ORANGE) - limit(register.GREEN), literal(0.0))

    def run(self) -> None:
        """Compare the live balances with the programme's, per area and scenario."""
        rows, figures = self.chosen.money.rows, self.chosen.figures.rows
        for area in self.layout.report.areas:
            for n, title in self.titles():
                total = f.add_up([
                    f.absolute(a - p) for frame in self.chosen.money.by_frame for a, p in zip(
                        rows[n, area, f"{frame}.saldo"],
                        figures[n, area, run_key(verdict_rows.RUN_BALANCE, frame)], strict=True)])
                same = f.when(total.below(1), "● gelijk aan programma", "▲ aannames gewijzigd")
                value = self.tell(f"Saldi in de werkmap tegen het programma, alle kaders: {area}", title, total,
                                  same, "eur")
                self.differences.append(value)

    def gaps(self) -> None:
        """Show by how much the mean of all draws differs from the central path."""
        report, figures = self.layout.report, self.chosen.figures.rows
        for n, title in self.titles():
            mean = f.add_up(figures[n, report.whole, verdict_rows.RUN_MEAN])
            central = f.add_up(figures[n, report.whole, verdict_rows.RUN_BALANCE])
            self.tell("Gemiddelde van de trekkingen min middenpad, saldo alle jaren", title,
                      mean - central, literal("informatie, geen fout"), "eur")

    def master(self) -> Verdicts:
        sheet, book, inputs = self.sheet, self.layout.book, self.chosen.inputs
        first, last = self.faults[0], self.faults[-1]
        sheet.put(4, 2, "Aantal fouten", "label_vet")
        # the column also holds empty cells of information rows; a sum passes them by
        total = f.total(first, last, [c.number for c in self.faults])
        faults = book.name("Controle_fouten", sheet.put(4, 4, total, "totaal", "jaar"))
        sheet.put(5, 2, "De kansen van de run gelden nog (1 = ja)", "label")
        worst = f.total(self.differences[0], self.differences[-1],
                        [d.number for d in self.differences])
        live, again = inputs.changed_live, inputs.changed_run
        if live is None or again is None:
            raise ValueError("sheet Aannames is not written yet")
        holds = book.name("Run_geldt", sheet.put(5, 4, f.when(worst.below(1), 1, 0), "reken",
                                                 "jaar"))
        report = self.layout.report
        words = f"De cijfers zijn gelijk aan run {report.run_id}; alle controles zijn in orde."
        text = f.when(
            faults.above(0), "■ " & faults & " controle(s) niet in orde: zie blad Controles",
            f.when(again.above(0), "▲ nieuwe run nodig: een aanname wijkt af die niet meteen "
                   "doorwerkt (blad Aannames)",
                   f.when(holds.equals(0), "▲ aannames gewijzigd: euro's rekenen mee, kansen horen "
                          f"bij run {report.run_id}", f"● {words}")))
        sheet.put(4, 5, None, "label")
        message = book.name("Controle_melding", sheet.put(3, 1, text, "melding"))
        return Verdicts(faults, message, holds)

    def findings(self) -> int:
        """Write the data-quality report below the checks; return the last row."""
        sheet, row = self.sheet, self.row + 2
        sheet.put(row, 1, "Kwaliteit van de invoer (bij het inlezen)", "blok")
        marks = {"groen": "● in orde", "geel": "▲ let op", "rood": "■ fout"}
        sheet.excel.row_breaks.append(Break(id=row - 1))
        start = row + 1
        for item in self.layout.report.findings:
            row += 1
            what = f"{item.rule}: {item.what}".replace(" %", "%")
            sheet.put(row, 1, None, "kort")
            sheet.put(row, 2, what, "tekst")
            sheet.put(row, 3, item.where, "tekst")
            for column in (4, 5, 6):
                sheet.put(row, column, None, "label")
            mark = marks.get(item.level, item.level)
            mark = f"{mark}: {item.hint}" if item.hint else mark
            sheet.put(row, 7, mark, "oordeel_links")
            sheet.height(row, height_of((what, 62, 10), (item.where, 34, 10), (mark, 38, 10)))
        if row >= start:
            sheet.verdict_colours(f"G{start}:G{row}")
        return row

