"""Shortfall and its two causes, what the quota takes, and how long people wait."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forecast.flows.beschut import (
    expected,
    heads,
    mean_wait,
    odds_of_quota,
    reach_quota,
    shortfall,
    simulate,
    started_from_bijstand,
)
from forecast.flows.beschut.hours import SIZES, shares, sizes_of
from forecast.flows.beschut.results import split


def test_golden_sixty_places_are_69_people():
    assert 6 + 43 + 11 == 60
    assert heads(60, 31, 27) == pytest.approx(68.89, abs=0.005)
    assert round(heads(60, 31, 27)) == 69


def test_plenty_of_places_and_nobody_who_comes_is_all_no_candidate(saying, modelled):
    said = saying(adviezen=2.0, uitval_jaar=0.1)
    model = modelled(said, 24, persons=5, quota=40.0)
    for found in (expected(model), simulate(model, said, 1, 60)):
        short = found["beschut.tekort"].values
        assert short.min() > 20
        assert np.array_equal(found["beschut.tekort.geen_kandidaat"].values, short)
        assert (found["beschut.tekort.geen_plek"].values == 0).all()


def test_many_who_come_and_no_places_is_all_no_place(saying, modelled):
    said = saying(adviezen=600.0)
    model = modelled(said, 24, plan=2.0, quota=40.0)
    for found in (expected(model), simulate(model, said, 2, 60)):
        year = {name: e.values[:, 1:] for name, e in found.items() if not e.flow}
        late = {name: values[:, 3:] for name, values in year.items()}  # 50 people a month come
        assert (late["beschut.tekort"] == 38).all()
        assert np.array_equal(late["beschut.tekort.geen_plek"], late["beschut.tekort"])
        assert (late["beschut.tekort.geen_kandidaat"] == 0).all()


def test_the_causes_add_up_exactly():
    rng = np.random.default_rng(1)
    quota, filled, ready = rng.uniform(0, 50, (3, 10_000))
    found = split(quota, filled, ready)
    total = found["tekort.geen_plek"] + found["tekort.geen_kandidaat"]
    assert np.array_equal(total, found["tekort"])
    assert found["tekort"] == pytest.approx(np.maximum(quota - filled, 0))
    assert (found["tekort.geen_plek"] <= ready).all()
    assert min(part.min() for part in found.values()) == 0


def test_the_needed_positive_advices_reach_the_quota(saying, modelled):
    """The answer put back in the model brings the central path to the quota."""
    differs = {"positief": 0.6, "geschikt": 0.75, "uitval_jaar": 0.1, "doorstroom_jaar": 0.02,
               "uren": 27.0}
    said = saying(adviezen=5.0, **differs)
    model = modelled(said, 24, persons=20, quota=30.0, sizes=SIZES)
    need = reach_quota(model, expected(model), 2020)[0]
    assert need.places < 25
    assert need.heads == pytest.approx(30 * 31 / 27)
    assert need.advices == pytest.approx(need.positive / 0.6)
    again = saying(adviezen=need.advices, **differs)
    reached = expected(modelled(again, 24, persons=20, quota=30.0, sizes=SIZES))
    assert reached["beschut.plekken"].values[0, 12, 0] == pytest.approx(30)
    assert reached["beschut.positief"].yearly().values[0, 0, 0] == pytest.approx(need.positive)


def test_the_advices_to_hold_replace_who_leaves(saying, modelled):
    said = saying(geschikt=0.5, uitval_jaar=0.2)
    model = modelled(said, 24, persons=30, quota=30.0)
    need = reach_quota(model, expected(model), 2021)[0]
    assert need.positive_to_hold == pytest.approx(30 * -math.log(0.8) / 0.5)


def test_places_to_open_and_beyond_the_plan(saying, modelled):
    said = saying()
    model = modelled(said, 12, persons=10, plan=[10.0] * 6 + [14.0] * 7, quota=20.0)
    need = reach_quota(model, expected(model), 2020)[0]
    assert (need.to_open, need.beyond_plan) == (10, 6)
    with pytest.raises(KeyError, match="2022"):
        reach_quota(model, expected(model), 2022)


def test_nobody_can_start_takes_infinitely_many(saying, modelled):
    said = saying(geschikt=0.0)
    model = modelled(said, 12, persons=1, waiting=1, quota=9.0)
    assert reach_quota(model, expected(model), 2020)[0].positive == math.inf


def test_the_wait_is_the_preparation_where_places_are_plenty(saying, modelled):
    said = saying(voorbereiding=2.5, adviezen=40.0)
    model = modelled(said, 24)
    for found in (expected(model), simulate(model, said, 3, 50)):
        assert mean_wait(found).to_numpy() == pytest.approx(2.5)
    nobody = saying(adviezen=0.0)
    assert np.isnan(mean_wait(expected(modelled(nobody, 12))).to_numpy()).all()


def test_the_fluid_waits_as_a_line_in_order_of_arrival(saying, modelled):
    """One a month becomes ready; three start after six months: together 13.5 months."""
    said = saying(adviezen=12.0)
    found = expected(modelled(said, 8, plan=[0.0] * 7 + [3.0] * 2))
    assert found["beschut.gestart"].values[0, :, 0].tolist() == [0, 0, 0, 0, 0, 0, 3, 0]
    assert found["beschut.wachtmaanden"].values[0, 6, 0] == pytest.approx(13.5)
    assert found["beschut.wachtend"].values[0, -1, 0] == pytest.approx(5)


def test_odds_and_shortfall_at_the_year_end(saying, modelled):
    said = saying(adviezen=10.0)
    model = modelled(said, 12, persons=5, quota=15.0)
    found = simulate(model, said, 4, 400)
    filled = found["beschut.plekken"].values[:, 12, 0]
    odds = odds_of_quota(found)
    assert odds.shape == (1, 1)
    assert odds.iloc[0, 0] == (filled >= 14.5).mean()
    assert 0.3 < odds.iloc[0, 0] < 0.7
    assert odds_of_quota(found, margin=1).iloc[0, 0] > odds.iloc[0, 0]
    table = shortfall(found)
    assert table.index.names == ["jaar", "gemeente"]
    assert table["tekort"].iloc[0] == pytest.approx(np.maximum(15 - filled, 0).mean())
    assert table["geen_plek"].iloc[0] == 0


def test_who_starts_from_bijstand(saying, modelled):
    said = saying(adviezen=120.0, uit_bijstand=0.45)
    model = modelled(said, 12)
    central, found = expected(model), simulate(model, said, 5, 200)
    starts = central["beschut.gestart"].values
    assert started_from_bijstand(central).values == pytest.approx(0.45 * starts)
    part = started_from_bijstand(found).values.sum() / found["beschut.gestart"].values.sum()
    assert part == pytest.approx(0.45, abs=3.5 * 0.5 / math.sqrt(120 * 200))


@pytest.mark.parametrize("mean", [17.0, 22.5, 27.0, 35.0])
def test_contract_hours_have_the_wanted_mean(mean):
    share = shares(SIZES, np.array([mean]))
    assert share.sum() == pytest.approx(1)
    assert share @ np.array(SIZES) == pytest.approx(mean)
    steps = np.diff(np.log(share[0]))
    assert steps == pytest.approx(steps[0])  # the flattest shares with that mean
    u = (np.arange(100_000) + 0.5) / 100_000
    found = sizes_of(SIZES, np.repeat(share, u.size, axis=0), u)
    assert found.mean() == pytest.approx(mean, abs=1e-3)
    assert set(found) <= set(SIZES)
