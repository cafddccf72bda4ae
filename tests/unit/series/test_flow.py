import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.periods import month, months
from forecast.project.fitting import Fitter
from forecast.series import (
    CORE_KEYS,
    YARDSTICK,
    FlowForecast,
    case,
    dates_for,
    fit_panel,
    flow_paths,
    forecast_flow,
    foretell,
    shipped,
    widened,
)

FUTURE = months(month(2020, 1), month(2023, 12))
ASKED = (*CORE_KEYS, YARDSTICK.key)
NAMES = ["Assen", "Aa en Hunze", "Tynaarlo"]


def counts(n=60, sizes=(45, 10, 12), seed=1):
    index = pd.period_range(end=month(2019, 12), periods=n, freq="M")
    return pd.DataFrame(np.random.default_rng(seed).poisson(sizes, (n, len(sizes))), index,
                        NAMES[:len(sizes)])


def told_of(fits, *totals):
    """Return the outlooks of some series that learn from each other, as any file would."""
    cases = []
    for number, total in enumerate(totals):
        ends = dates_for(total.index, 8)
        made = fits([total.iloc[:end].astype(float) for end in (len(total), *ends)], len(FUTURE),
                    ASKED)
        cases.append(case(str(number), total.astype(float), made[0], ends, made[1:]))
    return foretell(cases, len(FUTURE), dated=False)


def test_small_series_share_the_forecast_of_their_sum(remembered):
    history = counts()
    flow = forecast_flow(history, FUTURE, remembered)
    total = told_of(remembered, history.sum(axis=1))[0].central
    np.testing.assert_allclose(flow.central.sum(axis=1), total)
    recent = history.iloc[-24:].sum()
    np.testing.assert_allclose(flow.central[5] / total[5], recent / recent.sum())
    assert "Assen + Aa en Hunze + Tynaarlo: " in flow.note
    assert "aandeel in de laatste 24 maanden" in flow.note


def test_a_large_series_has_a_fit_of_its_own(remembered):
    history = counts(sizes=(400, 10, 12))
    flow = forecast_flow(history, FUTURE, remembered)
    small = history[["Aa en Hunze", "Tynaarlo"]].sum(axis=1)
    own, rest, _ = told_of(
        remembered, history["Assen"], small, history.sum(axis=1))
    np.testing.assert_allclose(flow.central[:, 0], own.central)
    np.testing.assert_allclose(flow.central[:, 1:].sum(axis=1), rest.central)
    assert "Assen: " in flow.note
    assert "Aa en Hunze + Tynaarlo: " in flow.note


def test_many_small_series_are_counted_not_named(remembered):
    history = pd.concat([counts().add_suffix(f" {i}") for i in range(3)], axis=1)
    note = forecast_flow(history, FUTURE, remembered).note
    assert note.startswith("9 kleine reeksen samen: ")


def test_width_is_the_band_less_the_poisson_noise_that_the_engine_adds(remembered):
    history = counts()
    flow = forecast_flow(history, FUTURE, remembered)
    assert (np.diff(flow.log_sd) >= 0).all()
    total = history.sum(axis=1)
    width = told_of(remembered, total)[0].widths[0] / 1.2815515655
    noise = min(1 / total.iloc[-12:].mean(), width[0] ** 2)
    np.testing.assert_allclose(flow.log_sd, np.sqrt(width**2 - noise))
    assert flow.log_sd[0] < width[0]
    assert "toetsmomenten van de reeks zelf" in flow.note


