import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.series import CORE_KEYS, case, fit_panel, foretell
from forecast.series.past import past_of
from forecast.series.plain import LEVEL, NAIVE


def past(values):
    index = pd.period_range(month(2015, 1), periods=len(values), freq="M")
    return past_of(pd.Series(np.asarray(values, dtype=float), index, name="instroom"))


def test_a_purely_seasonal_series_is_repeated_exactly():
    year = np.exp(np.sin(np.arange(12)) / 5) * 80
    said = NAIVE.sketch(past(np.tile(year, 5)), 30)
    np.testing.assert_allclose(said.path, np.log(np.resize(year, 30)), rtol=1e-12)
    np.testing.assert_allclose(said.sd, 0, atol=1e-12)


def test_last_year_starts_again_in_the_month_that_follows():
    values = np.arange(40) + 1.0
    said = NAIVE.sketch(past(values), 14)
    np.testing.assert_allclose(np.exp(said.path), [*values[28:], values[28], values[29]])


def test_the_error_of_last_year_grows_with_each_year():
    values = np.exp(np.random.default_rng(1).normal(0, 0.1, 60).cumsum())
    said = NAIVE.sketch(past(values), 36)
    logs = np.log(values)
    year = np.sqrt(np.mean([(logs[t] - logs[t - 12]) ** 2 for t in range(12, 60)]))
    np.testing.assert_allclose(said.sd, np.repeat([1, 2**0.5, 3**0.5], 12) * year)


def test_eight_months_give_the_mean_of_what_there_is():
    values = [10, 12, 9, 11, 10, 13, 8, 10]
    said = LEVEL.sketch(past(values), 6)
    np.testing.assert_allclose(said.path, np.log(values).mean())


def test_longer_histories_give_the_mean_of_the_last_year():
    values = np.random.default_rng(2).uniform(5, 9, 30)
    said = LEVEL.sketch(past(values), 6)
    np.testing.assert_allclose(said.path, np.log(values[-12:]).mean())


def test_the_width_of_a_short_history_is_what_a_walk_misses_by():
    """The mean of the last year of a random walk against the walk itself, 1-9 months on."""
    rng = np.random.default_rng(2)
    walks = rng.normal(0, 0.05, (4000, 21)).cumsum(axis=1)
    errors = walks[:, 12:] - walks[:, :12].mean(axis=1, keepdims=True)
    said = [LEVEL.sketch(past(np.exp(3 + walk[:12])), 9).sd for walk in walks[:400]]
    np.testing.assert_allclose(np.sqrt(np.mean(np.square(said), axis=0)), errors.std(axis=0),
                               rtol=0.08)


@pytest.mark.parametrize("months", [8, 14, 20])
def test_the_band_of_a_short_walk_holds_two_in_three_or_more(months):
    """With the shipped curve; so short a history says little of how far it will go."""
    rng = np.random.default_rng(months)
    inside = []
    for _ in range(100):
        walk = rng.normal(0, 0.04, months + 12).cumsum()
        index = pd.period_range(month(2010, 1), periods=months, freq="M")
        history = pd.Series(np.exp(4 + walk[:months]), index)
        fit = fit_panel(history, 12, CORE_KEYS)
        one = foretell([case("", history, fit, (), ())], 12, dated=False)[0]
        low, high = one.band(0.80)
        truth = np.exp(4 + walk[months:])
        inside.append(((low <= truth) & (truth <= high)).mean())
    assert 0.62 < np.mean(inside) < 0.90

