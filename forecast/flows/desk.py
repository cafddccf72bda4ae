"""People on a clock: who waits for a place, takes it, and gives it back.

The one module where simpy lives. A desk hands out a capacity (places, hours, conversations) that
changes on given dates; the earliest date goes first; nobody is ever put out of a place. Only next
events are scheduled, by callbacks on timeouts, and nothing beyond the horizon (Law, Simulation
Modeling and Analysis, 5th ed., section 1.3: next-event time advance).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: What happened, in the log of a desk.
ARRIVED, STARTED, LEFT, GAVE_UP = range(4)
#: Hours are fractions: a place is free when it is free but for this.
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Capacity:
    """A capacity over time: `levels[i]` from `times[i]` on; `times[0]` is 0.

    Raises
    ------
    ValueError
        When the times do not begin at 0 or do not rise, or a level is negative.
    """

    times: tuple[float, ...]
    levels: tuple[float, ...]

    def __post_init__(self) -> None:
        steady = all(a < b for a, b in zip(self.times, self.times[1:], strict=False))
        if not self.times or self.times[0] != 0 or not steady:
            raise ValueError(f"times {self.times} must begin at 0 and rise")
        if len(self.levels) != len(self.times) or min(self.levels) < 0:
            raise ValueError(f"levels {self.levels} do not fit {len(self.times)} times")


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that happened at a desk, in order of time.

    Attributes
    ----------
    kind : ndarray of int8, (events,)
        `ARRIVED`, `STARTED`, `LEFT` or `GAVE_UP`.
    time : ndarray, (events,)
        In the unit of the horizon (months).
    who : ndarray of int64, (events,)
        The rank of the person.
    """

    kind: NDArray[np.int8]
    time: Floats
    who: NDArray[np.int64]

    def of(self, kind: int) -> tuple[Floats, NDArray[np.int64]]:
        """Return when, and to whom, this happened."""
        here = self.kind == kind
        return self.time[here], self.who[here]


class Desk:
    """A capacity, the people who hold part of it, and those who wait.

    Parameters
    ----------
    capacity : Capacity
    horizon : float
        Nothing is scheduled at or after it.
    stay : callable
        ``stay(who, now)`` is how long someone who starts now keeps the place.
    left : callable, optional
        ``left(who, now)`` is called when someone gives a place back, e.g. to let them come again.
    """

    def __init__(
        self, capacity: Capacity, horizon: float, stay: Callable[[int, float], float],
        left: Callable[[int, float], None] | None = None,
    ) -> None:
        self._clock = simpy.Environment()
        self._capacity, self._horizon, self._stay, self._left = capacity, horizon, stay, left
        self._level, self._used = capacity.levels[0], 0.0
        self._queue: list[tuple[float, int, int, float]] = []
        self._waiting: dict[int, int] = {}
        self._ticket = 0
        self._kind: list[int] = []
        self._time: list[float] = []
        self._who: list[int] = []
        for time, level in zip(capacity.times[1:], capacity.levels[1:], strict=True):
            self._at(time, self._open, level)

    @property
    def now(self) -> float:
        """The time on the clock."""
        return float(self._clock.now)

    def hold(self, who: int, size: float = 1.0) -> None:
        """Put someone in a place at time 0, before anything happens, whatever the capacity."""
        self._start(who, size)

    def expect(
        self, who: int, ready: float, size: float = 1.0, order: float | None = None,
        patience: float = math.inf,
    ) -> None:
        """Let someone come to wait.

        Parameters
        ----------
        who : int
        ready : float
            When they can start; never before now.
        size : float
            How much of the capacity they take.
        order : float, optional
            The date that decides who goes first; `ready` itself when there is no other.
        patience : float
            How long they wait before they give up.
        """
        place = ready if order is None else order
        self._at(ready, self._arrive, (who, size, place, patience))

    def expect_all(
        self, ready: Floats, size: Floats, order: Floats, patience: Floats, first: int = 0
    ) -> None:
        """Let people come in the order of their rank: only the next one is on the clock.

        Parameters
        ----------
        ready : ndarray, (people,)
            Rising.
        size, order, patience : ndarray, (people,)
            As in `expect`.
        first : int
            The rank of the first of them; lower ones may be held already.
        """
        rows = zip(ready.tolist(), size.tolist(), order.tolist(), patience.tolist(), strict=True)
        people = iter(enumerate(rows, start=first))

        def follow(_: Any = None) -> None:
            found = next(people, None)
            if found is not None:
                who, (at, big, place, wait) = found
                self._at(at, come, (who, big, place, wait))

        def come(person: tuple[int, float, float, float]) -> None:
            follow()
            self._arrive(person)

        follow()

    def run(self) -> Log:
        """Let the clock run to the horizon; return what happened."""
        self._clock.run()
        return Log(np.array(self._kind, dtype=np.int8), np.array(self._time, dtype=np.float64),
                   np.array(self._who, dtype=np.int64))

    def _at(self, time: float, act: Callable[[Any], None], what: Any) -> None:
        if time >= self._horizon:
            return
        event = self._clock.timeout(time - self._clock.now, what)
        event.callbacks.append(lambda done: act(done.value))

    def _note(self, kind: int, who: int) -> None:
        self._kind.append(kind)
        self._time.append(self._clock.now)
        self._who.append(who)

    def _open(self, level: float) -> None:
        self._level = level
        self._serve()

    def _arrive(self, person: tuple[int, float, float, float]) -> None:
        who, size, order, patience = person
        self._note(ARRIVED, who)
        if not self._queue and self._used + size <= self._level + _SLACK:
            self._start(who, size)
            return
        self._ticket += 1
        self._waiting[who] = self._ticket
        heappush(self._queue, (order, self._ticket, who, size))
        if patience < math.inf:
            self._at(self._clock.now + patience, self._tire, (who, self._ticket))
        self._serve()

    def _tire(self, person: tuple[int, int]) -> None:
        who, ticket = person
        if self._waiting.get(who) == ticket:
            del self._waiting[who]  # the ticket stays in the queue and is passed over
            self._note(GAVE_UP, who)
            self._serve()

    def _serve(self) -> None:
        queue = self._queue
        while queue:
            _, ticket, who, size = queue[0]
            if self._waiting.get(who) != ticket:
                heappop(queue)
                continue
            if self._used + size > self._level + _SLACK:
                return
            heappop(queue)
            del self._waiting[who]
            self._start(who, size)

    def _start(self, who: int, size: float) -> None:
        self._used += size
        self._note(STARTED, who)
        self._at(self._clock.now + self._stay(who, self._clock.now), self._leave, (who, size))

    def _leave(self, person: tuple[int, float]) -> None:
        who, size = person
        self._used -= size
        self._note(LEFT, who)
        if self._left is not None:
            self._left(who, self._clock.now)
        self._serve()
