import numpy as np
import pytest

from forecast.budget.expression import Cell, Negate, Sum, Whole, key_of


def cell(name, value):
    return Cell(name, value, "eur")


A, B, C = cell("a", 6.0), cell("b", 3.0), cell("c", 2.0)


@pytest.mark.parametrize(
    ("expr", "formula", "value"),
    [
        (A + B + C, "a+b+c", 11.0),
        (A - B - C, "a-b-c", 1.0),
        (A - (B - C), "a-(b-c)", 5.0),
        (A - (B + C), "a-(b+c)", 1.0),
        (A * (B + C), "a*(b+c)", 30.0),
        ((A + B) * C, "(a+b)*c", 18.0),
        (A / (B * C), "a/(b*c)", 1.0),
        (A * B / C, "a*b/c", 9.0),
        (A * (B / C), "a*(b/c)", 9.0),
        (A / B / C, "a/b/c", 1.0),
        (A / (B / C), "a/(b/c)", 4.0),
        (1 - A, "1-a", -5.0),
        (1 + A * B, "1+a*b", 19.0),
        (-A, "-a", -6.0),
        (-(A + B), "-(a+b)", -9.0),
        (-(A * B) + C, "(-a*b)+c", -16.0),
        (C - -A, "c-(-a)", 8.0),
        (C * -A, "c*(-a)", -12.0),
        (A / 100 * B, "a/100*b", 0.18),
    ],
)  # fmt: skip
def test_formula_keeps_the_brackets_that_matter(expr, formula, value, recalculate):
    assert expr.formula(lambda c: c.key) == formula
    assert expr.value == pytest.approx(value, abs=1e-15)
    assert recalculate(expr) == pytest.approx(value, abs=1e-12)


def test_a_number_that_is_an_assumption_is_refused():
    with pytest.raises(ValueError, match="give it a cell"):
        A * 36


def test_a_whole_number_is_written_without_point():
    assert Whole(1000).formula(lambda c: c.key) == "1000"


def test_defined_cell_is_a_reference_and_knows_its_leaves():
    price = Cell("prijs", B.value * C.value, "eur", B * C)
    amount = A * price
    assert amount.formula(lambda c: c.key) == "a*prijs"
    assert [c.key for c in amount.cells()] == ["a", "prijs"]
    total = Cell("som", amount.value, "eur", amount + price)
    assert sorted(leaf.key for leaf in total.leaves()) == ["a", "b", "c"]


def test_arrays_and_floats_meet_in_one_definition():
    drawn = Cell("b", np.array([3.0, 4.0]), "eur")
    both = Sum((A, Negate(drawn * C)))
    np.testing.assert_allclose(both.value, [0.0, -2.0])


def test_key_always_has_four_parts():
    assert key_of("buig.macro", year=2020) == "buig.macro||2020|"
    assert key_of("buig.pw", "Assen", 2020, "basis") == "buig.pw|Assen|2020|basis"
