"""Loonkostensubsidie, of which the macro budget pays a part by own spending from 2022.

``budget = share x macro x (1 - s x 0.024) + s x own LKS``. By hand, 2022 is the third year: price
15,400 x 1.025^3; 359,883 x 0.98^3 benefits; the stock of IOAW and IOAZ falls from 23,500 x 0.89^2
to 23,500 x 0.89^3; the macro budget is 1/0.999 of the cost. The index of own spending is 1, because
both caseloads fall by 2 % a year.
"""

import dataclasses

import numpy as np
import pytest

from forecast.budget import EnteredBudget, build_accounts, outcome

AREAS = ("Assen", "Aa en Hunze", "Tynaarlo")
SHARES = {"Assen": 0.482, "Aa en Hunze": 0.090, "Tynaarlo": 0.105}
JOBS = {"Assen": 92.0, "Aa en Hunze": 15.0, "Tynaarlo": 23.0}
PART = 0.024


def macro(year):
    """Return the macro budget, eur: 5915.0 million in 2022."""
    n = year - 2019
    older = 23_500 * (0.89 ** (n - 1) + 0.89**n) / 2
    return (359_883 * 0.98**n + older) * 15_400 * 1.025**n / 0.999


def job(year):
    """Return the subsidy of 25.5 of 36 hours at a wage value of 0.5, eur: 9924.11 in 2022."""
    wage = 1625.70 * 1.025 ** (year - 2019)
    return 25.5 / 36 * wage * 0.5 * 1.08 * 1.235 * 12


@pytest.fixture
def account(volumes, assumed, on_own_spending):
    def of(year, area="Assen", jobs=None, at=on_own_spending, weight=0.5):
        own = {("buig.macro.gewicht_voorlopig", None): (weight,)}
        if jobs is not None:
            own["buig.lks.banen", area] = (jobs,)
        accounts = build_accounts(volumes(), assumed.but(own), at)
        return next(a for a in accounts.local if (a.area, a.year) == (area, year))

    return of


def value(account, key):
    return account.line(key).cell.value


def near(x):
    return pytest.approx(x, rel=1e-12)


def test_figures_by_hand():
    assert macro(2022) == pytest.approx(5_915.0e6, abs=0.05e6)
    assert job(2022) == pytest.approx(9_924.11, abs=0.005)


@pytest.mark.parametrize("area", AREAS)
def test_own_part_of_the_national_subsidy_gives_exactly_share_times_macro(account, area):
    """Jobs that cost share x 2.4 % x macro: what the fixed share loses, own spending returns."""
    whole = SHARES[area] / 100 * macro(2022)
    found = account(2022, area, jobs=PART * whole / job(2022))
    assert value(found, "buig.lks") == near(PART * whole)
    assert value(found, "buig.budget.regel") == near(whole)
    assert found.baten.value == near(whole)


@pytest.mark.parametrize("area", AREAS)
def test_budget_of_own_spending_by_hand(account, area):
    own = JOBS[area] * job(2022)
    expected = SHARES[area] / 100 * macro(2022) * 0.976 + own
    assert account(2022, area).baten.value == near(expected)
    none = account(2022, area, jobs=0.0)
    assert none.baten.value == near(SHARES[area] / 100 * macro(2022) * 0.976)


def test_before_2022_the_budget_does_not_ask_who_has_the_jobs(account):
    """s = 0 in 2020 and 2021: share x macro, whatever the jobs."""
    for year in (2020, 2021):
        for jobs in (0.0, 92.0, 500.0):
            assert account(year, jobs=jobs).baten.value == near(0.00482 * macro(year))


def test_one_euro_more_of_own_subsidy_is_one_euro_more_budget(account):
    for year, more in ((2020, 0.0), (2021, 0.0), (2022, 1.0), (2023, 1.0)):
        before = account(year)
        after = account(year, jobs=92 + 1 / job(year))
        # differences of amounts of 28 million: a float holds them to about 1e-8
        assert after.lasten.value - before.lasten.value == pytest.approx(1.0, abs=1e-6)
        assert after.baten.value - before.baten.value == pytest.approx(more, abs=1e-6)
        assert after.saldo.value - before.saldo.value == pytest.approx(more - 1.0, abs=1e-6)


