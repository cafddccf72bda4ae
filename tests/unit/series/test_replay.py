import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from forecast.errors import ForecastError
from forecast.periods import month
from forecast.series import OURS, Outlook, Weights, league, outlooks_at, replay, shipped, year_mean
from forecast.series.model import Sketch
from forecast.series.panel import PanelFit
from forecast.series.past import Scale
from forecast.series.replay import COLUMNS

KEYS = ("gedempt", "ar")
FORETOLD = ["origin", "maat", "horizon", "periode", "model", "raming", "laag80", "hoog80",
            "laag95", "hoog95"]


def series(values):
    index = pd.period_range(month(2010, 1), periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index, name="stand")


def walk(n=84, seed=1):
    return series(np.exp(6 + np.random.default_rng(seed).normal(0, 0.01, n).cumsum()))


def last_value(histories, horizon, keys):
    """Fit by hand: the last value stays, its error a walk with steps of 0.1; and last year."""
    found = []
    for history in histories:
        logs = np.log(history.to_numpy())
        sd = 0.1 * np.sqrt(np.arange(1, horizon + 1))
        sketches = {"gedempt": Sketch(np.full(horizon, logs[-1]), sd),
                    "seizoensnaief": Sketch(np.resize(logs[-12:], horizon), 2 * sd)}
        found.append(PanelFit(sketches, Scale("log"), False, False, sd.copy()))
    return found


def rows_of(table, model, measure="maand"):
    return table[(table["model"] == model) & (table["maat"] == measure)]


def test_a_date_is_foretold_from_what_was_known_with_the_outcome_beside_it():
    history = walk()
    table = replay(history, (72, 60), 24, fits=last_value)
    assert tuple(table.columns) == COLUMNS
    assert list(dict.fromkeys(table["origin"])) == [history.index[71], history.index[59]]
    for model in (OURS, "gedempt"):
        one = rows_of(table, model)
        one = one[one["origin"] == history.index[59]]
        assert one["horizon"].tolist() == list(range(1, 25))
        assert one["periode"].tolist() == [str(p) for p in history.index[60:84]]
        np.testing.assert_allclose(one["raming"], history.iloc[59])
        np.testing.assert_allclose(one["waarde"], history.iloc[60:84])
    naive = rows_of(table, "seizoensnaief")
    naive = naive[naive["origin"] == history.index[71]]
    np.testing.assert_allclose(naive["raming"][:12], history.iloc[60:72])
    assert naive["waarde"].isna().tolist() == [False] * 12 + [True] * 12


def test_a_single_model_is_taken_at_its_word_and_ours_learns_its_width():
    history = walk()
    table = replay(history, (72,), 12, fits=last_value)
    one, ours = rows_of(table, "gedempt"), rows_of(table, OURS)
    sd = 0.1 * np.sqrt(np.arange(1, 13))
    for level, low, high in ((0.80, "laag80", "hoog80"), (0.95, "laag95", "hoog95")):
        z = ndtri((1 + level) / 2)
        np.testing.assert_allclose(one[low], history.iloc[71] * np.exp(-z * sd))
        np.testing.assert_allclose(one[high], history.iloc[71] * np.exp(z * sd))
    # steps of 0.01 were foreseen as 0.1: the record says that the bands are too wide
    assert (ours["hoog80"].to_numpy() < one["hoog80"].to_numpy()).all()
    assert (ours["laag95"] < ours["laag80"]).all()


def test_a_year_is_the_mean_of_its_twelve_months():
    history = walk()
    table = replay(history, (54,), 27, fits=last_value)
    ours, naive = rows_of(table, OURS, "jaar"), rows_of(table, "seizoensnaief", "jaar")
    assert ours["horizon"].tolist() == [1, 2]
    assert ours["periode"].tolist() == ["2014-07 e.v.", "2015-07 e.v."]
    np.testing.assert_allclose(ours["waarde"], [history.iloc[54:66].mean(),
                                                history.iloc[66:78].mean()])
    np.testing.assert_allclose(naive["raming"], history.iloc[42:54].mean())
    assert naive[["laag80", "hoog80", "laag95", "hoog95"]].isna().all(axis=None)
    for level in ("80", "95"):
        assert (ours[f"laag{level}"] < ours["raming"]).all()
        assert (ours[f"hoog{level}"] > ours["raming"]).all()


