from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecast.flows.bijstand import (
    VARIABLES,
    Drivers,
    expected,
    neutral_drivers,
    simulate,
    stream,
)

DRAWS = 1300


def _drivers(draws, months=6, municipalities=2):
    rng = np.random.default_rng(6)
    return Drivers(rng.uniform(0.9, 1.1, (draws, months, 1)),
                   rng.uniform(0.9, 1.1, (draws, months, 1, 1)),
                   rng.uniform(0.95, 1.05, (draws, municipalities)),
                   rng.uniform(0.9, 1.1, (draws, 1)), rng.uniform(0.8, 1.2, (draws, 1, 4)),
                   rng.uniform(0.8, 1.2, (draws, 1)), rng.uniform(0.8, 1.2, (draws, 1, 1)))


def test_two_workers_give_the_same_bytes_as_one(make_model):
    model, drivers = make_model(months=6, persons=120), _drivers(DRAWS)
    one, two = (simulate(model, drivers, 9, DRAWS, workers) for workers in (1, 2))
    for name in one:
        assert one[name].values.tobytes() == two[name].values.tobytes()


def test_other_municipalities_and_more_draws_change_nothing(make_model):
    model = make_model(("Assen", "Tynaarlo", "Epe"), 6, 120)
    whole = simulate(model, neutral_drivers(), 9, DRAWS)
    alone = simulate(model.only(1), neutral_drivers(), 9, 400)
    for name in whole:
        assert (whole[name].values[:400, :, 1:2] == alone[name].values).all()


def test_the_grouping_of_draws_changes_nothing(make_model):
    """Draws run to 1,300 and to 2,600: the blocks that are lived through together differ."""
    model = make_model(("Assen",), 4, 120)
    few, many = (simulate(model, neutral_drivers(), 9, n) for n in (DRAWS, 2 * DRAWS))
    for name in few:
        assert (few[name].values == many[name].values[:DRAWS]).all()


def test_a_stream_yields_what_a_run_holds(make_model):
    model, drivers = make_model(months=6, persons=120), _drivers(DRAWS)
    whole = simulate(model, drivers, 9, DRAWS)
    for place, (name, found) in enumerate(stream(model, drivers, 9, DRAWS)):
        assert name == model.municipalities[place]
        assert found.keys() == whole.keys()
        for variable, values in found.items():
            assert (values == whole[variable].values[:, :, place]).all()


def test_another_seed_is_another_outcome(make_model):
    model = make_model(months=6, persons=120)
    a, b = (simulate(model, neutral_drivers(), seed, 50)["bijstand.stand"] for seed in (1, 2))
    assert (a.values != b.values).mean() > 0.8


def test_scenarios_share_their_luck(make_model):
    """A change of 1 % in the exits gives two runs that differ by little more than that."""
    model = make_model(("Assen",), 24, 800)
    changed = replace(neutral_drivers(), exit=np.full((1, 1, 1, 1), 1.01))
    a, b = (simulate(model, d, 5, 500)["bijstand.stand"].values[:, -1, 0]
            for d in (neutral_drivers(), changed))
    assert np.corrcoef(a, b)[0, 1] > 0.98
    assert (a - b).std() < 0.25 * a.std()


def test_every_variable_has_its_unit_and_kind(make_model):
    found = simulate(make_model(months=3), neutral_drivers(), 1, 4)
    assert list(found) == [f"bijstand.{name}" for name in VARIABLES]
    for name, ensemble in found.items():
        assert ensemble.flow == VARIABLES[name.removeprefix("bijstand.")]
        benefits = name == "bijstand.uitkeringen"
        assert ensemble.unit == ("uitkeringen" if benefits else "personen")
        assert np.issubdtype(ensemble.values.dtype, np.integer) is not benefits


def test_benefits_are_persons_by_the_ratio_of_their_group(make_model):
    found = expected(make_model(months=3), neutral_drivers())
    status = found["bijstand.stand.statushouders"].values
    others = found["bijstand.stand"].values - status
    assert found["bijstand.uitkeringen"].values == pytest.approx(status / 1.4286 + others / 1.143)


def test_expected_of_many_draws_is_each_draw_alone(make_model):
    model, drivers = make_model(months=6), _drivers(5)
    together = expected(model, drivers)["bijstand.stand"].values
    for i in range(5):
        one = Drivers(*(getattr(drivers, f)[i : i + 1].copy() for f in drivers.__dict__))
        assert expected(model, one)["bijstand.stand"].values[0] == pytest.approx(together[i])


def test_drivers_of_another_number_of_draws_are_refused(make_model):
    with pytest.raises(ValueError, match="drivers hold 5 draws, wanted 7"):
        simulate(make_model(months=6), _drivers(5), 1, 7)
