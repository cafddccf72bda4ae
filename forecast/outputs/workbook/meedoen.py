"""Sheet Meedoen en inkomen: who is in view, what is used, and how right decisions are."""

from __future__ import annotations

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.people_lines import Item, Part, Rows, added, ratio
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Meedoen en inkomen"
_ROUTE, _SEEN = "meedoen.route.ultimo", "meedoen.in_beeld.ultimo"
_UNSEEN, _ACTIVE = "meedoen.niet_in_beeld.ultimo", "meedoen.met_activiteit.ultimo"
_FIRST, _AGAIN = "meedoen.contacten.eerste", "meedoen.contacten.periodiek"
_OFFERED = "inkomen.voorzieningenwijzer.aangeboden"
_USED = "inkomen.voorzieningenwijzer.gebruikt"
_FAMILY = "meedoen.activiteit."


def _busy(rows: Rows, i: int) -> Node:
    room = rows.at("meedoen.capaciteit", i)
    return f.when(room.equals(0.0), 0.0, (rows.at(_FIRST, i) + rows.at(_AGAIN, i)) / room)


_VIEW = Part("in beeld, 31 december", (
    Item(_ROUTE, "Mensen in de route vrijwilliger", stock=True, words="De noemer van de dekking."),
    Item(_SEEN, "In beeld", stock=True),
    Item("onbekend", "Niet in beeld", role="subtotaal", stock=True,
         make=added(_ROUTE, f"-{_SEEN}")),
    Item("dekking", "Dekking", "aandeel", "pct", ratio(_SEEN, _ROUTE), stock=True,
         words="Wie nieuw in de route komt, is nog niet in beeld: daarom wordt het zelden precies "
               "100 procent."),
    Item(_FIRST, "Eerste gesprekken", "gesprekken"),
    Item(_AGAIN, "Periodieke gesprekken", "gesprekken"),
    Item("meedoen.via_begeleider", "In beeld via een begeleider"),
    Item("meedoen.capaciteit", "Gesprekken die mogelijk zijn", "gesprekken",
         words="Medewerkers maal gesprekken per maand; ziekte gaat eraf."),
    Item("bezet", "Deel van de gesprekken dat nodig is", "aandeel", "pct", _busy),
    Item(_ACTIVE, "Met een activiteit", stock=True),
    Item("meedoen.zonder_activiteit.ultimo", "Zonder activiteit", stock=True),
))
_OFFERS = Part("inkomen", (
    Item(_OFFERED, "Voorzieningenwijzer aangeboden", "keer"),
    Item(_USED, "Voorzieningenwijzer gebruikt", "keer"),
    Item("gebruik", "Deel gebruikt", "aandeel", "pct", ratio(_USED, _OFFERED)),
    Item("inkomen.besluiten", "Besluiten", "besluiten"),
    Item("inkomen.besluiten.juist", "Waarvan juist", "besluiten"),
    Item("juist", "Deel juist", "aandeel", "pct",
         ratio("inkomen.besluiten.juist", "inkomen.besluiten"),
         words="Of dat boven 99 procent ligt, is met een steekproef te bewijzen: zie 'wat volgt "
               "daaruit'."),
))
_WORDS = Part("taal", (
    Item("taal.gescreend", "Gescreend"),
    Item("taal.doorverwezen", "Doorverwezen"),
    Item("verwezen", "Deel van de gescreenden", "aandeel", "pct",
         ratio("taal.doorverwezen", "taal.gescreend")),
    Item("taal.niet_gescreend.ultimo", "Nog niet gescreend, 31 december", stock=True),
))


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    names = report.scenarios[0].central
    page.begin("Meedoen en inkomen",
               "Gekozen scenario, middenpad van de run. Kwalitatieve afspraken (inzicht in "
               "minimaregelingen, cliëntenparticipatie) hebben geen norm en staan hier niet als "
               "getal.")
    top = page.row - 2
    page.row += 1
    page.targets(report.whole, "meedoen.", "inkomen.")
    for group in ("meedoen", "inkomen"):
        page.figures(report.whole, group)
    for area in (report.whole, *report.municipalities):
        parts = [part for part, name in ((_VIEW, "meedoen.route"), (_OFFERS, _OFFERED),
                                         (_WORDS, "taal.gescreend")) if name in names]
        if area == report.whole and "meedoen.route" in names:
            parts.insert(1, _activities(page))
        page.area(area, parts, new_page=area != report.whole)
    if "meedoen.route" in names:
        page.sentence(_sentence(page, report.whole), top)
    page.end()


def _activities(page: PeopleSheet) -> Part:
    found = [name for name in page.layout.report.scenarios[0].central if name.startswith(_FAMILY)]
    return Part("vormen van activiteit, 31 december", tuple(
        Item(f"{name}.ultimo", name.removeprefix(_FAMILY).replace("_", " ").capitalize(),
             stock=True, words="" if i else "Wie twee dingen doet, staat op twee regels: deze "
             "regels tellen niet op tot mensen.")
        for i, name in enumerate(found)))


def _sentence(page: PeopleSheet, area: str) -> Node:
    rows, year = page.rows[area], page.chosen.inputs.years[0]
    text = "Eind " & year & " is naar verwachting " & f.dutch(rows.at("dekking", 0) * 100.0, 1)
    text = text & "% van de " & f.dutch_whole(rows.at(_ROUTE, 0)) & (
        " mensen in de route vrijwilliger in beeld; ")
    return text & f.dutch_whole(rows.at("onbekend", 0)) & " nog niet."
