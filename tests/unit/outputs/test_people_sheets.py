"""The sheets of the groups: only where there is a group, closing, and honest about odds."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from forecast.ensemble import Ensemble
from forecast.outputs.workbook.build import workbook
from forecast.outputs.workbook.layout import GROUPS


def opened(package, values=True):
    return openpyxl.load_workbook(io.BytesIO(package), data_only=values)


def texts(sheet):
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def line(sheet, label, nth=0):
    """Return the row of a label, `nth` of its kind, as values from the third column on."""
    rows = [row for row in sheet.iter_rows(min_row=5) if row[0].value == label]
    return [cell.value for cell in rows[nth][2:-1]]


@pytest.fixture(scope="module")
def book(package):
    return opened(package)


def test_a_run_without_groups_has_no_such_sheets(make_report):
    package, _ = workbook(make_report(groups=False))
    assert not set(GROUPS) & set(opened(package).sheetnames)


@pytest.mark.parametrize("title", GROUPS)
def test_every_number_on_a_group_sheet_is_a_formula(package, title):
    sheet = opened(package, values=False)[title]
    numbers = [c.coordinate for row in sheet.iter_rows() for c in row
               if isinstance(c.value, (int, float)) and not isinstance(c.value, bool)]
    assert numbers == []
    formulas = [c for row in sheet.iter_rows() for c in row
                if isinstance(c.value, str) and c.value.startswith("=")]
    assert len(formulas) > 100


@pytest.mark.parametrize("title", GROUPS)
def test_every_area_has_its_own_blocks(book, title, report):
    heads = [t for t in texts(book[title]) if ": " in t]
    assert {h.split(":")[0] for h in heads} >= set(report.areas)


def test_the_wsw_can_be_followed_from_begin_to_end(book):
    sheet = book["Wsw"]
    begin, end = (line(sheet, f"{w} van het jaar") for w in ("Begin", "Einde"))
    gone = [sum(line(sheet, label)[1:][i] for label in (
        "AOW-leeftijd bereikt", "Overleden", "Uit dienst na twee jaar ziekte",
        "Naar gewoon werk of elders")) for i in range(4)]
    assert [b - g for b, g in zip(begin[1:], gone, strict=True)] == pytest.approx(end[1:])
    assert begin[2:] == pytest.approx(end[1:-1])
    moved = line(sheet, "Echte beweging: zonder de overgang BOR")[1:]
    needed = line(sheet, "Plaatsingen die nodig zijn om het aantal te houden")[1:]
    placed = line(sheet, "Van binnen naar een gewone werkgever")[1:]
    assert [p - n for p, n in zip(placed, needed, strict=True)] == pytest.approx(moved)


def test_targets_carry_their_odds_and_a_verdict_that_is_no_colour_alone(book):
    row = line(book["Wsw"], "Bij een gewone werkgever of in de BOR, 2020")
    assert row == [380, 379, pytest.approx(0.48), 377, 371]
    assert "▲ onzeker" in texts(book["Wsw"])
    assert "■ waarschijnlijk niet gehaald" in texts(book["Beschut werk"])


def test_one_placement_counts_once(book):
    sheet = book["Doelgroepen"]
    parts = ("Zonder label", "Alleen statushouder", "Alleen doelgroepregister",
             "Statushouder én doelgroepregister", "Beschut werk", "Naar een eigen bedrijf",
             "Naar onderwijs")
    together = [sum(line(sheet, p)[1:][i] for p in parts) for i in range(4)]
    assert together == pytest.approx(line(sheet, "Uitgestroomd volgens de run")[1:])


def test_the_sentences_say_what_the_tables_say(book):
    spoken = book["Beschut werk"]["A4"].value
    places = line(book["Beschut werk"], "Bezette plekken")[1]
    assert f"zijn naar verwachting {round(places)} van de" in spoken
    assert "te weinig mensen" in spoken
    assert "%" in book["Meedoen en inkomen"]["A4"].value


def test_a_stock_that_does_not_close_is_a_fault(report):
    first = report.scenarios[0]
    broken = first.central["wsw.personen"].copy()
    broken.iloc[-1] += 1.0
    values = first.ensembles["wsw.personen"]
    moved = values.values.copy()
    moved[:, -1] += 1.0
    wrong = replace(
        first, central={**first.central, "wsw.personen": broken},
        ensembles={**first.ensembles, "wsw.personen": Ensemble(
            moved, values.periods, values.groups, values.unit, values.flow)})
    package, _ = workbook(replace(report, scenarios=(wrong, *report.scenarios[1:])))
    names = opened(package)
    sheet, cell = next(iter(names.defined_names["Controle_fouten"].destinations))
    assert names[sheet][cell.replace("$", "")].value == 1
    assert any("Wsw: einde van het jaar volgens de run" in t for t in texts(names["Controles"]))
