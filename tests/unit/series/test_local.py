import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from forecast.periods import month, months
from forecast.series import LocalEstimate, Response, local_estimate, shrunk

INDEX = months(month(2003, 1), month(2019, 12))
NATION = Response(0.03, 0.04, np.zeros((2, 2)), "", 15, 0.7)
PRIOR = 0.25


def world(seed=1):
    """Return unemployment, the part of the log stock that follows it, and other national moves."""
    rng = np.random.default_rng(seed)
    change = lfilter([1], [1, -0.9], rng.normal(0, 0.06, len(INDEX)))
    u = pd.Series(6 + change.cumsum(), INDEX)
    economy = (NATION.same_year * u.diff() + NATION.year_later * u.diff().shift(12)).fillna(0)
    other = pd.Series(rng.normal(0, 0.004, len(INDEX)), INDEX)
    return u, economy.cumsum(), other.cumsum()


def estimate(ratio=1.4, noise=0.0, seed=1, first=INDEX[0], memory=0.0):
    u, economy, other = world(seed)
    rng = np.random.default_rng(1000 + seed)
    own = lfilter([1], [1, -memory], rng.normal(0, noise, len(INDEX))).cumsum()
    here = np.exp(7 + ratio * economy + other + own).loc[first:]
    return local_estimate("Duin", here, np.exp(5 + economy + other), u, NATION)


def test_a_known_ratio_comes_back_whatever_else_moved_the_nation():
    found = estimate()
    assert found.ratio == pytest.approx(1.4, abs=1e-9)
    assert found.error == pytest.approx(0, abs=1e-9)
    assert found.sample == "jan 2003 - dec 2019"
    assert found.months == len(INDEX)


@pytest.mark.parametrize(("first", "memory"), [
    (INDEX[0], 0.0), (INDEX[0], 0.5), (month(2016, 1), 0.0), (month(2016, 1), 0.5)])
def test_the_standard_error_is_honest(first, memory):
    found = [estimate(0.8, 0.005, seed, first, memory) for seed in range(100)]
    off = np.array([one.ratio - 0.8 for one in found])
    inside = np.abs(off) < 2 * np.array([one.error for one in found])
    assert inside.mean() > 0.87
    assert abs(off.mean()) < 3 * off.std() / 10


def test_shrinkage_is_the_posterior_of_two_normals():
    one = LocalEstimate("Duin", 1.6, 0.2, 60, "")
    found = shrunk(one, PRIOR)
    weight, prior = 1 / 0.2**2, 1 / PRIOR**2
    assert found.mean == pytest.approx((prior + 1.6 * weight) / (prior + weight))
    assert found.sd == pytest.approx((prior + weight) ** -0.5)
    assert 1 < found.mean < 1.6
    assert found.sd < min(0.2, PRIOR)


def test_a_sure_estimate_speaks_for_itself_and_an_unsure_one_hardly():
    sure, unsure = (shrunk(LocalEstimate("Duin", 1.6, e, 60, ""), PRIOR) for e in (1e-6, 10.0))
    assert sure.mean == pytest.approx(1.6, abs=1e-6)
    assert unsure.mean == pytest.approx(1, abs=1e-3)
    assert unsure.sd == pytest.approx(PRIOR, rel=1e-3)


def test_shrinking_brings_a_group_nearer_to_the_truth():
    rng = np.random.default_rng(5)
    truth = rng.normal(1, PRIOR, 60)
    found = [estimate(t, 0.01, seed, month(2014, 1)) for seed, t in enumerate(truth)]
    plain = np.array([one.ratio for one in found]) - truth
    drawn_in = np.array([shrunk(one, PRIOR).mean for one in found]) - truth
    assert (drawn_in**2).mean() < 0.7 * (plain**2).mean()


def test_too_few_counted_months_leave_the_assumption():
    found = estimate(first=month(2017, 2))
    assert found.months == 35
    factor = shrunk(found, PRIOR)
    assert (factor.mean, factor.sd) == (1.0, PRIOR)
    assert "Er zijn geen 36 getelde maanden op rij" in factor.note
    assert estimate(first=month(2017, 1)).error < np.inf


def test_only_the_last_stretch_without_a_gap_counts():
    u, economy, other = world()
    here = np.exp(7 + 1.4 * economy + other).drop(month(2016, 6))
    found = local_estimate("Duin", here, np.exp(5 + economy + other), u, NATION)
    assert found.sample == "jul 2016 - dec 2019"
    assert found.ratio == pytest.approx(1.4, abs=1e-9)


def test_no_month_at_all_is_no_error():
    u, economy, _ = world()
    nothing = pd.Series(dtype=float, index=pd.PeriodIndex([], freq="M"))
    found = local_estimate("Duin", nothing, np.exp(5 + economy), u, NATION)
    assert (found.months, found.error) == (0, np.inf)


def test_without_differences_between_municipalities_the_factor_is_one_exactly():
    factor = shrunk(LocalEstimate("Duin", 1.6, 0.1, 60, ""), 0.0)
    assert (factor.draw(1, 50) == 1).all()
    assert "de landelijke reactie zelf" in factor.note


def test_draws_have_the_posterior_and_belong_to_the_municipality():
    factor = shrunk(LocalEstimate("Duin", 1.3, 0.3, 60, "jan 2015 - dec 2019"), PRIOR)
    draws = factor.draw(7, 20_000)
    assert draws.mean() == pytest.approx(factor.mean, abs=0.005)
    assert draws.std() == pytest.approx(factor.sd, rel=0.02)
    assert (draws == factor.draw(7, 20_000)).all()
    other = shrunk(LocalEstimate("Strand", 1.3, 0.3, 60, ""), PRIOR).draw(7, 20_000)
    assert abs(np.corrcoef(draws, other)[0, 1]) < 0.03
    assert "getelde maanden (jan 2015 - dec 2019) geven zelf 1,30 (standaardfout 0,30)" \
        in factor.note


def test_a_factor_never_turns_the_economy_around():
    assert shrunk(LocalEstimate("Duin", -2.0, 0.05, 60, ""), PRIOR).mean == 0
    assert shrunk(LocalEstimate("Duin", 1.0, np.inf, 0, ""), 1.0).draw(1, 5_000).min() == 0
