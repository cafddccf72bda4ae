"""The catalogue, and the shipped scenarios that fill it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from forecast.inputs import load_dataset
from forecast.inputs.declared_groups import GROUP_TABLES
from forecast.scenarios import catalogue, resolve, resolve_reference
from forecast.scenarios.files import read_scenario

SHIPPED = Path(__file__).parents[3]
LOCAL = {"buig.aandeel", "buig.lks.banen", "buig.ioaw_ioaz.stand", "buig.budget.voorlopig",
         "buig.budget.definitief", "buig.saldo.eerder", "beschut.adviezen", "wsw.bor.personen",
         "wsw.werkgeversplekken", "meedoen.coaches", "inkomen.voorzieningenwijzer.aanbod",
         "taal.screening.per_maand", "register.instroom.per_jaar",
         "wsw.budget", "uitvoering.budget", "gemeentelijk.budget", "aow.leeftijd"}


def test_every_lever_is_complete():
    for key, lever in catalogue().items():
        assert lever.low < lever.high, key
        assert lever.meaning[0].isupper(), key
        assert lever.meaning.endswith("."), key
        assert lever.form == "getal" or not lever.uncertain, key


def test_the_base_sets_every_key_that_is_not_local():
    file, problems = read_scenario(SHIPPED / "scenarios/basis.toml", "scenarios/basis.toml")
    assert problems == []
    assert file is not None
    assert {e.key for e in file.entries} | LOCAL == set(catalogue())
    assert not {e.key for e in file.entries} & LOCAL


def test_every_value_that_is_no_assumption_names_its_source():
    for path in sorted((SHIPPED / "scenarios").glob("*.toml")):
        file, _ = read_scenario(path, path.name)
        assert file is not None
        for entry in file.entries:
            assert entry.source or entry.note, entry.where
        # A register without use would be dead weight; the November figure backs a note.
        used = {e.source for e in file.entries} | {"cpb-november-2020"}
        assert set(file.sources) <= used, path.name


def means(assumptions, key="economie.werkloosheid"):
    months = pd.period_range("2019-01", "2023-12", freq="M")
    path = pd.Series(assumptions.path(key, months), index=months)
    return path.groupby(months.year).mean().round(9).tolist()


@pytest.mark.parametrize(("scenario", "expected", "label"), [
    ("basis", [3.4, 3.5, 3.5, 3.5, 3.5], ""),
    ("gunstig", [3.4, 3.2, 3.2, 3.2, 3.2], "met kennis van later"),
    ("ongunstig", [3.4, 5.0, 7.0, 6.4, 5.8], "met kennis van later")])
def test_the_shipped_scenarios_give_what_the_cpb_published(data, scenario, expected, label):
    found = resolve(SHIPPED, data, scenario)
    assert means(found) == expected
    assert found.label == label
    assert means(found, "economie.werkloosheid.referentie") == [3.4] * 5


@pytest.mark.parametrize("name", ["wpda", "nederland"])
def test_every_shipped_scenario_is_complete_for_every_shipped_data_set(name):
    data = load_dataset(SHIPPED, name)
    for scenario in data.scenarios:
        found = resolve(SHIPPED, data, scenario)
        lacking = [key for key, lever in catalogue().items()
                   if not lever.optional and key not in found.keys()]  # noqa: SIM118
        assert lacking == []
        assert found.notices == ()


def test_the_nation_follows_the_scenarios_of_the_agency():
    agency, nation = load_dataset(SHIPPED, "wpda"), load_dataset(SHIPPED, "nederland")
    for scenario in agency.scenarios:
        found = resolve_reference(SHIPPED, nation, agency, scenario)
        assert means(found) == means(resolve(SHIPPED, agency, scenario))
        assert found.number("buig.aandeel", "Nederland") == 100


def test_what_is_about_a_group_names_the_table_of_that_group():
    for key, lever in catalogue().items():
        group = key.split(".")[0]
        assert lever.table == {"taal": "inkomen"}.get(group, group if group in GROUP_TABLES else "")
