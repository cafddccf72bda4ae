"""Thousands of draws of beschut werk: every person on a clock, one desk per municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.beschut.ledger import booked
from forecast.flows.beschut.model import BeschutModel, Rates
from forecast.flows.beschut.people import gather
from forecast.flows.beschut.rates import draw_rates
from forecast.flows.beschut.results import together
from forecast.flows.beschut.serve import start_times
from forecast.flows.luck import Chance

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]


def simulate(
    model: BeschutModel, said: Assumptions, seed: int, draws: int, *, all_at_desk: bool = False
) -> dict[str, Ensemble]:
    """Return whole-person outcomes of every draw.

    Parameters
    ----------
    model : BeschutModel
    said : Assumptions
        Gives each draw its own rates; the policy levers are those of the model.
    seed, draws : int
        Draw i of a seed is the same whatever the number of draws and municipalities.
    all_at_desk : bool
        Also send draws over the desk in which places never run short; the outcome is the same.

    Returns
    -------
    dict of str to Ensemble
        ``beschut.*``, (draws, months, municipalities); people in ``int32``.
    """
    rates = draw_rates(said, seed, draws, model.places)
    found = [_lived(model, rates, place, seed, draws, all_at_desk)
             for place in range(len(model.places))]
    return together(model, found)


def _lived(
    model: BeschutModel, rates: Rates, place: int, seed: int, draws: int, all_at_desk: bool
) -> dict[str, Array]:
    crowd = gather(model, rates, place, Chance(seed, model.places[place], 0, draws))
    opened = model.open_places(place, crowd.held_hours())
    started = start_times(crowd, opened[:, 1:] * model.place_hours, all_at_desk=all_at_desk)
    return booked(crowd, started, len(model.months)) | {"plekken.open": opened}
