"""Speed of the bijstand engine, as ratios within one run. Not part of the suite.

    .venv/bin/python tests/bench/bench_bijstand.py            # the small cases and the ratios
    .venv/bin/python tests/bench/bench_bijstand.py --large    # 342 municipalities as well

CPU seconds of one process; the memory of each case is that of a process of its own.
"""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd

from forecast.flows.bijstand import BijstandModel, neutral_drivers, simulate, stream
from forecast.flows.bijstand.cohort import Cohort
from forecast.flows.bijstand.composition import steady_durations, whole_numbers

MONTHS = 60
TYPE_HAZARD = np.array([0.24, 0.076, 0.0115])
REASONS = np.array([0.53, 0.03, 0.05, 0.39])
TYPES_IN_STOCK = np.array([0.015, 0.13, 0.855])
ROUTES = np.array([0.42, 0.46, 0.07, 0.05])
GROUPS = np.array([0.13, 0.87])


def model_of(persons: list[int]) -> BijstandModel:
    """Return a model with the shape of a real one and these numbers of people."""
    m, t = len(persons), MONTHS
    weight = ROUTES[:, None, None] * TYPES_IN_STOCK[:, None] * GROUPS
    durations = steady_durations(TYPE_HAZARD)[:, None]
    opening = np.stack([whole_numbers(n * weight[..., None] * durations) for n in persons])
    hazard = np.broadcast_to(TYPE_HAZARD[:, None, None] * REASONS, (m, 4, 3, 2, 4)).copy()
    mix = weight * TYPE_HAZARD[:, None]

    def only(kept: np.ndarray) -> np.ndarray:
        found = mix * kept
        return np.repeat((found / found.sum())[None], m, axis=0)

    lag = 0.9 ** np.arange(12)
    size = np.array(persons, dtype=float)
    return BijstandModel(
        municipalities=tuple(f"Gemeente {i}" for i in range(m)),
        months=pd.period_range("2020-01", periods=t, freq="M"), types=("snel", "midden", "traag"),
        opening=opening, hazard=hazard, season=np.ones((12, 4)), levers=np.ones((t, m, 4)),
        aow=np.full((t, m), 0.0018), inflow_new=np.tile(0.0135 * size, (t, 1)),
        inflow_status=np.tile(0.0015 * size, (t, 1)), mix_new=only(np.array([0.0, 1.0])),
        mix_return=only(np.ones(2)), mix_status=only(np.array([1.0, 0.0])),
        new_by_reason=np.tile([0.22, 0.23, 0.55], (m, 1)),
        return_chance=np.tile([0.2, 0.2, 0.2, 0.38], (m, 1)), return_lag=lag / lag.sum(),
        return_pool=np.round(np.tile(REASONS[:, None] * 0.022, (m, 1, 12)) * size[:, None, None]),
        part_time_new=np.full(m, 0.0065), part_time_end=np.full(m, 0.075),
        part_time_opening=np.round(0.08 * size),
        persons_per_benefit=np.tile([1.4286, 1.143], (m, 1)))


class Library:
    """The same recursion with numpy's own binomial, Poisson and multinomial."""

    dtype = np.float64

    def __init__(self, seed: int) -> None:
        self._rng = np.random.Generator(np.random.SFC64(seed))

    def at(self, month: int) -> None:
        """Do nothing: one stream for all."""

    def whole(self, name, expected):
        return np.floor(expected + self._rng.random(expected.shape))

    def arrivals(self, name, expected):
        return self._rng.poisson(expected).astype(float)

    def part(self, name, count, share):
        return self._rng.binomial(count.astype(np.int64), share).astype(float)

    def reasons(self, name, leavers, rates):
        left, found = leavers.astype(np.int64), []
        tail = np.cumsum(rates[::-1], axis=0)[::-1]
        for rate, over in zip(rates[:-1], tail[:-1], strict=True):
            share = np.divide(rate, over, out=np.zeros_like(over), where=over > 0)
            go = self._rng.binomial(left, np.minimum(share, 1))
            found.append(go.sum(axis=0))
            left = left - go
        return np.array([*found, left.sum(axis=0)], dtype=float)

    def spread(self, name, count, shares):
        return self._rng.multinomial(count.astype(np.int64), shares).T.astype(float)


def library(model: BijstandModel, draws: int) -> float:
    """Live through all months with numpy's counts; return the mean stock."""
    found = []
    for place in range(len(model.municipalities)):
        local = neutral_drivers().of(place, slice(0, draws), np.float64)
        cohort = Cohort(model, place, local, Library(place))
        for t in range(MONTHS):
            stock = cohort.step(t)["stand"]
        found.append(stock.mean())
    return float(sum(found))


def loop(model: BijstandModel, draws: int) -> None:
    """Live through all months, draw by draw."""
    for _ in range(draws):
        library(model, 1)


def seconds(work) -> float:
    """Return the CPU seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _draws(persons: list[int], draws: int) -> tuple[float, float]:
    model = model_of(persons)
    cpu = seconds(lambda: simulate(model, neutral_drivers(), 1, draws))
    return cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(engine, persons: list[int], draws: int) -> tuple[float, float]:
    model = model_of(persons)
    return seconds(lambda: engine(model, draws)), 0.0


def _stream(persons: list[int], draws: int) -> tuple[float, float]:
    """Stream and keep per municipality only quantiles of the stock."""
    model = model_of(persons)

    def work() -> None:
        kept = {}
        for name, found in stream(model, neutral_drivers(), 1, draws):
            kept[name] = np.quantile(found["bijstand.stand"], [0.1, 0.5, 0.9], axis=0)

    cpu = seconds(work)
    return cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(work, *arguments) -> tuple[float, float]:
    """Return CPU seconds and peak MB of work in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def main() -> None:
    """Print every case with its limit."""
    three = [1990, 371, 434]
    full, memory = apart(_draws, three, 10_000)
    print(f"3 x 60 x 10.000: {full:.1f} s (<= 35, doel 20), {memory:.0f} MB (<= 250)")
    vector, _ = apart(_timed, library, three, 10_000)
    print(f"  Generator.binomial, dezelfde stappen: {vector:.1f} s = {vector / full:.2f}x (>= 2.5)")
    looped = apart(_timed, loop, three, 12)[0] / 12 * 10_000
    print(f"  numpy in een lus per trekking: {looped:.0f} s = {looped / full:.0f}x (>= 9)")
    # the least of three: on a busy machine the others measure the neighbours
    ours, eight, more = (min(apart(_draws, persons, draws)[0] for _ in range(3))
                         for persons, draws in ((three, 2000), (three, 16_000), (three * 8, 2000)))
    print(f"8x de trekkingen: {eight / ours:.2f}x de tijd (<= 8.5)")
    print(f"8x de gemeenten: {more / ours:.2f}x de tijd (<= 8.5)")
    if "--large" in sys.argv:
        sizes = np.random.default_rng(1).lognormal(5.9, 1.25, 342)
        persons = np.round(sizes / sizes.sum() * 415_000).astype(int).tolist()
        cpu, memory = apart(_stream, persons, 1000)
        print(f"342 x 60 x 1.000: {cpu:.0f} s (<= 400, doel 230), {memory:.0f} MB (<= 300)")


if __name__ == "__main__":
    main()
