import dataclasses

import numpy as np
import pandas as pd
import pytest

from forecast.budget import EnteredBudget, Sheltered, build_accounts
from forecast.budget.expression import Cell, Sum


@pytest.fixture
def accounts(volumes, assumed, setting):
    return build_accounts(volumes(), assumed, setting)


@pytest.fixture
def with_beschut(volumes, quantities, sheltered, assumed_all, on_own_spending):
    """Return accounts with beschut werk and a real budget, in which own spending counts."""
    real = with_budgets(on_own_spending, ((2022, "Assen", "definitief"), 30e6))
    return build_accounts(sheltered(volumes(), quantities()), assumed_all, real)


@pytest.fixture(params=["accounts", "with_beschut"])
def either(request):
    return request.getfixturevalue(request.param)


def account(accounts, area, year):
    return next(a for a in accounts.local if (a.area, a.year) == (area, year))


def with_budgets(setting, *budgets):
    entered = {key: EnteredBudget(amount, "beschikking") for key, amount in budgets}
    return dataclasses.replace(setting, entered=entered)


def test_golden_account_of_assen_2020(accounts):
    """By hand: 1694 x 0.98 = 1660.12 benefits; price 15,400 x 1.025 = 15,785, of it 98.1 %."""
    found = account(accounts, "Assen", 2020)
    amounts = {line.key: line.cell.value for line in found.lines if line.side != "keten"}
    price = 15_785 * 0.981
    older = (110 + 110 * 0.89) / 2
    nation = 359_883 * 0.98 + (23_500 + 23_500 * 0.89) / 2
    own = nation * 15_785 / 0.999
    expected = {
        "buig.budget": 0.00482 * (own + 6_147.4e6) / 2,  # half the State's figure, half ours
        "buig.pw": 1660.12 * price,
        "buig.ioaw_ioaz": older * price,
        "buig.bbz": (1660.12 + older) * 15_785 * 0.010,
        "buig.lks": 92 * 25.5 / 36 * 1625.70 * 1.025 * 0.5 * 1.08 * 1.235 * 12,
        "buig.terugvordering": -(1660.12 + older) * 15_785 * 0.015,
    }
    assert amounts == pytest.approx(expected)
    assert found.saldo.value == pytest.approx(
        expected["buig.budget"] - sum(v for k, v in expected.items() if k != "buig.budget")
    )


def test_golden_subsidies_of_assen_with_beschut(volumes, quantities, sheltered, assumed_all,
                                                setting):
    """2020: 18 people work 496 hours a week at a wage value of 0.35; 92 - 18 other jobs at 0.5."""
    given = sheltered(volumes(), quantities())
    found = account(build_accounts(given, assumed_all, setting), "Assen", 2020)
    amounts = {line.key: line.cell.value for line in found.lines}
    wage = 1625.70 * 1.025 * 1.08 * 1.235 * 12  # of a full-time job in a year
    job, inside = 25.5 / 36 * wage * 0.5, 496 / 36 * wage * 0.65
    expected = {
        "buig.lks.banen_overig": 74.0, "buig.lks.bedrag": job, "buig.lks": 74 * job,
        "buig.lks.beschut": inside, "buig.lks.samen": 74 * job + inside,
    }
    assert {key: amounts[key] for key in expected} == pytest.approx(expected)
    sides = {line.key: line.side for line in found.lines}
    assert [sides[key] for key in expected] == ["keten", "keten", "lasten", "lasten", "keten"]
    bare = account(build_accounts(volumes(), assumed_all, setting), "Assen", 2020)
    assert not {"buig.lks.banen_overig", "buig.lks.beschut", "buig.lks.samen"} & {
        line.key for line in bare.lines}
    assert found.lasten.value - bare.lasten.value == pytest.approx(inside - 18 * job)
    assert found.baten.value == bare.baten.value


