import pandas as pd
import pytest

from forecast import periods


@pytest.mark.parametrize(
    "text",
    ["2019-12", "2019MM12", "2019M12", "dec 2019", "december 2019", "2019 december", " Dec. 2019 "],
)
def test_a_month_is_read_as_people_write_it(text):
    assert periods.parse_month(text) == pd.Period("2019-12", "M")


@pytest.mark.parametrize("text", ["2019-13", "2019", "12-2019", "decimber 2019", "", "1.234"])
def test_what_is_no_month_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="schrijf 2019-12"):
        periods.parse_month(text)


def test_months_run_over_the_end_of_a_year():
    assert periods.month(2019, 13) == pd.Period("2020-01", "M")
    assert periods.month(2020, 0) == pd.Period("2019-12", "M")


def test_years_give_all_their_months():
    index = periods.months_of_years((2021, 2020))
    assert (len(index), str(index[0]), str(index[-1])) == (24, "2020-01", "2021-12")


def test_terms_are_four_months():
    terms = [periods.term(m) for m in periods.months_of_years([2020])]
    assert terms == [1] * 4 + [2] * 4 + [3] * 4


def test_a_month_reads_dutch():
    assert periods.dutch(pd.Period("2020-05", "M")) == "mei 2020"
