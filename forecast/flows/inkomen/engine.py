"""Offers, decisions and screenings by month, as an expectation and as draws.

Who holds a client is decided elsewhere: clients and intake come from the bijstand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecast import chance
from forecast.ensemble import Ensemble
from forecast.flows.filling import Counts, Filling, Fractions
from forecast.flows.inkomen.model import InkomenModel, Levels, drawn_levels
from forecast.flows.inkomen.screening import Screening
from forecast.flows.meaning import Meaning, ensembles

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

_OFFERED, _USED = ("inkomen.voorzieningenwijzer.aangeboden",
                   "inkomen.voorzieningenwijzer.gebruikt")
_DECIDED, _RIGHT = "inkomen.besluiten", "inkomen.besluiten.juist"
_SCREENED, _REFERRED, _LEFT = "taal.gescreend", "taal.doorverwezen", "taal.niet_gescreend"

MEANINGS = {
    _OFFERED: Meaning("keer", True, "Hoe vaak de voorzieningenwijzer is aangeboden."),
    _USED: Meaning("keer", True, "Hoe vaak iemand de aangeboden voorzieningenwijzer gebruikt."),
    _DECIDED: Meaning("besluiten", True, "Besluiten over uitkering en minimaregelingen."),
    _RIGHT: Meaning("besluiten", True, "Besluiten die juist zijn; of dat zo is, blijkt alleen "
                                       "uit een steekproef."),
    _SCREENED: Meaning("personen", True, "Cliënten bij wie is nagegaan of zij moeite hebben met "
                                         "taal, bij de intake of daarna."),
    _REFERRED: Meaning("personen", True, "Gescreende cliënten die voor taal zijn doorverwezen."),
    _LEFT: Meaning("personen", False, "Cliënten bij wie nog niet is nagegaan of zij moeite "
                                      "hebben met taal."),
}


def expected(model: InkomenModel, clients: Array, intake: Array) -> dict[str, Ensemble]:
    """Return the central path, fractions allowed.

    Parameters
    ----------
    model : InkomenModel
    clients : (1, 1 + months, municipalities)
        Persons on bijstand at the opening and at every month-end.
    intake : (1, months, municipalities)
        Persons who come in during the month.

    Raises
    ------
    ValueError
        When a shape is another.
    """
    stock, came = _turned(model, clients, intake, 1)
    values = _live(model, model.levels, Fractions(), stock, came, None)
    return ensembles(values, MEANINGS, model.months, model.municipalities)


def simulate(
    model: InkomenModel, said: Assumptions, clients: Array, intake: Array, seed: int, draws: int
) -> dict[str, Ensemble]:
    """Return whole numbers of every draw.

    Parameters
    ----------
    model : InkomenModel
    said : Assumptions
        Where the uncertain numbers are drawn from.
    clients : (draws, 1 + months, municipalities)
    intake : (draws, months, municipalities)
        Whole persons.
    seed, draws : int

    Raises
    ------
    ValueError
        When a shape is another.
    """
    stock, came = _turned(model, clients, intake, draws)
    levels = drawn_levels(said, seed, draws)
    start = chance.uniforms(seed, "inkomen.begin", (draws, 2)).T
    filling = Counts(seed, model.municipalities, draws)
    values = _live(model, levels, filling, stock, came, start)
    whole = {name: found.astype(np.int32) for name, found in values.items()}
    return ensembles(whole, MEANINGS, model.months, model.municipalities)


def odds_of_use(found: dict[str, Ensemble], year: int, goal: int) -> float:
    """Return the odds that in a year at least this many people use the voorzieningenwijzer."""
    whole = found[_USED].total("geheel").yearly()
    rank = int(np.flatnonzero(whole.periods.year == year)[0])
    return float((whole.values[:, rank, 0] >= goal).mean())


def screened_share(found: dict[str, Ensemble], clients: Array) -> Array:
    """Return clients screened as a share of all clients, (draws, 1 + months)."""
    left = found[_LEFT].values.sum(axis=2, dtype=np.float64)
    whole = clients.sum(axis=2, dtype=np.float64)
    return np.asarray(1 - np.divide(left, whole, out=np.zeros_like(left), where=whole > 0))


def _turned(model: InkomenModel, clients: Array, intake: Array, draws: int) -> tuple[Array, Array]:
    """Return clients and intake with draws on the last axis."""
    months, places = len(model.months), len(model.municipalities)
    if clients.shape != (draws, 1 + months, places) or intake.shape != (draws, months, places):
        raise ValueError(f"clients {clients.shape} and intake {intake.shape} do not fit "
                         f"{(draws, months, places)}")
    stock, came = (np.ascontiguousarray(np.moveaxis(a, 0, -1), dtype=np.float64)
                   for a in (clients, intake))
    return stock, came


def _live(
    model: InkomenModel, levels: Levels, filling: Filling, stock: Array, came: Array,
    start: Array | None,
) -> dict[str, Array]:
    months = len(model.months)
    before = stock[:-1]
    whole = before.sum(axis=1, keepdims=True)
    share = np.divide(before, whole, out=np.full(before.shape, 1 / before.shape[1]),
                      where=whole > 0)
    offered = _spread(share * levels.offers / 12, start[0] if start is not None else None)
    decided = _spread(before * model.decisions[:, None] * levels.decisions / 12,
                      start[1] if start is not None else None)
    filling.at(model.months[0].ordinal - 1)

    def part(name: str, count: Array, share: Array) -> Array:
        """Decide all months at once; their uniforms lie one month behind the other."""
        return np.swapaxes(filling.part(name, np.swapaxes(count, 0, 1), share), 0, 1)

    at_once = came - part("taal.intake", came, 1 - levels.at_intake)
    screening = Screening(model, levels, filling, stock[0])
    left, later = np.empty_like(stock), np.empty_like(came)
    left[0] = screening.waiting
    for t in range(months):
        filling.at(model.months[t].ordinal)
        later[t] = screening.step(stock[t], stock[t + 1], came[t], at_once[t])
        left[t + 1] = screening.waiting
    filling.at(model.months[0].ordinal - 1)
    screened = at_once + later
    found = {
        _OFFERED: offered, _USED: part("inkomen.gebruik", offered, levels.use),
        _DECIDED: decided,
        _RIGHT: decided - part("inkomen.onjuist", decided, 1 - levels.right),
        _SCREENED: screened,
        _REFERRED: part("taal.doorverwezen", screened, levels.behind * levels.referred),
        _LEFT: left,
    }
    return {name: np.moveaxis(values, -1, 0) for name, values in found.items()}


def _spread(exact: Array, start: Array | None) -> Array:
    """Return whole numbers whose running sum over months and municipalities follows `exact`.

    With a random start every count has the right mean, and a whole total of a year comes out
    exactly; without one the fractions themselves.
    """
    if start is None:
        return exact
    running = np.floor(np.cumsum(exact.reshape(-1, exact.shape[-1]), axis=0) + 1e-9 + start)
    return np.diff(running, axis=0, prepend=0.0).reshape(exact.shape)
