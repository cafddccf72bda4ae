"""What must be true: against brute force on small made-up models."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.optimize import linprog

from forecast.errors import ForecastError
from forecast.inputs.policy_file import Handle
from forecast.project.goal import Goal, parse
from forecast.project.solving import solve
from forecast.project.whatif import Outcome
from forecast.scenarios.value import Value

YEARS, NAMES = (2020, 2021), ("Duin", "Strand")
WORK = Handle("bijstand.uitstroom.werk.factor", "werk", 1.25)
INFLOW = Handle("bijstand.instroom.factor", "instroom", 0.85)
PLACES = Handle("beschut.plekken.extra", "plekken", 15.0, True)
START = {WORK: 1.0, INFLOW: 1.0, PLACES: 0.0}


@dataclass
class Small:
    """A model of which the balance is a known function of the handles."""

    rule: object
    house: object = field(default_factory=lambda: SimpleNamespace(data=SimpleNamespace(
        name="kust", whole="KUST", names=NAMES, years=YEARS, tables={"beschut": 1})))
    asked: int = 0

    def central(self, ours, nation):
        self.asked += 1
        total = self.rule({h: ours.number(h.key) for h in START})
        return Outcome(YEARS, NAMES, {"budget.buig.saldo": np.full((2, 2), total / 4)})


@dataclass(frozen=True)
class Said:
    """Assumptions of numbers."""

    values: dict

    def has(self, key):
        return (key, None) in self.values

    def number(self, key):
        return self.values[key, None].number

    def value(self, key):
        return self.values[key, None]


def said():
    return Said({(h.key, None): Value(h.key, None, v, None, None, None, "aanname", "", "")
                 for h, v in START.items()})


@pytest.fixture
def answer():
    def asked(rule, bound, least=True):
        goal = Goal("budget.buig.saldo", least, bound, None, None)
        return solve(Small(rule), (said(), said()), goal, tuple(START), lambda _: None)

    return asked


def linear(at):
    return -100 + 400 * (at[WORK] - 1) + 200 * (1 - at[INFLOW]) + 2 * at[PLACES]


def test_one_handle_is_moved_no_further_than_brute_force_says(answer):
    found = answer(linear, -50.0)
    assert found.reached
    assert len(found.moves) == 1
    # 400 x 0.125 uses half its room; instroom alone gives 30 and plekken 30, which is too little
    grid = [1 + 0.25 * n / 5000 for n in range(5001)]
    least = next(x for x in grid if linear({**START, WORK: x}) >= -50)
    assert found.moves[0].handle == WORK
    assert found.moves[0].new == pytest.approx(least, abs=1e-4)
    assert found.after >= -50


def test_the_handle_that_uses_least_of_its_room_is_chosen(answer):
    found = answer(lambda at: -10 + 100 * (at[WORK] - 1) + 1000 * (1 - at[INFLOW]), 0.0)
    assert [m.handle for m in found.moves] == [INFLOW]  # 1 % of 15 %, against 10 % of 25 %
    assert found.moves[0].part == pytest.approx(0.01 / 0.15, abs=0.001)


def test_whole_steps_stay_whole(answer):
    found = answer(lambda at: -7 + at[PLACES], 0.0)
    assert [(m.handle, m.new) for m in found.moves] == [(PLACES, 7.0)]


def test_together_they_reach_what_none_reaches_alone(answer):
    found = answer(linear, 15.0)  # 100 + 30 + 30 at the end of all rooms
    assert found.reached
    assert {m.handle for m in found.moves} >= {WORK, INFLOW}
    assert found.after == pytest.approx(15.0, abs=0.1)
    assert not any(linear({**START, h: h.far}) >= 15 for h in START)


def test_what_cannot_be_reached_is_proven_by_the_corner_of_all_rooms(answer):
    found = answer(linear, 100.0)
    best = max(linear({WORK: w, INFLOW: i, PLACES: p})
               for w in (1.0, 1.25) for i in (1.0, 0.85) for p in (0.0, 15.0))
    assert not found.reached
    assert found.after == pytest.approx(best)
    assert all(m.new == m.handle.far for m in found.moves)


def test_a_goal_that_is_met_needs_nothing(answer):
    found = answer(linear, -200.0)
    assert found.reached
    assert found.moves == ()


def test_at_most_is_a_goal_as_well(answer):
    found = answer(lambda at: 100 - 400 * (at[WORK] - 1), 60.0, least=False)
    assert found.reached
    assert found.moves[0].new == pytest.approx(1.1, abs=1e-4)


def test_a_goal_that_nothing_moves_is_refused(answer):
    with pytest.raises(ForecastError, match="geen enkel beleid"):
        answer(lambda at: -5.0, 0.0)


@pytest.mark.parametrize(("text", "goal"), [
    ("budget.buig.saldo>=0", ("budget.buig.saldo", True, 0.0, None, None)),
    ("budget.buig.saldo <= -12.5 : 2021", ("budget.buig.saldo", False, -12.5, 2021, None)),
    ("budget.buig.saldo>=1e", None),
    ("budget.buig.saldo>=5:2021@Strand", ("budget.buig.saldo", True, 5.0, 2021, "Strand")),
    ("budget.buig.saldo>=5@KUST", ("budget.buig.saldo", True, 5.0, None, None))])
def test_a_goal_reads_as_it_is_typed(text, goal):
    what = Small(linear)
    if goal is None:
        with pytest.raises(ForecastError, match="geen doel"):
            parse(text, what, what.central(said(), said()))
        return
    assert parse(text, what, what.central(said(), said())) == Goal(*goal)


def test_all_mistakes_in_a_goal_come_at_once():
    what = Small(linear)
    with pytest.raises(ForecastError) as error:
        parse("budget.buig.saldi>=0:2030@Duinen", what, what.central(said(), said()))
    told = str(error.value)
    for words in ("bedoelt u 'budget.buig.saldo'", "2030 ligt buiten de run", "'Duinen' is geen"):
        assert words in told


def cheapest(costs, bound):
    handles = tuple(replace(h, cost=costs.get(h)) for h in START)
    goal = Goal("budget.buig.saldo", True, bound, None, None)

    def rule(at):
        return linear({h: at[h] for h in START})

    return solve(Small(rule), (said(), said()), goal, handles, lambda _: None).cheapest


def total(moves):
    return sum(move.cost for move in moves)


@pytest.mark.parametrize("bound", [-80.0, -30.0, 20.0])
def test_it_costs_what_the_linear_programme_costs(bound):
    costs = {WORK: 90.0, INFLOW: 20.0}
    effects = np.array([400 * 0.25, 200 * 0.15])
    wanted = bound + 100
    best = linprog([90.0, 20.0], A_ub=[-effects], b_ub=[-wanted], bounds=[(0, 1), (0, 1)])
    # a thousandth of the room is as near as a bisection comes
    assert total(cheapest(costs, bound)) == pytest.approx(best.fun, abs=0.1)


def test_with_whole_steps_no_cheaper_set_exists_on_a_fine_grid():
    costs = {WORK: 90.0, INFLOW: 20.0, PLACES: 12.0}
    found = cheapest(costs, -25.0)
    least = min(
        90 * a + 20 * b + 12 * n / 15
        for a, b, n in product(np.linspace(0, 1, 101), np.linspace(0, 1, 101), range(16))
        if -100 + 100 * a + 30 * b + 2 * n >= -25)
    assert total(found) <= least + 0.5


def test_a_handle_without_a_cost_takes_no_part():
    assert {move.handle.key for move in cheapest({WORK: 90.0}, -50.0)} == {WORK.key}


def test_without_any_cost_or_within_reach_of_none_there_is_no_cheapest_answer():
    assert cheapest({}, -50.0) == ()
    assert cheapest({INFLOW: 20.0}, 20.0) == ()
