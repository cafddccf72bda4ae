"""The central path of any assumptions, quickly: what changed is calculated, the rest is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from forecast.budget import BuigAccount, FrameAccount
from forecast.budget.frames.names import STATE
from forecast.budget.frames.outcome import SIDES
from forecast.budget.lines import EUR, RESULT
from forecast.project.economy import Economy, economy_of
from forecast.project.groups import Middle, central_groups
from forecast.project.house import House
from forecast.project.local import local_factors
from forecast.project.memory import mark
from forecast.project.models import models_of
from forecast.project.money import central_money
from forecast.project.past import Past
from forecast.project.people import (
    Bijstand,
    CentralPeople,
    Country,
    bijstand_of,
    central_people,
    country_of,
)
from forecast.scenarios import Assumptions

Array = NDArray[np.float64]
#: What the people rest on; every other assumption moves money alone.
PEOPLE = ("economie.", "arbeidsmarkt.", "bijstand.", "aow.", "statushouders.", "register.",
          "beschut.", "meedoen.")
GROUPS = (*PEOPLE, "wsw.", "inkomen.", "taal.")
_ECONOMY = ("economie.",)
_ALONE = ("bijstand.", "aow.", "arbeidsmarkt.", *_ECONOMY)
Made = TypeVar("Made")


@dataclass(frozen=True)
class Outcome:
    """What a set of assumptions gives on the central path.

    Attributes
    ----------
    years : tuple of int
    municipalities : tuple of str
    values : mapping of str to ndarray, (years, municipalities)
        By the names of the results table: people, and ``budget.<frame>.<side>`` in eur.
    """

    years: tuple[int, ...]
    municipalities: tuple[str, ...]
    values: Mapping[str, Array]

    def total(self, name: str) -> float:
        """Return the sum over all years and municipalities."""
        return float(self.values[name].sum())


@dataclass
class WhatIf:
    """Calculates central paths for a house and what it learned from the past.

    Attributes
    ----------
    house : House
    past : Past
    seed : int
    """

    house: House
    past: Past
    seed: int
    _kept: dict[str, Any] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=lambda: {"people": 0, "groups": 0, "money": 0})

    def central(self, ours: Assumptions, nation: Assumptions) -> Outcome:
        """Return the central path of a scenario; `nation` is what it says about the country."""
        people, groups = self.people(ours, nation)
        self.made["money"] += 1
        accounts, frames = central_money(self.house, ours, people, groups.found)
        years, names = self.house.data.years, self.house.data.names
        values: dict[str, Array] = {}
        for name, path in (people.found | groups.found).items():
            values[name] = path.yearly().values[0].astype(np.float64)
            if not path.flow:
                values[f"{name}.ultimo"] = path.year_end().values[0].astype(np.float64)
        money: dict[str, Array] = {}
        local: list[tuple[str, BuigAccount | FrameAccount]] = [
            *(("buig", a) for a in accounts.local), *((a.frame, a) for a in frames.local)]
        for frame, one in local:
            at = years.index(one.year), names.index(one.area)
            found = {f"{frame}.{side}": getattr(one, side) for side in SIDES}
            found |= {line.key.removesuffix(".jaar"): line.cell for line in one.lines
                      if line.side == RESULT and line.unit == EUR}
            for key, cell in found.items():
                table = money.setdefault(f"budget.{key}", np.zeros((len(years), len(names))))
                table[at] = float(cell.value)
        return Outcome(years, names, values | money)

    def people(self, ours: Assumptions, nation: Assumptions) -> tuple[CentralPeople, Middle]:
        """Return the people of a scenario and its groups, month by month."""
        people = self._people(ours, nation)
        return people, self._groups(ours, people)

    def _people(self, ours: Assumptions, nation: Assumptions) -> CentralPeople:
        alone, country = self._alone(ours), self._country(ours, nation)
        models = models_of(self.house, ours, self._once)
        placing = (id(models.beschut), id(models.holders), id(models.register))

        def make() -> CentralPeople:
            self.made["people"] += 1
            return central_people(alone, country, models)

        return self._once("people", (id(alone), id(country), placing), make)

    def _alone(self, ours: Assumptions) -> Bijstand:
        return self._once("alone", ours.about(*_ALONE), lambda: bijstand_of(
            self.house, self.past, ours, self._economy(ours),
            local_factors(self.house.data, self.past.local, ours)))

    def _economy(self, ours: Assumptions) -> Economy:
        return self._once("economy", ours.about(*_ECONOMY), lambda: economy_of(
            ours, self.past.response, self.past.months, self.seed, 2))

    def _country(self, ours: Assumptions, nation: Assumptions) -> Country:
        # the reference path hears the name of the scenario, so that belongs to the content too
        content = (ours.about(*_ECONOMY), nation.about(*PEOPLE), ours.scenario)
        return self._once("country", content, lambda: country_of(
            self.house, self.past, ours.scenario, nation, self._economy(ours)))

    def _groups(self, ours: Assumptions, people: CentralPeople) -> Middle:
        models = models_of(self.house, ours, self._once)
        content = (*(id(getattr(models, f.name)) for f in fields(models)), ours.about("wsw."),
                   id(people))

        def make() -> Middle:
            self.made["groups"] += 1
            return central_groups(
                self.house, ours, models, people.found, people.drive, self._once)

        return self._once("groups", content, make)

    def _once(self, what: str, content: object, make: Callable[[], Made]) -> Made:
        """Return what was made of the same content before, or make it."""
        key = mark(what, content)
        if key not in self._kept:
            self._kept[key] = make()
        found: Made = self._kept[key]
        return found


def mixed(base: Assumptions, other: Assumptions, *starts: str) -> Assumptions:
    """Return the assumptions of `base`, with those of `other` about keys that begin so."""
    taken = {place: value for place, value in other.values.items() if place[0].startswith(starts)}
    rest = {place: value for place, value in base.values.items()
            if not place[0].startswith(starts)}
    order = {place: i for i, place in enumerate([*base.values, *other.values])}
    values = dict(sorted((rest | taken).items(), key=lambda item: order[item[0]]))
    return replace(base, values=values)


def state_saldo(outcome: Outcome) -> Array:
    """Return the balance of the three State frames together, (years, municipalities), eur."""
    return np.asarray(np.sum([outcome.values[f"budget.{frame}.saldo"] for frame in STATE], axis=0))
