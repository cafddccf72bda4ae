import numpy as np
import pandas as pd
import pytest

from forecast.inputs import National, Source
from forecast.periods import month
from forecast.project.fitting import Fitter
from forecast.project.track import AHEAD, opinions, rivals, scores, track_record
from forecast.series import OURS, past_dates, replay

FIRST, LAST = month(1998, 1), month(2010, 12)


@pytest.fixture(scope="module")
def stock():
    index = pd.period_range(FIRST, LAST, freq="M")
    steps = np.random.default_rng(4).normal(0, 0.004, len(index)).cumsum()
    smooth = np.convolve(steps, np.ones(6) / 6, "same")
    return pd.Series(350 * np.exp(smooth), index, name="bijstand")


@pytest.fixture(scope="module")
def table(stock):
    return replay(stock, past_dates(stock.index, 6), 24)


@pytest.fixture
def national():
    rows = [("CEP 2005", "2005-03-01", 2004, 340_000), ("CEP 2005", "2005-03-01", 2005, 363_000),
            ("CEP 2005", "2005-03-01", 2006, 386_000), ("MEV 2008", "2007-09-18", 2007, 292_000),
            ("MEV 2030", "2029-09-18", 2030, 300_000)]
    volumes = pd.DataFrame(rows, columns=["vintage", "publicatiedatum", "jaar", "waarde"])
    volumes["publicatiedatum"] = pd.to_datetime(volumes["publicatiedatum"])
    volumes = volumes.assign(bron="cpb", status="raming")
    return National({"cpb_bijstandsvolume": volumes}, {"cpb": Source("cpb", "", "", "", "")}, {})


def test_cpb_stands_beside_us_on_what_was_known_three_months_before(stock, national):
    first, second = rivals(stock, national, Fitter())
    assert (first.vintage, first.published, first.known, first.year) == (
        "CEP 2005", "2005-03", "2004-12", 2005)
    assert first.theirs == 363.0
    assert first.outcome == pytest.approx(stock[stock.index.year == 2005].mean())
    assert first.low80 < first.ours < first.high80
    assert second.year == 2007
    assert "voor 2008 is geen cijfer gevonden" in second.remark


def test_a_later_figure_changes_nothing_of_what_we_said_then(stock, national):
    planted = stock.copy()
    planted.loc[month(2005, 1):] *= 3
    honest, = [r for r in rivals(stock, national, Fitter()) if r.year == 2005]
    after, = [r for r in rivals(planted, national, Fitter()) if r.year == 2005]
    assert (after.ours, after.low80, after.high80) == (honest.ours, honest.low80, honest.high80)
    assert after.outcome == pytest.approx(3 * honest.outcome)


def test_a_leak_would_be_seen(stock, national):
    """The comparison above is sharp: one more month known gives another forecast."""
    planted = stock.copy()
    planted.loc[month(2004, 12)] *= 1.05
    honest, = [r for r in rivals(stock, national, Fitter()) if r.year == 2005]
    leaked, = [r for r in rivals(planted, national, Fitter()) if r.year == 2005]
    assert leaked.ours != honest.ours


def test_the_league_has_ours_first_and_then_by_error(table):
    found = [s for s in scores(table) if s.measure == "maand" and s.horizon == AHEAD]
    assert found[0].model == OURS
    errors = [s.mae for s in found[1:]]
    assert errors == sorted(errors)
    assert {"gedempte trend", "Theta", "seizoensnaïef"} < {s.model for s in found}
    ours = table[(table["model"] == OURS) & (table["maat"] == "maand")
                 & (table["horizon"] == AHEAD)].dropna(subset="waarde")
    assert found[0].dates == len(ours)
    assert found[0].mae == pytest.approx((ours["raming"] / ours["waarde"] - 1).abs().mean())


def test_the_record_tells_its_points_and_what_it_is_not(table, stock, national):
    record = track_record(table, stock, national, Fitter())
    assert [p.month - p.origin for p in record.points] == [AHEAD * pd.offsets.MonthEnd()] * len(
        record.points)
    assert all(p.outcome == stock[p.month] for p in record.points)
    told = " ".join(record.remarks)
    assert "niet die van toen" in told
    assert "Afgeleide reeksen zeggen niets over trefzekerheid" in told
    assert record.opinions == ()


def test_the_second_opinion_compares_the_same_years(stock):
    ahead = pd.period_range(LAST + 1, periods=24, freq="M")
    model = pd.Series(np.r_[np.full(12, 300_000.0), np.full(12, 310_000.0)], ahead)
    first, second = opinions(stock, model, Fitter())
    assert (first.year, second.year) == (2011, 2012)
    assert (first.model, second.model) == (300.0, 310.0)
    assert first.low80 < first.series < first.high80
    assert second.high80 - second.low80 > first.high80 - first.low80
