"""Small models of bijstand, made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from forecast.chance import between, uniforms
from forecast.flows.bijstand import GROUPS, ROUTES, BijstandModel, build_model
from forecast.flows.bijstand.composition import steady_durations, whole_numbers

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


# --- a steady municipality: what comes is what goes -----------------------------------------

ROUTE_SHARE = np.array([0.42, 0.44, 0.08, 0.06])
NUMBERS = {
    "bijstand.beginstand.factor": 1.0, "bijstand.instroom.niveau": 1.0,
    "bijstand.uitstroom.niveau": 1.0, "bijstand.aow.factor": 1.0,
    "bijstand.volledig_aandeel": 0.7, "bijstand.deeltijd.aandeel": 0.08,
    "bijstand.deeltijd.gebeurtenissen_per_persoon": 1.0,
    "bijstand.herinstroom.factor": 1.0, "bijstand.herinstroom.werk": 0.2,
    "bijstand.herinstroom.onderneming": 0.2, "bijstand.herinstroom.onderwijs": 0.2,
    "bijstand.herinstroom.overig": 0.38, "bijstand.statushouders.aandeel_bijstand": 0.5,
    "bijstand.instroom.aandeel_ww": 0.22, "bijstand.instroom.aandeel_jongeren": 0.23,
    "bijstand.statushouders.uitstroom_werk": 1.0,
    "bijstand.personen_per_uitkering.overig": 1.143,
    "bijstand.personen_per_uitkering.statushouder": 1.4286, "economie.aandeel_instroom": 0.5,
}
STEADY = {"stand": 2000, "werk": 25, "onderneming": 1, "onderwijs": 3, "overig": 20, "aow": 4}
STATUS_SHARE = 0.1


class StandInData:
    """A data set of one or two municipalities in which nothing changes."""

    def __init__(self, names=("Assen",), months=36, ripple=0):
        self.names, self.last_month, self.years = names, pd.Period("2019-12", "M"), (2020, 2023)
        self._index = pd.period_range(end=self.last_month, periods=months, freq="M")
        self._ripple = ripple
        births = pd.period_range("1950-01", "1962-12", freq="M")
        self.tables = {
            "samenstelling": pd.DataFrame(
                [(n, route, group, round(STEADY["stand"] * share * part))
                 for n in names
                 for route, share in zip(ROUTES, ROUTE_SHARE, strict=True)
                 for group, part in zip(GROUPS, (STATUS_SHARE, 1 - STATUS_SHARE), strict=True)],
                columns=["gemeente", "route", "groep", "waarde"]),
            "aow_cohorten": pd.DataFrame(
                [(n, b, STEADY["aow"]) for n in names for b in births],
                columns=["gemeente", "geboortemaand", "waarde"]),
            "inwoners": pd.DataFrame(
                [(n, 2019, 60_000) for n in names], columns=["gemeente", "jaar", "waarde"]),
        }

    def monthly(self, variable):
        name = variable.removeprefix("uitstroom_")
        wave = self._ripple * np.sin(np.arange(len(self._index)) * np.pi / 6)
        values = np.round(STEADY[name] + (wave if name in ("werk", "overig") else 0))
        values = np.broadcast_to(values, len(self._index)).astype("int64")
        return pd.DataFrame(dict.fromkeys(self.names, values), index=self._index)


class StandInLaw:
    """The AOW age in months, by year."""

    def __init__(self, ages=None):
        self._ages = ages or {}

    def at(self, key, when, known=None):
        assert key == "aow.leeftijd_maanden"
        return self._ages.get(when.year, 796)


class StandInAssumptions:
    """Numbers and paths; a range (low, high) makes a number uncertain."""

    def __init__(self, ranges=None, paths=None, **numbers):
        self._numbers = {**NUMBERS, **numbers}
        self._ranges, self._paths = ranges or {}, paths or {}

    def has(self, key, municipality=None):
        return key in self._numbers

    def number(self, key, municipality=None):
        return self._numbers[key]

    def path(self, key, months, municipality=None):
        return np.full(len(months), float(self._paths.get(key, 1.0)))

    def draw(self, seed, draws, key, municipality=None):
        if key not in self._ranges:
            return np.full(draws, self._numbers[key])
        low, high = self._ranges[key]
        return between(uniforms(seed, key, (draws,)), low, self._numbers[key], high)


def _steady_flows():
    """Return the yearly task for status holders and the monthly new inflow that keep balance."""
    left = sum(STEADY[r] for r in ("werk", "onderneming", "onderwijs", "overig"))
    back = 0.2 * (left - STEADY["overig"]) + 0.38 * STEADY["overig"]
    come = left + STEADY["aow"] - back
    return STATUS_SHARE * come * 12 / 0.5 / 60_000 * 17_000_000, (1 - STATUS_SHARE) * come


@pytest.fixture(scope="session")
def national():
    classes = ["0-6 m", "6-12 m", "1-2 j", "2-3 j", "3-4 j", "4-5 j", "5+ j"]
    ended = [16130, 10990, 12360, 8020, 5290, 3640, 16170]
    quarters = pd.period_range("2023Q1", periods=4, freq="Q")
    return {
        "duur_beeindigd": pd.DataFrame({"jaar": 2023, "klasse": classes, "waarde": ended}),
        "stromen_kwartaal": pd.DataFrame(
            {"kwartaal": quarters, "variabele": "instroom",
             "waarde": [21450, 19450, 20940, 21720]}),
        "personen_kwartaal": pd.DataFrame(
            {"kwartaal": quarters, "waarde": [405860, 401710, 396670, 396720]}),
        "inwoners_nl": pd.DataFrame({"jaar": [2019], "waarde": [17_000_000]}),
    }


@pytest.fixture
def stand_in():
    """Return the makers of a data set, a law and assumptions."""
    return StandInData, StandInLaw, StandInAssumptions


@pytest.fixture
def steady(national):
    """Return a model built on a municipality in balance, and changes to it."""
    def build(names=("Assen",), ripple=0, **numbers):
        task, new = _steady_flows()
        said = StandInAssumptions(paths={"bijstand.statushouders.taakstelling": task}, **numbers)
        data = StandInData(names, ripple=ripple)
        return build_model(data, national, StandInLaw(), said, np.full((48, len(names)), new))
    return build