def test_every_formula_recalculates_to_its_cached_value(either, recalculate):
    accounts = either
    compared = 0
    cells = [line.cell for a in (*accounts.national, *accounts.local) for line in a.lines]
    for a in accounts.local:
        cells += [a.baten, a.lasten, a.saldo, a.saldo_part, a.vangnet, a.after, a.break_even]
    whole = Sum(tuple(cell for cell in cells if cell.unit == "eur"))
    assert recalculate(whole) == pytest.approx(whole.value, abs=0.005)
    for cell in cells:
        if cell.key.split("|")[2] == "2023" or cell.unit != "eur":
            assert recalculate(cell) == pytest.approx(cell.value, abs=0.0005)
            compared += 1
    assert compared > 150


def test_formulas_hold_no_number_but_the_free_ones(either):
    from forecast.budget.expression import FREE_NUMBERS

    for a in either.local:
        for line in a.lines:
            text = line.expr.formula(lambda cell: "x")
            digits = {int(w) for w in "".join(c if c.isdigit() else " " for c in text).split()}
            assert digits <= FREE_NUMBERS


def test_chain_is_closed(either):
    """Whatever a formula refers to is an input, a line or a total: the workbook can place it."""
    accounts = either
    known = {line.cell.key for a in (*accounts.national, *accounts.local) for line in a.lines}
    for a in accounts.local:
        known |= {a.baten.key, a.lasten.key, a.saldo.key, a.vangnet.key}
    for a in accounts.local:
        for cell in [line.cell for line in a.lines] + [a.vangnet, a.after, a.saldo_part]:
            part = cell.definition
            for used in [part] if isinstance(part, Cell) else part.cells():
                assert used.definition is None or used.key in known, used.key


def test_leaves_are_given_once(either):
    keys = [leaf.key for leaf in either.leaves()]
    assert len(keys) == len(set(keys))
    assert "volume.uitkeringen|Assen|2020|basis" in keys
    assert "buig.aandeel|Tynaarlo||basis" in keys
    assert "wet.vangnet.drempel||2023|basis" in keys


@pytest.mark.parametrize("growth", [-0.02, 0.05])
def test_national_lines_add_up_to_the_cost(volumes, assumed, setting, growth):
    """The price of a benefit is solved: benefits, Bbz and recoveries follow the volume, LKS not."""
    accounts = build_accounts(volumes(national_growth=growth), assumed, setting)
    for nation in accounts.national:
        cell = {line.key: line.cell.value for line in nation.lines}
        cost, price = cell["buig.nl.lasten"], cell["buig.prijs.jaar"]
        parts = cell["buig.nl.volume"] * (cell["buig.prijs.pw"] + price * (0.010 - 0.015))
        wage_subsidy = 0.024 * price * cell["buig.nl.volume_referentie"]
        assert parts + wage_subsidy == pytest.approx(cost)
        assert cell["buig.nl.lks"] == pytest.approx(wage_subsidy)
        saldo = 1 - 0.999 / cell["buig.macro.anker"]
        assert cell["buig.nl.saldo"] / cell["buig.macro"] == pytest.approx(saldo)
        assert (cell["buig.macro.anker"] == 1) == (nation.year > 2020)


def test_price_all_in_holds_where_the_economy_is_the_reference(accounts):
    for nation in accounts.national:
        cell = {line.key: line.cell.value for line in nation.lines}
        volume = cell["buig.nl.volume"]
        assert cell["buig.nl.volume_lasten"] == pytest.approx(volume)
        assert cell["buig.nl.lasten"] == pytest.approx(volume * cell["buig.prijs.jaar"])


def test_a_recession_does_not_pay_for_jobs_that_nobody_gets(volumes, assumed, setting):
    """Where a municipality is the nation in small, its saldo is the same part of each budget."""
    part = 0.0048
    small = {
        ("buig.aandeel", "Assen"): (100 * part,),
        ("buig.ioaw_ioaz.stand", "Assen"): (23_500 * part,),
        # as many jobs as 2.4 % of the national cost of 2020 pays for
        ("buig.lks.banen", "Assen"): (_jobs(part),),
    }
    saldo = {}
    for growth in (-0.02, 0.10):
        given = volumes(national_growth=growth)
        benefits = given.benefits.copy()
        benefits[:, :, 0] = part * given.national
        given = dataclasses.replace(given, benefits=benefits)
        bare = dataclasses.replace(setting, published={})
        found = account(build_accounts(given, assumed.but(small), bare), "Assen", 2020)
        saldo[growth] = found.saldo_part.value
    assert saldo[-0.02] == pytest.approx(0.001)
    assert saldo[0.10] == pytest.approx(0.001)


