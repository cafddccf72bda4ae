"""Sheet Volumes: what the run gives per area, line, scenario and year, as values."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from forecast.budget.expression import Cell
from forecast.outputs.report import BUIG, FRAMES, NATION, ScenarioResult
from forecast.outputs.workbook import people_rows
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
ODDS = (
    ("before", "Kans binnen budget, vóór vangnet", "kans"),
    ("after", "Kans binnen budget, ná vangnet", "kans"),
    ("shortfall", "Gemiddeld tekort over alle trekkingen (een overschot telt als nul)", "eur"),
    ("reserve_80", "Reserve voor 80% zekerheid", "eur"),
    ("reserve_90", "Reserve voor 90% zekerheid", "eur"),
    ("break_even", "Break-even-aandeel volgens de run", "%"),
)
#: What is shown of the frames beside the BUIG.
_BESIDE = ("before", "reserve_80", "reserve_90")
WORDS = {
    "participatie": "Participatiebudget", "uitvoering": "Uitvoering",
    "gemeentelijk": "Gemeentelijk geld", "totaal": "Alle kaders",
}
#: Names of inputs that stand in no other table, as the reader sees them.
LABELS = {
    "volume.uitkeringen": "Bijstandsuitkeringen tot de AOW-leeftijd, jaargemiddelde",
    "volume.uitkeringen_referentie": "Bijstandsuitkeringen bij de referentie-economie",
    "macro.voorlopig": "Macrobudget voorlopig (0 = nog niet gepubliceerd)",
    "macro.nader_voorlopig": "Macrobudget nader voorlopig",
    "volume.eigen_index": "Eigen volume tegen het landelijke (twee jaar eerder)",
    "buig.ioaw_ioaz.stand": "Uitkeringen IOAW en IOAZ vooraf",
    "buig.aandeel.schok": "Schok in het aandeel (middenpad: geen)",
    "inwoners": "Inwoners",
    "wet.wml.maand": "Wettelijk minimumloon per maand",
    "wet.lks.maximum": "Loonkostensubsidie: hoogste deel van het minimumloon",
    "wet.lks.werkgeverslasten": "Loonkostensubsidie: vergoeding werkgeverslasten",
    "wet.lks.volle_werkweek": "Loonkostensubsidie: uren van een volle werkweek",
    "wet.vakantietoeslag.wml": "Vakantietoeslag",
    "wet.vangnet.drempel": "Vangnet: tekort vanaf dit deel van het budget",
    "wet.vangnet.bovengrens": "Vangnet: boven dit deel volledig",
    "wet.vangnet.meerjareneis": "Vangnet: tekort van drie jaar samen boven dit deel van het budget",
    "buig.saldo.eerder": "Saldo BUIG van een eerder jaar (eigen opgave)",
    "wet.vangnet.vergoeding_trede1": "Vangnet: vergoeding tussen drempel en bovengrens",
    "wet.vangnet.vergoeding_trede2": "Vangnet: vergoeding boven de bovengrens",
    "wet.verdeelmodel.ondergrens_inwoners": "Verdeelmodel: historisch tot",
    "wet.verdeelmodel.bovengrens_inwoners": "Verdeelmodel: objectief vanaf",
}
LABELS |= {
    "volume.uitkeringen.vorig": "Uitkeringen in het jaar voor de run",
    "volume.uitkeringen.jaar_eerder": "Uitkeringen een jaar eerder",
    "index.begin": "Index van lonen en prijzen, jaar voor de run",
    "wsw.rijk.begin": "Wsw: krimp van het land tegen plan, jaar voor de run",
    "wsw.liv.begin": "Wsw: LIV per voltijdbaan in het eerste jaar",
    "wsw.se.begin": "Wsw: standaardeenheden bij het begin",
    "wsw.fte.begin": "Wsw: voltijdbanen bij het begin",
    "wet.liv.per_uur": "Lage-inkomensvoordeel per uur",
    "wet.liv.maximum": "Lage-inkomensvoordeel: hoogste bedrag per jaar",
    "wet.beschut.begeleiding": "Beschut werk: begeleidingsgeld per plek",
    "wet.beschut.bonus": "Beschut werk: bonus per plek",
    "wet.beschut.uren_per_plek": "Beschut werk: uren per week van een plek",
    "beschut.taakstelling": "Beschut werk: taakstelling (jaargemiddelde)",
    "beschut.plekken": "Beschut werk: bezette plekken (jaargemiddelde)",
    "beschut.personen": "Beschut werk: mensen aan het werk (jaargemiddelde)",
    "beschut.uren": "Beschut werk: contracturen per week (jaargemiddelde)",
    "gemeentelijk.budget": "Begroting van het gemeentelijke geld (0 = niet ingevuld)",
    "uitvoering.budget": "Algemene uitkering voor de uitvoering (0 = niet ingevuld)",
    "participatie.wsw.budget": "Werkelijk Wsw-budget (0 = niet ingevuld)",
} | {
    f"wsw.personen.{form}{when}": f"Wsw: {form.replace('_', ' ')}, {words}"
    for form in ("intern", "groepsdetachering", "individuele_detachering", "begeleid_werken", "bor")
    for when, words in (("", "jaargemiddelde"), (".begin", "bij het begin"))
}
#: Causes that are listed per scenario, largest first.
SHOWN = 8
MOMENTS = ("voorlopig", "nader_voorlopig", "definitief")
RUN_BALANCE, RUN_MEAN = "run.saldo", "run.gemiddelde"


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
    row = _published(layout, sheet, figures, row)
    row = _unplaced(layout, sheet, inputs, figures, row)
    for area in report.areas:
        row = _answers(layout, sheet, figures, row, area)
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


def _answers(layout: Layout, sheet: Sheet, figures: Figures, row: int, area: str) -> int:
    """Write the odds and the programme's own balance, for the verdict and the checks."""
    report = layout.report
    for frame in FRAMES:
        asked = ODDS if frame == BUIG else [one for one in ODDS if one[0] in _BESIDE]
        words = "" if frame == BUIG else f"{WORDS[frame]}: "
        for name, label, unit in asked:
            for number, scenario in enumerate(report.scenarios):
                by_year = {o.year: o for o in scenario.odds if (o.area, o.frame) == (area, frame)}
                if not by_year:
                    continue
                values = [float(getattr(by_year[y], name)) for y in report.years]
                form = {"kans": "kans", "eur": "eur", "%": "getal4"}[unit]
                labels(layout, sheet, row, area, words + label, number, unit)
                figures.rows[number, area, run_key(name, frame)] = sheet.row(
                    row, FIRST, values, "run", form)
                row += 1
        for key, label in ((RUN_BALANCE, "Saldo volgens het programma (middenpad)"),
                           (RUN_MEAN, "Saldo, gemiddelde van alle trekkingen")):
            for number, scenario in enumerate(report.scenarios):
                if f"budget.{frame}.saldo" not in scenario.money:
                    continue
                values = (_central if key == RUN_BALANCE else _mean)(layout, scenario, area, frame)
                labels(layout, sheet, row, area, words + label, number, "eur")
                figures.rows[number, area, run_key(key, frame)] = sheet.row(
                    row, FIRST, values, "run", "eur")
                row += 1
    return row


