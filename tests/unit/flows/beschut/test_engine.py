"""Whole people per draw: nobody appears or vanishes, and luck belongs to people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecast.flows.beschut import MEANINGS, build, expected, gap, neutral, simulate
from forecast.flows.beschut.people import gather
from forecast.flows.beschut.rates import draw_rates
from forecast.flows.luck import Chance
from forecast.periods import months_of_years

LIVELY = {"adviezen": 30.0, "positief": 0.7, "geschikt": 0.8, "voorbereiding": 2.5,
          "afhaken_jaar": 0.3, "uitval_jaar": 0.2, "doorstroom_jaar": 0.1, "uren": 27.0}
SIZES = (16.0, 20.0, 24.0, 28.0, 32.0, 36.0)


def values(found):
    return {name.removeprefix("beschut."): e.values for name, e in found.items()}


@pytest.fixture(scope="module")
def shipped_model(shipped):
    data, law, said = shipped
    return build(data, law, said, months_of_years(data.years))


@pytest.fixture(scope="module")
def drawn(shipped, shipped_model):
    return values(simulate(shipped_model, shipped[2], 2020, 300))


@pytest.fixture(scope="module")
def crowded(saying, modelled):
    """Return assumptions and a model in which places run short in most draws, not in all."""
    said = saying(**LIVELY)
    plan = np.array([6.0] * 7 + [12.0] * 6 + [17.0] * 12 + [14.0] * 12)
    return said, modelled(said, 36, persons=5, waiting=4, plan=plan, quota=16.0, sizes=SIZES)


def test_everyone_is_accounted_for_in_every_draw_and_month(drawn):
    kept = drawn["wachtend"][:, :1] + np.cumsum(
        drawn["kandidaten"] - drawn["gestart"] - drawn["afgehaakt"], axis=1)
    assert (drawn["wachtend"][:, 1:] == kept).all()
    at_work = drawn["personen"][:, :1] + np.cumsum(
        drawn["gestart"] - drawn["gestopt"] - drawn["doorstroom"], axis=1)
    assert (drawn["personen"][:, 1:] == at_work).all()
    assert drawn["gestart"].sum() > 1000
    assert drawn["afgehaakt"].sum() > 50


def test_parts_never_exceed_their_whole(drawn):
    for whole, part in (("adviezen", "positief"), ("positief", "kandidaten"),
                        ("gestart", "gestart.bijstand"), ("wachtend", "wachtend.gereed"),
                        ("tekort", "tekort.geen_plek")):
        assert (drawn[whole] >= drawn[part]).all(), part
    assert min(v.min() for v in drawn.values()) >= 0


def test_heads_hours_and_places_are_three_figures(drawn):
    per_head = drawn["uren"] / np.maximum(drawn["personen"], 1)
    assert ((per_head >= 16) | (drawn["personen"] == 0)).all()
    assert per_head.max() <= 36
    assert np.array_equal(drawn["plekken"], drawn["uren"] / 31)
    mean = drawn["uren"].sum() / drawn["personen"].sum()
    assert mean == pytest.approx(27, abs=0.4)


def test_nobody_starts_beyond_what_is_open(crowded):
    said, model = crowded
    found = values(simulate(model, said, 3, 200))
    grew = np.diff(found["plekken"], axis=1) > 0
    assert (found["plekken"][:, 1:] <= found["plekken.open"][:, 1:] + 1e-9)[grew].all()
    # Places were taken away in month 25: nobody is put out, so for a while more is filled.
    assert (found["plekken"][:, 25] > 14).any()


def test_the_desk_and_the_short_way_give_the_same(crowded):
    said, model = crowded
    roomy = replace(model, plan=np.full((37, 1), 32.0))
    short, long = (values(simulate(roomy, said, 4, 200, all_at_desk=desk))
                   for desk in (False, True))
    for name, found in short.items():
        assert np.array_equal(found, long[name]), name
    waited = (short["wachtend.gereed"][:, 1:] > 0).any(axis=(1, 2))  # month-ends
    assert 0.05 < waited.mean() < 0.95  # both ways were gone


def test_expected_is_the_mean_of_the_draws_where_places_never_run_short(saying, modelled):
    said = saying(**LIVELY)
    model = modelled(said, 30, persons=20, waiting=3, sizes=SIZES, quota=400.0)
    central, draws = values(expected(model)), 2500
    found = values(simulate(model, said, 5, draws))
    worst = {}
    for name, middle in central.items():
        error = found[name].std(axis=0, ddof=1) / np.sqrt(draws)
        off = np.abs(found[name].mean(axis=0) - middle[0])
        assert (off[error == 0] < 1e-9).all(), name
        worst[name] = (off[error > 0] / error[error > 0]).max(initial=0)
    assert max(worst.values()) < 4.5, worst
    assert worst["personen"] > 0


def test_without_chance_every_draw_is_the_central_path(saying, modelled):
    said = saying(adviezen=0.0, uit_bijstand=1.0)
    model = modelled(said, 12, persons=5, waiting=6, quota=11.0,
                     plan=np.array([5.0] * 4 + [7.0] * 4 + [9.0] * 5))
    central, found = values(expected(model)), values(simulate(model, said, 6, 40))
    for name, middle in central.items():
        assert np.allclose(found[name], middle, rtol=0, atol=1e-9), name
    assert central["gestart"][0, :, 0].tolist() == [0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0]
    assert central["wachtmaanden"][0, :, 0].tolist() == [0, 0, 0, 6, 0, 0, 0, 14, 0, 0, 0, 0]


def test_more_advices_leave_the_luck_of_the_others(saying, modelled):
    said = saying(**LIVELY)
    model = modelled(said, 12, persons=3, waiting=2, sizes=SIZES)
    more = replace(model, factor=1.6 * np.ones((12, 1)))
    crowds = [gather(m, draw_rates(said, 7, 50, m.places), 0, Chance(7, "Duin", 0, 50))
              for m in (model, more)]
    people = [set(zip(c.draw.tolist(), c.advice.tolist(), c.stay.tolist(), c.hours.tolist(),
                      c.benefit.tolist(), strict=True)) for c in crowds]
    assert people[0] < people[1]
    starts = [values(simulate(m, said, 7, 50))["gestart"] for m in (model, more)]
    assert (starts[1] >= starts[0]).all()


def test_a_draw_is_the_same_whatever_the_number_of_draws_and_municipalities(saying, modelled):
    said = saying(**{**LIVELY, "uren": (25.0, 27.0, 29.0), "uitval_jaar": (0.1, 0.2, 0.3)})
    both = modelled(said, 8, names=("Duin", "Strand"), persons=4, plan=5.0, sizes=SIZES)
    alone = modelled(said, 8, names=("Strand",), persons=4, plan=5.0, sizes=SIZES)
    many, few = (values(simulate(m, said, 8, n)) for m, n in ((both, 1005), (alone, 30)))
    for name, found in few.items():
        assert np.array_equal(many[name][:30, :, 1:], found), name
    assert not np.array_equal(many["gestart"][:5], many["gestart"][1000:])
    assert not np.array_equal(many["gestart"][..., 0], many["gestart"][..., 1])


def test_levers_at_neutral_are_the_model_without_them(crowded):
    _, model = crowded
    pushed = replace(model, extra=np.full((36, 1), 5.0), factor=np.full((36, 1), 2.0))
    assert not np.array_equal(values(expected(pushed))["personen"],
                              values(expected(model))["personen"])
    for name, found in values(expected(neutral(pushed))).items():
        assert np.array_equal(found, values(expected(model))[name])


def test_more_places_never_mean_fewer_people_at_work_on_the_central_path(crowded):
    _, model = crowded
    more = replace(model, extra=np.full((36, 1), 3.0))
    assert (values(expected(more))["personen"] >= values(expected(model))["personen"] - 1e-9).all()


def test_the_opening_range_moves_people_and_the_places_they_are_in(saying, modelled):
    said = saying(**{**LIVELY, "beginstand.factor": (0.5, 1.0, 1.5)})
    model = modelled(said, 4, persons=20, plan=[18.0, 18.0, 18.0, 22.0, 22.0], sizes=SIZES)
    found = values(simulate(model, said, 9, 400))
    opening = found["personen"][:, 0, 0]
    assert np.quantile(opening, [0.1, 0.5, 0.9]) == pytest.approx([10, 20, 30], abs=1.5)
    beyond = found["plekken"][:, 0] > 18
    assert np.array_equal(found["plekken.open"][:, 0][beyond], found["plekken"][:, 0][beyond])
    assert (found["plekken.open"][:, 3:] == 22).all()


def test_the_gap_is_the_mean_less_the_central_path(crowded):
    said, model = crowded
    central, found = expected(model), simulate(model, said, 10, 400)
    off = gap(central, found)["beschut.personen"].values
    assert off.shape == central["beschut.personen"].values.shape
    mean = found["beschut.personen"].values.mean(axis=0)
    assert off[0] + central["beschut.personen"].values[0] == pytest.approx(mean)
    assert off.min() < -0.3  # chance leaves places empty that the fluid fills


def test_every_variable_has_a_meaning_and_its_months(shipped_model):
    found = expected(shipped_model)
    assert list(found) == list(MEANINGS)
    for name, e in found.items():
        assert len(e.periods) == 48 + (not MEANINGS[name].flow)
        assert e.groups == ("Assen", "Aa en Hunze", "Tynaarlo")
        assert MEANINGS[name].text.endswith(".")


def test_counts_are_whole_and_of_four_bytes(drawn):
    for name in ("personen", "gestart", "wachtend", "wachtend.gereed", "gestart.bijstand"):
        assert drawn[name].dtype == np.int32
    assert drawn["plekken"].dtype == np.float64
