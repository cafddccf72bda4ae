"""The same route as persons on a clock: a conversation is a place at a desk.

People come to wait at the start of a month, and the desk opens once in it, so that a month hands
out its conversations by date: who was last spoken with longest ago goes first, who never was
before all. Nobody leaves and nobody has an activity: only conversations move people.
"""

from __future__ import annotations

import numpy as np
import pytest

from forecast.flows.desk import STARTED, Capacity, Desk
from forecast.flows.meedoen import expected, simulate
from forecast.flows.meedoen.model import FRESH, WITHOUT

NEVER, SOON, LONG = -1000.0, 9, 12
OPENS, CLOSES, STAY = 0.5, 0.75, 0.3


class Route:
    """Persons with the month of their last conversation; those who do not turn up come again."""

    def __init__(self, unseen, ages, slots, horizon, reach, rng):
        self._last = dict.fromkeys(range(unseen), NEVER)
        self._last |= {unseen + i: -1.0 - age for i, age in enumerate(ages)}
        self._reach, self._rng, self._horizon = reach, rng, horizon
        self.spoken: list[tuple[int, int]] = []
        times = np.add.outer(np.arange(horizon), [OPENS, CLOSES]).ravel()
        levels = np.tile([float(slots), 0.0], horizon)
        capacity = Capacity((0.0, *times.tolist()), (0.0, *levels.tolist()))
        self._desk = Desk(capacity, horizon, lambda who, now: STAY, self._done)

    def _done(self, who, now):
        held = int(now)
        if self._rng.random() < self._reach:
            self._last[who] = held
            self.spoken.append((held, who))
            self._desk.expect(who, held + SOON, order=float(held))
        else:
            self._desk.expect(who, held + 1, order=self._last[who])

    def live(self):
        """Return conversations held and people in view, per month."""
        first = dict(self._last)
        for who, last in first.items():
            ready = 0.0 if last == NEVER else max(last + SOON, 0.0)
            self._desk.expect(who, ready, order=last)
        times, _ = self._desk.run().of(STARTED)
        assert len(times) >= len(self.spoken)
        held = np.bincount([t for t, _ in self.spoken], minlength=self._horizon)
        last = np.array([first[who] for who in sorted(first)])
        seen = np.zeros(self._horizon, dtype=int)
        for t in range(self._horizon):
            for when, who in self.spoken:
                if when == t:
                    last[who] = t
            seen[t] = (t - last <= LONG).sum()
        return held, seen


def ages_of(model):
    counts = model.opening[0, WITHOUT, FRESH:].astype(int)
    return np.repeat(np.arange(counts.size), counts)


@pytest.mark.parametrize(("unseen", "seen", "slots"), [
    (400, 0, 50), (120, 260, 40), (120, 260, 25), (0, 300, 20), (90, 200, 200)])
def test_persons_on_a_clock_are_spoken_with_in_the_same_months(make, unseen, seen, slots):
    horizon = 36
    model, route, said = make(((unseen, seen, 0),), horizon, coaches=1, period=LONG, again=SOON,
                              contacten_per_coach=slots)
    twin = Route(unseen, ages_of(model), slots, horizon, 1.1, np.random.default_rng(1))
    held, in_view = twin.live()
    drawn = simulate(model, said, np.repeat(route, 3, axis=0), 1, 3)
    for found in (expected(model, route), drawn):
        assert np.abs(found["meedoen.contacten"].values[:, :, 0] - held).max() < 1e-6
        assert np.abs(found["meedoen.in_beeld"].values[:, 1:, 0] - in_view).max() < 1e-6


def test_with_people_who_do_not_turn_up_the_means_are_the_same(make):
    """Which of those invited is missed is chance in both; 60 runs against 1,000 draws."""
    horizon, runs, draws = 18, 60, 1000
    model, route, said = make(((150, 120, 0),), horizon, coaches=1, period=LONG, again=SOON,
                              contacten_per_coach=30, bereik=0.7)
    lived = [Route(150, ages_of(model), 30, horizon, 0.7, np.random.default_rng(i)).live()
             for i in range(runs)]
    drawn = simulate(model, said, np.repeat(route, draws, axis=0), 1, draws)
    for rank, name, cut in ((0, "contacten", slice(None)), (1, "in_beeld", slice(1, None))):
        own = np.array([run[rank] for run in lived], dtype=float)
        ours = drawn[f"meedoen.{name}"].values[:, cut, 0]
        error = np.sqrt(own.var(axis=0, ddof=1) / runs + ours.var(axis=0, ddof=1) / draws)
        z = (own.mean(axis=0) - ours.mean(axis=0)) / np.maximum(error, 1e-3)
        assert np.abs(z).max() < 4, name
