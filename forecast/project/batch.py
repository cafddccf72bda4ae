"""Many variants of a scenario in one go: only the flows whose assumptions changed run again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

import numpy as np

from forecast.project.economy import economy_of
from forecast.project.groups import Groups, groups_of
from forecast.project.house import House
from forecast.project.local import local_factors
from forecast.project.memory import mark
from forecast.project.models import models_of
from forecast.project.money import Money, money_of
from forecast.project.past import Past
from forecast.project.people import People, people_of
from forecast.project.run import Run
from forecast.project.whatif import GROUPS, PEOPLE
from forecast.scenarios import Assumptions

#: What a batch tells of a variant, by year and area: balances and the contribution.
AMOUNTS = ("buig.saldo", "participatie.saldo", "uitvoering.saldo", "totaal.rijkskaders",
           "totaal.bijdrage")
FRAMES = ("buig", "participatie", "uitvoering", "totaal")
BENEFITS = "bijstand.uitkeringen"
#: Variable, area, period, statistic and figure, as in the results table.
Row = tuple[str, str, str, str, float]


@dataclass
class Batch:
    """Calculates variants one after the other and keeps the flows that they share."""

    house: House
    past: Past
    nation: Assumptions
    seed: int
    draws: int
    _kept: dict[str, Any] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=lambda: {"people": 0, "groups": 0})

    def rows(self, said: Assumptions) -> list[Row]:
        """Return the figures of a variant."""
        people = self._people(said)
        groups = self._groups(said, people)
        return self._told(people, money_of(self.house, said, people, groups, self.seed))

    @property
    def _run(self) -> Run:
        return Run((), self.draws, self.seed, 1, "reeks")

    def _people(self, said: Assumptions) -> People:
        key = mark("people", said.about(*PEOPLE))
        if key not in self._kept:
            self.made["people"] += 1
            economy = economy_of(said, self.past.response, self.past.months, self.seed, self.draws)
            local = local_factors(self.house.data, self.past.local, said)
            self._kept = {key: people_of(self.house, self.past, said, self.nation, economy, local,
                                         models_of(self.house, said), self._run)}
        found: People = self._kept[key]
        return found

    def _groups(self, said: Assumptions, people: People) -> Groups:
        key = mark("groups", said.about(*GROUPS))
        if key not in self._kept:
            self.made["groups"] += 1
            self._kept[key] = groups_of(
                self.house, said, models_of(self.house, said), people, self._run)
        found: Groups = self._kept[key]
        return found

    def _told(self, people: People, money: Money) -> list[Row]:
        data = self.house.data
        drawn = people.drawn[BENEFITS].yearly().values
        central = people.central[BENEFITS].yearly().values[0]
        beside = money.frames_drawn.amounts
        tables = {BENEFITS: drawn}
        tables |= {f"budget.{name}": money.drawn.saldo if name == "buig.saldo" else beside[name]
                   for name in AMOUNTS}
        rows: list[Row] = []
        for y, year in enumerate(data.years):
            for m, area in enumerate((*data.names, data.whole)):
                for name, values in tables.items():
                    own = values[:, y].sum(axis=1) if area == data.whole else values[:, y, m]
                    low, middle, high = np.quantile(own, [0.1, 0.5, 0.9])
                    rows += [(name, area, str(year), statistic, float(value)) for statistic, value
                             in (("gemiddelde", own.mean()), ("p10", low), ("p50", middle),
                                 ("p90", high))]
                here = central[y].sum() if area == data.whole else central[y, m]
                rows.append((BENEFITS, area, str(year), "verwacht", float(here)))
                for frame in FRAMES:
                    saldo = money.drawn.saldo if frame == "buig" else beside[f"{frame}.saldo"]
                    own = saldo[:, y].sum(axis=1) if area == data.whole else saldo[:, y, m]
                    rows.append((f"kans.binnen_budget.{frame}", area, str(year), "kans",
                                 float(np.mean(own >= 0))))
        return rows


def run_all(
    make: Callable[[], Batch], said: Sequence[tuple[str, Assumptions]], workers: int,
    tell: Callable[[str], None],
) -> dict[str, list[Row]]:
    """Return the figures of every variant, in the order given.

    Variants that share their people go to the same process, so that those are made once.

    Parameters
    ----------
    make : callable
        Makes the batch; asked once in every process, so it must be one that can be sent there.
    said : sequence of (name, Assumptions)
    workers : int
        Processes; the figures do not depend on it.
    tell : callable
    """
    alike: dict[str, list[tuple[str, Assumptions]]] = {}
    for name, one in said:
        alike.setdefault(mark("people", one.about(*PEOPLE)), []).append((name, one))
    found: dict[str, list[Row]] = {}
    if workers == 1 or len(alike) == 1:
        batch = make()
        for part in alike.values():
            tell(f"varianten: {len(found)} van {len(said)}…")
            found |= _part(batch, part)
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin,
                                 initargs=(make,)) as pool:
            for one_part in pool.map(_there, alike.values()):
                found |= one_part
                tell(f"varianten: {len(found)} van {len(said)}…")
    return {name: found[name] for name, _ in said}


#: The batch of a worker process: made once, not for every variant.
_OWN: list[Batch] = []


def _begin(make: Callable[[], Batch]) -> None:
    _OWN[:] = [make()]


def _there(said: Sequence[tuple[str, Assumptions]]) -> dict[str, list[Row]]:
    return _part(_OWN[0], said)


def _part(batch: Batch, said: Sequence[tuple[str, Assumptions]]) -> dict[str, list[Row]]:
    return {name: batch.rows(one) for name, one in said}
