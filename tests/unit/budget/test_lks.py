import pytest

from forecast.budget.expression import Cell
from forecast.budget.lks import per_job


def job(wage_value, hours=25.5, wage=1653.60):
    numbers = {"wml": wage, "loonwaarde": wage_value, "uren": hours, "voltijd": 36.0,
               "maximum": 0.7, "vakantie": 0.08, "werkgever": 0.235}
    return per_job(*(Cell(key, value, "") for key, value in numbers.items()))


def test_full_time_at_half_wage_value(recalculate):
    """January 2020: 1653.60 x 0.5 = 826.80; x 1.08 x 1.235 = 1102.79 a month, 13,233.42 a year."""
    assert job(0.5, 36.0).value == pytest.approx(13_233.43, abs=0.01)
    assert recalculate(job(0.5, 36.0)) == pytest.approx(job(0.5, 36.0).value)


def test_part_time_counts_by_hours():
    assert job(0.5).value == pytest.approx(job(0.5, 36.0).value * 25.5 / 36)


def test_subsidy_stops_at_seventy_per_cent():
    assert job(0.3).value == pytest.approx(job(0.1).value)
    assert job(0.31).value < job(0.3).value


def test_full_wage_value_costs_nothing():
    assert job(1.0).value == 0.0
