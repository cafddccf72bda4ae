"""The people of the groups as a plain simpy model: a process for every person.

The way a textbook builds it, with the same groups, capacities and rates as the shipped data set,
so that the time of ours can be set beside it. It draws its own numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import simpy

MONTHS = 48
WSW, OUTSIDE, EMPLOYERS = 657, 250, 275
BESCHUT_AT_WORK, BESCHUT_PLACES = (24, 3, 6), (43, 6, 11)
REGISTER, JOBS = 450, 140
HOLDERS, ROUTE, UNSEEN, CONTACTS = 400, 1295, 400, 100


def one_replication(seed: int) -> dict[str, int]:
    """Live through four years once; return how many are where at the end."""
    clock, luck = simpy.Environment(), random.Random(seed)
    count = dict.fromkeys(("wsw", "buiten", "beschut", "banen", "aan_het_werk", "gesprekken"), 0)
    employers = simpy.Resource(clock, EMPLOYERS)
    for i in range(WSW):
        clock.process(_wsw(clock, luck, employers, count, i < OUTSIDE))
    for held, places in zip(BESCHUT_AT_WORK, BESCHUT_PLACES, strict=True):
        desk = simpy.PriorityResource(clock, places)
        for _ in range(held):
            clock.process(_beschut(clock, luck, desk, count))
        clock.process(_advice(clock, luck, desk, count, 0.5 * places / 20))
    for i in range(REGISTER):
        clock.process(_register(clock, luck, count, i < JOBS))
    if REGISTER:
        clock.process(_school_leavers(clock, luck, count))
    for _ in range(HOLDERS):
        clock.process(_holder(clock, luck, count))
    if HOLDERS:
        clock.process(_housing(clock, luck, count))
    coaches = simpy.Resource(clock, 3)
    for i in range(ROUTE):
        clock.process(_route(clock, luck, coaches, count, i < UNSEEN))
    clock.run(until=MONTHS)
    return count


def _wsw(clock, luck, employers, count, outside) -> Iterator[simpy.Event]:
    leave = luck.expovariate(0.06 / 12)
    count["wsw"] += 1
    while clock.now < leave:
        if outside:
            with employers.request() as place:
                found = yield place | clock.timeout(max(leave - clock.now, 0))
                if place not in found:
                    break
                count["buiten"] += 1
                back = clock.now + luck.expovariate(0.03 / 12)
                yield clock.timeout(max(min(back, leave) - clock.now, 0))
                count["buiten"] -= 1
            outside = False
        else:
            ready = clock.now + luck.expovariate(0.07 / 12)
            yield clock.timeout(max(min(ready, leave) - clock.now, 0))
            outside = ready < leave
    count["wsw"] -= 1


def _advice(clock, luck, desk, count, rate) -> Iterator[simpy.Event]:
    while True:
        yield clock.timeout(luck.expovariate(rate))
        clock.process(_beschut(clock, luck, desk, count))


def _beschut(clock, luck, desk, count) -> Iterator[simpy.Event]:
    with desk.request(priority=clock.now) as place:
        found = yield place | clock.timeout(luck.expovariate(0.1 / 12))
        if place in found:
            count["beschut"] += 1
            yield clock.timeout(luck.expovariate(0.12 / 12))
            count["beschut"] -= 1


def _school_leavers(clock, luck, count) -> Iterator[simpy.Event]:
    while True:
        yield clock.timeout(luck.expovariate(7.0))
        clock.process(_register(clock, luck, count, False))


def _register(clock, luck, count, working) -> Iterator[simpy.Event]:
    count["banen"] += working
    while True:
        yield clock.timeout(luck.expovariate(0.05 / 3))
        count["banen"] += -1 if working else 1
        working = not working


def _housing(clock, luck, count) -> Iterator[simpy.Event]:
    while True:
        yield clock.timeout(luck.expovariate(4.0))
        clock.process(_holder(clock, luck, count))


def _holder(clock, luck, count) -> Iterator[simpy.Event]:
    while True:
        yield clock.timeout(luck.expovariate(0.1 / 12))
        count["aan_het_werk"] += 1
        yield clock.timeout(luck.expovariate(0.25 / 12))
        count["aan_het_werk"] -= 1


def _route(clock, luck, coaches, count, unseen) -> Iterator[simpy.Event]:
    if not unseen:
        yield clock.timeout(luck.uniform(0, 12))
    while True:
        with coaches.request() as coach:
            yield coach
            yield clock.timeout(3 / CONTACTS)
        count["gesprekken"] += 1
        yield clock.timeout(12)
