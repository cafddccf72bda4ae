import io

import numpy as np
import pandas as pd

from forecast.outputs.series_table import COLUMNS, reasons_table, series_table
from forecast.periods import month, months
from forecast.series import Outlook, Weights, shipped
from forecast.series.past import Scale

START = month(2020, 1)
WEIGHTS = Weights({"gedempt": 0.25, "ar": 0.75}, "omdat het zo is")


def outlook(first=START, horizon=3, notes=("een.", "twee."), size=0.1):
    widths = np.array([[size], [2 * size]]) * np.sqrt(np.arange(1, horizon + 1))
    return Outlook(months(first, first + horizon - 1), Scale("log"),
                   np.full(horizon, np.log(1000 / 3)), widths,
                   np.linspace(1, 0.4, horizon), WEIGHTS, shipped(horizon), notes)


def read(content):
    return pd.read_csv(io.BytesIO(content), dtype={"series_id": "str"})


def test_a_row_per_series_origin_and_month_in_the_order_of_the_series():
    table = read(series_table(["b", "a"], [outlook(), outlook(month(2019, 7), 2)]))
    assert tuple(table.columns) == COLUMNS
    assert table["series_id"].tolist() == ["b", "b", "b", "a", "a"]
    assert table["origin"].tolist() == ["2019-12"] * 3 + ["2019-06"] * 2
    assert table["period"].tolist() == ["2020-01", "2020-02", "2020-03", "2019-07", "2019-08"]


def test_the_bounds_are_those_of_the_outlook_in_ten_digits():
    one = outlook()
    table = read(series_table(["a"], [one]))
    np.testing.assert_allclose(table["mean"], one.central, rtol=1e-9)
    for level, low, high in ((0.80, "lo80", "hi80"), (0.95, "lo95", "hi95")):
        np.testing.assert_allclose(table[low], one.band(level)[0], rtol=1e-9)
        np.testing.assert_allclose(table[high], one.band(level)[1], rtol=1e-9)
    assert b"333.3333333," in series_table(["a"], [one])
    assert series_table(["a"], [one]).count(b"\r") == 0


def test_a_name_with_a_separator_or_a_quote_stays_one_cell():
    names = ['Aa, "en" Hunze', "Súdwest\x07"]
    table = read(series_table(names, [outlook(), outlook()]))
    assert table["series_id"].unique().tolist() == ['Aa, "en" Hunze', "Súdwest "]


def test_the_reasons_tell_per_series_what_was_done_and_why():
    table = read(reasons_table(["a", "b"], [outlook(), outlook(notes=())]))
    assert table.columns.tolist() == ["series_id", "origin", "modellen", "waarom", "breedte",
                                      "toeval_pct", "twijfel_pct", "meldingen"]
    first = table.iloc[0]
    assert first["modellen"] == "autoregressie van veranderingen 75 %, gedempte trend 25 %"
    assert first["waarom"] == "omdat het zo is"
    assert first["breedte"] == "breedte uit de meegeleverde kromme: er is geen eigen terugtoets"
    assert (first["toeval_pct"], first["twijfel_pct"]) == (40, 60)
    assert first["meldingen"] == "een. twee."
    still = read(reasons_table(["a"], [outlook(size=0.0)])).iloc[0]
    assert still["breedte"] == "nul"
    assert pd.isna(table["meldingen"].iloc[1])
