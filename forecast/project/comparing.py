"""Two scenarios beside each other: by driver on the central path, and draw by draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem
from forecast.insight import shapley
from forecast.insight.bridge import MOST
from forecast.outputs.bridges import Bridge, BridgeStep, by_place
from forecast.outputs.report import Report
from forecast.project.drivers import Difference, differences, merged
from forecast.project.house import House
from forecast.project.whatif import PEOPLE, WhatIf, mixed, state_saldo
from forecast.scenarios import Assumptions, resolve_reference
from forecast.scenarios.value import Value

Array = NDArray[np.float64]
_VISIBLE = 0.5
Pair = tuple[Assumptions, Assumptions]
#: Drivers that a run takes apart by itself; with more, `forecast compare` does it when asked.
FEW = 5
#: Two scenarios on different national bases: the State then expected something else.
BASE = Difference("basis", "Landelijke basis waarop het Rijk zijn raming maakte", (), ())
Place = tuple[str, str | None]
#: What a comparison shows: name, words, whether it is an amount in euros.
MEASURES = (
    ("bijstand.uitkeringen", "uitkeringen, gemiddeld per jaar", False),
    ("budget.buig.saldo", "saldo BUIG", True),
    ("budget.participatie.saldo", "saldo participatie", True),
    ("budget.uitvoering.saldo", "saldo uitvoering", True),
    ("budget.totaal.rijkskaders", "drie kaders samen", True),
    ("budget.totaal.bijdrage", "bijdrage gemeenten", True),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure in two scenarios, the whole over all years.

    Attributes
    ----------
    label : str
    euros : bool
    one, other : float
        On the central path.
    low, high : float
        P10 and P90 of the difference, draw by draw.
    noise, apart : float
        Sd of the difference as the scenarios share their luck, and as it would be without.
    """

    label: str
    euros: bool
    one: float
    other: float
    low: float
    high: float
    noise: float
    apart: float


def bridge(what: WhatIf, one: Pair, other: Pair) -> Bridge:
    """Return the bridge between two scenarios, each for the data set and for the nation.

    Raises
    ------
    ForecastError
        When they differ in more drivers than a bridge can take apart.
    """
    found = apart((what.house, what.house), one, other)
    if len(found) > MOST:
        raise ForecastError(Problem(
            f"{one[0].scenario} en {other[0].scenario}",
            f"zij verschillen op {len(found)} onderdelen; een brug kan er {MOST} uit elkaar halen",
            "vergelijk eerst met een scenario dat ertussen ligt"))
    by_name = {d.driver: d for d in found}

    @cache
    def outcome(chosen: frozenset[str]) -> Array:
        starts = tuple(s for name in sorted(chosen) for s in by_name[name].starts)
        ours, nation = ((mixed(a, b, *starts) if starts else a)
                        for a, b in zip(one, other, strict=True))
        # what the State expected rests on the national base that a scenario's name leads to
        named = other if BASE.driver in chosen else one
        return state_saldo(what.central(replace(ours, scenario=named[0].scenario), nation))

    parts = shapley([d.driver for d in found], outcome)
    names = what.house.data.names
    steps = tuple(BridgeStep(by_name[name].label, by_name[name].keys, by_place(names, part))
                  for name, part in parts.items())
    return Bridge(one[0].scenario, other[0].scenario, steps, what.house.data.years,
                  by_place(names, outcome(frozenset())))


def apart(houses: tuple[House, House], one: Pair, other: Pair) -> tuple[Difference, ...]:
    """Return the drivers in which two scenarios differ: here, in the country, or in their base.

    Parameters
    ----------
    houses : (House, House)
        Where each of them was read.
    one, other : Pair
    """
    found = merged(*(differences(a, b) for a, b in zip(one, other, strict=True)))
    bases = [
        resolve_reference(house.root, house.twin, house.data, pair[0].scenario, base_only=True,
                          filling=pair[1]).about(*PEOPLE).values
        for house, pair in zip(houses, (one, other), strict=True)]
    return found if _alike(*bases) else (*found, BASE)


def _alike(one: Mapping[Place, Value], other: Mapping[Place, Value]) -> bool:
    return one.keys() == other.keys() and all(
        (one[p].number, one[p].path) == (other[p].number, other[p].path) for p in one)


def bridges(what: WhatIf, said: Sequence[Pair]) -> tuple[Bridge, ...]:
    """Return the bridges from the first scenario to the others, where they can be taken apart."""
    houses = what.house, what.house
    return tuple(bridge(what, said[0], other) for other in said[1:]
                 if len(apart(houses, said[0], other)) <= FEW)


def measured(report: Report) -> tuple[Measured, ...]:
    """Return the measures of the first two scenarios of a report, with the band of the gap."""
    found = []
    for name, label, euros in MEASURES:
        pair = [_draws(report, number, name) for number in (0, 1)]
        gap = pair[1] - pair[0]
        low, high = np.quantile(gap, [0.1, 0.9])
        apart = float(np.sqrt(pair[0].var() + pair[1].var()))
        one, other = (_central(report, number, name) for number in (0, 1))
        found.append(Measured(label, euros, one, other, float(low), float(high),
                              float(gap.std()), apart))
    return tuple(found)


def _draws(report: Report, number: int, name: str) -> Array:
    scenario = report.scenarios[number]
    if name in scenario.money:
        return np.asarray(scenario.money[name].values.sum(axis=(1, 2)), dtype=np.float64)
    drawn = scenario.ensembles[name].yearly()
    ahead = np.isin(drawn.periods.year, report.years)
    return np.asarray(drawn.values[:, ahead].sum(axis=2).mean(axis=1), dtype=np.float64)


def _central(report: Report, number: int, name: str) -> float:
    scenario = report.scenarios[number]
    if name in scenario.central:
        frame = scenario.central[name].sum(axis=1)
        years = [p.year for p in frame.index]
        return float(frame[np.isin(years, report.years)].mean())
    key = name.removeprefix("budget.")
    frame_name, _, side = key.partition(".")
    local = [a for a in scenario.accounts if a.area]
    if side == "saldo":
        return sum(a.total("baten") - a.total("lasten") for a in local if a.frame == frame_name)
    return sum(float(a.line(key).amount.value) for a in local if a.frame == frame_name)


def in_words(found: Bridge, money: Callable[[float], str]) -> str:
    """Return the three largest causes in a Dutch sentence."""
    total = sum(step.total() for step in found.steps)
    if not found.steps:
        return f"{found.one} en {found.other} zeggen hetzelfde: er is geen verschil."
    if abs(total) < _VISIBLE and all(abs(step.total()) < _VISIBLE for step in found.steps):
        return (f"Van {found.one} naar {found.other} blijft het saldo van {found.of} "
                "gelijk: wat verschilt, werkt er niet in door.")
    ranked = sorted(found.steps, key=lambda step: -abs(step.total()))[:3]
    # a step of less than half a euro is no cause; the first stands there whatever its size
    ranked = ranked[:1] + [step for step in ranked[1:] if abs(step.total()) >= _VISIBLE]
    causes = "; ".join(f"{step.label} ({money(step.total())})" for step in ranked)
    way = "gunstiger" if total >= 0 else "ongunstiger"
    return (f"Van {found.one} naar {found.other} wordt het saldo van {found.of} over alle "
            f"jaren {money(abs(total))} {way}. Grootste oorzaken: {causes}.")
