"""Sheet Gevoeligheid: what every assumption does to the balance, at its P10 and at its P90."""

from __future__ import annotations

from forecast.outputs.tornado import Moved
from forecast.outputs.workbook import causes, charts
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.charts import Frame
from forecast.outputs.workbook.figures import Figures, labels
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import FIRST, TOTAL, Layout
from forecast.outputs.workbook.people_sheet import PeopleSheet
from forecast.outputs.workbook.styles import unit_format
from forecast.outputs.workbook.wrapping import height_of

TITLE = "Gevoeligheid"
#: Assumptions that the table shows, and the chart; the others are named under it.
SHOWN, DRAWN = 30, 12
NAME, KEY, LOW, HIGH, EUR_LOW, EUR_HIGH, RANGE, PEOPLE_LOW, PEOPLE_HIGH, CAN = range(1, 11)
_WIDTHS = (56.0, 30.0, 11.0, 11.0, 14.0, 14.0, 14.0, 11.5, 11.5, 44.0)
_HEAD, _CHART = 29, 6
_MOST_LETTERS = 76
#: What the sheet does not show, and where it stands.
_BESIDE = ("Hoe ver de raming zelf ernaast kan zitten (instroom, macrobudget, toeval van kleine "
           "aantallen) is geen aanname: dat staat op de bladen Bandbreedte en Samenvatting.")


def _levers(layout: Layout) -> list[Moved]:
    """Return the assumptions on the sheet, largest first."""
    found = layout.report.tornado
    return [] if found is None else [one for one in found.levers
                                     if not one.refused and not one.idle][:SHOWN]


