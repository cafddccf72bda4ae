"""The desk against queues with a closed form, and against conservation per person."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forecast.flows.desk import ARRIVED, GAVE_UP, LEFT, STARTED, Capacity, Desk, Log

LAMBDA, MU, C = 3.0, 1.0, 4
HORIZON, WARM, RUNS = 400.0, 20.0, 24


def erlang_b(servers: int, load: float) -> float:
    """Blocking by the recursion B(c) = aB(c-1) / (c + aB(c-1)) (Erlang, 1917)."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Chance to wait: B / (1 - rho (1 - B))."""
    b = erlang_b(servers, load)
    return b / (1 - load / servers * (1 - b))


def erlang_a(servers: int, arrivals: float, service: float, tire: float) -> tuple[float, float]:
    """Chance to give up and mean queue of M/M/c+M, from its birth-death chain."""
    size = 400
    weight = np.zeros(size)
    for n in range(1, size):
        leave = min(n, servers) * service + max(n - servers, 0) * tire
        weight[n] = weight[n - 1] + math.log(arrivals / leave)
    chance = np.exp(weight - weight.max())
    chance /= chance.sum()
    queue = float((np.maximum(np.arange(size) - servers, 0) * chance).sum())
    return tire * queue / arrivals, queue


def one_run(seed: int, patience: float | None, capacity: float = C) -> tuple[Log, np.ndarray]:
    rng = np.random.default_rng(seed)
    ready = np.cumsum(rng.exponential(1 / LAMBDA, int(LAMBDA * HORIZON * 1.5)))
    stays = rng.exponential(1 / MU, ready.size)
    if patience is None:
        waits = np.full(ready.size, math.inf)
    elif patience == 0:
        waits = np.zeros(ready.size)
    else:
        waits = rng.exponential(patience, ready.size)
    desk = Desk(Capacity((0.0,), (capacity,)), HORIZON, lambda who, now: stays[who])
    desk.expect_all(ready, np.ones(ready.size), ready, waits)
    return desk.run(), ready


def interval(values: list[float]) -> tuple[float, float]:
    mean, half = np.mean(values), 3 * np.std(values, ddof=1) / math.sqrt(len(values))
    return mean - half, mean + half


def share_after_warm(log: Log, kind: int) -> float:
    """Return the part of those who came after the start to whom `kind` happened."""
    came, who = log.of(ARRIVED)
    late = who[(came > WARM) & (came < HORIZON - WARM)]
    return float(np.isin(late, log.of(kind)[1]).mean())


def waited(log: Log) -> np.ndarray:
    """Return how long each one who started had waited."""
    came = dict(zip(*reversed(log.of(ARRIVED)), strict=True))
    return np.array([time - came[who] for time, who in zip(*log.of(STARTED), strict=True)])


def test_nobody_waits_erlang_b():
    lost = [share_after_warm(one_run(i, 0)[0], GAVE_UP) for i in range(RUNS)]
    low, high = interval(lost)
    assert low < erlang_b(C, LAMBDA / MU) < high
    assert high - low < 0.04


def test_all_wait_erlang_c():
    late = [float((waited(one_run(100 + i, None)[0]) > 1e-12).mean()) for i in range(RUNS)]
    low, high = interval(late)
    assert low < erlang_c(C, LAMBDA / MU) < high
    assert high - low < 0.12


def test_the_mean_wait_is_that_of_erlang_c():
    means = [float(waited(one_run(200 + i, None)[0]).mean()) for i in range(RUNS)]
    low, high = interval(means)
    assert low < erlang_c(C, LAMBDA / MU) / (C * MU - LAMBDA) < high


@pytest.mark.parametrize("patience", [0.5, 2.0])
def test_the_impatient_erlang_a(patience):
    tired = [share_after_warm(one_run(300 + i, patience)[0], GAVE_UP) for i in range(RUNS)]
    low, high = interval(tired)
    assert low < erlang_a(C, LAMBDA, MU, 1 / patience)[0] < high


def test_littles_law_on_a_path():
    """The area under the number that waits is the sum of all waits, exactly, on one path."""
    log, _ = one_run(7, 2.0)
    change = np.select([log.kind == ARRIVED, log.kind == STARTED, log.kind == GAVE_UP],
                       [1, -1, -1], 0)
    length = np.diff(np.append(log.time, HORIZON))
    area = float((np.cumsum(change) * length).sum())
    came = dict(zip(*reversed(log.of(ARRIVED)), strict=True))
    gone = dict(zip(*reversed(log.of(STARTED)), strict=True))
    gone |= dict(zip(*reversed(log.of(GAVE_UP)), strict=True))
    waits = sum(gone.get(who, HORIZON) - at for who, at in came.items())
    assert area == pytest.approx(waits, rel=1e-12)
    assert waits > 10


def test_each_person_is_in_one_state_at_a_time():
    log, ready = one_run(11, 1.0)
    allowed = {None: {ARRIVED}, ARRIVED: {STARTED, GAVE_UP}, STARTED: {LEFT}}
    state: dict[int, int] = {}
    for kind, who in zip(log.kind.tolist(), log.who.tolist(), strict=True):
        assert kind in allowed[state.get(who)]
        state[who] = kind
    assert len(state) == (ready < HORIZON).sum()


def test_the_capacity_is_never_passed_and_nobody_is_put_out():
    stays = np.full(40, 5.0)
    desk = Desk(Capacity((0.0, 3.0, 6.0), (4.0, 1.0, 3.0)), 30.0, lambda who, now: stays[who])
    ready = np.linspace(0.1, 10, 40)
    desk.expect_all(ready, np.ones(40), ready, np.full(40, math.inf))
    log = desk.run()
    held = np.cumsum(np.select([log.kind == STARTED, log.kind == LEFT], [1, -1], 0))
    level = np.select([log.time < 3, log.time < 6], [4, 1], 3)
    starts = log.kind == STARTED
    assert (held[starts] <= level[starts]).all()
    assert held[log.time <= 5].max() == 4  # those inside at 3.0 keep their place
    assert held.min() >= 0


def test_the_earliest_date_goes_first_and_sizes_fill_the_hours():
    desk = Desk(Capacity((0.0, 5.0), (0.0, 58.0)), 10.0, lambda who, now: math.inf)
    ready, order = np.array([1.0, 2.0, 3.0]), np.array([3.0, 1.0, 2.0])
    desk.expect_all(ready, np.array([27.0, 31.0, 27.0]), order, np.full(3, math.inf))
    times, who = desk.run().of(STARTED)
    assert who.tolist() == [1, 2]  # 31 + 27 = 58 hours: the third has to wait
    assert times.tolist() == [5.0, 5.0]


def test_who_leaves_may_come_again():
    stays = {0: [2.0, 1.0]}
    desk = Desk(Capacity((0.0,), (1.0,)), 10.0, lambda who, now: stays[who].pop(0),
                lambda who, now: desk.expect(who, now + 3) if stays[who] else None)
    desk.hold(0)
    log = desk.run()
    assert log.kind.tolist() == [STARTED, LEFT, ARRIVED, STARTED, LEFT]
    assert log.time.tolist() == [0.0, 2.0, 5.0, 5.0, 6.0]


@pytest.mark.parametrize(
    ("times", "levels"),
    [((), ()), ((1.0,), (2.0,)), ((0.0, 0.0), (1.0, 2.0)), ((0.0,), (-1.0,)), ((0.0, 1.0), (1.0,))])
def test_a_capacity_that_cannot_be(times, levels):
    with pytest.raises(ValueError, match=r"times|levels"):
        Capacity(times, levels)
