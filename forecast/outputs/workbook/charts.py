"""The charts: calm, readable in black-and-white print, every one with a text for who cannot see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import AreaChart, BarChart, LineChart, Reference, Series
from openpyxl.chart.axis import DateAxis
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.layout import Layout as ChartLayout
from openpyxl.chart.layout import ManualLayout
from openpyxl.chart.legend import LegendEntry
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import column_index_from_string
from openpyxl.utils.units import cm_to_EMU, pixels_to_EMU

from forecast.outputs.workbook.book import Sheet

NAVY, RED, GREEN, AMBER, GREY = "1F3864", "C0392B", "2E9E6B", "C98A00", "6B7891"
#: Pixels for each character of a column's width.
_PIXELS = 7
BAND_OUTER, BAND_INNER = "CBDDF2", "8DB4E2"
#: Scenario colours differ in lightness too, so that they survive a grey print.
STACKS = (NAVY, "7FA7D9", "B9CDE8", GREEN, "C98A00")
SCENARIOS = (NAVY, "7FA7D9", RED, "F0A58F", GREEN)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart stands and how large, its title, and what it shows in words.

    `left` and `wide` are parts of the width of all columns, `high` is in centimetres.
    """

    row: int
    left: float
    wide: float
    high: float
    title: str
    words: str


def _font(size: int, bold: bool = False, colour: str = "404040") -> CharacterProperties:
    return CharacterProperties(
        sz=size * 100, b=bold, solidFill=colour, latin=Font(typeface="Calibri"))


def _rich(size: int, bold: bool = False) -> RichText:
    properties = ParagraphProperties(defRPr=_font(size, bold))
    paragraph = Paragraph(pPr=properties, endParaRPr=_font(size, bold))
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])


def _dress(chart: AreaChart | BarChart | LineChart, frame: Frame, form: str) -> None:
    chart.title = frame.title
    paragraph = chart.title.tx.rich.p[0]
    paragraph.pPr = ParagraphProperties(defRPr=_font(11, True, NAVY))
    for run in paragraph.r:
        run.rPr = _font(11, True, NAVY)
    chart.title.overlay = False
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.majorTickMark = "none"
        axis.tickLblPos = "low"
        axis.txPr = _rich(9)
        axis.title = None
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(
        ln=LineProperties(solidFill="E3E8F0", w=6350))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.x_axis.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill="A6AFBF", w=9525))
    chart.y_axis.numFmt = form
    chart.y_axis.number_format = form
    chart.legend.position = "b"
    chart.legend.txPr = _rich(9)


def _series(sheet: Sheet, column: int, rows: tuple[int, int], head: int) -> Series:
    values = Reference(sheet.excel, min_col=column, min_row=rows[0], max_row=rows[1])
    series = Series(values, title_from_data=False)
    series.tx = _title(sheet, head, column)
    return series


def _title(sheet: Sheet, row: int, column: int) -> SeriesLabel:
    letter = sheet.excel.cell(row, column).coordinate
    fixed = "".join(f"${part}" for part in (letter.rstrip("0123456789"), str(row)))
    return SeriesLabel(strRef=StrRef(f"'{sheet.title}'!{fixed}"))


