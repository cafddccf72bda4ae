from __future__ import annotations

import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.flows.bijstand.aow import aow_exits, frontiers

#: The law: 66 years in 2018, 66;4 in 2019-2021, 66;7 in 2022, 66;10 in 2023, 67 in 2024.
AGES = {2017: 789, 2018: 792, 2019: 796, 2020: 796, 2021: 796, 2022: 799, 2023: 802, 2024: 804}


def frontier(law, month):
    return frontiers(law, month, month)[0]


def _cohorts(until="1960-12"):
    births = pd.period_range("1945-01", until, freq="M")
    return pd.DataFrame({"gemeente": "Assen", "geboortemaand": births, "waarde": 5})


def test_no_one_reaches_the_age_in_the_months_in_which_it_rises(stand_in):
    months = pd.period_range("2019-01", "2024-12", freq="M")
    found = aow_exits(_cohorts(), ("Assen",), months, stand_in[1](AGES))[:, 0]
    none = [str(m) for m, n in zip(months, found, strict=True) if n == 0]
    assert none == ["2019-01", "2019-02", "2019-03", "2019-04", "2022-01", "2022-02", "2022-03",
                    "2023-01", "2023-02", "2023-03", "2024-01", "2024-02"]
    assert set(found) == {0, 5}


def test_everyone_reaches_it_once(stand_in):
    months = pd.period_range("2019-01", "2024-12", freq="M")
    law = stand_in[1](AGES)
    found = aow_exits(_cohorts(), ("Assen",), months, law).sum()
    passed = pd.period_range(frontier(law, months[0] - 1) + 1, frontier(law, months[-1]), freq="M")
    assert found == 5 * len(passed)


def test_the_frontier_waits_while_the_age_rises(stand_in):
    law = stand_in[1](AGES)
    december = frontier(law, pd.Period("2018-12", "M"))
    assert december == pd.Period("1952-12", "M")
    assert frontier(law, pd.Period("2019-04", "M")) == december
    assert frontier(law, pd.Period("2019-05", "M")) == december + 1


def test_cohorts_that_end_too_early_are_refused_with_the_month_wanted(stand_in):
    months = pd.period_range("2020-01", "2023-12", freq="M")
    with pytest.raises(ForecastError, match="vul ze aan tot en met 1957-02"):
        aow_exits(_cohorts("1955-01"), ("Assen",), months, stand_in[1](AGES))
