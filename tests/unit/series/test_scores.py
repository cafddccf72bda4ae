"""Every score against the formula written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.series.scores import coverage, interval_score, mase, msis, seasonal_step, smape

VALUES = st.lists(st.tuples(*[st.floats(-100, 100)] * 3), min_size=1, max_size=12)


def columns(rows):
    """Return an outcome, and a lower and an upper value."""
    truth, one, other = np.array(rows).T
    return truth, np.minimum(one, other), np.maximum(one, other)


def test_the_seasonal_step_is_the_mean_change_over_a_year():
    history = np.random.default_rng(1).normal(0, 1, 40).cumsum()
    slow = sum(abs(history[t] - history[t - 12]) for t in range(12, 40)) / 28
    assert seasonal_step(history) == pytest.approx(slow)


def test_without_a_changing_year_the_monthly_change_counts_and_at_last_one():
    short = np.array([3.0, 5, 4, 8])
    assert seasonal_step(short) == pytest.approx((2 + 1 + 4) / 3)
    assert seasonal_step(np.tile(np.arange(12.0), 3)) == pytest.approx((33 * 1 + 2 * 11) / 35)
    assert seasonal_step(np.full(40, 7.0)) == 1
    assert seasonal_step(np.array([7.0])) == 1


@settings(max_examples=40, deadline=None)
@given(VALUES, st.floats(0.1, 10))
def test_mase_is_the_mean_distance_in_steps(rows, step):
    truth, forecast, _ = columns(rows)
    slow = sum(abs(t - f) for t, f in zip(truth, forecast, strict=True)) / len(truth) / step
    assert mase(truth, forecast, step) == pytest.approx(slow)


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_smape_is_the_distance_in_parts_of_the_mean_size(rows):
    truth, forecast, _ = columns(rows)
    slow = [0 if t == f == 0 else 200 * abs(t - f) / (abs(t) + abs(f))
            for t, f in zip(truth, forecast, strict=True)]
    assert smape(truth, forecast) == pytest.approx(np.mean(slow), abs=1e-9)
    assert 0 <= smape(truth, forecast) <= 200


@settings(max_examples=40, deadline=None)
@given(VALUES, st.sampled_from([0.5, 0.8, 0.95]))
def test_the_interval_score_is_the_width_and_the_penalty_outside(rows, level):
    truth, low, high = columns(rows)
    slow = [h - lo + 2 / (1 - level) * (lo - t if t < lo else t - h if t > h else 0)
            for t, lo, h in zip(truth, low, high, strict=True)]
    np.testing.assert_allclose(interval_score(truth, low, high, level), slow, atol=1e-9)
    assert msis(truth, low, high, level, 2.5) == pytest.approx(np.mean(slow) / 2.5)


def test_the_honest_band_has_the_lowest_interval_score():
    rng = np.random.default_rng(1)
    truth, z = rng.normal(0, 1, 40_000), 1.2816
    scores = {part: interval_score(truth, np.full(40_000, -part * z), np.full(40_000, part * z),
                                   0.8).mean() for part in (0.6, 1.0, 1.5)}
    assert min(scores, key=scores.get) == 1.0


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_coverage_is_the_part_inside_bounds_included(rows):
    truth, low, high = columns(rows)
    slow = [lo <= t <= h for t, lo, h in zip(truth, low, high, strict=True)]
    assert coverage(truth, low, high) == pytest.approx(np.mean(slow))
    assert coverage(low, low, high) == coverage(high, low, high) == 1