def test_subsidy_for_beschut_counts_as_own_spending(
    volumes, quantities, sheltered, assumed_all, on_own_spending
):
    """2022: 32 people, 868 hours a week at 0.65; 92 - 32 other jobs."""
    given = sheltered(volumes(), quantities())
    found = next(a for a in build_accounts(given, assumed_all, on_own_spending).local
                 if (a.area, a.year) == ("Assen", 2022))
    inside = 868 / 36 * 1625.70 * 1.025**3 * 0.65 * 1.08 * 1.235 * 12
    assert value(found, "buig.lks.samen") == near(60 * job(2022) + inside)
    expected = 0.00482 * macro(2022) * 0.976 + 60 * job(2022) + inside
    assert found.baten.value == near(expected)


def entered(setting, moment, amount=30e6, published=()):
    real = {(2022, "Assen", moment): EnteredBudget(amount, "beschikking")}
    return dataclasses.replace(setting, entered=real, published=dict(published))


@pytest.mark.parametrize("published", [None, 6.0e9])
def test_share_that_a_real_budget_implies_gives_that_budget_back(
    account, on_own_spending, published
):
    """(30 million - own LKS) / 0.976 of the macro budget, whether that is published or not."""
    whole = macro(2022) if published is None else published
    known = {} if published is None else {(2022, "definitief"): published}
    real = entered(on_own_spending, "definitief", published=known)
    found = account(2022, at=real)
    share = (30e6 - 92 * job(2022)) / (0.976 * whole) * 100
    assert value(found, "buig.aandeel.jaar") == near(share)
    assert value(found, "buig.budget.regel") == near(30e6)
    assert found.baten.value == 30e6
    # a year later the same share of the rest, and own spending of that year
    later = account(2023, at=real)
    assert value(later, "buig.aandeel.jaar") == near(share)
    assert later.baten.value == near(share / 100 * macro(2023) * 0.976 + 92 * job(2023))


def test_share_of_a_preliminary_budget_gives_it_back_on_the_preliminary_macro(
    account, on_own_spending
):
    """Where the State's figure counts in full, it is the macro budget of the run."""
    real = entered(on_own_spending, "voorlopig", published={(2022, "voorlopig"): 6.0e9})
    found = account(2022, at=real, weight=1.0)
    share = (30e6 - 92 * job(2022)) / (0.976 * 6.0e9) * 100
    assert value(found, "buig.aandeel.jaar") == near(share)
    assert found.baten.value == near(30e6)


def test_real_budget_of_2021_is_a_share_of_the_whole(account, on_own_spending):
    """Before 2022 the share divides all of the macro budget; from 2022 on the rest of it."""
    real = {(2021, "Assen", "definitief"): EnteredBudget(30e6, "beschikking")}
    found = account(2022, at=dataclasses.replace(on_own_spending, entered=real))
    share = 30e6 / macro(2021) * 100
    assert value(found, "buig.aandeel.jaar") == near(share)
    assert found.baten.value == near(share / 100 * macro(2022) * 0.976 + 92 * job(2022))


def test_jobs_move_no_saldo_from_2022_in_any_draw(volumes, assumed, on_own_spending):
    drawn = volumes(spread=0.02, draws=200)
    few, many = (
        outcome(volumes(), drawn, assumed.but({("buig.lks.banen", area): (jobs,)
                                               for area in AREAS}), on_own_spending, 2020)
        for jobs in (0.0, 200.0))
    np.testing.assert_allclose(many.saldo[:, 2:], few.saldo[:, 2:], rtol=0, atol=1e-5)
    np.testing.assert_array_equal(many.baten[:, :2], few.baten[:, :2])
    assert np.all(many.saldo[:, :2] < few.saldo[:, :2] - 1e6)


def test_every_draw_gives_a_real_budget_back(volumes, assumed, on_own_spending):
    """Each draw has its own prices, and so its own share of the same 30 million."""
    key, jobs = ("buig.lks.banen", "Assen"), 92.0
    given = assumed.but({key: (jobs,)})
    real = entered(on_own_spending, "definitief")
    found = outcome(volumes(), volumes(spread=0.02, draws=200), given, real, 2020)
    growth = 1 + given.draw(2020, 200, "buig.prijs.groei")
    own = jobs * job(2019) * growth**3
    rule = found.share[:, 2, 0] / 100 * found.macro[:, 2] * 0.976 + own
    np.testing.assert_allclose(rule, 30e6, rtol=1e-9)
    assert np.ptp(found.share[:, 2, 0]) > 0.02
    assert np.all(found.baten[:, 2, 0] == 30e6)
