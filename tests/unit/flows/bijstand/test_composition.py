from __future__ import annotations

import numpy as np
import pytest

from forecast.flows.bijstand.composition import (
    solve_composition,
    steady_durations,
    whole_numbers,
)
from forecast.flows.bijstand.types import LatentTypes

TYPES = LatentTypes(("snel", "midden", "traag"), np.array([0.14, 0.044, 0.0066]),
                    np.array([0.144, 0.42, 0.436]), 0.005, 0.0)
ROUTES = np.array([[180.0, 720.0], [150, 800], [20, 90], [5, 35]])
EXITS = np.array([300.0, 14, 27, 220])
EXPOSURE = np.full(4, 24_000.0)


def test_the_level_gives_back_last_years_exits_per_reason():
    found = solve_composition(TYPES, ROUTES, EXITS, EXPOSURE, 0.002)
    share = found.stock.sum(axis=2) / found.stock.sum()
    assert EXPOSURE * np.einsum("rk,rkj->j", share, found.hazard) == pytest.approx(EXITS, 1e-9)


def test_routes_and_groups_are_the_published_ones_and_types_those_of_the_inflow():
    found = solve_composition(TYPES, ROUTES, EXITS, EXPOSURE, 0.002)
    assert found.stock.sum(axis=1) == pytest.approx(ROUTES, rel=1e-9)
    assert found.mix.sum(axis=0) == pytest.approx(
        np.repeat(TYPES.inflow_share[:, None], 2, axis=1), rel=1e-6)
    slow = found.stock[:, 2].sum(axis=1) / found.stock.sum(axis=(1, 2))
    assert slow[1] == slow.max(), "the route without a prospect of work holds most who stay"


def test_inflow_arrives_in_proportion_to_those_who_leave():
    found = solve_composition(TYPES, ROUTES, EXITS, EXPOSURE, 0.002)
    leaving = found.stock * (found.hazard.sum(axis=2) + 0.002)[..., None]
    assert found.mix == pytest.approx(leaving / leaving.sum(axis=(0, 1)), rel=1e-9)


def test_an_empty_group_has_no_stock_but_a_place_to_arrive():
    routes = ROUTES * [0, 1]
    found = solve_composition(TYPES, routes, EXITS, EXPOSURE, 0.002)
    assert found.stock[..., 0].sum() == 0
    assert found.mix.sum(axis=(0, 1)) == pytest.approx([1, 1])


def test_a_reason_without_exits_has_no_hazard():
    found = solve_composition(TYPES, ROUTES, EXITS * [1, 0, 1, 1], EXPOSURE, 0.002)
    assert (found.hazard[..., 1] == 0).all()


def test_durations_are_the_steady_state_of_exit_then_advance():
    leave = np.array([0.3, 0.05, 0.004])
    share = steady_durations(leave)
    assert share.sum(axis=-1) == pytest.approx(np.ones(3))
    persons = share / leave[:, None]
    from forecast.flows.bijstand.model import ADVANCE
    for p, h in zip(persons, leave, strict=True):
        stay, moved = p * (1 - h), p * (1 - h) * np.array([*ADVANCE, 0])
        after = stay - moved + np.concatenate([[1.0], moved[:-1]])
        assert after == pytest.approx(p, rel=1e-9)


def test_whole_numbers_keep_the_sum_and_stay_near():
    parts = np.array([[1.4, 2.35], [0.25, 6.0]])
    found = whole_numbers(parts)
    assert found.tolist() == [[2, 2], [0, 6]]
    assert np.abs(whole_numbers(np.full(7, 10 / 7)) - 10 / 7).max() < 1


def test_a_route_that_nobody_of_a_group_takes_stays_empty():
    routes = ROUTES.copy()
    routes[3] = [0, 35]
    found = solve_composition(TYPES, routes, EXITS, EXPOSURE, 0.002)
    assert found.stock[3, :, 0].sum() == 0
    assert found.stock.sum(axis=1) == pytest.approx(routes, rel=1e-9)
    one = solve_composition(TYPES, np.array([[1.0, 0], [0, 0], [0, 0], [0, 0]]), EXITS * 0,
                            EXPOSURE, 0.002)
    assert one.stock.sum() == pytest.approx(1)
