"""What every assumption does: against full central runs, over processes, and on its sheet."""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from forecast import project
from forecast.cli import main
from forecast.cli.app import cache_folder
from forecast.errors import ForecastError, Problem
from forecast.outputs.tornado import SAME_EUR, SAME_PEOPLE, Moved, Tornado
from forecast.project.comparing import Pair
from forecast.project.economy import PATH, spread
from forecast.project.fitting import Fitter
from forecast.project.house import House
from forecast.project.past import Past, learn
from forecast.project.sensitive import Question, tornado
from forecast.project.store import Store
from forecast.project.whatif import Outcome, WhatIf, state_saldo
from forecast.scenarios import catalogue

SEED = 2020
PRICE, WEIGHT = "buig.prijs.lokaal", "buig.macro.gewicht_voorlopig"
BACK = "bijstand.herinstroom.werk"
#: Splits a full and a partial way out, which the central stock does not look at.
IDLE = "bijstand.volledig_aandeel"
#: P90 of the normal distribution, in standard deviations.
P90 = 1.2816
CENT, PERSON = 0.01, 1e-6
HEAD = ["Aanname", "Sleutel", "laag (P10)", "hoog (P90)", "saldo bij laag", "saldo bij hoog",
        "spreiding", "uitkeringen bij laag", "uitkeringen bij hoog"]


@dataclass(frozen=True)
class Place:
    """A project with one edition, and what its inputs teach."""

    folder: Path
    house: House
    past: Past
    pair: Pair

    def what(self) -> WhatIf:
        return WhatIf(self.house, self.past, SEED)

    def at(self, key: str, number: float, area: str | None = None) -> Outcome:
        """Return a full central run in which one assumption is another number."""
        ours, nation = self.pair
        value = replace(ours.values[key, area], number=number)
        moved = replace(ours, values={**ours.values, (key, area): value})
        return self.what().central(moved, nation)

    def one(self, key: str) -> Moved:
        """Return what one assumption does."""
        found, = Question(self.what(), self.pair).answer([(key, None)])
        return found


@pytest.fixture(scope="module")
def place(project_to_read, tmp_path_factory):
    root = shutil.copytree(project_to_read, tmp_path_factory.mktemp("gevoelig") / "project")
    assert main([str(w) for w in ("run", "basis", "--inputs", "voorbeeld", "--project", root,
                                  "--draws", 20, "--edition", "een")]) == 0
    house = project.enter(root, "voorbeeld")
    past = learn(house, Fitter(store=Store(cache_folder())), SEED)
    pair = project.resolve_all(house, ("basis",))["basis"]
    return Place(root / "outputs/voorbeeld/een", house, past, pair)


@pytest.fixture(scope="module")
def ranged(place) -> Tornado:
    """Return the tornado that a run makes: the assumptions with a P10 and a P90."""
    return tornado(Question(place.what(), place.pair, ranged=True), lambda _: None)


@pytest.fixture(scope="module")
def sheet(place) -> list[list[object]]:
    book = load_workbook(place.folder / "werkprognose.xlsx", data_only=True)
    return [list(row) for row in book["Gevoeligheid"].iter_rows(values_only=True)]


def rows_of(sheet: list[list[object]]) -> dict[tuple[str, str], dict[str, object]]:
    """Return the rows of the table by name and key, each by the words above its columns."""
    start = next(i for i, row in enumerate(sheet) if row[:len(HEAD)] == HEAD)
    return {(row[0], row[1]): dict(zip(HEAD, row, strict=False)) for row in sheet[start + 1:]
            if row[1] is not None}


def effect(out: Outcome, base: Outcome) -> tuple[float, float]:
    """Return the change in the balance over all years, and in the mean number of benefits."""
    people = out.values["bijstand.uitkeringen"] - base.values["bijstand.uitkeringen"]
    return float((state_saldo(out) - state_saldo(base)).sum()), float(people.sum(axis=1).mean())


