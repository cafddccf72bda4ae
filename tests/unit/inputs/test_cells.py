import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.inputs import cells
from forecast.inputs.cells import UnreadableError


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-3", -3), ("0,5", 0.5), ("0.5", 0.5), ("1234,5", 1234.5), ("1234.567", 1234.567),
     ("0.482", 0.482), ("-0,125", -0.125), ("1,234", 1.234), ("12.5", 12.5), ("1.2340", 1.234),
     (7, 7.0), (7.25, 7.25)],
)
def test_decimals_with_one_meaning(text, number):
    assert cells.decimal(text) == number


@pytest.mark.parametrize(
    ("text", "fragment"),
    [("1.234", "schrijf 1234 als het een duizendtal is, of 1.2340"),
     ("-12.345", "schrijf -12345"),
     ("1.234,5", "zonder punten of spaties"), ("1,234.5", "zonder punten of spaties"),
     ("1.234.567", "zonder punten of spaties"), ("1 234", "zonder punten of spaties"),
     ("1\u00a0234", "zonder punten of spaties"),
     ("1E+05", "op als Getal"), ("€ 5", "eenheid"), ("5 %", "eenheid"),
     ("n.b.", "alleen cijfers"), ("nan", "alleen cijfers"), ("5-", "alleen cijfers"),
     (True, "op als Getal"), (dt.datetime(2019, 1, 1), "op als Getal")],
)
def test_decimals_with_two_meanings_or_none(text, fragment):
    with pytest.raises(UnreadableError) as caught:
        cells.decimal(text)
    assert fragment in caught.value.hint


def test_a_comma_has_two_meanings_where_commas_divide_cells():
    with pytest.raises(UnreadableError, match="twee dingen"):
        cells.decimal("1,234", comma_separated=True)
    assert cells.decimal("1,2345", comma_separated=True) == 1.2345


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 4)))
def test_four_decimals_come_back_however_a_dutch_reader_writes_them(number):
    text = f"{number:.4f}"
    assert cells.decimal(text) == cells.decimal(text.replace(".", ",")) == float(text)


@pytest.mark.parametrize(("cell", "number"), [("0", 0), ("12", 12), (12.0, 12), (3, 3)])
def test_counts(cell, number):
    assert cells.count(cell) == number


@pytest.mark.parametrize(
    ("cell", "fragment"),
    [("-5", "negatief"), ("1.234", "geen heel getal"), ("2,5", "geen heel getal"),
     (2.5, "geen heel getal"), ("tien", "geen getal"), ("9" * 20, "geen getal")],
)
def test_what_is_no_count(cell, fragment):
    with pytest.raises(UnreadableError, match=fragment):
        cells.count(cell)


@pytest.mark.parametrize(
    "cell", ["2019-12", "2019MM12", "2019M12", "dec 2019", "december 2019", "2019 december",
             dt.datetime(2019, 12, 31), dt.date(2019, 12, 1)],
)
def test_months(cell):
    assert cells.month(cell) == pd.Period("2019-12", "M")


@pytest.mark.parametrize("cell", ["dec-19", "01-12-2019"])
def test_a_month_that_excel_made_a_date_of(cell):
    with pytest.raises(UnreadableError) as caught:
        cells.month(cell)
    assert "zet de kolom eerst op Tekst" in caught.value.hint


@pytest.mark.parametrize("cell", ["2019-13", "2019", "volgend jaar", 43800.0, ""])
def test_what_is_no_month(cell):
    with pytest.raises(UnreadableError, match="geen maand"):
        cells.month(cell)


@pytest.mark.parametrize("cell", ["2019KW04", "2019-K4", "2019K4", "2019-Q4", "2019-k4"])
def test_quarters(cell):
    assert cells.quarter(cell) == pd.Period("2019Q4", "Q")


def test_what_is_no_quarter():
    with pytest.raises(UnreadableError, match="geen kwartaal"):
        cells.quarter("2019KW05")


@pytest.mark.parametrize("cell", ["2019-09-17", "17-9-2019", dt.datetime(2019, 9, 17, 3)])
def test_days_and_the_month_in_which_something_became_known(cell):
    assert cells.day(cell) == pd.Timestamp("2019-09-17")
    assert cells.month_or_day(cell) == pd.Period("2019-09", "M")


@pytest.mark.parametrize("cell", ["2019-02-30", "gisteren"])
def test_what_is_no_day(cell):
    with pytest.raises(UnreadableError, match="geen datum"):
        cells.day(cell)


@pytest.mark.parametrize("cell", ["2020", 2020, 2020.0, "2020JJ00"])
def test_years(cell):
    assert cells.year(cell) == 2020


def test_what_is_no_year():
    with pytest.raises(UnreadableError, match="geen jaar"):
        cells.year("'20")


def test_yes_and_no():
    assert [cells.yes(c) for c in ("ja", "J", "nee", "n", True)] == [True, True, False, False, True]
    with pytest.raises(UnreadableError, match="geen ja of nee"):
        cells.yes("misschien")


def test_text_from_excel_reads_as_a_reader_wrote_it():
    assert cells.text(2019.0) == "2019"
    assert cells.text(dt.datetime(2019, 9, 17)) == "2019-09-17"
    assert len(cells.shown("x" * 100)) < 50
