import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.series import (
    Fit,
    backtest,
    damped,
    errors_by_horizon,
    origins,
    seasonal_naive,
    smooth_rmse,
    yearly_means,
)


def series(values):
    index = pd.period_range(month(2015, 1), periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index)


def test_windows_are_as_drawn():
    drawn = ["".join("#" if i < learn.stop else "o" if i < foretell.stop else "-"
                     for i in range(14)) for learn, foretell in origins(14, 6, 4, 2)]
    assert drawn == ["######oooo----", "########oooo--", "##########oooo", "############oo"]


def test_a_forecaster_sees_its_history_only():
    values = series(np.random.default_rng(1).poisson(50, 60) + 1)
    seen = []

    def spy(history, horizon):
        seen.append((history.index[-1], horizon))
        history.iloc[:] = 1e9          # what a forecaster does to its copy harms nobody
        return Fit(np.full(horizon, 50.0), "vast")

    table = backtest(values, spy, 12, 24, 6)
    assert seen == list(table.groupby("origin")["horizon"].max().items())
    assert (table["maand"] > table["origin"]).all()
    assert (table["waarde"] < 1e9).all()


def test_a_planted_later_figure_changes_nothing_before_it():
    values = series(np.random.default_rng(1).poisson(50, 60) + 1)
    planted = values.copy()
    when = values.index[50]
    planted[when:] = 5000
    honest, fooled = (backtest(s, damped, 12, 36, 3) for s in (values, planted))
    before = honest["origin"] < when
    assert before.any()
    assert not before.all()
    assert (honest.loc[before, "raming"] == fooled.loc[before, "raming"]).all()
    assert (honest.loc[~before, "raming"] != fooled.loc[~before, "raming"]).any()


def test_errors_equal_a_slow_twin():
    values = series(np.random.default_rng(2).poisson(50, 48) + 1)
    table = errors_by_horizon(backtest(values, seasonal_naive, 6, 24, 4))
    for h in range(1, 7):
        ends = [e for e in range(24, 48, 4) if e + h <= 48]
        errors = [np.log(values.iloc[e + h - 1] / values.iloc[e + h - 13]) for e in ends]
        assert table.loc[h, "rmse"] == pytest.approx(np.sqrt(np.mean(np.square(errors))))
        assert table.loc[h, "bias"] == pytest.approx(np.mean(errors))
        assert table.loc[h, "aantal"] == len(ends)


def test_a_year_mean_counts_only_full_years():
    values = series(np.exp(0.01 * np.arange(60)))
    flat = backtest(values, lambda s, h: Fit(np.full(h, s.iloc[-1]), "laatste"), 24, 24, 6)
    table = yearly_means(flat)
    expected = np.log(np.exp(0.01 * np.arange(1, 13)).mean())
    assert table.loc[1, "rmse"] == pytest.approx(expected)
    assert table.loc[2, "bias"] == pytest.approx(expected + 0.12)
    assert table["aantal"].tolist() == [5, 3]


def test_an_outcome_of_zero_has_a_finite_error():
    table = backtest(series([1, 0, 2] * 12), seasonal_naive, 6, 24, 3)
    assert np.isfinite(table["fout"]).all()


def test_the_width_is_smooth_never_falls_and_grows_beyond_the_record():
    rmse = [0.1, 0.2, 0.15, 0.3, 0.25, 0.4, 0.2, 0.2]
    errors = pd.DataFrame({"rmse": rmse, "aantal": [12, 11, 10, 9, 8, 7, 6, 5]},
                          index=pd.RangeIndex(1, 9))
    width = smooth_rmse(errors, 28)
    assert width[0] == pytest.approx(0.1)
    assert (np.diff(width) >= 0).all()
    assert width[27] == pytest.approx(2 * width[6])
    assert width[6] < 0.4


def test_a_steady_rise_is_left_as_it_is():
    errors = pd.DataFrame({"rmse": np.sqrt(np.arange(1.0, 13)), "aantal": [8] * 12},
                          index=pd.RangeIndex(1, 13))
    np.testing.assert_allclose(smooth_rmse(errors, 24), np.sqrt(np.arange(1.0, 25)))


def test_no_width_without_windows():
    with pytest.raises(ValueError, match="too few windows"):
        smooth_rmse(pd.DataFrame({"rmse": [0.1], "aantal": [5]}), 3)


def test_a_history_shorter_than_the_first_window_gives_an_empty_table():
    assert backtest(series(np.ones(8)), damped, 6, 24, 1).empty
