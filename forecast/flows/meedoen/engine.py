"""Running the recursion, and what it hands back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.filling import Counts, Filling, Fractions
from forecast.flows.meaning import Meaning, ensembles
from forecast.flows.meedoen.capacity import drawn_slots, expected_slots
from forecast.flows.meedoen.coverage import Coverage
from forecast.flows.meedoen.model import MeedoenModel, Rates, drawn_rates

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

PREFIX = "meedoen."
ACTIVITY = f"{PREFIX}activiteit."
_STOCKS = {
    "route": "Mensen in de route vrijwilliger: de noemer van de dekking.",
    "in_beeld": "Mensen in de route die in de afgesproken periode zijn gesproken, door een coach "
                "of via de begeleider van hun activiteit.",
    "niet_in_beeld": "Mensen in de route die niet, of te lang geleden, zijn gesproken.",
    "niet_in_beeld.bekend": "Mensen die aan het begin al niet in beeld waren, nog in de route "
                            "zitten en nog steeds niet zijn gesproken.",
    "met_activiteit": "Mensen in de route met ten minste een geregistreerde activiteit.",
    "zonder_activiteit": "Mensen in de route zonder geregistreerde activiteit.",
}
_FLOWS = {
    "contacten": ("gesprekken", "Gesprekken die coaches hebben gevoerd."),
    "contacten.eerste": ("gesprekken", "Gesprekken met mensen die niet in beeld waren."),
    "contacten.periodiek": ("gesprekken", "Gesprekken met mensen die al in beeld waren."),
    "capaciteit": ("gesprekken", "Gesprekken die coaches kunnen plannen; wie niet verschijnt, "
                                 "bezet ook een plaats."),
    "via_begeleider": ("personen", "Mensen over wie de begeleider van hun activiteit bericht; "
                                   "daar is geen coach voor nodig."),
    "uit_beeld": ("personen", "Mensen die uit beeld raken, omdat hun laatste contact langer dan "
                              "de afgesproken periode geleden is."),
}


#: Every variable but the forms of activity, which are those of a data set.
MEANINGS = {
    **{PREFIX + name: Meaning("personen", False, text) for name, text in _STOCKS.items()},
    **{PREFIX + name: Meaning(unit, True, text) for name, (unit, text) in _FLOWS.items()},
}


def meanings(model: MeedoenModel) -> dict[str, Meaning]:
    """Return every variable with its unit and meaning; the activities are those of the data."""
    found = {PREFIX + name: Meaning("personen", False, text) for name, text in _STOCKS.items()}
    for name in model.activities:
        found[_variable(name)] = Meaning(
            "personen", False, f"Mensen met de activiteit {name}; wie er meer doet, telt bij elk "
            "mee, dus deze aantallen zijn samen niet het aantal mensen.")
    return found | {PREFIX + name: Meaning(unit, True, text)
                    for name, (unit, text) in _FLOWS.items()}


def expected(model: MeedoenModel, route: Array) -> dict[str, Ensemble]:
    """Return the central path, fractions allowed.

    Parameters
    ----------
    model : MeedoenModel
    route : (1, 1 + months, municipalities)
        Persons in the route at the opening and at every month-end.

    Returns
    -------
    dict of str to Ensemble
        One draw; see `meanings`. Capacity makes the model non-linear, so the mean of `simulate`
        lies at or under its coverage.

    Raises
    ------
    ValueError
        When `route` has another shape.
    """
    slots = expected_slots(model)[:, None]
    values = _live(model, model.rates, Fractions(), _turned(model, route, 1), slots, np.float64)
    return ensembles(values, meanings(model), model.months, model.municipalities)


def simulate(
    model: MeedoenModel, said: Assumptions, route: Array, seed: int, draws: int
) -> dict[str, Ensemble]:
    """Return whole persons and conversations of every draw.

    Parameters
    ----------
    model : MeedoenModel
    said : Assumptions
        Where the uncertain numbers are drawn from.
    route : (draws, 1 + months, municipalities)
        Whole persons.
    seed, draws : int

    Raises
    ------
    ValueError
        When `route` has another shape, or holds fractions.
    """
    turned = _turned(model, route, draws)
    if (turned != np.rint(turned)).any():
        raise ValueError("route holds fractions of persons; round it first")
    rates, slots = drawn_rates(said, seed, draws), drawn_slots(model, said, seed, draws)
    filling = Counts(seed, model.municipalities, draws)
    values = _live(model, rates, filling, turned, slots, np.int32)
    return ensembles(values, meanings(model), model.months, model.municipalities)


def _turned(model: MeedoenModel, route: Array, draws: int) -> Array:
    """Return the route as (1 + months, municipalities, draws)."""
    wanted = (draws, 1 + len(model.months), len(model.municipalities))
    if route.shape != wanted:
        raise ValueError(f"route {route.shape}, wanted {wanted}")
    return np.ascontiguousarray(np.moveaxis(route, 0, -1), dtype=np.float64)


def _live(
    model: MeedoenModel, rates: Rates, filling: Filling, route: Array, slots: Array,
    kept: type[np.generic],
) -> dict[str, Array]:
    months, draws = len(model.months), route.shape[-1]
    route = route.astype(filling.dtype)
    filling.at(model.months[0].ordinal - 1)
    coverage = Coverage(model, rates, filling, route[0])
    places = len(model.municipalities)
    found = {name: np.empty((places, months + 1, draws), kept) for name in _STOCKS}
    found |= {name: np.empty((places, months, draws), kept) for name in _FLOWS}
    for name, values in coverage.stocks().items():
        found[name][:, 0] = values
    for t in range(months):
        for name, values in coverage.step(t, route[t + 1], slots[t]).items():
            found[name][:, t + 1 if name in _STOCKS else t] = values
    turned = {PREFIX + name: values.transpose(2, 1, 0) for name, values in found.items()}
    active = found["met_activiteit"]
    for name, share in model.activities.items():
        doing = active * share[:, None, None]
        whole = np.rint(doing) if kept is np.int32 else doing
        turned[_variable(name)] = whole.astype(kept).transpose(2, 1, 0)
    return turned


def _variable(activity: str) -> str:
    """Return the variable of an activity: its name in small letters, words joined."""
    return ACTIVITY + re.sub(r"[^\w]+", "_", activity.lower()).strip("_")