def test_two_processes_give_the_same_tornado_as_one(place, ranged):
    told: list[str] = []
    shared = tornado(Question(place.what(), place.pair, ranged=True), told.append, workers=2)
    # an assumption that is a path has no number, and no number equals itself: so by their text,
    # which has every digit
    assert repr(shared) == repr(ranged)
    # there were parts to share
    assert len(told) > 1
    assert told[-1] == f"gevoeligheid: {len(ranged.levers)} van {len(ranged.levers)} aannames…"


def test_levers_come_by_the_size_of_their_effect_with_the_central_run_beside_them(place, ranged):
    widths = [one.width for one in ranged.levers]
    assert widths == sorted(widths, reverse=True)
    base = place.what().central(*place.pair)
    assert ranged.scenario == "basis"
    assert ranged.saldo == pytest.approx(state_saldo(base).sum(), abs=CENT)
    assert ranged.benefits == pytest.approx(
        base.values["bijstand.uitkeringen"].sum(axis=1).mean(), abs=PERSON)


@pytest.mark.parametrize("key", [PRICE, WEIGHT, BACK])
def test_the_sheet_says_what_two_full_central_runs_say(place, sheet, key):
    base, value = place.what().central(*place.pair), place.pair[0].values[key, None]
    row, = (row for (_, found), row in rows_of(sheet).items() if found == key)
    assert (row["laag (P10)"], row["hoog (P90)"]) == (value.low, value.high)
    euros = []
    for side, number in (("laag", value.low), ("hoog", value.high)):
        euro, people = effect(place.at(key, number), base)
        assert row[f"saldo bij {side}"] == pytest.approx(euro, abs=CENT)
        assert row[f"uitkeringen bij {side}"] == pytest.approx(people, abs=PERSON)
        euros.append(euro)
    assert min(map(abs, euros)) > 1000
    assert row["spreiding"] == pytest.approx(abs(euros[1] - euros[0]), abs=CENT)


def test_the_sheet_shows_a_value_of_each_municipality_and_calls_what_has_no_effect(place, sheet):
    rows = rows_of(sheet)
    base = place.what().central(*place.pair)
    for area in place.house.data.names:
        value = place.pair[0].values["buig.aandeel", area]
        row, = (row for (name, key), row in rows.items()
                if key == "buig.aandeel" and f"({area})" in name)
        euro, _ = effect(place.at("buig.aandeel", value.low, area), base)
        assert row["saldo bij laag"] == pytest.approx(euro, abs=CENT)
    assert IDLE not in {key for _, key in rows}
    words = [str(row[0]) for row in sheet]
    assert f"Zonder effect op euro's en uitkeringen van het middenpad: {IDLE}." in words


def test_the_sheet_has_the_assumptions_of_the_tornado_in_their_order(sheet, ranged):
    shown = [one.key for one in ranged.levers if not one.idle and not one.refused]
    assert [key for _, key in rows_of(sheet)] == shown[:30]


def test_groups_that_the_data_set_does_not_have_are_left_out(place):
    levers, tables = catalogue(), place.house.data.tables
    asked = {key for key, _ in Question(place.what(), place.pair).places}
    given = {key for key, _ in place.pair[0].values}
    absent = {key for key in given if levers[key].table and levers[key].table not in tables}
    assert {key.split(".")[0] for key in absent} >= {
        "wsw", "beschut", "statushouders", "register", "meedoen", "inkomen"}
    assert not asked & absent
    assert {PRICE, WEIGHT, BACK, IDLE, PATH} <= asked
    # what only explains moves nothing either
    assert not {key for key in asked if levers[key].works == "toelichting"}


def test_a_group_that_comes_into_the_data_set_brings_its_assumptions(place):
    tables = {**place.house.data.tables, "wsw": place.house.data.tables["bijstand_maand"]}
    house = replace(place.house, data=replace(place.house.data, tables=tables))
    more = Question(WhatIf(house, place.past, SEED), place.pair).places
    plain = Question(place.what(), place.pair).places
    assert {catalogue()[key].table for key, _ in set(more) - set(plain)} == {"wsw"}


