"""From report to workbook: sheets in the order in which they depend on each other."""

from __future__ import annotations

import io

from openpyxl.packaging.custom import StringProperty

from forecast.outputs.finishing import finish
from forecast.outputs.report import Report
from forecast.outputs.safe_text import clean
from forecast.outputs.workbook import (
    aannames,
    bandbreedte,
    budget,
    controles,
    grafiekdata,
    leeswijzer,
    people,
    pictures,
    registers,
    samenvatting,
    trackrecord,
    vergelijking,
    volumes,
)
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.layout import Layout, new_layout

#: Sheets whose third row carries the message of the master check.
_WITHOUT_MESSAGE = ("Controles", "Samenvatting")


def workbook(report: Report) -> tuple[bytes, int]:
    """Return the workbook of a run, finished, and the number of its formula cells.

    The same report gives the same bytes, on any day and in any process.
    """
    layout = new_layout(report)
    inputs = aannames.write(layout)
    figures = volumes.write(layout, inputs)
    bands = bandbreedte.write(layout)
    money = budget.write(layout, inputs, figures)
    chosen = Chosen(layout, inputs, figures, money)
    compared = vergelijking.write(layout, chosen)
    drawn = trackrecord.write(layout)
    data = grafiekdata.write(layout, chosen, bands)
    closed = people.write(layout, chosen)
    verdicts = controles.write(layout, chosen, data, closed)
    page = samenvatting.write(layout, chosen, data, verdicts)
    leeswijzer.write(layout)
    registers.write(layout)
    pictures.draw(layout, chosen, bands, data, compared, page)
    pictures.track(layout, drawn)
    if verdicts.message is not None:
        for title, sheet in layout.sheets.items():
            if title not in _WITHOUT_MESSAGE:
                sheet.put(3, 1, verdicts.message, "melding")
            if title != "Samenvatting":
                sheet.verdict_colours("A3:D3", fixed=True)
    _properties(layout)
    raw = io.BytesIO()
    layout.book.excel.save(raw)
    words = {title: sheet.chart_words for title, sheet in layout.sheets.items()}
    return finish(raw.getvalue(), layout.book.values, moment_of(report), words)


def moment_of(report: Report) -> str:
    """Return the time that stands in the file: the end of the last realised month, no clock."""
    last = report.last_month.end_time
    return f"{last.year:04d}-{last.month:02d}-{last.day:02d}T00:00:00Z"


def _properties(layout: Layout) -> None:
    report, excel = layout.report, layout.book.excel
    properties = excel.properties
    properties.title = clean(f"werkprognose {report.whole}, editie {report.edition}")[:250]
    properties.creator = "werkprognose"
    properties.lastModifiedBy = "werkprognose"
    properties.language = "nl"
    properties.subject = clean(report.title)[:250]
    for name, text in (("SchemaVersie", "1"), ("RunId", report.run_id)):
        excel.custom_doc_props.append(StringProperty(name=name, value=clean(text)))
    excel.calculation.fullCalcOnLoad = True
    excel.active = 0
