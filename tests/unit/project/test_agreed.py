"""What was agreed against the draws of a run, counted otherwise, and gross beside net."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.ensemble import Ensemble
from forecast.inputs import DataSet, Municipality
from forecast.inputs.targets_file import Agreed
from forecast.outputs.groups import Compared
from forecast.periods import month, months
from forecast.project.agreed import targets_of

NAMES = ("Duin", "Strand")
OPENED, AHEAD = months(month(2019, 12), month(2021, 12)), months(month(2020, 1), month(2021, 12))
HOLDERS, REGULAR = "statushouders.naar_werk", "wsw.personen.regulier"
EMPLOYED, PLACED, LOST = "register.banen", "register.plaatsingen", "register.baanverlies"


def data_set(*rows):
    """Return a data set of two municipalities with these targets, each with a source."""
    return DataSet("duin", "Duin", "KUST", tuple(Municipality(n, "GM0001") for n in NAMES),
                   month(2019, 12), (2020, 2021), ("basis",), None, {}, {}, {}, {},
                   tuple(Agreed.model_validate(row) for row in rows))


def target(key, variable, unit="personen", **more):
    return {"sleutel": key, "titel": key.title(), "maat": variable, "eenheid": unit, "jaar": 2020,
            "bron": "afspraak", "status": "feit", **more}


def stock(values):
    rows = np.broadcast_to(np.asarray(values, dtype=float)[:, None], (len(values), 25, 2))
    return Ensemble(rows.copy(), OPENED, NAMES, "personen", False)


def flow(values):
    rows = np.broadcast_to(np.asarray(values, dtype=float)[:, None], (len(values), 24, 2))
    return Ensemble(rows.copy(), AHEAD, NAMES, "personen", True)


def growing(start, step):
    """Return a stock on one path that gains `step` a month in each municipality."""
    path = start + step * np.arange(25.0)
    return Ensemble(np.repeat(path[None, :, None], 2, axis=2), OPENED, NAMES, "personen", False)


def test_the_whole_is_judged_on_the_sum_per_draw():
    data = data_set(target("wsw", f"{REGULAR}.ultimo", "medewerkers", norm=380,
                           gemeenten={"Duin": 190, "Strand": 190}))
    levels = [[180.0, 190.0], [190.0, 190.0], [200.0, 200.0], [150.0, 150.0]]
    whole, one, other = targets_of(data, {REGULAR: stock([[189.0, 190.0]])},
                                   {REGULAR: stock(levels)})
    assert (whole.area, whole.year, whole.norm, whole.chance) == ("KUST", 2020, 380.0, 0.5)
    assert (whole.expected, whole.mean) == (379.0, 362.5)
    assert (one.area, one.norm, one.chance) == ("Duin", 190.0, 0.5)
    assert (other.area, other.expected, other.chance) == ("Strand", 190.0, 0.75)
    assert (other.key, other.source, other.status) == ("wsw", "afspraak", "feit")


def test_a_flow_is_its_year_and_a_stock_its_mean_or_its_december():
    rows = (target("werk", HOLDERS, norm=40), target("mee", EMPLOYED, norm=30),
            target("eind", f"{EMPLOYED}.ultimo", norm=30))
    central = {HOLDERS: flow([[1.0, 1.0]]), EMPLOYED: growing(10.0, 1.0)}
    drawn = {**central, HOLDERS: flow([[1, 1], [2, 2]])}
    work, mean, end = targets_of(data_set(*rows), central, drawn)
    assert (work.expected, work.chance) == (24, 0.5)
    assert mean.expected == pytest.approx(2 * (10 + 6.5))
    assert end.expected == 2 * (10 + 12)


def test_a_percentage_divides_within_each_draw():
    data = data_set(target("beeld", "meedoen.in_beeld", "% van de route", norm=100,
                           deel_van="meedoen.route"))
    seen, route = stock([[10.0, 10.0], [9.0, 10.0]]), stock([[10.0, 10.0], [10.0, 10.0]])
    values = {"meedoen.in_beeld": seen, "meedoen.route": route}
    found, = targets_of(data, values, values)
    assert found.chance == 0.5
    assert found.mean == pytest.approx(97.5)


def test_what_goes_off_the_denominator_goes_off_in_every_draw():
    out, aow, again = (f"bijstand.{n}" for n in ("uitstroom", "uitstroom.aow",
                                                 "instroom.herinstroom"))
    data = data_set(target("terug", again, "% van de uitstroom", richting="ten hoogste", norm=20,
                           deel_van=[out, f"-{aow}"]))
    drawn = {again: flow([[2, 2], [2, 2]]), out: flow([[12, 12], [10, 10]]),
             aow: flow([[2, 2], [5, 5]])}
    found, = targets_of(data, drawn, drawn)
    assert found.mean == pytest.approx((20 + 40) / 2)
    assert found.chance == 0.5


def test_what_the_run_does_not_have_is_not_judged():
    data = data_set(target("wsw", REGULAR, norm=380), target("werk", HOLDERS, norm=40, jaar=2018),
                    target("deel", HOLDERS, "% van", deel_van="register.personen"),
                    {"sleutel": "praat", "titel": "Meepraten", "jaar": 2020})
    assert targets_of(data, {HOLDERS: flow([[1, 1]])}, {HOLDERS: flow([[1, 1]])}) == ()


def test_insight_alone_has_values_and_no_odds():
    mark = {"wat": "landelijk", "waarde": 20, "bron": "afspraak"}
    data = data_set({**target("werk", HOLDERS, vergelijking=mark), "bron": "", "status": ""})
    drawn = {HOLDERS: flow([[1, 1], [2, 2], [3, 3]])}
    found, = targets_of(data, drawn, drawn)
    assert (found.norm, found.chance) == (None, None)
    assert found.with_50 == 48
    assert found.benchmark == Compared("landelijk", 20.0, "afspraak")


def recounted(other, draws=None, **more):
    """Return the one recount of the persons in regular work, on a central path of 400."""
    central = {REGULAR: stock([[150.0, 250.0]]), "wsw.personen.bor": stock([[40.0, 90.0]]),
               "wsw.personen.intern": stock([[30.0, 30.0]])}
    row = target("wsw", f"{REGULAR}.ultimo", norm=380, **more, anders=[
        {"titel": "Anders", "definitie": "Anders geteld.", **other}])
    whole, = targets_of(data_set(row), central, {**central, **(draws or {})})
    return whole.recounts[0]


def test_a_recount_by_a_bridge_is_exact():
    one = recounted({"brug": ["-wsw.personen.bor.ultimo", "wsw.personen.intern.ultimo"]})
    assert one.expected == 400 - 130 + 60
    assert [value for _, value in one.steps] == [-130, 60]
    assert 400 + sum(value for _, value in one.steps) == one.expected
    assert (one.unit, one.norm, one.chance) == ("personen", None, None)


def test_a_recount_with_a_norm_is_judged_draw_by_draw():
    # regular and bor move together: the count without bor is 270 in two draws, 240 in the third
    draws = {REGULAR: stock([[150, 250], [140, 250], [150, 220]]),
             "wsw.personen.bor": stock([[40, 90], [30, 90], [40, 90]]),
             "wsw.personen.intern": stock([[30, 30]] * 3)}
    one = recounted({"brug": ["-wsw.personen.bor.ultimo"], "norm": 250}, draws)
    assert (one.norm, one.chance) == (250, pytest.approx(2 / 3))


def test_a_recount_of_its_own_names_what_lies_between():
    one = recounted({"maat": "wsw.personen.bor.ultimo", "rest": "Buiten de BOR",
                     "eenheid": "medewerkers"})
    assert one.expected == 130
    assert one.steps == (("Buiten de BOR", -270.0),)
    assert one.unit == "medewerkers"


def test_a_rest_that_was_named_is_shown_even_at_nil():
    one = recounted({"brug": ["-wsw.personen.bor.ultimo"], "rest": "Afronding"})
    assert one.steps[-1] == ("Afronding", 0.0)


def test_a_bridge_that_does_not_close_says_so():
    one = recounted({"maat": "wsw.personen.intern.ultimo", "brug": ["-wsw.personen.bor.ultimo"]})
    assert [value for _, value in one.steps] == [-130, -210]
    assert one.steps[-1][0] == "Niet verklaard"
    closed = recounted({"maat": "wsw.personen.bor.ultimo",
                        "brug": [f"-{REGULAR}.ultimo", "wsw.personen.bor.ultimo"]})
    assert "Niet verklaard" not in [words for words, _ in closed.steps]


def test_a_recount_that_the_run_cannot_make_is_left_out():
    other = {"titel": "Anders", "definitie": "x", "brug": [EMPLOYED]}
    row = target("werk", HOLDERS, anders=[other])
    drawn = {HOLDERS: flow([[1, 1]])}
    found, = targets_of(data_set(row), drawn, drawn)
    assert found.recounts == ()


def gross_of(step, gained, lost, **flows):
    row = target("banen", f"{EMPLOYED}.ultimo", norm=190, stromen={
        "erbij": [PLACED], "eraf": [LOST], **flows})
    central = {EMPLOYED: growing(70.0, step), PLACED: flow([[gained, gained]]),
               LOST: flow([[lost, lost]])}
    found, = targets_of(data_set(row), central, central)
    return found.gross


def test_gross_flows_that_close_leave_no_rest():
    gross = gross_of(1.5, gained=2.0, lost=0.5)
    assert (gross.opening, gross.closing) == (140, 140 + 2 * 12 * 1.5)
    assert [value for _, value in gross.gained] == [48]
    assert [value for _, value in gross.lost] == [12]
    assert gross.rest == pytest.approx(0, abs=1e-9)


def test_gross_flows_that_do_not_close_leave_the_difference():
    assert gross_of(1.5, gained=2.0, lost=0.25).rest == pytest.approx(-6)


def test_gross_flows_may_change_another_stock_than_the_target():
    row = target("plekken", "beschut.plekken.ultimo", "plekken", norm=60, stromen={
        "erbij": ["beschut.gestart"], "eraf": ["beschut.gestopt"],
        "stand": "beschut.personen.ultimo"})
    central = {"beschut.plekken": growing(10.0, 0.1), "beschut.personen": growing(20.0, 0.5),
               "beschut.gestart": flow([[1, 1]]), "beschut.gestopt": flow([[0.5, 0.5]])}
    found, = targets_of(data_set(row), central, central)
    assert (found.gross.opening, found.gross.closing) == (40, 52)
    assert found.gross.rest == pytest.approx(0, abs=1e-9)


def test_a_part_of_a_municipality_has_no_recount_no_flows_and_no_benchmark():
    row = target("banen", f"{EMPLOYED}.ultimo", norm=190, gemeenten={"Duin": 100, "Strand": 90},
                 vergelijking={"wat": "eind 2019", "waarde": 140, "bron": "afspraak"},
                 stromen={"erbij": [PLACED], "eraf": [LOST]},
                 anders=[{"titel": "Anders", "definitie": "x", "brug": [f"-{PLACED}"]}])
    central = {EMPLOYED: growing(70.0, 1.0), PLACED: flow([[1, 1]]), LOST: flow([[0, 0]])}
    whole, *parts = targets_of(data_set(row), central, central)
    assert whole.recounts
    assert whole.gross is not None
    for part in parts:
        assert (part.recounts, part.gross, part.benchmark) == ((), None, None)
