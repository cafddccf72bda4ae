"""When it is done, with what odds, and what a sick coach costs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.flows.meedoen import (
    Delay,
    coverage,
    delay_when_ill,
    expected,
    months_until_covered,
    months_until_known,
    odds_in_view,
    odds_known,
    simulate,
)


def test_a_coach_who_is_ill_for_six_months_costs_three(make):
    """Two coaches, 25 each, 400 people: 8 months; 6 months at 25 and 5 at 50 is 11."""
    model, route, _ = make(coaches=2, contacten_per_coach=25)
    assert delay_when_ill(model, route) == Delay(3.0, 3.0)
    assert delay_when_ill(model, route, coaches=0) == Delay(0.0, 0.0)
    assert delay_when_ill(model, route, coaches=2, months=4) == Delay(4.0, 4.0)


def test_a_delay_beyond_the_horizon_is_not_a_number(make):
    model, route, _ = make(horizon=9, coaches=2, contacten_per_coach=25)
    assert np.isnan(delay_when_ill(model, route).known)


def test_what_does_not_happen_within_the_horizon_is_not_a_month(make):
    model, route, _ = make(horizon=7)
    found = expected(model, route)
    assert np.isnan(months_until_known(found)).all()
    assert np.isnan(months_until_covered(found)).all()


def test_nothing_to_do_is_done_at_the_opening(make):
    model, route, _ = make(((0, 100, 100),))
    assert months_until_known(expected(model, route)).tolist() == [0]
    assert coverage(expected(model, route))[0, 0] == 1


def test_odds_count_the_draws(make):
    model, route, said = make(((60, 0, 0),), bereik=0.5, contacten_per_coach=60)
    found = simulate(model, said, np.repeat(route, 3000, axis=0), 1, 3000)
    march = pd.Period("2020-03", "M")
    # each of 60 people is still not in view after three invitations with a chance of 1/8
    assert odds_in_view(found, march) == pytest.approx((7 / 8) ** 60, abs=0.003)
    assert odds_known(found, march) == odds_in_view(found, march)
    assert odds_in_view(found, march, 0.5) == 1
    assert odds_in_view(found, pd.Period("2021-12", "M")) > 0.99


def test_newcomers_keep_the_route_from_being_wholly_in_view(make, usual):
    """All who were known are spoken with; whoever came last month may still be missing."""
    model, route, said = make(((100, 300, 250),), coaches=4, period=12, again=9, **usual)
    found = simulate(model, said, np.repeat(route, 400, axis=0), 1, 400)
    december = pd.Period("2020-12", "M")
    assert odds_known(found, december) > 0.99
    assert odds_in_view(found, december) < 0.5
    assert odds_in_view(found, december, 0.98) > 0.9
