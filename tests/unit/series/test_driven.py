"""The regression on a driver, on a series that follows its driver by known figures."""

import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.series.driven import DRIVEN
from forecast.series.past import YEAR, past_of

NOW, BEFORE, N, AHEAD = 0.4, 0.3, 120, 24


def driver():
    """Return a slow wave in %, over history and horizon and a lead of two years."""
    t = np.arange(2 * YEAR + N + AHEAD)
    return 6 + 1.5 * np.sin(2 * np.pi * t / 90) + 0.4 * np.sin(2 * np.pi * t / 37)


def followed(x):
    """Return the log of a series that answers to the yearly change of its driver, per month."""
    smooth = np.full(len(x), np.nan)
    smooth[YEAR:] = (x[YEAR:] - x[:-YEAR]) / YEAR
    steps = NOW * smooth[2 * YEAR :] + BEFORE * smooth[YEAR:-YEAR]
    return 5 + np.cumsum(steps)


def past(logs, x, ahead):
    index = pd.period_range(month(2008, 1), periods=N, freq="M")
    return past_of(pd.Series(np.exp(logs), index, name="stand"), x, ahead)


def test_the_path_follows_a_driver_that_is_known_ahead():
    x = driver()
    logs = followed(x)
    noise = np.random.default_rng(1).normal(0, 0.001, N).cumsum()
    one = past(logs[:N] + noise, x[2 * YEAR : 2 * YEAR + N], x[2 * YEAR + N :])
    said = DRIVEN.sketch(one, AHEAD)
    moved = said.path - one.z[-1]
    truth = logs[N:] - logs[N - 1]
    assert np.ptp(truth) > 0.1
    np.testing.assert_allclose(moved, truth, atol=0.06 * np.ptp(truth))


def test_another_future_of_the_driver_moves_the_path_by_the_answer():
    x = driver()
    noise = np.random.default_rng(1).normal(0, 0.001, N).cumsum()
    known, ahead = x[2 * YEAR : 2 * YEAR + N], x[2 * YEAR + N :]
    base, higher = (DRIVEN.sketch(past(followed(x)[:N] + noise, known, path), AHEAD)
                    for path in (ahead, ahead + 1.2))
    first_year = (higher.path - base.path)[YEAR - 1]
    both_years = (higher.path - base.path)[-1]
    assert first_year == pytest.approx(1.2 * NOW, rel=0.1)
    assert both_years == pytest.approx(1.2 * (NOW + BEFORE), rel=0.1)
    np.testing.assert_allclose(higher.sd, base.sd)


def test_the_width_is_that_of_a_walk_with_the_noise_of_a_month():
    x = driver()
    noise = np.random.default_rng(3).normal(0, 0.004, N).cumsum()
    one = past(followed(x)[:N] + noise, x[2 * YEAR : 2 * YEAR + N], x[2 * YEAR + N :])
    sd = DRIVEN.sketch(one, AHEAD).sd
    np.testing.assert_allclose(sd, 0.004 * np.sqrt(np.arange(1, AHEAD + 1)), rtol=0.3)


def test_only_the_known_part_of_the_driver_counts():
    x = driver()
    known, ahead = x[2 * YEAR : 2 * YEAR + N], x[2 * YEAR + N :]
    logs = followed(x)[:N] + np.random.default_rng(1).normal(0, 0.001, N).cumsum()
    short = DRIVEN.sketch(past(logs, known, ahead), 12)
    planted = ahead.copy()
    planted[12:] = 99.0
    np.testing.assert_array_equal(DRIVEN.sketch(past(logs, known, planted), 12).path, short.path)


@pytest.mark.parametrize("missing", ["driver", "driver_ahead"])
def test_without_its_driver_it_says_so(missing):
    x = driver()
    given = {"driver": x[2 * YEAR : 2 * YEAR + N], "driver_ahead": x[2 * YEAR + N :]}
    one = past(followed(x)[:N], *(None if key == missing else given[key] for key in given))
    assert DRIVEN.sketch(one, 12) == "regressie op werkloosheid lukte niet: er is geen " \
                                     "verklarende reeks"


def test_a_driver_that_never_moves_says_nothing_and_the_series_goes_on():
    logs = 5 + np.random.default_rng(3).normal(0, 0.01, N).cumsum()
    one = past(logs, np.full(N, 5.0), np.full(AHEAD, 5.0))
    assert not one.seasonal
    said = DRIVEN.sketch(one, AHEAD)
    np.testing.assert_allclose(said.path, one.z[-1], atol=0.02)
    assert said.sd[0] == pytest.approx(0.01, rel=0.2)
