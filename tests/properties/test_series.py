"""What holds for any series that a user may bring."""

import numpy as np
import pandas as pd
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from forecast.periods import month
from forecast.series import (
    CORE_KEYS,
    case,
    dates_for,
    fit_panel,
    flow_paths,
    forecast_flow,
    foretell,
)
from forecast.series.season import seasonal_factors

LAST = month(2019, 12)
COUNTS = st.lists(st.integers(0, 500), min_size=6, max_size=60)
#: Each example costs fits, so what fails is shown as it was found.
PLAIN = (Phase.explicit, Phase.generate)
#: Values in any unit, that may stand still for a while, jump, or be repeated.
POSITIVE = st.one_of(
    st.lists(st.floats(1e-3, 1e7), min_size=6, max_size=40),
    st.lists(st.integers(1, 5), min_size=6, max_size=80),
    st.tuples(st.floats(0.01, 1e5), st.floats(0.01, 1e5), st.integers(3, 50),
              st.integers(3, 30)).map(lambda v: [v[0]] * v[2] + [v[1]] * v[3]),
    st.tuples(st.lists(st.floats(1, 100), min_size=12, max_size=12),
              st.integers(6, 80)).map(lambda v: [v[0][i % 12] for i in range(v[1])]),
    st.tuples(st.floats(1, 1e5), st.floats(-0.05, 0.05), st.integers(6, 80)).map(
        lambda v: [v[0] * np.exp(v[1] * i) for i in range(v[2])]),
).filter(lambda values: len({*values}) > 1)


def series(values):
    index = pd.period_range(end=LAST, periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index)


def told(history, horizon=18):
    """Return the outlook of a history that learns from its own past dates."""
    ends = dates_for(history.index, 2)
    fits = [fit_panel(history.iloc[:end], horizon, CORE_KEYS) for end in (len(history), *ends)]
    return foretell([case("", history, fits[0], ends, fits[1:])], horizon, dated=False)[0]


@settings(max_examples=20, deadline=None, phases=PLAIN)
@given(POSITIVE)
def test_any_positive_series_gets_finite_ordered_bands_with_a_width(values):
    one = told(series(values))
    (low80, high80), (low95, high95) = one.band(0.80), one.band(0.95)
    ordered = np.array([low95, low80, one.central, high80, high95])
    assert ordered.shape == (5, 18)
    assert np.isfinite(ordered).all()
    assert (ordered >= 0).all()
    assert (np.diff(ordered, axis=0) >= 0).all()
    assert (high80 > low80).all()
    # a width that means something beside what the series does in a usual month
    usual = np.abs(np.diff(np.log(np.array(values, dtype=float)))).mean()
    assert one.widths[0, 0] > 1e-3 * usual
    assert (np.diff(one.widths, axis=1) >= 0).all()
    assert sum(one.weights.by_model.values()) > 0.999
    assert one.weights.reason


@settings(max_examples=15, deadline=None, phases=PLAIN)
@given(COUNTS)
def test_any_counts_give_a_finite_forecast_of_zero_or_more(values):
    fit = fit_panel(series(values), 18, CORE_KEYS)
    paths = fit.scale.back(fit.paths(fit.keys))
    assert paths.shape == (len(fit.keys), 18)
    assert np.isfinite(paths).all()
    assert (paths >= 0).all()
    assert np.isfinite(fit.width).all()
    assert (np.diff(fit.width) >= 0).all()
    assert fit.constant == (len({*values}) == 1)


@settings(max_examples=10, deadline=None, phases=PLAIN)
@given(st.lists(st.integers(1, 500), min_size=6, max_size=60), st.sampled_from([2.0, 4.0, 0.5]))
def test_the_unit_does_not_matter(values, factor):
    one, other = (fit_panel(series(np.array(values) * unit), 12, CORE_KEYS)
                  for unit in (1, factor))
    assert one.keys == other.keys
    middle, scaled = (np.median(fit.scale.back(fit.paths(fit.keys)), axis=0)
                      for fit in (one, other))
    np.testing.assert_allclose(scaled, middle * factor, rtol=1e-2)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=36, max_size=90))
def test_seasonal_factors_add_up_to_nothing(values):
    factors = seasonal_factors(np.array(values), np.arange(len(values)) % 12)
    assert abs(factors.sum()) < 1e-9


@settings(max_examples=8, deadline=None, phases=PLAIN)
@given(st.integers(6, 60), st.integers(1, 4), st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_a_flow_never_narrows_and_its_paths_follow(n, groups, size, seed):
    index = pd.period_range(end=LAST, periods=n, freq="M")
    history = pd.DataFrame(np.random.default_rng(seed).poisson(size, (n, groups)), index)
    flow = forecast_flow(history, pd.period_range(LAST + 1, periods=12, freq="M"))
    assert flow.central.shape == (12, groups)
    assert (flow.central >= 0).all()
    assert (np.diff(flow.log_sd) >= -1e-12).all()
    assert flow.note
    assert np.isfinite(flow_paths(flow, seed, 4, "instroom")).all()
