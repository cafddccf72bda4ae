"""Dated values between their dates."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from forecast.periods import months_of_years
from forecast.scenarios.paths import DatedPath, Point, dated_path, read_date


def path(shape: str, dated: dict[str, float], start: float = 1.0) -> DatedPath:
    points = tuple(Point(first, value, whole) for text, value in dated.items()
                   for first, whole in [read_date(text)])
    return dated_path(points, shape, start)  # type: ignore[arg-type]


def by_year(values: np.ndarray, months: pd.PeriodIndex) -> list[float]:
    return pd.Series(values).groupby(months.year).mean().tolist()


def test_a_line_through_years_has_the_given_year_means():
    months = months_of_years([2019, 2022])
    line = path("lijn", {"2019": 3.4, "2020": 5.0, "2021": 7.0, "2022": 6.4})
    assert by_year(line.over(months), months) == pytest.approx([3.4, 5.0, 7.0, 6.4], abs=1e-12)


def test_a_line_is_straight_between_mid_years_and_flat_outside():
    line = path("lijn", {"2020": 1.0, "2021": 2.0})
    values = line.over(months_of_years([2019, 2022]))
    assert np.ptp(values[:18]) == 0
    assert np.ptp(values[30:]) == 0
    assert np.diff(values[18:30]) == pytest.approx(np.diff(values[18:30])[0])


def test_a_line_over_a_gap_keeps_the_means_of_the_given_years_only():
    months = months_of_years([2019, 2023])
    means = by_year(path("lijn", {"2019": 1.0, "2023": 3.0}).over(months), months)
    assert (means[0], means[4]) == pytest.approx((1.0, 3.0))
    assert means[2] == pytest.approx(2.0)


def test_months_make_a_ramp_a_pause_and_a_step():
    strategy = path("lijn", {"2021-01": 1.0, "2021-05": 1.2, "2021-08": 1.2, "2021-09": 1.5})
    assert strategy.over(pd.period_range("2020-12", "2021-10", freq="M")) == pytest.approx(
        [1.0, 1.0, 1.05, 1.10, 1.15, 1.2, 1.2, 1.2, 1.2, 1.5, 1.5])


def test_a_step_holds_until_the_next_and_before_the_first():
    steps = path("trap", {"2020": 1.0, "2020-07": 2.0, "2021": 3.0})
    values = steps.over(pd.period_range("2019-12", "2021-02", freq="M"))
    assert values.tolist() == [1.0] * 7 + [2.0] * 6 + [3.0] * 2


def test_an_index_grows_each_january_and_keeps_growing():
    index = path("index", {"2020": 0.10, "2022": 0.50}, start=100.0)
    months = months_of_years([2019, 2023])
    assert by_year(index.over(months), months) == pytest.approx([100, 110, 121, 181.5, 272.25])


def test_an_amount_per_year_is_nothing_in_other_years():
    amounts = path("jaar", {"2020": 41.0, "2022": 43.0})
    assert [amounts.in_year(y) for y in (2020, 2021, 2022)] == [41.0, None, 43.0]
    assert np.isnan(amounts.over(months_of_years([2021]))).all()


@pytest.mark.parametrize(("written", "expected"), [
    ("2020", ("2020-01", True)), (2020, ("2020-01", True)), ("2020-07", ("2020-07", False)),
    ("jul 2020", ("2020-07", False)), (date(2020, 7, 1), ("2020-07", False))])
def test_dates_as_people_write_them(written, expected):
    assert read_date(written) == (pd.Period(expected[0], "M"), expected[1])


@pytest.mark.parametrize(("shape", "dated", "message"), [
    ("trap", {}, "ten minste één"),
    ("trap", {"2021": 1.0, "2020": 2.0}, "volgorde"),
    ("trap", {"2020": 1.0, "2020-01": 2.0}, "twee keer"),
    ("lijn", {"2020": 1.0, "2021-03": 2.0}, "jaren of door maanden"),
    ("index", {"2020-03": 0.02}, "hoort een jaar")])
def test_dates_that_make_no_path(shape, dated, message):
    with pytest.raises(ValueError, match=message):
        path(shape, dated)


@pytest.mark.parametrize("written", ["vorig jaar", "2020-13", date(2020, 7, 2)])
def test_what_is_no_date(written):
    with pytest.raises(ValueError, match="geen"):
        read_date(written)
