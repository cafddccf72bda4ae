"""What holds for any series that a user may bring."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.periods import month
from forecast.series import damped, flow_paths, forecast_flow
from forecast.series.ets import seasonal_factors

LAST = month(2019, 12)
COUNTS = st.lists(st.integers(0, 500), min_size=6, max_size=60)


def series(values):
    index = pd.period_range(end=LAST, periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index)


@settings(max_examples=40, deadline=None)
@given(COUNTS)
def test_any_counts_give_a_finite_forecast_of_zero_or_more(values):
    fit = damped(series(values), 18)
    assert fit.values.shape == (18,)
    assert np.isfinite(fit.values).all()
    assert (fit.values >= 0).all()
    assert fit.model


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 500), min_size=6, max_size=60), st.sampled_from([2.0, 4.0, 0.5]))
def test_the_unit_does_not_matter(values, factor):
    one, other = damped(series(values), 12), damped(series(values) * factor, 12)
    np.testing.assert_allclose(other.values, one.values * factor, rtol=1e-2)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=36, max_size=90))
def test_seasonal_factors_add_up_to_nothing(values):
    factors = seasonal_factors(np.array(values), np.arange(len(values)) % 12)
    assert abs(factors.sum()) < 1e-9


@settings(max_examples=12, deadline=None)
@given(st.integers(6, 60), st.integers(1, 4), st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_a_flow_never_narrows_and_its_paths_follow(n, groups, size, seed):
    index = pd.period_range(end=LAST, periods=n, freq="M")
    history = pd.DataFrame(np.random.default_rng(seed).poisson(size, (n, groups)), index)
    flow = forecast_flow(history, pd.period_range(LAST + 1, periods=12, freq="M"))
    assert flow.central.shape == (12, groups)
    assert (np.diff(flow.log_sd) >= -1e-12).all()
    assert flow.note
    assert np.isfinite(flow_paths(flow, seed, 4, "instroom")).all()
