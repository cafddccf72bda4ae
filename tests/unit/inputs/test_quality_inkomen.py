"""A part that is more than its whole is stopped, with where it stands."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from forecast.inputs import load_dataset, quality_report
from forecast.inputs.quality_inkomen import RULES

ROOT = Path(__file__).parents[3]
NAME = RULES[0].name
FILE = "inputs/wpda/inkomen.csv"


@pytest.fixture(scope="module")
def data():
    return load_dataset(ROOT, "wpda")


def with_rows(data, **counts):
    """Return the data set with counts of Assen in 2019 changed or added, and their rows."""
    frame = data.tables["inkomen"].copy()
    for variable, value in counts.items():
        here = (frame["gemeente"] == "Assen") & (frame["variabele"] == variable)
        if here.any():
            frame.loc[here, "waarde"] = value
        else:
            row = frame.iloc[[0]].assign(variabele=variable, waarde=value)
            row.index = pd.Index([frame.index.max() + 1], name=frame.index.name)
            frame = pd.concat([frame, row])
    own = frame[frame["gemeente"] == "Assen"].reset_index().set_index("variabele")
    tables = {**data.tables, "inkomen": frame}
    return dataclasses.replace(data, tables=tables), own[own.columns[0]]


def findings(data):
    return [f for f in quality_report(data) if f.rule == NAME]


def test_the_shipped_table_is_in_order(data):
    assert [f.level for f in findings(data)] == ["groen"]


@pytest.mark.parametrize(("counts", "part", "what"), [
    ({"voorzieningenwijzer_gebruikt": 197}, "voorzieningenwijzer_gebruikt",
     "Assen, 2019: voorzieningenwijzer_gebruikt is 197, meer dan de 196 van "
     "voorzieningenwijzer_aangeboden"),
    ({"besluiten_gecontroleerd": 300, "besluiten_juist": 301}, "besluiten_juist",
     "Assen, 2019: besluiten_juist is 301, meer dan de 300 van besluiten_gecontroleerd"),
    ({"besluiten_gecontroleerd": 2799}, "besluiten_gecontroleerd",
     "Assen, 2019: besluiten_gecontroleerd is 2.799, meer dan de 2.798 van besluiten"),
    ({"besluiten_juist": 10}, "besluiten_juist",
     "Assen, 2019: besluiten_juist is 10, maar besluiten_gecontroleerd ontbreekt"),
    ({"taal_gescreend": 5, "taal_doorverwezen": 6}, "taal_doorverwezen",
     "Assen, 2019: taal_doorverwezen is 6, meer dan de 5 van taal_gescreend"),
])
def test_a_part_that_does_not_fit(data, counts, part, what):
    changed, rows = with_rows(data, **counts)
    found = findings(changed)
    assert [(f.level, f.what) for f in found] == [("rood", what)]
    assert found[0].where == f"{FILE}, rij {rows[part]}, kolom waarde"
    assert found[0].hint


def test_all_that_is_wrong_is_said_at_once(data):
    changed, _ = with_rows(data, voorzieningenwijzer_gebruikt=999, besluiten_gecontroleerd=9999)
    assert len(findings(changed)) == 2


def test_a_data_set_without_the_table_is_fine(data):
    tables = {k: v for k, v in data.tables.items() if k != "inkomen"}
    assert findings(dataclasses.replace(data, tables=tables)) == []
