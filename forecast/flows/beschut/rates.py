"""From assumptions to rates: the central ones, and a draw for each replication."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.beschut.model import Rates

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]
ADVICES = "beschut.adviezen"
HOURS = "beschut.uren"
Ask = Callable[[str, str], Array]


def central_rates(said: Assumptions, places: tuple[str, ...]) -> Rates:
    """Return every uncertain number at its middle, (1, municipalities)."""
    return _rates(places, said, lambda key, place: np.array([said.number(key, place)]))


def draw_rates(said: Assumptions, seed: int, draws: int, places: tuple[str, ...]) -> Rates:
    """Return rates for an ensemble, (draws, municipalities)."""
    return _rates(places, said, lambda key, place: said.draw(seed, draws, key, place))


def per_month(chance_per_year: Array) -> Array:
    """Return the continuous rate per month that gives a chance per year: -ln(1 - p)/12."""
    with np.errstate(divide="ignore"):  # a chance of 1 is an infinite rate
        return np.asarray(-np.log1p(-chance_per_year) / 12)


def _rates(places: tuple[str, ...], said: Assumptions, ask: Ask) -> Rates:
    def asked(key: str) -> Array:
        return np.stack([ask(key, place) for place in places], axis=1)

    level = asked("beschut.adviezen.niveau")
    counted = [ask(ADVICES, place) if said.has(ADVICES, place) else 0 * level[:, 0]
               for place in places]
    return Rates(
        advices=np.stack(counted, axis=1) * level,
        growth=asked("beschut.adviezen.groei"),
        positive=asked("beschut.positief"),
        fit=asked("beschut.geschikt"),
        preparation=asked("beschut.voorbereiding"),
        tire=per_month(asked("beschut.afhaken_jaar")),
        stop=per_month(asked("beschut.uitval_jaar")),
        move=per_month(asked("beschut.doorstroom_jaar")),
        hours=asked(HOURS),
        from_bijstand=asked("beschut.uit_bijstand"),
        opening=asked("beschut.beginstand.factor"),
    )
