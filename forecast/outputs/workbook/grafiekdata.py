"""Sheet Grafiekdata: every number that a chart draws, as a formula that can be followed."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.worksheet.pagebreak import Break

from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import causes, register
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.bandbreedte import Bands
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import Layout
from forecast.outputs.workbook.volumes import SHOWN
from forecast.outputs.workbook.waterfall import BRIDGE, HEAD, STEP_HEADS, waterfall

#: First column of each table on the sheet; they stand beside each other under one header row.
FAN, CAUSES = 1, 23


@dataclass
class ChartData:
    """Where the charts and the front page find their cells."""

    fan: tuple[int, int] = (0, 0)
    fan_past: int = 0
    fan_low: Node | None = None
    bridge: tuple[int, int] = (0, 0)
    bridge_end: Node | None = None
    bridge_saldo: Node | None = None
    widths: list[Node] = field(default_factory=list)
    causes: dict[tuple[int, int], tuple[Node, Node, Node, Node]] = field(default_factory=dict)


def write(layout: Layout, chosen: Chosen, bands: Bands) -> ChartData:
    """Write the sheet; return where everything stands."""
    sheet = layout.sheets["Grafiekdata"]
    sheet.heading(
        "Grafiekdata", "Hulpkolommen van de grafieken bij het gekozen scenario: de lagen van de "
        "bandbreedte (hoe dik elke laag is), de saldobrug en de oorzaken per scenario.", None,
        CAUSES + 5,
    )
    data = ChartData()
    last = _fan(layout, sheet, chosen, bands, data)
    if len(layout.report.years) > 1:
        _bridge(layout, sheet, chosen, data)
    last = max(last, _causes(layout, sheet, chosen, data))
    sheet.widths(11, 17, *[12] * 7, 3, 16, *[13] * 3, 18, *[12] * 6, 3, 28, 5, 62, 14, 59, 9)
    sheet.finish(last, CAUSES + 5, titles=HEAD, freeze="C6")
    # three tables beside each other: one page each, so no fitting to one page wide
    sheet.excel.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.excel.page_setup.scale = 78
    for column in (BRIDGE, CAUSES):
        sheet.excel.col_breaks.append(Break(id=column - 1))
    return data


def _fan(layout: Layout, sheet: Sheet, chosen: Chosen, bands: Bands, data: ChartData) -> int:
    report, inputs = layout.report, chosen.inputs
    heads = ("Maand", "Soort", layout.past_word.capitalize(), "Onder P10", "P10-P90",
             "P25-P75", "P75-P90", "Mediaan", "Middenpad")
    sheet.row(HEAD, FAN, heads, "kop")
    sheet.height(HEAD, 30)
    scenarios = range(len(report.scenarios))
    first = row = HEAD + 1
    for i, month in enumerate(bands.months):
        sheet.put(row, FAN, bands.names[i], "reken_links", "maand")
        sheet.put(row, FAN + 1, bands.kinds[i], "reken_links")
        parts = [chosen.pick([bands.rows[s, report.whole][i][k] for s in scenarios])
                 for k in range(6)]
        if month > report.last_month and month.year in report.years:
            year = report.years.index(month.year)
            correction = inputs.find(register.EXIT, "", 0, year)
            if correction is not None:
                parts = [part * (1 - correction) for part in parts]
        middle, p10, p25, p50, p75, p90 = parts
        past = month <= report.last_month
        bands_row = (p10, p25 - p10, p75 - p25, p90 - p75)
        sheet.put(row, FAN + 2, p50 if past else None, "reken", "getal1")
        found = sheet.row(row, FAN + 3, bands_row, "reken", "getal1")
        data.widths += found[1:]
        ahead = month >= report.last_month
        sheet.put(row, FAN + 7, p50 if ahead else None, "reken", "getal1")
        sheet.put(row, FAN + 8, middle, "reken", "getal1")
        data.fan_past += past
        row += 1
    data.fan = (first, row - 1)
    return row - 1


def _bridge(layout: Layout, sheet: Sheet, chosen: Chosen, data: ChartData) -> None:
    """Write the steps from the first to the last balance; they add up exactly."""
    sheet.row(HEAD, BRIDGE, STEP_HEADS, "kop")
    whole, row = layout.report.whole, HEAD + 1
    first, last = 0, len(layout.report.years) - 1

    years = chosen.inputs.years
    steps: list[tuple[Node | str, Node]] = [
        ("Saldo " & years[first], chosen.money_in(whole, b.SALDO, first))]
    budget = chosen.money_in(whole, b.BATEN, last) - chosen.money_in(whole, b.BATEN, first)
    steps.append(("Budget", budget))
    steps += [(name, -amount) for name, amount in _cost_steps(layout, chosen)]
    data.bridge, data.bridge_end = waterfall(sheet, row, steps, "Saldo " & years[last])
    data.bridge_saldo = chosen.money_in(whole, b.SALDO, last)


def _cost_steps(layout: Layout, chosen: Chosen) -> list[tuple[str, Node]]:
    """Return what changes the cost: volume at the old price, price at the new volume, the rest."""
    whole, last = layout.report.whole, len(layout.report.years) - 1
    cost = [s for s in chosen.money.lines if s.side == "lasten"]
    delta = chosen.money_in(whole, b.LASTEN, last) - chosen.money_in(whole, b.LASTEN, 0)
    if (0, whole, b.VOLUME) not in chosen.money.rows:
        return [("Lasten", delta)]
    main = max(cost, key=lambda s: chosen.money.totals[0, whole, s.key].number)
    before, after = (chosen.money_in(whole, main.key, i) for i in (0, last))
    old, new = (chosen.money_in(whole, b.VOLUME, i) for i in (0, last))
    volume = f.when(old.equals(0), 0, (new - old) * (before / old))
    price = after - before - volume
    return [("Aantal", volume), ("Prijs", price), ("Overig", delta - (after - before))]


def _causes(layout: Layout, sheet: Sheet, chosen: Chosen, data: ChartData) -> int:
    sheet.row(HEAD, CAUSES, ("Scenario", "Nr"), "kop_links")
    sheet.row(HEAD, CAUSES + 2, ("Oorzaak van de onzekerheid", "Te beïnvloeden",
                                 "Door wie en wanneer"), "kop_in")
    sheet.put(HEAD, CAUSES + 5, "Aandeel", "kop_getal")
    row = HEAD + 1
    for number, scenario in enumerate(layout.report.scenarios):
        for rank, cause in enumerate(scenario.causes[:SHOWN]):
            can, how = causes.influence(cause.key)
            sheet.row(row, CAUSES, (layout.scenario_name(number), f"{rank + 1}."), "kort")
            short = cause.label.replace(". (", " (").rstrip(".")
            label = sheet.put(row, CAUSES + 2, short, "kort_in")
            able = sheet.put(row, CAUSES + 3, can, "kort_in")
            words = sheet.put(row, CAUSES + 4, how, "kort_in")
            share = chosen.figures.causes[number, rank]
            part = sheet.put(row, CAUSES + 5, share, "reken", "kans")
            data.causes[number, rank] = (label, able, words, part)
            row += 1
    return row - 1
