"""The figures of the groups on sheet Volumes: lines, targets with their odds, loose figures.

Every line stands there for the whole; those that a municipality is held to stand there for each
municipality as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from forecast.outputs.groups import GroupFigure, Target
from forecast.outputs.report import ScenarioResult
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.figures import Figures, labels
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import FIRST, TOTAL, Layout
from forecast.outputs.workbook.styles import unit_format
from forecast.outputs.workbook.target_rows import (
    TargetLine,
    promise_lines,
    target_key,
    target_lines,
)

class Line(NamedTuple):
    """A variable on the sheet: its name (``….ultimo`` at the year's end), its label, and whether
    every municipality has a row of it.
    """

    name: str
    label: str
    local: bool = True


WSW = (
    Line("wsw.personen.ultimo", "Wsw: medewerkers (31 december)"),
    Line("wsw.uitstroom.aow", "Wsw: AOW-leeftijd bereikt"),
    Line("wsw.uitstroom.overlijden", "Wsw: overleden"),
    Line("wsw.uitstroom.ziekte", "Wsw: uit dienst na twee jaar ziekte"),
    Line("wsw.uitstroom.werk", "Wsw: naar gewoon werk of elders"),
    Line("wsw.personen.regulier.ultimo", "Wsw: bij een gewone werkgever of in de BOR (31 december)"),
    Line("wsw.bor_overgang", "Wsw: overgang BOR naar de gemeenten"),
    Line("wsw.naar_buiten", "Wsw: van binnen naar een gewone werkgever"),
    Line("wsw.terug_naar_binnen", "Wsw: van een gewone werkgever terug naar binnen"),
    Line("wsw.uitstroom.regulier", "Wsw: uit dienst van buiten"),
    Line("wsw.personen.intern.ultimo", "Wsw: intern (31 december)"),
    Line("wsw.personen.groepsdetachering.ultimo", "Wsw: groepsdetachering (31 december)"),
    Line("wsw.personen.individuele_detachering.ultimo",
         "Wsw: individuele detachering (31 december)"),
    Line("wsw.personen.begeleid_werken.ultimo", "Wsw: begeleid werken (31 december)"),
    Line("wsw.personen.bor.ultimo", "Wsw: BOR (31 december)"),
    Line("wsw.wachtend.ultimo", "Wsw: wacht op een plek bij een werkgever (31 december)", False),
    Line("wsw.se", "Wsw: standaardeenheden (jaargemiddelde)"),
    Line("wsw.fte", "Wsw: voltijdbanen (jaargemiddelde)"),
    Line("wsw.se.rijk", "Wsw: standaardeenheden waarvoor het Rijk betaalt (jaargemiddelde)"),
)
BESCHUT = (
    Line("beschut.taakstelling.ultimo", "Beschut werk: taakstelling (31 december)"),
    Line("beschut.plekken.ultimo", "Beschut werk: bezette plekken van 31 uur (31 december)"),
    Line("beschut.plekken.open.ultimo", "Beschut werk: opengestelde plekken (31 december)"),
    Line("beschut.tekort.geen_kandidaat.ultimo", "Beschut werk: tekort, geen kandidaat"),
    Line("beschut.tekort.geen_plek.ultimo", "Beschut werk: tekort, geen plek"),
    Line("beschut.personen.ultimo", "Beschut werk: mensen aan het werk (31 december)"),
    Line("beschut.uren.ultimo", "Beschut werk: contracturen per week (31 december)"),
    Line("beschut.wachtend.ultimo", "Beschut werk: wacht op een plek (31 december)"),
    Line("beschut.adviezen", "Beschut werk: adviezen"),
    Line("beschut.positief", "Beschut werk: positieve adviezen"),
    Line("beschut.gestart", "Beschut werk: gestart"),
    Line("beschut.gestart.bijstand", "Beschut werk: gestart vanuit de bijstand"),
    Line("beschut.gestopt", "Beschut werk: gestopt"),
    Line("beschut.doorstroom", "Beschut werk: naar gewoon werk"),
    Line("beschut.afgehaakt", "Beschut werk: afgehaakt tijdens het wachten", False),
    Line("beschut.wachtmaanden", "Beschut werk: maanden gewacht door wie startte", False),
)
REGISTER = (
    Line("register.personen.ultimo", "Doelgroepregister: mensen (31 december)"),
    Line("register.personen.nug.ultimo", "Doelgroepregister: waarvan zonder uitkering (nug)"),
    Line("register.banen.ultimo", "Doelgroepregister: mensen met een baan (31 december)"),
    Line("register.banen.nug.ultimo", "Doelgroepregister: waarvan zonder uitkering (nug)", False),
    Line("register.instroom", "Doelgroepregister: nieuw in het register"),
    Line("register.instroom.schoolverlaters", "Doelgroepregister: waarvan schoolverlaters", False),
    Line("register.uitstroom", "Doelgroepregister: uit het register"),
    Line("register.plaatsingen", "Doelgroepregister: geplaatst"),
    Line("register.plaatsingen.bijstand", "Doelgroepregister: geplaatst vanuit de bijstand", False),
    Line("register.plaatsingen.nug", "Doelgroepregister: geplaatst zonder uitkering (nug)", False),
    Line("register.baanverlies", "Doelgroepregister: baan verloren"),
)
STATUS = (
    Line("statushouders.personen.ultimo", "Statushouders: in beeld (31 december)"),
    Line("statushouders.met_bijstand.ultimo", "Statushouders: met bijstand (31 december)"),
    Line("statushouders.uitkeringen.ultimo", "Statushouders: uitkeringen (31 december)"),
    Line("statushouders.aan_het_werk.ultimo", "Statushouders: aan het werk (31 december)"),
    Line("statushouders.aankomst", "Statushouders: gehuisvest, met bijstand", False),
    Line("statushouders.naar_werk", "Statushouders: naar werk, geheel of gedeeltelijk"),
    Line("statushouders.naar_werk.volledig", "Statushouders: naar werk, uit de bijstand", False),
    Line("statushouders.naar_werk.gedeeltelijk",
         "Statushouders: naar werk, met aanvulling", False),
    Line("statushouders.baanverlies", "Statushouders: baan verloren", False),
)
PLACED = (
    Line("plaatsingen.overig", "Plaatsingen vanuit de bijstand zonder label", False),
    Line("plaatsingen.statushouder", "Plaatsingen: alleen statushouder", False),
    Line("plaatsingen.register", "Plaatsingen: alleen doelgroepregister", False),
    Line("plaatsingen.statushouder_en_register", "Plaatsingen: statushouder en register", False),
    Line("plaatsingen.beschut", "Plaatsingen: beschut werk vanuit de bijstand", False),
    Line("plaatsingen.volledig", "Plaatsingen: volledig uit de bijstand", False),
    Line("plaatsingen.gedeeltelijk", "Plaatsingen: in deeltijd, met aanvulling", False),
    Line("plaatsingen.label.lks", "Plaatsingen met loonkostensubsidie", False),
    Line("plaatsingen.nug", "Plaatsingen buiten de bijstand (nug)", False),
)
MEEDOEN = (
    Line("meedoen.route.ultimo", "Meedoen: route vrijwilliger (31 december)"),
    Line("meedoen.in_beeld.ultimo", "Meedoen: in beeld (31 december)"),
    Line("meedoen.niet_in_beeld.ultimo", "Meedoen: niet in beeld (31 december)"),
    Line("meedoen.met_activiteit.ultimo", "Meedoen: met een activiteit (31 december)"),
    Line("meedoen.zonder_activiteit.ultimo", "Meedoen: zonder activiteit (31 december)"),
    Line("meedoen.contacten.eerste", "Meedoen: eerste gesprekken"),
    Line("meedoen.contacten.periodiek", "Meedoen: periodieke gesprekken"),
    Line("meedoen.via_begeleider", "Meedoen: in beeld via een begeleider"),
    Line("meedoen.capaciteit", "Meedoen: gesprekken die mogelijk zijn"),
)
INKOMEN = (
    Line("inkomen.voorzieningenwijzer.aangeboden", "Voorzieningenwijzer: aangeboden"),
    Line("inkomen.voorzieningenwijzer.gebruikt", "Voorzieningenwijzer: gebruikt"),
    Line("inkomen.besluiten", "Besluiten"),
    Line("inkomen.besluiten.juist", "Besluiten: juist"),
    Line("taal.gescreend", "Taal: gescreend"),
    Line("taal.doorverwezen", "Taal: doorverwezen"),
    Line("taal.niet_gescreend.ultimo", "Taal: nog niet gescreend (31 december)"),
)
LINES = (*WSW, *BESCHUT, *REGISTER, *STATUS, *PLACED, *MEEDOEN, *INKOMEN)
#: Variables of which every data set has its own, named by what comes before the last point.
FAMILIES = (("meedoen.activiteit.", "Meedoen: doet mee aan "),)


def lines_of(scenario: ScenarioResult) -> list[Line]:
    """Return the lines that a run has, in reading order."""
    found = [x for x in LINES if x.name.removesuffix(".ultimo") in scenario.central]
    for start, words in FAMILIES:
        names = [name for name in scenario.central if name.startswith(start)]
        found += [Line(f"{n}.ultimo", words + n.removeprefix(start).replace("_", " "), False)
                  for n in names]
    return found


def figure_key(figure: GroupFigure) -> str:
    """Return the name of a loose figure among the rows."""
    return f"cijfer|{figure.group}.{figure.key}"


def write(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    """Write the targets and loose figures of every scenario; return the next row."""
    report = layout.report
    for number, scenario in enumerate(report.scenarios):
        for target in scenario.targets:
            for line in target_lines(target):
                row = _placed(layout, sheet, figures, row, number, target, line)
        if scenario.promises is not None:
            for target, lines in promise_lines(scenario.promises):
                for line in lines:
                    row = _placed(layout, sheet, figures, row, number, target, line)
        for figure in scenario.figures:
            labels(layout, sheet, row, figure.area, figure.label, number, figure.unit)
            key = (number, figure.area, figure_key(figure))
            figures.rows[key] = _row(layout, sheet, row, figure.values, figure.unit)
            row += 1
    return row


def _placed(layout: Layout, sheet: Sheet, figures: Figures, row: int, number: int,
            target: Target, line: TargetLine) -> int:
    """Write a figure of a target in the column of its year; return the next row."""
    area = line.area or target.area
    labels(layout, sheet, row, area, f"{target.label}: {line.words}", number, line.unit)
    cells = [line.value if year == target.year else None for year in layout.report.years]
    figures.rows[number, area, target_key(target, line.field)] = _row(
        layout, sheet, row, cells, line.unit)
    return row + 1


def _row(
    layout: Layout, sheet: Sheet, row: int, values: Iterable[float | None], unit: str
) -> list[Node]:
    """Write values from the first year on; a year without one stays grey."""
    sheet.put(row, TOTAL, None, "leeg")
    return [
        sheet.put(row, FIRST + i, value, "leeg" if value is None else "run", unit_format(unit))
        for i, value in enumerate(values)
    ]
