"""The real national series: what the estimate and the record say."""

from pathlib import Path

import pandas as pd
import pytest

from forecast.inputs import load_national
from forecast.periods import month
from forecast.series import (
    OURS,
    estimate_response,
    league,
    outlooks_at,
    record_of_stock,
    stability_of,
)

ROOT = Path(__file__).parents[3]
LAST = month(2019, 12)

#: AOW age in months, as in the law.
AGES = {2012: 780, 2013: 781, 2014: 782, 2015: 783, 2016: 786, 2017: 789, 2018: 792, 2019: 796,
        2020: 796, 2021: 796, 2022: 799, 2023: 802, 2024: 804}


def estimate(stock, unemployment, last, aow_ages=AGES, **more):
    return estimate_response(stock, unemployment, last, aow_ages, **more)


@pytest.fixture(scope="module")
def national():
    tables = load_national(ROOT)

    def series(table, variable):
        frame = tables[table]
        frame = frame[frame["variabele"] == variable]
        return pd.Series(frame["waarde"].to_numpy(), pd.PeriodIndex(frame["maand"], freq="M"))

    return series("bijstand_maand_nl", "tot_aow"), series("werkloosheid_maand", "pct_sc")


def test_the_response_up_to_2019(national):
    response = estimate(*national, LAST)
    assert response.sample == "jan 2005 - dec 2019"
    assert response.effective_years == 15
    # A first look at year means gave 2.7 % and 3.6 %, standard error 1.3 each, without policy.
    assert response.same_year == pytest.approx(0.037, abs=0.002)
    assert response.year_later == pytest.approx(0.043, abs=0.002)
    assert response.standard_errors == pytest.approx((0.018, 0.012, 0.019), abs=0.002)
    assert "2,7 % in hetzelfde jaar en 3,6 % een jaar later" in " ".join(response.notes)


def test_five_more_years_do_not_change_the_answer(national):
    base, later = (estimate(*national, month(year, 12)) for year in (2019, 2023))
    for before, after, error in zip((base.same_year, base.year_later, base.total),
                                    (later.same_year, later.year_later, later.total),
                                    base.standard_errors, strict=True):
        assert abs(after - before) < error / 2


@pytest.fixture(scope="module")
def record(national, remembered):
    """Return the scores of the national stock, one row per measure, horizon and model."""
    table = record_of_stock(national[0], LAST, fits=remembered)
    return league(table).set_index(["maat", "model", "horizon"]).sort_index()


def test_the_record_of_the_national_stock(record):
    ours = record.loc["maand", OURS]
    naive = record.loc["maand", "seizoensnaief"]
    # Every date is a June or a December, so one month ahead is a July or a January.
    expected = [0.0033, 0.037, 0.092]
    assert ours["rmse_log"][[1, 12, 24]].tolist() == pytest.approx(expected, rel=0.15)
    assert (ours["rmse_log"] < naive["rmse_log"])[:24].all()
    # Four years ahead nothing is known that last year's figure does not say as well.
    assert ours["rmse_log"][48] == pytest.approx(naive["rmse_log"][48], rel=0.15)


def test_the_years_after_2019_lie_within_the_record(national, record, remembered):
    known = national[0].loc[:LAST]
    told, _ = outlooks_at(known, (len(known),), 48, fits=remembered)[len(known)]
    rmse = record.loc["maand", OURS]["rmse_log"]
    for horizon, actual in zip((12, 24, 36, 48), (365.0, 346.8, 336.0, 339.2), strict=True):
        ratio = actual / told.central[horizon - 1]
        assert abs(ratio - 1) < 2 * rmse[horizon]


def test_no_break_in_the_response_is_shown_up_to_2019(national):
    stock, unemployment = national
    response = estimate(stock, unemployment, LAST)
    found = stability_of(response, stock, unemployment, LAST, AGES, seed=2020)
    assert found.statistic == pytest.approx(12.2, abs=0.5)
    assert found.p_value == pytest.approx(0.4, abs=0.08)
    assert not found.broken
    assert [p is None for _, p in found.known] == [False, True]
    assert found.power > 0.3


def test_the_new_survey_of_2021_can_be_tested_when_the_sample_reaches_it(national):
    last = month(2023, 12)
    response = estimate(*national, last)
    found = stability_of(response, *national, last, AGES, seed=2020)
    assert all(p is not None for _, p in found.known)
