"""The frames beside the BUIG in every draw."""

import dataclasses

import numpy as np
import pytest

from forecast.budget import (
    EnteredBudget,
    Quantities,
    build_accounts,
    build_frames,
    frames_outcome,
    outcome,
)

YEARS, AREAS = (2020, 2021, 2022, 2023), ("Assen", "Aa en Hunze", "Tynaarlo")
FRAMES = ("participatie", "uitvoering", "gemeentelijk")
CERTAIN = {
    ("buig.macro.basisfout_sd", None): (0.0,), ("buig.aandeel.schok_sd", None): (0.0,),
    ("buig.aandeel.modelwijziging_sd", None): (0.0,),
}
EMPTY = Quantities(YEARS, AREAS, {}, {})


@pytest.fixture
def run(volumes, quantities, sheltered, assumed_all, setting):
    def go(assumptions=assumed_all, draws=200, spread=0.03, seed=2020, at=setting, groups=None):
        """Return the BUIG and the frames of the draws."""
        groups = quantities(draws, spread) if groups is None else groups
        drawn = sheltered(volumes(spread=spread, draws=draws), groups)
        buig = outcome(volumes(), drawn, assumptions, at, seed)
        return buig, frames_outcome(buig, drawn, groups, assumptions, at, seed)

    return go


def by_name(frames):
    """Return all amounts of the central path as (years, municipalities), by name."""
    found = {}
    for one in frames.local:
        at = YEARS.index(one.year), AREAS.index(one.area)
        cells = {f"{one.frame}.{s}": getattr(one, s) for s in ("baten", "lasten", "saldo")}
        cells |= {line.key: line.cell for line in one.lines
                  if line.side == "uitkomst" and line.cell.unit == "eur"}
        for name, cell in cells.items():
            found.setdefault(name, np.full((len(YEARS), len(AREAS)), np.nan))[at] = cell.value
    return found


@pytest.mark.parametrize("draws", [1, 3])
@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("apart", [False, True])
def test_without_uncertainty_every_draw_is_the_central_path(
    run, volumes, quantities, sheltered, assumed_all, setting, on_own_spending, draws, empty, apart
):
    at = on_own_spending if apart else setting
    fixed = assumed_all.certain().but(CERTAIN)
    groups = EMPTY if empty else quantities(draws)
    _, found = run(fixed, draws, spread=0.0, groups=groups, at=at)
    middle = EMPTY if empty else quantities()
    given = sheltered(volumes(), middle)
    accounts = build_accounts(given, fixed, at)
    central = by_name(build_frames(accounts, given, middle, fixed, at))
    assert set(found.amounts) == set(central)
    for name, values in central.items():
        assert found.amounts[name].shape == (draws, 4, 3)
        np.testing.assert_allclose(
            found.amounts[name], np.tile(values, (draws, 1, 1)), rtol=1e-9, atol=1e-4)


def test_each_draw_is_the_central_path_at_its_own_figures(
    run, volumes, quantities, sheltered, assumed_all, setting
):
    """The twin builds the accounts of one draw at a time, with its luck as certain numbers."""
    draws = 5
    buig, found = run(draws=draws)
    drawn, groups = volumes(spread=0.03, draws=draws), quantities(draws, 0.03)
    for i in range(draws):
        own = assumed_all.but({(key, area): (assumed_all.draw(2020, draws, key, area)[i],)
                               for key, area in assumed_all.numbers})
        one = dataclasses.replace(
            drawn, benefits=drawn.benefits[i:i + 1], national=drawn.national[i:i + 1],
            benefits_before=drawn.benefits_before[i:i + 1])
        part = Quantities(YEARS, AREAS, *(
            {k: x[i:i + 1] for k, x in side.items()} for side in (groups.values, groups.opening)))
        one = sheltered(one, part)
        twin = by_name(build_frames(build_accounts(one, own, setting), one, part, own, setting))
        for name, values in twin.items():
            if not name.startswith("totaal"):
                np.testing.assert_allclose(found.amounts[name][i], values, rtol=1e-9, atol=1e-4)
        state = buig.saldo[i] + twin["participatie.saldo"] + twin["uitvoering.saldo"]
        bor = twin["wsw.bor.effect"]
        both = {
            "totaal.saldo": state + twin["gemeentelijk.saldo"] - bor,
            "totaal.rijkskaders": state - bor,
            "totaal.bijdrage": twin["gemeentelijk.lasten"] - state,
            "totaal.bijdrage_na_vangnet": twin["gemeentelijk.lasten"] - state - buig.vangnet[i],
        }
        for name, values in both.items():
            np.testing.assert_allclose(found.amounts[name][i], values, rtol=1e-9, atol=1e-4)
    for name in ("participatie.saldo", "uitvoering.saldo", "gemeentelijk.lasten"):
        assert np.ptp(found.amounts[name], axis=0).min() > 0  # the draws do differ


