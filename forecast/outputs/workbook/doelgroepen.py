"""Sheet Doelgroepen: the register, the status holders, and the one record of placements."""

from __future__ import annotations

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.charts import Frame, year_stacks
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.people_lines import Item, Part, added, ratio
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Doelgroepen"
_PEOPLE, _JOBS = "register.personen.ultimo", "register.banen.ultimo"
_TOGETHER = "bijstand.uitstroom.geheel_of_gedeeltelijk"
_HOLDERS, _AT_WORK = "statushouders.personen.ultimo", "statushouders.aan_het_werk.ultimo"
_DISJOINT = (
    ("plaatsingen.overig", "Zonder label"),
    ("plaatsingen.statushouder", "Alleen statushouder"),
    ("plaatsingen.register", "Alleen doelgroepregister"),
    ("plaatsingen.statushouder_en_register", "Statushouder én doelgroepregister"),
    ("plaatsingen.beschut", "Beschut werk"),
)

_PLACED = Part("één plaatsing telt één keer", (
    *(Item(name, label) for name, label in _DISJOINT),
    Item("plaatsingen", "Plaatsingen vanuit de bijstand", role="subtotaal",
         make=added(*(name for name, _ in _DISJOINT)),
         words="Volledig naar werk, of in deeltijd met een aanvulling."),
    Item("bijstand.uitstroom.onderneming", "Naar een eigen bedrijf"),
    Item("bijstand.uitstroom.onderwijs", "Naar onderwijs"),
    Item("resultaat", "Geheel of gedeeltelijk uitgestroomd", role="subtotaal",
         make=added("plaatsingen", "bijstand.uitstroom.onderneming",
                    "bijstand.uitstroom.onderwijs"),
         words="Het resultaat waarop is afgesproken."),
    Item(_TOGETHER, "Uitgestroomd volgens de run", equals="resultaat"),
    Item("plaatsingen.volledig", "Waarvan volledig uit de bijstand naar werk"),
    Item("plaatsingen.gedeeltelijk", "Waarvan in deeltijd, met een lagere uitkering"),
    Item("plaatsingen.label.lks", "Waarvan met loonkostensubsidie"),
    Item("plaatsingen.nug", "Daarbuiten: geplaatst zonder uitkering (nug)",
         words="Kost begeleiding en bespaart geen uitkering."),
))
_REGISTER = Part("doelgroepregister en banen", (
    Item("begin", "In het register, begin van het jaar", opens=_PEOPLE),
    Item("register.instroom", "Nieuw in het register"),
    Item("register.instroom.schoolverlaters", "Waarvan schoolverlaters",
         words="Komen in juli tot en met september."),
    Item("register.uitstroom", "Uit het register"),
    Item("einde", "In het register, einde van het jaar", role="subtotaal",
         make=added("begin", "register.instroom", "-register.uitstroom")),
    Item(_PEOPLE, "In het register volgens de run", stock=True, equals="einde"),
    Item("register.personen.nug.ultimo", "Waarvan zonder uitkering (nug)", stock=True),
    Item("banen.begin", "Met een baan, begin van het jaar", opens=_JOBS),
    Item("register.plaatsingen", "Geplaatst",
         words="Meer banen vraagt meer plaatsingen dan het verschil: ook elke verloren baan moet "
               "worden vervangen."),
    Item("register.baanverlies", "Baan verloren"),
    Item("banen.einde", "Met een baan, einde van het jaar", role="subtotaal",
         make=added("banen.begin", "register.plaatsingen", "-register.baanverlies")),
    Item(_JOBS, "Met een baan volgens de run", stock=True, equals="banen.einde",
         words="Beschut werk telt niet mee voor de banenafspraak en zit hier niet in."),
    Item("aandeel", "Deel met een baan", "aandeel", "pct", ratio(_JOBS, _PEOPLE), stock=True),
))
_STATUS = Part("statushouders", (
    Item(_HOLDERS, "In beeld, 31 december", stock=True),
    Item("statushouders.met_bijstand.ultimo", "Waarvan met bijstand", stock=True,
         words="De anderen gingen sinds het begin uit de bijstand naar werk en werken nog."),
    Item("statushouders.uitkeringen.ultimo", "Hun uitkeringen", "uitkeringen", stock=True,
         words="Een paar heeft samen een uitkering."),
    Item("statushouders.aankomst", "Gehuisvest in het jaar, met bijstand"),
    Item("statushouders.naar_werk", "Naar werk, geheel of gedeeltelijk",
         words="Zit in de plaatsingen hierboven."),
    Item("statushouders.naar_werk.volledig", "Waarvan uit de bijstand"),
    Item("statushouders.naar_werk.gedeeltelijk", "Waarvan met een aanvulling"),
    Item("statushouders.baanverlies", "Baan verloren"),
    Item(_AT_WORK, "Aan het werk, 31 december", stock=True),
    Item("aandeel.werk", "Deel aan het werk", "aandeel", "pct", ratio(_AT_WORK, _HOLDERS),
         stock=True),
))


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    names = report.scenarios[0].central
    page.begin("Doelgroepen: één persoon, één plaatsing, meer labels",
               "Gekozen scenario, middenpad van de run. Statushouders, mensen uit het "
               "doelgroepregister en beschut werk zitten ín de uitstroom van de bijstand.")
    top = page.row - 2
    page.row += 1
    page.targets(report.whole, "bijstand.uitstroom.", "register.", "statushouders.")
    page.figures(report.whole, "register", "statushouders")
    parts = [_REGISTER] if "register.banen" in names else []
    parts += [_STATUS] if "statushouders.personen" in names else []
    page.area(report.whole, (_PLACED,), new_page=False)
    page.area(report.whole, parts, new_page=True)
    chart = page.row
    page.row += 11
    for area in report.municipalities:
        page.area(area, parts, new_page=True)
    if "register.banen" in names:
        page.sentence(_sentence(page, report.whole), top)
    rows = page.rows[report.whole]
    labelled = [rows[name].number for name, _ in _DISJOINT[1:]]
    year_stacks(
        page.sheet,
        Frame(chart, 0.0, 1.0, 5.2, "Plaatsingen vanuit de bijstand met een label",
              f"Gestapelde staven per jaar: plaatsingen van {report.whole} naar label. De "
              "cijfers staan in het blok 'één plaatsing telt één keer'."),
        labelled, (4, page.last), labelled[0] - 2)
    page.end()


def _sentence(page: PeopleSheet, area: str) -> Node:
    rows, year = page.rows[area], page.chosen.inputs.years[0]
    text = "Eind " & year & " heeft naar verwachting " & f.dutch_whole(rows.at("banen.einde", 0))
    text = text & " van de " & f.dutch_whole(rows.at("einde", 0)) & (
        " mensen in het doelgroepregister een baan (")
    text = text & f.dutch(rows.at("aandeel", 0) * 100.0, 0) & "%). Daarvoor zijn "
    return text & f.dutch_whole(rows.at("register.plaatsingen", 0)) & (
        " plaatsingen nodig, want ") & f.dutch_whole(rows.at("register.baanverlies", 0)) & (
        " mensen verliezen in dat jaar hun baan.")
