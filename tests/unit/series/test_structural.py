import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.series.past import past_of
from forecast.series.structural import STRUCTURAL

WAVE = 0.1 * np.cos(2 * np.pi * np.arange(12) / 12)


def past(logs):
    index = pd.period_range(month(2005, 1), periods=len(logs), freq="M")
    return past_of(pd.Series(np.exp(np.asarray(logs, dtype=float)), index, name="instroom"))


def wandering(n, seed=1):
    rng = np.random.default_rng(seed)
    slope = 0.002 + rng.normal(0, 0.001, n).cumsum()
    return 5 + (slope + rng.normal(0, 0.01, n)).cumsum()


def test_the_path_is_a_straight_line_from_the_level_reached():
    one = past(wandering(120))
    said = STRUCTURAL.sketch(one, 24)
    steps = np.diff(said.path)
    np.testing.assert_allclose(steps, steps[0], atol=1e-9)
    assert said.path[0] == pytest.approx(one.flat[-1] + steps[0], abs=0.03)


def test_the_variance_is_a_cubic_of_the_horizon():
    """Level and slope that both wander: Harvey 1989, section 4.6."""
    said = STRUCTURAL.sketch(past(wandering(120)), 24)
    square = said.sd**2
    assert (np.diff(said.sd) > 0).all()
    assert abs(np.diff(square, 4)).max() < 1e-6 * square[-1]
    assert np.diff(square, 3).min() > 0


def test_a_random_walk_widens_with_the_root_of_the_horizon():
    rng = np.random.default_rng(3)
    said = STRUCTURAL.sketch(past(5 + rng.normal(0, 0.02, 400).cumsum()), 25)
    assert said.sd[0] == pytest.approx(0.02, rel=0.1)
    assert said.sd[24] / said.sd[0] == pytest.approx(5, rel=0.3)


def test_the_season_comes_back_on_top_of_the_line():
    one = past(wandering(120) + WAVE[np.arange(120) % 12])
    assert one.seasonal
    path = STRUCTURAL.sketch(one, 24).path
    np.testing.assert_allclose(path[12:] - path[:12], path[12] - path[0], atol=1e-9)
    assert np.ptp(np.diff(path)) > 0.05
