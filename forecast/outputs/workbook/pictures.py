"""Which chart stands where, with what it shows in words."""

from __future__ import annotations

import math

from forecast.outputs.workbook.bandbreedte import Bands
from forecast.outputs.workbook.charts import (
    Frame,
    bridge,
    fan,
    foretold,
    scenario_bars,
    step_bars,
)
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.grafiekdata import ChartData
from forecast.outputs.workbook.waterfall import BRIDGE
from forecast.outputs.workbook.layout import FIRST, TOTAL, Layout
from forecast.outputs.workbook.samenvatting import Page
from forecast.outputs.workbook.trackrecord import Drawn
from forecast.outputs.workbook.vergelijking import Compared
from forecast.periods import dutch

#: Room below the lowest band for a correction that a reader types in.
_ROOM = 0.04


def draw(
    layout: Layout, chosen: Chosen, bands: Bands, data: ChartData, compared: Compared, page: Page
) -> None:
    """Draw every chart of the book."""
    report, source = layout.report, layout.sheets["Grafiekdata"]
    front, beside = layout.sheets["Samenvatting"], layout.sheets["Vergelijking"]
    whole = report.whole
    span = str(report.years[0])
    if len(report.years) > 1:
        span += f"-{report.years[-1]}"
    high = 6.0
    fan(
        source, front,
        Frame(page.chart_row, 0.0, 0.495 if data.bridge[0] else 1.0, high,
              "Aantal uitkeringen: met 80% kans binnen de lichte band",
              f"Waaier van het aantal uitkeringen van {whole}: tot en met "
              f"{dutch(report.last_month)} {layout.past_word}, dan mediaan met banden P10-P90 en "
              "P25-P75. De cijfers staan op blad Grafiekdata."),
        data.fan, _axis(layout, bands),
    )
    if data.bridge[0]:
        bridge(
            source, front,
            Frame(page.chart_row, 0.505, 0.495, high, f"Saldobrug {span}, in miljoenen euro",
                  f"Watervalgrafiek van het saldo van {whole}: van het eerste naar het laatste "
                  "jaar door budget, aantal, prijs en overige lasten. De cijfers staan op blad "
                  "Grafiekdata."),
            data.bridge, BRIDGE,
        )
    row = compared.last + 2
    scenario_bars(
        beside,
        Frame(row, 0.0, 0.49, 8.2, "Saldo per jaar en scenario (× € 1.000)",
              f"Staven: saldo van {whole} per jaar, een staaf per scenario."),
        compared.saldo, FIRST, layout.last,
    )
    step_bars(
        beside,
        Frame(row, 0.51, 0.49, 8.2, "Wat een stap in elke regel doet, alle jaren (× € 1.000)",
              "Liggende staven: verandering van het saldo als een regel een stap hoger uitvalt."),
        compared.steps, TOTAL,
    )
    beside.finish(row + 17, layout.last, titles=5, freeze="C6", tall=1)


def track(layout: Layout, drawn: Drawn) -> None:
    """Draw what was foretold for a month beside what came."""
    record, sheet = layout.report.track, layout.sheets["Trackrecord"]
    if record is None or not drawn.rows[0]:
        return
    foretold(
        sheet,
        Frame(drawn.chart_row, 0.0, 1.0, 7.6,
              f"Uitkomst en wat er {record.ahead} maanden eerder was geraamd, met band van 80%",
              f"Lijnen per halfjaar: de uitkomst van {record.subject}, de raming van "
              f"{record.ahead} maanden eerder en de grenzen van haar band. De cijfers staan "
              "eronder."),
        drawn.rows, drawn.axis,
    )


def _axis(layout: Layout, bands: Bands) -> tuple[float, float]:
    """Return fixed ends of the axis: stacked areas would start at nought otherwise."""
    rows = [row for (_, area), months in bands.rows.items() if area == layout.report.whole
            for row in months]
    low = min(node.number for row in rows for node in row) * (1 - _ROOM)
    high = max(node.number for row in rows for node in row) * (1 + _ROOM)
    step = 10.0 ** math.floor(math.log10(max(high - low, 1.0)))
    step = step / 2 if (high - low) / step < 4 else step
    return math.floor(low / step) * step, math.ceil(high / step) * step
