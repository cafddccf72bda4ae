import math

import pytest

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.formula import literal, named, reference

A = reference(6.0, "Budget", 3, 2)
B = reference(4.0, "Budget", 4, 2)
TEXT = reference("WPDA", "Aannames", 1, 1)


@pytest.mark.parametrize(("node", "text", "value"), [
    (A + B, "B3+B4", 10.0),
    (A - (B + A), "B3-(B4+B3)", -4.0),
    (A - (B - A), "B3-(B4-B3)", 8.0),
    ((A + B) * B, "(B3+B4)*B4", 40.0),
    (A / (B * B), "B3/(B4*B4)", 0.375),
    (-(A + B), "-(B3+B4)", -10.0),
    (1 - A, "1-B3", -5.0),
    (f.when(A.above(B), 1, 0), "IF(B3>B4,1,0)", 1.0),
    (f.choose(literal(2.0), [A, B]), "CHOOSE(2,B3,B4)", 4.0),
    (f.choose(literal(1.0), [A]), "B3", 6.0),
    (f.total(A, B, [6.0, 4.0]), "SUM(B3:B4)", 10.0),
    (f.largest(0, -A) + f.smallest(A, B), "MAX(0,-B3)+MIN(B3,B4)", 4.0),
    ("€ " & A & " en " & TEXT, '"€ "&B3&" en "&Aannames!A1', "€ 6 en WPDA"),
    (A.fixed() * named("Prijs", 2.0), "$B$3*Prijs", 12.0),
    (literal('zeg "ja"') & "", '"zeg ""ja"""&""', 'zeg "ja"'),
])
def test_text_and_value_come_from_one_record(node, text, value):
    assert node.text("Budget") == text
    assert node.value == value


def test_a_reference_names_its_sheet_only_from_elsewhere():
    assert A.text("Budget") == "B3"
    assert A.text("Samenvatting") == "Budget!B3"


def test_division_by_zero_has_no_value_unless_guarded():
    nothing = reference(0.0, "Budget", 1, 1)
    assert math.isnan((A / nothing).number)
    guarded = f.when(nothing.equals(0), 0, A / nothing)
    assert guarded.value == 0
    assert guarded.text("Budget") == "IF(A1=0,0,B3/A1)"


def test_only_whole_numbers_are_joined_to_text():
    with pytest.raises(ValueError, match="no whole number"):
        _ = (A / B) & "%"


def test_a_long_text_does_not_fit_in_a_formula():
    with pytest.raises(ValueError, match="256 characters"):
        literal("x" * 256)


@pytest.mark.parametrize(("value", "expected"), [
    (2.5, 3.0), (-2.5, -3.0), (0.5, 1.0), (1.4999, 1.0), (-0.2, 0.0),
])
def test_halves_are_rounded_away_from_zero(value, expected):
    assert f.rounded(reference(value, "Budget", 1, 1)).value == expected


def test_rounding_sees_fifteen_digits_as_a_spreadsheet_does():
    nearly = 0.575 * 100
    assert nearly < 57.5
    assert f.rounded(reference(nearly, "Budget", 1, 1)).value == 58


@pytest.mark.parametrize(("amount", "text"), [
    (-1_634_000.0, "1,63"), (0.0, "0,00"), (9_995_000.0, "10,00"), (41_600_000.0, "41,60"),
    (4_999.0, "0,00"), (-5_000.0, "0,01"),
])
def test_millions_are_written_as_dutch_text(amount, text):
    assert f.dutch_millions(reference(amount, "Budget", 1, 1)).value == text


@pytest.mark.parametrize(("number", "text"), [
    (6147.4, "6.147"), (999.4, "999"), (999.5, "1.000"), (12_005.0, "12.005"), (-2409.0, "2.409"),
])
def test_whole_numbers_get_a_dutch_point(number, text):
    assert f.dutch_whole(reference(number, "Budget", 1, 1)).value == text


def test_three_decimals_keep_their_noughts():
    node = f.dutch(reference(0.6059, "Budget", 1, 1), 3)
    assert node.value == "0,606"
    assert f.dutch(reference(12.05, "Budget", 1, 1), 3).value == "12,050"
