"""What the draws say: the odds per area and year, and what rules them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.budget.frames import STATE
from forecast.insight import REST, all_odds, joint_odds, spread
from forecast.outputs.accounts import EVERY_AREA, EVERY_FRAME
from forecast.outputs.report import (
    BUIG,
    FRAMES,
    GEMEENTELIJK,
    TOTAAL,
    Cause,
    Odds,
    Together,
)
from forecast.project.economy import PATH, Economy
from forecast.project.local import LOCAL
from forecast.project.money import Money
from forecast.scenarios import Assumptions, catalogue
from forecast.series import LocalFactor

Array = NDArray[np.float64]
#: Groups without a price: what correlates with the euros there does so by chance.
_WITHOUT_PRICE = ("meedoen.", "inkomen.", "taal.")
#: Short names for who reads the front page; the catalogue explains the same keys at length.
_WORDS = {
    PATH: "Werkloosheid: het pad van de economie",
    "economie.reactie": "Reactie van de bijstand op werkloosheid",
    "economie.reactie.factor": "Reactie van de bijstand op werkloosheid",
    LOCAL: "Reactie op werkloosheid hier, anders dan landelijk",
    "economie.aandeel_instroom": "Werkloosheid: via de instroom of via de uitstroom",
    "toeval.macro": "Macrobudget: hoe het Rijk het definitief vaststelt",
    "toeval.aandeel": "Jaarlijkse verandering van het aandeel in het macrobudget",
    "bijstand.beginstand.factor": "Aantal mensen in de bijstand bij het begin",
    "bijstand.instroom.niveau": "Instroom per jaar",
    "bijstand.uitstroom.niveau": "Uitstroom per jaar (zonder AOW)",
    "bijstand.aow.factor": "Aantal mensen dat de AOW-leeftijd bereikt",
    "bijstand.volledig_aandeel": "Deel van de uitstroom dat volledig uit de bijstand gaat",
    "bijstand.herinstroom.werk": "Terugkeer binnen een jaar na uitstroom naar werk",
    "bijstand.herinstroom.onderneming": "Terugkeer binnen een jaar na start van een bedrijf",
    "bijstand.herinstroom.onderwijs": "Terugkeer binnen een jaar na uitstroom naar onderwijs",
    "bijstand.herinstroom.overig": "Terugkeer binnen een jaar na andere uitstroom",
    "bijstand.statushouders.aandeel_bijstand": "Deel van de statushouders in de bijstand",
    "buig.aandeel": "Aandeel in het macrobudget",
    "buig.prijs.lokaal": "Gemiddelde uitkering hier tegenover het land",
    "buig.prijs.groei": "Groei van de prijs per uitkering",
    "buig.macro.gewicht_voorlopig": "Hoe zwaar het voorlopige macrobudget telt",
    "buig.lks.banen": "Aantal banen met loonkostensubsidie",
    "buig.ioaw_ioaz.stand": "Aantal uitkeringen IOAW en IOAZ",
    "wsw.subsidieresultaat": "Wsw: Rijk en LIV min lonen, per standaardeenheid",
    "wsw.rijk.sneller": "Wsw: krimp van het land sneller dan gepland",
    "wsw.operationeel_resultaat": "Wsw: operationeel resultaat bij het begin",
    "wsw.uitstroom.tempo": "Wsw: vertrek per jaar",
    "uitvoering.kosten": "Uitvoeringskosten per uitkering",
    "uitvoering.vast": "Deel van de formatie dat niet meebeweegt",
    "reintegratie.besteding": "Besteding van het re-integratiegeld",
    "buig.ioaw_ioaz.daling": "Daling van het aantal uitkeringen IOAW en IOAZ",
    REST: "Toeval van aantallen, en wat factoren samen doen",
}


def odds_of(money: Money, whole: str) -> tuple[Odds, ...]:
    """Return the odds of every municipality, the whole and every frame, as the report shows them.

    Municipal money has odds only where a budget was entered: without one it closes at nil.
    """
    d, beside = money.drawn, money.frames_drawn
    nothing, nation = np.zeros(d.saldo.shape), np.ones(d.macro.shape)
    sides = {BUIG: (d.baten, d.lasten, d.vangnet, d.macro)}
    for frame in FRAMES[1:]:
        if frame == GEMEENTELIJK and not money.has_own_budget:
            continue
        vangnet = d.vangnet if frame == TOTAAL else nothing
        sides[frame] = (beside.of(frame, "baten"), beside.of(frame, "lasten"), vangnet, nation)
    return tuple(
        Odds(o.area, o.year, o.before, o.after, o.shortfall, o.reserve_80, o.reserve_90,
             o.break_even if frame == BUIG else 0.0, frame)
        for frame, parts in sides.items()
        for o in all_odds(d.years, d.municipalities, whole, *parts)
    )


def together_of(money: Money, whole: str) -> tuple[Together, ...]:
    """Return the odds that all State frames hold at once, and the BUIG of all municipalities."""
    d, beside = money.drawn, money.frames_drawn
    saldi = [d.saldo, *(beside.of(frame, "saldo") for frame in STATE[1:])]
    found: list[Together] = []
    for m, area in enumerate((*d.municipalities, whole)):
        own = [s.sum(axis=2) if area == whole else s[:, :, m] for s in saldi]
        found += [Together(EVERY_FRAME, area, one.year, one.every, one.if_independent)
                  for one in joint_odds(d.years, np.stack(own, axis=2))]
    found += [Together(EVERY_AREA, whole, one.year, one.every, one.if_independent)
              for one in joint_odds(d.years, d.saldo)]
    return tuple(found)


def causes_of(
    money: Money, assumptions: Assumptions, economy: Economy, response: Array,
    local: tuple[LocalFactor, ...], seed: int, replaced: pd.DataFrame,
) -> tuple[Cause, ...]:
    """Return what rules the saldo of the three State frames over all years, largest first.

    Parameters
    ----------
    money : Money
    assumptions : Assumptions
    economy : Economy
    response : ndarray, (draws, 2)
        The drawn response to unemployment.
    local : tuple of LocalFactor
        What each municipality makes of it.
    seed : int
    replaced : DataFrame
        The data set's table vervang_mij, whose descriptions name its own assumptions.
    """
    saldo = money.frames_drawn.amounts["totaal.rijkskaders"].sum(axis=(1, 2))
    draws = saldo.size
    factors = {
        _name(key, place): assumptions.draw(seed, draws, key, place)
        for key, place in assumptions.uncertain() if not key.startswith(_WITHOUT_PRICE)
    }
    factors[PATH] = economy.unemployment.mean(axis=1)
    factors["economie.reactie"] = response.sum(axis=1)
    factors |= {_name(LOCAL, one.estimate.municipality): one.draw(seed, draws)
                for one in local if one.sd > 0}
    factors.update(money.drawn.chances)
    own = _descriptions(replaced)
    return tuple(
        Cause(cause.key, own.get(cause.key) or _label(cause.key), cause.share)
        for cause in spread(factors, saldo)
    )


def _descriptions(replaced: pd.DataFrame) -> dict[str, str]:
    """Return how the data set itself calls its assumptions, by key and municipality."""
    named = replaced[replaced["omschrijving"].notna()]
    places = named["gemeente"].where(named["gemeente"].notna(), "")
    rows = zip(named["sleutel"], places, named["omschrijving"], strict=True)
    return {_name(str(key), str(place)): str(words) for key, place, words in rows}


def _name(key: str, place: str | None) -> str:
    return f"{key}|{place}" if place else key


def _label(name: str) -> str:
    key, _, place = name.partition("|")
    words = _WORDS.get(key) or catalogue()[key].meaning.rstrip(".")
    return f"{words} ({place})" if place else words
