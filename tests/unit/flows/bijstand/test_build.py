from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecast.errors import ForecastError
from forecast.flows.bijstand import build_model, expected, neutral_drivers
from forecast.flows.bijstand.history import read_history


def test_the_opening_is_whole_and_exact_by_route_and_group(steady, stand_in):
    model = steady(("Assen", "Tynaarlo"))
    table = stand_in[0]().tables["samenstelling"]["waarde"].to_numpy().reshape(4, 2)
    for opening in model.opening:
        assert (opening == np.round(opening)).all()
        assert (opening.sum(axis=(1, 3)) == table).all()


def test_the_last_twelve_months_of_exits_come_out_exactly(steady, stand_in):
    model = steady(ripple=6)
    history = read_history(stand_in[0](ripple=6))
    opening = model.opening[0].sum(axis=3)
    mean = (opening[..., None] * model.hazard[0]).sum(axis=(0, 1, 2)) / opening.sum()
    assert history.exposure()[0] * mean == pytest.approx(history.last_year()[0], rel=1e-12)


def test_a_municipality_in_balance_stays_flat_for_four_years(steady):
    stock = expected(steady(), neutral_drivers())["bijstand.stand"].values[0, :, 0]
    assert len(stock) == 48
    assert np.abs(stock / 2000 - 1).max() < 0.005


def test_seasons_do_not_make_it_drift(steady):
    stock = expected(steady(ripple=6), neutral_drivers())["bijstand.stand"].values[0, :, 0]
    assert np.abs(stock[23::12] / stock[11] - 1).max() < 0.005
    assert stock[11] == pytest.approx(2000, rel=0.005)


def test_flows_of_the_first_year_are_those_of_the_last(steady):
    found = expected(steady(), neutral_drivers())
    year = {k: v.values[0, :12, 0].sum() for k, v in found.items()}
    assert year["bijstand.uitstroom.werk"] == pytest.approx(12 * 25, rel=0.005)
    assert year["bijstand.uitstroom.overig"] == pytest.approx(12 * 20, rel=0.005)
    assert year["bijstand.uitstroom.aow"] == pytest.approx(12 * 4, rel=0.005)
    back = 12 * (29 * 0.2 + 20 * 0.38)
    assert year["bijstand.instroom.herinstroom"] == pytest.approx(back, rel=0.005)
    assert year["bijstand.deeltijd.nieuw"] == pytest.approx(12 * 29 * 3 / 7, rel=0.005)
    partly = year["bijstand.uitstroom.geheel_of_gedeeltelijk"]
    assert partly == pytest.approx(12 * 29 / 0.7, rel=0.005)


def test_part_time_earners_keep_their_share(steady):
    found = expected(steady(), neutral_drivers())
    share = found["bijstand.deeltijd.stand"].values / found["bijstand.stand"].values
    assert share == pytest.approx(np.full(share.shape, 0.08), abs=0.001)


def test_new_inflow_never_joins_the_status_holders(steady):
    model = steady()
    assert model.mix_new[:, :, :, 0].sum() == 0
    assert model.mix_status[:, :, :, 1].sum() == 0
    for mix in (model.mix_new, model.mix_return, model.mix_status):
        assert mix.sum(axis=(1, 2, 3)) == pytest.approx(np.ones(1))


def test_dated_levers_and_factors_reach_the_model(national, stand_in):
    data, law, said = stand_in
    paths = {"bijstand.instroom.factor": 1.1, "bijstand.uitstroom.werk.factor": 1.2,
             "arbeidsmarkt.regio.uitstroom_factor": 0.9}
    model = build_model(data(), national, law(), said(paths=paths), np.full((48, 1), 40.0))
    assert model.inflow_new == pytest.approx(np.full((48, 1), 44.0))
    assert model.levers[:, :, 0] == pytest.approx(np.full((48, 1), 1.08))
    assert (model.levers[:, :, 1:] == 1).all()


def test_arrays_are_locked_and_shapes_are_held(steady):
    model = steady()
    with pytest.raises(ValueError, match="read-only"):
        model.hazard[0] = 0
    with pytest.raises(ValueError, match="season has shape"):
        replace(model, season=np.ones((11, 4)))


def test_inhabitants_of_a_common_year_are_needed(national, stand_in):
    data, law, said = stand_in
    other = {**national, "inwoners_nl": national["inwoners_nl"].assign(jaar=2031)}
    with pytest.raises(ForecastError, match="geen jaar met inwoners"):
        build_model(data(), other, law(), said(), np.full((48, 1), 40.0))


