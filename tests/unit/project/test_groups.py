"""Groups are judged together, before anything is calculated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forecast.errors import ForecastError
from forecast.project import look, resolve_all
from forecast.project.models import models_of
from forecast.project.register import assumption_rows

ROOT = Path(__file__).parents[3]
LOCAL = ("meedoen.coaches", "inkomen.voorzieningenwijzer.aanbod", "taal.screening.per_maand")


@pytest.fixture(scope="module")
def house():
    return look(ROOT, "wpda")


@pytest.fixture(scope="module")
def said(house):
    return resolve_all(house, ("basis",))["basis"][0]


def without(said, *keys):
    return replace(said, values={k: v for k, v in said.values.items() if k[0] not in keys})


def test_a_total_that_only_the_data_set_knows_is_asked_for(house, said):
    with pytest.raises(ForecastError) as caught:
        models_of(house, without(said, *LOCAL))
    text = str(caught.value)
    assert [key for key in LOCAL if f"'{key}' heeft geen waarde" in text] == list(LOCAL)
    assert "inputs/wpda/meedoen.csv" in text
    assert "vul in vervang_mij" in text


def test_problems_of_several_groups_come_together(house, said):
    values = {k: replace(v, number=5000.0) if k[0] == "wsw.bor.personen" else v
              for k, v in without(said, "meedoen.coaches").values.items()}
    with pytest.raises(ForecastError) as caught:
        models_of(house, replace(said, values=values))
    assert "5.000 mensen gaan over, maar binnen zijn er 407" in str(caught.value)
    assert "meedoen.coaches" in str(caught.value)


def test_a_data_set_has_the_groups_whose_tables_it_brings(house, said):
    tables = {k: v for k, v in house.data.tables.items()
              if not k.startswith(("wsw", "meedoen", "inkomen"))}
    bare = replace(house, data=replace(house.data, tables=tables))
    found = models_of(bare, without(said, *LOCAL))
    assert (found.wsw, found.meedoen, found.inkomen) == (None, None, None)
    assert found.beschut is not None


def test_assumptions_about_a_group_that_is_not_there_are_not_shown(house, said):
    keys = {row.key for row in assumption_rows(said, house.data.years, house.data.tables)}
    assert keys == set(said.keys())
    fewer = {row.key for row in assumption_rows(said, house.data.years, {"wsw"})}
    assert "wsw.rijk.blijfkans" in fewer
    assert not [key for key in fewer if key.startswith(("beschut.", "register.", "taal."))]
    assert "bijstand.herinstroom.werk" in fewer
