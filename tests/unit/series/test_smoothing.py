"""Exponential smoothing on processes whose forecast is known."""

import warnings

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from forecast.periods import month
from forecast.series import smoothing
from forecast.series.past import past_of
from forecast.series.smoothing import CHOSEN, DAMPED, THETA


def past(logs):
    index = pd.period_range(month(2008, 1), periods=len(logs), freq="M")
    return past_of(pd.Series(np.exp(np.asarray(logs, dtype=float)), index, name="instroom"))


def noise(n, sd, seed=5):
    return np.random.default_rng(seed).normal(0, sd, n)


def test_a_trend_dies_out():
    said = DAMPED.sketch(past(np.log(100) + 0.01 * np.arange(72) + noise(72, 0.002)), 48)
    growth = np.diff(said.path)
    assert growth[0] == pytest.approx(0.01, abs=0.002)
    assert (growth > 0).all()
    assert (np.diff(growth) < 0).all()
    assert growth[-1] < 0.6 * growth[0]


@pytest.mark.parametrize("settings", [
    {"trend": None}, {"trend": "add"}, {"trend": "add", "damped_trend": True}])
def test_the_width_is_that_of_statsmodels_itself(monkeypatch, settings):
    one = past(5 + (0.01 + noise(90, 0.02)).cumsum() + noise(90, 0.01, 6))
    model = ETSModel(pd.Series(one.flat), error="add", **settings)
    fit = model.fit(disp=False)
    theirs = np.sqrt(fit.get_prediction(start=90, end=119).forecast_variance)
    if settings.get("damped_trend"):
        said = DAMPED.sketch(one, 30)
    else:
        # of the three that compete only this one is left
        ours = smoothing._ets
        asked = {"trend": settings["trend"] is not None, "damped": False}
        monkeypatch.setattr(smoothing, "_ets", lambda past, **_: ours(past, **asked))
        said = CHOSEN.sketch(one, 30)
    np.testing.assert_allclose(said.path, fit.forecast(30), rtol=1e-9)
    np.testing.assert_allclose(said.sd / said.sd[0], theirs / theirs[0], rtol=1e-9)
    freedom = 90 - len(fit.params)
    assert said.sd[0] == pytest.approx(np.sqrt((fit.resid**2).sum() / freedom))


def test_on_a_random_walk_the_width_grows_with_the_root_of_the_horizon():
    one = past(5 + noise(400, 0.02, 3).cumsum())
    assert not one.seasonal
    step = np.diff(one.z).std()
    for model in (DAMPED, CHOSEN, THETA):
        sd = model.sketch(one, 25).sd
        np.testing.assert_allclose(sd, step * np.sqrt(np.arange(1, 26)), rtol=0.1,
                                   err_msg=model.key)


def test_the_best_of_three_is_the_one_with_the_lowest_aicc():
    kinds = ({}, {"trend": "add"}, {"trend": "add", "damped_trend": True})
    chosen = []
    for logs in (5 + noise(80, 0.02, 2).cumsum(), 5 + 0.02 * np.arange(80) + noise(80, 0.01)):
        one = past(logs)
        fits = [ETSModel(one.flat, error="add", **kind).fit(disp=False) for kind in kinds]
        best = min(fits, key=lambda fit: fit.aicc)
        np.testing.assert_allclose(CHOSEN.sketch(one, 12).path, best.forecast(12), rtol=1e-9)
        chosen.append(fits.index(best))
    assert chosen[0] == 0
    assert chosen[1] in (1, 2)


def test_theta_goes_on_with_half_the_slope():
    """The drift of Theta is half the slope of a straight line (Hyndman and Billah 2003)."""
    one = past(5 + 0.01 * np.arange(96) + noise(96, 0.01))
    said = THETA.sketch(one, 24)
    slope = np.polyfit(np.arange(96), one.flat, 1)[0]
    np.testing.assert_allclose(np.diff(said.path), slope / 2, rtol=1e-6)


def test_the_width_of_theta_is_that_of_simple_smoothing():
    one = past(5 + (noise(96, 0.02).cumsum() + noise(96, 0.02, 6)))
    sd = THETA.sketch(one, 24).sd
    square = (sd / sd[0]) ** 2
    growth = np.diff(square)
    assert 0 < growth[0] < 1
    np.testing.assert_allclose(growth, growth[0], rtol=1e-9)


def test_the_season_comes_back_on_top_of_the_trend():
    t = np.arange(96)
    true = np.log(200) - 0.004 * t + 0.1 * np.cos(2 * np.pi * t / 12)
    one = past(true[:84] + noise(84, 0.01, 3))
    assert one.seasonal
    for model in (DAMPED, CHOSEN):
        np.testing.assert_allclose(model.sketch(one, 12).path, true[84:], atol=0.05)


def test_the_same_history_gives_the_same_bytes():
    logs = np.log(np.random.default_rng(4).poisson(60, 60) + 1)
    for model in (DAMPED, CHOSEN, THETA):
        one, other = (model.sketch(past(logs), 24) for _ in range(2))
        assert one.path.tobytes() == other.path.tobytes()
        assert one.sd.tobytes() == other.sd.tobytes()


def test_a_warning_while_fitting_becomes_a_note(monkeypatch):
    class Complaining(smoothing.ETSModel):
        def fit(self, **settings):
            warnings.warn("niet geconvergeerd", UserWarning, stacklevel=1)
            return super().fit(**settings)

    monkeypatch.setattr(smoothing, "ETSModel", Complaining)
    said = DAMPED.sketch(past(noise(40, 0.1)), 6)
    assert said.notes == ("gedempte trend, statsmodels meldt: niet geconvergeerd",)
