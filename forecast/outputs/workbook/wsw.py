"""Sheet Wsw: who is left, who works outside, and what it takes to keep it that way."""

from __future__ import annotations

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.charts import Frame, year_stacks
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.money_parts import WSW_OPERATION, WSW_SUBSIDY, wsw_sentence
from forecast.outputs.workbook.people_lines import Item, Part, Rows, added, ratio
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Wsw"
_EUROS = (WSW_SUBSIDY, WSW_OPERATION)
_ALL, _OUT = "wsw.personen.ultimo", "wsw.personen.regulier.ultimo"
_PLACES = (
    ("wsw.personen.intern.ultimo", "Intern"),
    ("wsw.personen.groepsdetachering.ultimo", "Groepsdetachering"),
    ("wsw.personen.individuele_detachering.ultimo", "Individuele detachering"),
    ("wsw.personen.begeleid_werken.ultimo", "Begeleid werken"),
    ("wsw.personen.bor.ultimo", "BOR"),
)


def _decline(rows: Rows, i: int) -> Node:
    before = rows.at(_ALL, i - 1)
    return f.when(before.equals(0.0), 0.0, rows.at(_ALL, i) / before - 1)


_EXITS = Part("medewerkers, en waarom zij gaan", (
    Item("begin", "Begin van het jaar", opens=_ALL),
    Item("wsw.uitstroom.aow", "AOW-leeftijd bereikt",
         words="Volgt uit geboortemaand en de wet; in een jaar waarin de leeftijd stijgt gaan er "
               "minder."),
    Item("wsw.uitstroom.overlijden", "Overleden"),
    Item("wsw.uitstroom.ziekte", "Uit dienst na twee jaar ziekte"),
    Item("wsw.uitstroom.werk", "Naar gewoon werk of elders"),
    Item("einde", "Einde van het jaar", role="subtotaal",
         make=added("begin", "-wsw.uitstroom.aow", "-wsw.uitstroom.overlijden",
                    "-wsw.uitstroom.ziekte", "-wsw.uitstroom.werk")),
    Item(_ALL, "Einde van het jaar volgens de run", stock=True, equals="einde",
         words="Moet gelijk zijn aan de regel erboven; Controles rekent dat na."),
    Item("afname", "Verandering in het jaar", "aandeel", "pct", _decline,
         words="Landelijk 5 tot 6,5 procent per jaar minder."),
))
_OUTSIDE = Part("bij een gewone werkgever of in de BOR", (
    Item("buiten.begin", "Begin van het jaar", opens=_OUT),
    Item("wsw.bor_overgang", "Overgang BOR naar de gemeenten",
         words="Een andere telling, geen beweging: dezelfde mensen doen hetzelfde werk."),
    Item("wsw.naar_buiten", "Van binnen naar een gewone werkgever", words="Ontwikkeling."),
    Item("wsw.terug_naar_binnen", "Terug naar binnen", words="Vergrijzing."),
    Item("wsw.uitstroom.regulier", "Uit dienst van buiten",
         words="AOW, overlijden, ziekte of ander werk van iemand die buiten werkte."),
    Item("buiten.einde", "Einde van het jaar", role="subtotaal",
         make=added("buiten.begin", "wsw.bor_overgang", "wsw.naar_buiten",
                    "-wsw.terug_naar_binnen", "-wsw.uitstroom.regulier")),
    Item(_OUT, "Buiten, einde van het jaar volgens de run", stock=True, equals="buiten.einde"),
    Item("beweging", "Echte beweging: zonder de overgang BOR",
         make=added("wsw.naar_buiten", "-wsw.terug_naar_binnen", "-wsw.uitstroom.regulier"),
         form="getal1",
         words="Onder nul: de vergrijzing wint het van de ontwikkeling."),
    Item("nodig", "Plaatsingen die nodig zijn om het aantal te houden",
         make=added("wsw.terug_naar_binnen", "wsw.uitstroom.regulier"), form="getal1",
         words="Wie buiten met pensioen gaat of terugkomt, moet worden vervangen."),
    Item("wsw.wachtend.ultimo", "Wacht op een plek bij een werkgever", stock=True, form="getal1"),
    Item("aandeel", "Aandeel buiten", "aandeel", "pct", ratio(_OUT, _ALL), stock=True),
))
_PLACED = Part("naar plek, 31 december", (
    *(Item(name, label, stock=True) for name, label in _PLACES),
    Item("samen", "Samen", role="subtotaal", stock=True, make=added(*(n for n, _ in _PLACES))),
))
_UNITS = Part("standaardeenheden en voltijdbanen, gemiddeld over het jaar", (
    Item("wsw.se", "Standaardeenheden (SE): uren / 36 × handicapfactor", "SE", "getal1",
         words="Het Rijk betaalt per SE, het loon volgt de voltijdbanen: nooit één prijs voor "
               "beide."),
    Item("wsw.fte", "Voltijdbanen: uren / 36", "fte", "getal1"),
    Item("wsw.se.rijk", "SE waarvoor het Rijk naar verwachting betaalt", "SE", "getal1",
         words="De laatste telling maal de landelijke blijfkans."),
    Item("se.verschil", "Rijk betaalt voor meer (+) of minder (−) SE dan er zijn", "SE", "getal1",
         make=added("wsw.se.rijk", "-wsw.se"),
         words="Sneller krimpen dan landelijk verwacht levert alleen iets op tot de volgende "
               "telling."),
))


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Wsw: vergrijzing en werken bij een gewone werkgever",
               "Gekozen scenario, middenpad van de run. Formules verwijzen naar Volumes; kansen en "
               "banden zijn uitkomsten van de run.")
    top = page.row - 2
    page.row += 1
    whole = report.whole
    page.targets(whole, "wsw.")
    page.figures(whole, "wsw")
    page.area(whole, (_EXITS, _OUTSIDE), new_page=False)
    page.area(whole, (_PLACED, _UNITS), new_page=True)
    chart = page.row
    page.row += 16
    page.notes((
        "Dit blad telt personen. Staat een aantal in de afspraken voor standaardeenheden, dan gaat "
        "het om ongeveer 13 procent meer mensen (landelijk 0,88 arbeidsjaar per persoon) en blijven "
        "alle verhoudingen gelijk.",
        "Het CBS telt Wsw-medewerkers naar woongemeente en op een ander niveau dan de uitvoerder: "
        "daaruit volgt hooguit een tempo of een verdeling, nooit het aantal.",
    ))
    page.area(whole, _EUROS, new_page=True)
    for area in report.municipalities:
        page.area(area, (_EXITS, _OUTSIDE, _PLACED, _UNITS, *_EUROS), new_page=True)
    page.sentence(_sentence(page, whole), top)
    rows = page.rows[report.whole]
    year_stacks(
        page.sheet,
        Frame(chart, 0.0, 1.0, 7.4, "Wsw-medewerkers naar plek, 31 december",
              f"Gestapelde staven per jaar: medewerkers van {report.whole} naar plek. De cijfers "
              "staan in het blok 'naar plek'."),
        [rows[name].number for name, _ in _PLACES], (3, page.last), rows["samen"].number - 6,
    )
    page.end()


def _sentence(page: PeopleSheet, area: str) -> Node:
    rows = page.rows[area]
    year = page.chosen.inputs.years[0]
    out, everyone = rows.at("buiten.einde", 0), rows.at("einde", 0)
    text = ("Eind " & year & " werken naar verwachting " & f.dutch_whole(out) & " van de "
            & f.dutch_whole(everyone) & " Wsw-medewerkers bij een gewone werkgever of in de BOR (")
    text = text & f.dutch(rows.at("aandeel", 0) * 100.0, 0) & "%). "
    moved = rows.at("beweging", 0)
    less, more = (f.dutch_whole(moved) & f" {w} dan een jaar eerder" for w in ("minder", "meer"))
    changed = f.when(moved.below(0.0), less, more)
    text = text & "Los van de overgang BOR is dat " & f.when(
        f.rounded(f.absolute(moved)).equals(0.0), literal("evenveel als een jaar eerder"), changed)
    text = text & "; om het aantal te houden zijn " & f.dutch_whole(rows.at("nodig", 0)) & (
        " plaatsingen per jaar nodig.")
    return text & wsw_sentence(page, area) if "operationeel" in rows else text

