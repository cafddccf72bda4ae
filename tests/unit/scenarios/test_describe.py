"""The list of levers and the story of one value."""

from __future__ import annotations

import pytest

from forecast.errors import ForecastError
from forecast.scenarios import catalogue, describe, explain, resolve
from forecast.scenarios.value import number_in_words


def test_levers_without_values_list_the_whole_catalogue():
    rows = describe(catalogue())
    assert [row.key for row in rows] == list(catalogue())
    assert rows[0].unit == "% van de beroepsbevolking"
    assert {row.works for row in rows} == {"direct", "nieuwe run", "toelichting"}


def test_levers_with_values_show_each_municipality(project, data):
    rows = {(r.key, r.municipality): r for r in describe(catalogue(),
                                                         resolve(project, data, "basis"))}
    share = rows["buig.aandeel", "Strand"]
    assert (share.value, share.number, share.p10, share.p90) == ("0,4", 0.4, 0.36, 0.44)
    assert (share.name, share.bounds) == ("buig.aandeel (Strand)", "0 tot en met 100")
    assert rows["buig.budget.definitief", None].value == ""
    assert rows["bijstand.statushouders.taakstelling", None].value == "2019: 12.000; 2020: 12.000"


def test_an_explanation_tells_meaning_value_trail_source_and_note(project, data):
    lines = explain(resolve(project, data, "basis"), "bijstand.herinstroom.werk", "Duin").lines
    assert lines[0] == "bijstand.herinstroom.werk"
    assert lines[2] == "waarde: 0,2 aandeel"
    assert lines[3] == "bandbreedte: 0,09 (P10) tot 0,29 (P90)"
    assert lines[4].startswith("basis: 0,2")
    assert lines[5].startswith("bron: Divosa-monitor")
    assert lines[-1] == "grenzen: 0 tot en met 1; werkt: nieuwe run"


@pytest.mark.parametrize(("key", "municipality", "message"), [
    ("buig.aandel", None, "bedoelt u 'buig.aandeel'"),
    ("buig.aandeel", "Stand", "bedoelt u 'Strand'"),
    ("buig.budget.definitief", "Duin", "vul hem in vervang_mij in")])
def test_what_cannot_be_explained(project, data, key, municipality, message):
    with pytest.raises(ForecastError, match=message):
        explain(resolve(project, data, "basis"), key, municipality)


@pytest.mark.parametrize(("number", "text"), [
    (15400, "15.400"), (0.286, "0,286"), (-0.05, "−0,05"), (1, "1"), (1234567.5, "1.234.567,5")])
def test_numbers_in_dutch_notation(number, text):
    assert number_in_words(number) == text
