"""Answers that are known without the engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from forecast.flows.bijstand import expected, neutral_drivers, simulate


def test_a_closed_cohort_survives_binomially(make_plain):
    """Constant hazard h, closed cohort n: survivors after t months ~ Binomial(n, (1-h)^t)."""
    n, h, draws = 60, 0.05, 4000
    stock = simulate(make_plain(h, n), neutral_drivers(), 11, draws)["bijstand.stand"].values
    for t in (1, 6, 12, 24):
        seen = np.bincount(stock[:, t - 1, 0], minlength=n + 1)
        wanted = draws * stats.binom.pmf(np.arange(n + 1), n, (1 - h) ** t)
        bins = np.minimum(np.searchsorted(wanted.cumsum(), np.arange(40, draws - 40, 250)), n)
        edges = np.unique(bins)
        group = np.searchsorted(edges, np.arange(n + 1))
        o, e = (np.bincount(group, weights=v) for v in (seen, wanted))
        chi = ((o - e) ** 2 / e).sum()
        assert chi < stats.chi2.ppf(1 - 1e-4, len(o) - 1)


def test_the_mean_follows_the_linear_recursion_in_every_cell_and_month(make_model):
    """Largest z-score of some 700 means stays under 4.8."""
    model = make_model(("Assen", "Aa en Hunze", "Tynaarlo"), 24, 400)
    drawn = simulate(model, neutral_drivers(), 21, 1000)
    wanted = expected(model, neutral_drivers())
    scores = []
    for name in ("stand", "stand.statushouders", "instroom.herinstroom", "uitstroom.werk",
                 "uitstroom.overig", "uitstroom.aow", "deeltijd.stand", "instroom.nieuw.ww",
                 "uitkeringen", "instroom"):
        found = drawn[f"bijstand.{name}"].values
        error = found.std(axis=0, ddof=1) / np.sqrt(1000)
        scores.append((found.mean(axis=0) - wanted[f"bijstand.{name}"].values[0]) / error)
    z = np.stack(scores)
    assert z.size == 720
    assert np.abs(z).max() < 4.8
    assert 0.8 < z.std() < 1.2


def test_uncertain_drivers_keep_the_mean_per_draw(make_model):
    """With the drivers of a draw fixed, its outcomes vary around its own expectation."""
    model = make_model(("Assen",), 12, 400)
    rng = np.random.default_rng(4)
    drivers = replace(neutral_drivers(), inflow=rng.uniform(0.8, 1.2, (2000, 12, 1)),
                      exit=rng.uniform(0.8, 1.2, (2000, 12, 1, 4)),
                      opening=rng.uniform(0.95, 1.08, (2000, 1)))
    gap = (simulate(model, drivers, 5, 2000)["bijstand.stand"].values
           - expected(model, drivers)["bijstand.stand"].values)
    z = gap.mean(axis=0) / (gap.std(axis=0) / np.sqrt(2000))
    assert np.abs(z).max() < 4


def test_constant_inflow_and_exit_end_at_poisson_with_mean_lambda_over_h(make_plain):
    """M/G/∞: the stock tends to a Poisson of mean λ/h, so its variance is λ/h too."""
    rate, h, draws = 6.0, 0.08, 4000
    model = make_plain(h, 75, rate, months=72)
    stock = simulate(model, neutral_drivers(), 31, draws)["bijstand.stand"].values[:, -1, 0]
    assert stock.mean() == pytest.approx(rate / h, abs=4 * np.sqrt(rate / h / draws))
    assert stock.var() == pytest.approx(rate / h, rel=0.1)


def test_littles_law(make_plain):
    """Persons = inflow per month × months stayed, in every long run."""
    rate, h = 5.0, 0.1
    found = simulate(make_plain(h, 50, rate, months=240), neutral_drivers(), 8, 100)
    stay = 1 / h
    stock = found["bijstand.stand"].values[:, 60:].mean()
    came = found["bijstand.instroom"].values[:, 60:].mean()
    assert stock == pytest.approx(came * stay, rel=0.01)


@pytest.mark.parametrize("hazard", [0.0, 1.0])
def test_certain_hazards_and_whole_inflow_give_the_expectation_exactly(make_plain, hazard):
    model = make_plain(hazard, 40, 7)
    model = replace(model, inflow_is_poisson=False)
    drawn = simulate(model, neutral_drivers(), 3, 200)
    wanted = expected(model, neutral_drivers())
    for name, found in drawn.items():
        # an expectation moves people on in fractions, whose sum is off by rounding alone
        assert np.abs(found.values - wanted[name].values).max() < 1e-9, name


def test_returners_come_back_in_full_when_return_is_certain(make_plain):
    """Everyone leaves at once, everyone is back the next month, for ever."""
    lag = np.zeros(12)
    lag[0] = 1.0
    model = replace(make_plain(1.0, 40), return_chance=np.ones((1, 4)), return_lag=lag,
                    inflow_is_poisson=False)
    stock = simulate(model, neutral_drivers(), 3, 50)["bijstand.stand"].values[0, :, 0]
    assert stock.tolist() == [0, 40] * 12


def test_leavers_of_the_past_come_back_on_time(make_plain):
    lag = np.zeros(12)
    lag[3] = 1.0
    pool = np.zeros((1, 4, 12))
    pool[0, 0, 1] = 30  # left in the month before the last realised one
    model = replace(make_plain(0.0), return_chance=np.ones((1, 4)), return_lag=lag,
                    return_pool=pool)
    again = simulate(model, neutral_drivers(), 3, 20)["bijstand.instroom.herinstroom"].values
    assert (again[:, 2, 0] == 30).all(), "four months after the exit: the third month"
    assert again.sum() == 20 * 30


def test_no_one_returns_after_the_aow_age(make_plain):
    model = make_plain(0.0, 500)
    model = replace(model, aow=np.full((24, 1), 0.05), return_chance=np.ones((1, 4)))
    found = simulate(model, neutral_drivers(), 3, 50)
    assert found["bijstand.uitstroom.aow"].values.sum() > 0
    assert found["bijstand.instroom.herinstroom"].values.sum() == 0


def test_no_one_leaves_for_the_aow_in_a_month_without(make_model):
    model = make_model(months=6)
    aow = model.aow.copy()
    aow[2:4] = 0
    found = simulate(replace(model, aow=aow), neutral_drivers(), 3, 1000)
    assert found["bijstand.uitstroom.aow"].values[:, 2:4].sum() == 0
    assert found["bijstand.uitstroom.aow"].values[:, 4].sum() > 0
