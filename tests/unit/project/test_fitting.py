import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.project.fitting import REACH, Fitter, Request
from forecast.project.store import FILE, Store
from forecast.series import fit_panel, packed

MODELS = ("gedempt",)
START = month(2015, 1)


def walk(seed=1, n=30, first=START):
    values = np.exp(5 + np.random.default_rng(seed).normal(0, 0.02, n).cumsum())
    return pd.Series(values, pd.period_range(first, periods=n, freq="M"), name=f"r{seed}")


def requests(count=3, horizon=12):
    return [Request(walk(seed), horizon, MODELS) for seed in range(count)]


def test_fits_come_in_the_order_of_their_requests():
    asked = requests()
    for request, fit in zip(asked, Fitter().all(asked), strict=True):
        assert packed(fit) == packed(fit_panel(request.history, REACH, MODELS))


def test_a_second_ask_makes_nothing():
    fitter = Fitter()
    first = fitter.all(requests())
    assert (fitter.made, fitter.found) == (3, 0)
    again = fitter.all(requests())
    assert (fitter.made, fitter.found) == (3, 0)
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_the_same_request_twice_in_one_ask_is_made_once():
    fitter = Fitter()
    one, other = fitter.all([*requests(1), *requests(1)])
    assert one is other
    assert fitter.made == 1


def test_another_process_finds_what_was_kept(tmp_path):
    first = Fitter(Store(tmp_path))
    made = first.all(requests())
    second = Fitter(Store(tmp_path))
    found = second.all([*requests(4)])
    assert (second.made, second.found) == (1, 3)
    assert [packed(fit) for fit in found[:3]] == [packed(fit) for fit in made]


def test_horizons_within_the_reach_share_their_fit():
    fitter = Fitter()
    one, other, far = fitter.all([Request(walk(), horizon, MODELS) for horizon in (3, 60, 61)])
    assert one is other
    assert fitter.made == 2
    assert (one.horizon, far.horizon) == (REACH, 2 * REACH)


def test_a_damaged_store_costs_time_only(tmp_path):
    Fitter(Store(tmp_path)).all(requests())
    (tmp_path / FILE).write_bytes(b"stuk" * 1000)
    fitter = Fitter(Store(tmp_path))
    found = fitter.all(requests())
    assert (fitter.made, fitter.found) == (3, 0)
    assert packed(found[0]) == packed(fit_panel(walk(0), REACH, MODELS))


def test_a_damaged_fit_is_made_again(tmp_path):
    keys = [request.key for request in requests()]
    Fitter(Store(tmp_path)).all(requests())
    Store(tmp_path).put({keys[1]: b"{"})
    fitter = Fitter(Store(tmp_path))
    found = fitter.all(requests())
    assert (fitter.made, fitter.found) == (1, 2)
    assert packed(found[1]) == packed(fit_panel(walk(1), REACH, MODELS))


@pytest.mark.parametrize("other", [
    Request(walk() * 1.0000001, 12, MODELS),
    Request(walk().iloc[:-1], 12, MODELS),
    Request(walk(first=month(2015, 2)), 12, MODELS),
    Request(walk(), 12, ("ar",)),
    Request(walk(), 12, ("gedempt", "ar")),
    Request(walk(), 61, MODELS),
    Request(walk(), 12, MODELS, driver=np.arange(30.0)),
    Request(walk(), 12, MODELS, driver=np.arange(30.0), driver_ahead=np.arange(60.0)),
    Request(walk(), 12, MODELS, driver_ahead=np.arange(60.0)),
], ids=["value", "length", "first month", "model", "one model more", "reach", "driver",
        "driver and what lies ahead", "what lies ahead"])
def test_other_content_has_another_key(other):
    assert other.key != Request(walk(), 12, MODELS).key


def test_keys_of_different_drivers_differ_from_each_other():
    drivers = [(np.arange(30.0), None), (np.arange(30.0), np.arange(60.0)),
               (None, np.arange(30.0)), (np.arange(30.0) + 1, None)]
    keys = {Request(walk(), 12, MODELS, *both).key for both in drivers}
    assert len(keys) == len(drivers)


def test_the_name_of_a_series_and_the_form_of_its_numbers_do_not_matter():
    history = pd.Series([5, 6, 7, 8, 9, 8, 7], pd.period_range("2015-01", periods=7, freq="M"))
    assert Request(history, 12, MODELS).key == \
        Request(history.astype(float).rename("x"), 12, MODELS).key


def test_a_changed_model_finds_no_old_fit(monkeypatch):
    before = Request(walk(), 12, MODELS).key
    monkeypatch.setattr("forecast.project.fitting._code", lambda: "een ander model")
    assert Request(walk(), 12, MODELS).key != before


def test_one_or_two_workers_give_the_same_fits_and_tell_of_each(monkeypatch):
    monkeypatch.setattr("forecast.project.fitting._FEW", 1)  # so few fits would stay in one
    told = {1: [], 2: []}
    fits = {}
    for workers, heard in told.items():
        fits[workers] = Fitter(workers=workers).all(
            requests(10), lambda *count, heard=heard: heard.append(count))
    assert [packed(fit) for fit in fits[1]] == [packed(fit) for fit in fits[2]]
    assert told[1] == told[2] == [(i, 10) for i in range(1, 11)]


def test_the_series_room_gets_fits_of_its_histories():
    fitter = Fitter()
    fits = fitter.fits([walk(1), walk(2)], 24, MODELS)
    assert packed(fits[1]) == packed(fit_panel(walk(2), REACH, MODELS))
    assert fitter.made == 2


def test_a_driver_that_is_known_over_the_horizon_is_enough():
    history = walk(n=96, first=month(2010, 1))
    driver = 6 + np.random.default_rng(5).normal(0, 0.1, 96).cumsum()
    asked = Request(history, 24, ("gedempt", "werkloosheid"), driver, np.full(24, driver[-1]))
    fit = Fitter().all([asked])[0]
    assert fit.keys == ("gedempt", "werkloosheid")


def test_a_driver_by_month_moves_every_history_and_is_held_from_its_end():
    full = walk(n=110, first=month(2008, 1))
    driver = pd.Series(6 + np.random.default_rng(5).normal(0, 0.1, 110).cumsum(), full.index)
    keys = ("gedempt", "werkloosheid")
    one, other = (full.iloc[:n] for n in (96, 100))
    fits = Fitter().driven(driver)([one, other], 12, keys)
    for history, fit in zip((one, other), fits, strict=True):
        known = driver.loc[history.index].to_numpy()
        own = fit_panel(history, REACH, keys, known, np.full(REACH, known[-1]))
        assert packed(fit) == packed(own)
    # what comes later of the driver changes nothing
    planted = driver.copy()
    planted.iloc[100:] = 99.0
    assert packed(Fitter().driven(planted)([other], 12, keys)[0]) == packed(fits[1])


def test_a_history_beyond_its_driver_goes_without():
    history = walk(n=96, first=month(2010, 1))
    driver = pd.Series(np.arange(90.0), history.index[:90])
    fit = Fitter().driven(driver)([history], 12, ("gedempt", "werkloosheid"))[0]
    assert fit.keys == ("gedempt",)
