"""What must hold for every budget, whatever the numbers."""

import formualizer
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.budget.expression import Cell, Difference, Negate, Product, Quotient, Sum
from forecast.budget.thresholds import Between, Filled, Max, Min, Ratio
from forecast.budget.vangnet import Terms, payment

amounts = st.floats(-1e7, 1e7, allow_nan=False).map(lambda x: round(x, 2))
positive = st.floats(0.5, 1e6).map(lambda x: round(x, 2))


def cells(numbers):
    return numbers.map(lambda x: Cell(f"c{x!r}", x, "eur"))


def grow(inner):
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda p: Sum(p)),
        two.map(lambda p: Difference(*p)),
        two.map(lambda p: Product((p[0], p[1] / 1_000_000))),
        st.tuples(inner, cells(positive)).map(lambda p: Quotient(*p)),
        inner.map(Negate),
        two.map(lambda p: Min(*p)),
        two.map(lambda p: Max(*p)),
        two.map(lambda p: Filled(*p)),
        st.tuples(inner, cells(amounts)).map(lambda p: Between(*p)),
        st.tuples(inner, cells(positive)).map(lambda p: Ratio(*p)),
    )


expressions = st.recursive(cells(amounts), grow, max_leaves=8)


@given(expressions)
@settings(deadline=None, max_examples=150)
def test_formula_means_what_the_value_says(expr):
    book = formualizer.Workbook()
    book.add_sheet("B")
    at = {}

    def place(cell):
        if cell.key not in at:
            at[cell.key] = len(at) + 1
            book.set_value("B", at[cell.key], 1, cell.value)
        return f"A{at[cell.key]}"

    book.set_formula("B", 1, 2, "=" + expr.formula(place))
    found = float(book.evaluate_cell("B", 1, 2))
    assert found == pytest.approx(expr.value, rel=1e-9, abs=1e-6)


@given(amounts, amounts, positive)
def test_between_is_a_clip(x, low, width):
    """The parts below, between and above two thresholds add up to the amount."""
    at, start, end = (Cell("x", x, ""), Cell("l", low, ""), Cell("h", low + width, ""))
    inside = Between(at, start, end).value
    assert inside == pytest.approx(np.clip(x, low, low + width) - low, abs=1e-6)
    below, above = min(x, low), Between(at, end).value
    assert below + inside + above == pytest.approx(x, abs=1e-6)


def vangnet(budget, deficit, low=0.075, high=0.125):
    terms = Terms(*(Cell(k, v, "") for k, v in
                    {"d": low, "b": high, "een": 0.5, "twee": 1.0}.items()))
    return payment(Cell("B", budget, ""), Cell("T", deficit, ""), terms).value


@given(positive, amounts, amounts)
def test_vangnet_rises_with_the_deficit_and_never_faster_than_it(budget, first, second):
    less, more = sorted((first, second))
    step = vangnet(budget, more) - vangnet(budget, less)
    assert -1e-6 <= step <= more - less + 1e-6


@given(positive, amounts, st.floats(0.01, 100))
def test_vangnet_scales_with_the_money(budget, deficit, scale):
    small, large = vangnet(budget, deficit), vangnet(scale * budget, scale * deficit)
    assert large == pytest.approx(scale * small, rel=1e-9, abs=1e-4)


@given(positive, st.floats(0, 3))
def test_own_risk_stays_under_its_ceiling(budget, part):
    own = part * budget - vangnet(budget, part * budget)
    assert -1e-6 <= own <= 0.10 * budget + 1e-6
