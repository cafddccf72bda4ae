import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from forecast.errors import ForecastError
from forecast.periods import month, months
from forecast.series import BREAKS, Break, Response, estimate_response

NOW, BEFORE = 0.03, 0.04
LAST = month(2019, 12)

#: AOW age in months, as in the law.
AGES = {2012: 780, 2013: 781, 2014: 782, 2015: 783, 2016: 786, 2017: 789, 2018: 792, 2019: 796,
        2020: 796, 2021: 796, 2022: 799, 2023: 802, 2024: 804}


def estimate(stock, unemployment, last, aow_ages=AGES, **more):
    return estimate_response(stock, unemployment, last, aow_ages, **more)


def panel(seed=1, noise=0.002, first=2003, now=NOW, before=BEFORE):
    """A stock that answers to unemployment by known figures, and nothing else but chance."""
    rng = np.random.default_rng(seed)
    index = months(month(first - 1, 1), month(2023, 12))
    u = pd.Series(lfilter([1], [1, -0.98], rng.normal(0, 0.15, len(index))) + 6, index)
    log_stock = 5.8 + now * u + before * u.shift(12) + rng.normal(0, noise, len(index)).cumsum()
    return np.exp(log_stock).dropna(), u


def test_known_coefficients_come_back_within_two_standard_errors():
    found = [estimate(*panel(seed, first=2004), LAST) for seed in range(100)]
    off = np.array([[r.same_year - NOW, r.year_later - BEFORE, r.total - NOW - BEFORE]
                    for r in found])
    inside = np.abs(off) < 2 * np.array([r.standard_errors for r in found])
    assert (inside.mean(axis=0) > 0.88).all()
    assert (np.abs(off.mean(axis=0)) < 3 * off.std(axis=0) / 10).all()


def test_without_noise_the_answer_is_exact():
    response = estimate(*panel(noise=0), LAST)
    assert response.same_year == pytest.approx(NOW, abs=1e-12)
    assert response.year_later == pytest.approx(BEFORE, abs=1e-12)
    assert response.r2 == pytest.approx(1)


def test_policy_is_told_apart_from_the_economy():
    stock, u = panel(noise=0)
    step = np.where(stock.index >= month(2012, 1), 0.05, 0.0)
    no_exit = np.array([p.month <= {2013: 1, 2014: 1, 2015: 1, 2016: 3, 2017: 3, 2018: 3,
                                    2019: 4}.get(p.year, 0) for p in stock.index])
    moved = stock * np.exp(step + 0.002 * np.cumsum(no_exit))
    response = estimate(moved, u, LAST)
    assert response.same_year == pytest.approx(NOW, abs=1e-10)
    assert response.policy["aanscherping WWB en huishoudtoets"] == pytest.approx(0.05)
    assert response.policy["aow"] == pytest.approx(0.002)


def test_nothing_after_the_last_realised_month_is_used():
    stock, u = panel()
    before = estimate(stock, u, LAST)
    stock.loc[month(2020, 1):] = 1.0
    u.loc[month(2020, 1):] = np.nan
    after = estimate(stock, u, LAST)
    assert (after.same_year, after.year_later, after.r2) == (
        before.same_year, before.year_later, before.r2)
    assert (after.covariance == before.covariance).all()


def test_the_sample_and_its_years_are_named():
    stock, u = panel(first=2004)
    response = estimate(stock, u, LAST)
    assert response.sample == "jan 2005 - dec 2019"
    assert response.effective_years == 15
    assert any("4,4 %" in note and "3,4 %" in note for note in response.notes)
    assert any("niet te schatten: WWB, steunpakket corona" in note for note in response.notes)


def test_corona_enters_only_when_the_sample_reaches_it():
    stock, u = panel()
    assert "steunpakket corona" not in estimate(stock, u, LAST).policy
    assert "steunpakket corona" in estimate(stock, u, month(2023, 12)).policy


def test_covariance_equals_its_slow_twin():
    stock, u = panel(first=2004)
    response = estimate(stock, u, LAST, breaks=(), aow_ages={})
    y = np.log(stock).diff(12).loc[month(2005, 1):LAST].to_numpy()
    x = pd.DataFrame({"now": u.diff(12), "before": u.diff(12).shift(12), "const": 1.0})
    x = x.loc[month(2005, 1):LAST].to_numpy()
    beta = np.linalg.solve(x.T @ x, x.T @ y)
    scores = x * (y - x @ beta)[:, None]
    middle = scores.T @ scores
    for lag in range(1, 25):
        both = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / 25) * (both + both.T)
    bread = np.linalg.inv(x.T @ x)
    b = 24 / 180
    critical = 1.96 + 2.9694 * b + 0.416 * b**2 - 0.5324 * b**3
    expected = (bread @ middle @ bread)[:2, :2] * 15 / (15 - 3) * (critical / 1.96) ** 2
    np.testing.assert_allclose(response.covariance, expected, rtol=1e-8)


def test_two_columns_the_sample_cannot_tell_apart_do_not_spoil_the_rest():
    twin = Break("dezelfde maand", BREAKS[1].first, BREAKS[1].last, "-")
    response = estimate(*panel(noise=0), LAST, breaks=(*BREAKS, twin))
    assert "dezelfde maand" not in response.policy
    assert response.total == pytest.approx(NOW + BEFORE)


def test_draws_have_the_covariance_and_share_their_luck():
    covariance = np.array([[2.2e-4, -5e-5], [-5e-5, 1.1e-4]])
    response = Response(0.037, 0.043, covariance, "", 15, 0.7)
    draws = response.draw(2020, 40_000)
    assert draws.mean(axis=0) == pytest.approx([0.037, 0.043], abs=3e-4)
    np.testing.assert_allclose(np.cov(draws.T), covariance, rtol=0.05)
    moved = Response(0.05, 0.043, covariance.copy(), "", 15, 0.7).draw(2020, 40_000)
    np.testing.assert_allclose(moved - draws, np.broadcast_to([0.013, 0], draws.shape), atol=1e-12)


def test_a_response_without_doubt_draws_itself():
    draws = Response(0.03, 0.04, np.zeros((2, 2)), "", 15, 1.0).draw(1, 5)
    assert (draws == [0.03, 0.04]).all()


def test_a_short_sample_says_what_it_needs():
    stock, u = panel()
    with pytest.raises(ForecastError, match="8 jaar nodig"):
        estimate(stock, u, month(2008, 12))


def test_gaps_in_both_series_come_together():
    stock, u = panel()
    stock[month(2010, 5)] = np.nan
    with pytest.raises(ForecastError) as found:
        estimate(stock, u.drop(month(2011, 2)), LAST)
    assert "bijstand per maand: geen waarde voor mei 2010" in str(found.value)
    assert "werkloosheid per maand: geen waarde voor feb 2011" in str(found.value)


def test_unemployment_that_never_moves_is_no_evidence():
    stock, u = panel()
    with pytest.raises(ForecastError, match="beweegt niet"):
        estimate(stock, u * 0 + 5, LAST)
