"""Loonkostensubsidie, of which the macro budget pays a part by own spending from 2022.

``budget = share x (macro - s x L) + s x own LKS``, with L the LKS of the whole country. By hand,
2022 is the third year: price 15,400 x 1.025^3; 359,883 x 0.98^3 benefits; the stock of IOAW and
IOAZ falls from 23,500 x 0.89^2 to 23,500 x 0.89^3; L is 2.4 % of the cost and the macro budget
1/0.999 of it. All Pw caseloads fall by 2 % a year, so that the index of own spending differs from 1
only where a municipality has more or less IOAW and IOAZ than the country.
"""

import dataclasses

import numpy as np
import pytest

from forecast.budget import EnteredBudget, build_accounts, outcome

YEARS = (2020, 2021, 2022, 2023)
AREAS = ("Assen", "Aa en Hunze", "Tynaarlo")
SHARES = {"Assen": 0.482, "Aa en Hunze": 0.090, "Tynaarlo": 0.105}
OBJECTIVE = {"Assen": 1.0, "Aa en Hunze": 0.41544, "Tynaarlo": 0.74792}
CASELOADS = {"Assen": (1694, 110), "Aa en Hunze": (308, 25), "Tynaarlo": (373, 30)}
NATION = (359_883, 23_500)
JOBS = {"Assen": 92.0, "Aa en Hunze": 15.0, "Tynaarlo": 23.0}
PART = 0.024


def caseload(pw, older, year):
    """Return benefits Pw, IOAW and IOAZ, of which `older` is the stock at the end of 2019."""
    n = year - 2019
    return pw * 0.98**n + older * (0.89 ** (n - 1) + 0.89**n) / 2


def cost(year):
    """Return the national cost, eur: 5909.0 million in 2022."""
    return caseload(*NATION, year) * 15_400 * 1.025 ** (year - 2019)


def macro(year):
    """Return the macro budget, eur: 5915.0 million in 2022."""
    return cost(year) / 0.999


def wage_subsidy(year):
    """Return the loonkostensubsidie of all municipalities, eur: 141.8 million in 2022."""
    return PART * cost(year)


def rest(year):
    """Return what the shares divide from 2022, eur: 5773.2 million in that year."""
    return macro(year) - wage_subsidy(year)


def share(area, year=2022):
    """Return the share as a part: 0.482 % in Assen, 0.0902 % in Aa en Hunze in 2022."""
    own, nation = (caseload(*x, year - 2) / caseload(*x, 2019) for x in (CASELOADS[area], NATION))
    o = OBJECTIVE[area]
    return SHARES[area] / 100 * (o + (1 - o) * own / nation)


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
    assert wage_subsidy(2022) == pytest.approx(141.8e6, abs=0.05e6)
    assert rest(2022) == pytest.approx(5_773.2e6, abs=0.05e6)
    assert job(2022) == pytest.approx(9_924.11, abs=0.005)


@pytest.mark.parametrize("area", AREAS)
def test_own_part_of_the_national_subsidy_gives_exactly_share_times_macro(account, area):
    """Jobs that cost share x national LKS: what the fixed share loses, own spending returns."""
    whole = share(area) * macro(2022)
    subsidy = share(area) * wage_subsidy(2022)
    found = account(2022, area, jobs=subsidy / job(2022))
    assert value(found, "buig.lks") == near(subsidy)
    assert value(found, "buig.budget.regel") == near(whole)
    assert found.baten.value == near(whole)


@pytest.mark.parametrize("area", AREAS)
def test_budget_of_own_spending_by_hand(account, area):
    own = JOBS[area] * job(2022)
    expected = share(area) * rest(2022) + own
    assert account(2022, area).baten.value == near(expected)
    none = account(2022, area, jobs=0.0)
    assert none.baten.value == near(share(area) * rest(2022))


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
    expected = 0.00482 * rest(2022) + 60 * job(2022) + inside
    assert found.baten.value == near(expected)


def entered(setting, moment, amount=30e6, published=()):
    real = {(2022, "Assen", moment): EnteredBudget(amount, "beschikking")}
    return dataclasses.replace(setting, entered=real, published=dict(published))


