"""Sheet Beschut werk: places against the quota, and why any are missing."""

from __future__ import annotations

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.charts import Frame, year_lines
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.money_parts import BESCHUT
from forecast.outputs.workbook.people_lines import Item, Part, added, ratio
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Beschut werk"
_QUOTA, _PLACES = "beschut.taakstelling.ultimo", "beschut.plekken.ultimo"
_HEADS, _HOURS = "beschut.personen.ultimo", "beschut.uren.ultimo"
_OPEN, _WAIT = "beschut.plekken.open.ultimo", "beschut.wachtend.ultimo"
_NOBODY, _NO_PLACE = "beschut.tekort.geen_kandidaat.ultimo", "beschut.tekort.geen_plek.ultimo"

_QUOTAS = Part("plekken tegenover de taakstelling, 31 december", (
    Item(_QUOTA, "Taakstelling", "plekken", "getal1", stock=True,
         words="Een plek is een contract van 31 uur."),
    Item(_PLACES, "Bezette plekken", "plekken", "getal1", stock=True),
    Item("verschil", "Bezet min taakstelling", "plekken", "getal1", stock=True,
         make=added(_PLACES, f"-{_QUOTA}"), role="subtotaal"),
    Item(_NOBODY, "Tekort: geen kandidaat", "plekken", "getal1", stock=True,
         words="Er wacht niemand die de plek kan nemen."),
    Item(_NO_PLACE, "Tekort: geen plek", "plekken", "getal1", stock=True,
         words="Er wachten mensen, maar er is geen plek open."),
    Item(_OPEN, "Opengestelde plekken", "plekken", "getal1", stock=True,
         words="Het plan van de gemeente, met wat het scenario eraan toevoegt."),
))
_PEOPLE = Part("mensen, uren en plekken zijn drie getallen", (
    Item("begin", "Aan het werk, begin van het jaar", opens=_HEADS, form="getal1"),
    Item("beschut.gestart", "Gestart", form="getal1"),
    Item("beschut.gestopt", "Gestopt", form="getal1"),
    Item("beschut.doorstroom", "Naar gewoon werk", form="getal1"),
    Item("einde", "Aan het werk, einde van het jaar", role="subtotaal", form="getal1",
         make=added("begin", "beschut.gestart", "-beschut.gestopt", "-beschut.doorstroom")),
    Item(_HEADS, "Aan het werk volgens de run", stock=True, form="getal1", equals="einde"),
    Item(_HOURS, "Contracturen per week, samen", "uren per week", "getal", stock=True),
    Item("uren", "Uren per week per persoon", "uren per week", "getal1", stock=True,
         make=ratio(_HOURS, _HEADS), words="Landelijk 27 in 2022."),
    Item("uren.plek", "Uren per week per plek", "uren per week", "getal1", stock=True,
         make=ratio(_HOURS, _PLACES), words="Altijd 31: zo is een plek bepaald."),
))
_ROAD = Part("de weg naar een plek", (
    Item("beschut.adviezen", "Adviezen van UWV", form="getal1"),
    Item("beschut.positief", "Waarvan positief", form="getal1"),
    Item("positief", "Deel positief", "aandeel", "pct",
         ratio("beschut.positief", "beschut.adviezen")),
    Item("beschut.gestart.bijstand", "Gestart vanuit de bijstand", form="getal1",
         words="Zij gaan uit de bijstand naar werk."),
    Item(_WAIT, "Wacht op een plek, 31 december", stock=True, form="getal1"),
    Item("beschut.afgehaakt", "Afgehaakt tijdens het wachten", form="getal1"),
    Item("beschut.wachtmaanden", "Maanden gewacht door wie startte, samen", "maanden", "getal1"),
    Item("wachttijd", "Gemiddeld gewacht", "maanden", "getal1",
         ratio("beschut.wachtmaanden", "beschut.gestart"), local=False),
))


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Beschut werk: plekken, mensen en wachttijd",
               "Gekozen scenario, middenpad van de run: waar mensen op plekken wachten is dat een "
               "stroom zonder toeval. Wat het toeval daaraan verandert, staat bij 'wat volgt "
               "daaruit'.")
    top = page.row - 2
    page.row += 1
    whole = report.whole
    page.targets(whole, "beschut.")
    page.figures(whole, "beschut")
    page.area(whole, (_QUOTAS,), new_page=False)
    chart = page.row
    page.row += 15
    page.area(whole, (_PEOPLE, _ROAD, BESCHUT), new_page=True)
    page.notes((
        "Een plek is geen persoon: tien plekken van 31 uur zijn bij 27 uur per week 11,5 mensen.",
    ))
    for area in report.municipalities:
        page.row_break()
        page.targets(area, "beschut.")
        page.area(area, (_QUOTAS, _PEOPLE, _ROAD, BESCHUT), new_page=False)
    page.sentence(_sentence(page, whole), top)
    rows = page.rows[report.whole]
    year_lines(
        page.sheet,
        Frame(chart, 0.0, 1.0, 7.0, "Plekken van 31 uur, 31 december",
              f"Lijnen per jaar: taakstelling, bezette en opengestelde plekken van {report.whole}. "
              "De cijfers staan in het eerste blok."),
        [rows[_QUOTA].number, rows[_PLACES].number, rows[_OPEN].number], (3, page.last),
        rows[_QUOTA].number - 1,
    )
    page.end()


def _sentence(page: PeopleSheet, area: str) -> Node:
    rows, year = page.rows[area], page.chosen.inputs.years[0]
    short = f.largest(-rows.at("verschil", 0), 0.0)
    cause = f.when(
        rows.at(_NOBODY, 0).at_least(rows.at(_NO_PLACE, 0)),
        literal(" vooral omdat er te weinig mensen zijn die kunnen beginnen."),
        literal(" vooral omdat er te weinig plekken open zijn."))
    reached = " Dat is genoeg voor de taakstelling."
    missing = (" Daarmee blijven " & f.dutch_whole(short) & " plekken leeg,") & cause
    text = "Eind " & year & " zijn naar verwachting " & f.dutch_whole(rows.at(_PLACES, 0)) & (
        " van de ") & f.dutch_whole(rows.at(_QUOTA, 0)) & " plekken bezet, door "
    text = text & f.dutch_whole(rows.at(_HEADS, 0)) & " mensen."
    return text & f.when(f.rounded(short).equals(0.0), literal(reached), missing)
