import dataclasses

import numpy as np
import pytest

from forecast.budget import build_accounts
from forecast.budget.expression import Cell
from forecast.budget.vangnet import (
    TESTED,
    UNTESTED,
    Terms,
    cash,
    over_three_years,
    payment,
    threshold_of,
)

B = 40_000_000.0


def terms(low, high):
    named = {"drempel": low, "bovengrens": high, "trede1": 0.5, "trede2": 1.0}
    return Terms(*(Cell(name, value, "deel") for name, value in named.items()))


SINCE_2019, UNTIL_2018 = terms(0.075, 0.125), terms(0.05, 0.125)


def paid(part, rules, budget=B):
    return payment(Cell("budget", budget, "eur"), Cell("tekort", part * budget, "eur"), rules)


@pytest.mark.parametrize(
    ("part", "since_2019", "until_2018"),
    [
        (0.0, 0.0, 0.0),
        (0.05, 0.0, 0.0),
        (0.075, 0.0, 0.0125),
        (0.10, 0.0125, 0.025),
        (0.125, 0.025, 0.0375),
        (0.20, 0.10, 0.1125),
    ],
)
def test_worked_examples_at_each_edge(part, since_2019, until_2018, recalculate):
    """By hand: half between the thresholds, everything above; parts of the budget."""
    for rules, expected in ((SINCE_2019, since_2019), (UNTIL_2018, until_2018)):
        amount = paid(part, rules)
        assert amount.value == pytest.approx(expected * B, abs=1e-6)
        assert recalculate(amount) == pytest.approx(expected * B, abs=1e-6)


def test_a_surplus_pays_nothing():
    assert paid(-0.04, SINCE_2019).value == 0.0


@pytest.mark.parametrize(("rules", "most"), [(SINCE_2019, 0.10), (UNTIL_2018, 0.0875)])
def test_own_risk_has_a_ceiling(rules, most):
    deficits = np.linspace(0, 0.6, 601)
    own = deficits - paid(deficits, rules, 1.0).value
    assert own.max() == pytest.approx(most)
    assert np.all(np.diff(own) >= -1e-12)


def test_equals_the_published_formula_over_draws():
    d = np.linspace(-0.1, 0.3, 81)
    rule = B * (0.5 * (np.clip(d, 0.075, 0.125) - 0.075) + np.maximum(d - 0.125, 0))
    np.testing.assert_allclose(paid(d, SINCE_2019).value, rule, atol=1e-6)


def test_payment_arrives_two_years_later():
    owed = np.arange(8.0).reshape(2, 4, 1)
    received = cash(owed, (2020, 2021, 2022, 2023))
    np.testing.assert_array_equal(received[:, :, 0], [[0, 0, 0, 1], [0, 0, 4, 5]])
    assert not cash(owed[:, :2], (2020, 2021)).any()


def judged(balances, amount=100.0, budget=10.0, threshold=0.075):
    """Return the payment over a year with its test, of balances t-2, t-1 and t (None: unknown)."""
    cells = tuple(None if b is None else Cell(f"saldo{i}", b, "eur")
                  for i, b in enumerate(balances))
    return over_three_years(Cell("uitkering", amount, "eur"), cells, Cell("budget", budget, "eur"),
                            Cell("eis", threshold, "deel"))


@pytest.mark.parametrize(("balances", "pays"), [
    ((-0.5, -0.3, 0.0), True),
    ((0.0, 0.0, -0.76), True),
    ((0.0, 0.0, -0.75), False),  # the deficit must be larger than the threshold
    ((0.5, -0.3, -0.9), False),
    ((0.2, 0.1, -2.0), True),
])
def test_three_years_together_must_pass_the_threshold(balances, pays, recalculate):
    amount, test = judged(balances)
    assert test == TESTED
    assert amount.value == (100.0 if pays else 0.0)
    assert recalculate(amount) == amount.value


def test_a_year_that_nobody_knows_leaves_the_payment_conditional():
    for balances in ((None, -1.0, -1.0), (-1.0, None, -1.0), (None, None, 5.0)):
        amount, test = judged(balances)
        assert test == UNTESTED
        assert amount.value == 100.0


def test_the_rule_of_2021_as_it_was_published():
    """Balances of 2019, 2020 and 2021 divided by the budget of 2021 must exceed 7.5 %."""
    budget = 40e6
    yes, no = (judged((0.01 * budget, -0.005 * budget, part * budget), budget=budget)[0]
               for part in (-0.0801, -0.0799))
    assert (yes.value, no.value) == (100.0, 0.0)


def test_every_draw_has_a_test_of_its_own():
    draws = np.array([-0.9, 0.2, -0.7])
    amount, _ = judged((0.0, 0.0, draws), amount=np.array([1.0, 0.0, 2.0]))
    np.testing.assert_array_equal(amount.value, [1.0, 0.0, 0.0])


@pytest.mark.parametrize(
    ("parts", "threshold"),
    [
        ((-0.06, -0.05, 0.01), 0.05),  # two years at or above 5 %
        ((-0.06, -0.049, 0.01), 0.075),  # only one
        ((0.02, -0.30, -0.40), 0.05),
        ((-0.06, -0.07), 0.05),  # the third year is not known and not needed
        ((-0.06,), 0.075),  # one known year can never be two
    ],
)
def test_from_2025_a_repeated_deficit_lowers_the_threshold(parts, threshold, recalculate):
    before = tuple(Cell(f"deel{n}", part, "deel") for n, part in enumerate(parts))
    usual, extended = Cell("gewoon", 0.075, "deel"), Cell("herhaald", 0.05, "deel")
    found = threshold_of(usual, extended, before)
    assert found.value == threshold
    assert recalculate(found) == threshold


def test_the_repeated_deficit_counts_in_an_account(volumes, assumed, setting, law):
    """Prices 20 % up: deficits far above 5 % every year, so the year after two has 5 %."""
    dear = assumed.but({("buig.prijs.lokaal", None): (1.2,)})
    years = {2020: 1.0, 2021: 1.0, 2022: 0.05, 2023: 0.05}
    rules = dataclasses.replace(law, dated={"vangnet.drempel_uitgebreid": years})
    plain, repeated = (
        build_accounts(volumes(), dear, dataclasses.replace(setting, law=one))
        for one in (law, rules))
    for before, after in zip(plain.local, repeated.local, strict=True):
        extra = after.vangnet.value - before.vangnet.value
        # half of 2.5 % of the budget more, where the lower threshold holds
        wanted = 0.0125 * after.baten.value if after.year >= 2022 else 0.0
        assert extra == pytest.approx(wanted, abs=0.01)
