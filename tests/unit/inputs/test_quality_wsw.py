"""Each mistake in table wsw, with its message: file, row, column, value and cure."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from forecast.errors import ForecastError
from forecast.inputs import load_dataset, load_law, quality_report, stop_on_red
from forecast.inputs.quality_wsw import RULES

ROOT = Path(__file__).parents[3]
FILE = "inputs/wpda/wsw.csv"
NAMES = {rule.name for rule in RULES}


@pytest.fixture(scope="module")
def loaded():
    return load_dataset(ROOT, "wpda"), load_law(ROOT)


def findings(loaded, column=None, value=None, row=2):
    data, law = loaded
    table = data.tables["wsw"].copy()
    if column:
        table.loc[row, column] = value
    found = quality_report(dataclasses.replace(data, tables={**data.tables, "wsw": table}), law=law)
    return [f for f in found if f.rule in NAMES]


def test_the_shipped_table_is_in_order(loaded):
    found = findings(loaded)
    assert [f.level for f in found] == ["groen"] * len(RULES)


@pytest.mark.parametrize(("column", "value", "what", "hint"), [
    ("geboortejaar", 1890, "geboortejaar 1890", "van 1953 tot en met 1996"),
    ("geboortejaar", 2015, "geboortejaar 2015", "al volwassen toen de Wsw in 2015 dichtging"),
    ("uren", 41.5, "41,5 uur per week", "ten hoogste 40"),
    ("uren", 0.0, "0 uur per week", "meer dan 0"),
    ("se", 1.5, "1,50 SE, maar personen × uren / 36 × handicapfactor is 1,00", "leeg laten mag"),
])
def test_a_cell_that_cannot_be_right(loaded, column, value, what, hint):
    red, = [f for f in findings(loaded, column, value) if f.level == "rood"]
    assert red.where == f"{FILE}, rij 2, kolom {column}"
    assert what in red.what
    assert hint in red.hint


def test_more_people_than_the_placements(loaded):
    red, = [f for f in findings(loaded, "waarde", 9) if f.level == "rood"]
    assert "groepsdetachering telt 118 mensen, tabel wsw_plaatsing noemt er 110" in red.what


def test_every_mistake_is_told_at_once_and_stops_the_run(loaded):
    data, law = loaded
    table = data.tables["wsw"].copy()
    table.loc[2, "geboortejaar"], table.loc[3, "uren"] = 1890, 48.0
    broken = dataclasses.replace(data, tables={**data.tables, "wsw": table})
    with pytest.raises(ForecastError) as caught:
        stop_on_red(quality_report(broken, law=law))
    assert "rij 2, kolom geboortejaar" in str(caught.value)
    assert "rij 3, kolom uren" in str(caught.value)


def test_a_data_set_without_wsw_hears_nothing_of_it(loaded):
    data, law = loaded
    tables = {k: v for k, v in data.tables.items() if not k.startswith("wsw")}
    found = quality_report(dataclasses.replace(data, tables=tables), law=law)
    assert not [f for f in found if f.rule in NAMES]
