"""A small model of beschut werk, and assumptions without a project around them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecast.flows.beschut import BeschutModel
from forecast.flows.beschut.rates import central_rates
from forecast.inputs import load_dataset, load_law
from forecast.scenarios import resolve
from forecast.scenarios.assumptions import Assumptions
from forecast.scenarios.value import Value

ROOT = Path(__file__).parents[4]
#: A flow without surprises: every advice is positive and fit at once, nobody tires or leaves.
CALM = {
    "beschut.adviezen": 12.0, "beschut.adviezen.niveau": 1.0, "beschut.adviezen.groei": 0.0,
    "beschut.positief": 1.0, "beschut.geschikt": 1.0, "beschut.voorbereiding": 0.0,
    "beschut.afhaken_jaar": 0.0, "beschut.uitval_jaar": 0.0, "beschut.doorstroom_jaar": 0.0,
    "beschut.uren": 31.0, "beschut.uit_bijstand": 0.45, "beschut.beginstand.factor": 1.0,
}
PLENTY = 10_000.0


@pytest.fixture(scope="session")
def saying():
    """Make assumptions: the calm ones, and what differs (a number, or low, middle and high)."""

    def made(**differs):
        values = {}
        for key, number in {**CALM, **{f"beschut.{k}": v for k, v in differs.items()}}.items():
            low, middle, high = number if isinstance(number, tuple) else (None, number, None)
            values[key, None] = Value(key, None, middle, None, low, high, "aanname", "", "")
        return Assumptions("proef", "Proef", "Test", date(2019, 12, 31), "", "", (), {}, {}, (),
                           values)

    return made


@pytest.fixture(scope="session")
def modelled():
    """Make a model around assumptions; places are plenty unless a plan is given."""

    def made(said, months=24, names=("Duin",), persons=0, waiting=0, plan=PLENTY, quota=0.0,
             sizes=(31.0,), extra=0.0, factor=1.0):
        n = len(names)

        def over(values, length):
            values = np.asarray(values, dtype=float)
            return np.broadcast_to(values if values.ndim else values[None], (length,))

        def table(values, length):
            return np.repeat(over(values, length)[:, None], n, axis=1)

        return BeschutModel(
            places=names, months=pd.period_range("2020-01", periods=months, freq="M"),
            place_hours=31.0, sizes=sizes, persons=np.full(n, float(persons)),
            waiting=np.full(n, float(waiting)), plan=table(plan, 1 + months),
            quota=table(quota, 1 + months), extra=table(extra, months),
            factor=table(factor, months), central=central_rates(said, names))

    return made


@pytest.fixture(scope="session")
def shipped():
    """Return data set, law and basis of the shipped project."""
    data = load_dataset(ROOT, "wpda")
    return data, load_law(ROOT), resolve(ROOT, data, "basis")