def run_key(name: str, frame: str) -> str:
    """Return the name of a figure of the run about a frame among the rows."""
    return name if frame == BUIG else f"{frame}.{name}"


def _causes(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    for number, scenario in enumerate(layout.report.scenarios):
        for rank, cause in enumerate(scenario.causes[:SHOWN]):
            line = f"Aandeel in de spreiding: {cause.label}"
            labels(layout, sheet, row, layout.report.whole, line, number, "deel")
            figures.causes[number, rank] = sheet.put(row, FIRST, cause.share, "run", "kans")
            row += 1
    return row


def _central(
    layout: Layout, scenario: ScenarioResult, area: str, frame: str
) -> list[float]:
    report = layout.report
    return [
        sum(
            a.total("baten") - a.total("lasten")
            for a in scenario.accounts
            if a.year == year and a.frame == frame and a.area != NATION
            and area in (a.area, report.whole)
        )
        for year in report.years
    ]


def _mean(layout: Layout, scenario: ScenarioResult, area: str, frame: str) -> list[float]:
    means = scenario.money[f"budget.{frame}.saldo"].mean()
    one = means.sum(axis=1) if area == layout.report.whole else means[area]
    values = dict(zip(pd.PeriodIndex(one.index).year, one, strict=True))
    return [float(values[year]) for year in layout.report.years]
