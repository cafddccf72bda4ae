"""The published shares come back, the two forms agree, and nobody is at work twice."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecast.flows import statushouders as flow
from forecast.flows.events import Events
from forecast.inputs import load_dataset, load_law
from forecast.periods import months_of_years
from forecast.scenarios import resolve

ROOT = Path(__file__).parents[4]
POINTS, SHARES = np.array([18.0, 30, 36, 96]), np.array([0.04, 0.11, 0.18, 0.45])
DRAWS = 400


@pytest.fixture(scope="module")
def shipped():
    data = load_dataset(ROOT, "wpda")
    said = resolve(ROOT, data, "basis")
    return data, said, flow.build(data, load_law(ROOT), said, months_of_years(data.years))


def certain(model, **rates):
    """Return the model with rates that do not differ between draws."""
    return replace(model, rates=flow.Rates(*(np.array([rates[name]])
                                             for name in ("odds", "loss", "full", "begin"))))


def path_of(model, draws):
    """Return a still bijstand: the same stock in every month, and whole placements."""
    shape = (len(model.months), len(model.municipalities))
    stock = np.repeat(model.recipients[None], 1 + shape[0], axis=0)
    arrived = np.full(shape, 1.0)
    rng = np.random.default_rng(1)
    full, partial = (np.full(shape, 12.0), np.full(shape, 6.0))
    drawn = [m[..., None] if draws == 1 else rng.poisson(m[..., None], (*shape, draws))
             for m in (full, partial)]
    people = flow.Recipients(np.repeat(stock[..., None], draws, axis=-1),
                             np.repeat(arrived[..., None], draws, axis=-1), stock, arrived)
    return people, Events(drawn[0], drawn[1], full, partial, np.ones(shape))


def test_the_curve_goes_through_the_published_shares():
    found = flow.shares_at_work(POINTS, SHARES, np.ones(1), 200)[:, 0]
    assert found[[0, 18, 30, 36, 96]] == pytest.approx([0, 0.04, 0.11, 0.18, 0.45], abs=1e-12)
    assert (np.diff(found) >= 0).all()


@pytest.mark.parametrize("loss", [0.0, 0.015, 0.05])
def test_a_cohort_that_finds_and_loses_work_has_the_published_shares(loss):
    share = flow.shares_at_work(POINTS, SHARES, np.ones(1), 100)
    find = flow.find_chances(share, np.array([loss]), 96)
    at_work, found = 0.0, []
    for month in range(96):
        at_work = at_work * (1 - loss) + (1 - at_work) * find[month, 0]
        found.append(at_work)
    assert [found[a - 1] for a in (18, 30, 36, 96)] == pytest.approx(SHARES, abs=1e-12)


def test_a_later_cohort_has_the_odds_of_its_own_publication():
    odds = (0.27 / 0.73) / (0.19 / 0.81)
    found = flow.shares_at_work(POINTS, np.array([0.04, 0.11, 0.19, 0.45]), np.array([odds]), 40)
    assert found[36, 0] == pytest.approx(0.27)


def test_past_the_last_published_age_the_chance_stays_what_it_was():
    share = flow.shares_at_work(POINTS, SHARES, np.ones(1), 140)
    find = flow.find_chances(share, np.array([0.015]), 96)[:, 0]
    assert (find[96:] == find[95]).all()
    assert find[95] > 0


def test_the_shipped_people_are_those_of_the_agreement(shipped):
    data, _, model = shipped
    agreed = data.tables["afspraken"].set_index(["variabele", "jaar"])["waarde"]
    assert model.recipients.sum() == agreed["statushouders_personen", 2019] == 400
    assert model.by_age.sum(axis=1) == pytest.approx(model.recipients)


def test_ages_are_shares_and_newcomers_begin_at_nil(shipped):
    model = shipped[2]
    people, _ = path_of(model, 1)
    found = flow.by_age(model, people)
    assert found.sum(axis=2) == pytest.approx(1.0)
    assert found[1, :, 0] * model.recipients == pytest.approx(1.0)


def test_the_mean_of_the_draws_is_the_central_path(shipped):
    _, said, model = shipped
    model = certain(model, odds=1.0, loss=0.015, full=0.5, begin=0.08)
    fixed = {key: replace(value, low=None, high=None) for key, value in said.values.items()}
    central = flow.expected(model, *path_of(model, 1))
    drawn = flow.simulate(model, replace(said, values=fixed), *path_of(model, DRAWS), seed=7)
    for name in flow.MEANINGS:
        middle, found = central[name].values[0], drawn[name].values
        error = found.std(axis=0) / np.sqrt(DRAWS)
        assert (np.abs(found.mean(axis=0) - middle) <= 4.8 * error + 1e-9).all()


def test_who_is_at_work_is_who_was_plus_placements_less_losses(shipped):
    _, said, model = shipped
    people, events = path_of(model, DRAWS)
    found = {name: one.values for name, one in
             flow.simulate(model, said, people, events, seed=3).items()}
    at_work, placed = found["statushouders.aan_het_werk"], found["statushouders.naar_werk"]
    assert (np.diff(at_work, axis=1) == placed - found["statushouders.baanverlies"]).all()
    full, partial = (found[f"statushouders.naar_werk.{k}"] for k in ("volledig", "gedeeltelijk"))
    assert (placed == full + partial).all()
    assert (np.moveaxis(full, 0, -1) <= events.full).all()
    assert (np.moveaxis(partial, 0, -1) <= events.partial).all()
    assert (found["statushouders.baanverlies"] >= 0).all()


def test_a_lever_of_nil_places_nobody_and_a_larger_one_places_more(shipped):
    _, said, model = shipped
    people, events = path_of(model, DRAWS)

    def placed(factor):
        changed = replace(model, factor=np.full_like(model.factor, factor))
        return flow.simulate(changed, said, people, events, seed=3)[
            "statushouders.naar_werk"].values
    assert not placed(0.0).any()
    assert (placed(1.2) >= placed(1.0)).mean() > 0.9
    assert placed(1.2).sum() > placed(1.0).sum()


def test_few_draws_are_the_first_of_many(shipped):
    _, said, model = shipped
    people, events = path_of(model, DRAWS)
    few = flow.Recipients(people.stock[..., :5], people.arrived[..., :5], people.stock_mean,
                          people.arrived_mean)
    less = replace(events, full=events.full[..., :5], partial=events.partial[..., :5])
    many = flow.simulate(model, said, people, events, seed=3)
    for name, one in flow.simulate(model, said, few, less, seed=3).items():
        assert (one.values == many[name].values[:5]).all()


def test_without_a_table_there_is_no_such_group(shipped):
    data, said, model = shipped
    tables = {name: t for name, t in data.tables.items() if name != "statushouders"}
    assert flow.build(replace(data, tables=tables), load_law(ROOT), said, model.months) is None
    assert pd.Period("2020-01", "M") == model.months[0]
