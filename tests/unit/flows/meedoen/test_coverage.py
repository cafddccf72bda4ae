"""The recursion: nobody is lost, known answers, and one model for expectation and chance."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.flows.meedoen import (
    coverage,
    expected,
    meanings,
    months_until_covered,
    months_until_known,
    simulate,
)

THREE = ((250, 600, 500), (50, 120, 90), (60, 140, 120))
STOCKS = ("in_beeld", "niet_in_beeld", "met_activiteit", "zonder_activiteit")


def wandering(people, months, draws, seed=5):
    """Return routes that go up and down, sometimes faster than people leave."""
    rng = np.random.default_rng(seed)
    steps = rng.integers(-25, 24, (draws, months, len(people)))
    path = np.concatenate([np.zeros((draws, 1, len(people))), steps.cumsum(axis=1)], axis=1)
    return np.maximum(np.array(people) + path, 0.0)


def test_nobody_appears_or_vanishes(make, usual):
    model, _, said = make(THREE, period=12, again=9, coaches=3, **usual)
    route = wandering((850, 170, 200), 24, 300)
    found = simulate(model, said, route, 1, 300)
    get = {name.removeprefix("meedoen."): e.values for name, e in found.items()}
    assert (get["route"] == route).all()
    assert (get["in_beeld"] + get["niet_in_beeld"] == route).all()
    assert (get["met_activiteit"] + get["zonder_activiteit"] == route).all()
    assert (get["niet_in_beeld.bekend"] <= get["niet_in_beeld"]).all()
    assert (np.diff(get["niet_in_beeld.bekend"], axis=1) <= 0).all()
    assert (get["contacten"] == get["contacten.eerste"] + get["contacten.periodiek"]).all()
    assert (get["contacten"] <= get["capaciteit"]).all()
    assert (get["capaciteit"].sum(axis=2) == 150).all()
    assert all(values.min() >= 0 and values.dtype == np.int32 for values in get.values())
    assert get["uit_beeld"].sum() > 0
    assert coverage(found).max() <= 1


def test_the_expectation_keeps_its_people_too(make, usual):
    model, _, _ = make(THREE, period=12, again=9, coaches=3, **usual)
    route = wandering((850, 170, 200), 24, 1) + 0.25
    found = expected(model, route)
    whole = found["meedoen.in_beeld"].values + found["meedoen.niet_in_beeld"].values
    assert np.abs(whole - route).max() < 1e-9
    assert found["meedoen.niet_in_beeld"].values.min() > -1e-9


def test_a_backlog_of_400_takes_50_a_month_eight_months(make):
    model, route, said = make()
    drawn = simulate(model, said, np.repeat(route, 50, axis=0), 1, 50)
    for found in (expected(model, route), drawn):
        assert (months_until_known(found) == 8).all()
        assert (months_until_covered(found) == 8).all()
        left = found["meedoen.niet_in_beeld"].values[:, :10, 0]
        assert (left == [400, 350, 300, 250, 200, 150, 100, 50, 0, 0]).all()


def test_the_policy_factor_doubles_the_pace(make):
    model, route, _ = make(factor=2)
    assert months_until_known(expected(model, route)).tolist() == [4]


@pytest.mark.parametrize("reach", [0.6, 0.85, 1.0])
@pytest.mark.parametrize("leave", [0.0, 0.3])
@pytest.mark.parametrize("coaches", [0.5, 1.0, 2.2])
def test_twice_the_capacity_is_never_later(make, usual, reach, leave, coaches):
    changed = usual | {"bereik": reach, "verloop_jaar": leave}
    shape = {"period": 12, "again": 9, "horizon": 48}
    when = []
    for size in (coaches, 2 * coaches):
        model, route, _ = make(THREE, coaches=size, **shape, **changed)
        found = expected(model, route)
        when.append(np.nan_to_num([months_until_known(found)[0], months_until_covered(found)[0]],
                                  nan=np.inf))
    assert (when[1] <= when[0]).all()
    assert when[1][0] < when[0][0]


def test_twice_the_capacity_is_never_later_in_any_draw(make, usual):
    when = []
    for size in (1, 2):
        model, route, said = make(((300, 500, 400),), period=12, again=9, coaches=size,
                                  **usual | {"bereik": 1.0})
        found = simulate(model, said, np.repeat(route, 200, axis=0), 3, 200)
        when.append(np.nan_to_num(months_until_known(found), nan=np.inf))
    assert (when[1] < when[0]).all()


def test_without_chance_every_draw_is_the_expectation(make):
    """One municipality, people falling out of view and spoken with again: exactly the same."""
    model, route, said = make(((130, 260, 0),), coaches=0.6, period=12, again=9, horizon=48)
    wanted = expected(model, route)
    drawn = simulate(model, said, np.repeat(route, 20, axis=0), 2, 20)
    assert wanted["meedoen.uit_beeld"].values.sum() > 50
    for name, found in drawn.items():
        assert np.abs(found.values - wanted[name].values).max() < 1e-6, name


def test_without_chance_three_municipalities_differ_by_rounding_alone(make):
    model, route, said = make(THREE, coaches=2, period=12, again=9)
    wanted = expected(model, route)
    drawn = simulate(model, said, np.repeat(route, 5, axis=0), 2, 5)
    for name in ("niet_in_beeld", "contacten", "capaciteit"):
        gap = drawn[f"meedoen.{name}"].values - wanted[f"meedoen.{name}"].values
        assert np.abs(gap).max() <= 3, name
        assert np.abs(gap.sum(axis=2)).max() < 3, name


@pytest.mark.parametrize("coaches", [0.4, 60])
def test_the_mean_of_the_draws_is_the_expectation_where_it_is_linear(make, usual, coaches):
    """A capacity that always binds, or never does, makes the model linear."""
    draws = 2000
    places = ((900, 0, 0),) if coaches < 1 else THREE
    if coaches < 1:
        usual = usual | {"instroom.met_activiteit": 0.0}
    model, route, said = make(places, coaches=coaches, period=12, again=9, horizon=14, **usual)
    wanted = expected(model, route)
    drawn = simulate(model, said, np.repeat(route, draws, axis=0), 7, draws)
    scores = []
    for name in (*STOCKS, "contacten", "contacten.eerste", "via_begeleider"):
        found = drawn[f"meedoen.{name}"].values
        error = np.maximum(found.std(axis=0, ddof=1), 1e-3) / np.sqrt(draws)
        scores.append((found.mean(axis=0) - wanted[f"meedoen.{name}"].values[0]) / error)
    z = np.concatenate([s.ravel() for s in scores])
    assert z.size > 90
    assert np.abs(z).max() < 4.5


def test_a_draw_is_the_same_whatever_the_number_of_draws(make, usual):
    model, _, said = make(THREE, period=12, again=9, coaches=3,
                          ranges={"meedoen.bereik": (0.7, 0.9)}, **usual)
    route = wandering((850, 170, 200), 24, 1300)
    many = simulate(model, said, route, 4, 1300)
    few = simulate(model, said, route[:150], 4, 150)
    for name, found in few.items():
        assert (found.values == many[name].values[:150]).all(), name


def test_a_supervisor_brings_into_view_without_a_coach(make):
    model, route, said = make(((0, 400, 400),), coaches=1e-9, period=12, again=9,
                              via_begeleider=1.0)
    found = simulate(model, said, np.repeat(route, 10, axis=0), 1, 10)
    assert (coverage(found) == 1).all()
    assert found["meedoen.contacten"].values.sum() == 0
    assert (found["meedoen.via_begeleider"].values == 400).all()


def test_a_route_that_empties_leaves_no_one(make, usual):
    model, route, said = make(((30, 70, 40),), period=12, again=9, **usual)
    route = np.repeat(route, 20, axis=0).copy()
    route[:, 5:] = 0
    found = simulate(model, said, route, 1, 20)
    assert found["meedoen.in_beeld"].values[:, 5:].sum() == 0
    assert (coverage(found)[:, 5:] == 1).all()


def test_every_variable_has_a_meaning_and_activities_their_own(make):
    model, route, _ = make(((100, 200, 150),))
    said = meanings(model)
    assert said["meedoen.activiteit.taal_en_leren"].unit == "personen"
    assert said["meedoen.contacten"] == ("gesprekken", True, "Gesprekken die coaches hebben "
                                         "gevoerd.")
    assert set(expected(model, route)) == set(said)


def test_a_route_of_another_shape_or_with_fractions_is_refused(make):
    model, route, said = make()
    with pytest.raises(ValueError, match=r"wanted \(3, 25, 1\)"):
        simulate(model, said, route, 1, 3)
    with pytest.raises(ValueError, match="fractions"):
        simulate(model, said, route + 0.5, 1, 1)
