from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecast.flows.bijstand import (
    central_drivers,
    draw_drivers,
    economy_drive,
    expected,
    neutral_drivers,
    stock_deviation,
)

RESPONSE = np.array([[0.027, 0.036]])
MONTHS = 48


def _stock(model, drivers):
    return expected(model, drivers)["bijstand.stand"].values.sum(axis=2)


def _driven(model, drive, share):
    s = np.asarray(share)[:, None, None]
    m = drive[:, :, None]
    return replace(neutral_drivers(), inflow=np.exp(s * m), exit=np.exp((s - 1) * m)[..., None])


@pytest.mark.parametrize("share", [0.35, 0.5, 0.65])
def test_a_lasting_point_gives_the_estimated_response(steady, share):
    """+1 point: b0 within the same year, b0 + b1 after a further year."""
    model = steady(("Assen", "Tynaarlo"))
    gap = np.minimum((np.arange(MONTHS) + 1) / 6, 1)[None]
    drive = economy_drive(model, stock_deviation(gap, RESPONSE), np.array([share]))
    plain, driven = (_stock(model, d)[0] for d in (neutral_drivers(),
                                                   _driven(model, drive, [share])))
    found = np.log(driven / plain)
    assert found[11] == pytest.approx(0.027, rel=0.03)
    assert found[23] == pytest.approx(0.063, rel=0.03)
    assert found[-1] == pytest.approx(0.063, rel=0.03)


def test_central_drivers_carry_the_response(steady, stand_in):
    model = steady()
    deviation = stock_deviation(np.ones((1, MONTHS)), RESPONSE)
    found = _stock(model, central_drivers(model, stand_in[2](), deviation))
    assert np.log(found / _stock(model, neutral_drivers()))[0] == pytest.approx(deviation[0], 1e-6)


def test_each_draw_follows_its_own_path(steady):
    rng = np.random.default_rng(2)
    model = steady()
    gap = np.cumsum(rng.normal(0, 0.1, (40, MONTHS)), axis=1)
    response = rng.normal(RESPONSE, 0.01, (40, 2))
    deviation, share = stock_deviation(gap, response), np.clip(rng.normal(0.5, 0.12, 40), 0.1, 0.9)
    drive = economy_drive(model, deviation, share)
    found = np.log(_stock(model, _driven(model, drive, share)) / _stock(model, neutral_drivers()))
    assert found == pytest.approx(deviation, abs=1e-6)


def test_no_deviation_is_no_drive(steady):
    assert (economy_drive(steady(), np.zeros((3, MONTHS)), np.array([0.5])) == 0).all()


def _unequal(steady):
    """Return a model of two municipalities, the second three times as large as the first."""
    model, size = steady(("Assen", "Tynaarlo")), np.array([1.0, 3.0])

    def times(name, axis):
        values = getattr(model, name)
        return values * size.reshape([-1 if i == axis else 1 for i in range(values.ndim)])

    first = {name: times(name, 0) for name in ("opening", "return_pool", "part_time_opening")}
    return replace(model, **first, inflow_new=times("inflow_new", 1),
                   inflow_status=times("inflow_status", 1))


def _deviations(model, drivers):
    """Return the log deviation per municipality, and of the whole."""
    plain, driven = (expected(model, d)["bijstand.stand"].values
                     for d in (neutral_drivers(), drivers))
    return np.log(driven / plain), np.log(driven.sum(axis=2) / plain.sum(axis=2))


@pytest.mark.parametrize("share", [0.35, 0.65])
def test_each_municipality_answers_by_its_factor_and_the_whole_by_their_weighted_mean(
    steady, stand_in, share
):
    model, factor = _unequal(steady), np.array([[1.3, 0.7]])
    gap = np.minimum((np.arange(MONTHS) + 1) / 6, 1)[None]
    deviation = stock_deviation(gap, RESPONSE)
    said = stand_in[2](**{"economie.aandeel_instroom": share})
    own, whole = _deviations(model, central_drivers(model, said, deviation, factor))
    assert own[0, :, 0] == pytest.approx(1.3 * deviation[0], rel=0.03)
    assert own[0, :, 1] == pytest.approx(0.7 * deviation[0], rel=0.03)
    assert whole[0] == pytest.approx((1.3 + 3 * 0.7) / 4 * deviation[0], rel=1e-6)


def test_factors_that_average_to_one_leave_the_whole_as_the_nation(steady, stand_in):
    model, factor = _unequal(steady), np.array([[1.6, 0.8]])
    deviation = stock_deviation(np.full((1, MONTHS), 0.5), RESPONSE)
    _, whole = _deviations(model, central_drivers(model, stand_in[2](), deviation, factor))
    assert whole == pytest.approx(deviation, rel=1e-6)