def test_scenarios_of_one_seed_share_their_luck(run, assumed_all, quantities):
    """500 less per unit costs 500 x index of that draw x jobs x 200/160, in every draw."""
    shifted = {("wsw.subsidieresultaat", None): (-3500.0, -5000.0, -2500.0)}
    other = dataclasses.replace(assumed_all.but(shifted), scenario="ongunstig")
    (_, before), (_, after) = run(), run(other)
    index = (1 + assumed_all.draw(2020, 200, "buig.prijs.groei"))[:, None] ** np.arange(1, 5)
    jobs = quantities(200, 0.03).values["wsw.fte"]
    np.testing.assert_allclose(
        before.of("participatie", "saldo") - after.of("participatie", "saldo"),
        500 * index[..., None] * jobs * 200 / 160, rtol=1e-6)
    for frame in ("uitvoering", "gemeentelijk"):
        np.testing.assert_array_equal(before.of(frame, "lasten"), after.of(frame, "lasten"))


def test_same_seed_same_draws_and_other_seed_others(run):
    (_, first), (_, again), (_, other) = run(), run(), run(seed=1)
    for name in first.amounts:
        np.testing.assert_array_equal(first.amounts[name], again.amounts[name])
    assert not np.allclose(first.of("totaal", "saldo"), other.of("totaal", "saldo"))


#: Assumption, what it becomes worse by, the frame that it hits (municipal money closes itself).
DEARER = [
    ("wsw.subsidieresultaat", -100.0, "participatie"),
    ("wsw.operationeel_resultaat", -100.0, "participatie"),
    ("beschut.begeleiding.kosten", 100.0, "participatie"),
    ("beschut.opbrengst", -100.0, "participatie"),
    ("beschut.loon.boven_wml", 0.01, "participatie"),
    ("nieuw.begeleiding.kosten", 100.0, "participatie"),
    ("reintegratie.besteding", 0.01, "participatie"),
    ("uitvoering.kosten", 100.0, "uitvoering"),
    ("gemeentelijk.bijzondere_bijstand", 100.0, None),
    ("gemeentelijk.meedoen", 100.0, None),
    ("gemeentelijk.bedrijfsvoering", 100.0, None),
]


@pytest.mark.parametrize(("key", "step", "frame"), DEARER)
def test_what_costs_more_is_worse_in_every_draw(run, assumed_all, key, step, frame):
    jobs = {("buig.lks.banen", area): (92.0,) for area in AREAS}  # more than beschut werk has
    base = assumed_all.but(jobs)
    band = tuple(x + step for x in base.numbers[key, None])
    (_, before), (_, after) = run(base), run(base.but({(key, None): band}))
    assert np.all(after.amounts["totaal.bijdrage"] > before.amounts["totaal.bijdrage"])
    for one in FRAMES:
        change = after.of(one, "saldo") - before.of(one, "saldo")
        assert np.all(change < 0) if one == frame else np.abs(change).max() < 1e-6
    if frame is not None:
        assert np.all(after.of("totaal", "saldo") < before.of("totaal", "saldo"))


ENTERED = {("gemeentelijk.budget", 2020, "Assen"): EnteredBudget(2.5e6, "begroting"),
           ("gemeentelijk.budget", 2022, "Tynaarlo"): EnteredBudget(0.5e6, "begroting")}


@pytest.mark.parametrize("entered", [{}, ENTERED], ids=["not entered", "entered"])
@pytest.mark.parametrize("begin", [0.0, 15.0])
def test_bor_fee_moves_no_sum_in_any_draw(run, assumed_all, setting, quantities, begin, entered):
    """15 people, times their noise, at 1000 x index more: from the municipality to the agency."""
    at = dataclasses.replace(setting, frames=entered)
    groups = quantities(200, 0.03)
    groups = dataclasses.replace(groups, opening=groups.opening | {
        "wsw.personen.bor": np.full((200, 3), begin)})
    dearer = assumed_all.but({("wsw.opbrengst.bor", None): (6000.0,)})
    (_, before), (_, after) = (run(x, at=at, groups=groups) for x in (assumed_all, dearer))
    more = after.of("participatie", "saldo") - before.of("participatie", "saldo")
    np.testing.assert_allclose(
        after.of("gemeentelijk", "lasten") - before.of("gemeentelijk", "lasten"), more, atol=1e-5)
    assert more.min() > 1000
    for name in ("saldo", "rijkskaders", "bijdrage", "bijdrage_na_vangnet"):
        np.testing.assert_allclose(
            after.amounts[f"totaal.{name}"], before.amounts[f"totaal.{name}"], rtol=0, atol=1e-5)


