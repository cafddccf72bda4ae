"""What can be promised next year: offers, odds together, the split and the path."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.ensemble import Ensemble
from forecast.inputs import DataSet, Municipality
from forecast.inputs.targets_file import Agreed
from forecast.periods import month, months
from forecast.project.agreed import targets_of
from forecast.project.promises import promises_of

NAMES = ("Duin", "Strand")
OPENED, AHEAD = months(month(2019, 12), month(2021, 12)), months(month(2020, 1), month(2021, 12))
WORK, STATUS, OFFERED, USED = ("bijstand.uitstroom.werk", "statushouders.naar_werk",
                               "inkomen.voorzieningenwijzer.aangeboden",
                               "inkomen.voorzieningenwijzer.gebruikt")
EMPLOYED, ROUTE, SEEN = "register.banen", "meedoen.route", "meedoen.in_beeld"
STOCKS = (EMPLOYED, ROUTE, SEEN)


def target(variable, key="doel", unit="personen", norm=100, **more):
    return {"sleutel": key, "titel": key.title(), "maat": variable, "eenheid": unit, "jaar": 2020,
            "bron": "afspraak", "status": "feit", "norm": norm, **more}


def by_year(variable, now, later, share=(0.5, 0.5)):
    """Return draws of the whole: a total per year, spread evenly over months and by share."""
    index = OPENED if variable in STOCKS else AHEAD
    flow = variable not in STOCKS
    years = np.array([now, later], dtype=float).T / (12 if flow else 1)
    values = years[:, np.where(index.year <= 2020, 0, 1)]
    return Ensemble(values[:, :, None] * np.array(share), index, NAMES, "personen", flow)


def promised(rows, drawn):
    data = DataSet("duin", "Duin", "KUST", tuple(Municipality(n, "GM0001") for n in NAMES),
                   month(2019, 12), (2020, 2021), ("basis",), None, {}, {}, {}, {},
                   tuple(Agreed.model_validate(row) for row in rows))
    return promises_of(data, targets_of(data, drawn, drawn), drawn)


def proposal(row, drawn):
    found, = promised([row], drawn).proposals
    return found


def test_the_same_count_is_judged_on_the_year_after():
    drawn = {WORK: by_year(WORK, [100, 100, 100, 100, 100], [80, 90, 100, 110, 120])}
    one = proposal(target(WORK), drawn)
    assert one.year == 2021
    assert [(o.words, o.value) for o in one.offers] == [("zelfde getal als in 2020", 100)]
    assert one.same_count == pytest.approx(0.6)


def test_the_same_rate_follows_the_size_of_the_group():
    # 100 of 200 is 50 per 100; of 180 that is 90
    drawn = {USED: by_year(USED, [100] * 5, [80, 85, 90, 95, 100]),
             OFFERED: by_year(OFFERED, [200] * 5, [180] * 5)}
    one = proposal(target(USED, unit="keer", per=OFFERED), drawn)
    rate = one.offers[1]
    assert rate.words == "zelfde tempo: 50,0 per 100 keer"
    assert rate.value == pytest.approx(90)
    assert rate.chance == pytest.approx(0.6)
    assert one.same_count == pytest.approx(0.2)


def test_a_group_that_is_empty_gives_no_rate():
    drawn = {USED: by_year(USED, [100], [100]), OFFERED: by_year(OFFERED, [0], [180])}
    rate = proposal(target(USED, unit="keer", per=OFFERED), drawn).offers[1]
    assert (rate.words, rate.value) == ("zelfde tempo: onbekend", 100)


def test_the_benchmark_is_an_offer_with_odds_of_its_own():
    mark = {"wat": "resultaat 2018", "waarde": 115, "bron": "afspraak"}
    drawn = {WORK: by_year(WORK, [100] * 4, [110, 114, 116, 120])}
    offer = proposal(target(WORK, vergelijking=mark), drawn).offers[-1]
    assert (offer.words, offer.value, offer.chance) == ("vergelijking: resultaat 2018", 115, 0.5)


def test_at_most_turns_the_odds_and_the_quantiles_round():
    later = np.arange(1.0, 11.0) * 10
    drawn = {WORK: by_year(WORK, [100] * 10, later)}
    least, most = (proposal(target(WORK, norm=30, richting=way), drawn)
                   for way in ("ten minste", "ten hoogste"))
    assert (least.same_count, most.same_count) == (pytest.approx(0.8), pytest.approx(0.3))
    # what is promised holds in so many of the ten draws, on either side
    for value, odds in ((least.with_50, 5), (least.with_70, 7), (least.with_90, 9)):
        assert (later >= value - 1e-9).sum() >= odds
    for value, odds in ((most.with_50, 5), (most.with_70, 7), (most.with_90, 9)):
        assert (later <= value + 1e-9).sum() >= odds
    assert least.with_50 >= least.with_70 >= least.with_90
    assert most.with_50 <= most.with_70 <= most.with_90


def test_the_argument_says_whether_the_number_can_be_promised_again():
    kept, lower = (proposal(target(WORK), {WORK: by_year(WORK, [100] * 4, later)}).argument
                   for later in ([101] * 4, [80] * 4))
    assert kept.startswith("Hetzelfde getal is haalbaar")
    assert "ongeveer gelijk aan die in 2020" in kept
    assert lower.startswith("Hetzelfde getal is niet toe te zeggen")
    assert "20 procent lager dan in 2020" in lower


def test_the_split_adds_up_to_what_can_be_promised():
    rng = np.random.default_rng(5)
    one = proposal(target(WORK), {WORK: by_year(WORK, rng.normal(100, 5, 200),
                                                rng.normal(90, 9, 200), (0.75, 0.25))})
    assert sum(one.split.values()) == pytest.approx(one.with_70)
    assert one.split["Duin"] == pytest.approx(0.75 * one.with_70)
    assert dict(one.now) == pytest.approx({"Duin": 75, "Strand": 25})


def test_a_part_that_was_agreed_stands_as_agreed():
    row = target(WORK, gemeenten={"Duin": 60, "Strand": 40})
    one = proposal(row, {WORK: by_year(WORK, [100] * 4, [90] * 4, (0.75, 0.25))})
    assert dict(one.now) == {"Duin": 60, "Strand": 40}
    assert sum(one.split.values()) == pytest.approx(one.with_70)


def test_a_percentage_is_not_split():
    row = target(SEEN, unit="% van de route", norm=90, deel_van=ROUTE, per=ROUTE)
    seen, route = by_year(SEEN, [90] * 3, [80] * 3, (0.5, 0.5)), by_year(
        ROUTE, [100] * 3, [100] * 3, (0.6, 0.4))
    found = promised([row], {SEEN: seen, ROUTE: route})
    one, = found.proposals
    assert one.with_70 == pytest.approx(80)
    assert dict(one.split) == pytest.approx({"Duin": 100 * 40 / 60, "Strand": 100})
    # a rate of a rate means nothing, and months of a percentage do not add up
    assert [o.words for o in one.offers] == ["zelfde getal als in 2020"]
    assert found.paths == ()


def test_odds_together_are_counted_over_the_draws():
    rng = np.random.default_rng(3)
    shock = rng.normal(0, 8, 500)
    totals = {name: 100 + shock + rng.normal(0, 6, 500) for name in (WORK, STATUS, OFFERED)}
    rows = [target(WORK, "een", norm=97), target(STATUS, "twee", norm=104),
            target(OFFERED, "drie", norm=102, richting="ten hoogste"),
            target(USED, "inzicht") | {"norm": None}]
    drawn = {n: by_year(n, t, t) for n, t in totals.items()} | {
        USED: by_year(USED, totals[WORK], totals[WORK])}
    found = promised(rows, drawn)
    hit = [[totals[WORK][i] >= 97, totals[STATUS][i] >= 104, totals[OFFERED][i] <= 102]
           for i in range(500)]
    wanted = [sum(sum(one) >= k for one in hit) / 500 for k in (1, 2, 3)]
    assert found.at_least == pytest.approx(wanted)
    alone = np.mean(hit, axis=0)
    assert found.if_independent == pytest.approx(float(np.prod(alone)))
    # what hangs together falls apart from what would be if it did not
    assert found.at_least[-1] != pytest.approx(found.if_independent, abs=0.02)
    assert [t.chance for t in found.targets[:3]] == pytest.approx(alone.tolist())
    assert found.targets[3].chance is None


def test_insight_alone_is_shown_and_not_promised():
    row = {**target(WORK), "norm": None}
    found = promised([row], {WORK: by_year(WORK, [100], [90])})
    assert len(found.targets) == 1
    assert (found.at_least, found.proposals, found.paths) == ((), (), ())
    assert found.if_independent == 1.0


def test_the_last_year_of_a_run_has_a_path_and_no_proposal():
    found = promised([target(WORK, jaar=2021)], {WORK: by_year(WORK, [100] * 2, [120] * 2)})
    assert found.proposals == ()
    assert found.paths[0].p50[-1] == pytest.approx(120)


def test_the_path_of_a_flow_adds_up_to_its_year():
    totals = [60, 120, 180]
    path, = promised([target(WORK)], {WORK: by_year(WORK, totals, [1, 1, 1])}).paths
    assert path.summed
    assert path.p50 == pytest.approx([10.0 * m for m in range(1, 13)])
    low, high = np.quantile(totals, [0.1, 0.9])
    assert (path.p10[-1], path.p90[-1]) == (pytest.approx(low), pytest.approx(high))


def test_the_path_of_a_stock_is_its_month_ends():
    values = np.arange(25.0)[None, :, None] * np.array([1.0, 2.0])
    drawn = {EMPLOYED: Ensemble(values, OPENED, NAMES, "personen", False)}
    path, = promised([target(f"{EMPLOYED}.ultimo")], drawn).paths
    assert not path.summed
    assert path.p10 == path.p50 == path.p90 == tuple(3.0 * m for m in range(1, 13))
    assert len(path.p50) == (pd.PeriodIndex(OPENED).year == 2020).sum()
