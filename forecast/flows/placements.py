"""One record of placements from the bijstand, with labels: nobody is counted twice.

The bijstand counts placements (full exits to work, and new earnings beside a benefit). Each is
one person and one event. Beschut werk, status holders and the doelgroepregister say which of them
are theirs; here the labels are laid side by side. The five parts exclude each other and add up to
the placements, exactly, in every draw, month and municipality.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.events import Events, Pair
from forecast.flows.meaning import Meaning, ensembles

Array = NDArray[Any]

MEANINGS = {
    "plaatsingen": Meaning("personen", True, "Plaatsingen vanuit de bijstand: volledig uit naar "
                                             "werk, of nieuw in deeltijd naast de uitkering."),
    "plaatsingen.overig": Meaning("personen", True, "Daarvan zonder label."),
    "plaatsingen.statushouder": Meaning("personen", True, "Daarvan alleen statushouder."),
    "plaatsingen.register": Meaning("personen", True, "Daarvan alleen doelgroepregister."),
    "plaatsingen.statushouder_en_register": Meaning("personen", True,
                                                    "Daarvan statushouder én doelgroepregister."),
    "plaatsingen.beschut": Meaning("personen", True, "Daarvan naar beschut werk."),
    "plaatsingen.volledig": Meaning("personen", True, "Plaatsingen volledig uit de bijstand."),
    "plaatsingen.gedeeltelijk": Meaning("personen", True, "Plaatsingen met een lagere uitkering."),
    "plaatsingen.label.statushouder": Meaning("personen", True,
                                              "Plaatsingen van statushouders, met elk label."),
    "plaatsingen.label.register": Meaning("personen", True, "Plaatsingen van mensen uit het "
                                                            "doelgroepregister, met elk label."),
    "plaatsingen.label.lks": Meaning("personen", True, "Plaatsingen vanuit de bijstand met "
                                                       "loonkostensubsidie, beschut werk erbij."),
    "plaatsingen.nug": Meaning("personen", True, "Plaatsingen buiten de bijstand (nug): kosten "
                                                 "begeleiding en besparen geen uitkering."),
}


def sheltered(events: Events, started: Array) -> Pair:
    """Return which placements are those into beschut werk, full and partial.

    Who starts from a benefit is one of those who leave to work. In a month with fewer exits than
    starts, the rest is found among the new part-time work, and else in the next month.

    Parameters
    ----------
    events : Events
    started : (months, municipalities, draws)
        Who starts in beschut werk from a benefit.
    """
    full, partial = np.zeros_like(events.full), np.zeros_like(events.partial)
    owed = np.zeros_like(events.full[0])
    for t in range(len(full)):
        owed = owed + started[t].astype(owed.dtype)
        full[t] = np.minimum(owed, events.full[t])
        partial[t] = np.minimum(owed - full[t], events.partial[t])
        owed = owed - full[t] - partial[t]
    return full, partial


@dataclass(frozen=True)
class Labels:
    """The labels of the placements, (months, municipalities, draws) each.

    Attributes
    ----------
    beschut : placements into beschut werk
    holders : placements of status holders
    register_holders, register_others : placements of people in the register, of those of status
        holders and of the others
    subsidised : placements with a wage subsidy, beschut werk apart
    nug : placements beside the bijstand
    """

    beschut: Array
    holders: Array
    register_holders: Array
    register_others: Array
    subsidised: Array
    nug: Array


def record(
    events: Events, labels: Labels, months: pd.PeriodIndex, municipalities: tuple[str, ...]
) -> dict[str, Ensemble]:
    """Return the record as variables.

    Raises
    ------
    ValueError
        When labels that exclude each other hold more than there is.
    """
    either = labels.register_holders
    parts = {
        "statushouder": labels.holders - either, "register": labels.register_others,
        "statushouder_en_register": either, "beschut": labels.beschut,
    }
    rest = events.total - sum(parts.values())
    slack = -1e-6 * max(1.0, float(np.max(events.total, initial=0.0)))
    if min(float(np.min(x, initial=0.0)) for x in (rest, *parts.values())) < slack:
        raise ValueError("a placement has two labels that exclude each other")
    values = {f"plaatsingen.{name}": found for name, found in parts.items()} | {
        "plaatsingen": events.total, "plaatsingen.overig": rest,
        "plaatsingen.volledig": events.full, "plaatsingen.gedeeltelijk": events.partial,
        "plaatsingen.label.statushouder": labels.holders,
        "plaatsingen.label.register": labels.register_others + either,
        "plaatsingen.label.lks": labels.subsidised + labels.beschut,
        "plaatsingen.nug": labels.nug,
    }
    turned = {name: np.moveaxis(found, -1, 0) for name, found in values.items()}
    if np.issubdtype(events.full.dtype, np.integer):
        turned = {name: found.astype(events.full.dtype) for name, found in turned.items()}
    return ensembles(turned, MEANINGS, months, municipalities)
