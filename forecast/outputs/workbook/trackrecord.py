"""Sheet Trackrecord: how earlier forecasts turned out, date by date, beside others'."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.worksheet.pagebreak import Break

from forecast.outputs.track import Opinion, Point, Rival, Score, TrackRecord
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.bandbreedte import serial
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import Layout
from forecast.outputs.workbook.wrapping import height_of
from forecast.periods import dutch, parse_month

TITLE = "Trackrecord"
#: Columns A-J: a wide one for names, then figures.
_WIDTHS = (46.0, *[13.0] * 9)
_LAST = len(_WIDTHS)
#: Rows of the chart, and the first row under it.
_KEY, _CHART, _UNDER = 5, 12, 28


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows of the points that the chart draws; (0, 0) when there are none."""

    rows: tuple[int, int] = (0, 0)
    chart_row: int = _CHART
    axis: tuple[float, float] = (0.0, 1.0)


def write(layout: Layout) -> Drawn:
    """Write the sheet; return what its chart draws."""
    sheet, record = layout.sheets[TITLE], layout.report.track
    if record is None or not record.points:
        sheet.heading(TITLE, "Voor deze run is geen terugblik gemaakt.", None, _LAST)
        sheet.widths(*_WIDTHS)
        sheet.finish(4, _LAST)
        return Drawn()
    sheet.heading(
        "Trackrecord: wat eerdere ramingen waard waren",
        f"{record.subject}, {record.unit}. Bron van de uitkomsten: {record.source}. "
        "Fout = raming / uitkomst − 1; plus is te hoog geraamd.", None, _LAST)
    sheet.widths(*_WIDTHS)
    row, theirs, ours = _rivals(sheet, record.rivals, _UNDER)
    sheet.excel.row_breaks.append(Break(id=row))
    row = _opinions(sheet, record.opinions, row)
    row, span, mean, inside = _points(sheet, record, row + 1)
    sheet.excel.row_breaks.append(Break(id=row))
    row, naive, late = _league(sheet, record, row + 1)
    _key(sheet, record, mean, inside, naive, late, theirs, ours)
    row += 1
    for remark in record.remarks:
        row += 1
        sheet.put(row, 1, remark, "noot")
        sheet.merge(row, 1, _LAST)
        sheet.height(row, height_of((remark, sum(_WIDTHS), 9)))
    sheet.finish(row, _LAST, titles=1, freeze="A4")
    return Drawn(span, _CHART, _axis(record.points))


def _head(sheet: Sheet, row: int, title: str, first: str, others: tuple[str, ...]) -> int:
    """Write the title of a block and its heads; return the first row under them."""
    sheet.put(row, 1, title, "blok")
    sheet.height(row, 22)
    sheet.put(row + 1, 1, first, "kop_links")
    sheet.row(row + 1, 2, others, "kop_getal")
    for column in range(len(others) + 2, _LAST + 1):
        sheet.put(row + 1, column, None, "kop_getal")
    sheet.height(row + 1, 30)
    return row + 2


def _rivals(
    sheet: Sheet, rivals: tuple[Rival, ...], row: int
) -> tuple[int, Node | None, Node | None]:
    """Write CPB's forecasts beside ours; return the row under them and both mean errors."""
    if not rivals:
        return row, None, None
    row = _head(sheet, row, "Naast de ramingen van het CPB: het eerste jaar van elke publicatie",
                "Publicatie", ("gepubliceerd", "wij kenden t/m", "jaar", "CPB", "werkprognose",
                               "uitkomst", "fout CPB", "fout wij", "in onze band van 80%"))
    start, sizes = row, []
    for one in rivals:
        name = f"{one.vintage} ({one.remark})" if one.remark else one.vintage
        sheet.put(row, 1, name, "label")
        for column, month in ((2, one.published), (3, one.known)):
            sheet.put(row, column, serial(parse_month(month)), "run", "maand")
        sheet.put(row, 4, float(one.year), "run", "jaar")
        theirs, ours, outcome = (
            sheet.put(row, column, value, "run", "getal1")
            for column, value in ((5, one.theirs), (6, one.ours), (7, one.outcome)))
        errors = [sheet.put(row, column, forecast / outcome - 1, "reken", "pct")
                  for column, forecast in ((8, theirs), (9, ours))]
        within = "● ja" if one.low80 <= one.outcome <= one.high80 else "■ nee"
        sheet.put(row, 10, within, "run_links")
        sizes.append(errors)
        row += 1
    sheet.put(row, 1, "Gemiddelde fout zonder teken", "label_vet")
    for column in range(2, _LAST + 1):
        sheet.put(row, column, None, "leeg")
    found = []
    for column, which in ((8, 0), (9, 1)):
        parts = [f.absolute(errors[which]) for errors in sizes]
        count = sheet.put(row, 4, float(row - start), "run", "jaar")
        found.append(sheet.put(row, column, f.add_up(parts) / count, "totaal", "pct"))
    return row + 1, found[0], found[1]


def _opinions(sheet: Sheet, opinions: tuple[Opinion, ...], row: int) -> int:
    """Write the coming years by two ways of forecasting; return the row under them."""
    if not opinions:
        return row
    row = _head(
        sheet, row + 1, "Tweede mening over de jaren die komen: het model van mensen naast de "
        "landelijke reeks zelf", "Jaargemiddelde", (
            "", "", "jaar", "model van mensen", "reeks zelf", "onderkant 80%", "bovenkant 80%",
            "verschil", "model in de band"))
    for one in opinions:
        sheet.put(row, 1, "Nederland, eerste scenario van de run", "label")
        for column in (2, 3):
            sheet.put(row, column, None, "leeg")
        sheet.put(row, 4, float(one.year), "run", "jaar")
        model, series, low, high = sheet.row(
            row, 5, (one.model, one.series, one.low80, one.high80), "run", "getal1")
        sheet.put(row, 9, model / series - 1, "reken", "pct")
        inside = f.all_of(model.at_least(low), high.at_least(model))
        sheet.put(row, 10, f.when(inside, "● ja", "■ nee"), "reken_links")
        row += 1
    return row