@pytest.mark.parametrize("published", [None, 6.0e9])
def test_share_that_a_real_budget_implies_gives_that_budget_back(
    account, on_own_spending, published
):
    """(30 million - own LKS) / (macro budget - national LKS), whether that is published or not."""
    whole = macro(2022) if published is None else published
    known = {} if published is None else {(2022, "definitief"): published}
    real = entered(on_own_spending, "definitief", published=known)
    found = account(2022, at=real)
    part = (30e6 - 92 * job(2022)) / (whole - wage_subsidy(2022)) * 100
    assert value(found, "buig.aandeel.jaar") == near(part)
    assert value(found, "buig.budget.regel") == near(30e6)
    assert found.baten.value == 30e6
    # a year later the same share of the rest, and own spending of that year
    later = account(2023, at=real)
    assert value(later, "buig.aandeel.jaar") == near(part)
    assert later.baten.value == near(part / 100 * rest(2023) + 92 * job(2023))


def test_share_of_a_preliminary_budget_gives_it_back_on_the_preliminary_macro(
    account, on_own_spending
):
    """Where the State's figure counts in full, it is the macro budget of the run."""
    real = entered(on_own_spending, "voorlopig", published={(2022, "voorlopig"): 6.0e9})
    found = account(2022, at=real, weight=1.0)
    part = (30e6 - 92 * job(2022)) / (6.0e9 - wage_subsidy(2022)) * 100
    assert value(found, "buig.aandeel.jaar") == near(part)
    assert found.baten.value == near(30e6)


def test_real_budget_of_2021_is_a_share_of_the_whole(account, on_own_spending):
    """Before 2022 the share divides all of the macro budget; from 2022 on the rest of it."""
    real = {(2021, "Assen", "definitief"): EnteredBudget(30e6, "beschikking")}
    found = account(2022, at=dataclasses.replace(on_own_spending, entered=real))
    part = 30e6 / macro(2021) * 100
    assert value(found, "buig.aandeel.jaar") == near(part)
    assert found.baten.value == near(part / 100 * rest(2022) + 92 * job(2022))


def test_real_budget_of_before_the_run_is_a_share_of_all_but_the_national_part(
    account, on_own_spending
):
    """2019, of which the run has no national LKS: it counts as 2.4 % of 6072.6 million.

    Own LKS is that of 2020, the first year of the run.
    """
    law = dataclasses.replace(on_own_spending.law, dated={
        "verdeelmodel.lks_op_realisatie": dict.fromkeys((2019, *YEARS), 1.0)})
    real = {(2019, "Assen", "definitief"): EnteredBudget(30e6, "beschikking")}
    found = account(2020, at=dataclasses.replace(
        on_own_spending, law=law, entered=real, published={(2019, "definitief"): 6072.6e6}))
    part = (30e6 - 92 * job(2020)) / (0.976 * 6072.6e6) * 100
    assert value(found, "buig.aandeel.jaar") == near(part)
    assert found.baten.value == near(part / 100 * rest(2020) + 92 * job(2020))


#: Three municipalities that are a whole country: their parts of it, and of its jobs.
PARTS = {"Assen": 0.5, "Aa en Hunze": 0.2, "Tynaarlo": 0.3}
JOB_PARTS = {"Assen": 0.1, "Aa en Hunze": 0.6, "Tynaarlo": 0.3}


def country(given, assumed, at=2022):
    """Return a country of three municipalities, with jobs that cost its LKS of one year.

    That LKS follows the reference economy, whatever the growth of the benefits.
    """
    parts = np.array([PARTS[area] for area in AREAS])
    all_jobs = wage_subsidy(at) / job(at)
    numbers = {("buig.ioaw_ioaz.daling", None): (0.11,)}
    for area, part in PARTS.items():
        numbers |= {
            ("buig.aandeel", area): (100 * part,), ("buig.ioaw_ioaz.stand", area): (23_500 * part,),
            ("buig.lks.banen", area): (JOB_PARTS[area] * all_jobs,),
        }
    return dataclasses.replace(
        given, benefits=given.national[..., None] * parts,
        benefits_before=np.full((given.draws, 1), given.national_before) * parts,
    ), assumed.but(numbers)


