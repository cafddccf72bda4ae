"""Why one edition comes out otherwise than the one before: counts, law, assumptions, method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem
from forecast.inputs import DataSet
from forecast.insight import shapley
from forecast.insight.bridge import MOST
from forecast.outputs.bridges import Bridge, BridgeStep, by_place
from forecast.project.comparing import Pair, apart
from forecast.project.house import House
from forecast.project.past import Past
from forecast.project.whatif import WhatIf, mixed, state_saldo

Array = NDArray[np.float64]
SALDO = "budget.totaal.rijkskaders"
#: What the facts of an edition can differ in: name, words, tables of the data set.
OWN: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType({
    "bijstand": ("Nieuwe cijfers: bijstand, inwoners en leeftijden", (
        "bijstand_maand", "samenstelling", "aow_cohorten", "inwoners")),
    "tellingen_wsw": ("Nieuwe cijfers: Wsw", ("wsw", "wsw_plaatsing")),
    "tellingen_beschut": ("Nieuwe cijfers: beschut werk", ("beschut",)),
    "groepen": ("Nieuwe cijfers: statushouders, register, meedoen, inkomen en afspraken", (
        "statushouders", "register", "meedoen", "meedoen_activiteiten", "inkomen", "afspraken")),
})
NATION, LAW, MONTHS, METHOD = "landelijk", "wet", "maanden", "methode"
_WORDS = {
    NATION: "Nieuwe landelijke cijfers",
    LAW: "Wet en regeling",
    MONTHS: "Nieuwe maanden: cijfers van hier en van het land",
}
#: Columns that say where a figure comes from, not what it is.
_ORIGIN = ["bron", "status", "gezien", "toelichting"]
#: A step of less than half a cent in every cell is none.
_CENT = 0.005


@dataclass(frozen=True)
class Edition:
    """What an edition rests on, read anew, and what it said.

    Attributes
    ----------
    name, version : str
        Of the edition, and of the program that made it.
    house : House
        Its inputs.
    pair : Pair
        Its scenario, for the data set and for the nation.
    said : mapping of str to mapping of (int, str) to float
        What it published: by variable, year and area, eur.
    """

    name: str
    version: str
    house: House
    pair: Pair
    said: Mapping[str, Mapping[tuple[int, str], float]]

    @property
    def years(self) -> tuple[int, ...]:
        """Years that it published."""
        return tuple(sorted({year for year, _ in self.said[SALDO]}))


@dataclass
class _Mixer:
    """Central balances for facts of one edition or the other, block by block."""

    one: Edition
    other: Edition
    years: tuple[int, ...]
    learnt: Callable[[House], Past]
    seed: int
    _made: dict[frozenset[str], WhatIf] = field(default_factory=dict)

    def saldo(self, facts: frozenset[str], pair: Pair) -> Array:
        if facts not in self._made:
            house = self._house(facts)
            self._made[facts] = WhatIf(house, self.learnt(house), self.seed)
        found = self._made[facts].central(*pair)
        return state_saldo(found)[[found.years.index(year) for year in self.years]]

    def _house(self, facts: frozenset[str]) -> House:
        a, b = self.one.house, self.other.house
        nation = b if facts & {NATION, MONTHS} else a
        data = b.data if MONTHS in facts else a.data
        tables = dict(data.tables)
        for block in facts & OWN.keys():
            for name in OWN[block][1]:
                tables.pop(name, None)
                tables |= {name: b.data.tables[name]} if name in b.data.tables else {}
        data = replace(data, tables=MappingProxyType(tables))
        # the base that a scenario leads to lies with its files
        root = b.root if "basis" in facts else a.root
        return House(root, _until(data, self.years[-1]), _until(nation.twin, self.years[-1]),
                     nation.national, nation.structure, (b if LAW in facts else a).law, ())


def between(
    one: Edition, other: Edition, learnt: Callable[[House], Past], seed: int, most: int = MOST
) -> Bridge:
    """Return the bridge from an edition to another over the years they share.

    Every difference in facts and in assumptions is put over one by one, in all orders. What the
    program itself says otherwise now about the same inputs, and rounding, is *methode*: the
    published figure against that of this version.

    Parameters
    ----------
    one, other : Edition
    learnt : callable
        What the past of a house teaches.
    seed : int
    most : int
        Differences that it may take apart.

    Raises
    ------
    ForecastError
        The editions share no municipalities or years, or differ in too much.
    """
    years, names = _shared(one, other)
    mixer = _Mixer(one, other, years, learnt, seed)
    facts = dict(_facts(one.house, other.house))
    by_name = {d.driver: d for d in apart((one.house, other.house), one.pair, other.pair)}
    drivers = [*facts, *by_name]
    if len(drivers) > most:
        raise ForecastError(Problem(
            f"{one.name} en {other.name}",
            f"zij verschillen op {len(drivers)} onderdelen; een brug kan hier hooguit {most} aan",
            f"vraag `forecast compare` (hooguit {MOST}), of vergelijk met een editie ertussen"))

    def outcome(chosen: frozenset[str]) -> Array:
        starts = tuple(s for name in sorted(chosen & by_name.keys())
                       for s in by_name[name].starts)
        ours, nation = ((mixed(a, b, *starts) if starts else a)
                        for a, b in zip(one.pair, other.pair, strict=True))
        if "basis" in chosen:
            ours = replace(ours, scenario=other.pair[0].scenario)
        return mixer.saldo(chosen & {*facts, "basis"}, (ours, nation))

    parts = shapley(drivers, outcome) if drivers else {}
    published = [_table(edition, years, names) for edition in (one, other)]
    parts[METHOD] = published[1] - published[0] - np.sum([
        np.zeros_like(published[0]), *parts.values()], axis=0)
    steps = []
    for name, part in parts.items():
        keys = by_name[name].keys if name in by_name else ()
        words = facts.get(name) or (
            by_name[name].label if name in by_name else _method(one, other))
        if np.abs(part).max(initial=0.0) >= _CENT:
            steps.append(BridgeStep(words, keys, by_place(names, part)))
    return Bridge(one.name, other.name, tuple(steps), years, by_place(names, published[0]))


def _facts(a: House, b: House) -> list[tuple[str, str]]:
    found = []
    own = [(key, words) for key, (words, tables) in OWN.items()
           if any(not _alike(a.data.tables.get(t), b.data.tables.get(t)) for t in tables)]
    nation = not (_tables(a.national, b.national) and _tables(a.twin.tables, b.twin.tables)
                  and _tables(a.structure, b.structure))
    if a.data.last_month != b.data.last_month or a.data.years[0] != b.data.years[0]:
        # counts of other months can not stand beside each other
        found.append((MONTHS, _WORDS[MONTHS]))
    else:
        found += own
        found += [(NATION, _WORDS[NATION])] if nation else []
    if _law(a) != _law(b):
        found.append((LAW, _WORDS[LAW]))
    return found


def _tables(a: Mapping[str, pd.DataFrame], b: Mapping[str, pd.DataFrame]) -> bool:
    return all(_alike(a.get(name), b.get(name)) for name in a.keys() | b.keys()
               if name != "vervang_mij")


def _alike(a: pd.DataFrame | None, b: pd.DataFrame | None) -> bool:
    if a is None or b is None:
        return a is b
    one, other = (t.drop(columns=_ORIGIN, errors="ignore").reset_index(drop=True)
                  for t in (a, b))
    return one.equals(other)


def _law(house: House) -> set[tuple[str, str, str, str]]:
    """Return what the law says, as text: a rule that ended has no number to compare."""
    return {(p.key, str(p.since), repr(p.value), str(p.known_since))
            for found in house.law.provisions.values() for p in found}


def _shared(one: Edition, other: Edition) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the years and municipalities of both."""
    where = f"{one.name} en {other.name}"
    a, b = one.house.data, other.house.data
    if a.name != b.name:
        raise ForecastError(Problem(
            where, f"de ene editie is van gegevensset {a.name}, de andere van {b.name}",
            "een brug vergelijkt edities van dezelfde gegevensset"))
    if a.names != b.names:
        raise ForecastError(Problem(
            where, f"de gemeenten verschillen: {', '.join(a.names)} en {', '.join(b.names)}",
            "een brug vergelijkt edities met dezelfde gemeenten"))
    years = tuple(y for y in one.years if y in other.years)
    if not years:
        raise ForecastError(Problem(
            where, f"zij hebben geen jaar gemeen: {_span(one.years)} en {_span(other.years)}",
            "kies edities die elkaar overlappen"))
    return years, a.names


def _span(years: tuple[int, ...]) -> str:
    return f"{years[0]}-{years[-1]}"


def _table(edition: Edition, years: tuple[int, ...], names: tuple[str, ...]) -> Array:
    return np.array([[edition.said[SALDO][year, name] for name in names] for year in years])


def _method(one: Edition, other: Edition) -> str:
    if one.version == other.version:
        return "Methode: afronding, looptijd en pakketten"
    return f"Methode: van versie {one.version} naar {other.version}"


def _until(data: DataSet, year: int) -> DataSet:
    return replace(data, years=tuple(y for y in data.years if y <= year))
