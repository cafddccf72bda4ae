"""Small models of bijstand, made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from forecast.flows.bijstand import BijstandModel
from forecast.flows.bijstand.composition import steady_durations, whole_numbers
from forecast.flows.bijstand.model import ADVANCE

TYPE_HAZARD = np.array([0.12, 0.04, 0.006])
REASON_MIX = np.array([0.55, 0.05, 0.10, 0.30])


def _model(municipalities=("Assen", "Tynaarlo"), months=12, persons=600, types=3, seed=1):
    rng = np.random.default_rng(seed)
    m, t = len(municipalities), months
    shape = (m, 4, types, 2)
    hazard = TYPE_HAZARD[:types][:, None, None] * REASON_MIX * rng.uniform(0.7, 1.3, (*shape, 4))
    weight = rng.gamma(2.0, size=shape)
    durations = steady_durations(hazard.sum(axis=-1))
    opening = weight[..., None] * durations
    total = opening.sum(axis=(1, 2, 3, 4), keepdims=True)
    opening = np.stack([whole_numbers(o) for o in np.round(persons) * opening / total])
    mix = weight * hazard.sum(axis=-1)

    def only(group):
        kept = mix * np.array(group)
        return kept / kept.sum(axis=(1, 2, 3), keepdims=True)

    season = rng.uniform(0.8, 1.2, (12, 4))
    lag = 0.9 ** np.arange(12)
    return BijstandModel(
        municipalities=tuple(municipalities),
        months=pd.period_range("2020-01", periods=t, freq="M"),
        types=("snel", "midden", "traag")[:types],
        opening=opening,
        hazard=hazard,
        season=season / season.mean(axis=0),
        levers=np.ones((t, m, 4)),
        aow=rng.uniform(0.001, 0.003, (t, m)),
        inflow_new=np.full((t, m), persons * 0.014),
        inflow_status=np.full((t, m), persons * 0.002),
        mix_new=only((0.0, 1.0)),
        mix_return=only((1.0, 1.0)),
        mix_status=only((1.0, 0.0)),
        new_by_reason=np.tile([0.22, 0.23, 0.55], (m, 1)),
        return_chance=np.tile([0.2, 0.2, 0.2, 0.38], (m, 1)),
        return_lag=lag / lag.sum(),
        return_pool=rng.poisson(persons * 0.004, (m, 4, 12)).astype(float),
        part_time_new=np.full(m, 0.006),
        part_time_end=np.full(m, 0.07),
        part_time_opening=np.full(m, float(round(0.08 * persons))),
        persons_per_benefit=np.tile([1.4286, 1.143], (m, 1)),
    )


def _plain(hazard, stock=0.0, inflow=0.0, months=24):
    """Return a model with one type and one cell in use: exits to work only, no returns."""
    base = _model(("Proef",), months, 100, 1)
    cell = np.zeros(base.opening.shape)
    cell[0, 0, 0, 1, 0] = stock
    rate = np.zeros(base.hazard.shape)
    rate[0, :, :, :, 0] = hazard
    mix = np.zeros(base.mix_new.shape)
    mix[0, 0, 0, 1] = 1.0
    none = np.zeros((months, 1))
    return replace(
        base, opening=cell, hazard=rate, season=np.ones((12, 4)), aow=none, inflow_status=none,
        inflow_new=np.full((months, 1), inflow), mix_new=mix, mix_return=mix,
        return_chance=np.zeros((1, 4)), return_pool=np.zeros((1, 4, 12)),
        part_time_opening=np.zeros(1), part_time_new=np.zeros(1), part_time_end=np.zeros(1),
        new_by_reason=np.array([[0.0, 0.0, 1.0]]),
    )


@pytest.fixture
def make_model():
    return _model


@pytest.fixture
def make_plain():
    return _plain


@pytest.fixture
def advance():
    return np.array(ADVANCE)
