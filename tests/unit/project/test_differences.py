"""What counts as a difference between two scenarios, and what mixing them gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from forecast.periods import month
from forecast.project.drivers import DRIVERS, differences
from forecast.project.whatif import mixed
from forecast.scenarios import Assumptions, DatedPath, Point, Step, Value, catalogue

JOBS, PRICE, SHARE = "economie.werkloosheid", "buig.prijs.groei", "buig.aandeel"
PATH = DatedPath((Point(month(2020, 1), 3.4, True), Point(month(2021, 1), 3.5, True)), "lijn")


def value(key, number=None, path=None, place=None, low=None, high=None):
    return Value(key, place, number, path, low, high, "aanname", "", "")


def said(*values, name="basis"):
    return Assumptions(name, "Proef", "Test", date(2020, 1, 1), "", "", (), {}, {}, (),
                       {(v.key, v.municipality): v for v in values})


@pytest.fixture
def base():
    return said(value(JOBS, path=PATH), value(PRICE, 0.025, low=0.015, high=0.04),
                value(SHARE, 0.4, place="Duin"), value(SHARE, 0.1, place="Strand"))


def changed(base, key, place=None, **fields):
    return replace(base, scenario="ander", values={
        **base.values, (key, place): replace(base.values[key, place], **fields)})


def found(one, other):
    return [(d.driver, d.keys) for d in differences(one, other)]


def test_every_driver_has_assumptions_and_a_name_of_its_own():
    labels = [label for label, _ in DRIVERS.values()]
    assert len(set(labels)) == len(labels)
    for _, starts in DRIVERS.values():
        for start in starts:
            assert any(key.startswith(start) for key in catalogue()), start


def test_equal_scenarios_have_no_difference(base):
    assert differences(base, base) == ()
    again = said(*(replace(v) for v in base.values.values()), name="zelfde")
    assert differences(base, again) == ()


def test_who_said_it_and_why_is_no_difference(base):
    other = changed(base, PRICE, status="feit", source="cbs", note="Anders verwoord.",
                    trail=(Step("ander", "2,5", "", "aanname"),))
    assert differences(base, other) == ()


@pytest.mark.parametrize("path", [
    replace(PATH, shape="trap"),
    replace(PATH, points=PATH.points[:1]),
    replace(PATH, points=(PATH.points[0], replace(PATH.points[1], value=7.0))),
    replace(PATH, points=(PATH.points[0], replace(PATH.points[1], first=month(2022, 1))))])
def test_a_changed_path_is_a_difference(base, path):
    assert found(base, changed(base, JOBS, path=path)) == [("economie", (JOBS,))]


@pytest.mark.parametrize("fields", [
    {"number": 0.03}, {"low": 0.02}, {"high": 0.05}, {"low": None, "high": None}])
def test_a_changed_number_or_range_is_a_difference(base, fields):
    assert found(base, changed(base, PRICE, **fields)) == [("prijs", (PRICE,))]


def test_a_path_instead_of_a_number_is_a_difference(base):
    other = changed(base, PRICE, number=None, path=PATH)
    assert found(base, other) == [("prijs", (PRICE,))]


def test_the_value_of_one_municipality_is_a_difference(base):
    assert found(base, changed(base, SHARE, "Strand", number=0.11)) == [("aandeel", (SHARE,))]
    both = changed(changed(base, SHARE, "Strand", number=0.11), SHARE, "Duin", number=0.39)
    assert found(base, both) == [("aandeel", (SHARE,))]


def test_what_only_one_of_them_says_is_a_difference_both_ways(base):
    more = said(*base.values.values(), value(PRICE, 0.03, place="Duin"), name="meer")
    assert found(base, more) == found(more, base) == [("prijs", (PRICE,))]


def test_differences_come_in_reading_order(base):
    other = changed(changed(changed(base, SHARE, "Duin", number=0.39), PRICE, number=0.03), JOBS,
                    path=None, number=4.0)
    drivers = [d for d, _ in found(base, other)]
    assert drivers == [d for d in DRIVERS if d in drivers] == ["economie", "prijs", "aandeel"]


def test_mixing_in_every_difference_makes_the_other_scenario(base):
    other = changed(changed(base, PRICE, number=0.03), JOBS, path=None, number=4.0)
    other = replace(other, values={
        **{p: v for p, v in other.values.items() if p != (SHARE, "Strand")},
        (PRICE, "Duin"): value(PRICE, 0.05, place="Duin")})
    starts = [s for d in differences(base, other) for s in d.starts]
    whole = mixed(base, other, *starts)
    assert differences(whole, other) == ()
    assert dict(whole.values) == dict(other.values)


def test_mixing_in_one_difference_leaves_the_others(base):
    other = changed(changed(base, PRICE, number=0.03), JOBS, path=None, number=4.0)
    half = mixed(base, other, *DRIVERS["prijs"][1])
    assert [d for d, _ in found(base, half)] == ["prijs"]
    assert [d for d, _ in found(half, other)] == ["economie"]
    assert dict(mixed(base, other).values) == dict(base.values)