def fan(
    data: Sheet, on: Sheet, frame: Frame, rows: tuple[int, int], axis: tuple[float, float]
) -> None:
    """Draw the bands of the run, with the months behind us as a line of their own."""
    head = rows[0] - 1
    names = Reference(data.excel, min_col=1, min_row=rows[0], max_row=rows[1])
    area, lines = AreaChart(), LineChart()
    for chart in (area, lines):
        # a true time axis: one label a year, in every program
        chart.x_axis = DateAxis(crossAx=100)
        chart.x_axis.baseTimeUnit, chart.x_axis.majorTimeUnit = "months", "years"
        chart.x_axis.majorUnit = 1
        chart.x_axis.number_format = "yyyy"
        chart.y_axis.crossAx = chart.x_axis.axId
    area.grouping = "stacked"
    for column, colour in ((4, None), (5, BAND_OUTER), (6, BAND_INNER), (7, BAND_OUTER)):
        series = _series(data, column, rows, head)
        fill = GraphicalProperties(noFill=True) if colour is None else GraphicalProperties(
            solidFill=colour)
        fill.ln = LineProperties(noFill=True)
        series.spPr = fill
        area.series.append(series)
    area.set_categories(names)
    for column, colour, dash in ((3, GREY, None), (8, NAVY, None)):
        series = _series(data, column, rows, head)
        series.spPr = GraphicalProperties(ln=LineProperties(solidFill=colour, w=28575,
                                                            prstDash=dash))
        series.marker.symbol = "none"
        series.smooth = False
        lines.series.append(series)
    lines.set_categories(names)
    _dress(area, frame, "#,##0")
    _dress(lines, frame, "#,##0")
    area.y_axis.crossBetween = "midCat"
    area.y_axis.scaling.min, area.y_axis.scaling.max = axis
    area += lines
    area.legend.legendEntry = [LegendEntry(idx=0, delete=True), LegendEntry(idx=3, delete=True)]
    area.display_blanks = "gap"
    _place(area, on, frame)


def foretold(on: Sheet, frame: Frame, rows: tuple[int, int], axis: tuple[float, float]) -> None:
    """Draw outcomes (column 6) with the forecast (3) and its band (4, 5) by month (2)."""
    chart = LineChart()
    looks = ((4, BAND_INNER, 12700, "sysDash"), (5, BAND_INNER, 12700, "sysDash"),
             (3, RED, 22225, None), (6, NAVY, 28575, None))
    for column, colour, width, dash in looks:
        series = _series(on, column, rows, rows[0] - 1)
        series.spPr = GraphicalProperties(ln=LineProperties(solidFill=colour, w=width,
                                                            prstDash=dash))
        series.marker.symbol = "none"
        series.smooth = False
        chart.series.append(series)
    chart.set_categories(Reference(on.excel, min_col=2, min_row=rows[0], max_row=rows[1]))
    _dress(chart, frame, "#,##0")
    chart.x_axis.number_format = "yyyy"
    chart.x_axis.tickLblSkip = 2
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = axis
    _place(chart, on, frame)


def bridge(data: Sheet, on: Sheet, frame: Frame, rows: tuple[int, int], column: int) -> None:
    """Draw the steps from the first to the last balance; it crosses zero correctly."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 35
    colours = (None, NAVY, GREEN, GREEN, RED, RED)
    for offset, colour in enumerate(colours):
        series = _series(data, column + 5 + offset, rows, rows[0] - 1)
        fill = GraphicalProperties(noFill=True) if colour is None else GraphicalProperties(
            solidFill=colour)
        fill.ln = LineProperties(noFill=True)
        series.spPr = fill
        series.invertIfNegative = False
        chart.series.append(series)
    chart.set_categories(
        Reference(data.excel, min_col=column + 4, min_row=rows[0], max_row=rows[1]))
    _dress(chart, frame, '0.0,,;"−"0.0,,')
    chart.legend = None
    _place(chart, on, frame)


def scenario_bars(on: Sheet, frame: Frame, rows: Sequence[int], first: int, last: int) -> None:
    """Draw a balance per year, one colour per scenario."""
    chart = BarChart()
    chart.type, chart.gapWidth, chart.overlap = "col", 80, -5
    for row, colour in zip(rows, SCENARIOS, strict=False):
        values = Reference(on.excel, min_col=first, max_col=last, min_row=row)
        series = Series(values)
        series.tx = _title(on, row, 3)
        series.spPr = GraphicalProperties(solidFill=colour)
        series.invertIfNegative = False
        chart.series.append(series)
    chart.set_categories(Reference(on.excel, min_col=first, max_col=last, min_row=5))
    _dress(chart, frame, '#,##0,;"−"#,##0,')
    _place(chart, on, frame)


def year_stacks(
    on: Sheet, frame: Frame, rows: Sequence[int], columns: tuple[int, int], head: int
) -> None:
    """Draw rows as stacked columns, a column a moment, the first row at the bottom."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 60
    for row, colour in zip(rows, STACKS, strict=False):
        series = Series(Reference(on.excel, min_col=columns[0], max_col=columns[1], min_row=row))
        series.tx = _title(on, row, 1)
        series.spPr = GraphicalProperties(solidFill=colour)
        series.invertIfNegative = False
        chart.series.append(series)
    chart.set_categories(
        Reference(on.excel, min_col=columns[0], max_col=columns[1], min_row=head))
    _dress(chart, frame, "#,##0")
    _place(chart, on, frame)


