import numpy as np
import pytest

from forecast.periods import month, months
from forecast.series.breaks import (
    BREAKS,
    Break,
    in_last_year,
    monthly_regressors,
    regressors,
    without_aow_exit,
)

#: AOW age in months, as in the law.
AGES = {2012: 780, 2013: 781, 2014: 782, 2015: 783, 2016: 786, 2017: 789, 2018: 792, 2019: 796,
        2020: 796, 2021: 796, 2022: 799, 2023: 802, 2024: 804}


def test_months_without_aow_exit_are_the_months_in_which_the_age_rises():
    index = months(month(2018, 1), month(2024, 12))
    empty = [str(p) for p, no in zip(index, without_aow_exit(index, AGES), strict=True) if no]
    assert empty == ["2018-01", "2018-02", "2018-03",
                     "2019-01", "2019-02", "2019-03", "2019-04",
                     "2022-01", "2022-02", "2022-03",
                     "2023-01", "2023-02", "2023-03", "2024-01", "2024-02"]


def test_the_last_year_counts_twelve_months_back():
    marked = np.zeros(30)
    marked[[5, 10]] = 1
    slow = [marked[max(0, t - 11): t + 1].sum() for t in range(30)]
    assert in_last_year(marked).tolist() == slow


def test_a_step_is_felt_for_twelve_months_and_a_long_stretch_rises_and_falls():
    index = months(month(2010, 1), month(2016, 12))
    step = Break("stap", month(2012, 1), month(2012, 1), "-")
    slope = Break("oploop", month(2013, 1), month(2014, 12), "-")
    table = regressors(index, [step, slope], {})
    assert (table["stap"] == ((index >= month(2012, 1)) & (index <= month(2012, 12)))).all()
    assert table["oploop"][month(2013, 6)] == 0.5
    assert table["oploop"][month(2014, 6)] == 1
    assert table["oploop"][month(2015, 9)] == 0.25
    assert table["oploop"][month(2015, 12)] == 0


def test_twelve_single_months_add_up_to_the_columns_of_a_year():
    index = months(month(2010, 1), month(2023, 12))
    single = monthly_regressors(index, BREAKS, AGES).rolling(12).sum().dropna()
    year = regressors(index, BREAKS, AGES).loc[single.index]
    assert single.to_numpy() == pytest.approx(year.to_numpy(), abs=1e-12)