def _jobs(part):
    older = (23_500 + 23_500 * 0.89) / 2
    amount = 25.5 / 36 * 1625.70 * 1.025 * 0.5 * 1.08 * 1.235 * 12
    return part * 0.024 * (359_883 * 0.98 + older) * 15_785 / amount


def test_every_formula_recalculates_in_a_recession(volumes, assumed, setting, recalculate):
    found = build_accounts(volumes(national_growth=0.05), assumed, setting)
    cells = [line.cell for nation in found.national for line in nation.lines]
    assert len(cells) > 30
    for cell in cells:
        assert recalculate(cell) == pytest.approx(cell.value, abs=0.0005)


def test_open_ended_lines_are_flagged(accounts):
    found = {ln.key: ln.open_ended for ln in accounts.local[0].lines if ln.side == "lasten"}
    assert found == {"buig.pw": True, "buig.ioaw_ioaz": True, "buig.bbz": True, "buig.lks": True,
                     "buig.terugvordering": False}


def test_subsidy_for_beschut_is_open_ended_too(with_beschut):
    assert with_beschut.local[0].line("buig.lks.beschut").open_ended


def test_older_schemes_fall_every_year(accounts):
    stock = [account(accounts, "Assen", y).line("buig.ioaw_ioaz.ultimo").cell.value
             for y in (2020, 2021, 2022, 2023)]
    np.testing.assert_allclose(stock, 110 * 0.89 ** np.arange(1, 5))


def test_real_definitive_budget_replaces_share_times_macro(volumes, assumed, setting):
    real = with_budgets(setting, ((2020, "Assen", "definitief"), 30e6))
    found = build_accounts(volumes(), assumed, real)
    budget = account(found, "Assen", 2020)
    assert budget.baten.value == 30e6
    assert budget.ground == "feit"
    macro = {n.year: n.line("buig.macro").cell.value for n in found.national}
    later = account(found, "Assen", 2021)
    assert later.baten.value == pytest.approx(30e6 * macro[2021] / macro[2020])
    assert later.ground == "aanname"  # its macro budget was not published yet
    assert account(found, "Tynaarlo", 2020).ground == "aanname"


def test_real_preliminary_budget_gives_the_share(volumes, assumed, setting):
    real = with_budgets(setting, ((2020, "Assen", "voorlopig"), 29_507_520.0))
    accounts = build_accounts(volumes(), assumed, real)
    found, later = (account(accounts, "Assen", year) for year in (2020, 2021))
    assert found.line("buig.aandeel.jaar").cell.value == pytest.approx(0.48)
    assert (found.ground, later.ground) == ("feit", "afgeleid")


def test_published_definitive_macro_budget_stands_as_it_is(volumes, assumed, setting):
    known = dataclasses.replace(
        setting, published={**setting.published, (2020, "definitief"): 6375.0e6})
    found = build_accounts(volumes(), assumed, known)
    assert found.national[0].line("buig.macro").cell.value == 6375.0e6
    assert found.national[0].line("buig.macro").status == "feit"


@pytest.mark.parametrize(("area", "kept", "pw", "older"), [
    ("Assen", 1.0, 1694, 110), ("Aa en Hunze", 0.41544, 308, 25), ("Tynaarlo", 0.74792, 373, 30)])
