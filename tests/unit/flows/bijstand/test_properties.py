"""What holds for every model and every draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecast.flows.bijstand import expected, neutral_drivers, simulate
from forecast.flows.bijstand.cohort import Cohort
from forecast.flows.luck import Chance
from forecast.flows.spread import split, spread

quick = settings(max_examples=15, deadline=None, derandomize=True,
                 suppress_health_check=[HealthCheck.function_scoped_fixture])
factors = st.floats(0.0, 3.0)
DRAWS = 20


def _drivers(inflow, leave, opening):
    return replace(neutral_drivers(), inflow=np.full((1, 1, 1), inflow),
                   exit=np.full((1, 1, 1, 1), leave), opening=np.full((1, 1), opening))


@quick
@given(st.integers(1, 3), st.integers(0, 300), factors, st.floats(0, 60.0), st.floats(0.5, 1.5))
def test_nobody_appears_or_vanishes(make_model, types, persons, inflow, leave, opening):
    model = make_model(("Assen", "Tynaarlo"), 5, persons, types)
    drivers = _drivers(inflow, leave, opening)
    for found in (simulate(model, drivers, 3, DRAWS), expected(model, drivers)):
        v = {name.removeprefix("bijstand."): e.values for name, e in found.items()}
        published = model.opening.sum(axis=(1, 2, 3, 4))
        before = np.concatenate([np.broadcast_to(published, v["stand"][:, :1].shape),
                                 v["stand"][:, :-1]], axis=1)
        after = before + v["beginstand.correctie"] + v["instroom"] - v["uitstroom"]
        np.testing.assert_allclose(v["stand"], after, atol=1e-8)
        ins = v["instroom.nieuw"] + v["instroom.herinstroom"] + v["instroom.statushouders"]
        np.testing.assert_allclose(v["instroom"], ins, atol=1e-9)
        parts = sum(v[f"instroom.nieuw.{n}"] for n in ("ww", "jongeren", "overig"))
        np.testing.assert_allclose(v["instroom.nieuw"], parts, atol=1e-9)
        outs = sum(v[f"uitstroom.{n}"] for n in
                   ("werk", "onderneming", "onderwijs", "overig", "aow"))
        np.testing.assert_allclose(v["uitstroom"], outs, atol=1e-9)
        assert (v["stand.statushouders"] <= v["stand"] + 1e-9).all()
        assert (v["deeltijd.stand"] <= v["stand"] + 1e-9).all()
        assert all((values >= 0).all() for name, values in v.items()
                   if name != "beginstand.correctie")


@quick
@given(st.integers(0, 300), st.floats(0, 4.0))
def test_every_group_and_cell_stays_whole_and_conserves(make_model, persons, leave):
    """Per cell of route, type and group: what left and what came explains what is there."""
    model = make_model(("Assen",), 4, persons)
    local = _drivers(1.0, leave, 1.0).of(0, slice(0, DRAWS), np.float32)
    cohort = Cohort(model, 0, local, Chance(5, "Assen", 0, DRAWS))
    for t in range(4):
        before = cohort.stock.sum(axis=(0, 1))
        flows = cohort.step(t)
        assert (cohort.stock >= 0).all()
        assert (cohort.stock == np.round(cohort.stock)).all()
        came = (flows["instroom.nieuw"] + flows["instroom.herinstroom"]
                + flows["instroom.statushouders"])
        left = sum(values for name, values in flows.items() if name.startswith("uitstroom."))
        assert (cohort.stock.sum(axis=(0, 1)) == before + came - left).all()


@quick
@given(st.integers(0, 400), st.floats(0.2, 2.0), st.floats(1.0, 2.0))
def test_a_higher_exit_rate_never_gives_a_larger_stock(make_model, persons, leave, more):
    """Draw by draw, on shared luck; without returners, who would come back from more exits."""
    model = make_model(("Assen",), 6, persons)
    model = replace(model, return_chance=np.zeros((1, 4)))
    low, high = (simulate(model, _drivers(1.0, rate, 1.0), 7, DRAWS)["bijstand.stand"].values
                 for rate in (leave, leave * more))
    assert (high <= low).all()


@quick
@given(st.integers(0, 400), factors, st.floats(0.0, 1.0))
def test_more_inflow_never_gives_a_smaller_stock(make_model, persons, inflow, more):
    model = replace(make_model(("Assen",), 6, persons), return_chance=np.zeros((1, 4)))
    low, high = (simulate(model, _drivers(rate, 1.0, 1.0), 7, DRAWS)["bijstand.stand"].values
                 for rate in (inflow, inflow + more))
    assert (high >= low).all()


@quick
@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30).filter(lambda s: sum(s) > 0.01),
       st.integers(0, 700))
def test_a_spread_keeps_the_count_and_skips_empty_places(shares, most):
    rng = np.random.default_rng(most)
    share = np.array(shares) / sum(shares)
    count = rng.integers(0, most + 1, 50).astype(np.float32)
    u = rng.random((most, 50)).astype(np.float32)
    found = spread(u, count, share)
    assert (found.sum(axis=0) == count).all()
    assert found[share == 0].sum() == 0


@quick
@given(st.lists(st.floats(0.0, 1.0, width=32), min_size=5, max_size=5), st.integers(0, 50))
def test_a_split_keeps_the_leavers_and_skips_reasons_without_rate(rates, most):
    rate = np.array(rates, dtype=np.float32)
    if rate.sum() < 1e-3:
        rate[0] = 0.1
    rng = np.random.default_rng(most)
    count = rng.integers(0, most + 1, (6, 40)).astype(np.float32)
    u = np.clip(rng.random((4, 6, 40)), 1e-7, 1 - 1e-7).astype(np.float32)
    found = split(u, count, np.broadcast_to(rate[:, None, None], (5, 6, 40)))
    assert (found.sum(axis=1).sum() == count.sum())
    assert (found.sum(axis=0) == count.sum(axis=0)).all()
    assert found[rate == 0].sum() == 0