def test_in_each_draw_the_municipalities_follow_their_own_factors(steady, stand_in):
    rng = np.random.default_rng(8)
    model, draws = _unequal(steady), 30
    factor = np.clip(rng.normal(1, 0.25, (draws, 2)), 0, 3)
    deviation = stock_deviation(np.cumsum(rng.normal(0, 0.1, (draws, MONTHS)), axis=1), RESPONSE)
    drivers = draw_drivers(model, stand_in[2](), deviation, np.zeros((1, MONTHS)), 1, draws, factor)
    own, whole = _deviations(model, drivers)
    for place in range(2):
        wanted = factor[:, place, None] * deviation
        assert own[:, :, place] == pytest.approx(wanted, abs=0.05 * np.abs(deviation).max())
    assert whole == pytest.approx((factor @ [0.25, 0.75])[:, None] * deviation, abs=1e-6)


def test_a_factor_that_all_share_scales_the_response_exactly(steady, stand_in):
    model, said = _unequal(steady), stand_in[2]()
    deviation = stock_deviation(np.ones((1, MONTHS)), RESPONSE)
    found = central_drivers(model, said, deviation, np.full((1, 2), 0.4))
    alone = central_drivers(model, said, 0.4 * deviation)
    _, whole = _deviations(model, found)
    assert whole == pytest.approx(0.4 * deviation, rel=1e-6)
    assert found.inflow == pytest.approx(alone.inflow)
    assert found.exit == pytest.approx(alone.exit)


def test_factors_of_one_change_no_digit(steady, stand_in):
    model, said = _unequal(steady), stand_in[2]()
    deviation = stock_deviation(np.ones((5, MONTHS)), RESPONSE)
    none = np.zeros((1, MONTHS))
    plain = draw_drivers(model, said, deviation, none, 1, 5)
    ones = draw_drivers(model, said, deviation, none, 1, 5, np.ones((5, 2)))
    assert plain.inflow.tobytes() == ones.inflow.tobytes()
    assert plain.exit.tobytes() == ones.exit.tobytes()


def test_on_the_reference_path_every_drive_is_exactly_zero(steady, stand_in):
    model, said = _unequal(steady), stand_in[2]()
    path = np.linspace(3.4, 7.0, MONTHS)[None]
    deviation = stock_deviation(path - path, RESPONSE)
    found = central_drivers(model, said, deviation, np.array([[1.3, 0.7]]))
    assert (found.inflow == 1).all()
    assert (found.exit == 1).all()


def test_a_factor_of_zero_leaves_a_municipality_alone(steady, stand_in):
    model = _unequal(steady)
    deviation = stock_deviation(np.ones((1, MONTHS)), RESPONSE)
    drivers = central_drivers(model, stand_in[2](), deviation, np.array([[0.0, 1.0]]))
    own, _ = _deviations(model, drivers)
    assert (own[..., 0] == 0).all()
    # the whole is the weighted mean, so the other one carries it alone
    assert own[0, :, 1] == pytest.approx(deviation[0], rel=0.03)


def test_a_jump_too_large_for_a_month_is_caught_up(steady):
    model, share = steady(), np.array([0.5])
    deviation = np.full((1, MONTHS), 0.4)
    drive = economy_drive(model, deviation, share)
    assert np.abs(drive).max() <= 3
    found = np.log(_stock(model, _driven(model, drive, share)) / _stock(model, neutral_drivers()))
    assert found[0, 0] < 0.2
    assert found[0, 12:] == pytest.approx(np.full(MONTHS - 12, 0.4), abs=1e-6)


def _shock(model):
    """Return the deviation after twelve months of 20 % more new inflow."""
    more = np.where(np.arange(len(model.months)) < 12, 1.2, 1.0)[None, :, None]
    shocked = _stock(model, replace(neutral_drivers(), inflow=more))[0]
    return shocked - _stock(model, neutral_drivers())[0]


def test_after_a_shock_a_single_type_returns_at_the_speed_of_its_hazard(make_plain):
    away = _shock(make_plain(0.04, 1000, 40, months=60))
    months = np.arange(48)
    assert away[12:] / away[11] == pytest.approx(0.96 ** (months + 1), rel=1e-9)


def test_after_a_shock_each_type_returns_at_its_own_speed_and_leaves_no_scar(steady):
    """Those who came fade type by type; returners, the only echo, are switched off."""
    model = steady(**{"bijstand.herinstroom.factor": 0.0})
    model = replace(model, return_pool=np.zeros((1, 4, 12)))
    away = _shock(model)
    leave = model.hazard[0].sum(axis=-1) + model.aow[0, 0]
    came = 0.2 * model.inflow_new[0, 0] * model.mix_new[0]
    wave = [(came * (1 - leave) ** lag).sum() for lag in range(60)]
    wanted = [sum(wave[t - k] for k in range(min(t + 1, 12))) for t in range(MONTHS)]
    assert away == pytest.approx(np.array(wanted), rel=1e-9)
    assert (np.diff(away[12:]) < 0).all()