@pytest.mark.parametrize("year", [2022, 2023])
@pytest.mark.parametrize("growth", [-0.10, -0.02, 0.10, 0.30])
def test_all_budgets_are_the_macro_budget_also_in_a_recession(
    volumes, assumed, on_own_spending, growth, year
):
    """What the municipalities spend on LKS is what the macro budget sets apart for it."""
    given, numbers = country(volumes(national_growth=growth), assumed, year)
    found = build_accounts(given, numbers, on_own_spending)
    nation = {line.key: line.cell.value
              for n in found.national if n.year == year for line in n.lines}
    local = [a for a in found.local if a.year == year]
    assert nation["buig.nl.lks"] == near(wage_subsidy(year))  # the same in every economy
    assert sum(value(a, "buig.lks") for a in local) == near(wage_subsidy(year))
    assert sum(a.baten.value for a in local) == near(nation["buig.macro"])
    assert sum(a.lasten.value for a in local) == near(nation["buig.nl.lasten"])
    # and so a recession leaves the municipalities together what it leaves the country
    together = sum(a.saldo.value for a in local)
    assert together == pytest.approx(nation["buig.nl.saldo"], abs=1e-3)
    assert together == pytest.approx(0.001 * nation["buig.macro"], abs=1e-3)
    # one municipality may well have another part of the jobs than of the benefits
    gains = {a.area: a.baten.value - PARTS[a.area] * nation["buig.macro"] for a in local}
    for area, gain in gains.items():
        expected = (JOB_PARTS[area] - PARTS[area]) * wage_subsidy(year)
        assert gain == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("growth", [-0.02, 0.10])
def test_one_municipality_that_is_the_country_gets_the_macro_budget(
    volumes, assumed, on_own_spending, growth
):
    """With all benefits and all jobs of the country, from 2022 on as before it."""
    given = volumes(national_growth=growth)
    given = dataclasses.replace(
        given, municipalities=("Assen",), benefits=given.national[..., None],
        benefits_before=np.full((1, 1), given.national_before))
    for year in YEARS:
        numbers = assumed.but({
            ("buig.aandeel", "Assen"): (100.0,), ("buig.ioaw_ioaz.stand", "Assen"): (23_500.0,),
            ("buig.lks.banen", "Assen"): (wage_subsidy(year) / job(year),)})
        found = build_accounts(given, numbers, on_own_spending)
        nation = next(n for n in found.national if n.year == year)
        one = next(a for a in found.local if a.year == year)
        assert one.baten.value == near(nation.line("buig.macro").cell.value)
        assert one.lasten.value == near(nation.line("buig.nl.lasten").cell.value)


def test_all_budgets_are_the_macro_budget_in_every_draw(volumes, assumed, on_own_spending):
    """Also in draws with an economy, a price and a miss of the budget of their own."""
    still = {("buig.aandeel.schok_sd", None): (0.0,),
             ("buig.aandeel.modelwijziging_sd", None): (0.0,),
             ("buig.prijs.lokaal", None): (1.0,)}
    central, numbers = country(volumes(national_growth=0.10), assumed.but(still))
    drawn, _ = country(volumes(national_growth=0.10, spread=0.05, draws=200), assumed)
    found = outcome(central, drawn, numbers, on_own_spending, 2020)
    assert found.macro[:, 2].std() > 0.05 * found.macro[:, 2].mean()
    for y in (0, 1, 2):
        np.testing.assert_allclose(found.baten[:, y].sum(axis=1), found.macro[:, y], rtol=1e-12)
    # the jobs are those of 2022: a year later the reference economy has 2 % fewer benefits
    assert np.all(found.baten[:, 3].sum(axis=1) > found.macro[:, 3])


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
    stay = 1 - given.draw(2020, 200, "buig.ioaw_ioaz.daling")
    own = jobs * job(2019) * growth**3
    reference = 359_883 * 0.98**3 + 23_500 * (stay**2 + stay**3) / 2
    apart = PART * reference * 15_400 * growth**3
    rule = found.share[:, 2, 0] / 100 * (found.macro[:, 2] - apart) + own
    np.testing.assert_allclose(rule, 30e6, rtol=1e-9)
    assert np.ptp(found.share[:, 2, 0]) > 0.02
    assert np.all(found.baten[:, 2, 0] == 30e6)