def test_a_naive_forecast_that_is_as_good_is_named(remembered):
    index = pd.period_range(end=month(2019, 12), periods=60, freq="M")
    year = 60 + 20 * np.sin(np.arange(12))
    warned = []
    for seed in (0, 5):
        levels = np.repeat(np.random.default_rng(seed).normal(0, 8, 5), 12)
        history = pd.DataFrame({"A": np.round(np.tile(year, 5) + levels)}, index)
        note = forecast_flow(history, FUTURE, remembered).note
        total = history["A"].astype(float)
        ours, naive = [], []
        for end in dates_for(index, 8):
            fit = remembered([total.iloc[:end]], len(FUTURE), ASKED)[0]
            truth = np.log(total.iloc[end:].to_numpy())
            paths = {key: fit.sketches[key].path[: len(truth)] for key in fit.keys}
            last_year = paths.pop(YARDSTICK.key)
            middle = np.median(list(paths.values()), axis=0)
            ours.append(abs(middle - truth).mean())
            naive.append(abs(last_year - truth).mean())
        part = 100 * (np.mean(ours) / np.mean(naive) - 1)
        warned.append(bool(part >= 0))
        told = (f"Op {len(ours)} eigen toetsmomenten niet beter dan de seizoensnaïeve raming "
                f"({part:.0f} % grotere fout).")
        assert (told in note) == warned[-1]
        assert ("seizoensna" in note) == warned[-1]
    assert warned == [True, False]


def test_a_constant_flow_has_no_width_and_says_why():
    history = counts() * 0 + [4, 1, 2]
    flow = forecast_flow(history, FUTURE)
    assert (flow.log_sd == 0).all()
    assert "Breedte nul: de reeks is constant" in flow.note
    np.testing.assert_allclose(flow.central, np.broadcast_to([4.0, 1.0, 2.0], flow.central.shape))


def test_an_empty_flow_stays_empty():
    flow = forecast_flow(counts() * 0, FUTURE)
    assert (flow.central == 0).all()


@pytest.mark.parametrize("n", [8, 14, 23, 30])
def test_a_short_flow_states_where_its_width_comes_from(remembered, n):
    history = counts(n)
    flow = forecast_flow(history, FUTURE)
    if n < 30:
        told = "Breedte uit de meegeleverde kromme: er is geen eigen terugtoets."
        fit = fit_panel(history.sum(axis=1).astype(float), len(FUTURE), CORE_KEYS)
        width = shipped(len(FUTURE)).factors[0] * fit.width / 1.2815515655
        wide = np.maximum.accumulate(width)
        noise = min(1 / history.sum(axis=1).iloc[-12:].mean(), wide[0] ** 2)
        np.testing.assert_allclose(flow.log_sd, np.sqrt(wide**2 - noise))
    else:
        told = "Breedte uit 1 toetsmoment"
    assert told in flow.note
    assert "maanden zijn te weinig voor" in flow.note
    assert (np.diff(flow.log_sd) >= 0).all()
    assert flow.log_sd[-1] > 0
    assert np.isfinite(flow.central).all()


def test_where_fits_come_from_does_not_change_the_forecast(remembered):
    """Kept fits reach further than is asked; the answer and its words stay the same."""
    history, ahead = counts(120), FUTURE[:14]
    one, other = forecast_flow(history, ahead), forecast_flow(history, ahead, Fitter().fits)
    np.testing.assert_allclose(one.central, other.central, rtol=1e-12)
    np.testing.assert_allclose(one.log_sd, other.log_sd, rtol=1e-12)
    assert one.note == other.note


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
    flow = FlowForecast(np.ones((48, 1)), log_sd, "")
    paths = flow_paths(flow, 2020, 20_000, "instroom")
    np.testing.assert_allclose(paths.std(axis=0), log_sd, rtol=0.03)
    assert abs(paths.mean(axis=0)).max() < 0.006
    correlation = np.corrcoef(paths[:, 11], paths[:, 35])[0, 1]
    assert correlation == pytest.approx(log_sd[11] / log_sd[35], abs=0.02)


def test_paths_belong_to_their_name(remembered):
    flow = forecast_flow(counts(), FUTURE, remembered)
    one = flow_paths(flow, 2020, 10, "instroom")
    assert (one == flow_paths(flow, 2020, 10, "instroom")).all()
    assert (one != flow_paths(flow, 2020, 10, "iets anders")).any()
    assert (one != flow_paths(flow, 2021, 10, "instroom")).any()


def test_widening_takes_the_larger_and_says_why(remembered):
    flow = forecast_flow(counts(), FUTURE, remembered)
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
