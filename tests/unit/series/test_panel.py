import warnings

import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.series import CORE, CORE_KEYS, FULL, MODELS, YARDSTICK, fit_panel, fresh, panel
from forecast.series.model import Model, Sketch
from forecast.series.panel import PanelFit, packed, unpacked
from forecast.series.past import Scale

ALL = tuple(model.key for model in FULL)
#: From how many months each model is asked, as the tables of the house say.
NEEDS = {"gedempt": 24, "ets": 24, "theta": 24, "arima": 24, "ar": 36, "structureel": 36,
         "airline": 48, "werkloosheid": 72, "seizoensnaief": 24, "niveau": 6}


def series(values):
    index = pd.period_range(month(2010, 1), periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index, name="stand")


def walk(n, seed=1, sd=0.02):
    return series(np.exp(5 + np.random.default_rng(seed).normal(0, sd, n).cumsum()))


def sketch(path, sd):
    return Sketch(np.array(path, dtype=float), np.array(sd, dtype=float))


def test_the_models_and_their_needs_are_those_of_the_tables():
    assert {key: model.needs for key, model in MODELS.items()} == NEEDS
    assert {*CORE} < {*FULL}
    assert YARDSTICK not in FULL


@pytest.mark.parametrize("months", [8, 20, 30, 40, 60])
def test_a_model_is_asked_only_when_the_history_is_long_enough(months):
    fit = fit_panel(walk(months), 12, ALL)
    expected = {key for key in ALL if NEEDS[key] <= months and key != "werkloosheid"}
    assert {*fit.keys} == (expected or {"niveau"})
    assert fit.horizon == 12
    told = [note for note in fit.notes if note.startswith(f"{months} maanden zijn te weinig voor")]
    if months < 24:
        assert told == [f"{months} maanden zijn te weinig voor een trend: gemiddelde van het "
                        "laatste jaar."]
    elif months < 48:
        assert "seizoens-ARIMA (airline)" in told[0] or " en nog " in told[0]
    else:
        assert not told


@pytest.mark.parametrize("key", ["gedempt", "ets", "theta", "arima", "ar", "structureel",
                                 "airline"])
def test_a_model_is_asked_from_the_very_month_that_it_needs(key):
    need = NEEDS[key]
    assert fit_panel(walk(need), 6, (key,)).keys == (key,)
    assert fit_panel(walk(need - 1), 6, (key,)).keys == ("niveau",)


def test_a_driven_model_is_asked_only_with_its_driver():
    rng = np.random.default_rng(1)
    driver = 6 + rng.normal(0, 0.1, 80).cumsum()
    keys = ("gedempt", "werkloosheid")
    history = walk(80)
    assert fit_panel(history, 12, keys).keys == ("gedempt",)
    assert fit_panel(history, 12, keys, driver, np.full(12, driver[-1])).keys == keys
    short = fit_panel(history.iloc[:60], 12, keys, driver[:60], driver[60:72])
    assert short.keys == ("gedempt",)
    assert short.notes == ("60 maanden zijn te weinig voor regressie op werkloosheid.",)


@pytest.mark.parametrize("value", [7.0, 0.0])
def test_a_constant_stays_and_says_so(value):
    fit = fit_panel(series([value] * 30), 12, CORE_KEYS)
    assert fit.constant
    assert fit.keys == ("niveau",)
    np.testing.assert_allclose(fit.scale.back(fit.paths(fit.keys)[0]), value, rtol=1e-12)
    assert (fit.width == 0).all()
    assert (fit.moved == 0).all()
    assert "De reeks is constant en blijft dat; er is geen spreiding uit te leren." in fit.notes


def test_zeros_go_through_log_of_one_more():
    counts = np.random.default_rng(2).poisson(1.2, 60)
    assert (counts == 0).any()
    fit = fit_panel(series(counts), 24, CORE_KEYS)
    assert "nullen" in fit.notes[0]
    assert fit.keys == CORE_KEYS
    values = fit.scale.back(fit.paths(fit.keys))
    assert (values >= 0).all()
    assert 0.3 < np.median(values) < 2


def test_values_below_zero_are_forecast_without_a_logarithm():
    balance = np.random.default_rng(2).normal(0, 5, 60).cumsum()
    assert balance.min() < 0
    fit = fit_panel(series(balance), 24, CORE_KEYS)
    assert fit.scale.kind == "gewoon"
    assert "zonder logaritme" in fit.notes[0]
    assert fit.keys == CORE_KEYS
    assert (fit.width > 0).all()


@pytest.mark.parametrize("values", [
    100 * 1.01 ** np.arange(40), 100.0 + np.arange(40), np.r_[np.full(30, 5.0), np.full(10, 9.0)]])
def test_an_exact_line_or_step_is_no_crash_and_is_followed(values):
    fit = fit_panel(series(values), 12, CORE_KEYS)
    assert len(fit.keys) >= 2
    assert np.isfinite(fit.width).all()
    first = np.exp(np.median(fit.paths(fit.keys), axis=0)[0])
    assert first == pytest.approx(values[-1] + (values[-1] - values[-2]), rel=0.02)


def test_a_model_that_fails_says_so_and_the_others_go_on(monkeypatch):
    def failing(past, horizon):
        raise ValueError("geen oplossing")

    def complaining(past, horizon):
        warnings.warn("niet geconvergeerd", UserWarning, stacklevel=1)
        return MODELS["gedempt"].fit(past, horizon)

    changed = dict(MODELS) | {"ar": Model("ar", "kapot", 6, failing),
                              "theta": Model("theta", "klagend", 6, complaining)}
    monkeypatch.setattr(panel, "MODELS", changed)
    fit = fit_panel(walk(40), 12, CORE_KEYS)
    assert fit.keys == ("gedempt", "theta")
    assert "kapot lukte niet: geen oplossing" in fit.notes
    assert "klagend, statsmodels meldt: niet geconvergeerd" in fit.notes


