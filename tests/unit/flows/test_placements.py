"""One record of placements: everyone is in one part, in every draw, month and municipality."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.flows.events import Events, take
from forecast.flows.filling import Counts, Fractions
from forecast.flows.placements import MEANINGS, Labels, record, sheltered

MONTHS = pd.period_range("2020-01", periods=3, freq="M")
PLACES, DRAWS = ("Aa", "Bee"), 50
PARTS = ("overig", "statushouder", "register", "statushouder_en_register", "beschut")


def events_of(full, partial):
    shape = (len(MONTHS), len(PLACES), DRAWS)
    rng = np.random.default_rng(int(full * 10 + partial))
    means = np.full(shape[:2], full), np.full(shape[:2], partial)
    return Events(rng.poisson(full, shape), rng.poisson(partial, shape), *means,
                  np.ones(shape[:2]))


def persons(events, inside, mine, both, others):
    """Give every placement a person of its own, and hand out the labels to persons."""
    found = {name: np.zeros(events.full.shape, int) for name in PARTS}
    for place in np.ndindex(events.full.shape):
        for kind, count in enumerate((events.full[place], events.partial[place])):
            people = [set() for _ in range(int(count))]
            queue = iter(people)
            for _ in range(int(inside[kind][place])):
                next(queue).add("beschut")
            holders = [next(queue) for _ in range(int(mine[kind][place]))]
            for person in holders:
                person.add("statushouder")
            for person in holders[: int(both[kind][place])]:
                person.add("register")
            for _ in range(int(others[kind][place])):
                next(queue).add("register")
            for labels in people:
                name = "_en_".join(sorted(labels, reverse=True)) or "overig"
                found[name][place] += 1
    return found


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 30), st.floats(0, 15), st.floats(0, 12), st.floats(0, 40),
       st.floats(0, 5), st.integers(0, 99))
def test_nobody_is_counted_twice(full, partial, holders, register, shelter, seed):
    """Every label comes from its own decision; the record equals a count of persons."""
    events, filling = events_of(full, partial), Counts(seed, PLACES, DRAWS)
    started = np.random.default_rng(seed).poisson(shelter, events.full.shape)
    inside = sheltered(events, started)
    left = events.without(inside, tuple(x.mean(axis=2) for x in inside))
    most = np.full(events.full.shape[1:], 1000.0)

    def taken(name, one, wanted):
        months = []
        for t in range(len(MONTHS)):
            filling.at(MONTHS[t].ordinal)
            count, mean = one.at(t)
            months.append(take(filling, name, count, np.full(count.shape, wanted / 2), mean, most))
        return tuple(np.stack([month[:, kind] for month in months]) for kind in (0, 1))

    mine = taken("statushouders", left, holders)
    both = taken("register.0", left.only(mine, (left.full_mean, left.partial_mean)), register)
    rest = left.without(mine, (0 * left.full_mean, 0 * left.partial_mean))
    others = taken("register.1", rest, register)
    nobody = np.zeros(events.full.shape)
    found = record(events, Labels(sum(inside), sum(mine), sum(both), sum(others), nobody, nobody),
                   MONTHS, PLACES)
    told = persons(events, inside, mine, both, others)
    for name in PARTS:
        assert (np.moveaxis(found[f"plaatsingen.{name}"].values, 0, -1) == told[name]).all()
    parts = sum(found[f"plaatsingen.{name}"].values for name in PARTS)
    assert (parts == found["plaatsingen"].values).all()
    assert set(found) == set(MEANINGS)
    labelled = [found[f"plaatsingen.label.{name}"].values for name in ("statushouder", "register")]
    overlap = found["plaatsingen.statushouder_en_register"].values
    union = sum(labelled) - overlap + found["plaatsingen.beschut"].values
    assert (union + found["plaatsingen.overig"].values == found["plaatsingen"].values).all()


def test_a_start_in_beschut_werk_waits_for_a_placement_to_be_part_of():
    events = Events(np.array([[[1.0]], [[0.0]], [[9.0]]]), np.array([[[1.0]], [[0.0]], [[0.0]]]),
                    *(np.ones((3, 1)) for _ in range(3)))
    full, partial = sheltered(events, np.array([[[4]], [[1]], [[0]]]))
    assert (full[:, 0, 0].tolist(), partial[:, 0, 0].tolist()) == ([1, 0, 3], [1, 0, 0])


def test_a_group_takes_what_it_asks_for_on_average_and_never_more_than_there_is():
    filling = Counts(4, ("Aa",), 4000)
    filling.at(600)
    count = np.random.default_rng(1).poisson(20.0, (1, 1, 4000))

    def taken(wanted, most):
        return take(filling, "proef", count, np.full((1, 1, 4000), wanted), np.array([[20.0]]),
                    np.full((1, 4000), most))[0, 0]
    found = taken(5.0, 100.0)
    assert found.mean() == pytest.approx(5.0, abs=4.8 * np.sqrt(5.0 / 4000))
    assert found.var() == pytest.approx(5.0, rel=0.15)  # a thinned Poisson count is Poisson
    assert (taken(50.0, 100.0) == count[0, 0]).all()
    assert taken(5.0, 2.0).max() == 2


def test_who_runs_out_of_people_serves_the_first_kind_first():
    filling = Counts(4, ("Aa",), 1)
    filling.at(600)
    found = take(filling, "proef", np.array([[[3], [4]]]), np.array([[[3.0], [4.0]]]),
                 np.array([[3.0, 4.0]]), np.array([[5.0]]))
    assert found[0, :, 0].tolist() == [3, 2]


def test_an_expectation_is_taken_in_proportion():
    wanted = np.array([[[5.0]]])
    found = take(Fractions(), "proef", np.array([[[18.0]]]), wanted, np.array([[20.0]]),
                 100 * wanted[0])
    assert found == pytest.approx(4.5)
    nothing = take(Fractions(), "proef", np.zeros((1, 1, 1)), wanted, np.zeros((1, 1)), wanted[0])
    assert not nothing.any()


def test_labels_that_do_not_fit_are_a_mistake():
    events = events_of(3.0, 1.0)
    nobody = np.zeros(events.full.shape)
    with pytest.raises(ValueError, match="two labels"):
        record(events, Labels(nobody, events.total + 1, nobody, nobody, nobody, nobody), MONTHS,
               PLACES)