def _points(
    sheet: Sheet, record: TrackRecord, row: int
) -> tuple[int, tuple[int, int], Node, Node]:
    """Write each forecast with its outcome; return rows, mean error and part inside the band."""
    row = _head(
        sheet, row, f"Raming voor {record.ahead} maanden later, datum voor datum", "Geraamd met "
        "cijfers tot en met", ("voor de maand", "raming", "onderkant 80%", "bovenkant 80%",
                               "uitkomst", "fout", "zonder teken", "binnen band"))
    start, sizes, inside = row, [], []
    for point in record.points:
        sheet.put(row, 1, dutch(point.origin), "label")
        sheet.put(row, 2, serial(point.month), "run", "maand")
        forecast, low, high, outcome = sheet.row(
            row, 3, (point.forecast, point.low80, point.high80, point.outcome), "run", "getal1")
        error = sheet.put(row, 7, forecast / outcome - 1, "reken", "pct")
        sizes.append(sheet.put(row, 8, f.absolute(error), "reken", "pct"))
        within = f.all_of(outcome.at_least(low), high.at_least(outcome))
        inside.append(sheet.put(row, 9, f.when(within, 1, 0), "reken", "jaar"))
        sheet.put(row, 10, None, "leeg")
        row += 1
    sheet.put(row, 1, f"Gemiddeld over {len(sizes)} datums", "label_vet")
    for column in (2, 3, 4, 5, 6, 7, 10):
        sheet.put(row, column, None, "leeg")
    count = sheet.put(row, 2, float(len(sizes)), "run", "jaar")
    mean, part = (
        sheet.put(row, column, f.total(cells[0], cells[-1], [c.number for c in cells]) / count,
                  "totaal", form)
        for column, cells, form in ((8, sizes, "pct"), (9, inside, "pct")))
    return row + 1, (start, row - 1), mean, part


def _league(
    sheet: Sheet, record: TrackRecord, row: int
) -> tuple[int, Node | None, tuple[int, Node] | None]:
    """Write the league table.

    Returns the row under it, the naive error at `record.ahead`, and the furthest year with the
    part of its means that lay inside our band.
    """
    row = _head(sheet, row, "Ranglijst: gemiddeld over alle datums (uitkomsten van de run)",
                "Model", ("vooruit", "eenheid", "datums", "gemiddelde fout", "zonder teken",
                          "wortel van kwadraat", "binnen 80%", "binnen 95%", "breedte 80%"))
    naive: Node | None = None
    late: tuple[int, Node] | None = None
    for score in record.scores:
        error, inside = _score(sheet, score, row)
        at_points = score.measure == "maand" and score.horizon == record.ahead
        if at_points and score.model.startswith("seizoens"):
            naive = error
        if score.measure == "jaar" and score.inside80 is not None:
            late = (score.horizon, inside)
        row += 1
    return row, naive, late


def _score(sheet: Sheet, score: Score, row: int) -> tuple[Node, Node]:
    """Write a row; return its mean error and the part inside its 80 % band."""
    sheet.put(row, 1, score.model, "label")
    sheet.put(row, 2, float(score.horizon), "run", "jaar")
    unit = "maanden" if score.measure == "maand" else "jaargemiddelde"
    sheet.put(row, 3, unit, "kort")
    sheet.put(row, 4, float(score.dates), "run", "jaar")
    cells = sheet.row(row, 5, (score.bias, score.mae, score.rmse), "run", "pct")
    inside, *_ = [
        sheet.put(row, column, value, "leeg" if value is None else "run", "pct")
        for column, value in ((8, score.inside80), (9, score.inside95), (10, score.width80))
    ]
    return cells[1], inside


def _key(
    sheet: Sheet, record: TrackRecord, mean: Node, inside: Node, naive: Node | None,
    late: tuple[int, Node] | None, theirs: Node | None, ours: Node | None,
) -> None:
    """Write the few figures that a reader needs."""
    rows: list[tuple[str, Node | None]] = [
        (f"Fout zonder teken, {record.ahead} maanden vooruit", mean),
        ("Zelfde, als vorig jaar gewoon herhaald was", naive),
        ("Uitkomsten binnen de band van 80%", inside),
        *([(f"Zelfde, voor het gemiddelde van het {late[0]}e jaar vooruit", late[1])] if late
          else []),
        ("Fout van het CPB, eerste jaar van zijn publicaties", theirs),
        ("Onze fout op dezelfde datums", ours),
    ]
    sheet.put(_KEY, 1, "In het kort", "blok")
    for offset, (words, node) in enumerate(rows, start=1):
        sheet.put(_KEY + offset, 1, words, "label")
        role = "leeg" if node is None else "subtotaal"
        sheet.put(_KEY + offset, 2, node, role, "pct")


def _axis(points: tuple[Point, ...]) -> tuple[float, float]:
    """Return ends of the axis a tenth beyond what is drawn, on whole steps."""
    low = min(min(p.low80, p.outcome) for p in points)
    high = max(max(p.high80, p.outcome) for p in points)
    step = 10.0 ** (len(str(int(high - low))) - 1) or 1.0
    return (low // step) * step, (high // step + 1) * step