def test_when_every_model_fails_the_mean_of_the_last_year_stands_in_and_says_why(monkeypatch):
    def lost(past, horizon):
        return np.full(horizon, np.nan), np.ones(horizon)

    changed = dict(MODELS) | {key: Model(key, key, 6, lost) for key in CORE_KEYS}
    monkeypatch.setattr(panel, "MODELS", changed)
    history = walk(40)
    fit = fit_panel(history, 12, CORE_KEYS)
    assert fit.keys == ("niveau",)
    np.testing.assert_allclose(fit.paths(["niveau"]), np.log(history.iloc[-12:]).mean())
    assert fit.notes == tuple(f"{key} lukte niet: de uitkomst is geen getal" for key in CORE_KEYS)


def test_no_warning_of_a_library_leaves_the_panel():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for values in ([1, 2] * 20, np.arange(50) + 1, [5] * 49 + [6], [0] * 40 + [3] * 10):
            assert fit_panel(series(values), 24, ALL).keys


def test_what_the_series_moved_is_its_root_mean_square_by_distance():
    history = walk(30)
    logs = np.log(history.to_numpy())
    fit = fit_panel(history, 24, ("gedempt",))
    slow = [np.sqrt(np.mean([(logs[t] - logs[t - h]) ** 2 for t in range(h, 30)]))
            for h in range(1, 19)]
    np.testing.assert_allclose(fit.moved[:18], slow)
    beyond = np.sqrt(np.arange(19, len(fit.moved) + 1) / 18)
    np.testing.assert_allclose(fit.moved[18:], fit.moved[17] * beyond)


def test_the_width_holds_the_own_error_the_moves_and_the_disagreement():
    sd = np.array([0.1, 0.2, 0.3, 0.25])
    fit = PanelFit({"gedempt": sketch([0, 0, 0, 0], sd), "ar": sketch([0, 0.3, 0.6, 0], 2 * sd),
                    "theta": sketch([0, -0.3, -0.6, 0], 3 * sd),
                    "ets": sketch([9, 9, 9, 9], 4 * sd),
                    "seizoensnaief": sketch([5, 5, 5, 5], 50 * sd)},
                   Scale("log"), False, False, np.array([0.1, 0.1, 0.1, 0.0]))
    own = 2.5 * sd
    np.testing.assert_allclose(fit.own_sd, own)
    spread = np.array([0, 0.3, 0.6, 0]) * np.sqrt(2 / 3)
    moved = np.array([0.1, 0.1, 0.1, own[3]])
    slow = np.sqrt((own**0.75 * moved**0.25) ** 2 + spread**2)
    slow[3] = max(slow)
    np.testing.assert_allclose(fit.width, slow)
    for values in (fit.moved, fit.own_sd, fit.width):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1


def test_a_longer_horizon_says_the_same_of_the_months_that_both_have():
    history = walk(60)
    short, long = fit_panel(history, 12, CORE_KEYS), fit_panel(history, 60, CORE_KEYS)
    np.testing.assert_allclose(long.paths(CORE_KEYS)[:, :12], short.paths(CORE_KEYS), rtol=1e-12)
    np.testing.assert_allclose(long.width[:12], short.width, rtol=1e-12)


@pytest.mark.parametrize("values", [
    np.random.default_rng(1).poisson(1, 40), np.exp(np.random.default_rng(1).normal(5, 0.1, 40)),
    [3.0] * 20, [1, 2, 3, 4, 5, 6, 7]])
def test_a_fit_becomes_bytes_and_comes_back_without_losing_a_bit(values):
    fit = fit_panel(series(values), 18, (*CORE_KEYS, YARDSTICK.key))
    content = packed(fit)
    assert isinstance(content, bytes)
    back = unpacked(content)
    assert packed(back) == content
    assert back.keys == fit.keys
    assert (back.scale, back.seasonal, back.constant, back.notes) == (
        fit.scale, fit.seasonal, fit.constant, fit.notes)
    assert back.moved.tobytes() == fit.moved.tobytes()
    for key, one in fit.sketches.items():
        assert back.sketches[key].path.tobytes() == one.path.tobytes()
        assert back.sketches[key].sd.tobytes() == one.sd.tobytes()
        assert back.sketches[key].notes == one.notes
    assert back.width.tobytes() == fit.width.tobytes()


@pytest.mark.parametrize("spoil", [
    lambda content: content[:-1], lambda content: content[: len(content) // 2],
    lambda content: b"", lambda content: b"geen json" + content])
def test_bytes_that_are_not_whole_are_refused(spoil):
    content = packed(fit_panel(walk(30), 18, ("gedempt",)))
    with pytest.raises(ValueError, match=r"buffer|reshape|Expecting"):
        unpacked(spoil(content))


def test_fresh_fits_come_in_the_order_of_their_histories():
    histories = [walk(30, seed) for seed in (1, 2, 3)]
    fits = fresh(histories, 6, ("gedempt",))
    for history, fit in zip(histories, fits, strict=True):
        own = fit_panel(history, 6, ("gedempt",))
        np.testing.assert_array_equal(fit.paths(fit.keys), own.paths(own.keys))