def test_unemployment_moves_by_its_p90_in_every_month_here_and_in_the_nation(place, monkeypatch):
    seen: list[tuple[np.ndarray, ...]] = []
    months, usual = place.past.months, WhatIf.central

    def central(self, *pair):
        seen.append(tuple(one.path(PATH, months) for one in pair))
        return usual(self, *pair)

    monkeypatch.setattr(WhatIf, "central", central)
    one = place.one(PATH)
    width = spread(place.pair[0], months)
    assert (np.diff(width) >= 0).all()
    assert width[0] > 0
    found = {tuple(np.round(here, 9)): (here, nation) for here, nation in seen}
    plain = place.pair[0].path(PATH, months)
    low, middle, high = sorted(found.values(), key=lambda paths: paths[0][-1])
    for paths, sign in ((low, -1), (middle, 0), (high, 1)):
        for path in paths:
            assert np.abs(path - (plain + sign * P90 * width)).max() < 1e-4
    # a path moves as a whole, and less unemployment means fewer benefits
    assert one.ranged
    assert math.isnan(one.low.value)
    assert one.low.benefits < 0 < one.high.benefits
    assert one.high.saldo < 0 < one.low.saldo


@pytest.mark.parametrize(("refused", "left"), [("low", "high"), ("high", "low")])
def test_when_one_bound_is_refused_the_other_still_says_its_effect(
    place, monkeypatch, refused, left
):
    whole, usual = place.one(PRICE), WhatIf.central
    assert not whole.low.refused
    assert not whole.high.refused

    def central(self, ours, nation):
        if ours.values[PRICE, None].number == getattr(whole, refused).value:
            raise ForecastError(Problem(PRICE, "dat kan hier niet", "kies een ander getal"))
        return usual(self, ours, nation)

    monkeypatch.setattr(WhatIf, "central", central)
    one = place.one(PRICE)
    assert getattr(one, refused).refused == (
        f"{PRICE}: dat kan hier niet (kies een ander getal)")
    assert getattr(one, refused).euros == ()
    assert getattr(one, left) == getattr(whole, left)
    assert one.width == pytest.approx(abs(getattr(whole, left).saldo))
    # it stands in the order by what is left of it, and is not called without effect
    assert not one.refused
    assert not one.idle


def test_when_both_bounds_are_refused_it_is_refused_and_not_idle(place, monkeypatch):
    usual = WhatIf.central

    def central(self, ours, nation):
        if ours is not place.pair[0]:
            raise ForecastError(Problem(PRICE, "dat kan hier niet"))
        return usual(self, ours, nation)

    monkeypatch.setattr(WhatIf, "central", central)
    one = place.one(PRICE)
    assert one.refused
    assert not one.idle


def test_an_assumption_without_effect_is_idle_and_one_with_effect_is_not(place, ranged):
    by_key = {one.key: one for one in ranged.levers}
    value, base = place.pair[0].values[IDLE, None], place.what().central(*place.pair)
    for number in (value.low, value.high):
        euro, people = effect(place.at(IDLE, number), base)
        assert abs(euro) < SAME_EUR
        assert abs(people) < SAME_PEOPLE
    assert by_key[IDLE].ranged
    assert by_key[IDLE].idle
    assert not by_key[PRICE].idle
    # what only the municipalities pay is an effect, though the State's money stands still
    own = by_key["gemeentelijk.bijzondere_bijstand"]
    assert (own.width, own.idle) == (0, False)
    assert own.own > 1000


def test_without_a_range_an_assumption_takes_a_step_of_one_percent(place):
    factor = "bijstand.instroom.factor"
    one, base = place.one(factor), place.what().central(*place.pair)
    assert not one.ranged
    for bound, number in ((one.low, 0.99), (one.high, 1.01)):
        assert bound.value == pytest.approx(number)
        euro, people = effect(place.at(factor, number), base)
        assert bound.saldo == pytest.approx(euro, abs=CENT)
        assert bound.benefits == pytest.approx(people, abs=PERSON)
