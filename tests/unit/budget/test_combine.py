import dataclasses

import numpy as np
import pytest

from forecast.budget import build_accounts, outcome

KEY = ("buig.macro.gewicht_voorlopig", None)
EARLY = 6147.4e6


def nation(accounts, year=2020):
    found = next(n for n in accounts.national if n.year == year)
    return {line.key: line.cell.value for line in found.lines}


def publish(setting, **moments):
    new = {(2020, moment): amount for moment, amount in moments.items()}
    return dataclasses.replace(setting, published={**setting.published, **new})


@pytest.mark.parametrize(("weight", "expected"), [(0.0, "own"), (1.0, "early"), (0.3, "between")])
def test_weight_moves_the_budget_from_our_account_to_that_of_the_state(
    volumes, assumed, setting, weight, expected
):
    found = nation(build_accounts(volumes(), assumed.but({KEY: (weight,)}), setting))
    own = found["buig.nl.lasten"] / 0.999
    wanted = {"own": own, "early": EARLY, "between": 0.7 * own + 0.3 * EARLY}[expected]
    assert found["buig.macro"] == pytest.approx(wanted)


def test_years_without_a_published_budget_stay_on_our_own_account(volumes, assumed, setting):
    accounts = build_accounts(volumes(), assumed, setting)
    for year in (2021, 2022, 2023):
        found = nation(accounts, year)
        assert found["buig.macro.anker"] == 1
        assert found["buig.macro"] == pytest.approx(found["buig.nl.lasten"] / 0.999)


def test_every_scenario_has_the_same_influence(volumes, assumed, setting):
    """The State set its budget before anybody thought of a scenario; it follows the volume."""
    mild, harsh = (
        nation(build_accounts(volumes(national_growth=g), assumed, setting)) for g in (-0.02, 0.03)
    )
    assert harsh["buig.macro.anker"] == pytest.approx(mild["buig.macro.anker"])
    growth = harsh["buig.nl.lasten"] / mild["buig.nl.lasten"]
    assert harsh["buig.macro"] == pytest.approx(growth * mild["buig.macro"])


def test_the_latest_preliminary_budget_counts(volumes, assumed, setting):
    later = publish(setting, nader_voorlopig=6300e6)
    found = nation(build_accounts(volumes(), assumed.but({KEY: (1.0,)}), later))
    assert found["buig.macro"] == pytest.approx(6300e6)


def test_a_definitive_budget_ends_the_guessing(volumes, assumed, setting):
    found = nation(build_accounts(volumes(), assumed, publish(setting, definitief=6375e6)))
    assert (found["buig.macro"], found["buig.macro.anker"]) == (6375e6, 1)


def paid(found, given):
    """Return the volume that the cost follows: 2.4 % of it stays at the reference economy."""
    return found.national_volume - 0.024 * (given.national - given.national_reference)


@pytest.fixture
def drawn(volumes, assumed, setting):
    def go(assumptions=assumed, draws=8_000):
        return outcome(volumes(), volumes(spread=0.02, draws=draws), assumptions, setting, 2020)

    return go


def test_saldo_of_a_combined_year_follows_the_influence(drawn, volumes, assumed, setting):
    found = drawn(assumed.but({KEY: (0.5,)}))
    k = nation(build_accounts(volumes(), assumed, setting))["buig.macro.anker"]
    # saldo = 1 - (1 - s) / k, with s the saldo of our own account
    saldo = 1 - (1 - found.national.values) / np.array([k, 1, 1, 1])
    cost = found.macro * (1 - saldo)
    np.testing.assert_allclose(saldo.mean(axis=0), [1 - 0.999 / k, 0.001, 0.001, 0.001],
                               atol=0.0015)
    np.testing.assert_allclose(saldo.std(axis=0), np.array([1 / k, 1, 1, 1]) * 0.031, rtol=0.05)
    price = cost / paid(found, volumes(spread=0.02, draws=8_000))
    growth = (price[:, 1:] / price[:, :-1]).std(axis=1)
    assert growth.max() < 1e-9  # the cost that is left is such volume times one price a draw


def test_weight_is_drawn_and_widens_only_the_combined_year(drawn, assumed):
    fixed, free = drawn(assumed.but({KEY: (0.5,)})), drawn()
    ratio = free.macro / fixed.macro
    assert ratio[:, 0].std() > 0.005
    assert ratio[:, 0].mean() == pytest.approx(1, abs=0.002)
    np.testing.assert_array_equal(ratio[:, 1:], 1)


def test_a_price_that_turns_out_higher_moves_both_sides(drawn, volumes, assumed):
    """The definitive budget is indexed, so the influence does not depend on the price drawn."""
    found = drawn(assumed.certain().but({
        ("buig.prijs.groei", None): (0.025, 0.015, 0.04),
        ("buig.macro.basisfout_sd", None): (0.0,), ("buig.macro.volgt", None): (1.0,),
    }), draws=500)
    cost = paid(found, volumes(spread=0.02, draws=500)) * 15_400
    growth = found.macro[:, 0] / cost[:, 0]
    drawn_growth = assumed.draw(2020, 500, "buig.prijs.groei")
    factor = growth / (1 + drawn_growth)
    assert np.ptp(drawn_growth) > 0.02
    assert np.ptp(factor) < 1e-9


def test_band_in_euros_does_not_narrow(drawn, assumed):
    """The weight is one more thing that nobody knows."""
    combined, own = drawn(), drawn(assumed.but({KEY: (0.0,)}))
    wide, narrow = (
        np.ptp(np.quantile(x.saldo[:, 0].sum(axis=1), [0.1, 0.9])) for x in (combined, own)
    )
    assert wide > narrow
