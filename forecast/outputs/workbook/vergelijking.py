"""Sheet Vergelijking: the scenarios beside each other, and what a small step does."""

from __future__ import annotations

from dataclasses import dataclass, field

from forecast.outputs.report import GEMEENTELIJK, TOTAAL
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.budget_lines import LABELS
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.figures import header
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import AREA, FIRST, LINE, TOTAL, Layout
from forecast.outputs.workbook.sentences import step_words
from forecast.outputs.workbook.styles import shown_unit
from forecast.outputs.workbook.verdict_rows import RUN_MEAN


#: Balances beside the BUIG, and what remains for the municipalities.
_FRAMES = {
    "participatie.saldo": "Saldo participatiebudget", "uitvoering.saldo": "Saldo uitvoering",
    "totaal.rijkskaders": "Saldo van de drie rijkskaders samen",
    "totaal.bijdrage": "Bijdrage van de gemeenten",
}
#: Lines of the sensitivity table, at most.
_MOST = 12


@dataclass
class Compared:
    """Rows that the charts draw: a balance per scenario, and the steps of the sensitivity."""

    saldo: list[int] = field(default_factory=list)
    steps: tuple[int, int] = (0, 0)
    last: int = 0


def write(layout: Layout, chosen: Chosen) -> Compared:
    """Write the sheet; return the rows of the charts."""
    sheet, report = layout.sheets["Vergelijking"], layout.report
    sheet.heading(
        "Vergelijking van de scenario's", f"{report.whole} als geheel, in euro tenzij anders "
        f"staat. Verschil is tegen '{report.scenarios[0].title}'. Alle scenario's gebruiken "
        "dezelfde trekkingen: een verschil is geen toeval.",
        None, layout.last,
    )
    sheet.put(4, 1, "Bij een slechtere economie stijgen de lasten, maar het macrobudget stijgt mee "
              "met het landelijke aantal uitkeringen; daarom verandert het saldo minder dan de "
              "lasten.", "ondertitel")
    header(layout, sheet, chosen.inputs, 5, "Totaal")
    found, row = Compared(), 6
    for key in (b.VOLUME, b.BATEN, b.LASTEN, b.SALDO):
        if (0, report.whole, key) in chosen.money.rows:
            row = _measure(layout, sheet, chosen, key, row, found)
    row = _difference(layout, sheet, chosen, row)
    for key, label in _FRAMES.items():
        if (0, report.whole, key) in chosen.money.rows:
            row = _frame(layout, sheet, chosen, (key, label), row)
    row = _odds(layout, sheet, chosen, row)
    row = _steps(layout, sheet, chosen, row, found)
    found.last = row - 1
    sheet.widths(16, 48, 32, 16, 15, *[14.5] * len(report.years))
    for column, most in ((AREA, 40), (LINE, 60), (LINE + 1, 34)):
        sheet.fit(column, 12, most)
    return found


def _labels(
    sheet: Sheet, row: int, area: str, line: Node | str, title: str, unit: str
) -> None:
    sheet.put(row, AREA, area, "label")
    sheet.put(row, LINE, line, "label")
    sheet.row(row, LINE + 1, (title, unit), "label")


def _measure(
    layout: Layout, sheet: Sheet, chosen: Chosen, key: str, row: int, found: Compared
) -> int:
    report = layout.report
    unit, form = ("uitkeringen", "getal1") if key == b.VOLUME else ("eur", "eur")
    for n in range(len(report.scenarios)):
        _labels(sheet, row, report.whole, LABELS[key], layout.scenario_name(n), shown_unit(unit))
        role = "subtotaal" if key == b.SALDO else "reken"
        sheet.row(row, FIRST, chosen.money.rows[n, report.whole, key], role, form)
        total = chosen.money.totals.get((n, report.whole, key))
        sheet.put(row, TOTAL, total, "leeg" if total is None else role, form)
        if key == b.SALDO:
            found.saldo.append(row)
        row += 1
    return row


def _frame(
    layout: Layout, sheet: Sheet, chosen: Chosen, line: tuple[str, str], row: int
) -> int:
    """Write a balance of another frame in every scenario; return the next row."""
    report, (key, label) = layout.report, line
    for n in range(len(report.scenarios)):
        _labels(sheet, row, report.whole, label, layout.scenario_name(n), "euro")
        sheet.row(row, FIRST, chosen.money.rows[n, report.whole, key], "reken", "eur")
        sheet.put(row, TOTAL, chosen.money.totals[n, report.whole, key], "reken", "eur")
        row += 1
    return row


def _difference(layout: Layout, sheet: Sheet, chosen: Chosen, row: int) -> int:
    report, rows = layout.report, chosen.money.rows
    base = rows[0, report.whole, b.SALDO]
    for n in range(1, len(report.scenarios)):
        _labels(sheet, row, report.whole, "Verschil in saldo", layout.scenario_name(n), "euro")
        cells = [mine - other for mine, other in zip(rows[n, report.whole, b.SALDO], base,
                                                     strict=True)]
        written = sheet.row(row, FIRST, cells, "reken", "eur")
        total = f.total(written[0], written[-1], [c.number for c in written])
        sheet.put(row, TOTAL, total, "reken", "eur")
        row += 1
    return row


def _odds(layout: Layout, sheet: Sheet, chosen: Chosen, row: int) -> int:
    report = layout.report
    for n in range(len(report.scenarios)):
        words = "Kans binnen budget, vóór vangnet (van de run)"
        _labels(sheet, row, report.whole, words, layout.scenario_name(n), "kans")
        sheet.put(row, TOTAL, None, "leeg")
        sheet.row(row, FIRST, chosen.figures.rows[n, report.whole, "before"], "reken", "kans")
        row += 1
    for n in range(len(report.scenarios)):
        words = "Saldo vóór vangnet, gemiddelde van alle trekkingen (van de run)"
        _labels(sheet, row, report.whole, words, layout.scenario_name(n), "euro")
        means = chosen.figures.rows[n, report.whole, RUN_MEAN]
        written = sheet.row(row, FIRST, means, "reken", "eur")
        total = f.total(written[0], written[-1], [c.number for c in written])
        sheet.put(row, TOTAL, total, "reken", "eur")
        row += 1
    return row


def _steps(layout: Layout, sheet: Sheet, chosen: Chosen, row: int, found: Compared) -> int:
    """Write what a step of (usually) 1 % in each line does to the balance, largest first."""
    report = layout.report
    step = chosen.limit(register.STEP)
    percent = step_words(step)
    known = [line for frame, lines in chosen.money.by_frame.items()
             if frame not in (GEMEENTELIJK, TOTAAL) for line in lines]
    lines = sorted(known, key=lambda s: -abs(
        chosen.money.totals[0, report.whole, s.key].number))[:_MOST]
    first = row
    for spec in lines:
        sign = -1 if spec.side == "lasten" else 1
        _labels(sheet, row, report.whole, f"{spec.label} +" & percent & "%", "gekozen scenario",
                "euro")
        cells = [
            (chosen.money_in(report.whole, spec.key, i) * step) * sign
            for i in range(len(report.years))
        ]
        written = sheet.row(row, FIRST, cells, "reken", "eur")
        total = f.total(written[0], written[-1], [c.number for c in written])
        sheet.put(row, TOTAL, total, "reken", "eur")
        row += 1
    found.steps = (first, row - 1)
    return row
