"""Every mistake in the tables of route vrijwilliger, with what is said about it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from forecast.inputs import load_dataset, quality_report
from forecast.inputs.quality_meedoen import RULES

ROOT = Path(__file__).parents[3]
NAMES = {rule.name for rule in RULES}
FILE, FORMS = "inputs/wpda/meedoen.csv", "inputs/wpda/meedoen_activiteiten.csv"


@pytest.fixture(scope="module")
def data():
    return load_dataset(ROOT, "wpda")


def put(data, table, column, who, value):
    """Return the data set with one value changed, and the row in which it stands."""
    frame = data.tables[table].copy()
    at = frame.index[(frame["gemeente"] == who[0]) & (frame[column] == who[1])][0]
    frame.loc[at, "waarde"] = value
    return dataclasses.replace(data, tables={**data.tables, table: frame}), at


def red(data):
    return [f for f in quality_report(data) if f.rule in NAMES and f.level == "rood"]


def test_the_shipped_tables_are_in_order(data):
    found = [f for f in quality_report(data) if f.rule in NAMES]
    assert {f.rule for f in found} == NAMES
    assert {f.level for f in found} == {"groen"}


@pytest.mark.parametrize(("variable", "value", "rule", "what", "hint"), [
    ("route", 930, "route vrijwilliger",
     "de route van Assen is 930, in de samenstelling 922", "beide groepen samen"),
    ("in_beeld", 1000, "meedoen telt op",
     "Assen heeft 1.000 mensen in beeld op een route van 922", "alleen mensen in de route"),
    ("zonder_activiteit", 286, "meedoen telt op",
     "Assen: 286 zonder en 637 met een activiteit zijn samen niet de route van 922",
     "tel ieder eenmaal"),
])
def test_a_number_that_does_not_fit(data, variable, value, rule, what, hint):
    changed, row = put(data, "meedoen", "variabele", ("Assen", variable), value)
    found = {f.rule: f for f in red(changed)}[rule]
    shown = row + 1 if variable == "zonder_activiteit" else row  # the last of the two
    assert found.where == f"{FILE}, rij {shown}, kolom waarde"
    assert found.what == what
    assert hint in found.hint


def test_a_municipality_without_a_number(data):
    frame = data.tables["meedoen"]
    gone = frame[(frame["gemeente"] != "Tynaarlo") | (frame["variabele"] != "in_beeld")]
    found = red(dataclasses.replace(data, tables={**data.tables, "meedoen": gone}))
    assert [f.what for f in found] == ["Tynaarlo heeft geen rij voor 'in_beeld'"]
    assert found[0].where == FILE


def test_a_form_with_more_people_than_are_active(data):
    changed, row = put(data, "meedoen_activiteiten", "activiteit", ("Tynaarlo", "mantelzorg"),
                       150)
    found = red(changed)
    assert [f.what for f in found] == [
        "Tynaarlo heeft 150 mensen met mantelzorg, maar 139 met een activiteit"]
    assert found[0].where == f"{FORMS}, rij {row}, kolom waarde"
    assert "ieder eenmaal per vorm" in found[0].hint


def test_forms_that_leave_someone_active_without_one(data):
    changed, _ = put(data, "meedoen_activiteiten", "activiteit",
                     ("Tynaarlo", "vrijwilligerswerk"), 5)
    found = red(changed)
    assert [f.what for f in found] == [
        "de activiteiten van Tynaarlo tellen samen 132, minder dan de 139 mensen met een "
        "activiteit"]
    assert "vul de vormen aan" in found[0].hint


def test_a_data_set_without_the_tables_is_fine(data):
    tables = {k: v for k, v in data.tables.items() if not k.startswith("meedoen")}
    assert not [f for f in quality_report(dataclasses.replace(data, tables=tables))
                if f.rule in NAMES]
