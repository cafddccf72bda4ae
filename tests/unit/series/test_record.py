import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.periods import month
from forecast.series import (
    OURS,
    FlowForecast,
    flow_paths,
    league,
    past_dates,
    record_of_stock,
    replay,
    width_from_record,
)
from forecast.series.record import smooth_rmse

LAST = month(2014, 12)


def stock(n=150, seed=1):
    index = pd.period_range(month(2003, 1), periods=n, freq="M")
    growth = np.random.default_rng(seed).normal(0, 0.006, n).cumsum()
    return pd.Series(350 * np.exp(growth), index)


def record_with(rmse, dates=20):
    """Return a replay in which each month ahead was missed by plus or minus its rmse."""
    horizon = np.arange(1, len(rmse) + 1)
    frames = [pd.DataFrame({
        "origin": month(2000, 6 * i), "maat": "maand", "horizon": horizon, "periode": "",
        "model": OURS, "raming": 100 * np.exp((-1) ** i * np.asarray(rmse)), "laag80": 90.0,
        "hoog80": 110.0, "laag95": 80.0, "hoog95": 120.0, "waarde": 100.0})
        for i in range(dates)]
    # what others were worth does not matter
    others = pd.concat(frames).assign(model="seizoensnaief", raming=300.0)
    return pd.concat([*frames, others], ignore_index=True)


def test_the_record_is_a_replay_at_every_half_year_with_months_and_year_means(remembered):
    series = stock()
    record = record_of_stock(series, LAST, horizon=24, fits=remembered)
    known = series.loc[:LAST]
    expected = replay(known, past_dates(known.index, 99, first=60), 24, fits=remembered)
    pd.testing.assert_frame_equal(record, expected, check_exact=True)
    origins = pd.PeriodIndex(record["origin"].unique())
    assert origins.month.isin([6, 12]).all()
    assert origins.min() == month(2007, 12)
    assert origins.max() == month(2014, 6)
    scores = league(record).set_index(["maat", "model", "horizon"])["rmse_log"].sort_index()
    ours, year = scores["maand", OURS], scores["jaar", OURS]
    assert ours.index.tolist() == list(range(1, 25))
    assert ours[1] < ours[12] < ours[24]
    assert ours[1] < scores["maand", "seizoensnaief"][1]
    assert year.index.tolist() == [1, 2]
    assert year[1] < ours[12]


def test_the_record_looks_at_nothing_later(remembered):
    honest, planted = stock(), stock()
    planted.loc[LAST + 1:] *= 3
    assert len(planted) > len(planted.loc[:LAST])
    one, other = (record_of_stock(series, LAST, horizon=24, fits=remembered)
                  for series in (honest, planted))
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_hole_in_the_record_is_refused():
    with pytest.raises(ForecastError, match="geen waarde voor mrt 2009"):
        record_of_stock(stock().drop(month(2009, 3)), LAST)


@pytest.mark.parametrize("economy", [0.0, 0.5])
def test_inflow_of_this_width_gives_the_stock_the_width_of_its_record(economy):
    horizon, exit_rate = 48, 0.03
    rmse = 0.004 * np.arange(1, horizon + 1)
    kernel = 1 - (1 - exit_rate) ** np.arange(1, horizon + 1)
    log_sd = width_from_record(record_with(rmse), kernel, economy * rmse)
    assert (np.diff(log_sd) >= 0).all()
    # The slow way: draw inflow errors and let a linear stock answer month by month.
    flow = FlowForecast(np.ones((horizon, 1)), log_sd, "")
    inflow = flow_paths(flow, 1, 20_000, "instroom")
    answer, error = np.zeros(len(inflow)), []
    for t in range(horizon):
        answer = answer * (1 - exit_rate) + exit_rate * inflow[:, t]
        error.append(answer.std())
    wanted = rmse * np.sqrt(1 - economy**2)
    np.testing.assert_allclose(error[5:], wanted[5:], rtol=0.15)


def test_an_economy_that_explains_all_leaves_no_width():
    rmse = 0.01 * np.arange(1, 25)
    assert (width_from_record(record_with(rmse), np.full(24, 0.5), 2 * rmse) == 0).all()


def test_a_stock_that_does_not_answer_is_a_mistake():
    with pytest.raises(ValueError, match="positive"):
        width_from_record(record_with([0.1, 0.2, 0.3]), np.array([0.1, 0.0, 0.1]))


def test_the_width_is_smooth_never_falls_and_grows_beyond_the_record():
    rmse = np.array([0.1, 0.2, 0.15, 0.3, 0.25, 0.4, 0.2, 0.2])
    width = smooth_rmse(rmse, np.array([12, 11, 10, 9, 8, 7, 6, 5]), 28)
    assert width[0] == pytest.approx(0.1)
    assert (np.diff(width) >= 0).all()
    assert width[27] == pytest.approx(2 * width[6])
    assert width[6] < 0.4


def test_a_steady_rise_is_left_as_it_is():
    rmse = np.sqrt(np.arange(1.0, 13))
    np.testing.assert_allclose(smooth_rmse(rmse, np.full(12, 8), 24), np.sqrt(np.arange(1.0, 25)))


def test_no_width_without_windows():
    with pytest.raises(ValueError, match="too few windows"):
        smooth_rmse(np.array([0.1]), np.array([5]), 3)
    with pytest.raises(ValueError, match="too few windows"):
        width_from_record(record_with([0.1, 0.2], dates=5), np.array([0.1, 0.2]))


def test_a_history_shorter_than_the_first_date_gives_an_empty_record():
    assert record_of_stock(stock(60), LAST, horizon=12).empty
