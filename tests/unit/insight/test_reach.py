"""The odds of a norm, and the values that can be promised."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.insight import reach


def test_the_odds_are_the_part_of_the_draws_that_reach_the_norm():
    found = reach(np.arange(1, 101), 61)
    assert found.chance == pytest.approx(0.40)
    assert found.error == pytest.approx(0.049, abs=0.001)
    assert found.mean == pytest.approx(50.5)


def test_a_promise_is_kept_with_at_least_its_odds():
    outcomes = np.random.default_rng(3).poisson(60, 4000)
    found = reach(outcomes, 60)
    for value, odds in ((found.with_50, 0.5), (found.with_70, 0.7), (found.with_90, 0.9)):
        assert (outcomes >= value).mean() >= odds
        assert (outcomes >= value + 1).mean() < odds


def test_exactly_the_norm_counts_as_reached_even_in_thirds_of_a_place():
    assert reach(np.array([31 * (0.1 + 0.2) / 0.3 / 31 * 60 - 1e-12]), 60.0).chance == 1


def test_nothing_to_judge_is_refused():
    with pytest.raises(ValueError, match="no outcomes"):
        reach(np.array([]), 1)
