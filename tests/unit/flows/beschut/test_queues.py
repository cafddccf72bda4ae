"""Arrivals, stays and bookkeeping together against queues with a closed form."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forecast.flows.beschut import expected, simulate

ARRIVALS, LEAVE, PLACES = 0.75, 0.25, 4  # per month: a load of 3 on four places
MONTHS, WARM, DRAWS = 240, 80, 160
YEARLY_LEAVE = -math.expm1(-12 * LEAVE)


def erlang_b(servers, load):
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers, load):
    b = erlang_b(servers, load)
    return b / (1 - load / servers * (1 - b))


def erlang_a(servers, arrivals, service, tire):
    """Chance to give up and mean queue of M/M/c+M, from its birth-death chain."""
    weight = np.zeros(400)
    for n in range(1, weight.size):
        leave = min(n, servers) * service + max(n - servers, 0) * tire
        weight[n] = weight[n - 1] + math.log(arrivals / leave)
    chance = np.exp(weight - weight.max())
    chance /= chance.sum()
    queue = float((np.maximum(np.arange(weight.size) - servers, 0) * chance).sum())
    return tire * queue / arrivals, queue


@pytest.fixture(scope="module")
def run(saying, modelled):
    def made(tire_yearly, seed):
        said = saying(adviezen=12 * ARRIVALS, uitval_jaar=YEARLY_LEAVE, afhaken_jaar=tire_yearly)
        found = simulate(modelled(said, MONTHS, plan=float(PLACES)), said, seed, DRAWS)
        return {name.removeprefix("beschut."): e.values[:, -(MONTHS - WARM):, 0]
                for name, e in found.items()}

    return made


def z_of(part, whole, share):
    """Return the z-score of part - share × whole, of which the mean should be nought."""
    off = part.sum(axis=1) - share * whole.sum(axis=1)
    return abs(off.mean()) / (off.std(ddof=1) / math.sqrt(off.size))


def test_nobody_waits_erlang_b(run):
    found, lost = run(1.0, 1), erlang_b(PLACES, ARRIVALS / LEAVE)
    assert found["wachtend"].sum() == 0
    assert z_of(found["afgehaakt"], found["kandidaten"], lost) < 3.5
    assert z_of(found["afgehaakt"], found["kandidaten"], 1.25 * lost) > 4


def test_all_wait_erlang_c(run):
    found = run(0.0, 2)
    wait = erlang_c(PLACES, ARRIVALS / LEAVE) / (PLACES * LEAVE - ARRIVALS)
    assert found["afgehaakt"].sum() == 0
    assert z_of(found["wachtmaanden"], found["gestart"], wait) < 3.5
    assert z_of(found["wachtmaanden"], found["gestart"], 1.5 * wait) > 4


def test_littles_law_from_the_monthly_figures(run):
    """In the long run the month-ends of who waits add up to the months that starters waited."""
    found = run(0.0, 3)
    assert z_of(found["wachtend"], found["wachtmaanden"], 1.0) < 3.5
    assert found["wachtend"].sum() == pytest.approx(found["wachtmaanden"].sum(), rel=0.03)


@pytest.mark.parametrize("tire", [0.1, 0.5])
def test_the_impatient_erlang_a(run, tire):
    found = run(-math.expm1(-12 * tire), 4)
    gives_up, queue = erlang_a(PLACES, ARRIVALS, LEAVE, tire)
    assert z_of(found["afgehaakt"], found["kandidaten"], gives_up) < 3.5
    assert z_of(found["wachtend.gereed"], np.ones_like(found["wachtend"]), queue) < 3.5


def test_unlimited_places_tend_to_arrivals_over_leaving(saying, modelled):
    """M/M/infinity: mean and variance of who is at work are both arrivals / leave."""
    said = saying(adviezen=12 * ARRIVALS, uitval_jaar=YEARLY_LEAVE)
    found = simulate(modelled(said, 60), said, 5, 1000)["beschut.personen"].values[:, -1, 0]
    load = ARRIVALS / LEAVE
    assert abs(found.mean() - load) < 3.5 * math.sqrt(load / found.size)
    assert found.var() == pytest.approx(load, rel=0.2)


def test_the_fluid_tends_to_what_is_open_and_the_surplus_gives_up(saying, modelled):
    said = saying(adviezen=24.0, uitval_jaar=YEARLY_LEAVE, afhaken_jaar=-math.expm1(-12 * 0.5))
    found = expected(modelled(said, 120, plan=4.0))
    last = {name: e.values[0, -1, 0] for name, e in found.items()}
    assert last["beschut.personen"] == pytest.approx(4)
    assert last["beschut.gestart"] == pytest.approx(4 * LEAVE)
    assert last["beschut.afgehaakt"] == pytest.approx(2 - 4 * LEAVE)
    assert last["beschut.wachtend.gereed"] == pytest.approx((2 - 4 * LEAVE) / 0.5, rel=0.03)
