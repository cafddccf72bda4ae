from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.periods import month
from forecast.series import past_dates, window
from forecast.series.foretell import dates_for
from forecast.series.model import Sketch
from forecast.series.panel import PanelFit
from forecast.series.past import Scale

START = month(2010, 1)


def index(n, first=START):
    return pd.period_range(first, periods=n, freq="M")


def fit(horizon, kind="log"):
    said = Sketch(np.zeros(horizon), np.ones(horizon))
    return PanelFit({"gedempt": said}, Scale(kind), False, False, np.ones(horizon))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 11), st.integers(6, 200), st.sampled_from([3, 6, 12]), st.integers(0, 30))
def test_past_dates_lie_on_a_grid_of_the_calendar_and_were_all_past(start, n, step, most):
    months = index(n, month(2010, 1 + start))
    ends = past_dates(months, most, first=24, step=step)
    known = [months[end - 1] for end in ends]
    assert all(p.month % step == 0 for p in known)
    assert all(24 <= end < n for end in ends)
    assert list(ends) == sorted(ends, reverse=True)
    grid = [p for i, p in enumerate(months) if p.month % step == 0 and 24 <= i + 1 < n]
    assert known == grid[::-1][:most]


def test_a_month_more_meets_the_same_dates_unless_a_half_year_is_complete():
    met = [{str(index(n)[end - 1]) for end in past_dates(index(n), 99)} for n in range(66, 80)]
    for n, (before, after) in enumerate(pairwise(met), start=67):
        new = after - before
        assert before <= after
        assert new == ({str(index(n)[-2])} if (n - 1) % 6 == 0 else set())


def test_the_last_month_itself_is_no_past_date():
    assert past_dates(index(60), 2) == (54, 48)
    assert past_dates(index(61), 2) == (60, 54)


def test_a_short_history_has_no_past_dates():
    assert past_dates(index(48), 9) == ()
    assert past_dates(index(60), 0) == ()


def test_a_history_starts_half_way_and_takes_years_when_it_is_long():
    assert dates_for(index(20), 8) == ()
    assert dates_for(index(30), 8) == (24,)
    assert dates_for(index(60), 8) == (54, 48, 42, 36, 30)
    assert dates_for(index(132), 8) == (126, 120, 114, 108, 102, 96, 90, 84)
    assert dates_for(index(144), 8) == (132, 120, 108, 96, 84, 72, 60, 48)


def test_the_outcome_is_on_the_scale_of_the_fit_and_unknown_beyond_the_last_month():
    history = pd.Series(np.arange(60) + 1.0, index(60))
    one = window(history, 48, fit(18))
    np.testing.assert_allclose(one.truth[:12], np.log(np.arange(49, 61)))
    assert np.isnan(one.truth[12:]).all()
    assert one.truth.shape == (18,)
    with pytest.raises(ValueError, match="read-only"):
        one.truth[0] = 0


def test_what_comes_after_the_horizon_is_not_looked_at():
    history = pd.Series(np.arange(80) + 1.0, index(80))
    planted = history.copy()
    planted.iloc[60:] = 1e9
    np.testing.assert_array_equal(window(history, 48, fit(12)).truth,
                                  window(planted, 48, fit(12)).truth)


def test_an_outcome_that_the_scale_could_not_foresee_counts_as_its_floor():
    values = np.r_[np.full(48, 8.0), 0.0, -3.0, 5.0]
    history = pd.Series(values, index(51))
    logs = window(history, 48, fit(3, "log")).truth
    np.testing.assert_allclose(logs, np.log([4.0, 4.0, 5.0]))
    np.testing.assert_allclose(window(history, 48, fit(3, "log1p")).truth, np.log([1, 1, 6.0]))
    np.testing.assert_allclose(window(history, 48, fit(3, "gewoon")).truth, [0.0, -3.0, 5.0])
