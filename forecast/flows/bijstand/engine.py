"""Running the recursion: the expected path, or thousands of draws over processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.bijstand.cohort import Cohort, Local
from forecast.flows.bijstand.drivers import Drivers
from forecast.flows.bijstand.model import BijstandModel
from forecast.flows.bijstand.results import OPENING, PREFIX, Board, complete
from forecast.flows.luck import BLOCK, Chance, Expectation, Luck

Array = NDArray[Any]

#: Just under the 32 MB up to which glibc's threshold follows what is freed; never touched.
_SEEN = 31 << 20
#: Blocks of draws that are lived through together.
_TOGETHER = 2


def expected(model: BijstandModel, drivers: Drivers) -> dict[str, Ensemble]:
    """Return the expectation of every variable for each draw of the drivers.

    Parameters
    ----------
    model : BijstandModel
    drivers : Drivers
        With one draw: the central path.

    Returns
    -------
    dict of str to Ensemble
        ``bijstand.*``, (draws, months, municipalities), fractions.
    """
    board = Board(model, drivers.draws, np.float64)
    for place in range(len(model.municipalities)):
        for part in _blocks(drivers.draws):
            local = drivers.of(place, part, np.float64)
            board.put(place, part, _live(model, place, local, Expectation(), np.float64))
    return board.close()


def simulate(
    model: BijstandModel, drivers: Drivers, seed: int, draws: int, workers: int = 1
) -> dict[str, Ensemble]:
    """Return whole-number outcomes of every draw.

    Parameters
    ----------
    model : BijstandModel
    drivers : Drivers
        With `draws` draws, or one that holds for all.
    seed, draws : int
        Draw i of a seed is the same whatever the number of draws.
    workers : int
        Processes; they change the time, never the outcome.

    Returns
    -------
    dict of str to Ensemble
        As `expected`; counts in ``int32``.

    Raises
    ------
    ValueError
        When the drivers hold another number of draws.
    """
    board = Board(model, draws, np.int32)
    for place, part, found in _run(model, drivers, seed, draws, workers):
        board.put(place, part, found)
        del found  # or it would stay in memory while the next block is lived through
    return board.close()


def stream(
    model: BijstandModel, drivers: Drivers, seed: int, draws: int, workers: int = 1
) -> Iterator[tuple[str, dict[str, Array]]]:
    """Yield the outcomes of one municipality at a time, for runs too large to hold.

    Yields
    ------
    tuple of str and dict
        The municipality, and per variable (``bijstand.*``) whole numbers, (draws, months).
    """
    gathered: list[dict[str, Array]] = []
    last = _blocks(draws)[-1]
    for place, part, found in _run(model, drivers, seed, draws, workers):
        gathered.append(complete(model, place, found))
        if part == last:
            months = (len(model.months), draws)
            whole = {}
            for name in gathered[0]:
                joined = np.concatenate([block[name] for block in gathered], axis=1)
                values = np.zeros(months, joined.dtype)
                values[: joined.shape[0]] = joined
                whole[PREFIX + name] = values.T
            yield model.municipalities[place], whole
            gathered = []


@dataclass(frozen=True)
class _Task:
    """One municipality in one block of draws: all that a process needs to know."""

    model: BijstandModel
    local: Local
    seed: int
    block: int
    draws: int


def _run(
    model: BijstandModel, drivers: Drivers, seed: int, draws: int, workers: int
) -> Iterator[tuple[int, slice, dict[str, Array]]]:
    if drivers.draws not in (1, draws):
        raise ValueError(f"drivers hold {drivers.draws} draws, wanted {draws} or 1")
    places = [(place, block, part) for place in range(len(model.municipalities))
              for part in _blocks(draws) for block in [part.start // BLOCK]]

    def task(place: int, block: int, part: slice) -> _Task:
        local = drivers.of(place, part, np.float32)
        return _Task(model.only(place), local, seed, block, part.stop - part.start)

    if workers == 1:
        for place, block, part in places:
            yield place, part, _simulate(task(place, block, part))
        return
    # A window of tasks: results come back in order, and no queue of them fills the memory.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[int, slice, Future[dict[str, Array]]]] = deque()
        for place, block, part in places:
            waiting.append((place, part, pool.submit(_simulate, task(place, block, part))))
            if len(waiting) > 2 * workers:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def _next(
    waiting: deque[tuple[int, slice, Future[dict[str, Array]]]]
) -> tuple[int, slice, dict[str, Array]]:
    place, part, future = waiting.popleft()
    return place, part, future.result()


def _simulate(task: _Task) -> dict[str, Array]:
    _hold_pages()
    luck = Chance(task.seed, task.model.municipalities[0], task.block, task.draws)
    return _live(task.model, 0, task.local, luck, np.int32)


def _hold_pages() -> None:
    """Let the C library keep the pages of a month's arrays for the next month.

    glibc gives blocks back to the system until it has seen a larger one freed (mallopt(3),
    M_MMAP_THRESHOLD); the page faults cost a third of the time. Elsewhere this does nothing.
    """
    np.empty(_SEEN, dtype=np.uint8)


def _live(
    model: BijstandModel, place: int, local: Local, luck: Luck, kept: type[np.generic]
) -> dict[str, Array]:
    cohort = Cohort(model, place, local, luck)
    opening = cohort.persons() - model.opening[place].sum()
    found: dict[str, Array] = {}
    for t in range(len(model.months)):
        for name, values in cohort.step(t).items():
            if t == 0:
                found[name] = np.empty((len(model.months), values.size), kept)
            found[name][t] = values
    # Only the first month corrects the published stock to the draw's own opening.
    return {**found, OPENING: opening[None].astype(kept)}


def _blocks(draws: int) -> list[slice]:
    size = _TOGETHER * BLOCK
    return [slice(i, min(i + size, draws)) for i in range(0, draws, size)]
