import numpy as np
import pytest

from forecast import chance
from forecast.insight import all_odds, joint_odds, odds, reserve

DRAWS = 40_000


def normal(name, mean, sd):
    return mean + sd * chance.normal(chance.uniforms(1, name, (DRAWS,)))


def test_known_answers_of_a_normal_saldo():
    """Saldo ~ N(0.5, 2): P(>= 0) = 0.5987, shortfall 0.5721, P80 of the deficit 1.1832."""
    saldo = normal("saldo", 0.5, 2.0)
    found = odds("Assen", 2020, 40 + saldo, np.full(DRAWS, 40.0), np.zeros(DRAWS),
                 np.full(DRAWS, 8000.0))
    assert found.before == pytest.approx(0.5987, abs=0.01)
    assert found.after == found.before
    assert found.shortfall == pytest.approx(0.5721, abs=0.01)
    assert found.shortfall_given == pytest.approx(0.5721 / 0.4013, abs=0.03)
    assert found.reserve_80 == pytest.approx(1.1832, abs=0.03)
    assert found.reserve_90 == pytest.approx(2.0631, abs=0.04)
    assert found.mean == pytest.approx(0.5, abs=0.03)
    assert found.mean_part == pytest.approx(0.5 / 40.5, abs=0.001)
    assert found.break_even == found.break_even_low == pytest.approx(0.5)
    assert found.error == pytest.approx(np.sqrt(0.5987 * 0.4013 / DRAWS), rel=0.01)
    assert found.p10 < found.p50 < found.p90


def test_no_deficit_needs_no_reserve():
    saldo = np.linspace(1.0, 2.0, 11)
    assert reserve(saldo, 0.9) == 0.0
    found = odds("x", 2020, saldo, np.zeros(11), np.zeros(11), np.ones(11))
    assert (found.before, found.shortfall, found.shortfall_given) == (1.0, 0.0, 0.0)


def test_vangnet_makes_a_deficit_smaller_not_rarer():
    baten, lasten = np.full(4, 100.0), np.array([95.0, 105.0, 112.0, 130.0])
    paid = np.array([0.0, 0.0, 2.25, 20.0])
    found = odds("x", 2020, baten, lasten, paid, np.full(4, 1e4))
    assert found.before == found.after == 0.25
    assert found.reserve_90_after < found.reserve_90


def test_whole_is_the_sum_per_draw():
    baten = np.full((3, 1, 2), 10.0)
    lasten = np.array([[[9.0, 12.0]], [[9.0, 10.5]], [[11.0, 11.0]]])
    nothing, macro = np.zeros_like(baten), np.full((3, 1), 100.0)
    found = all_odds((2020,), ("A", "B"), "AB", baten, lasten, nothing, macro)
    assert [o.area for o in found] == ["A", "B", "AB"]
    assert [o.before for o in found] == pytest.approx([2 / 3, 0.0, 1 / 3])
    assert found[2].mean == pytest.approx((-1 + 0.5 - 2) / 3)


def test_a_single_municipality_is_its_own_whole():
    one = np.ones((2, 1, 1))
    found = all_odds((2020,), ("A",), "A", one, one, one, np.ones((2, 1)))
    assert [o.area for o in found] == ["A"]


def test_joint_odds_know_what_areas_have_in_common():
    saldo = np.array([[[1, 1, 1]], [[1, 1, 1]], [[-1, -1, -1]], [[-1, -1, 1]]], dtype=float)
    (found,) = joint_odds((2020,), saldo)
    assert found.every == 0.5
    assert found.at_least == (0.75, 0.5, 0.5)
    assert found.if_independent == pytest.approx(0.5 * 0.5 * 0.75)
