"""From the shipped data to the model."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from forecast.errors import ForecastError
from forecast.flows.meedoen import build, expected, simulate
from forecast.flows.meedoen.model import FRESH, KNOWN
from forecast.inputs import load_dataset, load_law
from forecast.periods import month, months
from forecast.scenarios import resolve

ROOT = Path(__file__).parents[4]
AHEAD = months(month(2020, 1), month(2023, 12))


@pytest.fixture(scope="module")
def shipped():
    data = load_dataset(ROOT, "wpda")
    return data, load_law(ROOT), resolve(ROOT, data, "basis")


class Changed:
    """Assumptions with other numbers for some keys."""

    def __init__(self, said, **numbers):
        self._said, self._numbers = said, {k.replace("__", "."): v for k, v in numbers.items()}

    def number(self, key, municipality=None):
        return self._numbers.get(key, None) if key in self._numbers else self._said.number(key)

    def path(self, key, wanted, municipality=None):
        if key in self._numbers:
            return np.full(len(wanted), float(self._numbers[key]))
        return self._said.path(key, wanted)

    def __getattr__(self, name):
        return getattr(self._said, name)


def test_the_opening_is_that_of_the_agreement(shipped):
    model = build(*shipped, AHEAD)
    assert model.opening.sum() == 1295
    assert model.opening[:, :, :FRESH].sum() == model.opening[:, :, KNOWN].sum() == 400
    assert model.opening.sum(axis=(1, 2)).tolist() == [922, 172, 201]
    ages = model.opening[:, :, FRESH:].sum(axis=(0, 1))
    assert ages.sum() == 895
    assert np.ptp(ages) <= 3, "evenly over the months since the last contact"


def test_people_do_more_than_one_activity(shipped):
    model = build(*shipped, AHEAD)
    assert len(model.activities) == 7
    per_person = sum(model.activities.values())
    assert per_person == pytest.approx(np.full(3, 1.3), abs=0.01)


def test_the_shipped_route_lives(shipped):
    data, law, said = shipped
    model = build(data, law, said, AHEAD)
    route = np.broadcast_to([922.0, 172.0, 201.0], (200, 49, 3))
    central, drawn = expected(model, route[:1]), simulate(model, said, route, 2020, 200)
    assert set(central) == set(drawn)
    assert len([n for n in drawn if n.startswith("meedoen.activiteit.")]) == 7
    assert central["meedoen.in_beeld"].values[0, 0].tolist() == [637, 119, 139]
    forms = [drawn[n].values for n in drawn if n.startswith("meedoen.activiteit.")]
    assert (np.sum(forms, axis=0) > drawn["meedoen.met_activiteit"].values).all()


def test_another_route_at_the_opening_keeps_the_proportions(shipped):
    data, law, said = shipped
    model = build(data, law, said, AHEAD)
    route = np.broadcast_to([1000.0, 190.0, 210.0], (5, 49, 3))
    found = simulate(model, said, route, 1, 5)
    seen = found["meedoen.in_beeld"].values[:, 0]
    assert (seen.sum(axis=1) / 1400 == pytest.approx(895 / 1295, abs=0.004))


def test_without_the_table_there_is_no_model(shipped):
    data, law, said = shipped
    tables = {k: v for k, v in data.tables.items() if k != "meedoen"}
    assert build(dataclasses.replace(data, tables=tables), law, said, AHEAD) is None


@pytest.mark.parametrize("key", ["meedoen.coaches", "meedoen.contacten_per_coach",
                                 "meedoen.contacten.factor"])
def test_a_capacity_of_nothing_names_the_key(shipped, key):
    data, law, said = shipped
    with pytest.raises(ForecastError) as caught:
        build(data, law, Changed(said, **{key: 0.0}), AHEAD)
    assert f"scenario basis: '{key}' is 0: niemand voert een gesprek (geef" in str(caught.value)


def test_everything_wrong_is_said_at_once(shipped):
    data, law, said = shipped
    changed = Changed(said, meedoen__coaches=0.0, meedoen__periodiek_vanaf_maanden=15.0)
    with pytest.raises(ForecastError) as caught:
        build(data, law, changed, AHEAD)
    assert len(caught.value.problems) == 2
    assert "'meedoen.periodiek_vanaf_maanden' is 15, later dan" in str(caught.value)
