import dataclasses

import numpy as np
import pytest

from forecast.budget import EnteredBudget, build_accounts, gap, outcome


@pytest.fixture
def run(volumes, assumed, setting):
    def go(spread=0.02, draws=4_000, assumptions=assumed, at=setting, seed=2020):
        return outcome(volumes(), volumes(spread=spread, draws=draws), assumptions, at, seed)

    return go


@pytest.fixture
def unpublished(setting):
    """No budget of the years of the run is known."""
    return dataclasses.replace(setting, published={
        (year, moment): amount for (year, moment), amount in setting.published.items()
        if year < 2020
    })


@pytest.mark.parametrize("growth", [-0.02, 0.05])
def test_without_uncertainty_every_draw_is_the_central_path(volumes, assumed, setting, growth):
    fixed = assumed.certain().but({
        ("buig.macro.basisfout_sd", None): (0.0,), ("buig.aandeel.schok_sd", None): (0.0,),
        ("buig.aandeel.modelwijziging_sd", None): (0.0,),
    })
    central, draws = (volumes(national_growth=growth, draws=n) for n in (1, 3))
    found = outcome(central, draws, fixed, setting, 1)
    accounts = build_accounts(central, fixed, setting)
    assert np.abs(gap(accounts, found).to_numpy()).max() < 1e-6
    assert np.ptp(found.saldo, axis=0).max() == 0


@pytest.mark.parametrize(("part", "wide"), [(0.0, 1.0), (0.5, 0.5), (1.0, 0.0)])
def test_wage_subsidy_does_not_surprise(volumes, assumed, setting, part, wide):
    """Only the part of the national cost that follows the volume can miss the budget."""
    def spread(share):
        certain = assumed.certain().but({("buig.lks.landelijk_aandeel", None): (share,)})
        return np.array(outcome(
            volumes(), volumes(spread=0.02, draws=2_000), certain, setting, 1
        ).national.surprise_sd)

    np.testing.assert_allclose(spread(part), wide * spread(0.0), rtol=0.02, atol=1e-12)


def test_national_saldo_of_the_draws_is_that_of_the_known_years(run, unpublished):
    found = run(at=unpublished)
    np.testing.assert_allclose(found.national.values.mean(axis=0), 0.001, atol=0.0015)
    np.testing.assert_allclose(found.national.values.std(axis=0), 0.031, rtol=0.05)
    price = found.macro * (1 - found.national.values) / found.national_volume
    assert 15_500 < price[:, 0].mean() < 16_000


def test_budget_and_cost_share_the_economy_of_a_draw(run):
    found = run(spread=0.04)
    macro, cost = found.macro[:, 3], found.lasten[:, 3].sum(axis=1)
    assert np.corrcoef(macro, cost)[0, 1] > 0.5


def test_same_seed_same_draws_and_other_seed_others(run):
    first, again, other = run(draws=50), run(draws=50), run(draws=50, seed=1)
    np.testing.assert_array_equal(first.saldo, again.saldo)
    assert not np.allclose(first.saldo, other.saldo)


def test_results_carry_the_names_of_the_contract(run):
    found = run(draws=20).ensembles()
    assert list(found) == ["budget.buig.baten", "budget.buig.lasten", "budget.buig.saldo",
                           "budget.vangnet", "budget.vangnet.kas"]
    saldo = found["budget.buig.baten"].values - found["budget.buig.lasten"].values
    np.testing.assert_allclose(found["budget.buig.saldo"].values, saldo)
    paid, received = found["budget.vangnet"].values, found["budget.vangnet.kas"].values
    np.testing.assert_array_equal(received[:, 2:], paid[:, :-2])


def test_own_risk_never_passes_ten_per_cent_where_the_vangnet_pays(run):
    found = run(spread=0.05)
    own = -(found.saldo + found.vangnet) / found.baten
    assert own[:, :2].max() <= 0.10 + 1e-12  # not tested: conditional
    pays = found.vangnet > 0
    assert own[pays].max() <= 0.10 + 1e-12
    assert pays.mean() > 0.05


def test_from_the_third_year_the_deficits_of_three_years_decide(run):
    found = run(spread=0.05)
    deep = -found.saldo > 0.075 * found.baten
    joint = -(found.saldo[:, :2] + found.saldo[:, 1:3] + found.saldo[:, 2:]) / found.baten[:, 2:]
    np.testing.assert_array_equal(found.vangnet[:, :2] > 0, deep[:, :2])
    np.testing.assert_array_equal(found.vangnet[:, 2:] > 0, deep[:, 2:] & (joint > 0.075))
    refused = deep[:, 2:] & (joint <= 0.075)
    assert 0.01 < refused.mean() < deep[:, 2:].mean()


def test_balances_of_earlier_years_make_the_first_years_testable(run, setting):
    def paid(*balances):
        known = {(2018 + i, "Assen"): EnteredBudget(b, "jaarrekening")
                 for i, b in enumerate(balances)}
        return run(spread=0.05, at=dataclasses.replace(setting, balances=known)).vangnet

    untested, rich, poor = paid(), paid(9e6, 9e6), paid(-9e6, -9e6)
    assert (untested[:, 0, 0] > 0).any()
    assert not rich[:, 0, 0].any()
    np.testing.assert_array_equal(poor[:, 0, 0], untested[:, 0, 0])
    np.testing.assert_array_equal(rich[:, :, 1:], untested[:, :, 1:])
    np.testing.assert_array_equal(paid(9e6)[:, 0], untested[:, 0])  # one year is not enough
    assert (paid(0.0, -9e6)[:, 1, 0] > 0).sum() >= (paid(0.0, 9e6)[:, 1, 0] > 0).sum()


def test_real_budget_takes_the_uncertainty_out_of_the_income(run, setting):
    real = dataclasses.replace(
        setting, entered={(2020, "Assen", "definitief"): EnteredBudget(29e6, "beschikking")})
    found = run(at=real, draws=500)
    assert np.ptp(found.baten[:, 0, 0]) == 0
    assert found.baten[:, 1, 0].std() / found.baten[:, 1, 0].mean() > 0.03
    assert found.baten[:, 0, 1].std() / found.baten[:, 0, 1].mean() > 0.05


def test_without_real_budgets_no_band_is_narrower_than_nine_per_cent(run, unpublished):
    found = run(spread=0.005, draws=8_000, at=unpublished)
    for saldo, budget in (
        (found.saldo.sum(axis=2), found.baten.sum(axis=2)),
        *((found.saldo[:, :, m], found.baten[:, :, m]) for m in range(3)),
    ):
        low, high = np.quantile(saldo / budget, [0.1, 0.9], axis=0)
        assert np.all((high - low) / 2 > 0.09)


def test_the_widths_of_later_years_are_not_smaller(run):
    found = run(draws=8_000)
    part = (found.saldo / found.baten).std(axis=0)
    assert np.all(np.diff(part, axis=0) > 0)


def test_gap_between_mean_and_central_path_is_small_and_shown(run, volumes, assumed, setting):
    found = gap(build_accounts(volumes(), assumed, setting), run())
    assert found.shape == (4, 3)
    assert np.abs(found.to_numpy()).max() < 0.01 * 28e6
