from __future__ import annotations

import numpy as np
import pytest

from forecast.flows.bijstand import fit_types, running_by_life_table
from forecast.flows.bijstand.build import national_types

ENDED = np.array([16130, 10990, 12360, 8020, 5290, 3640, 16170])
INFLOW, PERSONS = 83_560, 400_240
#: Persons with bijstand for less than six months, March 2024 (CBS 85585NED).
COUNTED = 37_660


@pytest.fixture(scope="module")
def types():
    return fit_types(ENDED, INFLOW, PERSONS)


def test_the_life_table_alone_gives_37_7_thousand_where_cbs_counts_37_660():
    found = running_by_life_table(ENDED[0], INFLOW)
    assert found == pytest.approx(37_747.5)
    assert found == pytest.approx(COUNTED, rel=0.003)


def test_three_types_are_chosen_and_follow_the_life_table(types):
    assert types.names == ("snel", "midden", "traag")
    assert types.ended(INFLOW) == pytest.approx(ENDED, rel=0.05)
    first, all_ = types.running(INFLOW)
    assert first == pytest.approx(COUNTED, rel=0.01)
    assert all_ == pytest.approx(PERSONS, rel=0.01)


def test_types_run_from_fast_to_slow_and_their_shares_add_up(types):
    assert (np.diff(types.hazard) < 0).all()
    assert types.inflow_share.sum() == pytest.approx(1)
    assert (types.inflow_share > 0.05).all()


def test_leaving_slows_with_duration_though_no_type_slows(types):
    left = types.survivors([0, 6, 12, 24, 36])
    assert left[0] == pytest.approx(1)
    assert left[1] == pytest.approx(1 - ENDED[0] / INFLOW, abs=0.005)
    pace = -np.diff(np.log(left)) / [6, 6, 12, 12]
    assert (np.diff(pace) < 0).all()


def test_two_types_are_found_back_when_there_are_two():
    from forecast.flows.bijstand.types import LatentTypes
    true = LatentTypes(("snel", "traag"), np.array([0.09, 0.01]), np.array([0.4, 0.6]), 0.006, 0)
    found = fit_types(true.ended(80_000), 80_000, true.running(80_000)[1])
    assert found.names == ("snel", "traag") or found.misfit < 1e-6
    assert found.ended(80_000) == pytest.approx(true.ended(80_000), rel=1e-3)


def test_a_life_table_without_people_is_refused():
    with pytest.raises(ValueError, match="7 classes above zero"):
        fit_types(np.zeros(7), INFLOW, PERSONS)


def test_the_national_tables_give_the_same_types(national, types):
    assert national_types(national).hazard == pytest.approx(types.hazard, rel=1e-3)


def test_a_missing_class_is_named(national):
    from forecast.errors import ForecastError
    short = {**national, "duur_beeindigd": national["duur_beeindigd"].iloc[1:]}
    with pytest.raises(ForecastError, match="klassen ontbreken in 2023: 0-6 m"):
        national_types(short)
