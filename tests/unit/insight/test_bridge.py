"""A bridge free of order, on functions whose parts are known."""

from itertools import permutations

import numpy as np
import pytest

from forecast.insight import shapley
from forecast.insight.bridge import MOST

NAMES = ("economie", "prijs", "wsw", "beleid")


def test_a_linear_case_has_the_known_answer():
    sizes = {"economie": 3.0, "prijs": -1.5, "wsw": 0.0, "beleid": 10.0}
    parts = shapley(NAMES, lambda chosen: np.array([100.0 + sum(sizes[n] for n in chosen)]))
    assert {name: part[0] for name, part in parts.items()} == pytest.approx(sizes)


def test_what_two_do_together_is_shared_equally():
    def outcome(chosen):
        return np.array([6.0 if {"prijs", "wsw"} <= chosen else 0.0])

    parts = shapley(NAMES, outcome)
    assert [parts[n][0] for n in NAMES] == pytest.approx([0.0, 3.0, 3.0, 0.0])


def made_up(seed):
    """Return a function of sets with a value of its own for every set, year and municipality."""
    rng = np.random.default_rng(seed)
    known = {}

    def outcome(chosen):
        return known.setdefault(chosen, rng.normal(size=(4, 3)) * 1e6)

    for size in range(16):  # every set gets its value before anyone asks, whatever the order
        outcome(frozenset(n for i, n in enumerate(NAMES) if size >> i & 1))
    return outcome


def test_parts_add_up_to_the_cent_and_do_not_depend_on_order():
    outcome = made_up(7)
    usual = shapley(NAMES, outcome)
    gap = outcome(frozenset(NAMES)) - outcome(frozenset())
    assert np.abs(sum(usual.values()) - gap).max() < 1e-6
    rng = np.random.default_rng(1)
    for _ in range(100):
        order = tuple(rng.permutation(NAMES))
        other = shapley(order, outcome)
        assert tuple(other) == order
        for name in NAMES:
            assert np.abs(other[name] - usual[name]).max() < 1e-6


def test_parts_are_the_mean_over_all_orders():
    outcome = made_up(8)
    slow = {name: np.zeros((4, 3)) for name in NAMES}
    orders = list(permutations(NAMES))
    for order in orders:
        for at, name in enumerate(order):
            before, after = frozenset(order[:at]), frozenset(order[: at + 1])
            slow[name] += (outcome(after) - outcome(before)) / len(orders)
    fast = shapley(NAMES, outcome)
    for name in NAMES:
        assert np.abs(fast[name] - slow[name]).max() < 1e-6


def test_every_set_is_asked_once():
    asked = []

    def outcome(chosen):
        asked.append(chosen)
        return np.zeros(1)

    shapley(NAMES, outcome)
    assert len(asked) == len(set(asked)) == 16


@pytest.mark.parametrize("names", [("wsw", "wsw"), tuple(f"d{n}" for n in range(MOST + 1))])
def test_too_many_drivers_or_one_twice_are_refused(names):
    with pytest.raises(ValueError, match="drivers"):
        shapley(names, lambda chosen: np.zeros(1))
