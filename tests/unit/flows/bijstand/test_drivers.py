from __future__ import annotations

import numpy as np
import pytest

from forecast.flows.bijstand import (
    Drivers,
    central_drivers,
    draw_drivers,
    expected,
    neutral_drivers,
    with_placements,
)

NONE = np.zeros((1, 48))


def test_the_central_path_takes_every_number_at_its_middle(steady, stand_in):
    said = stand_in[2](**{"bijstand.instroom.niveau": 1.05, "bijstand.beginstand.factor": 1.02})
    found = central_drivers(steady(), said, NONE)
    assert found.draws == 1
    assert found.inflow == pytest.approx(np.full((1, 48, 1), 1.05))
    assert found.opening == pytest.approx(np.array([[1.02]]))
    assert (found.exit == 1).all()


def test_draws_follow_their_bands_and_certain_numbers_stay(steady, stand_in):
    ranges = {"bijstand.uitstroom.niveau": (0.93, 1.07), "bijstand.herinstroom.werk": (0.09, 0.29),
              "bijstand.volledig_aandeel": (0.6, 0.85)}
    found = draw_drivers(steady(), stand_in[2](ranges), NONE, NONE, 3, 4000)
    level = found.exit[:, 0, 0, 0]
    assert np.quantile(level, [0.1, 0.5, 0.9]) == pytest.approx([0.93, 1, 1.07], abs=0.01)
    assert np.quantile(found.returns[:, 0, 0], [0.1, 0.9]) == pytest.approx([0.45, 1.45], abs=0.03)
    assert (found.returns[:, 0, 1:] == 1).all()
    odds = np.quantile(found.part_time[:, 0, 0], [0.1, 0.9])
    assert odds == pytest.approx([0.15 / 0.85 / (3 / 7), 0.4 / 0.6 / (3 / 7)], rel=0.03)
    assert (found.opening == 1).all()


def test_flow_paths_move_new_inflow_only(steady, stand_in):
    paths = np.random.default_rng(1).normal(0, 0.1, (50, 48))
    found = draw_drivers(steady(), stand_in[2](), NONE, paths, 3, 50)
    assert found.inflow[:, :, 0] == pytest.approx(np.exp(paths))
    assert (found.exit == 1).all()


def test_municipalities_that_share_a_value_share_one_column(steady, stand_in):
    said = stand_in[2]({"bijstand.beginstand.factor": (0.95, 1.08)})
    found = draw_drivers(steady(("Assen", "Tynaarlo")), said, NONE, NONE, 3, 9)
    assert found.opening.shape == (9, 1)
    local = found.of(1, slice(2, 6), np.float32)
    assert local.opening.tolist() == found.opening[2:6, 0].astype("f4").tolist()
    assert local.inflow.shape == (48, 4)


def test_drivers_that_disagree_on_their_draws_are_refused():
    plain = neutral_drivers()
    with pytest.raises(ValueError, match="disagree"):
        Drivers(np.ones((3, 1, 1)), np.ones((4, 1, 1, 1)), plain.opening, plain.aow,
                plain.returns, plain.status, plain.part_time)


def test_more_placements_move_work_and_part_time_alone(steady):
    model, plain = steady(), neutral_drivers()
    full, partial = np.ones((48, 1)), np.ones((48, 1))
    full[12:], partial[24:] = 1.1, 0.5
    moved = expected(model, with_placements(plain, full, partial))
    still = expected(model, plain)
    work, part = (f"bijstand.{name}" for name in ("uitstroom.werk", "deeltijd.nieuw"))
    assert moved[work].values[0, :12] == pytest.approx(still[work].values[0, :12])
    assert moved[work].values[0, 12] == pytest.approx(1.1 * still[work].values[0, 12])
    assert moved[part].values[0, 24] / still[part].values[0, 24] == pytest.approx(0.5, abs=0.02)
    other = "bijstand.uitstroom.overig"
    assert moved[other].values[0, 12] == pytest.approx(still[other].values[0, 12])


def test_no_extra_placements_change_nothing(steady):
    model, ones = steady(), np.ones((48, 1))
    found = expected(model, with_placements(neutral_drivers(), ones, ones))
    plain = expected(model, neutral_drivers())
    assert all((found[name].values == plain[name].values).all() for name in plain)
