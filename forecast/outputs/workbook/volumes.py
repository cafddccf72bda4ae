"""Sheet Volumes: what the run gives per area, line, scenario and year, as values."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from forecast.budget.expression import Cell
from forecast.outputs.report import BUIG, FRAMES, NATION, ScenarioResult
from forecast.outputs.workbook import bijdrage, brug, gevoeligheid, people_rows, verdict_rows
from forecast.outputs.workbook.aannames import Inputs
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.figures import WIDTHS, Figures, header, labels, placed
from forecast.outputs.workbook.formula import reference
from forecast.outputs.workbook.layout import (
    AREA,
    FIRST,
    LINE,
    SCENARIO,
    TOTAL,
    UNIT,
    Layout,
    leaves,
    named_parts,
)
from forecast.outputs.workbook.styles import unit_format
from forecast.outputs.workbook.volume_labels import LABELS

_DECEMBER = 12
#: Variables in reading order: name, label, whether they add up over a year, year-end as well.
LINES = (
    ("bijstand.stand", "Personen in de bijstand (jaargemiddelde)"),
    ("bijstand.stand.ultimo", "Personen in de bijstand (31 december)"),
    ("bijstand.uitkeringen", "Uitkeringen (jaargemiddelde)"),
    ("bijstand.instroom", "Instroom"),
    ("bijstand.instroom.nieuw", "– waarvan nieuw"),
    ("bijstand.instroom.herinstroom", "– waarvan herinstroom"),
    ("bijstand.instroom.statushouders", "– waarvan statushouders"),
    ("bijstand.uitstroom", "Uitstroom (geheel)"),
    ("bijstand.uitstroom.werk", "– naar werk"),
    ("bijstand.uitstroom.onderneming", "– naar eigen bedrijf"),
    ("bijstand.uitstroom.onderwijs", "– naar onderwijs"),
    ("bijstand.uitstroom.aow", "– AOW-leeftijd bereikt"),
    ("bijstand.uitstroom.overig", "– overige redenen"),
    ("bijstand.uitstroom.geheel_of_gedeeltelijk", "Uitstroom geheel of gedeeltelijk"),
    ("bijstand.deeltijd.nieuw", "Nieuwe deeltijdwerkers (blijven in de bijstand)"),
    ("bijstand.beginstand.correctie", "Correctie op de afgeleide beginstand"),
)
#: Causes that are listed per scenario, largest first.
SHOWN = 8
MOMENTS = ("voorlopig", "nader_voorlopig", "definitief")


def write(layout: Layout, inputs: Inputs) -> Figures:
    """Write the sheet; return the references."""
    sheet, report = layout.sheets["Volumes"], layout.report
    figures = Figures()
    sheet.heading(
        "Volumes en uitkomsten van de run",
        f"Paars: vaste uitkomsten van de run (middenpad). Kolom {layout.past_year} is "
        f"{layout.past_word}; vanaf {report.years[0]} is het raming.", None, layout.last,
    )
    header(layout, sheet, inputs, 5, f"{layout.past_year} {layout.past_word}", "kop_geweest")
    row = 6
    for area in report.areas:
        row = _people(layout, sheet, figures, row, area, LINES)
    groups = people_rows.lines_of(report.scenarios[0])
    for area in report.areas:
        shown = [(x.name, x.label) for x in groups if x.local or area == report.whole]
        row = _people(layout, sheet, figures, row, area, shown)
    row = people_rows.write(layout, sheet, figures, row)
    row = bijdrage.enter(layout, figures, row)
    row = brug.enter(layout, sheet, figures, row)
    row = gevoeligheid.enter(layout, sheet, figures, row)
    row = _published(layout, sheet, figures, row)
    row = _unplaced(layout, sheet, inputs, figures, row)
    for area in report.areas:
        row = verdict_rows.write(layout, sheet, figures, row, area)
        row = verdict_rows.bands(layout, sheet, figures, row, area)
    row = verdict_rows.together(layout, sheet, figures, row)
    row = _causes(layout, sheet, figures, row)
    sheet.excel.auto_filter.ref = f"A5:{sheet.excel.cell(row - 1, layout.last).coordinate}"
    sheet.widths(*WIDTHS, *[14] * len(report.years))
    for column, most in ((AREA, 40), (LINE, 62), (SCENARIO, 34), (UNIT, 26)):
        sheet.fit(column, 12, most)
    sheet.finish(row - 1, layout.last, titles=5, freeze="C6")
    return figures


def _people(
    layout: Layout, sheet: Sheet, figures: Figures, row: int, area: str,
    lines: Iterable[tuple[str, str]],
) -> int:
    for name, label in lines:
        for number, scenario in enumerate(layout.report.scenarios):
            found = yearly(scenario, name, area, layout.report.municipalities)
            if found is None:
                continue
            unit = scenario.ensembles[name.removesuffix(".ultimo")].unit
            labels(layout, sheet, row, area, label, number, unit)
            key = (number, area, name)
            past = found.get(layout.past_year)
            figures.past[key] = sheet.put(row, TOTAL, past, "leeg_getal", "getal1")
            if area == layout.report.whole:
                figures.whole = reference(area, sheet.title, row, AREA).fixed()
            values = [found.get(year, 0.0) for year in layout.report.years]
            figures.rows[key] = sheet.row(row, FIRST, values, "run", "getal1")
            row += 1
    return row


def yearly(
    scenario: ScenarioResult, name: str, area: str, municipalities: tuple[str, ...]
) -> dict[int, float] | None:
    """Return a variable of the central path by calendar year, for an area or for the whole.

    A stock's year is the mean of its twelve month-ends, ``….ultimo`` its December, a flow's year
    the sum of its months. None when the run has no such variable.
    """
    base = name.removesuffix(".ultimo")
    if base not in scenario.central:
        return None
    frame = scenario.central[base]
    series = frame[area] if area in municipalities else frame.sum(axis=1)
    years = pd.PeriodIndex(frame.index).year
    full = [int(y) for y in dict.fromkeys(years) if (years == y).sum() == 12]
    if name != base:  # the last realised December opens a stock that has no earlier months
        ends = pd.PeriodIndex(frame.index).month == _DECEMBER
        return {int(y): float(v) for y, v in zip(years[ends], series[ends], strict=True)}
    if scenario.ensembles[base].flow:
        return {y: float(series[years == y].sum()) for y in full}
    return {y: float(series[years == y].mean()) for y in full}


def _published(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    """Write the macro budgets that were published, to set beside the expected one."""
    known = layout.report.macro_published
    for moment in MOMENTS:
        values = [known.get((year, moment), 0.0) for year in layout.report.years]
        words = f"Macrobudget {moment.replace('_', ' ')}, gepubliceerd (0 = nog niet)"
        sheet.row(row, AREA, ("Nederland", words, "alle scenario's", "euro"), "label")
        past = known.get((layout.past_year, moment))
        sheet.put(row, TOTAL, past, "run", "eur")
        key = (0, NATION, f"macro.{moment}")
        figures.rows[key] = sheet.row(row, FIRST, values, "run", "eur")
        row += 1
    return row


def _unplaced(layout: Layout, sheet: Sheet, inputs: Inputs, figures: Figures, row: int) -> int:
    """Write the figures that the budget needs and that stand nowhere else."""
    for number, scenario in enumerate(layout.report.scenarios):
        groups: dict[tuple[str, str], dict[int | None, Cell]] = {}
        for account in scenario.accounts:
            for cell in leaves(account).values():
                name, area, year = named_parts(cell)
                if placed(layout, inputs, figures, number, cell) is None:
                    groups.setdefault((area, name), {})[year] = cell
        for (area, name), cells in sorted(groups.items()):
            one = next(iter(cells.values()))
            form = unit_format(one.unit)
            for offset in sorted({_row_of(layout, year) for year in cells}):
                label = LABELS.get(name, name)
                labels(layout, sheet, row, area, label, number, one.unit)
                for year, cell in cells.items():
                    if _row_of(layout, year) != offset:
                        continue
                    column = _column_of(layout, year)
                    figures.leaves[number, cell.key] = sheet.put(
                        row, column, float(cell.value), "run", form
                    )
                if offset:
                    sheet.put(row, LINE, f"{label} ({offset})", "label")
                row += 1
    return row


def _column_of(layout: Layout, year: int | None) -> int:
    if year is None:
        return FIRST
    return layout.column(year) if year in layout.report.years else TOTAL


def _row_of(layout: Layout, year: int | None) -> int:
    """Return 0 for a value in the table's own columns, the year itself for an older one."""
    usual = year is None or year >= layout.past_year
    return 0 if usual or year is None else year


def _causes(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    for number, scenario in enumerate(layout.report.scenarios):
        for rank, cause in enumerate(scenario.causes[:SHOWN]):
            line = f"Aandeel in de spreiding: {cause.label}"
            labels(layout, sheet, row, layout.report.whole, line, number, "deel")
            figures.causes[number, rank] = sheet.put(row, FIRST, cause.share, "run", "kans")
            row += 1
    return row
