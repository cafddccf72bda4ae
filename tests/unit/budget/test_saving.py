"""Golden: what a municipality keeps of a lasting saving of 5 % of its Pw benefits.

One municipality has 5 % fewer benefits from the first year on; the rest of the country stays as it
is, so that prices and the macro budget do not move. Two full runs are compared, without and with
the saving.

Arithmetic. Besluit Participatiewet: the objective part o of the share is (inhabitants - 15,000) /
25,000, at most 1; the historical part 1 - o follows own spending of two years earlier. With B the
benefits and K what a benefit costs, cost falls by 0.05 x B x K in every year. Budget falls from the
third year by (1 - o) x 0.05 x B / (B + I) x budget, with I the benefits IOAW and IOAZ: the share
follows all spending, of which the saving is that part. Where budget = (B + I) x K that is (1 - o)
of the saving, and o is kept:

    Assen        68,000 inhabitants: beyond 40,000, o = 1                  -> 100 %
    Aa en Hunze  25,385: 10,385 / 25,000 = 0.4154                          ->  42 %
    Tynaarlo     33,697: 18,697 / 25,000 = 0.74788                         ->  75 %

Budget = (B + I) x K is arranged so. IOAW and IOAZ, of which nothing is saved, are there or not,
here and in the country. No budget is published, so that the macro budget is the national cost over
0.999. Jobs with loonkostensubsidie: none while the share pays for them, and any number where own
spending brings its own budget (s = 1). Then K is 97.6 % of the all-in price: 98.1 % for the
benefit, 1.0 % for the Bbz, less 1.5 % that is recovered. All caseloads fall by 2 % a year, also
IOAW and IOAZ, so that the share that makes the saldo nil is the same in every year. With W all
benefits of the country, whose loonkostensubsidie L is 2.4 % of the cost:

    before own spending counts   share x macro = (B + I) x K
                                 share = 0.976 x 0.999 x (B + I) / W
    s = 1                        share x (macro - L) = (B + I) x K
                                 share = 0.976 / (1 / 0.999 - 0.024) x (B + I) / W

For Assen (B + I) / W = 1694 / 359,883 without IOAW and IOAZ: a share of 0.45895 % or 0.47023 %.
Stocks of 110 and 23,500 at the end of 2019 are 0.99 / 0.98 times as many at the mean of 2019:
1805.12 / 383,622.8 gives 0.45879 % or 0.47006 %.
"""

import dataclasses

import numpy as np
import pytest

from forecast.budget import build_accounts

YEARS = (2020, 2021, 2022, 2023)
AREAS = ("Assen", "Aa en Hunze", "Tynaarlo")
PEOPLE = {"Assen": 68_000, "Aa en Hunze": 25_385, "Tynaarlo": 33_697}
OBJECTIVE = {"Assen": 1.0, "Aa en Hunze": 0.4154, "Tynaarlo": 0.74788}
KEPT = {"Assen": 100, "Aa en Hunze": 42, "Tynaarlo": 75}
BENEFITS = {"Assen": 1694.0, "Aa en Hunze": 308.0, "Tynaarlo": 373.0}
NATIONAL = 359_883.0
STOCKS = {"Assen": 110.0, "Aa en Hunze": 25.0, "Tynaarlo": 30.0}
NATIONAL_STOCK = 23_500.0
#: Whether own spending counts, and whether there are IOAW and IOAZ.
CASES = {
    "share": (0.0, False), "own spending": (1.0, False),
    "share, older schemes": (0.0, True), "own spending, older schemes": (1.0, True),
}


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request, volumes, assumed, setting):
    """Return volumes, assumptions and setting in which every saldo is nil."""
    own, older = request.param
    # of the stock at the end of 2019, which falls by 2 % a year, to the year mean at 2019
    mean = 0.99 / 0.98 if older else 0.0
    rest = 0.976 / (1 / 0.999 - 0.024) if own else 0.976 * 0.999
    share = rest / (NATIONAL + mean * NATIONAL_STOCK) * 100
    numbers = {("buig.aandeel", area): (share * (BENEFITS[area] + mean * STOCKS[area]),)
               for area in AREAS}
    numbers |= {("buig.ioaw_ioaz.stand", area): (STOCKS[area] if older else 0.0,)
                for area in AREAS}
    numbers["buig.ioaw_ioaz.daling", None] = (0.02,)
    if not own:
        numbers |= {("buig.lks.banen", area): (0.0,) for area in AREAS}
    law = dataclasses.replace(setting.law, dated={
        "verdeelmodel.lks_op_realisatie": dict.fromkeys(YEARS, own)})
    at = dataclasses.replace(setting, law=law, inhabitants=PEOPLE, published={})
    given = dataclasses.replace(volumes(), ioaw_ioaz_national=NATIONAL_STOCK if older else 0.0)
    return given, assumed.but(numbers), at


def saving_in(volumes, area):
    """Return the volumes with 5 % fewer benefits in one municipality, in all years."""
    benefits = volumes.benefits.copy()
    benefits[:, :, AREAS.index(area)] *= 0.95
    return dataclasses.replace(volumes, benefits=benefits)


def balances(case, volumes):
    """Return saldo and cost by (year, municipality) of a full run."""
    accounts = build_accounts(volumes, *case[1:])
    return {(a.year, a.area): (a.saldo.value, a.lasten.value) for a in accounts.local}