def year_lines(
    on: Sheet, frame: Frame, rows: Sequence[int], columns: tuple[int, int], head: int
) -> None:
    """Draw rows as lines over the moments; the first one is dashed: what was agreed."""
    chart = LineChart()
    for place, (row, colour) in enumerate(zip(rows, SCENARIOS, strict=False)):
        series = Series(Reference(on.excel, min_col=columns[0], max_col=columns[1], min_row=row))
        series.tx = _title(on, row, 1)
        dash = "sysDash" if place == 0 else None
        series.spPr = GraphicalProperties(ln=LineProperties(
            solidFill=GREY if place == 0 else colour, w=28575, prstDash=dash))
        series.marker.symbol = "none"
        series.smooth = False
        chart.series.append(series)
    chart.set_categories(
        Reference(on.excel, min_col=columns[0], max_col=columns[1], min_row=head))
    _dress(chart, frame, "#,##0")
    chart.y_axis.scaling.min = 0
    _place(chart, on, frame)


def step_bars(on: Sheet, frame: Frame, rows: tuple[int, int], column: int) -> None:
    """Draw what one step does, lying bars, the largest on top."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = "bar", "clustered", 45
    values = Reference(on.excel, min_col=column, min_row=rows[0], max_row=rows[1])
    series = Series(values)
    series.tx = _title(on, 5, column)
    series.spPr = GraphicalProperties(solidFill=NAVY)
    series.invertIfNegative = False
    chart.series.append(series)
    chart.set_categories(Reference(on.excel, min_col=2, min_row=rows[0], max_row=rows[1]))
    _dress(chart, frame, '#,##0,;"−"#,##0,')
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.tickLblPos = "high"
    chart.legend = None
    chart.layout = ChartLayout(manualLayout=ManualLayout(
        layoutTarget="inner", xMode="edge", yMode="edge", x=0.36, y=0.14, w=0.6, h=0.72))
    _place(chart, on, frame)


def tornado(on: Sheet, frame: Frame, rows: tuple[int, int], names: int,
            columns: tuple[int, int], head: int) -> None:
    """Draw two effects per row as lying bars from one line, the largest on top."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "bar", "clustered", 45, 100
    for column, colour in zip(columns, (AMBER, NAVY), strict=True):
        series = Series(Reference(on.excel, min_col=column, min_row=rows[0], max_row=rows[1]))
        series.tx = _title(on, head, column)
        series.spPr = GraphicalProperties(solidFill=colour)
        series.invertIfNegative = False
        chart.series.append(series)
    chart.set_categories(
        Reference(on.excel, min_col=names, min_row=rows[0], max_row=rows[1]))
    _dress(chart, frame, '#,##0,,;"−"#,##0,,')
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.tickLblPos = "high"
    chart.layout = ChartLayout(manualLayout=ManualLayout(
        layoutTarget="inner", xMode="edge", yMode="edge", x=0.36, y=0.12, w=0.6, h=0.7))
    _place(chart, on, frame)


def _place(chart: AreaChart | BarChart | LineChart, on: Sheet, frame: Frame) -> None:
    widths = [d.width * _PIXELS for _, d in sorted(
        on.excel.column_dimensions.items(), key=lambda item: column_index_from_string(item[0]))]
    left, column = frame.left * sum(widths), 0
    while left > widths[column]:
        left, column = left - widths[column], column + 1
    start = AnchorMarker(col=column, colOff=pixels_to_EMU(round(left)), row=frame.row - 1)
    size = XDRPositiveSize2D(
        pixels_to_EMU(round(frame.wide * sum(widths))), cm_to_EMU(frame.high))
    chart.anchor = OneCellAnchor(_from=start, ext=size)
    on.excel.add_chart(chart)
    on.chart_words.append(frame.words)
