"""A register or a table of status holders that cannot be is stopped, with where and how to mend."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from forecast.inputs import load_dataset, quality_register, quality_report, quality_statushouders

ROOT = Path(__file__).parents[3]
NAMES = {rule.name for rule in (*quality_register.RULES, *quality_statushouders.RULES)}


@pytest.fixture(scope="module")
def data():
    return load_dataset(ROOT, "wpda")


def changed(data, table, change):
    frame = change(data.tables[table].copy())
    return dataclasses.replace(data, tables={**data.tables, table: frame})


def red(data):
    return [f for f in quality_report(data) if f.rule in NAMES and f.level == "rood"]


def test_the_shipped_tables_are_in_order(data):
    found = [f for f in quality_report(data) if f.rule in NAMES]
    assert [f.level for f in found] == ["groen"] * len(NAMES)


def test_a_data_set_without_the_groups_is_not_judged(data):
    tables = {k: v for k, v in data.tables.items() if k not in ("register", "statushouders")}
    assert red(dataclasses.replace(data, tables=tables)) == []


def test_more_jobs_than_people(data):
    def more(frame):
        here = (frame.gemeente == "Assen") & (frame.groep == "nug") & (frame.variabele == "banen")
        return frame.assign(waarde=frame.waarde.where(~here, 61))
    [one] = red(changed(data, "register", more))
    assert one.what == "Assen, groep nug: 61 mensen met een baan, maar 60 in het register"
    assert "kolom waarde" in one.where
    assert one.hint


def test_a_row_that_is_not_there(data):
    [one] = red(changed(data, "register", lambda frame: frame.iloc[1:]))
    assert one.what == "Assen, groep bijstand: rij 'personen' ontbreekt"


@pytest.mark.parametrize(("month", "what", "hint"), [
    ("2020-01", "Assen: gehuisvest vanaf jan 2020", "tot en met dec 2019"),
    ("1994-01", "Assen: gehuisvest vanaf jan 1994", "van 1995"),
    ("2019-05", "Assen: mei 2019 is niet de eerste maand van een half jaar", "bij 2019-01"),
    ("2019-12", "Assen: dec 2019 is niet de eerste maand van een half jaar", "bij 2019-07"),
])
def test_a_half_year_that_cannot_be(data, month, what, hint):
    def moved(frame):
        frame = frame.copy()
        frame.iloc[0, frame.columns.get_loc("aankomst")] = pd.Period(month, "M")
        return frame
    [one] = red(changed(data, "statushouders", moved))
    assert one.what == what
    assert hint in one.hint


def test_other_people_than_in_the_composition(data):
    def fewer(frame):
        return frame.assign(waarde=frame.waarde.where(frame.index != frame.index[0], 0))
    [one] = red(changed(data, "statushouders", fewer))
    assert one.what == ("Assen: 207 statushouders naar half jaar, maar 214 in tabel samenstelling")
    assert "geen uitkeringen" in one.hint