@pytest.mark.parametrize(
    ("case", "share"),
    list(zip(CASES.values(), (0.45895, 0.47023, 0.45879, 0.47006), strict=True)),
    ids=CASES, indirect=["case"])
def test_share_of_assen_by_hand(case, share):
    for account in build_accounts(*case).local:
        if account.area == "Assen":
            found = account.line("buig.aandeel.jaar").cell.value
            assert found == pytest.approx(share, abs=5e-6)


def test_budget_equals_cost_without_the_saving(case):
    for saldo, cost in balances(case, case[0]).values():
        assert cost > 4e6
        assert saldo == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("area", AREAS)
def test_objective_part(case, area):
    for account in build_accounts(*case).local:
        if account.area == area:
            found = account.line("buig.aandeel.objectief").cell.value
            assert found == pytest.approx(OBJECTIVE[area], abs=1e-12)


@pytest.mark.parametrize("area", AREAS)
def test_golden_what_is_kept_of_a_lasting_saving(case, area):
    before, after = balances(case, case[0]), balances(case, saving_in(case[0], area))
    kept = []
    for n, year in enumerate(YEARS, start=1):
        saved = before[year, area][1] - after[year, area][1]
        # 5 % of the benefits x 97.6 % of the price; Assen saves 1.278 million in 2020
        benefits, price = BENEFITS[area] * 0.98**n, 0.976 * 15_400 * 1.025**n
        assert saved == pytest.approx(0.05 * benefits * price, rel=1e-9)
        kept.append((after[year, area][0] - before[year, area][0]) / saved)
    assert [round(100 * part) for part in kept] == [100, 100, KEPT[area], KEPT[area]]
    # exactly so, and not only to whole per cents
    expected = [1.0, 1.0, OBJECTIVE[area], OBJECTIVE[area]]
    np.testing.assert_allclose(kept, expected, rtol=1e-9)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("case", [x for x in CASES.values() if x[1]], indirect=True,
                         ids=[name for name, x in CASES.items() if x[1]])
def test_older_schemes_that_fall_faster_hardly_move_what_is_kept(case, area):
    """IOAW and IOAZ fall by 11 % a year: still 100, 42 and 75 %.

    The saving of two years earlier is 5 % x B of then; all benefits of the country have fallen by
    more than 2 % a year since, so that a little less is lost than the historical part.
    """
    given = case[1].but({("buig.ioaw_ioaz.daling", None): (0.11,)})
    before, after = (balances((v, given, case[2]), v) for v in (case[0], saving_in(case[0], area)))

    def whole(benefits, stock, n):
        return benefits * 0.98**n + stock * (0.89 ** (n - 1) + 0.89**n) / 2

    # the share was arranged for a fall of 2 %, at which the year mean at 2019 is 0.99 / 0.98
    level = (BENEFITS[area] + 0.99 / 0.98 * STOCKS[area]) / (
        NATIONAL + 0.99 / 0.98 * NATIONAL_STOCK)
    level *= whole(NATIONAL, NATIONAL_STOCK, 0) / whole(BENEFITS[area], STOCKS[area], 0)
    assert level == pytest.approx(1.0, abs=0.002)
    for n, year in enumerate(YEARS, start=1):
        saved = before[year, area][1] - after[year, area][1]
        kept = (after[year, area][0] - before[year, area][0]) / saved
        assert round(100 * kept) == (KEPT[area] if n > 2 else 100)
        if n > 2:
            fall = whole(NATIONAL, NATIONAL_STOCK, n) / whole(NATIONAL, NATIONAL_STOCK, n - 2)
            lost = (1 - OBJECTIVE[area]) * level * fall / 0.98**2
            assert kept == pytest.approx(1 - lost, rel=1e-9)
            assert OBJECTIVE[area] <= kept < OBJECTIVE[area] + 0.01


@pytest.mark.parametrize("area", AREAS)
def test_a_saving_of_one_municipality_leaves_the_others_alone(case, area):
    before, after = balances(case, case[0]), balances(case, saving_in(case[0], area))
    others = [at for at in before if at[1] != area]
    assert len(others) == 8
    assert [after[at] for at in others] == [before[at] for at in others]


@pytest.mark.parametrize("area", AREAS)
def test_saving_moves_no_saldo_of_the_country(case, area):
    national = [build_accounts(given, *case[1:]).national
                for given in (case[0], saving_in(case[0], area))]
    for before, after in zip(*national, strict=True):
        for key in ("buig.macro", "buig.nl.saldo", "buig.prijs.jaar"):
            assert after.line(key).cell.value == before.line(key).cell.value


@pytest.mark.parametrize("area", AREAS)
def test_more_benefits_cost_in_the_end_what_a_saving_keeps(case, area):
    """The rule has two sides: of 5 % more benefits the historical part is paid from year three."""
    more = dataclasses.replace(case[0], benefits=2 * case[0].benefits
                               - saving_in(case[0], area).benefits)
    before, after = balances(case, case[0]), balances(case, more)
    borne = [(before[year, area][0] - after[year, area][0])
             / (after[year, area][1] - before[year, area][1]) for year in YEARS]
    expected = [1.0, 1.0, OBJECTIVE[area], OBJECTIVE[area]]
    np.testing.assert_allclose(borne, expected, rtol=1e-9)
