"""Every rule, on data in order and on data with one thing wrong."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.inputs import (
    load_dataset,
    load_law,
    load_national,
    quality_report,
    stop_on_red,
)
from forecast.inputs.quality import RULES

LAST = pd.Period("2019-12", "M")


@pytest.fixture(scope="module")
def loaded(project_to_read):
    return {
        "data": load_dataset(project_to_read, "voorbeeld"),
        "reference": load_dataset(project_to_read, "nederland"),
        "national": load_national(project_to_read),
        "law": load_law(project_to_read),
    }


@pytest.fixture
def evidence(loaded):
    return dict(loaded)


def changed(data, table, change):
    """Return the data set with one table changed by a function on a copy."""
    frame = data.tables[table].copy()
    result = change(frame)
    tables = {**data.tables, table: frame if result is None else result}
    return dataclasses.replace(data, tables=tables)


def levels(found, rule):
    return {f.level for f in found if f.rule == rule}


def cells(frame, **where):
    """Return which rows have these values."""
    mask = pd.Series(True, index=frame.index)
    for name, value in where.items():
        mask &= frame[name] == value
    return mask


def put(value, column="waarde", **where):
    def change(frame):
        frame.loc[cells(frame, **where), column] = value

    return change


def drop(**where):
    return lambda frame: frame[~cells(frame, **where)]


def first_rows(number, column, value):
    def change(frame):
        frame.loc[frame.index[:number], column] = value

    return change


def late_city(frame):
    late = cells(frame, gemeente="Proefdorp") & (frame["maand"] < pd.Period("2017-06", "M"))
    return frame[~late]


def short(frame):
    return frame[frame["maand"] > pd.Period("2018-12", "M")]


def frozen(frame):
    rows = cells(frame, gemeente="Voorbeeldstad", variabele="stand")
    frame.loc[frame.index[rows][5:12], "waarde"] = 1400


def mixed(frame):
    frame.loc[frame.index[0], "status"] = "feit"


DORP = {"gemeente": "Proefdorp", "maand": LAST}
CASES = [
    ("reeksen even lang", "geel", "bijstand_maand", late_city),
    ("laatste maand aanwezig", "rood", "bijstand_maand", drop(variabele="deeltijd_nieuw", **DORP)),
    ("genoeg maanden", "rood", "bijstand_maand", short),
    ("stand volgt uit stromen", "rood", "bijstand_maand", put(900, variabele="stand", **DORP)),
    ("sprongen", "geel", "bijstand_maand", put(500, variabele="stand", **DORP)),
    ("sprongen", "geel", "bijstand_maand", put(60, variabele="instroom_nieuw", **DORP)),
    ("stilstaande reeks", "geel", "bijstand_maand", frozen),
    ("nullen", "rood", "bijstand_maand", put(0, variabele="stand", **DORP)),
    ("nullen", "geel", "bijstand_maand", put(0, variabele="uitstroom_werk", gemeente="Proefdorp")),
    ("personen per uitkering", "rood", "bijstand_maand", put(300, variabele="uitkeringen", **DORP)),
    ("personen per uitkering", "geel", "bijstand_maand", put(90, variabele="uitkeringen", **DORP)),
    ("eenheden", "rood", "bijstand_maand", put("x 1000", "eenheid", variabele="stand")),
    ("samenstelling telt op", "rood", "samenstelling", first_rows(1, "waarde", 1)),
    ("samenstelling telt op", "rood", "samenstelling", drop(gemeente="Proefdorp")),
    ("AOW-cohorten", "rood", "aow_cohorten", first_rows(3, "waarde", 9999)),
    ("AOW-cohorten", "rood", "aow_cohorten", drop(gemeente="Proefdorp")),
    ("AOW per jaar", "geel", "aow_cohorten", put(0, gemeente="Voorbeeldstad")),
    ("AOW per jaar", "rood", "aow_cohorten",
     lambda frame: frame[frame["geboortemaand"] < pd.Period("1956-01", "M")]),
    ("afspraken tellen op", "rood", "afspraken", first_rows(1, "waarde", 1.0)),
    ("inwoners", "rood", "inwoners", drop(gemeente="Proefdorp", jaar=2019)),
    ("grenzen van de verdeling", "geel", "inwoners", put(14_900, gemeente="Proefdorp", jaar=2018)),
    ("gemeenten binnen het land", "rood", "bijstand_maand",
     put(900_000, variabele="stand", **DORP)),
    ("budgetaandelen", "rood", "vervang_mij", put(99.9, sleutel="buig.aandeel")),
    ("budgetaandelen", "geel", "vervang_mij",
     put(0.12, sleutel="buig.aandeel", gemeente="Proefdorp")),
    ("budgetaandelen", "rood", "vervang_mij",
     put(4.0, sleutel="buig.aandeel", gemeente="Proefdorp")),
    ("inwoners", "rood", "inwoners", put(0, gemeente="Proefdorp", jaar=2019)),
    ("marges", "rood", "vervang_mij", put(0.4, "laag", sleutel="buig.aandeel")),
    ("marges", "rood", "vervang_mij", put(float("nan"), "laag", sleutel="buig.aandeel")),
    ("rangen", "geel", "vervang_mij", put(4, "rang", sleutel="buig.aandeel")),
    ("eigen cijfers", "geel", "vervang_mij", put(1.0, "eigen_waarde", sleutel="buig.aandeel")),
    ("herkomst", "geel", "inwoners", first_rows(1, "status", "aanname")),
    ("bronnen gezien", "geel", "inwoners", first_rows(1, "gezien", False)),
    ("status per reeks", "geel", "bijstand_maand", mixed),
    ("kennis van later", "geel", "inwoners", first_rows(1, "bekend_vanaf", LAST + 1)),
]


@pytest.mark.parametrize(("rule", "level", "table", "change"), CASES)
def test_a_rule_sees_what_is_wrong(evidence, rule, level, table, change):
    evidence["data"] = changed(evidence["data"], table, change)
    found = [f for f in quality_report(**evidence) if f.rule == rule]
    assert {f.level for f in found} == {level}
    assert all(f.where and f.what and f.hint for f in found)


NATIONAL_CASES = [
    ("verse ramingen", "geel", "cpb_ramingen",
     lambda f: f[f["publicatiedatum"] < "2019-05-01"]),
    ("verse ramingen", "rood", "cpb_ramingen",
     lambda f: f[f["publicatiedatum"] > "2020-01-01"]),
    ("voorlopige maanden", "geel", "bijstand_maand_nl",
     put(True, "voorlopig", maand=LAST)),
    ("landelijke reeksen actueel", "rood", "werkloosheid_maand", lambda f: f[f["maand"] < LAST]),
]


@pytest.mark.parametrize(("rule", "level", "table", "change"), NATIONAL_CASES)
def test_a_rule_on_national_figures_sees_what_is_wrong(evidence, rule, level, table, change):
    evidence["national"] = changed(evidence["national"], table, change)
    assert levels(quality_report(**evidence), rule) == {level}


def test_a_law_that_starts_too_late_is_red_and_one_that_stops_too_soon_yellow(evidence):
    key = "aow.leeftijd_maanden"
    ages = evidence["law"].provisions[key]
    for part, level in ((ages[-1:], "rood"), (ages[:8], "geel")):
        provisions = {**evidence["law"].provisions, key: part}
        law = dataclasses.replace(evidence["law"], provisions=provisions)
        assert levels(quality_report(evidence["data"], law=law), "wet dekt de jaren") == {level}


def test_data_in_order_have_no_red_and_every_rule_speaks(evidence):
    """The shipped agency has every table; the example lacks those of the groups."""
    found = quality_report(**evidence)
    assert [f for f in found if f.level == "rood"] == []
    own = load_dataset(Path(__file__).parents[3], "wpda")
    whole = quality_report(own, *(evidence[k] for k in ("reference", "national", "law")))
    spoken = list(dict.fromkeys(f.rule for f in whole))
    assert spoken == [rule.name for rule in RULES]
    assert {f.rule for f in found} <= set(spoken)
    assert len(RULES) >= 15
    stop_on_red(found)


def test_a_rule_that_lacks_its_evidence_is_silent_not_green(evidence):
    spoken = {f.rule for f in quality_report(evidence["data"])}
    assert not spoken & {"AOW per jaar", "grenzen van de verdeling", "gemeenten binnen het land",
                         "ingevulde budgetten",
                         "verse ramingen", "voorlopige maanden", "wet dekt de jaren"}


def test_real_budgets_turn_the_last_warning_green(evidence):
    where = {"sleutel": "buig.budget.voorlopig"}
    for column, value in (("eigen_waarde", 40e6), ("eigen_bron", "beschikking 2019")):
        change = put(value, column, **where)
        evidence["data"] = changed(evidence["data"], "vervang_mij", change)
    assert levels(quality_report(**evidence), "eigen cijfers") == {"groen"}


@pytest.mark.parametrize(("euros", "level"), [
    (1.0, {"groen"}), (4.0, {"geel"}), (0.001, {"rood"}), (100.0, {"rood"}),
])
def test_a_budget_in_thousands_or_in_cents_is_stopped(evidence, euros, level):
    nation, data = evidence["reference"], evidence["data"]
    part = data.monthly("stand").iloc[-1]["Proefdorp"] / nation.monthly("stand").iloc[-1].sum()
    usual = part * 6_147_400_000
    where = {"sleutel": "buig.budget.voorlopig", "gemeente": "Proefdorp"}
    evidence["data"] = changed(data, "vervang_mij", put(usual * euros, "eigen_waarde", **where))
    assert levels(quality_report(**evidence), "ingevulde budgetten") == level


def test_an_own_figure_without_a_source_is_named(evidence):
    change = put(0.4, "eigen_waarde", sleutel="buig.aandeel", gemeente="Proefdorp")
    evidence["data"] = changed(evidence["data"], "vervang_mij", change)
    rows = evidence["data"].tables["vervang_mij"]
    row = rows.index[cells(rows, sleutel="buig.aandeel", gemeente="Proefdorp")][0]
    where = [f.where for f in quality_report(**evidence) if f.rule == "eigen cijfers"]
    assert f"inputs/voorbeeld/vervang_mij.csv, rij {row}" in where


def test_red_stops_a_run_with_every_red_finding(evidence):
    data = changed(evidence["data"], "bijstand_maand", put(900, variabele="stand", **DORP))
    with pytest.raises(ForecastError) as caught:
        stop_on_red(quality_report(data))
    text = str(caught.value)
    assert "stand volgt uit stromen: Proefdorp: de stand van dec 2019 is 900, uit de" in text
    assert "samenstelling telt op" in text


def test_the_shipped_data_sets_have_no_red():
    root = Path(__file__).parents[3]
    nation, shared = load_dataset(root, "nederland"), (load_national(root), load_law(root))
    stop_on_red(quality_report(load_dataset(root, "wpda"), nation, *shared))
    stop_on_red(quality_report(nation, None, *shared))
