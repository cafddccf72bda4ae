import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.errors import ForecastError
from forecast.periods import month
from forecast.series.past import Scale, past_of

START = month(2015, 1)


def series(values, first=START):
    index = pd.period_range(first, periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index, name="instroom")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(1e-6, 1e9), min_size=1, max_size=20))
def test_positive_values_come_back_through_the_log(values):
    y = np.array(values)
    scale = Scale.of(y)
    assert scale.kind == "log"
    assert scale.note == ""
    np.testing.assert_allclose(scale.forward(y), np.log(y))
    np.testing.assert_allclose(scale.back(scale.forward(y)), y, rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1e9), min_size=0, max_size=20))
def test_values_with_a_zero_come_back_through_the_log_of_one_more(values):
    y = np.array([*values, 0.0])
    scale = Scale.of(y)
    assert scale.kind == "log1p"
    assert "nullen" in scale.note
    np.testing.assert_allclose(scale.back(scale.forward(y)), y, rtol=1e-9, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=0, max_size=20))
def test_values_below_zero_stay_as_they_are(values):
    y = np.array([*values, -1.0])
    scale = Scale.of(y)
    assert scale.kind == "gewoon"
    assert "zonder logaritme" in scale.note
    assert (scale.forward(y) == y).all()
    assert (scale.back(y) == y).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=10), st.sampled_from(["log", "log1p"]))
def test_the_way_back_from_a_log_is_never_negative_and_always_finite(z, kind):
    found = Scale(kind).back(np.array(z))
    assert np.isfinite(found).all()
    assert (found >= 0).all()


@pytest.mark.parametrize("first", [START, month(2015, 4)])
def test_a_season_is_taken_out_and_lies_ready_for_the_months_ahead(first):
    wave = np.sin(2 * np.pi * np.arange(12) / 12) / 5
    place = (first.month - 1 + np.arange(70)) % 12
    past = past_of(series(np.exp(4 + 0.01 * np.arange(70) + wave[place]), first))
    assert past.seasonal
    np.testing.assert_allclose(past.season, wave, atol=1e-9)
    np.testing.assert_allclose(past.flat, 4 + 0.01 * np.arange(70), atol=1e-9)
    np.testing.assert_allclose(past.flat + past.season[past.place], past.z, atol=1e-12)
    np.testing.assert_allclose(past.season_ahead(15), wave[(place[-1] + 1 + np.arange(15)) % 12],
                               atol=1e-9)


def test_without_a_season_nothing_is_taken_out():
    past = past_of(series(np.exp(np.random.default_rng(3).normal(0, 0.1, 60).cumsum())))
    assert not past.seasonal
    assert (past.flat == past.z).all()
    assert (past.season_ahead(30) == 0).all()


def test_a_past_is_read_only_and_leaves_the_history_alone():
    history = series(np.arange(30) + 1)
    before = history.copy()
    past = past_of(history)
    for values in (past.z, past.flat, past.season, past.place):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1
    pd.testing.assert_series_equal(history, before)
    assert len(past) == 30


def test_a_series_with_zeros_is_a_history_too():
    counts = np.random.default_rng(1).poisson(1, 30)
    past = past_of(series(counts))
    assert past.scale.kind == "log1p"
    np.testing.assert_allclose(past.z, np.log(counts + 1))


def test_a_series_with_values_below_zero_is_a_history_too():
    balance = np.random.default_rng(1).normal(0, 5, 30)
    past = past_of(series(balance))
    assert past.scale.kind == "gewoon"
    assert (past.z == balance).all()


@pytest.mark.parametrize(("spoil", "message"), [
    (lambda s: s.drop(s.index[[10, 11]]), "instroom: geen waarde voor nov 2015, dec 2015"),
    (lambda s: s.where(s.index != month(2016, 3)), "geen waarde voor mrt 2016"),
    (lambda s: s.replace(15.0, np.inf), "geen waarde voor mrt 2016"),
    (lambda s: s.iloc[:5], "telt 5 maanden"),
    (lambda s: pd.concat([s, s.iloc[-1:]]), "meer dan eens voor: jun 2017"),
    (lambda s: s.iloc[::-1], "niet op volgorde"),
    (lambda s: s.set_axis(range(len(s))), "geen maanden als sleutel"),
    (lambda s: s.set_axis(s.index.to_timestamp()), "geen maanden als sleutel"),
    (lambda s: s.set_axis(pd.period_range("2001", periods=len(s), freq="Y")),
     "geen maanden als sleutel"),
])
def test_a_series_that_is_no_history_is_refused_in_words(spoil, message):
    with pytest.raises(ForecastError, match=message):
        past_of(spoil(series(np.arange(30) + 1)))


def test_problems_come_together():
    broken = series(np.arange(30) + 1.0).iloc[[*range(3), 4, 4]]
    with pytest.raises(ForecastError) as found:
        past_of(broken)
    assert [problem.what for problem in found.value.problems] == [
        "de reeks telt 5 maanden", "maand komt meer dan eens voor: mei 2015",
        "geen waarde voor apr 2015"]
