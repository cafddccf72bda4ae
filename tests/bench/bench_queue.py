"""Our desk beside simpy's own resource and Ciw, on one queue with a known answer.

    python3 -m venv /tmp/bench && /tmp/bench/bin/python -m pip install -e . ciw==3.2.5
    /tmp/bench/bin/python tests/bench/bench_queue.py                # under a minute

M/M/4, 3 arrivals and 1 service a unit of time, 24 replications of 2,000 units. CPU seconds of one
process, one run; the mean wait of each stands beside Erlang C.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable

import ciw
import numpy as np
import simpy

from forecast.flows.desk import ARRIVED, STARTED, Capacity, Desk

ARRIVALS, SERVICE, SERVERS, HORIZON, RUNS = 3.0, 1.0, 4, 2000.0, 24


def erlang_c_wait() -> float:
    """Return the mean wait in the long run."""
    load, blocked = ARRIVALS / SERVICE, 1.0
    for n in range(1, SERVERS + 1):
        blocked = load * blocked / (n + load * blocked)
    wait = blocked / (1 - load / SERVERS * (1 - blocked))
    return wait / (SERVERS * SERVICE - ARRIVALS)


def ours(seed: int) -> float:
    rng = np.random.default_rng(seed)
    ready = np.cumsum(rng.exponential(1 / ARRIVALS, int(ARRIVALS * HORIZON * 1.2)))
    stays = rng.exponential(1 / SERVICE, ready.size)
    desk = Desk(Capacity((0.0,), (float(SERVERS),)), HORIZON, lambda who, now: stays[who])
    desk.expect_all(ready, np.ones(ready.size), ready, np.full(ready.size, math.inf))
    log = desk.run()
    came, who = log.of(ARRIVED)
    begun, started = log.of(STARTED)
    at = dict(zip(who.tolist(), came.tolist(), strict=True))
    return float(np.mean([b - at[w] for b, w in zip(begun.tolist(), started.tolist(),
                                                     strict=True)]))


def plain(seed: int) -> float:
    clock, luck, waits = simpy.Environment(), random.Random(seed), []
    desk = simpy.Resource(clock, SERVERS)

    def person():
        came = clock.now
        with desk.request() as place:
            yield place
            waits.append(clock.now - came)
            yield clock.timeout(luck.expovariate(SERVICE))

    def arrivals():
        while True:
            yield clock.timeout(luck.expovariate(ARRIVALS))
            clock.process(person())

    clock.process(arrivals())
    clock.run(until=HORIZON)
    return float(np.mean(waits))


def with_ciw(seed: int) -> float:
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=ARRIVALS)],
        service_distributions=[ciw.dists.Exponential(rate=SERVICE)],
        number_of_servers=[SERVERS])
    run = ciw.Simulation(network)
    run.simulate_until_max_time(HORIZON)
    return float(np.mean([record.waiting_time for record in run.get_all_records()]))


def timed(name: str, one: Callable[[int], float]) -> float:
    start = time.process_time()
    waits = np.array([one(seed) for seed in range(RUNS)])
    taken = time.process_time() - start
    half = 3 * waits.std(ddof=1) / np.sqrt(RUNS)
    print(f"{name:16} {taken:6.2f} s   mean wait {waits.mean():.4f} ± {half:.4f}")
    return taken


if __name__ == "__main__":
    print(f"Erlang C                    mean wait {erlang_c_wait():.4f}")
    desk = timed("desk", ours)
    for name, one in (("simpy.Resource", plain), ("Ciw", with_ciw)):
        print(f"    {timed(name, one) / desk:5.1f} x")
