"""Assumptions from a table of numbers, and a model of two municipalities."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.chance import between, uniforms
from forecast.flows.inkomen import InkomenModel
from forecast.flows.inkomen.model import Levels
from forecast.periods import month, months

NUMBERS = {
    "inkomen.voorzieningenwijzer.aanbod": 300.0, "inkomen.voorzieningenwijzer.gebruik": 0.6,
    "inkomen.besluiten.per_jaar": 1.5, "inkomen.besluiten.juist": 0.992,
    "taal.screening.aandeel_intake": 0.9, "taal.screening.per_maand": 20.0,
    "taal.screening.beginstand": 0.3, "taal.achterstand": 0.3, "taal.doorverwijzing": 0.5,
}
FIELDS = {"offers": "inkomen.voorzieningenwijzer.aanbod",
          "use": "inkomen.voorzieningenwijzer.gebruik", "right": "inkomen.besluiten.juist",
          "at_intake": "taal.screening.aandeel_intake", "per_month": "taal.screening.per_maand",
          "screened": "taal.screening.beginstand", "behind": "taal.achterstand",
          "referred": "taal.doorverwijzing"}


class Said:
    """Assumptions from a table of numbers, some of them with a range."""

    def __init__(self, numbers=None, ranges=None):
        self._numbers, self._ranges = NUMBERS | (numbers or {}), ranges or {}

    def number(self, key, municipality=None):
        return self._numbers[key]

    def band(self, key, municipality=None):
        middle = self._numbers[key]
        low, high = self._ranges.get(key, (middle, middle))
        return low, middle, high

    def draw(self, seed, draws, key, municipality=None):
        low, middle, high = self.band(key)
        if low == high:
            return np.full(draws, middle)
        return between(uniforms(seed, f"aanname.{key}.", (draws,)), low, middle, high)


@pytest.fixture
def say():
    return Said


@pytest.fixture
def make():
    """Return a maker of a model, its clients and intake, and its assumptions."""
    def made(horizon=24, screened=(np.nan, 50.0), stock=(600.0, 200.0), come=(15.0, 5.0),
             ranges=None, **numbers):
        said = Said({k.replace("__", "."): v for k, v in numbers.items()}, ranges)
        middle = {name: np.array([said.number(key)]) for name, key in FIELDS.items()}
        model = InkomenModel(
            municipalities=("Duin", "Strand"), months=months(month(2020, 1),
                                                             month(2019, 12 + horizon)),
            decisions=np.full(2, said.number("inkomen.besluiten.per_jaar")),
            screened=np.array(screened), levels=Levels(decisions=np.ones(1), **middle))
        clients = np.broadcast_to(stock, (1, horizon + 1, 2))
        return model, clients, np.broadcast_to(come, (1, horizon, 2)), said
    return made