@pytest.mark.parametrize("own", [False, True])
def test_wage_value_of_beschut_moves_no_sum_in_any_draw(run, assumed_all, setting,
                                                        on_own_spending, own):
    """What the BUIG pays more, participatie receives; from 2022 the State pays it, if s = 1."""
    at = on_own_spending if own else setting
    lower = {("beschut.loonwaarde", None): (0.32, 0.3, 0.4)}  # 0.35, 0.30 to 0.45
    (buig, before), (paid, after) = run(at=at), run(assumed_all.but(lower), at=at)
    more = after.of("participatie", "saldo") - before.of("participatie", "saldo")
    np.testing.assert_allclose(paid.lasten - buig.lasten, more, rtol=0, atol=1e-5)
    assert more.mean() > 1000
    state = np.array([0.0, 0.0, 1.0, 1.0] if own else [0.0] * 4)[:, None]
    np.testing.assert_allclose(paid.baten - buig.baten, state * more, rtol=0, atol=1e-5)
    for name in ("saldo", "rijkskaders"):
        change = after.amounts[f"totaal.{name}"] - before.amounts[f"totaal.{name}"]
        np.testing.assert_allclose(change, state * more, rtol=0, atol=1e-5)


@pytest.mark.parametrize("entered", [{}, ENTERED], ids=["not entered", "entered"])
def test_sums_of_the_frames_hold_in_every_draw(run, setting, entered):
    buig, found = run(at=dataclasses.replace(setting, frames=entered))
    saldi = buig.saldo + sum(found.of(frame, "saldo") for frame in FRAMES)
    closed = np.ones((len(YEARS), len(AREAS)), dtype=bool)  # no municipal budget was entered
    for _, year, area in entered:
        closed[YEARS.index(year), AREAS.index(area)] = False
    bor = found.amounts["wsw.bor.effect"] * closed
    np.testing.assert_allclose(found.of("totaal", "saldo"), saldi - bor, rtol=0, atol=1e-4)
    for frame in (*FRAMES, "totaal"):
        np.testing.assert_allclose(
            found.of(frame, "saldo"), found.of(frame, "baten") - found.of(frame, "lasten"))
    for side in ("baten", "lasten"):
        whole = getattr(buig, side) + sum(found.of(frame, side) for frame in FRAMES)
        assert np.all(found.of("totaal", side) < whole)  # what they pay each other is out
    assert np.all(found.of("gemeentelijk", "saldo")[:, closed] == 0)
    assert np.all(found.of("gemeentelijk", "saldo")[:, ~closed] != 0)


def test_entered_budget_is_the_same_in_every_draw(run, setting):
    """It replaces a State amount that moved with the benefits of the year before."""
    key = ("uitvoering.budget", 2021, "Assen")
    real = dataclasses.replace(setting, frames={key: EnteredBudget(5e6, "brief")})
    _, found = run(at=real)
    income = found.of("uitvoering", "baten")
    assert np.all(income[:, 1, 0] == 5e6)
    assert np.ptp(income, axis=0)[1, 1:].min() > 0


def test_municipalities_that_follow_the_general_value_share_its_draws(run):
    """Same growth of the caseload, so without noise in it the cost per benefit is the same."""
    _, found = run(spread=0.0)
    cost = found.of("uitvoering", "lasten") / np.array([1694.0, 308.0, 373.0])
    assert np.ptp(cost[:, 0, 0]) > 100
    np.testing.assert_allclose(cost[..., 1], cost[..., 0])
    np.testing.assert_allclose(cost[..., 2], cost[..., 0])


def test_results_carry_their_names(run):
    _, found = run(draws=3)
    ensembles = found.ensembles()
    sides = [f"budget.{frame}.{side}" for frame in (*FRAMES, "totaal")
             for side in ("baten", "lasten", "saldo")]
    assert set(ensembles) == {
        *sides, "budget.wsw.subsidieresultaat", "budget.wsw.operationeel_resultaat",
        "budget.wsw.bor.effect", "budget.beschut.resultaat", "budget.totaal.rijkskaders",
        "budget.totaal.bijdrage", "budget.totaal.bijdrage_na_vangnet"}
    np.testing.assert_array_equal(
        ensembles["budget.wsw.subsidieresultaat"].values,
        found.amounts["wsw.subsidieresultaat.jaar"])
    assert not {name for name in run(draws=3, groups=EMPTY)[1].amounts
                if name.startswith(("wsw", "beschut"))}
