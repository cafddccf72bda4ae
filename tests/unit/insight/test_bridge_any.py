"""What must hold for a bridge between any two outcomes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.insight import shapley
from forecast.insight.bridge import MOST

NAMES = ("economie", "prijs", "wsw", "uitvoering", "beschut")


def any_outcome(names, seed, shape=(2, 3)):
    """Return an outcome that has its own random amounts for every set of drivers."""
    rng = np.random.default_rng(seed)
    known = {frozenset(chosen): rng.normal(0, 1e5, shape)
             for size in range(len(names) + 1) for chosen in combinations(sorted(names), size)}
    return known.__getitem__


def test_what_three_do_together_is_shared_by_those_three_alone():
    parts = shapley(["a", "b", "c", "d"], lambda on: np.array([6.0 * ({"a", "b", "c"} <= on)]))
    assert [float(parts[d][0]) for d in "abcd"] == pytest.approx([2.0, 2.0, 2.0, 0.0])


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 6), st.integers(0, 2**32 - 1))
def test_the_parts_add_up(count, seed):
    names = [f"d{n}" for n in range(count)]
    outcome = any_outcome(names, seed)
    parts = shapley(names, outcome)
    gap = outcome(frozenset(names)) - outcome(frozenset())
    assert list(parts) == names
    assert all(part.shape == gap.shape for part in parts.values())
    assert np.abs(sum(parts.values(), np.zeros_like(gap)) - gap).max() <= 1e-9


def test_a_driver_without_effect_gets_nothing():
    inner = any_outcome(NAMES[:-1], 3)
    parts = shapley(NAMES, lambda on: inner(on - {NAMES[-1]}))
    assert (parts[NAMES[-1]] == 0).all()
    assert all((parts[d] != 0).all() for d in NAMES[:-1])


def test_drivers_that_do_the_same_get_the_same():
    parts = shapley(["a", "b", "c"], lambda on: np.array([
        (2.0 + 5.0 * ("c" in on)) * len(on & {"a", "b"}) ** 2]))
    assert parts["a"] == pytest.approx(parts["b"])


def test_as_many_as_allowed_still_add_up():
    names = [f"d{n:02d}" for n in range(MOST)]
    outcome = any_outcome(names, 1, (1,))
    gap = outcome(frozenset(names)) - outcome(frozenset())
    assert sum(shapley(names, outcome).values()) == pytest.approx(gap, abs=1e-9)


@pytest.mark.parametrize("names", [[f"d{n}" for n in range(MOST + 1)], ["a", "b", "a"]])
def test_too_many_drivers_or_one_twice_is_refused_before_anything_is_asked(names):
    def outcome(on):
        raise AssertionError(on)

    with pytest.raises(ValueError, match=f"{len(names)} drivers"):
        shapley(names, outcome)
