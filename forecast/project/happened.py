"""Why a year came out otherwise than an edition said: economy, budget, volume, price.

First the real unemployment goes through the inputs of the edition: what that changes is economy.
The rest is bookkeeping on what was counted since: budget is macro budget times share, benefits
cost volume times price, and volume is the stock that every month of inflow and exits leaves
behind. Each product is divided at the mean of both sides, so no order matters and nothing is
left. What the economy does not explain of the volume is the forecast's own error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.budget import published
from forecast.budget.frames.names import STATE
from forecast.errors import ForecastError, Problem
from forecast.inputs import National
from forecast.inputs.outcome_file import Happened
from forecast.outputs.bridges import Bridge, BridgeStep, by_place
from forecast.periods import month, months
from forecast.project.between import Edition
from forecast.project.economy import PATH, monthly
from forecast.project.house import House
from forecast.project.money import central_money
from forecast.project.past import Past
from forecast.project.whatif import Outcome, WhatIf
from forecast.scenarios import Assumptions
from forecast.scenarios.paths import DatedPath, Point

Array = NDArray[np.float64]
UNEMPLOYMENT = "werkloosheid_maand"
_BENEFITS, _STOCK = "bijstand.uitkeringen", "bijstand.stand"
_MONTHS, _CENT = 12, 0.005
#: Flows of the stock: words, sign, column of the monthly table and variable of the run.
FLOWS = (
    ("Volume, eigen fout: nieuwe instroom", 1.0, "instroom_nieuw", "bijstand.instroom.nieuw"),
    ("Volume, eigen fout: terugkeer", 1.0, "instroom_herinstroom",
     "bijstand.instroom.herinstroom"),
    ("Volume, eigen fout: statushouders", 1.0, "instroom_statushouders",
     "bijstand.instroom.statushouders"),
    ("Volume, eigen fout: uitstroom naar werk", -1.0, "uitstroom_werk",
     "bijstand.uitstroom.werk"),
    ("Volume, eigen fout: uitstroom naar bedrijf", -1.0, "uitstroom_onderneming",
     "bijstand.uitstroom.onderneming"),
    ("Volume, eigen fout: uitstroom naar onderwijs", -1.0, "uitstroom_onderwijs",
     "bijstand.uitstroom.onderwijs"),
    ("Volume, eigen fout: overige uitstroom", -1.0, "uitstroom_overig",
     "bijstand.uitstroom.overig"),
    ("Volume: AOW-leeftijd bereikt", -1.0, "uitstroom_aow", "bijstand.uitstroom.aow"),
)
_WORDS = {"buig": "de BUIG", "participatie": "het participatiebudget",
          "uitvoering": "de uitvoering"}
_OPENING = "Volume: beginstand, zoals die nu bekend is"
_MIX = "Volume: personen per uitkering"


@dataclass(frozen=True)
class _Told:
    """What the inputs of an edition say on the central path, by municipality.

    Attributes
    ----------
    outcome : Outcome
    macro : mapping of int to float
        Macro budget by year, eur.
    flows : mapping of str to DataFrame
        Months of the forecast by variable, a column per municipality.
    """

    outcome: Outcome
    macro: Mapping[int, float]
    flows: Mapping[str, pd.DataFrame]


def bridge_to(
    edition: Edition, fact: Happened, national: National, learnt: Callable[[House], Past], seed: int
) -> Bridge:
    """Return the bridge from an edition to what happened.

    Parameters
    ----------
    edition : Edition
    fact : Happened
        Counts and accounts of the years since.
    national : National
        As it is known now: unemployment and macro budgets.
    learnt : callable
        What the past of a house teaches.
    seed : int

    Raises
    ------
    ForecastError
        No year that the edition foretold has happened.
    """
    years = tuple(y for y in fact.years if y in edition.years)
    if not years:
        raise ForecastError(Problem(
            edition.name, f"de uitkomsten gaan over {', '.join(map(str, fact.years))}, de editie "
            f"over {edition.years[0]}-{edition.years[-1]}", "kies een editie die dat jaar raamde"))
    names, what = edition.house.data.names, WhatIf(edition.house, learnt(edition.house), seed)
    base = _told(what, edition.pair)
    seen = monthly(national, UNEMPLOYMENT, "pct_sc")
    real = _told(what, tuple(_with_path(one, seen, what.past.months) for one in edition.pair))
    said = [edition.said[f"budget.{frame}.saldo"] for frame in fact.frames]
    stated = np.array([[sum(one[year, name] for one in said) for name in names]
                       for year in years])
    plain, after = (
        np.sum([_grid(_side(told.outcome, frame, "saldo"), years, names)
                for frame in fact.frames], axis=0) for told in (base, real))
    case = _Case(edition, fact, real, years, names)
    parts: dict[str, Array] = {
        "Methode: wat deze versie met dezelfde invoer anders zegt": plain - stated,
        "Economie: de werkelijke werkloosheid": after - plain,
        **_budget(case, published(national["macrobudget"])), **_volume(case),
    }
    for frame in fact.frames[1:]:
        for side, sign in (("baten", 1.0), ("lasten", -1.0)):
            words = f"{frame.capitalize()}: {side}"
            parts[words] = sign * (case.account(frame, side) - case.told(frame, side))
    steps = tuple(BridgeStep(words, (), by_place(names, part)) for words, part in parts.items()
                  if np.abs(part).max(initial=0.0) >= _CENT)
    return Bridge(edition.name, "de uitkomst", steps, years, by_place(names, stated),
                  " en ".join(_WORDS[frame] for frame in fact.frames))


@dataclass(frozen=True)
class _Case:
    """An edition under the real economy beside what happened; tables are (years, places)."""

    edition: Edition
    fact: Happened
    real: _Told
    years: tuple[int, ...]
    names: tuple[str, ...]

    def account(self, frame: str, side: str) -> Array:
        table = self.fact.accounts[f"{frame}.{side}"].loc[list(self.years), list(self.names)]
        return np.asarray(table, dtype=np.float64)

    def told(self, frame: str, side: str) -> Array:
        return _grid(_side(self.real.outcome, frame, side), self.years, self.names)

    def foretold(self, variable: str) -> Array:
        return _grid(lambda y, n: _at(self.real.outcome, variable, y, n), self.years, self.names)

    def counted(self, column: str) -> Array:
        """Return the mean of the month-ends of every year."""
        table = self.fact.counts[column][list(self.names)]
        inside = pd.PeriodIndex(table.index).year
        return np.array([np.asarray(table[inside == year], dtype=np.float64).mean(axis=0)
                         for year in self.years])


def _told(what: WhatIf, pair: tuple[Assumptions, ...]) -> _Told:
    ours, nation = pair
    people, groups = what.people(ours, nation)
    accounts, _ = central_money(what.house, ours, people, groups.found)
    macro = {n.year: float(n.line("buig.macro").cell.value) for n in accounts.national}
    flows = {name: pd.DataFrame(one.values[0], index=one.periods, columns=list(one.groups))
             for name, one in people.found.items()}
    return _Told(what.central(ours, nation), macro, flows)


def _with_path(
    one: Assumptions, seen: pd.Series[float], ahead: pd.PeriodIndex
) -> Assumptions:
    """Return assumptions with real unemployment as far as it is known, held from there on.

    The scenario is in the measure of the CPB and the count in that of the CBS, which differ by a
    level: the count moves from where the scenario stood in the last year before the forecast.
    """
    before = months(ahead[0] - _MONTHS, ahead[0] - 1)
    known = seen.reindex(ahead).dropna()
    if known.empty or seen.reindex(before).isna().any() or (PATH, None) not in one.values:
        return one
    level = float(one.path(PATH, before).mean() - seen.reindex(before).mean())
    points = tuple(Point(when, float(v) + level, whole_year=False)
                   for when, v in zip(pd.PeriodIndex(known.index), known, strict=True))
    value = replace(one.values[PATH, None], number=None, path=DatedPath(points, "trap"))
    return replace(one, values={**one.values, (PATH, None): value})


def _budget(case: _Case, public: Mapping[tuple[int, str], float]) -> dict[str, Array]:
    """Return what macro budget and share make of the difference in budget."""
    told, have = case.told(STATE[0], "baten"), case.account(STATE[0], "baten")
    if any((year, "definitief") not in public for year in case.years):
        return {"Budget BUIG: macrobudget en aandeel samen": have - told}
    was = np.array([[case.real.macro[year]] for year in case.years])
    became = np.array([[public[year, "definitief"]] for year in case.years])
    return {
        "Budget BUIG: macrobudget": (became - was) * (told / was + have / became) / 2,
        "Budget BUIG: aandeel": (have / became - told / was) * (was + became) / 2,
    }


def _volume(case: _Case) -> dict[str, Array]:
    """Return what volume, by flow, and price make of the difference in costs, both negative."""
    told, have = case.told(STATE[0], "lasten"), case.account(STATE[0], "lasten")
    benefits, stock = case.foretold(_BENEFITS), case.foretold(_STOCK)
    counted, people = case.counted("uitkeringen"), case.counted("stand")
    price = (told / benefits + have / counted) / 2
    ratio = (benefits / stock + counted / people) / 2
    parts = {"Prijs per uitkering, met LKS en overige lasten":
             -(have / counted - told / benefits) * (benefits + counted) / 2,
             _MIX: -(counted / people - benefits / stock) * (stock + people) / 2 * price}
    left = people - stock
    for words, sign, column, variable in FLOWS:
        gap = sign * _flow_gap(case, case.real.flows[variable], column)
        parts[words] = -gap * ratio * price
        left = left - gap
    return parts | {_OPENING: -left * ratio * price}


def _flow_gap(case: _Case, told: pd.DataFrame, column: str) -> Array:
    """Return how a flow's difference moves the mean of the month-ends of each year."""
    first, names, rows = case.edition.house.data.last_month + 1, list(case.names), []
    for year in case.years:
        span = months(first, month(year, _MONTHS))
        gap = case.fact.counts[column].reindex(span)[names] - told.reindex(span)[names]
        weight = np.minimum(1.0, np.arange(len(span), 0, -1) / _MONTHS)
        rows.append((np.asarray(gap, dtype=np.float64) * weight[:, None]).sum(axis=0))
    return np.array(rows)


def _grid(
    get: Callable[[int, str], float], years: tuple[int, ...], names: tuple[str, ...]
) -> Array:
    return np.array([[get(year, name) for name in names] for year in years])


def _at(outcome: Outcome, variable: str, year: int, name: str) -> float:
    return float(outcome.values[variable][
        outcome.years.index(year), outcome.municipalities.index(name)])


def _side(outcome: Outcome, frame: str, side: str) -> Callable[[int, str], float]:
    return lambda year, name: _at(outcome, f"budget.{frame}.{side}", year, name)
