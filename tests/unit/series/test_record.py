import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.periods import month
from forecast.series import FlowForecast, flow_paths, record_of_stock, width_from_record

LAST = month(2014, 12)


def stock(n=150, seed=1):
    index = pd.period_range(month(2003, 1), periods=n, freq="M")
    growth = np.random.default_rng(seed).normal(0, 0.006, n).cumsum()
    return pd.Series(350 * np.exp(growth), index)


def record_with(rmse):
    return pd.DataFrame({"maat": "maand", "horizon": np.arange(1, len(rmse) + 1), "rmse": rmse,
                         "aantal": 20})


def test_the_record_has_months_and_year_means_beside_the_naive():
    record = record_of_stock(stock(), LAST, horizon=24)
    monthly = record[record["maat"] == "maand"].set_index("horizon")
    yearly = record[record["maat"] == "jaargemiddelde"].set_index("horizon")
    assert monthly.index.tolist() == list(range(1, 25))
    assert yearly.index.tolist() == [1, 2]
    assert monthly["rmse"][1] < monthly["rmse"][12] < monthly["rmse"][24]
    assert monthly["rmse"][1] < monthly["rmse_naief"][1]
    assert yearly["rmse"][1] < monthly["rmse"][12]


def test_the_record_looks_at_nothing_later():
    honest, planted = stock(), stock()
    planted.loc[LAST + 1:] *= 3
    pd.testing.assert_frame_equal(record_of_stock(honest, LAST, horizon=12),
                                  record_of_stock(planted, LAST, horizon=12))


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
    flow = FlowForecast(np.ones((horizon, 1)), log_sd, "", pd.DataFrame())
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
