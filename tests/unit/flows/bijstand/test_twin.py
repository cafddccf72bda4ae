"""The slow twin: three loops over draws, months and cells, on the same uniforms."""

from __future__ import annotations

import zlib

import numpy as np
from scipy.stats import binom, poisson

from forecast.chance import uniforms32
from forecast.flows.bijstand import neutral_drivers, simulate
from forecast.flows.bijstand.model import ADVANCE
from forecast.flows.luck import BLOCK

SEED, DRAWS = 17, 3


class _Slow:
    """The recursion as it is told in words, one person-count at a time."""

    def __init__(self, model, draw):
        self.model, self.draw = model, draw
        self.cells = model.combinations
        self.stock = model.opening[0].reshape(self.cells, 5).astype(int).tolist()
        self.month = model.opening_month.ordinal
        self.back_in = dict.fromkeys(range(40), 0)
        for t in range(12):
            u = self.uniform(f"bijstand.herinstroom.verleden.{t}", 48)
            for i, left in enumerate(self.past(t)):
                self.back_in[t] += self.take(u[i], *left)
        self.earners = int(model.part_time_opening[0])

    def past(self, t):
        """Yield who is left of each month of leavers, with the chance to return in month t."""
        if t == 0:
            self.pool = self.model.return_pool[0].astype(int).reshape(-1).tolist()
        lag = self.model.return_lag
        for i in range(48):
            reason, age = divmod(i, 12)
            chance = self.model.return_chance[0, reason]
            due = lag[t + age] if t + age < 12 else 0.0
            yield i, chance * due / (1 - chance * lag[age : t + age].sum())

    def take(self, u, i, share):
        found = self.quantile(u, self.pool[i], share)
        self.pool[i] -= found
        return found

    def uniform(self, name, rows):
        place = (zlib.crc32(b"Assen"), self.month, 0)
        return uniforms32(SEED, name, place, (rows, BLOCK))[:, self.draw].astype(float)

    @staticmethod
    def quantile(u, n, p):
        return int(binom.ppf(u, n, np.float32(p))) if n else 0

    def step(self, t):
        model = self.model
        self.month = model.months[t].ordinal
        season = model.season[model.months[t].month - 1]
        hazard = model.hazard[0].reshape(self.cells, 4) * season
        rates = np.column_stack([hazard, np.full(self.cells, model.aow[t, 0])]).astype("f4")
        total = rates.sum(axis=1)
        out, split = self.uniform("bijstand.uitstroom", 5 * self.cells), \
            self.uniform("bijstand.uitstroom.reden", 4 * self.cells)
        gone = [0] * 5
        for c in range(self.cells):
            leavers = 0
            for d in range(5):
                left = self.quantile(out[d * self.cells + c], self.stock[c][d], total[c])
                self.stock[c][d] -= left
                leavers += left
            order = [1, 2, 4, 3, 0]  # onderneming, onderwijs, aow, overig; werk takes the rest
            for j, reason in enumerate(order[:-1]):
                tail = np.float32(0)
                for later in order[j:][::-1]:
                    tail = rates[c, later] + tail
                go = self.quantile(split[j * self.cells + c], leavers, rates[c, reason] / tail)
                gone[reason] += go
                leavers -= go
            gone[0] += leavers
        back = sum(self.quantile(u, n, p) for u, n, p in zip(
            self.uniform("bijstand.herinstroom", 4), gone, model.return_chance[0], strict=False))
        edges = model.return_lag.cumsum()[:-1]
        for u in self.uniform("bijstand.herinstroom.maand", back):
            self.back_in[t + 1 + int((edges <= u).sum())] += 1
        move = self.uniform("bijstand.duur", 4 * self.cells)
        for c in range(self.cells):
            moved = [self.quantile(move[d * self.cells + c], self.stock[c][d], ADVANCE[d])
                     for d in range(4)]
            for d in range(4):
                self.stock[c][d] -= moved[d]
                self.stock[c][d + 1] += moved[d]
        new, status = self.arrive(t)
        edges = model.mix_return[0].reshape(-1).cumsum()[:-1]
        again = self.back_in[t]
        for u in self.uniform("bijstand.herinstroom.plaats", again):
            self.stock[int((edges <= u).sum())][0] += 1
        persons = sum(map(sum, self.stock))
        first, second = self.uniform("bijstand.deeltijd", 2)
        start = self.quantile(first, max(persons - self.earners, 0), model.part_time_new[0])
        end = self.quantile(second, self.earners, model.part_time_end[0])
        self.earners = min(self.earners - end + start, persons)
        return [persons, *gone, new, status, again, self.earners]

    def arrive(self, t):
        model, plan = self.model, []
        for share in model.new_by_reason[0]:
            for c, mix in enumerate(model.mix_new[0].reshape(-1)):
                plan.append((0, c, share * mix * model.inflow_new[t, 0]))
        for c, mix in enumerate(model.mix_status[0].reshape(-1)):
            plan.append((1, c, mix * model.inflow_status[t, 0]))
        plan = [row for row in plan if row[2] > 0]
        total = [0, 0]
        for u, (kind, c, mean) in zip(self.uniform("bijstand.instroom", len(plan)), plan,
                                      strict=True):
            came = int(poisson.ppf(u, np.float32(mean)))
            self.stock[c][0] += came
            total[kind] += came
        return total


def test_the_engine_equals_its_slow_twin(make_model):
    model = make_model(("Assen",), 14, 350)
    found = simulate(model, neutral_drivers(), SEED, DRAWS)
    names = ("stand", "uitstroom.werk", "uitstroom.onderneming", "uitstroom.onderwijs",
             "uitstroom.overig", "uitstroom.aow", "instroom.nieuw", "instroom.statushouders",
             "instroom.herinstroom", "deeltijd.stand")
    for draw in range(DRAWS):
        slow = _Slow(model, draw)
        for t in range(14):
            fast = [int(found[f"bijstand.{name}"].values[draw, t, 0]) for name in names]
            assert slow.step(t) == fast, f"draw {draw}, month {t}"
