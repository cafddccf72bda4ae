"""The blocks in euros on the sheets of the groups; every amount stands on sheet Budget."""

from __future__ import annotations

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.people_lines import Item, Part, added, ratio
from forecast.outputs.workbook.people_sheet import PeopleSheet

_FORMS = ("intern", "groepsdetachering", "individuele_detachering", "begeleid_werken", "bor")
_REVENUE = tuple(f"participatie.wsw.opbrengst.{name}" for name in _FORMS)


def _euro(name: str, label: str, words: str = "", equals: str = "") -> Item:
    return Item(name, label, "euro", "eur", words=words, equals=equals, money=True)


def _sum(name: str, label: str, *parts: str, words: str = "") -> Item:
    return Item(name, label, "euro", "eur", added(*parts), role="subtotaal", words=words)


WSW_SUBSIDY = Part("subsidieresultaat in euro's", (
    _euro("participatie.wsw.rijk", "Bijdrage van het Rijk",
          "SE waarvoor het Rijk betaalt × bedrag per SE, of het ingevulde budget."),
    _euro("participatie.wsw.liv", "Lage-inkomensvoordeel (LIV)",
          "Per uur en met een maximum, volgens de wet van dat jaar; vervalt per 2025."),
    _euro("participatie.wsw.loon", "Loonkosten", "Voltijdbanen × loonkosten per voltijdbaan."),
    _sum("subsidie", "Subsidieresultaat", "participatie.wsw.rijk", "participatie.wsw.liv",
         "-participatie.wsw.loon", words="Het Rijk betaalt minder dan de lonen kosten."),
    _euro("wsw.subsidieresultaat.jaar", "Subsidieresultaat op Budget", equals="subsidie"),
    Item("subsidie.se", "Subsidieresultaat per SE", "euro per SE", "eur",
         ratio("subsidie", "wsw.se"), words="Aanname: −3.000, met een band van −4.500 tot −2.000, "
         "in prijzen van het jaar voor de run."),
))
WSW_OPERATION = Part("operationeel resultaat in euro's", (
    *(_euro(key, "Opbrengst " + form.replace("_", " ").replace("bor", "BOR"),
            "Vergoeding van de gemeenten; wat boven intern werk ligt is geen verbetering voor hen "
            "samen." if form == "bor" else "")
      for key, form in zip(_REVENUE, _FORMS, strict=True)),
    _euro("participatie.wsw.exploitatie", "Exploitatie en begeleiding",
          "Een deel krimpt niet mee met het aantal SE."),
    _sum("operationeel", "Operationeel resultaat", *_REVENUE, "-participatie.wsw.exploitatie"),
    _euro("wsw.operationeel_resultaat.jaar", "Operationeel resultaat op Budget",
          equals="operationeel"),
    _sum("wsw.samen", "Resultaat van de Wsw", "subsidie", "operationeel"),
    _euro("wsw.bor.effect", "Waarvan BOR boven intern werk",
          "Wat de vergoeding voor de BOR meer opbrengt dan intern werk. Op papier beter voor de "
          "uitvoeringsorganisatie; de gemeenten betalen het."),
))
BESCHUT = Part("in euro's", (
    _euro("participatie.beschut.rijk", "Begeleidingsgeld van het Rijk",
          "Taakstelling × bedrag per plek: ook voor plekken die leeg blijven."),
    _euro("participatie.beschut.bonus", "Bonus", "Tot en met 2020, per bezette plek."),
    _euro("participatie.beschut.lks", "Loonkostensubsidie",
          "Betaald uit de BUIG van de gemeente."),
    _euro("participatie.beschut.opbrengst", "Opbrengst van het werk"),
    _euro("participatie.beschut.loon", "Loonkosten",
          "Uren × minimumloon met vakantietoeslag en werkgeverslasten."),
    _euro("participatie.beschut.begeleiding", "Begeleiding en werkplek"),
    _sum("resultaat", "Resultaat", "participatie.beschut.rijk", "participatie.beschut.bonus",
         "participatie.beschut.lks", "participatie.beschut.opbrengst", "-participatie.beschut.loon",
         "-participatie.beschut.begeleiding"),
    _euro("beschut.resultaat", "Resultaat op Budget", equals="resultaat"),
    Item("beschut.resultaat.plek", "Resultaat per bezette plek", "euro per plek", "eur",
         money=True),
    Item("beschut.evenwicht", "Loonwaarde waarbij een plek quitte speelt", "deel wml",
         "getal3", money=True,
         words="Onder 0,30 niet te halen: de subsidie vergoedt hooguit 70 procent."),
))


def wsw_sentence(page: PeopleSheet, area: str) -> Node:
    """Return how far the State money falls short of the wages, with the band of the run."""
    rows, chosen = page.rows[area], page.chosen
    short = rows.at("subsidie", 0)
    low, high = (chosen.run_in(area, f"wsw.subsidieresultaat.{mark}", 0) for mark in ("p10", "p90"))
    return (literal(" Het Rijk betaalt in ") & chosen.inputs.years[0] & " € "
            & f.dutch_millions(short) & " mln " & f.when(short.below(0), "minder", "meer")
            & " dan de lonen kosten (met 80% kans tussen " & _signed(low) & " en " & _signed(high)
            & "); het werk zelf levert € " & f.dutch_millions(rows.at("operationeel", 0))
            & " mln " & f.when(rows.at("operationeel", 0).below(0), "tekort", "over") & " op.")


def _signed(amount: Node) -> Node:
    return f.when(amount.below(0), "−", "") & f.dutch_millions(amount)
