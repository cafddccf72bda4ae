"""A report of the past again, against figures by hand (2018, in millions of euros)."""

import pytest

from forecast.insight import Reported, placed

MILLION = 1e6


def report(**changes):
    """Return 2018 as it was known in April: shares without a band, and no other uncertainty."""
    usual = {
        "year": 2018, "expected": 3.8 * MILLION, "outcome": 1.7 * MILLION,
        "budgeted": {"Assen": (30.5 * MILLION,) * 3},
        "share": {"Assen": (0.463,) * 3, "Tynaarlo": (0.195,) * 3},
        "macro_then": 6039 * MILLION, "macro_final": 6216 * MILLION,
        "revision_sd": 0.0, "cost_sd": 0.0,
    }
    return Reported(**(usual | changes))


def test_the_certain_part_is_what_the_lower_share_costs():
    found = placed(report(), 1)
    # 30.5 - 0.463 % of 6,039 = 2.539; of 6,216 = 1.720
    assert found.certain == pytest.approx((2.53943 * MILLION,) * 3)
    assert found.certain_final == pytest.approx((1.71992 * MILLION,) * 3)
    # both shares follow the macro budget: 0.658 % of 177
    assert found.macro == pytest.approx(-1.16466 * MILLION)
    assert found.band == pytest.approx((2.53943 * MILLION,) * 3)
    assert (found.expected_at, found.outcome_at) == (1.0, 0.0)


def test_places_follow_the_normal_distribution():
    # sd of the macro budget alone: 3 % of 0.658 % of 6,039 = 1.1921
    found = placed(report(revision_sd=0.03), 1)
    assert found.band[1] == pytest.approx(2.539 * MILLION, rel=0.01)
    assert found.band[2] - found.band[0] == pytest.approx(2 * 1.2816 * 1.1921 * MILLION, rel=0.02)
    # (3.8 - 2.539) / 1.1921 = 1.058 and (1.7 - 2.539) / 1.1921 = -0.704
    assert found.expected_at == pytest.approx(0.855, abs=0.01)
    assert found.outcome_at == pytest.approx(0.241, abs=0.01)


def test_uncertain_cost_widens_the_band():
    narrow, wide = (placed(report(revision_sd=0.03, cost_sd=sd), 1) for sd in (0.0, 0.016))
    assert wide.band[2] - wide.band[0] > 1.05 * (narrow.band[2] - narrow.band[0])
    assert wide.certain == narrow.certain


def test_a_municipality_that_budgeted_its_share_adds_nothing_certain():
    alone = placed(report(share={"Assen": (0.463,) * 3}), 1)
    assert alone.certain == placed(report(), 1).certain
    assert alone.macro > placed(report(), 1).macro
