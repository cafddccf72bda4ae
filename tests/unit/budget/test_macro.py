import numpy as np
import pytest

from forecast.budget.macro import national_saldo, volume_surprise

YEARS = (2020, 2021, 2022, 2023)


def test_surprise_is_growth_that_the_central_path_lacks():
    drawn = np.array([[110.0, 110.0], [100.0, 90.0]])
    found = volume_surprise(drawn, np.array([100.0, 100.0]), 100.0)
    np.testing.assert_allclose(found, np.log([[1.1, 1.0], [1.0, 0.9]]), atol=1e-12)


def test_saldo_has_the_mean_and_spread_of_the_known_years():
    rng = np.random.default_rng(1)
    surprise = 0.03 * rng.standard_normal((20_000, 4))
    found = national_saldo(surprise, 0.5, 0.001, 0.031, 2020, YEARS)
    np.testing.assert_allclose(found.values.mean(axis=0), 0.001, atol=0.001)
    np.testing.assert_allclose(found.values.std(axis=0), 0.031, rtol=0.03)
    np.testing.assert_allclose(found.surprise_sd, 0.015, rtol=0.03)
    assert found.note == ""


def test_a_higher_volume_than_expected_is_a_deficit():
    surprise = np.linspace(-0.05, 0.05, 101)[:, None]
    found = national_saldo(surprise, 0.5, 0.0, 0.0, 2020, (2020,))
    assert np.all(np.diff(found.values[:, 0]) < 0)
    assert found.values[-1, 0] == pytest.approx(1 - np.exp(0.025), abs=1e-3)


def test_a_budget_that_follows_everything_leaves_only_noise():
    surprise = np.linspace(-0.1, 0.1, 5_000)[:, None]
    found = national_saldo(surprise, 1.0, 0.001, 0.031, 2020, (2020,))
    assert found.surprise_sd == (0.0,)
    assert found.noise_sd == (0.031,)
    assert abs(np.corrcoef(surprise[:, 0], found.values[:, 0])[0, 1]) < 0.05


def test_a_wilder_economy_than_the_record_is_said():
    surprise = np.linspace(-0.3, 0.3, 1_000)[:, None] * np.array([[0.01, 1.0]])
    found = national_saldo(surprise, 0.5, 0.001, 0.031, 2020, (2020, 2021))
    assert found.noise_sd[1] == 0.0
    assert found.values[:, 1].std() > 0.031
    assert found.note.startswith("In 2021 beweegt het landelijke volume")