def enter(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    """Write the effects of every assumption on sheet Volumes; return the next row."""
    years, whole = layout.report.years, layout.report.whole
    for one in _levers(layout):
        name = _name(one)
        for side, bound in (("laag", one.low), ("hoog", one.high)):
            known = [bound.value] if bound.value == bound.value else []
            for what, unit, values in (
                    ("waarde", one.unit, known), ("saldo", "eur", list(bound.euros)),
                    ("uitkeringen", "uitkeringen", list(bound.people))):
                labels(layout, sheet, row, whole, f"Gevoeligheid, {side}: {name}: {what}", 0, unit)
                sheet.put(row, TOTAL, None, "leeg")
                cells = [*values, *[None] * (len(years) - len(values))]
                figures.rows[0, whole, _key(one, side, what)] = [
                    sheet.put(row, FIRST + i, value, "leeg" if value is None else "run",
                              unit_format(unit)) for i, value in enumerate(cells)]
                row += 1
    return row


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    sheet, layout = page.sheet, page.layout
    found, levers = layout.report.tornado, _levers(layout)
    if found is None:
        return
    sheet.heading(
        "Gevoeligheid: wat een aanname doet als zij anders uitvalt",
        f"Saldo van de drie rijkskaders over alle jaren, scenario {layout.scenario_name(0)}, "
        "middenpad van de run. Telkens een aanname op haar P10 (laag) of P90 (hoog), de rest "
        "blijft gelijk.", None, CAN)
    sheet.widths(*_WIDTHS)
    _table(page, levers)
    rest = [one for one in found.levers if not one.refused and not one.idle][SHOWN:]
    texts = (
        ("Kleiner dan de regels hierboven: ", [_said(one) for one in rest]),
        ("Zonder effect op euro's en uitkeringen van het middenpad: ",
         [_said(one) for one in found.levers if one.idle]),
        ("Kan niet naar zijn grens: ",
         [f"{_said(one)} {side}" for one in found.levers
          for side, bound in (("laag", one.low), ("hoog", one.high)) if bound.refused]),
    )
    page.row = _HEAD + 1 + len(levers) + 1
    wide = sum(_WIDTHS)
    for start, names in (*texts, (_BESIDE, [""])):
        if names:
            text = f"{start}{', '.join(names)}".rstrip(".") + "."
            sheet.put(page.row, NAME, text, "noot")
            sheet.merge(page.row, NAME, CAN)
            sheet.height(page.row, height_of((text, wide, 9)))
            page.row += 1
    if levers:
        last = _HEAD + min(DRAWN, len(levers))
        charts.tornado(sheet, Frame(
            _CHART, 0.0, 0.8, 10.6, "Wat een aanname doet met het saldo over alle jaren, in miljoenen euro",
            "Liggende balken: het saldo als de aanname laag of hoog uitvalt, de grootste boven."),
            (_HEAD + 1, last), NAME, (EUR_LOW, EUR_HIGH), _HEAD)
    sheet.finish(page.row - 1, CAN, titles=1, freeze="B4")


def _table(page: PeopleSheet, levers: list[Moved]) -> None:
    sheet, whole = page.sheet, page.layout.report.whole
    sheet.row(_HEAD, NAME, ("Aanname", "Sleutel"), "kop_links")
    sheet.row(_HEAD, LOW, ("laag (P10)", "hoog (P90)", "saldo bij laag", "saldo bij hoog",
                           "spreiding", "uitkeringen bij laag", "uitkeringen bij hoog"),
              "kop_getal")
    sheet.put(_HEAD, CAN, "Te beïnvloeden, door wie en wanneer", "kop_in")
    sheet.height(_HEAD, 42)
    first: tuple[Moved, Node] | None = None
    for number, one in enumerate(levers):
        row = _HEAD + 1 + number
        name, (can, how) = _name(one), causes.influence(one.key)
        words = f"{can}: {how}" if how else can
        sheet.put(row, NAME, name, "label")
        sheet.put(row, KEY, one.key, "label_licht")
        sides = (("laag", one.low, LOW, EUR_LOW, PEOPLE_LOW),
                 ("hoog", one.high, HIGH, EUR_HIGH, PEOPLE_HIGH))
        at = {(side, what): page.chosen.figures.rows[0, whole, _key(one, side, what)]
              for side in ("laag", "hoog") for what in ("waarde", "saldo", "uitkeringen")}
        euros = []
        for side, bound, put, euro, people in sides:
            known = bound.value == bound.value
            sheet.put(row, put, at[side, "waarde"][0] if known else "pad",
                      "reken" if known else "label_licht", unit_format(one.unit))
            if bound.refused:
                sheet.row(row, euro, ["kan niet"], "label_licht")
                sheet.row(row, people, ["kan niet"], "label_licht")
                continue
            money, heads = (at[side, what] for what in ("saldo", "uitkeringen"))
            euros.append(sheet.put(row, euro, f.total(
                money[0], money[-1], [c.number for c in money]), "reken", "eur"))
            sheet.put(row, people, f.mean(heads[0], heads[-1], [c.number for c in heads]),
                      "reken", "getal1")
        spread = sheet.put(row, RANGE, f.absolute(
            euros[1] - euros[0] if len(euros) > 1 else euros[0]), "subtotaal", "eur")
        sheet.put(row, CAN, words, "kort_in")
        sheet.height(row, height_of((name, _WIDTHS[0], 10), (words, _WIDTHS[-1], 9)))
        first = first or (one, spread)
    if first is not None:
        text = (literal("De meeste invloed heeft: ") & _name(first[0])
                & ". Tussen laag en hoog ligt € " & f.dutch_millions(first[1]) & " mln.")
        for column in range(2, CAN + 1):
            sheet.put(4, column, None, "zin")
        sheet.put(4, NAME, text, "zin")
        sheet.merge(4, NAME, CAN)
        sheet.height(4, 30)


def _key(one: Moved, side: str, what: str) -> str:
    return f"gevoelig|{one.key}|{one.place}|{side}|{what}"


def _name(one: Moved) -> str:
    """Return an assumption as a reader knows it: the first clause of its meaning, and where."""
    short = one.label.split(";")[0].split(". ")[0].rstrip(".")
    if len(short) > _MOST_LETTERS:
        short = short[:_MOST_LETTERS].rsplit(" ", 1)[0] + "…"
    return f"{short} ({one.place})" if one.place else short


def _said(one: Moved) -> str:
    return f"{one.key} ({one.place})" if one.place else one.key
