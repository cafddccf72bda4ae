"""Coaches, part-time coaches, and illness."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.flows.meedoen.capacity import drawn_slots, expected_slots


def test_healthy_coaches_hold_what_was_said(make):
    model, _, said = make(coaches=2.5)
    assert (expected_slots(model) == 125).all()
    assert (drawn_slots(model, said, 1, 40) == 125).all()


def test_a_fraction_of_a_conversation_is_rounded_by_chance(make):
    model, _, said = make(contacten_per_coach=10.3)
    slots = drawn_slots(model, said, 1, 4000)
    assert set(np.unique(slots)) == {10, 11}
    assert slots.mean() == pytest.approx(10.3, abs=0.01)


@pytest.mark.parametrize("coaches", [1.0, 3.5])
def test_illness_costs_its_share_of_time(make, coaches):
    """Chance 0.1 and three months: ill for 0.1 / (0.1 + 1/3) of the time, from the start."""
    changed = {"ziekte.kans_maand": 0.1, "ziekte.duur_maanden": 3.0}
    model, _, said = make(coaches=coaches, **changed)
    wanted = 50 * coaches * (1 - 0.1 / (0.1 + 1 / 3))
    assert expected_slots(model) == pytest.approx(np.full(24, wanted))
    slots = drawn_slots(model, said, 1, 6000)
    error = slots.std(axis=1) / np.sqrt(6000)
    assert (np.abs(slots.mean(axis=1) - wanted) < 4.2 * error).all()


def test_one_sick_coach_takes_the_conversations_of_one(make):
    model, _, said = make(coaches=2, **{"ziekte.kans_maand": 0.2})
    assert set(np.unique(drawn_slots(model, said, 1, 500))) == {0, 50, 100}


def test_an_illness_lasts_as_long_as_was_said(make):
    model, _, said = make(coaches=1, horizon=240,
                          **{"ziekte.kans_maand": 0.05, "ziekte.duur_maanden": 4.0})
    ill = drawn_slots(model, said, 3, 300) == 0
    starts = (ill[1:] & ~ill[:-1]).sum()
    assert ill.sum() / starts == pytest.approx(4.0, rel=0.06)
