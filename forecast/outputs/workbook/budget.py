"""Sheet Budget: every scenario, municipality and frame, line by line; all euros are formulas."""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Side
from openpyxl.worksheet.pagebreak import Break

from forecast.budget.expression import Whole
from forecast.outputs.report import BUIG, FRAMES, NATION, Account
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook.aannames import Inputs
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.budget_lines import LABELS, Money, Writer
from forecast.outputs.workbook.budget_rows import Rows, Spec
from forecast.outputs.workbook.figures import Figures, header
from forecast.outputs.workbook.layout import AREA, LINE, SCENARIO, UNIT, Layout
from forecast.outputs.workbook.styles import NAVY

_GREY = "B0B7C3"
#: By area and scenario, and by frame within them: the rows in order.
Planned = dict[tuple[str, int], dict[str, list[Spec]]]


def write(layout: Layout, inputs: Inputs, figures: Figures) -> Money:
    """Write the sheet; return the references."""
    sheet, report = layout.sheets[b.SHEET], layout.report
    sheet.heading(
        "Budget: elk kader van aantal naar saldo", "Lasten en baten zijn positief; saldo = baten − "
        "lasten: plus is voordelig, min is nadelig. Alle scenario's staan hier; de keuze op "
        "Aannames kiest er één.", None, layout.last + 3,
    )
    header(layout, sheet, inputs, 5, "Totaal, of stand vooraf")
    sheet.put(5, layout.last + 1, "Soort", "kop_in")
    sheet.row(5, layout.last + 2, ("Rust op", "Bron"), "kop_links")
    money, rows = Money(), Rows(layout, inputs, figures)
    planned = _plan(layout, rows)
    writer = Writer(layout, inputs, figures, sheet, money, rows)
    for (area, number), frames in planned.items():
        for frame, found in frames.items():
            writer.frame(number, area, frame, found)
            if area != NATION:
                money.by_frame[frame] = [s for s in found if s.side in ("baten", "lasten")]
                money.results[frame] = [
                    s for s in found if s.side == "uitkomst" and s.unit == "eur"]
    last = writer.whole(max(rows.row_of.values()) + 1)
    _breaks(layout, sheet, rows, planned)
    sheet.put(last + 2, 2, "Door afronding op het scherm kunnen totalen een euro afwijken; er "
              "wordt niet afgerond gerekend. Een ingevuld budget op Aannames vervangt alleen dat "
              "jaar. Openeinde: wie er recht op heeft krijgt het, ook als het budget op is.",
              "ondertitel")
    sheet.excel.auto_filter.ref = f"A5:{sheet.excel.cell(last, layout.last + 3).coordinate}"
    sheet.widths(15, 44, 25, 25, 17, *[14.5] * len(report.years), 12, 10, 22)
    for column, most in ((AREA, 40), (LINE, 62), (SCENARIO, 34), (UNIT, 26)):
        sheet.fit(column, 12, most)
    sheet.excel.row_dimensions[last + 2].height = 15
    sheet.finish(last + 2, layout.last + 3, titles=5, freeze="C6")
    return money


def _plan(layout: Layout, rows: Rows) -> Planned:
    """Give every row its place before anything is written, for formulas may look up and down."""
    planned: Planned = {}
    row = 6
    for area in (NATION, *layout.report.municipalities):
        for number, scenario in enumerate(layout.report.scenarios):
            planned[area, number] = {}
            taken: set[str] = set()
            for frame in FRAMES:
                by_year: list[Account] = sorted(
                    (a for a in scenario.accounts if a.area == area and a.frame == frame),
                    key=lambda a: a.year)
                if not by_year:
                    continue
                b.find_openings(rows, number, by_year)
                found = b.specs(by_year, LABELS, taken)
                keys = [s.key for s in found if s.side != "uitkomst"]
                if area != NATION:
                    keys += b.summary_of(frame)
                keys += [s.key for s in found if s.side == "uitkomst"]
                if area != NATION and frame == BUIG:
                    payments = tuple(a.vangnet or Whole(0) for a in by_year)
                    found.append(Spec(b.VANGNET, LABELS[b.VANGNET], "saldo", "eur", "", "",
                                      payments))
                planned[area, number][frame] = found
                taken.update(keys)
                for key in keys:
                    rows.row_of[number, area, key] = row
                    row += 1
    return planned


def _breaks(layout: Layout, sheet: Sheet, rows: Rows, planned: Planned) -> None:
    """Start a new page for every area and scenario, and draw a line above every frame."""
    starts: dict[tuple[str, int], int] = {}
    for (number, area, _), row in rows.row_of.items():
        starts[area, number] = min(row, starts.get((area, number), row))
    many = len(layout.report.scenarios) > 1 and len(FRAMES) > 1
    for (area, number), start in starts.items():
        # the first block stands under the heading of the sheet
        if start > min(starts.values()) and (number == 0 or (many and area != NATION)):
            sheet.excel.row_breaks.append(Break(id=start - 1))
    lines = dict.fromkeys(starts.values(), NAVY)
    for (area, number), frames in planned.items():
        for found in frames.values():
            lines.setdefault(rows.row_of[number, area, found[0].key], _GREY)
    for start, colour in lines.items():
        line = FormulaRule(formula=["TRUE"], border=Border(top=Side(style="thin", color=colour)))
        end = sheet.excel.cell(start, layout.last + 3).coordinate
        sheet.excel.conditional_formatting.add(f"A{start}:{end}", line)
