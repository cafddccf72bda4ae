"""Small routes whose every number is known, and assumptions that say it."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.chance import between, uniforms
from forecast.flows.meedoen import MeedoenModel, Rates
from forecast.flows.meedoen.model import FRESH, KNOWN, WITH, WITHOUT
from forecast.periods import month, months

CERTAIN = {
    "meedoen.contacten_per_coach": 50.0, "meedoen.bereik": 1.0, "meedoen.verloop_jaar": 0.0,
    "meedoen.via_begeleider": 0.0, "meedoen.activering": 0.0, "meedoen.stoppen_jaar": 0.0,
    "meedoen.instroom.met_activiteit": 0.0, "meedoen.ziekte.kans_maand": 0.0,
    "meedoen.ziekte.duur_maanden": 3.0,
}
ORDER = ("meedoen.verloop_jaar", "meedoen.stoppen_jaar", "meedoen.via_begeleider",
         "meedoen.bereik", "meedoen.activering", "meedoen.instroom.met_activiteit")


class Said:
    """Assumptions from a table of numbers, some of them with a range."""

    scenario = "proef"

    def __init__(self, numbers=None, ranges=None):
        self._numbers, self._ranges = CERTAIN | (numbers or {}), ranges or {}

    def number(self, key, municipality=None):
        return self._numbers[key]

    def path(self, key, wanted, municipality=None):
        return np.full(len(wanted), self._numbers[key])

    def draw(self, seed, draws, key, municipality=None):
        middle = self._numbers[key]
        if key not in self._ranges:
            return np.full(draws, middle)
        return between(uniforms(seed, key, (draws,)), *(self._ranges[key][0], middle,
                                                       self._ranges[key][1]))


def rates(said):
    yearly = [1 - (1 - said.number(key)) ** (1 / 12) for key in ORDER[:3]]
    return Rates(*(np.array([v]) for v in (*yearly, *map(said.number, ORDER[3:]))))


def opened(unseen, seen, active, period):
    """Return the opening of one municipality; who is in view was spoken with evenly ago."""
    people = np.zeros((2, FRESH + period + 1))
    people[WITHOUT, KNOWN] = unseen
    for activity, count in ((WITHOUT, seen - active), (WITH, active)):
        people[activity, FRESH:] = count // (period + 1)
        people[activity, FRESH : FRESH + count % (period + 1)] += 1
    return people


@pytest.fixture
def make():
    """Return a maker of a model, its route (standing still) and its assumptions."""
    def made(places=((400, 0, 0),), horizon=24, coaches=1.0, period=60, again=60, ranges=None,
             factor=1.0, **numbers):
        said = Said({f"meedoen.{k}": v for k, v in numbers.items()}, ranges)
        ahead = months(month(2020, 1), month(2019, 12 + horizon))
        model = MeedoenModel(
            municipalities=("Duin", "Strand", "Wad")[: len(places)], months=ahead,
            opening=np.stack([opened(*place, period) for place in places]), period=period,
            again=again, coaches=np.full(horizon, float(coaches)),
            factor=np.full(horizon, float(factor)),
            per_coach=said.number("meedoen.contacten_per_coach"),
            sick_chance=said.number("meedoen.ziekte.kans_maand"),
            sick_months=said.number("meedoen.ziekte.duur_maanden"), rates=rates(said),
            activities={"taal en leren": np.full(len(places), 0.6)},
        )
        people = np.array([u + s for u, s, _ in places], dtype=float)
        return model, np.broadcast_to(people, (1, horizon + 1, len(places))), said
    return made


@pytest.fixture
def usual():
    """Return chances that are neither 0 nor 1."""
    return {"bereik": 0.8, "verloop_jaar": 0.25, "via_begeleider": 0.5, "activering": 0.3,
            "stoppen_jaar": 0.15, "instroom.met_activiteit": 0.6}
