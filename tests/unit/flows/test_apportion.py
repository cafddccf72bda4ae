"""Shares become whole numbers without losing or making anyone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.flows.apportion import largest_remainder, take_evenly

COUNTS = st.lists(st.integers(0, 400), min_size=1, max_size=12)


def test_the_largest_remainder_by_hand():
    exact = np.array([[2.6], [1.3], [0.1]])
    assert largest_remainder(exact, np.array([4])).ravel().tolist() == [3, 1, 0]


@given(COUNTS.filter(any), st.integers(0, 500))
def test_shares_add_up_and_stay_within_one(weights, total):
    exact = np.array(weights)[:, None] / sum(weights) * total
    found = largest_remainder(exact, np.array([total]))
    assert found.sum() == total
    assert np.abs(found - exact).max() < 1 + 1e-6


@given(COUNTS, st.floats(0.001, 0.999), st.floats(0, 1))
def test_taking_evenly_takes_what_was_asked_and_no_one_twice(counts, u, part):
    count = np.array(counts, dtype=float)[:, None]
    take = np.floor(count.sum() * part)
    found = take_evenly(np.array([u]), count, np.array([take]))
    assert found.sum() == take
    assert (found >= 0).all()
    assert (found <= count).all()


def test_taking_evenly_takes_each_group_in_proportion():
    count = np.array([7.0, 0.0, 12.0, 31.0])
    u = (np.arange(2000) + 0.5) / 2000
    found = take_evenly(u, np.repeat(count[:, None], 2000, axis=1), np.full(2000, 9.0))
    assert found.mean(axis=1) == pytest.approx(9 * count / 50, abs=1e-3)
