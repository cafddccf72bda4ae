import pandas as pd

from forecast.inputs.unique import doubled, gaps, missing_moments


def test_missing_quarters_are_named():
    quarters = pd.Series(pd.PeriodIndex(["2019Q1", "2019Q4"], freq="Q"))
    assert missing_moments(quarters) == ["2019Q2", "2019Q3"]


def test_a_table_of_one_series_needs_no_name():
    frame = pd.DataFrame({"jaar": [2019, 2021]})
    assert [p.what for p in gaps("t.csv", frame, ("jaar",), "jaar")] == ["2020 ontbreekt"]


def test_the_third_of_three_names_the_first():
    frame = pd.DataFrame({"a": ["x", "y", "x", "x"]}, index=[2, 3, 4, 5])
    found = doubled("t.csv", frame, ("a",))
    assert [(p.where, p.what) for p in found] == [
        ("t.csv, rij 4", "zegt hetzelfde als rij 2: a x"),
        ("t.csv, rij 5", "zegt hetzelfde als rij 2: a x"),
    ]
