"""Offers, decisions and screenings: known answers, nobody lost, one model for both forms."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from forecast.flows.inkomen import (
    MEANINGS,
    build,
    expected,
    odds_of_use,
    screened_share,
    simulate,
)
from forecast.inputs import load_dataset, load_law
from forecast.periods import month, months
from forecast.scenarios import resolve

ROOT = Path(__file__).parents[4]
OFFERED, USED = ("inkomen.voorzieningenwijzer.aangeboden",
                 "inkomen.voorzieningenwijzer.gebruikt")


def many(array, draws):
    return np.repeat(array, draws, axis=0)


def year(ensemble, which=0):
    return ensemble.total("geheel").yearly().values[:, which, 0]


def test_300_offers_of_which_60_percent_is_180(make):
    model, clients, intake, said = make()
    central = expected(model, clients, intake)
    assert year(central[OFFERED]) == pytest.approx([300])
    assert year(central[USED]) == pytest.approx([180])
    assert year(central[OFFERED], 1) == pytest.approx([300])
    drawn = simulate(model, said, many(clients, 400), many(intake, 400), 1, 400)
    assert (year(drawn[OFFERED]) == 300).all()
    assert year(drawn[USED]).mean() == pytest.approx(180, abs=4 * np.sqrt(72 / 400))


def test_the_golden_figures_of_the_agreement():
    rows = pd.read_csv(ROOT / "inputs/wpda/afspraken.csv")
    agreed = rows[rows.gemeente.isna()].set_index(["variabele", "jaar"]).waarde
    counted = pd.read_csv(ROOT / "inputs/wpda/inkomen.csv").groupby("variabele").waarde.sum()
    used = agreed["voorzieningenwijzer_aangeboden", 2019] * \
        agreed["voorzieningenwijzer_gebruikt", 2019] / 100
    assert used == counted["voorzieningenwijzer_gebruikt"] == 165
    assert counted["voorzieningenwijzer_aangeboden"] == 275
    found = tomllib.loads((ROOT / "inputs/wpda/doelen.toml").read_text(encoding="utf-8"))
    norm = {row["sleutel"]: row.get("norm") for row in found["doel"]}
    assert norm["voorzieningenwijzer_aangeboden"] * 0.6 == norm["voorzieningenwijzer_gebruikt"]
    assert norm["voorzieningenwijzer_gebruikt"] == 180


def test_the_odds_of_180_with_a_certain_share_are_binomial(make):
    model, clients, intake, said = make()
    draws = 4000
    found = simulate(model, said, many(clients, draws), many(intake, draws), 3, draws)


    wanted = binom.sf(179, 300, 0.6)
    assert odds_of_use(found, 2020, 180) == pytest.approx(wanted, abs=0.03)
    assert odds_of_use(found, 2020, 0) == 1


def test_nobody_appears_or_vanishes(make):
    draws, horizon = 300, 24
    rng = np.random.default_rng(2)
    model, _, _, said = make(ranges={"taal.screening.per_maand": (15.0, 25.0)})
    intake = rng.integers(0, 30, (draws, horizon, 2)).astype(float)
    left = np.minimum(rng.integers(0, 32, (draws, horizon, 2)), 31)
    moved = np.concatenate([np.zeros((draws, 1, 2)), (intake - left).cumsum(axis=1)], axis=1)
    clients = np.array([600.0, 200.0]) + moved
    assert clients.min() > 0
    found = simulate(model, said, clients, intake, 1, draws)
    get = {name: e.values for name, e in found.items()}
    assert (get["taal.niet_gescreend"] <= clients).all()
    assert (get["taal.doorverwezen"] <= get["taal.gescreend"]).all()
    assert (get["inkomen.besluiten.juist"] <= get["inkomen.besluiten"]).all()
    assert (get[USED] <= get[OFFERED]).all()
    assert all(values.min() >= 0 and values.dtype == np.int32 for values in get.values())
    # who waits: came or was there, was screened, or left; no more left than did
    gone = (get["taal.niet_gescreend"][:, :-1] + intake - get["taal.gescreend"]
            - get["taal.niet_gescreend"][:, 1:])
    assert (gone >= 0).all()
    assert (gone <= left).all()
    share = screened_share(found, clients)
    assert share.min() >= 0
    assert share.max() <= 1


def test_everyone_screened_at_intake_and_no_one_leaving_takes_the_stock_at_its_capacity(make):
    model, clients, intake, said = make(
        screened=(0.0, 0.0), come=(0.0, 0.0), taal__screening__per_maand=100.0)
    for found in (expected(model, clients, intake),
                  simulate(model, said, many(clients, 3), many(intake, 3), 1, 3)):
        left = found["taal.niet_gescreend"].values.sum(axis=2)
        assert (left[:, :10] == [800, 700, 600, 500, 400, 300, 200, 100, 0, 0]).all()
        assert (found["taal.gescreend"].values.sum(axis=(1, 2)) == 800).all()
        assert (screened_share(found, clients)[:, 8:] == 1).all()


def test_a_count_of_people_screened_goes_before_the_assumption(make):
    model, clients, intake, _ = make()
    opening = expected(model, clients, intake)["taal.niet_gescreend"].values[0, 0]
    assert opening == pytest.approx([420, 150])


def test_the_mean_of_the_draws_is_the_expectation(make):
    """Capacity binds all along, so that the model is linear; shares are uncertain."""
    draws = 3000
    model, clients, intake, said = make(
        ranges={"inkomen.voorzieningenwijzer.gebruik": (0.525, 0.675),
                "inkomen.besluiten.juist": (0.985, 0.997), "taal.achterstand": (0.2, 0.4)},
        taal__screening__per_maand=2.0)
    wanted = expected(model, clients, intake)
    found = simulate(model, said, many(clients, draws), many(intake, draws), 9, draws)
    for name in MEANINGS:
        # the capacity of 2 a month is divided over the municipalities in whole people, so that
        # only their sum has the expected screenings
        own, central = found[name].values, wanted[name].values
        if name.startswith("taal"):
            own, central = (values.sum(axis=2, keepdims=True) for values in (own, central))
        error = np.maximum(own.std(axis=0, ddof=1), 1e-2) / np.sqrt(draws)
        assert np.abs((own.mean(axis=0) - central[0]) / error).max() < 4.5, name


def test_a_draw_is_the_same_whatever_the_number_of_draws(make):
    model, clients, intake, said = make(
        ranges={"inkomen.voorzieningenwijzer.aanbod": (275.0, 310.0)})
    few = simulate(model, said, many(clients, 100), many(intake, 100), 4, 100)
    lots = simulate(model, said, many(clients, 1200), many(intake, 1200), 4, 1200)
    for name, found in few.items():
        assert (found.values == lots[name].values[:100]).all(), name


def test_a_shorter_horizon_changes_nothing_that_it_holds(make):
    long = make(horizon=24)
    short = make(horizon=12)
    found = [simulate(m, said, many(c, 50), many(i, 50), 4, 50)
             for m, c, i, said in (long, short)]
    for name, own in found[1].items():
        size = own.values.shape[1]
        assert (own.values == found[0][name].values[:, :size]).all(), name


def test_shapes_that_do_not_fit_are_refused(make):
    model, clients, intake, said = make()
    with pytest.raises(ValueError, match="do not fit"):
        simulate(model, said, clients, intake, 1, 2)


def test_the_shipped_data_build_a_model():
    data, law = load_dataset(ROOT, "wpda"), load_law(ROOT)
    said = resolve(ROOT, data, "basis")
    ahead = months(month(2020, 1), month(2023, 12))
    model = build(data, law, said, ahead)
    clients = data.monthly("stand").iloc[-1].to_numpy()
    assert (model.decisions * clients).sum() == pytest.approx(3982)
    assert np.isnan(model.screened).all(), "nobody knows who was screened"
    stock = np.broadcast_to(clients.astype(float), (1, 49, 3))
    found = expected(model, stock, np.full((1, 48, 3), 20.0))
    assert set(found) == set(MEANINGS)
    tables = {k: v for k, v in data.tables.items() if k != "inkomen"}
    assert build(dataclasses.replace(data, tables=tables), law, said, ahead) is None
