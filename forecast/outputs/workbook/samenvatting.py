"""Sheet Samenvatting: one A4 that a board reads minutes before its meeting."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from forecast.outputs.report import BUIG
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import sentences
from forecast.outputs.workbook.book import Content, Sheet
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.controles import Verdicts
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.frame_page import Frames
from forecast.outputs.workbook.grafiekdata import ChartData
from forecast.outputs.workbook.layout import Layout
from forecast.periods import dutch

#: The page is a grid of equal columns; blocks span a number of them.
GRID, TILE = 24, 4
_COLUMN = 6.6
_CHART_ROWS = 12
_SCOPE = ("Alleen de BUIG: bijstand, IOAW, IOAZ, levensonderhoud Bbz en loonkostensubsidie. Nog "
          "niet in euro's: participatiebudget met de Wsw, uitvoering en gemeentelijk geld.")


@dataclass
class Page:
    """Where the charts stand."""

    chart_row: int = 0


def write(layout: Layout, chosen: Chosen, data: ChartData, verdicts: Verdicts) -> Page:
    """Write the page; return where its charts belong."""
    sheet = layout.sheets["Samenvatting"]
    if verdicts.holds is None or verdicts.message is None:
        raise ValueError("sheet Controles is not written yet")
    writer = _Writer(layout, sheet, chosen, data, verdicts.holds,
                     Frames(chosen, verdicts.holds))
    writer.top(verdicts.message)
    row = writer.table(10)
    # the sentence and the tiles quote the table, so they come after it
    writer.sentence(4)
    writer.tiles(6)
    page = Page(row + 1)
    row = writer.causes(row + 1 + _CHART_ROWS)
    row = writer.bottom(row)
    sheet.widths(*[_width(layout)] * GRID)
    sheet.excel.print_options.horizontalCentered = True
    sheet.finish(row, GRID, freeze="A4", tall=1)
    return page


def _width(layout: Layout) -> float:
    return _COLUMN if len(layout.report.years) < 5 else 8.5


@dataclass
class _Writer:
    layout: Layout
    sheet: Sheet
    chosen: Chosen
    data: ChartData
    holds: Node
    frames: Frames
    area: Node = field(default_factory=lambda: literal(""))
    means: list[Node] = field(default_factory=list)

    def span(
        self, row: int, first: int, count: int, content: Content, role: str, form: str = ""
    ) -> Node:
        """Write one cell over `count` columns of the grid."""
        for column in range(first + 1, first + count):
            self.sheet.put(row, column, None, role, form)
        found = self.sheet.put(row, first, content, role, form)
        if count > 1:
            self.sheet.merge(row, first, first + count - 1)
        return found

    def top(self, message: Node) -> None:
        report, inputs = self.layout.report, self.chosen.inputs
        self.area = self.chosen.figures.whole
        words = "het werk binnen de rijksbudgetten" if self.frames.known else (
            "de bijstand binnen het budget")
        title = self.area & f": past {words}?"
        self.sheet.put(1, 1, title, "titel")
        self.sheet.height(1, 27)
        choice = inputs.choice
        if choice is None:
            raise ValueError("sheet Aannames is not written yet")
        last = report.last_month
        words = (f" – editie {report.edition}, {report.draws} trekkingen – tot en met "
                 f"{dutch(last)} {self.layout.past_word}, daarna raming")
        label = self.chosen.pick(inputs.labels)
        shown = f.when(label.equals(""), "", " (" & label & ")")
        self.sheet.put(2, 1, "Scenario " & choice & shown & words[:250], "ondertitel")
        self.span(3, 1, GRID, message, "melding")
        self.sheet.verdict_colours(f"A3:{get_column_letter(GRID)}3", fixed=True)

    def sentence(self, row: int) -> None:
        """Write the verdict, and below it what it does not cover."""
        text = sentences.verdict(self.chosen, self.holds, self.area, self.means)
        self.span(row, 1, GRID, text, "zin")
        self.sheet.height(row, 60)
        if self.frames.known:
            self.span(row + 1, 1, GRID, self.frames.sentence(), "tekst")
            self.sheet.height(row + 1, 42)
            return
        self.span(row + 1, 1, GRID, _SCOPE, "noot")
        self.sheet.height(row + 1, 16)

    def tiles(self, row: int) -> None:
        chosen, whole = self.chosen, self.layout.report.whole
        years, last = chosen.inputs.years, len(self.layout.report.years) - 1
        odds, after = (chosen.run_in(whole, key, 0) for key in ("before", "after"))
        run = f"▲ kans hoort bij run {self.layout.report.run_id}"
        many = ("Saldo " & sentences.period(chosen) & ", € mln")
        volume = (whole, b.VOLUME)
        has_volume = (0, *volume) in chosen.money.rows
        before = chosen.run_before(whole, "bijstand.uitkeringen") if has_volume else literal(0.0)
        together: tuple[Content, Content, str, Content] = (
            many, chosen.money_total(whole, b.SALDO), "mln",
            self._beside(chosen.money_total(whole, b.PART), self.means[-1]),
        )
        if last == 0:
            together = ("Reserve voor 80% zekerheid, € mln",
                        chosen.run_in(whole, "reserve_80", 0), "mln", "uitkomst van de run")
        tiles: list[tuple[Content, Content, str, Content]] = [
            ("Saldo " & years[0] & ", € mln", chosen.money_in(whole, b.SALDO, 0), "mln",
             self._beside(chosen.money_in(whole, b.PART, 0), self.means[0])),
            ("Kans binnen budget " & years[0], odds, "kans",
             f.when(self.holds.equals(1), "ná vangnet " & sentences.percent(after), run)),
            together,
            ("Uitkeringen gemiddeld " & years[last],
             chosen.money_in(*volume, last) if has_volume else literal(0.0), "getal",
             f.dutch_whole(before) & f" in {self.layout.past_year} ({self.layout.past_word})"),
            ("Break-even-aandeel " & years[0] & ", %", chosen.money_in(whole, b.EVEN, 0),
             "getal3", "gerekend met " & f.dutch(sentences.share_used(chosen, 0), 3) & "%"),
        ]
        for i, (head, value, form, note) in enumerate(
                self.frames.tiles() if self.frames.known else tiles):
            first = 1 + i * (TILE + 1)
            self.span(row, first, TILE, head, "tegel_kop")
            self.span(row + 1, first, TILE, value, "tegel_getal", form)
            self.span(row + 2, first, TILE, note, "tegel_noot")
        self.sheet.height(row, 18)
        self.sheet.height(row + 1, 28)
        self.sheet.height(row + 2, 29)
        self.sheet.height(row + 3, 6)
        if self.frames.known:
            return
        cell = f"{get_column_letter(TILE + 2)}{row + 1}"
        grey = FormulaRule(formula=["Run_geldt=0"], font=Font(color="9A9A9A", strike=True))
        self.sheet.excel.conditional_formatting.add(cell, grey)

    def _beside(self, part: Node, average: Node) -> Node:
        """Return what stands under an amount of the central path: its part, and the mean."""
        run = "; gemiddelde: " & sentences.amount(average)
        return (sentences.percent(part, 1) & " van het budget " & sentences.direction(part)
                & f.when(self.holds.equals(1), run, ""))

    def table(self, row: int) -> int:
        """Write municipality x year with amount and symbol; return the row behind it."""
        report, chosen = self.layout.report, self.chosen
        blocks = len(report.years) + 1
        wide = (GRID - 4) // blocks
        label = GRID - wide * blocks
        left = wide // 2
        self.span(row, 1, label, "Saldo BUIG, × € 1.000 (middenpad)" if self.frames.known
                  else "Saldo, × € 1.000 (middenpad)", "kop_links")
        for i, year in enumerate([*chosen.inputs.years, sentences.period(chosen)]):
            self.span(row, label + 1 + i * wide, wide, year, "kop", "jaar")
        self.sheet.height(row, 17)
        first = row + 1
        for area in report.areas:
            row += 1
            vet = area == report.whole
            self.span(row, 1, label, area, "label_vet" if vet else "label")
            role = "totaal" if vet else "reken"
            for i in range(len(report.years)):
                at = label + 1 + i * wide
                self.span(row, at, left, chosen.money_in(area, b.SALDO, i), role, "keur")
                self.span(row, at + left, wide - left, self._symbol(area, i), "oordeel")
            at = label + 1 + len(report.years) * wide
            self.span(row, at, left, chosen.money_total(area, b.SALDO), role, "keur")
            part = chosen.money_total(area, b.PART)
            self.span(row, at + left, wide - left, part, role, "pct+")
            self.sheet.height(row, 16.5)
        for i in range(len(report.years)):
            column = get_column_letter(label + 1 + i * wide + left)
            self.sheet.verdict_colours(f"{column}{first}:{column}{row}")
        row += 1
        self._means(row, label, wide, left)
        row = self._frames(row)
        for line in (sentences.limits(chosen, self.holds), sentences.anchor(chosen)):
            if line is None:
                continue
            row += 1
            self.span(row, 1, GRID, line, "noot")
            self.sheet.height(row, 13.5)
        return row

    def _frames(self, row: int) -> int:
        """Write the other frames per municipality in the first year; return the last row."""
        if not self.frames.known:
            return row
        heads = self.frames.heads()
        wide = (GRID - 4) // len(heads)
        label = GRID - wide * len(heads)
        left = wide // 2
        row += 1
        self.span(row, 1, label, "De andere kaders, × € 1.000", "kop_links")
        for i, head in enumerate(heads):
            self.span(row, label + 1 + i * wide, wide, head, "kop")
        self.sheet.height(row, 17)
        first = row + 1
        for area in self.layout.report.areas:
            row += 1
            vet = area == self.layout.report.whole
            role = "totaal" if vet else "reken"
            self.span(row, 1, label, area, "label_vet" if vet else "label")
            for i, (value, beside) in enumerate(self.frames.columns(area)):
                at = label + 1 + i * wide
                self.span(row, at, left, value, role, "keur")
                judged = i < len(self.frames.rows())
                self.span(row, at + left, wide - left, beside, "oordeel" if judged else role)
            self.sheet.height(row, 16.5)
        for i in range(len(self.frames.rows())):
            column = get_column_letter(label + 1 + i * wide + left)
            self.sheet.verdict_colours(f"{column}{first}:{column}{row}")
        return row

    def _means(self, row: int, label: int, wide: int, left: int) -> None:
        """Write the mean of all draws below the central path; an edit leaves it behind."""
        chosen, whole = self.chosen, self.layout.report.whole
        self.span(row, 1, label, "Gemiddelde, alle trekkingen", "label_licht")
        count = len(self.layout.report.years)
        for i in range(count + 1):
            average = sentences.mean(chosen, whole, i if i < count else None)
            at = label + 1 + i * wide
            value = f.when(self.holds.equals(1), average, "vervalt")
            self.means.append(self.span(row, at, left, value, "reken_licht", "keur"))
            self.span(row, at + left, wide - left, None, "reken_licht")
        self.sheet.height(row, 15)

    def _symbol(self, area: str, year: int) -> Node:
        """Return shape and odds; the shape alone, by the balance, once the odds do not hold."""
        return self.frames.symbol(area, BUIG, year)

    def causes(self, row: int) -> int:
        """Write three causes and three choices beside each other; return the row behind them."""
        scenarios = range(len(self.layout.report.scenarios))
        count = min(3, *(len(s.causes) for s in self.layout.report.scenarios))
        half = GRID // 2
        what = "de drie kaders samen" if self.frames.known else "de uitkomst"
        self.span(row, 1, half, f"Wat {what} het meest onzeker maakt (deel van de spreiding)",
                  "kop_links")
        self.span(row, half + 2, half - 1, "Wat het bestuur kan kiezen", "kop_links")
        options = sentences.choices(self.chosen, self.holds)
        for i in range(3):
            at = row + 1 + i
            if i < count:
                label, able, words, share = (
                    self.chosen.pick([self.data.causes[s, i][k] for s in scenarios])
                    for k in range(4)
                )
                text = label & " (" & sentences.percent(share) & "). Te beïnvloeden: " & able
                self.span(at, 1, half, text & "; " & words & ".", "tekst")
            else:
                self.span(at, 1, half, None, "tekst")
            self.span(at, half + 2, half - 1, options[i], "tekst")
            self.sheet.height(at, 29)
        return row + 4

    def bottom(self, row: int) -> int:
        chosen = self.chosen
        lines = (sentences.ground(chosen), sentences.macro(chosen),
                 sentences.vangnet(chosen, self.holds))
        self.sheet.height(row, 5)
        for line in lines:
            row += 1
            self.span(row, 1, GRID, line, "noot")
            self.sheet.height(row, 13.5)
        row += 1
        targets = ("Leeswijzer", "Aannames", "Volumes", "Budget", "Vergelijking", "Controles")
        for i, target in enumerate(targets):
            self.sheet.link(row, 1 + i * 4, f"▸ {target}", target)
            self.sheet.merge(row, 1 + i * 4, 4 + i * 4)
        return row
