"""The other twin: every person on a clock, with a duration of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import simpy

from forecast.flows.bijstand import neutral_drivers, simulate

MONTHS, REPEATS = 18, 60


def _person(env, rng, leave, stay_away, back, log):
    """Live: in benefit until an exit, perhaps away for some months, then in benefit again."""
    while True:
        months = int(rng.geometric(leave)) if leave > 0 else MONTHS + 1
        if env.now + months > MONTHS:
            yield env.timeout(MONTHS)
            return
        yield env.timeout(months)
        log["uit"][int(env.now) - 1] += 1
        if rng.random() >= back:
            return
        yield env.timeout(int(rng.choice(12, p=stay_away)) + 1)
        if env.now > MONTHS:
            return
        log["in"][int(env.now) - 1] += 1


def _arrivals(env, rng, rate, leave, stay_away, back, log):
    while True:
        yield env.timeout(1)
        for _ in range(rng.poisson(rate)):
            log["in"][int(env.now) - 1] += 1
            env.process(_person(env, rng, leave, stay_away, back, log))


def test_persons_on_a_clock_agree_with_the_cohort(make_plain):
    hazard, rate, back, people = 0.06, 8.0, 0.3, 120
    lag = 0.9 ** np.arange(12)
    lag /= lag.sum()
    model = replace(make_plain(hazard, people, rate, MONTHS), return_lag=lag,
                    return_chance=np.full((1, 4), back))
    draws = 2000
    found = simulate(model, neutral_drivers(), 13, draws)["bijstand.stand"].values[:, :, 0]
    stocks = []
    for repeat in range(REPEATS):
        env, rng = simpy.Environment(), np.random.default_rng((41, repeat))
        log = {"in": np.zeros(MONTHS + 1), "uit": np.zeros(MONTHS + 1)}
        for _ in range(people):
            env.process(_person(env, rng, hazard, lag, back, log))
        env.process(_arrivals(env, rng, rate, hazard, lag, back, log))
        env.run(until=MONTHS + 0.5)
        stocks.append(people + np.cumsum(log["in"] - log["uit"])[:MONTHS])
    persons = np.array(stocks)
    error = np.sqrt(persons.var(axis=0, ddof=1) / REPEATS + found.var(axis=0, ddof=1) / draws)
    z = (persons.mean(axis=0) - found.mean(axis=0)) / error
    assert np.abs(z).max() < 3.7
    ratio = persons.std(axis=0)[-1] / found.std(axis=0)[-1]
    assert 0.7 < ratio < 1.35