def test_errors_that_last_do_not_average_out_in_the_mean_of_a_year():
    """A mean of months that go together is nearly as uncertain as its months."""
    ours = replay(walk(), (72,), 12, fits=last_value)
    year, months = rows_of(ours, OURS, "jaar").iloc[0], rows_of(ours, OURS)
    width = year["hoog80"] - year["laag80"]
    monthly = (months["hoog80"] - months["laag80"]).to_numpy()
    assert monthly[3] < width < monthly[11]


def test_a_year_that_is_not_complete_has_no_outcome():
    ours = rows_of(replay(walk(83), (72,), 12, fits=last_value), OURS, "jaar")
    assert ours["waarde"].isna().all()


def test_a_planted_later_figure_changes_no_earlier_forecast():
    history = walk()
    planted = history.copy()
    planted.iloc[66:] *= np.linspace(3, 50, 18)
    honest, fooled = (replay(one, (54, 60, 66, 72), 18, keys=KEYS) for one in (history, planted))
    early = honest["origin"] <= history.index[65]
    assert early.any()
    assert not early.all()
    pd.testing.assert_frame_equal(honest.loc[early, FORETOLD], fooled.loc[early, FORETOLD],
                                  check_exact=True)
    late = ~early & (honest["model"] == OURS)
    assert (honest.loc[late, "raming"] != fooled.loc[late, "raming"]).all()
    known = (honest["maat"] == "maand") & (honest["periode"] < str(history.index[66]))
    pd.testing.assert_series_equal(honest.loc[known, "waarde"], fooled.loc[known, "waarde"],
                                   check_exact=True)


def test_every_history_that_is_asked_ends_at_or_before_its_date():
    asked = []

    def spy(histories, horizon, keys):
        asked.extend(len(one) for one in histories)
        assert keys == ("gedempt", "ar", "theta", "seizoensnaief")
        return last_value(histories, horizon, keys)

    replay(walk(), (60, 66), 12, fits=spy)
    assert max(asked) == 66
    assert asked == sorted({*asked})


@pytest.mark.parametrize("horizon", [1, 6, 11])
def test_a_horizon_of_less_than_a_year_has_months_only(horizon):
    table = replay(walk(), (60, 72), horizon, fits=last_value)
    assert set(table["maat"]) == {"maand"}
    assert len(league(table)) == 3 * horizon


def test_no_dates_give_an_empty_table_with_its_columns():
    table = replay(walk(), (), 12, fits=last_value)
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_a_series_with_a_hole_is_refused():
    with pytest.raises(ForecastError, match="stand: geen waarde voor feb 2012"):
        replay(walk().drop(month(2012, 2)), (60,), 12)


def test_scores_of_a_small_table_are_as_by_hand():
    table = pd.DataFrame({
        "origin": pd.PeriodIndex(["2018-12", "2019-06", "2019-12", "2020-06"], freq="M"),
        "maat": "maand", "horizon": 1, "periode": "", "model": "proef",
        "raming": [110.0, 90.0, 100.0, 70.0], "laag80": [90.0, 95.0, 80.0, 60.0],
        "hoog80": [120.0, 99.0, 110.0, 80.0], "laag95": [80.0, 94.0, 70.0, 50.0],
        "hoog95": [130.0, 100.0, 120.0, 90.0], "waarde": [100.0, 100.0, 125.0, np.nan]})
    one = league(table).iloc[0]
    assert one["aantal"] == 3
    assert one["afwijking"] == pytest.approx((0.1 - 0.1 - 0.2) / 3)
    assert one["mae"] == pytest.approx((0.1 + 0.1 + 0.2) / 3)
    assert one["rmse"] == pytest.approx(np.sqrt((0.01 + 0.01 + 0.04) / 3))
    logs = np.log([100 / 110, 100 / 90, 125 / 100])
    assert one["rmse_log"] == pytest.approx(np.sqrt(np.mean(logs**2)))
    assert one["dekking80"] == pytest.approx(1 / 3)
    assert one["dekking95"] == pytest.approx(2 / 3)
    assert one["breedte80"] == pytest.approx((30 / 110 + 4 / 90 + 30 / 100) / 3)


