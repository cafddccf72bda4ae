"""The Wsw: known answers, conservation, two forms that agree, and the figures of the agreement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.linalg import expm

from forecast.errors import ForecastError
from forecast.flows import wsw
from forecast.flows.wsw.central import central
from forecast.flows.wsw.checks import check_levers
from forecast.flows.wsw.levels import Levels, central_levels
from forecast.flows.wsw.model import BOR, EMPLOYED, INTERN
from forecast.inputs import load_dataset, load_law
from forecast.periods import months_of_years
from forecast.scenarios import resolve

ROOT = Path(__file__).parents[4]
NAMES = ("wsw.personen", "wsw.personen.regulier")


@pytest.fixture(scope="module")
def said():
    return resolve(ROOT, load_dataset(ROOT, "wpda"), "basis")


@pytest.fixture(scope="module")
def model(said):
    data = load_dataset(ROOT, "wpda")
    return wsw.build(data, load_law(ROOT), said, months_of_years(data.years))


@pytest.fixture(scope="module")
def middle(model, said):
    return wsw.expected(model, said)


@pytest.fixture(scope="module")
def on_clock(model, said):
    return wsw.persons(model, said, 2020, 300)


def whole(found, name):
    return found[name].values.sum(axis=2)


def plain(model, **changes):
    """Return the model without ages: every chance the same for everyone."""
    flat = {"aow": np.ones_like(model.aow), "shape": np.ones_like(model.shape),
            "back": np.ones_like(model.back), "out": np.ones_like(model.out), "places": None}
    return replace(model, **(flat | changes))


def levels(death=0.0, illness=0.0, work=0.0, back=0.0, out=0.0):
    return Levels(*(np.array([x]) for x in (death, illness, work, back, out)))


def test_the_figures_of_the_agreement(middle):
    assert whole(middle, "wsw.personen")[0, 0] == 657
    assert whole(middle, "wsw.personen.regulier")[0, 0] == 250
    assert 657 - whole(middle, "wsw.personen.regulier")[0, 0] == 407
    assert whole(middle, "wsw.bor_overgang")[0, 0] == 130
    assert 407 - 130 == 277
    assert round(380 / 657, 3) == 0.578
    assert round(380 / (657 * 0.94), 3) == 0.615
    assert round(380 * 0.06) == 23


def test_the_rate_and_the_balance_are_met_in_the_first_year(middle):
    gone = whole(middle, "wsw.uitstroom")[0, :12].sum()
    assert gone / 657 == pytest.approx(0.06)
    natural = sum(whole(middle, f"wsw.uitstroom.{c}")[0, :12].sum()
                  for c in ("aow", "overlijden", "ziekte"))
    assert natural / gone == pytest.approx(0.70)
    assert whole(middle, "wsw.beweging")[0, :12].sum() == pytest.approx(0.0, abs=0.05)
    assert whole(middle, "wsw.personen.regulier")[0, 12] == pytest.approx(380, abs=0.05)


def test_the_cohort_is_that_of_a_matrix_exponential(model):
    """Constant hazards: inside, outside and gone follow exp(Qt) up to the order in a month."""
    leave, back, out = 0.005, 0.003, 0.004
    found = central(plain(model, bor=np.zeros(48)), levels(death=leave, back=back, out=out))
    rates = np.array([[-(leave + out), out, leave], [back, -(back + leave), leave], [0, 0, 0]])
    start = np.array([277.0, 250.0, 0.0])
    wanted = start @ expm(48 * rates)
    crew = model.placement == BOR
    stock = found["stand"][-1]
    inside = stock[INTERN][~crew].sum()
    outside = stock[list(EMPLOYED)].sum()
    assert [inside, outside] == pytest.approx(wanted[:2], rel=0.003)


def test_nobody_appears_or_vanishes(middle, on_clock):
    for found in (middle, on_clock):
        stock = found["wsw.personen"].values
        gone = sum(found[f"wsw.uitstroom.{c}"].values.astype(float)
                   for c in ("aow", "overlijden", "ziekte", "werk"))
        assert np.abs(np.diff(stock, axis=1) + gone).max() < 1e-3
        parts = sum(found[f"wsw.personen.{p}"].values.astype(float) for p in (
            "intern", "groepsdetachering", "individuele_detachering", "begeleid_werken", "bor"))
        assert np.abs(parts - stock).max() < 1e-3
        outside = found["wsw.personen.regulier"].values
        moved = found["wsw.beweging"].values + found["wsw.bor_overgang"].values
        assert np.abs(np.diff(outside, axis=1) - moved).max() < 1e-3


def test_persons_are_whole_and_employers_places_are_kept(model, on_clock):
    for name in (*NAMES, "wsw.wachtend", "wsw.naar_buiten"):
        values = on_clock[name].values
        assert (values == np.round(values)).all()
        assert values.min() >= 0
    held = whole(on_clock, "wsw.personen.regulier") - whole(on_clock, "wsw.personen.bor")
    assert held[:, 1:].max() <= model.places.max()


def test_both_forms_agree_where_places_do_not_run_out(model, said):
    free = replace(model, places=np.full(48, 5000.0))
    clock, once = (wsw.persons(free, said, 7, 300, on_clock=form) for form in (True, False))
    assert (clock["wsw.personen"].values == once["wsw.personen"].values).all()  # the same exits
    for name in ("wsw.personen.regulier", "wsw.naar_buiten", "wsw.terug_naar_binnen"):
        a, b = (x[name].yearly().values.sum(axis=2, dtype=float) for x in (clock, once))
        error = np.sqrt((a.var(axis=0) + b.var(axis=0)) / 300)
        assert (np.abs(a.mean(axis=0) - b.mean(axis=0)) < 4.5 * error + 0.01).all(), name


def test_the_mean_of_fixed_numbers_is_the_central_path(model, said):
    fixed = replace(said, values={k: replace(v, low=None, high=None)
                                  for k, v in said.values.items()})
    free = replace(model, places=None)
    found, middle = wsw.simulate(free, fixed, 3, 400), wsw.expected(free, fixed)
    for name in (*NAMES, "wsw.uitstroom", "wsw.naar_buiten", "wsw.se"):
        drawn = whole(found, name)
        error = drawn.std(axis=0) / 20
        gap = np.abs(drawn.mean(axis=0) - whole(middle, name)[0])
        assert (gap < 4.8 * error + 5e-3).all(), name


def test_hazards_of_nought_and_one(model):
    still = central(plain(model, bor=np.zeros(48)), levels())
    assert still["stand"][-1].sum() == 657
    all_out = central(plain(model, bor=np.zeros(48)), levels(out=1.0))
    crew = model.placement == BOR
    assert all_out["stand"][1][INTERN][~crew].sum() == 0
    gone = central(plain(model, bor=np.zeros(48)), levels(death=1.0))
    assert gone["stand"][1].sum() == 0


def test_without_places_people_wait_and_nobody_is_put_out(model, said):
    tight = replace(model, places=np.full(48, 250.0))
    found = wsw.simulate(tight, said, 5, 60)
    held = whole(found, "wsw.personen.regulier") - whole(found, "wsw.personen.bor")
    assert held[:, 1:].max() <= 250
    assert whole(found, "wsw.wachtend").max() > 0
    assert whole(wsw.expected(tight, said), "wsw.wachtend")[0, 6] > 0


def test_scenarios_share_their_luck_and_draws_do_not_depend_on_their_number(model, said, on_clock):
    few = wsw.persons(model, said, 2020, 20)
    assert (few["wsw.personen.regulier"].values
            == on_clock["wsw.personen.regulier"].values[:20]).all()
    more = replace(model, levers=model.levers * np.array([[1.0], [1.0], [1.5]]))
    other = wsw.persons(more, said, 2020, 20)
    assert (other["wsw.personen"].values == few["wsw.personen"].values).all()
    assert whole(other, "wsw.naar_buiten").sum() > whole(few, "wsw.naar_buiten").sum()


def test_se_and_full_time_years_follow_from_hours(model, middle):
    assert whole(middle, "wsw.fte")[0, 0] / 657 == pytest.approx(0.881, abs=0.01)
    assert whole(middle, "wsw.se")[0, 0] == pytest.approx((model.se * model.people).sum())
    assert whole(middle, "wsw.se.rijk")[0, 1] == pytest.approx(
        whole(middle, "wsw.se")[0, 0] * model.stay)


def test_a_rate_below_age_and_death_is_refused(model, said):
    low = replace(said, values={k: replace(v, number=0.005, low=None, high=None)
                                if k[0] == "wsw.uitstroom.tempo" else v
                                for k, v in said.values.items()})
    with pytest.raises(ForecastError, match=r"verhoog wsw\.uitstroom\.tempo"):
        central_levels(model, low)


def test_levers_that_cannot_be_are_told_at_once(model):
    bor = np.full(48, 130.0)
    bor[0], bor[5:] = 500.0, 0.0
    with pytest.raises(ForecastError) as caught:
        check_levers(model.months, bor, 407, np.zeros(48), 250)
    text = str(caught.value)
    assert "500 mensen gaan over, maar binnen zijn er 407" in text
    assert "het aantal daalt" in text
    assert "0 plekken, maar er werken 250 mensen" in text


def test_a_data_set_without_wsw_has_no_model(said):
    data = load_dataset(ROOT, "wpda")
    bare = replace(data, tables={k: v for k, v in data.tables.items() if k != "wsw"})
    assert wsw.build(bare, load_law(ROOT), said, months_of_years(data.years)) is None


def test_where_nobody_waits_the_desk_gives_the_same_moves(model, said, on_clock, monkeypatch):
    monkeypatch.setattr("forecast.flows.wsw.clock._without_waiting", lambda *_: None)
    at_desk = wsw.persons(model, said, 2020, 40)
    for name, found in at_desk.items():
        other = on_clock[name].values[:40]
        if name.startswith(("wsw.se", "wsw.fte")):
            # hours are added up in another order, in float32
            assert np.allclose(found.values, other, rtol=1e-5, atol=0), name
        else:
            assert (found.values == other).all(), name
