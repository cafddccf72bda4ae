import warnings

import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.periods import month, months
from forecast.series import damped, ets, seasonal_naive
from forecast.series.ets import seasonal_factors


def series(values):
    index = pd.period_range(month(2015, 1), periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index, name="instroom")


def test_a_purely_seasonal_series_is_forecast_exactly():
    year = np.exp(np.sin(np.arange(12)) / 5) * 80
    history = series(np.tile(year, 5)[3:])
    fit = damped(history, 24)
    np.testing.assert_allclose(fit.values, np.tile(year, 2), rtol=1e-9)
    np.testing.assert_allclose(seasonal_naive(history, 24).values, np.tile(year, 2))
    assert "seizoen" in fit.model


def test_a_trend_dies_out():
    rng = np.random.default_rng(5)
    fit = damped(series(100 * np.exp(0.01 * np.arange(72) + rng.normal(0, 0.002, 72))), 48)
    growth = np.diff(np.log(fit.values))
    assert growth[0] == pytest.approx(0.01, abs=0.002)
    assert (growth > 0).all()
    assert (np.diff(growth) < 0).all()
    assert growth[-1] < 0.6 * growth[0]


def test_season_and_trend_together():
    rng = np.random.default_rng(3)
    t = np.arange(96)
    true = np.log(200) - 0.004 * t + 0.1 * np.cos(2 * np.pi * t / 12)
    fit = damped(series(np.exp(true[:84] + rng.normal(0, 0.01, 84))), 12)
    np.testing.assert_allclose(np.log(fit.values), true[84:], atol=0.05)


def test_noise_and_a_straight_line_are_no_season_and_a_slow_wave_hardly():
    rng = np.random.default_rng(0)
    place = np.arange(120) % 12
    found = [seasonal_factors(rng.normal(0, 1, 120), place).any() for _ in range(200)]
    assert np.mean(found) < 0.12
    assert abs(seasonal_factors(np.sin(np.arange(120) / 15), place)).max() < 0.001
    assert not seasonal_factors(np.linspace(0, 1, 120), place).any()


def test_a_constant_stays_and_says_so():
    fit = damped(series([7.0] * 30), 12)
    assert (fit.values == 7).all()
    assert "constant" in fit.notes[0]
    assert (damped(series([0] * 30), 3).values == 0).all()


def test_zeros_go_through_log_of_one_more():
    counts = np.random.default_rng(2).poisson(1.2, 60)
    assert (counts == 0).any()
    fit = damped(series(counts), 24)
    assert "nullen" in fit.notes[0]
    assert np.isfinite(fit.values).all()
    assert (fit.values >= 0).all()
    assert 0.5 < fit.values.mean() < 2


def test_eight_months_give_the_mean_of_what_there_is():
    fit = damped(series([10, 12, 9, 11, 10, 13, 8, 10]), 6)
    expected = np.exp(np.log([10, 12, 9, 11, 10, 13, 8, 10]).mean())
    np.testing.assert_allclose(fit.values, expected)
    assert "8 maanden zijn te weinig voor een trend" in fit.notes[0]


def test_the_same_history_gives_the_same_bytes():
    history = series(np.random.default_rng(4).poisson(60, 60))
    assert damped(history, 48).values.tobytes() == damped(history.copy(), 48).values.tobytes()


def test_a_warning_while_fitting_becomes_a_note(monkeypatch):
    class Complaining(ets.ETSModel):
        def fit(self, **settings):
            warnings.warn("niet geconvergeerd", UserWarning, stacklevel=1)
            return super().fit(**settings)

    monkeypatch.setattr(ets, "ETSModel", Complaining)
    fit = damped(series(np.random.default_rng(4).poisson(60, 40)), 6)
    assert fit.notes == ("Bij het schatten: niet geconvergeerd",)


def test_a_fit_that_fails_falls_back_on_the_last_year(monkeypatch):
    class Lost(ets.ETSModel):
        def fit(self, **settings):
            fit = super().fit(**settings)
            fit.forecast = lambda horizon: np.full(horizon, np.nan)
            return fit

    monkeypatch.setattr(ets, "ETSModel", Lost)
    counts = np.random.default_rng(4).poisson(60, 30)
    fit = damped(series(counts), 6)
    np.testing.assert_allclose(fit.values, np.exp(np.log(counts[-12:]).mean()))
    assert "niet te schatten" in fit.notes[-1]


@pytest.mark.parametrize(("spoil", "message"), [
    (lambda s: s.drop(s.index[[10, 11]]), "geen waarde voor nov 2015, dec 2015"),
    (lambda s: s.where(s.index != month(2016, 3)), "geen waarde voor mrt 2016"),
    (lambda s: s * -1, "negatieve waarde in jan 2015"),
    (lambda s: s.iloc[:5], "telt 5 maanden"),
    (lambda s: pd.concat([s, s.iloc[-1:]]), "meer dan eens voor: jun 2017"),
    (lambda s: s.iloc[::-1], "niet op volgorde"),
    (lambda s: s.set_axis(range(len(s))), "geen maanden als sleutel"),
    (lambda s: s.set_axis(s.index.to_timestamp()), "geen maanden als sleutel"),
])
def test_a_series_that_is_no_history_is_refused_in_words(spoil, message):
    with pytest.raises(ForecastError, match=message):
        damped(spoil(series(np.arange(30) + 1)), 6)


def test_problems_come_together():
    broken = series(np.arange(30) + 1.0)
    broken.iloc[3], broken.iloc[7] = np.nan, -2
    with pytest.raises(ForecastError) as found:
        damped(broken, 3)
    assert len(found.value.problems) == 2
    assert months(broken.index[0], broken.index[-1]).equals(broken.index)