def test_the_league_is_a_slow_loop_over_the_table():
    history = walk()
    table = replay(history, (48, 54, 60, 66, 72), 24, fits=last_value)
    found = league(table).set_index(["maat", "horizon", "model"])
    for key, one in found.iterrows():
        measure, _, model = key
        part = [row for row in table.to_dict("records")
                if (row["maat"], row["horizon"], row["model"]) == key
                and not np.isnan(row["waarde"])]
        errors = [row["raming"] / row["waarde"] - 1 for row in part]
        assert one["aantal"] == len(part) > 0
        assert one["mae"] == pytest.approx(np.mean(np.abs(errors)))
        assert one["afwijking"] == pytest.approx(np.mean(errors))
        assert one["rmse"] == pytest.approx(np.sqrt(np.mean(np.square(errors))))
        logs = [np.log(row["waarde"] / row["raming"]) for row in part]
        assert one["rmse_log"] == pytest.approx(np.sqrt(np.mean(np.square(logs))))
        if measure == "jaar" and model != OURS:
            assert np.isnan(one[["dekking80", "dekking95"]].astype(float)).all()
            continue
        for level in ("80", "95"):
            inside = [row[f"laag{level}"] <= row["waarde"] <= row[f"hoog{level}"] for row in part]
            assert one[f"dekking{level}"] == pytest.approx(np.mean(inside))
    expected = {("maand", h) for h in range(1, 25)} | {("jaar", 1), ("jaar", 2)}
    assert {key[:2] for key in found.index} == expected


def test_an_outcome_of_zero_has_a_finite_log_error():
    table = replay(series(np.random.default_rng(1).poisson(1, 60)), (48,), 12, keys=KEYS)
    assert (table["waarde"] == 0).any()
    assert np.isfinite(league(table)["rmse_log"]).all()


def test_what_was_foretold_at_a_date_can_be_had_by_itself():
    history = walk()
    told = outlooks_at(history, (60, 72), 18, keys=KEYS)
    table = rows_of(replay(history, (60, 72), 18, keys=KEYS), OURS)
    for end, (one, fit) in told.items():
        part = table[table["origin"] == history.index[end - 1]]
        np.testing.assert_array_equal(part["raming"], one.central)
        np.testing.assert_array_equal(part["hoog95"], one.band(0.95)[1])
        assert fit.keys == (*KEYS, "seizoensnaief")


def outlook_from(first, horizon, width=0.1):
    months = pd.period_range(first, periods=horizon, freq="M")
    widths = np.array([[width], [2 * width]]) * np.ones(horizon)
    return Outlook(months, Scale("log"), np.full(horizon, np.log(200.0)), widths,
                   np.ones(horizon), Weights({"gedempt": 1.0}, ""), shipped(horizon))


def test_the_mean_of_a_calendar_year_holds_known_and_foretold_months():
    history = series(np.arange(66) + 1.0)  # up to and including June 2015
    told = outlook_from(month(2015, 7), 18)
    middle, low, high = year_mean(history, told, 2015)
    assert middle == pytest.approx((sum(range(61, 67)) + 6 * 200) / 12)
    assert low < middle < high
    # a width that does not grow moves all months alike
    assert high == pytest.approx((sum(range(61, 67)) + 6 * 200 * np.exp(0.1)) / 12, rel=0.01)
    assert year_mean(history, told, 2016)[0] == pytest.approx(200)
    assert year_mean(history, told, 2014) == pytest.approx((np.mean(range(49, 61)),) * 3)
    assert year_mean(history, outlook_from(month(2015, 7), 5), 2015) is None
    assert year_mean(history, told, 2017) is None
