"""Small ARIMA models against known processes and against the undifferenced likelihood."""

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter
from statsmodels.tsa.statespace.sarimax import SARIMAX

from forecast.periods import month
from forecast.series import arima
from forecast.series.arima import AIRLINE, MEMORY, ORDERS, SMALL
from forecast.series.past import past_of

WAVE = 0.1 * np.cos(2 * np.pi * np.arange(12) / 12)


def past(logs):
    index = pd.period_range(month(1990, 1), periods=len(logs), freq="M")
    return past_of(pd.Series(np.exp(np.asarray(logs, dtype=float)), index, name="instroom"))


def noise(n, sd, seed=5):
    return np.random.default_rng(seed).normal(0, sd, n)


def momentum(n, phi, sd, seed=5):
    """Return a path whose changes remember: an AR(1)."""
    return 5 + np.cumsum(lfilter([1], [1, -phi], noise(n, sd, seed)))


def airline(n, theta=0.4, seasonal=0.6, sd=0.01, seed=5):
    """Return a path of Box and Jenkins' airline model."""
    ma = np.convolve([1, -theta], np.r_[1, np.zeros(11), -seasonal])
    ar = np.convolve([1, -1], np.r_[1, np.zeros(11), -1])
    start = np.tile(WAVE, 3) + 5
    w = lfilter(ma, [1], noise(n, sd, seed))
    z = list(start)
    for one in w:
        z.append(one - ar[1:] @ np.array(z[: -len(ar) : -1]))
    return np.array(z[36:])


@pytest.mark.parametrize("order", ORDERS)
def test_path_and_width_are_those_of_the_undifferenced_model(monkeypatch, order):
    p, q = order
    monkeypatch.setattr(arima, "ORDERS", (order,))
    one = past(momentum(150, 0.5, 0.02))
    said = SMALL.sketch(one, 24)
    full = SARIMAX(one.flat, order=(p, 1, q)).fit(disp=False).get_forecast(24)
    np.testing.assert_allclose(said.path, full.predicted_mean, atol=2e-4)
    np.testing.assert_allclose(said.sd, full.se_mean, rtol=0.01)


def test_the_best_order_is_the_one_with_the_lowest_aicc():
    one = past(momentum(150, 0.7, 0.02))
    change = np.diff(one.flat)
    fits = [SARIMAX(change, order=(p, 0, q)).fit(disp=False) for p, q in ORDERS]
    best = min(fits, key=lambda fit: fit.aicc)
    expected = one.flat[-1] + np.cumsum(best.forecast(12))
    np.testing.assert_allclose(SMALL.sketch(one, 12).path, expected, atol=1e-6)


@pytest.mark.parametrize("model", [SMALL, MEMORY])
def test_changes_that_remember_are_followed_until_they_die_out(model):
    phi, sd = 0.6, 0.02
    one = past(momentum(500, phi, sd, 11))
    said = model.sketch(one, 24)
    last = one.flat[-1] - one.flat[-2]
    truth = one.flat[-1] + last * np.cumsum(phi ** np.arange(1, 25))
    assert abs(said.path - truth).max() < 0.5 * sd
    psi = (1 - phi ** np.arange(1, 25)) / (1 - phi)
    np.testing.assert_allclose(said.sd, sd * np.sqrt(np.cumsum(psi**2)), rtol=0.15)


@pytest.mark.parametrize("model", [SMALL, MEMORY])
def test_a_random_walk_stays_where_it_is_and_widens_with_the_root(model):
    one = past(5 + noise(500, 0.02, 3).cumsum())
    assert not one.seasonal
    said = model.sketch(one, 25)
    np.testing.assert_allclose(said.path, one.flat[-1], atol=0.01)
    step = np.diff(one.z).std()
    np.testing.assert_allclose(said.sd, step * np.sqrt(np.arange(1, 26)), rtol=0.1)


@pytest.mark.parametrize("seed", [1, 2, 10])
def test_the_length_of_the_memory_is_that_of_a_slow_search(seed):
    """Least squares on the same months for every length, and the lowest AICc."""
    one = past(5 + np.cumsum(lfilter([1], np.r_[1, -0.3, -0.4], noise(120, 0.02, seed))))
    change = np.diff(one.flat)

    def before(lags, first):
        return np.column_stack([change[first - lag : len(change) - lag]
                                for lag in range(1, lags + 1)])

    found = {}
    for lags in range(1, 14):
        y, x = change[13:], before(lags, 13)
        rest = y - x @ np.linalg.lstsq(x, y)[0]
        k = lags + 1
        found[lags] = (len(y) * np.log(np.mean(rest**2)) + 2 * k
                       + 2 * k * (k + 1) / (len(y) - k - 1))
    best = min(found, key=found.get)
    phi = np.linalg.lstsq(before(best, best), change[best:])[0]
    values = list(change)
    for _ in range(12):
        values.append(phi @ np.array(values[: -best - 1 : -1]))
    expected = one.flat[-1] + np.cumsum(values[-12:])
    said = MEMORY.sketch(one, 12).path - one.season_ahead(12)
    np.testing.assert_allclose(said, expected, atol=1e-9)


def test_the_airline_model_is_that_of_the_undifferenced_likelihood():
    one = past(airline(150))
    said = AIRLINE.sketch(one, 30)
    model = SARIMAX(one.z, order=(0, 1, 1), seasonal_order=(0, 1, 1, 12))
    full = model.fit(disp=False).get_forecast(30)
    np.testing.assert_allclose(said.path, full.predicted_mean, atol=2e-3)
    np.testing.assert_allclose(said.sd, full.se_mean, rtol=0.02)


def test_the_airline_model_repeats_the_year_with_a_steady_shift():
    said = AIRLINE.sketch(past(airline(150)), 36)
    shift = said.path[12:] - said.path[:-12]
    np.testing.assert_allclose(np.diff(shift)[1:], 0, atol=1e-9)
    assert np.corrcoef(said.path[:12], WAVE[(150 + np.arange(12)) % 12])[0, 1] > 0.8


def test_the_width_of_the_airline_model_is_that_of_its_parameters():
    """psi(h) = 1 - theta within the year, and 1 - Theta more after a whole year."""
    theta, seasonal, sd = 0.4, 0.6, 0.01
    said = AIRLINE.sketch(past(airline(400, theta, seasonal, sd)), 24)
    psi = np.full(24, 1 - theta)
    psi[0] = 1
    psi[12] += 1 - seasonal
    psi[13:] += (1 - theta) * (1 - seasonal)
    np.testing.assert_allclose(said.sd, sd * np.sqrt(np.cumsum(psi**2)), rtol=0.12)


def test_the_season_comes_back_on_top_of_the_changes():
    logs = momentum(120, 0.3, 0.005) + WAVE[np.arange(120) % 12]
    one = past(logs)
    assert one.seasonal
    for model in (SMALL, MEMORY):
        path = model.sketch(one, 24).path
        np.testing.assert_allclose(path[12:] - path[:12], path[-1] - path[11], atol=0.01)
        assert np.ptp(path[12:]) == pytest.approx(0.2, abs=0.03)
