"""What the flow hands back: every variable with its meaning, and the quota beside the places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.beschut.model import BeschutModel
from forecast.flows.meaning import Meaning, ensembles

Array = NDArray[Any]
PREFIX = "beschut."
#: Hours per week of those who are ready; the split of a shortfall needs them, no reader does.
_READY_HOURS = "gereed.uren"

MEANINGS = {
    "beschut.adviezen": Meaning(
        "personen", True, "Adviezen beschut werk van het UWV, positief of niet."),
    "beschut.positief": Meaning("personen", True, "Positieve adviezen."),
    "beschut.kandidaten": Meaning(
        "personen", True, "Mensen met een nieuw positief advies die kunnen werken."),
    "beschut.gestart": Meaning("personen", True, "Mensen die op een beschutte plek starten."),
    "beschut.gestart.bijstand": Meaning(
        "personen", True, "Mensen die starten en uit een bijstandsuitkering komen."),
    "beschut.gestopt": Meaning(
        "personen", True, "Mensen die hun plek verlaten zonder ander werk."),
    "beschut.doorstroom": Meaning(
        "personen", True, "Mensen die van een beschutte plek naar ander werk gaan."),
    "beschut.afgehaakt": Meaning(
        "personen", True, "Mensen die konden starten, op een plek wachtten en afhaakten."),
    "beschut.wachtmaanden": Meaning(
        "maanden", True, "Maanden die de starters van deze maand samen wachtten sinds hun advies "
        "(wie aan het begin al wachtte: sinds het begin); gedeeld door de starters de wachttijd."),
    "beschut.personen": Meaning("personen", False, "Mensen op een beschutte plek."),
    "beschut.uren": Meaning(
        "uren per week", False, "Contracturen van de mensen op een beschutte plek samen."),
    "beschut.plekken": Meaning(
        "plekken", False, "Bezette plekken van 31 uur: de contracturen gedeeld door 31."),
    "beschut.plekken.open": Meaning(
        "plekken", False, "Plekken van 31 uur die open zijn, bezet of niet."),
    "beschut.taakstelling": Meaning(
        "plekken", False, "De taakstelling die geldt: die van een jaar geldt vanaf december van "
        "dat jaar, tot de volgende."),
    "beschut.wachtend": Meaning(
        "personen", False, "Mensen met een positief advies die kunnen werken en nog geen plek "
        "hebben; ook wie zich nog voorbereidt."),
    "beschut.wachtend.gereed": Meaning(
        "personen", False, "Wachtenden die klaar zijn om te starten en alleen nog een plek "
        "missen."),
    "beschut.tekort": Meaning(
        "plekken", False, "Plekken die aan de taakstelling ontbreken; nooit onder nul."),
    "beschut.tekort.geen_plek": Meaning(
        "plekken", False, "Deel van het tekort dat de mensen die klaar staan hadden kunnen "
        "vullen: er was geen plek."),
    "beschut.tekort.geen_kandidaat": Meaning(
        "plekken", False, "Rest van het tekort: er was niemand die kon starten."),
}


def together(model: BeschutModel, found: Sequence[Mapping[str, Array]]) -> dict[str, Ensemble]:
    """Return every variable as an ensemble.

    Parameters
    ----------
    model : BeschutModel
    found : sequence of mapping of str to ndarray
        Per municipality, by the name behind ``beschut.``: flows (draws, months), stocks
        (draws, 1 + months); with the hours of those who are ready.
    """
    values: dict[str, Array] = {}
    for name in found[0]:
        columns = np.stack([place[name] for place in found], axis=2)
        whole = columns.dtype.kind == "i"  # people that were counted; expectations are fractions
        values[name] = columns.astype(np.int32 if whole else np.float64)
    ready = values.pop(_READY_HOURS)
    values["plekken"] = values["uren"] / model.place_hours
    values["taakstelling"] = np.broadcast_to(model.quota, values["plekken"].shape).copy()
    values |= split(values["taakstelling"], values["plekken"], ready / model.place_hours)
    return ensembles({PREFIX + name: column for name, column in values.items()}, MEANINGS,
                     model.months, model.places)


def split(quota: Array, filled: Array, ready: Array) -> dict[str, Array]:
    """Return what is short of the quota, and why; the two causes add up to it exactly.

    Parameters
    ----------
    quota, filled, ready : ndarray
        In places: the quota, what is filled, and what those who are ready would fill.

    Returns
    -------
    dict of str to ndarray
        ``tekort`` = max(0, quota - filled); ``geen_plek`` the part that those who are ready could
        have filled; ``geen_kandidaat`` the rest.
    """
    short = np.maximum(quota - filled, 0)
    no_place = np.minimum(short, np.maximum(ready, 0))
    nobody = short - no_place
    return {"tekort": no_place + nobody, "tekort.geen_plek": no_place,
            "tekort.geen_kandidaat": nobody}


def gap(central: Mapping[str, Ensemble], drawn: Mapping[str, Ensemble]) -> dict[str, Ensemble]:
    """Return how far the mean over draws lies above the central path, per variable.

    The central path is a fluid limit with every uncertain number at its middle. Where places run
    short, chance makes people wait (or leaves places empty) that the fluid fills; and rates that
    multiply do not have the mean of their middles. This shows what that is worth.

    Returns
    -------
    dict of str to Ensemble
        One draw: mean of the ensemble minus expected.
    """
    return {
        name: Ensemble(
            drawn[name].values.mean(axis=0, keepdims=True, dtype=np.float64) - middle.values,
            middle.periods, middle.groups, middle.unit, middle.flow)
        for name, middle in central.items()
    }