def test_golden_a_lasting_saving_is_partly_lost_from_the_second_year(
    volumes, assumed, setting, area, kept, pw, older
):
    """A lower caseload from 2020 on: the share falls in 2022 by the historical part.

    1 % of the Pw benefits is 1 % x Pw / (Pw + IOAW and IOAZ) of all: of 2020, 0.927 % in Aa en
    Hunze, where 301.84 people have a Pw benefit and 23.625 IOAW or IOAZ.
    """
    base, m = volumes(), volumes().municipalities.index(area)
    fewer = base.benefits.copy()
    fewer[:, :, m] *= 0.99
    saving = dataclasses.replace(base, benefits=fewer)
    before, after = (build_accounts(v, assumed, setting) for v in (base, saving))

    def change(year):
        shares = [account(x, area, year).line("buig.aandeel.jaar").cell.value
                  for x in (before, after)]
        return shares[1] / shares[0] - 1

    def whole(benefits, stock, n):
        """Return the benefits of n years after 2019; the stock is that of the end of 2019."""
        return benefits * 0.98**n + stock * (0.89 ** (n - 1) + 0.89**n) / 2

    assert change(2020) == change(2021) == 0
    for year, n in ((2022, 1), (2023, 2)):
        saved = 0.01 * pw * 0.98**n / whole(pw, older, n)
        own, nation = (whole(*x, n) / whole(*x, 0) for x in ((pw, older), (359_883, 23_500)))
        history = (1 - kept) * own / nation  # the index is 1 within 0.3 %
        assert change(year) == pytest.approx(-saved * history / (kept + history), abs=1e-12)
        assert change(year) == pytest.approx(-saved * (1 - kept), abs=2e-5)


@pytest.mark.parametrize(("people", "hours"), [
    ((1, 4, 2), (1, 4, 2)), ((1, 3, 3), (1, 3, 3)), ((2, 4, 3), (2, 4, 3)),
    ((1, 4, 3), (1, 4, 2)), ((1, 4, 2), (1, 4, 3)), ((1, 1, 3), (1, 1, 3)), ((4, 3), (4, 3))])
def test_volumes_refuse_beschut_werk_of_another_shape(volumes, people, hours):
    given = volumes()
    fits = Sheltered(np.zeros((1, 4, 3)), np.zeros((1, 4, 3)))
    assert dataclasses.replace(given, sheltered=fits).sheltered is fits
    with pytest.raises(ValueError, match="beschut werk"):
        dataclasses.replace(given, sheltered=Sheltered(np.zeros(people), np.zeros(hours)))


def test_volumes_refuse_beschut_werk_of_fewer_draws(volumes, quantities, sheltered):
    with pytest.raises(ValueError, match="beschut werk"):
        sheltered(volumes(draws=3), quantities())


def test_municipality_with_its_own_price(volumes, assumed, setting):
    dearer = assumed.but({("buig.prijs.lokaal", "Assen"): (1.02,)})
    plain, own = (build_accounts(volumes(), a, setting) for a in (assumed, dearer))
    pw = [account(x, "Assen", 2020).line("buig.pw") for x in (plain, own)]
    assert pw[1].cell.value == pytest.approx(1.02 * pw[0].cell.value)
    assert "buig.prijs.lokaal|Assen||basis" in pw[1].expr.formula(lambda c: c.key)
    other = [account(x, "Tynaarlo", 2020).line("buig.pw").cell.value for x in (plain, own)]
    assert other[0] == other[1]


def test_what_the_vangnet_of_two_years_earlier_costs_is_taken_out_first(
    volumes, assumed, setting
):
    some = assumed.but({("buig.macro.uitname_vangnet", None): (0.01,)})
    plain, less = (build_accounts(volumes(), a, setting) for a in (assumed, some))
    for before, after in zip(plain.local, less.local, strict=True):
        assert after.baten.value == pytest.approx(0.99 * before.baten.value)
        assert after.lasten.value == before.lasten.value


def test_a_real_budget_already_misses_what_was_taken_out(volumes, assumed, setting):
    some = assumed.but({("buig.macro.uitname_vangnet", None): (0.01,)})
    real = with_budgets(setting, ((2020, "Assen", "voorlopig"), 29_507_520.0))
    plain, less = (build_accounts(volumes(), a, real) for a in (assumed, some))
    for year in (2020, 2021):  # the same part is taken out in every year, so nothing changes
        one, other = (account(x, "Assen", year) for x in (plain, less))
        assert other.baten.value == pytest.approx(one.baten.value)
    later = some.__class__(some.numbers, steps={
        "buig.macro.uitname_vangnet": (pd.Period("2021-01", "M"), 0.03)})
    more = account(build_accounts(volumes(), later, real), "Assen", 2021)
    assert more.baten.value == pytest.approx(
        0.97 / 0.99 * account(less, "Assen", 2021).baten.value)
