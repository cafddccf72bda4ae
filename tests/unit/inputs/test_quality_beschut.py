"""Each mistake in table beschut, with its message: file, row, column, value and cure."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.inputs import load_dataset, load_law, quality_report, stop_on_red
from forecast.inputs.quality_beschut import RULES

ROOT = Path(__file__).parents[3]
FILE = "inputs/wpda/beschut.csv"
NAMES = {rule.name for rule in RULES}


def month(text):
    return pd.Period(text, "M")


@pytest.fixture(scope="module")
def loaded():
    return load_dataset(ROOT, "wpda"), load_law(ROOT)


def row_of(table, place, variable, when):
    own = (table["gemeente"] == place) & (table["variabele"] == variable)
    return table.index[own & (table["maand"] == month(when))][0]


def put(place, variable, when, value, column="waarde"):
    def change(table):
        table.loc[row_of(table, place, variable, when), column] = value
        return table

    return change


def drop(place, variable, when):
    return lambda table: table.drop(index=row_of(table, place, variable, when))


def both(*changes):
    def change(table):
        for one in changes:
            table = one(table)
        return table

    return change


def findings(loaded, change):
    data, law = loaded
    tables = {**data.tables, "beschut": change(data.tables["beschut"].copy())}
    found = quality_report(dataclasses.replace(data, tables=tables), law=law)
    return [f for f in found if f.rule in NAMES]


CASES = {
    "missing opening": (
        drop("Assen", "personen", "2019-12"), "beschut: beginstand", "kolom variabele",
        "Assen heeft geen rij 'personen' in dec 2019", "0 is ook een waarde"),
    "missing queue": (
        drop("Tynaarlo", "wachtend", "2019-12"), "beschut: beginstand", "kolom variabele",
        "Tynaarlo heeft geen rij 'wachtend' in dec 2019", "vul die rij aan"),
    "negative waiting": (
        put("Tynaarlo", "wachtend", "2019-12", -2.0), "beschut: waarden", "kolom waarde",
        "wachtend van Tynaarlo is −2", "vul nul of meer in"),
    "quota below zero": (
        put("Assen", "taakstelling", "2020-12", -43.0), "beschut: waarden", "kolom waarde",
        "taakstelling van Assen is −43", "een taakstelling is nul of meer plekken"),
    "half a person": (
        put("Aa en Hunze", "personen", "2019-12", 3.4), "beschut: waarden", "kolom waarde",
        "personen van Aa en Hunze is 3,4", "tel hele personen"),
    "wrong unit": (
        put("Assen", "plekken", "2019-12", "personen", "eenheid"), "beschut: eenheden",
        "kolom eenheid", "plekken staat in 'personen'", "de eenheid van plekken is plekken"),
    "plan in the past": (
        put("Assen", "plekken", "2020-03", month("2019-06"), "maand"), "beschut: plan",
        "kolom maand", "het plan van Assen noemt 28,75 plekken vanaf jun 2019, voor de laatste "
        "maand (dec 2019)", "geef het aantal open plekken in dec 2019"),
    "no places while people are at work": (
        both(put("Assen", "plekken", "2020-06", 0.0)), "beschut: capaciteit", "kolom waarde",
        "Assen heeft vanaf jun 2020 0 plekken, maar 28 personen aan het werk en een taakstelling "
        "van 43", "vul het aantal open plekken in"),
    "no places while a quota is set": (
        both(put("Aa en Hunze", "plekken", "2019-12", 0.0),
             put("Aa en Hunze", "personen", "2019-12", 0.0)),
        "beschut: capaciteit", "kolom waarde", "0 personen aan het werk en een taakstelling van 6",
        "of zet personen en taakstelling op 0"),
    "more hours than places": (
        put("Tynaarlo", "personen", "2019-12", 13.0), "beschut: uren", "kolom waarde",
        "13 personen van Tynaarlo werken ten minste 208 uur per week, de open plekken hebben er "
        "186", "een plek is 31 uur per week"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mistake_is_red_and_told(loaded, case):
    change, rule, where, what, hint = case
    red = [f for f in findings(loaded, change) if f.level == "rood"]
    assert {f.rule for f in red} == {rule}
    assert len(red) == 1
    assert red[0].where.startswith(FILE)
    assert red[0].where.endswith(where)
    assert what in red[0].what
    assert hint in red[0].hint


def test_the_row_is_that_of_the_file(loaded):
    lines = (ROOT / FILE).read_text(encoding="utf-8").splitlines()
    change = put("Tynaarlo", "wachtend", "2019-12", -2.0)
    red = next(f for f in findings(loaded, change) if f.level == "rood")
    number = 1 + next(i for i, line in enumerate(lines)
                      if line.startswith("Tynaarlo,2019-12,wachtend"))
    assert red.where == f"{FILE}, rij {number}, kolom waarde"


def test_the_shipped_table_is_green(loaded):
    found = findings(loaded, lambda table: table)
    assert [f.level for f in found] == ["groen"] * len(RULES)


def test_a_municipality_without_beschut_werk_may_have_no_places(loaded):
    nothing = both(*(put("Aa en Hunze", variable, when, 0.0) for variable, when in (
        ("plekken", "2019-12"), ("plekken", "2020-03"), ("plekken", "2020-06"),
        ("plekken", "2020-09"), ("plekken", "2020-12"), ("personen", "2019-12"),
        ("taakstelling", "2019-12"), ("taakstelling", "2020-12"), ("taakstelling", "2021-12"),
        ("taakstelling", "2022-12"), ("taakstelling", "2023-12"))))
    assert {f.level for f in findings(loaded, nothing)} == {"groen"}


def test_without_the_table_the_rules_are_silent(loaded):
    data, law = loaded
    tables = {name: t for name, t in data.tables.items() if name != "beschut"}
    found = quality_report(dataclasses.replace(data, tables=tables), law=law)
    assert not {f.rule for f in found} & NAMES


def test_red_stops_a_run(loaded):
    with pytest.raises(ForecastError, match="beschut: waarden: taakstelling van Assen is −43"):
        stop_on_red(findings(loaded, put("Assen", "taakstelling", "2020-12", -43.0)))
