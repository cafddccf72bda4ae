import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from forecast.periods import month, months
from forecast.series import (
    BREAKS,
    Break,
    Regime,
    Stability,
    estimate_response,
    stability_of,
)
from forecast.series.overlap import sums
from forecast.series.scan import Scan

NOW, BEFORE = 0.03, 0.04
LAST = month(2019, 12)
INDEX = months(month(2003, 1), LAST)
HALFWAY = month(2012, 1)


def panel(seed, factor=1.0, since=HALFWAY, noise=0.003, memory=0.0):
    """A stock whose answer to unemployment is multiplied by a factor since some month."""
    rng = np.random.default_rng(seed)
    change = pd.Series(lfilter([1], [1, -0.9], rng.normal(0, 0.05, len(INDEX))), INDEX)
    times = np.where(since <= INDEX, factor, 1.0)
    answer = times * (NOW * change + BEFORE * change.shift(12))
    errors = lfilter([1], [1, -memory], rng.normal(0, noise, len(INDEX)))
    return np.exp(5.8 + (answer.dropna() + errors[12:]).cumsum()), 30 + change.cumsum()


def judged(stock, u, seed=1, last=LAST, **more):
    """Return the test on a panel in which policy and the AOW age do nothing."""
    response = estimate_response(stock, u, last, {}, breaks=())
    return stability_of(response, stock, u, last, {}, seed=seed, breaks=(), **more)


@pytest.fixture(scope="module", params=[0.0, 0.5], ids=["losse fouten", "trage fouten"])
def stable(request):
    """Return what is found on thirty panels whose response never changes."""
    return [judged(*panel(seed, memory=request.param), seed) for seed in range(30)]


def test_a_stable_response_is_seldom_called_broken(stable):
    """At a size of 5 %, more than five rejections in thirty have a chance of 0.3 %."""
    assert sum(one.broken for one in stable) <= 5
    assert 0.25 < np.mean([one.p_value for one in stable]) < 0.75


def test_a_response_that_doubles_is_mostly_found_and_dated():
    found = [judged(*panel(seed, factor=2.0), seed) for seed in range(16)]
    assert sum(one.broken for one in found) >= 12
    away = [abs((one.month - HALFWAY).n) for one in found if one.broken]
    assert np.median(away) <= 12


def test_the_response_before_and_after_is_that_of_each_side():
    found = judged(*panel(3, factor=2.0, noise=1e-6))
    assert found.month == HALFWAY
    assert (found.before.same_year, found.before.year_later) == pytest.approx(
        (NOW, BEFORE), rel=1e-3)
    assert (found.after.same_year, found.after.year_later) == pytest.approx(
        (2 * NOW, 2 * BEFORE), rel=1e-3)
    assert max(found.before.standard_errors) < 1e-3
    assert found.p_value == 1 / 500


def test_standard_errors_hold_the_truth(stable):
    off = [abs(side.same_year + side.year_later - NOW - BEFORE) < 2 * side.standard_errors[2]
           for one in stable for side in (one.before, one.after)]
    assert np.mean(off) > 0.8  # the month is the one that looks worst


def test_the_wald_statistic_equals_its_slow_twin():
    """Least squares on 12-month sums, and the covariance that its monthly errors give."""
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"now": rng.normal(size=120), "before": rng.normal(size=120)},
                         months(month(2010, 1), month(2019, 12)))
    scan, y = Scan(frame), rng.normal(size=120)
    place = 40
    x = np.column_stack([frame, np.full(120, 1 / 12),
                         frame.to_numpy() * (np.arange(120) >= scan.candidates[place])[:, None]])
    add = sums(120)
    gain = (np.linalg.pinv(add @ x) @ add)[-2:]
    halves = np.column_stack([x[:, :3], frame.to_numpy() * (np.arange(120) >= 60)[:, None]])
    errors = pd.Series(y - halves @ np.linalg.pinv(add @ halves) @ add @ y, frame.index)
    errors -= errors.groupby(frame.index.month).transform("mean")
    from statsmodels.regression.linear_model import burg
    from statsmodels.tsa.arima_process import arma_acovf

    ar, _ = burg(errors.to_numpy(), order=12, demean=False)
    partial = [burg(errors.to_numpy(), order=p, demean=False)[0][-1] for p in range(1, 13)]
    variance = (errors**2).mean() * np.prod(1 - np.square(partial))
    spread = arma_acovf(np.append(1, -ar), [1.0], nobs=120, sigma2=variance)
    far = np.abs(np.subtract.outer(np.arange(120), np.arange(120)))
    covariance = gain @ spread[far] @ gain.T
    moved = gain @ y
    assert scan.wald(y[None])[0, place] == pytest.approx(moved @ np.linalg.solve(covariance, moved))


