"""Status holders by month: who of them is placed, and who is at work.

How many there are on bijstand is counted there; here it is said which placements are theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.events import Events, take
from forecast.flows.filling import Counts, Filling, Fractions
from forecast.flows.meaning import Meaning, ensembles
from forecast.flows.statushouders.curve import find_chances, shares_at_work
from forecast.flows.statushouders.model import POINTS, HoldersModel, Rates, drawn_rates

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]
_PEOPLE, _AT_WORK = "statushouders.personen", "statushouders.aan_het_werk"
_PLACED, _LOST = "statushouders.naar_werk", "statushouders.baanverlies"
_FULL, _PARTIAL = f"{_PLACED}.volledig", f"{_PLACED}.gedeeltelijk"
_ARRIVED = "statushouders.aankomst"
_ON_BENEFIT, _BENEFITS = "statushouders.met_bijstand", "statushouders.uitkeringen"

MEANINGS = {
    _PEOPLE: Meaning("personen", False, "Statushouders met bijstand, en wie sinds het begin van de "
                                        "prognose uit de bijstand naar werk ging en nog werkt."),
    _ON_BENEFIT: Meaning("personen", False, "Daarvan met bijstand."),
    _BENEFITS: Meaning("uitkeringen", False, "Hun uitkeringen: een paar heeft er samen een."),
    _AT_WORK: Meaning("personen", False, "Statushouders in beeld met werk, naast de uitkering of "
                                         "zonder."),
    _ARRIVED: Meaning("personen", True, "Gehuisvest en in de bijstand gekomen."),
    _PLACED: Meaning("personen", True, "Naar werk, geheel of gedeeltelijk; zit in de plaatsingen "
                                       "vanuit de bijstand."),
    _FULL: Meaning("personen", True, "Daarvan uit de bijstand."),
    _PARTIAL: Meaning("personen", True, "Daarvan met een lagere uitkering."),
    _LOST: Meaning("personen", True, "Baan verloren, of naast het werk uit beeld geraakt."),
}


@dataclass(frozen=True)
class Recipients:
    """Status holders on bijstand, as the bijstand counts them.

    Attributes
    ----------
    stock : (1 + months, municipalities, draws)
        From the opening on.
    arrived : (months, municipalities, draws)
    stock_mean : (1 + months, municipalities)
    arrived_mean : (months, municipalities)
        Both on the central path of the scenario.
    """

    stock: Array
    arrived: Array
    stock_mean: Array
    arrived_mean: Array


def expected(model: HoldersModel, people: Recipients, events: Events) -> dict[str, Ensemble]:
    """Return the central path, fractions allowed.

    Parameters
    ----------
    model : HoldersModel
    people : Recipients
        One draw: the central path.
    events : Events
        The placements that may be theirs, one draw.
    """
    return _told(model, _live(model, model.rates, Fractions(), people, events))


def simulate(
    model: HoldersModel, said: Assumptions, people: Recipients, events: Events, *,
    seed: int,
) -> dict[str, Ensemble]:
    """Return whole numbers of every draw.

    Parameters
    ----------
    model : HoldersModel
    said : Assumptions
        Where the uncertain numbers are drawn from.
    people : Recipients
    events : Events
        Whole placements.
    seed : int
    """
    rates = drawn_rates(said, seed, events.draws)
    filling = Counts(seed, model.municipalities, events.draws)
    found = _live(model, rates, filling, people, events)
    return _told(model, {name: values if name == _BENEFITS else values.astype(np.int32)
                         for name, values in found.items()})


def by_age(model: HoldersModel, people: Recipients) -> Array:
    """Return the shares of the ages at the start of each month, (months, municipalities, ages).

    Who leaves the bijstand does so at every age alike; what is not left of the stock after the
    newcomers is who stayed.
    """
    now = model.by_age.copy()
    found = np.zeros((len(model.months), *now.shape))
    for t in range(len(model.months)):
        whole = now.sum(axis=1, keepdims=True)
        found[t] = np.divide(now, whole, out=np.zeros_like(now), where=whole > 0)
        stayed = np.maximum(people.stock_mean[t + 1] - people.arrived_mean[t], 0.0)[:, None]
        older = np.zeros_like(now)
        older[:, 1:] = found[t][:, :-1] * stayed
        older[:, 0] = people.arrived_mean[t]
        now = older
    return found


def chances(model: HoldersModel, rates: Rates, people: Recipients) -> Array:
    """Return the chance per month to find work, without policy, (months, municipalities, draws)."""
    ages = model.by_age.shape[1]
    share = shares_at_work(np.array(POINTS, dtype=float), model.curve, rates.odds, ages)
    find = find_chances(share, rates.loss, POINTS[-1])
    return np.asarray(by_age(model, people) @ find)


def _live(
    model: HoldersModel, rates: Rates, filling: Filling, people: Recipients, events: Events
) -> dict[str, Array]:
    months = len(model.months)
    find = chances(model, rates, people) * (model.factor * events.drive)[..., None]
    filling.at(model.months[0].ordinal - 1)
    beside = filling.part("statushouders.beginstand", people.stock[0], rates.begin)
    away, kinds = np.zeros_like(beside), np.stack([rates.full, 1 - rates.full])
    at_work, gone = np.empty((2, 1 + months, *beside.shape))
    full, partial, lost = np.empty((3, months, *beside.shape))
    at_work[0], gone[0] = beside, away
    for t in range(months):
        filling.at(model.months[t].ordinal)
        looking = np.maximum(people.stock[t] - beside, 0)
        asked = find[t] * looking
        count, mean = events.at(t)
        taken = take(filling, "statushouders.naar_werk", count, asked[:, None] * kinds, mean,
                     looking)
        full[t], partial[t] = taken[:, 0], taken[:, 1]
        ended = filling.part("statushouders.baanverlies", np.stack([beside, away], axis=1),
                             rates.loss)
        before = beside + away + full[t] + partial[t]
        # nobody earns beside a benefit that is no longer there
        beside = np.minimum(beside - ended[:, 0] + partial[t], people.stock[t + 1])
        away = away - ended[:, 1] + full[t]
        at_work[t + 1], gone[t + 1] = beside + away, away
        lost[t] = before - at_work[t + 1]
    benefits = people.stock / model.per_benefit[:, None]
    return {_PEOPLE: people.stock + gone, _ON_BENEFIT: people.stock, _BENEFITS: benefits,
            _AT_WORK: at_work, _ARRIVED: people.arrived,
            _PLACED: full + partial, _FULL: full, _PARTIAL: partial, _LOST: lost}


def _told(model: HoldersModel, values: dict[str, Array]) -> dict[str, Ensemble]:
    turned = {name: np.moveaxis(found, -1, 0) for name, found in values.items()}
    return ensembles(turned, MEANINGS, model.months, model.municipalities)
