"""Two stocks that close on their flows, known answers, and a season of school leavers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forecast.errors import ForecastError
from forecast.flows import register as flow
from forecast.flows.events import Events
from forecast.inputs import load_dataset, load_law
from forecast.periods import months_of_years
from forecast.scenarios import resolve

ROOT = Path(__file__).parents[4]
DRAWS = 400


@pytest.fixture(scope="module")
def shipped():
    data = load_dataset(ROOT, "wpda")
    said = resolve(ROOT, data, "basis")
    return data, said, flow.build(data, load_law(ROOT), said, months_of_years(data.years))


def streams_of(model, draws):
    """Return two streams of placements: of one group, and of all others."""
    shape = (len(model.months), len(model.municipalities))
    rng = np.random.default_rng(2)
    made = []
    for full, partial in ((2.0, 2.0), (25.0, 12.0)):
        means = np.full(shape, full), np.full(shape, partial)
        drawn = [m[..., None] if draws == 1 else rng.poisson(m[..., None], (*shape, draws))
                 for m in means]
        made.append(Events(*drawn, *means, np.ones(shape)))
    return tuple(made)


def said_for_certain(said):
    return replace(said, values={k: replace(v, low=None, high=None)
                                 for k, v in said.values.items()})


def test_the_shipped_register_is_that_of_the_agreement(shipped):
    model = shipped[2]
    assert (model.people.sum(), model.jobs.sum()) == (450, 140)
    assert (model.jobs <= model.people).all()


def test_both_stocks_close_on_their_flows_in_every_draw(shipped):
    _, said, model = shipped
    found = {name: one.values for name, one in
             flow.simulate(model, said, streams_of(model, DRAWS), seed=5).found.items()}
    assert (np.diff(found["register.personen"], axis=1)
            == found["register.instroom"] - found["register.uitstroom"]).all()
    assert (np.diff(found["register.banen"], axis=1)
            == found["register.plaatsingen"] - found["register.baanverlies"]).all()
    assert (found["register.banen"] <= found["register.personen"]).all()
    assert (found["register.banen.nug"] <= found["register.personen.nug"]).all()
    assert (found["register.plaatsingen"] == found["register.plaatsingen.bijstand"]
            + found["register.plaatsingen.nug"]).all()
    assert all((values >= 0).all() for values in found.values())


def test_a_label_is_only_given_to_a_placement_that_is_there(shipped):
    _, said, model = shipped
    streams = streams_of(model, DRAWS)
    lived = flow.simulate(model, said, streams, seed=5)
    labelled = np.zeros(streams[0].full.shape)
    for one, (full, partial) in zip(streams, lived.labelled, strict=True):
        assert (full <= one.full).all()
        assert (partial <= one.partial).all()
        labelled += full + partial
    placed = lived.found["register.plaatsingen.bijstand"].values
    assert (np.moveaxis(placed, 0, -1) == labelled).all()


def test_a_stream_has_its_part_of_the_labels(shipped):
    """Of all placements the same share is of the register, whoever's they are."""
    model = shipped[2]
    streams = streams_of(model, 1)
    lived = flow.expected(model, streams)
    few, many = (labels[0] / one.full for one, labels in zip(streams, lived.labelled, strict=True))
    assert few == pytest.approx(many)


def test_the_mean_of_the_draws_is_the_central_path(shipped):
    _, said, model = shipped
    central = flow.expected(model, streams_of(model, 1)).found
    drawn = flow.simulate(model, said_for_certain(said), streams_of(model, DRAWS), seed=5).found
    for name in flow.MEANINGS:
        middle, found = central[name].values[0], drawn[name].values
        error = found.std(axis=0) / np.sqrt(DRAWS)
        assert (np.abs(found.mean(axis=0) - middle) <= 4.8 * error + 1e-9).all()


def test_jobs_tend_to_where_finding_and_losing_balance(shipped):
    """Without newcomers and leavers the share at work is find ÷ (find + lose), of every pair."""
    model = shipped[2]
    still = replace(model.rates, inflow=np.zeros(1), leave=np.zeros(1), find=np.array([0.06]),
                    lose=np.array([0.04]), full=np.array([0.5]))
    found = flow.expected(replace(model, rates=still), streams_of(model, 1)).found
    share = flow.participation(found)[0]
    gap = abs(share - 0.6)
    # a linear recursion of two states: the gap shrinks by 1 - find - lose every month
    assert gap[1:] / gap[:-1] == pytest.approx(0.9, abs=1e-9)


@pytest.mark.parametrize(("find", "lose"), [(0.0, 0.0), (0.0, 1.0)])
def test_chances_of_nil_and_one_leave_nothing_to_luck(shipped, find, lose):
    _, said, model = shipped
    values = dict(said_for_certain(said).values)
    for name, number in (("baanvinding_kwartaal", find), ("uitstroom_kwartaal", 0.0)):
        key = (f"register.{name}", None)
        values[key] = replace(values[key], number=number)
    changed = replace(model, lose=np.full_like(model.lose, 100.0 * lose))
    found = flow.simulate(changed, replace(said, values=values), streams_of(model, 20),
                          seed=1).found
    jobs = found["register.banen"].values.sum(axis=2)
    assert (jobs[:, 1:] == 140 * (1 - lose)).all()
    assert not found["register.plaatsingen"].values.any()


def test_school_leavers_come_after_the_school_year(shipped):
    _, said, model = shipped
    found = flow.simulate(model, said, streams_of(model, DRAWS), seed=5).found
    leavers = found["register.instroom.schoolverlaters"].values.sum(axis=(0, 2))
    season = np.isin(model.months.month, list(flow.SEASON))
    assert not leavers[~season].any()
    assert leavers[season].all()
    assert sum(flow.SEASON.values()) == pytest.approx(1)


def test_a_chance_per_quarter_is_three_months_of_a_chance_per_month():
    assert 1 - (1 - flow.monthly(np.array(0.05))) ** 3 == pytest.approx(0.05)


def test_few_draws_are_the_first_of_many(shipped):
    _, said, model = shipped
    streams = streams_of(model, DRAWS)
    less = tuple(replace(one, full=one.full[..., :5], partial=one.partial[..., :5])
                 for one in streams)
    many = flow.simulate(model, said, streams, seed=5).found
    for name, one in flow.simulate(model, said, less, seed=5).found.items():
        assert (one.values == many[name].values[:5]).all()


def test_a_register_without_its_inflow_is_refused(shipped):
    data, said, model = shipped
    values = {k: v for k, v in said.values.items() if k[0] != "register.instroom.per_jaar"}
    with pytest.raises(ForecastError, match=r"register\.instroom\.per_jaar"):
        flow.build(data, load_law(ROOT), replace(said, values=values), model.months)