def test_the_middle_seventy_percent_is_searched():
    frame = pd.DataFrame(np.random.default_rng(1).normal(size=(191, 2)),
                         months(month(2004, 2), LAST), columns=["now", "before"])
    candidates = Scan(frame).candidates
    assert len(candidates) / 180 == pytest.approx(0.7, abs=0.01)
    assert frame.index[candidates[0]] == month(2007, 5)
    assert frame.index[candidates[-1]] == month(2017, 9)


def test_the_same_seed_is_the_same_answer_and_nothing_later_is_used():
    stock, u = panel(4)
    one = judged(stock, u, last=month(2017, 12))
    stock.loc[month(2018, 1):], u.loc[month(2018, 1):] = 1.0, np.nan
    assert judged(stock, u, last=month(2017, 12)) == one
    assert judged(stock, u, seed=2, last=month(2017, 12)).p_value != one.p_value


def test_policy_that_the_response_knows_is_no_break():
    stock, u = panel(5, noise=0.001)
    steps = np.where(stock.index >= month(2012, 1), 0.2, 0.0)
    moved = stock * np.exp(steps + np.where(stock.index >= month(2015, 1), 0.1, 0.0))
    response = estimate_response(moved, u, LAST, {}, breaks=BREAKS)
    found = stability_of(response, moved, u, LAST, {}, seed=1, breaks=BREAKS)
    plain = stability_of(estimate_response(stock, u, LAST, {}, breaks=BREAKS), stock, u, LAST, {},
                         seed=1, breaks=BREAKS)
    assert found.statistic == pytest.approx(plain.statistic, rel=1e-6)


def test_known_months_have_a_test_of_their_own():
    stock, u = panel(6, factor=3.0)
    there, later = (Break(name, at, at, "Stcrt.") for name, at in (
        ("omslag", month(2012, 1)), ("te laat", month(2019, 6))))
    found = judged(stock, u, known=(there, later))
    assert found.known[0][1] < 0.02
    assert found.known[1] == (later, None)
    assert "daar wijkt de reactie af" in found.notes[1]
    assert "kan nog niet worden getoetst" in found.notes[2]
    assert "Bron: Stcrt." in found.notes[1]


def said(p_value):
    before, after = Regime(0.03, 0.04, (0.01, 0.01, 0.02)), Regime(0.06, 0.08, (0.02, 0.02, 0.03))
    return Stability(14.3, p_value, month(2012, 1), before, after, month(2007, 5), month(2017, 9),
                     0.4).notes[0]


def test_a_break_is_said_plainly():
    text = said(0.01)
    assert text.startswith("LET OP: de reactie op werkloosheid is niet stabiel.")
    assert "Vóór jan 2012 3,0 % (standaardfout 1,0) in hetzelfde jaar" in text
    assert "vanaf jan 2012 6,0 % (standaardfout 2,0)" in text
    assert "economie.reactie.factor" in text


def test_no_break_is_not_sold_as_proof():
    text = said(0.3)
    assert text.startswith("Geen breuk in deze reactie aangetoond (sup-Wald 14,3, p = 0,30")
    assert "Dat bewijst niet dat zij stabiel is" in text
    assert "in ongeveer 40 % van de gevallen" in text
