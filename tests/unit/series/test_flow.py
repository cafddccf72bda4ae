import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.periods import month, months
from forecast.series import FlowForecast, damped, flow_paths, forecast_flow, widened

FUTURE = months(month(2020, 1), month(2023, 12))
NAMES = ["Assen", "Aa en Hunze", "Tynaarlo"]


def counts(n=60, sizes=(45, 10, 12), seed=1):
    index = pd.period_range(end=month(2019, 12), periods=n, freq="M")
    return pd.DataFrame(np.random.default_rng(seed).poisson(sizes, (n, len(sizes))), index,
                        NAMES[:len(sizes)])


def test_small_series_share_the_forecast_of_their_sum():
    history = counts()
    flow = forecast_flow(history, FUTURE)
    total = damped(history.sum(axis=1), len(FUTURE)).values
    np.testing.assert_allclose(flow.central.sum(axis=1), total)
    recent = history.iloc[-24:].sum()
    np.testing.assert_allclose(flow.central[5] / total[5], recent / recent.sum())
    assert "Assen + Aa en Hunze + Tynaarlo: " in flow.note
    assert "aandeel in de laatste 24 maanden" in flow.note


def test_a_large_series_has_a_fit_of_its_own():
    history = counts(sizes=(400, 10, 12))
    flow = forecast_flow(history, FUTURE)
    np.testing.assert_allclose(flow.central[:, 0], damped(history["Assen"], len(FUTURE)).values)
    assert "Assen: " in flow.note
    assert "Aa en Hunze + Tynaarlo: " in flow.note


def test_many_small_series_are_counted_not_named():
    history = pd.concat([counts().add_suffix(f" {i}") for i in range(3)], axis=1)
    assert forecast_flow(history, FUTURE).note.startswith("9 kleine reeksen samen: ")


def test_width_is_the_back_test_less_the_poisson_noise_that_the_engine_adds():
    flow = forecast_flow(counts(), FUTURE)
    assert (np.diff(flow.log_sd) >= 0).all()
    assert flow.log_sd[0] < flow.scores["rmse"][1]
    assert flow.scores.columns.tolist() == ["rmse", "bias", "aantal", "rmse_naief"]
    assert "eigen toetsmomenten" in flow.note


def test_a_naive_forecast_that_is_as_good_is_named():
    index = pd.period_range(end=month(2019, 12), periods=60, freq="M")
    year = 60 + 20 * np.sin(np.arange(12))
    rng = np.random.default_rng(8)
    history = pd.DataFrame({"A": np.round(np.tile(year, 5) + np.repeat(rng.normal(0, 5, 5), 12))},
                           index)
    flow = forecast_flow(history, FUTURE)
    worse = flow.scores["rmse"].mean() >= flow.scores["rmse_naief"].mean()
    assert ("Op het verleden niet beter" in flow.note) == worse


def test_a_constant_flow_has_no_width_and_says_why():
    history = counts() * 0 + [4, 1, 2]
    flow = forecast_flow(history, FUTURE)
    assert (flow.log_sd == 0).all()
    assert "Breedte nul: de reeks is constant" in flow.note
    np.testing.assert_allclose(flow.central, np.broadcast_to([4.0, 1.0, 2.0], flow.central.shape))


def test_an_empty_flow_stays_empty():
    flow = forecast_flow(counts() * 0, FUTURE)
    assert (flow.central == 0).all()


@pytest.mark.parametrize("n", [8, 14, 23, 26])
def test_a_short_flow_states_where_its_width_comes_from(n):
    flow = forecast_flow(counts(n), FUTURE)
    assert f"{n} maanden zijn te weinig voor een toets op het verleden" in flow.note
    assert (flow.log_sd > 0).all()
    assert flow.log_sd[3] == pytest.approx(2 * flow.log_sd[0])
    assert np.isfinite(flow.central).all()


def test_one_month_of_nothing_is_no_crash():
    history = counts(sizes=(2, 1, 1))
    assert (history.sum(axis=1) == 0).any()
    flow = forecast_flow(history, FUTURE)
    assert "nullen" in flow.note
    assert np.isfinite(flow.log_sd).all()
    assert (flow.central >= 0).all()


def test_the_problems_of_all_series_come_together():
    history = counts().astype(float)
    history.iloc[4, 0], history.iloc[9, 2] = np.nan, -1
    with pytest.raises(ForecastError) as found:
        forecast_flow(history, FUTURE)
    assert str(found.value).splitlines() == [
        "instroom Assen: geen waarde voor mei 2015 (vul de ontbrekende maanden aan of begin de "
        "reeks erna)",
        "instroom Tynaarlo: negatieve waarde in okt 2015 (een aantal is nul of meer)"]


def test_a_forecast_starts_right_after_its_history():
    with pytest.raises(ValueError, match="right after 2019-12"):
        forecast_flow(counts(), months(month(2020, 2), month(2020, 12)))


def test_paths_have_the_width_and_remember():
    log_sd = np.sqrt(np.linspace(0.002, 0.04, 48))
    flow = FlowForecast(np.ones((48, 1)), log_sd, "", pd.DataFrame())
    paths = flow_paths(flow, 2020, 20_000, "instroom")
    np.testing.assert_allclose(paths.std(axis=0), log_sd, rtol=0.03)
    assert abs(paths.mean(axis=0)).max() < 0.006
    correlation = np.corrcoef(paths[:, 11], paths[:, 35])[0, 1]
    assert correlation == pytest.approx(log_sd[11] / log_sd[35], abs=0.02)


def test_paths_belong_to_their_name():
    flow = forecast_flow(counts(), FUTURE)
    one = flow_paths(flow, 2020, 10, "instroom")
    assert (one == flow_paths(flow, 2020, 10, "instroom")).all()
    assert (one != flow_paths(flow, 2020, 10, "iets anders")).any()
    assert (one != flow_paths(flow, 2021, 10, "instroom")).any()


def test_widening_takes_the_larger_and_says_why():
    flow = forecast_flow(counts(), FUTURE)
    same = widened(flow, flow.log_sd / 2, "Verbreed.")
    assert same is flow
    wide = widened(flow, np.full(48, flow.log_sd[20]), "Verbreed naar de landelijke reeks.")
    assert wide.log_sd[0] == flow.log_sd[20]
    assert wide.log_sd[-1] == flow.log_sd[-1]
    assert wide.note.endswith("Verbreed naar de landelijke reeks.")


def test_results_are_read_only():
    flow = forecast_flow(counts(24), FUTURE)
    with pytest.raises(ValueError, match="read-only"):
        flow.central[0, 0] = 1
