import pytest
from openpyxl import Workbook

from forecast.outputs.safe_text import clean, defined_name, footer_text, put_number, put_text


@pytest.fixture
def cell():
    return Workbook().active["B2"]


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "@iedereen", "+31", "-4", "\tx"])
def test_text_never_becomes_a_formula(cell, text):
    put_text(cell, text)
    assert cell.data_type == "s"
    assert cell.value == clean(text)
    assert cell.quotePrefix or text.startswith("\t")


def test_control_characters_go_and_length_is_cut_visibly():
    assert clean("a\x00b\x1fc") == "a b c"
    assert clean("x" * 40_000).endswith(" …")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused(cell, number):
    with pytest.raises(ValueError, match="B2"):
        put_number(cell, number)


def test_whole_numbers_are_stored_whole(cell):
    put_number(cell, 2020.0)
    assert cell.value == 2020
    assert isinstance(cell.value, int)


def test_footer_and_names_survive_hostile_text():
    assert footer_text("Assen & Co") == "Assen && Co"
    assert len(footer_text("&" * 300)) <= 120
    assert defined_name("Budget", "Aa en Hunze") == "Budget_Aa_en_Hunze"
    assert defined_name("Budget", "=1+1 '\"<b>") == "Budget_1_1_b"
