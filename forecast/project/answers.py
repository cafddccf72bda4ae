"""What the draws say: the odds per area and year, and what rules them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forecast.insight import REST, all_odds, spread
from forecast.outputs.report import Cause, Odds
from forecast.project.economy import PATH, Economy
from forecast.project.money import Money
from forecast.scenarios import Assumptions, catalogue

Array = NDArray[np.float64]
_WORDS = {
    PATH: "Werkloosheid: het pad van de economie",
    "economie.reactie": "Reactie van de bijstand op werkloosheid (geschat)",
    "toeval.macro": "Macrobudget: raming en definitieve vaststelling door het Rijk",
    "toeval.aandeel": "Schokken in het aandeel (verdeelmodel)",
    REST: "Toeval van aantallen, en wat factoren samen doen",
}


def odds_of(money: Money, whole: str) -> tuple[Odds, ...]:
    """Return the odds of every municipality and the whole, as the report shows them."""
    d = money.drawn
    found = all_odds(d.years, d.municipalities, whole, d.baten, d.lasten, d.vangnet, d.macro)
    return tuple(
        Odds(o.area, o.year, o.before, o.after, o.shortfall, o.reserve_80, o.reserve_90,
             o.break_even)
        for o in found
    )


def causes_of(
    money: Money, assumptions: Assumptions, economy: Economy, response: Array, seed: int
) -> tuple[Cause, ...]:
    """Return what rules the width of the saldo of the whole over all years, largest first.

    Parameters
    ----------
    money : Money
    assumptions : Assumptions
    economy : Economy
    response : ndarray, (draws, 2)
        The drawn response to unemployment.
    seed : int
    """
    saldo = money.drawn.saldo.sum(axis=(1, 2))
    draws = saldo.size
    factors = {
        _name(key, place): assumptions.draw(seed, draws, key, place)
        for key, place in assumptions.uncertain()
    }
    factors[PATH] = economy.unemployment.mean(axis=1)
    factors["economie.reactie"] = response.sum(axis=1)
    factors.update(money.drawn.chances)
    return tuple(
        Cause(cause.key, _label(cause.key), cause.share) for cause in spread(factors, saldo)
    )


def _name(key: str, place: str | None) -> str:
    return f"{key}|{place}" if place else key


def _label(name: str) -> str:
    key, _, place = name.partition("|")
    words = _WORDS.get(key) or catalogue()[key].meaning
    return f"{words} ({place})" if place else words
