"""What each municipality makes of the economy: from the tables of a data set to draws and words."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.project import look, resolve_all
from forecast.project.economy import aow_effect_of, response_of
from forecast.project.local import (
    PRIOR,
    central_factor,
    drawn_factor,
    local_estimates,
    local_factors,
)


@pytest.fixture(scope="module")
def house(project_to_read):
    return look(project_to_read, "voorbeeld")


@pytest.fixture(scope="module")
def said(house):
    return resolve_all(house, ("basis",))["basis"][0]


@pytest.fixture(scope="module")
def response(house):
    return response_of(house.national, house.law, house.data.last_month, aow_effect_of(house.twin))


def with_status(data, status, places):
    table = data.tables["bijstand_maand"]
    table = table.assign(status=table["status"].where(~table["gemeente"].isin(places), status))
    return replace(data, tables={**data.tables, "bijstand_maand": table})


def test_months_that_were_not_counted_carry_no_information(house, said, response):
    found = local_factors(
        house.data, local_estimates(house.data, house.national, response), said)
    assert [one.mean for one in found] == [1.0, 1.0]
    assert [one.sd for one in found] == [said.number(PRIOR)] * 2
    assert found[0].estimate.municipality == "Voorbeeldstad"


def test_counted_months_inform_their_own_municipality_only(house, said, response):
    data = with_status(house.data, "feit", ["Proefdorp"])
    town, village = local_factors(data, local_estimates(data, house.national, response), said)
    assert (town.mean, town.sd) == (1.0, 0.25)
    assert village.estimate.months == 36
    assert np.isfinite(village.estimate.error)
    assert 0 < village.sd < 0.25
    assert "De 36 getelde maanden (jan 2017 - dec 2019)" in village.note


def test_the_nation_is_one_by_definition(house, said, response):
    data = replace(with_status(house.data, "feit", house.data.names), reference=None)
    found = local_factors(data, local_estimates(data, house.national, response), said)
    assert [(one.mean, one.sd) for one in found] == [(1.0, 0.0)] * 2
    assert (drawn_factor(found, 3, 50) == 1).all()


def test_the_national_data_set_says_so_itself(project_to_read):
    house = look(project_to_read, "nederland")
    value = resolve_all(house, ("basis",))["basis"][0].value(PRIOR)
    assert (value.number, value.status) == (0.0, "feit")


def test_factors_are_drawn_per_municipality_and_shared_by_scenarios(house, said, response):
    estimates = local_estimates(house.data, house.national, response)
    found = local_factors(house.data, estimates, said)
    drawn = drawn_factor(found, 2020, 4000)
    assert drawn.shape == (4000, 2)
    assert drawn.mean(axis=0) == pytest.approx(central_factor(found)[0], abs=0.02)
    assert drawn.std(axis=0) == pytest.approx([0.25, 0.25], rel=0.05)
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 0.05
    assert (drawn == drawn_factor(found, 2020, 4000)).all()
