"""Every variable of the results table, with its unit and meaning in Dutch."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.flows import beschut, inkomen, meedoen, placements, register, statushouders, wsw
from forecast.flows.meaning import Meaning


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of results.csv.

    Attributes
    ----------
    name, unit, meaning : str
        `unit` as in the column ``eenheid``.
    kind : str
        ``stand`` (a stock: year mean, with ``….ultimo``), ``stroom`` (a flow: year sum), ``jaar``
        (amounts per year only) or ``kans``.
    """

    name: str
    unit: str
    kind: str
    meaning: str


def _group(meanings: dict[str, Meaning]) -> tuple[Variable, ...]:
    return tuple(Variable(name, unit, "stroom" if flow else "stand", text)
                 for name, (unit, flow, text) in meanings.items())


#: What stands for the name of a form of activity, which differs per data set.
FAMILY = "meedoen.activiteit."
#: The odds of a target: behind it the variable that the target is about.
ODDS = "kans."
_FRAMES = {
    "buig": "Gebundelde uitkering (BUIG):",
    "participatie": "Participatiebudget (Wsw, beschut werk, nieuwe doelgroepen, re-integratie):",
    "uitvoering": "Uitvoering (deel van de algemene uitkering):",
    "gemeentelijk": "Gemeentelijk geld (bijzondere bijstand, meedoen, overige bedrijfsvoering):",
    "totaal": "Alle kaders samen, onderlinge betalingen één keer geteld:",
}
VARIABLES = (
    Variable("bijstand.stand", "personen", "stand",
             "Personen met bijstand tot de AOW-leeftijd aan het eind van de maand."),
    Variable("bijstand.stand.statushouders", "personen", "stand",
             "Statushouders daarvan."),
    Variable("bijstand.uitkeringen", "uitkeringen", "stand",
             "Uitkeringen: personen gedeeld door het aantal personen per uitkering, per groep."),
    Variable("bijstand.instroom", "personen", "stroom",
             "Alle instroom: nieuw, herinstroom en statushouders."),
    Variable("bijstand.instroom.nieuw", "personen", "stroom",
             "Instroom zonder herinstroom binnen een jaar en zonder statushouders."),
    Variable("bijstand.instroom.nieuw.ww", "personen", "stroom", "Daarvan na het einde van de WW."),
    Variable("bijstand.instroom.nieuw.jongeren", "personen", "stroom",
             "Daarvan jonger dan 27 jaar."),
    Variable("bijstand.instroom.nieuw.overig", "personen", "stroom", "Daarvan om andere redenen."),
    Variable("bijstand.instroom.herinstroom", "personen", "stroom",
             "Terug binnen een jaar na volledige uitstroom."),
    Variable("bijstand.instroom.statushouders", "personen", "stroom",
             "Gehuisveste statushouders die bijstand krijgen."),
    Variable("bijstand.uitstroom", "personen", "stroom", "Alle volledige uitstroom."),
    Variable("bijstand.uitstroom.werk", "personen", "stroom", "Volledig uit naar werk."),
    Variable("bijstand.uitstroom.onderneming", "personen", "stroom",
             "Volledig uit naar een eigen bedrijf."),
    Variable("bijstand.uitstroom.onderwijs", "personen", "stroom", "Volledig uit naar onderwijs."),
    Variable("bijstand.uitstroom.overig", "personen", "stroom",
             "Volledig uit om andere redenen (verhuizing, relatie, handhaving, overlijden)."),
    Variable("bijstand.uitstroom.aow", "personen", "stroom",
             "AOW-leeftijd bereikt; het CBS telt dit niet als uitstroom."),
    Variable("bijstand.uitstroom.geheel_of_gedeeltelijk", "personen", "stroom",
             "Werk, eigen bedrijf en onderwijs, plus nieuwe deeltijdwerkers: het resultaat van de "
             "afspraak (795 in 2018)."),
    Variable("bijstand.deeltijd.nieuw", "personen", "stroom",
             "Gaan naast de uitkering werken; blijven in de bijstand."),
    Variable("bijstand.deeltijd.stand", "personen", "stand", "Werken naast de uitkering."),
    Variable("bijstand.beginstand.correctie", "personen", "stroom",
             "Onzekerheid van een afgeleide beginstand: wat een trekking daarvan afwijkt."),
    *(Variable(f"budget.{frame}.{side}", "eur", "jaar", f"{words} {side}.")
      for frame, words in _FRAMES.items() for side in ("baten", "lasten")),
    *(Variable(f"budget.{frame}.saldo", "eur", "jaar",
               f"{words} baten min lasten, vóór het vangnet.")
      for frame, words in _FRAMES.items()),
    *(Variable(f"budget.{frame}.verwacht_tekort", "eur", "jaar",
               f"{words} wat tekorten per jaar gemiddeld over alle trekkingen kosten.")
      for frame, words in _FRAMES.items()),
    Variable("budget.wsw.subsidieresultaat", "eur", "jaar",
             "Wsw: bijdrage van het Rijk en lage-inkomensvoordeel min loonkosten."),
    Variable("budget.wsw.operationeel_resultaat", "eur", "jaar",
             "Wsw: opbrengsten min exploitatie en begeleiding."),
    Variable("budget.wsw.bor.effect", "eur", "jaar",
             "Wsw: wat de BOR meer opbrengt dan intern werk; de gemeenten betalen het zelf."),
    Variable("budget.beschut.resultaat", "eur", "jaar",
             "Beschut werk: geld van het Rijk, subsidie en opbrengst min loon en begeleiding."),
    Variable("budget.totaal.rijkskaders", "eur", "jaar",
             "Saldo van BUIG, participatiebudget en uitvoering samen."),
    Variable("budget.totaal.bijdrage", "eur", "jaar",
             "Bijdrage van de gemeente: eigen lasten min het saldo van de drie rijkskaders."),
    Variable("budget.totaal.bijdrage_na_vangnet", "eur", "jaar",
             "Dezelfde bijdrage, met het vangnet over dat jaar."),
    Variable("budget.vangnet", "eur", "jaar",
             "Vangnetuitkering in het jaar van het tekort. De toets over drie jaar is gedaan waar de "
             "saldi van de twee jaren ervoor bekend zijn; elders is de uitkering voorwaardelijk."),
    Variable("budget.vangnet.kas", "eur", "jaar", "Vangnetuitkering in het jaar van ontvangst."),
    *(Variable(f"kans.binnen_budget.{frame}", "kans", "kans",
               f"{words} kans dat het saldo niet negatief is.")
      for frame, words in _FRAMES.items()),
    *(Variable(f"kans.binnen_budget.{frame}.na_vangnet", "kans", "kans",
               f"{words} dezelfde kans met het vangnet erbij; het vangnet dekt nooit het hele "
               "tekort.")
      for frame, words in _FRAMES.items()),
    Variable("kans.binnen_budget.elk_kader", "kans", "kans",
             "Kans dat BUIG, participatiebudget en uitvoering elk binnen hun budget blijven."),
    Variable("kans.binnen_budget.buig.elke_gemeente", "kans", "kans",
             "Kans dat elke gemeente binnen haar gebundelde uitkering blijft."),
    *_group(wsw.MEANINGS), *_group(beschut.MEANINGS), *_group(register.MEANINGS),
    *_group(statushouders.MEANINGS), *_group(placements.MEANINGS), *_group(meedoen.MEANINGS),
    Variable(f"{FAMILY}<naam>", "personen", "stand",
             "Mensen met deze activiteit; wie er meer doet, telt bij elk mee."),
    *_group(inkomen.MEANINGS),
    Variable(f"{ODDS}<variabele>", "kans", "kans",
             "Kans dat de afspraak over die variabele wordt gehaald."),
)
_KNOWN = {variable.name: variable for variable in VARIABLES}


def find(name: str) -> Variable | None:
    """Return what is known of a variable, without ``.ultimo``; None when there is none."""
    if name in _KNOWN:
        return _KNOWN[name]
    for start, kind in ((FAMILY, f"{FAMILY}<naam>"), (ODDS, f"{ODDS}<variabele>")):
        if name.startswith(start):
            return _KNOWN[kind]
    return None
