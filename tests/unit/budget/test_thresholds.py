import numpy as np
import pytest

from forecast.budget.expression import Cell
from forecast.budget.thresholds import Between, Filled, Max, Min, Ratio

LOW, HIGH = Cell("laag", 5.0, "eur"), Cell("hoog", 8.0, "eur")


@pytest.mark.parametrize(
    ("amount", "part", "above"),
    [(-3.0, 0.0, 0.0), (5.0, 0.0, 0.0), (6.5, 1.5, 0.0), (8.0, 3.0, 0.0), (12.0, 3.0, 4.0)],
)
def test_between_takes_the_part_inside(amount, part, above, recalculate):
    x = Cell("x", amount, "eur")
    inside, beyond = Between(x, LOW, HIGH), Between(x, HIGH)
    assert (inside.value, beyond.value) == (part, above)
    assert (recalculate(inside), recalculate(beyond)) == (part, above)


def test_between_is_written_with_two_functions():
    x = Cell("x", 6.0, "eur")
    assert Between(-x, LOW, HIGH).formula(lambda c: c.key) == "MAX(0,MIN(-x,hoog)-laag)"
    assert Between(x, LOW).formula(lambda c: c.key) == "MAX(0,x-laag)"


def test_smaller_and_larger(recalculate):
    assert Min(LOW, HIGH).value == recalculate(Min(LOW, HIGH)) == 5.0
    assert Max(LOW, HIGH).value == recalculate(Max(LOW, HIGH)) == 8.0
    both = Max(Cell("x", np.array([4.0, 9.0]), "eur"), LOW)
    np.testing.assert_array_equal(both.value, [5.0, 9.0])


def test_ratio_of_an_emptied_budget_is_zero(recalculate):
    nothing = Cell("leeg", 0.0, "eur")
    assert Ratio(LOW, nothing).value == recalculate(Ratio(LOW, nothing)) == 0.0
    assert Ratio(LOW, HIGH).value == recalculate(Ratio(LOW, HIGH)) == 0.625
    drawn = Ratio(LOW, Cell("b", np.array([0.0, 2.0]), "eur"))
    np.testing.assert_array_equal(drawn.value, [0.0, 2.5])


def test_an_amount_counts_as_soon_as_it_is_filled_in(recalculate):
    nothing = Cell("leeg", 0.0, "eur")
    empty, filled = Filled(nothing, HIGH), Filled(LOW, HIGH)
    assert empty.value == recalculate(empty) == 8.0
    assert filled.value == recalculate(filled) == 5.0
    assert filled.formula(lambda c: c.key) == "IF(laag=0,hoog,laag)"
