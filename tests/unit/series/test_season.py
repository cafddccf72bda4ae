import numpy as np

from forecast.series.season import SEASON_NEEDS, seasonal_factors

WAVE = 0.1 * np.cos(2 * np.pi * np.arange(12) / 12)


def calendar(n, first=0):
    return (first + np.arange(n)) % 12


def test_a_season_on_a_trend_is_found_as_it_was_made_whatever_the_first_month():
    for first in (0, 5, 11):
        place = calendar(96, first)
        factors = seasonal_factors(WAVE[place] - 0.004 * np.arange(96), place)
        np.testing.assert_allclose(factors, WAVE, atol=1e-12)


def test_noise_leaves_a_clear_season_standing():
    rng = np.random.default_rng(3)
    place = calendar(96)
    factors = seasonal_factors(WAVE[place] + rng.normal(0, 0.02, 96), place)
    np.testing.assert_allclose(factors, WAVE, atol=0.03)


def test_noise_and_a_straight_line_are_no_season_and_a_slow_wave_hardly():
    rng = np.random.default_rng(0)
    place = calendar(120)
    found = [seasonal_factors(rng.normal(0, 1, 120), place).any() for _ in range(200)]
    assert np.mean(found) < 0.12
    assert abs(seasonal_factors(np.sin(np.arange(120) / 15), place)).max() < 0.001
    assert not seasonal_factors(np.linspace(0, 1, 120), place).any()
    assert not seasonal_factors(np.linspace(0, 1e6, 120), place).any()


def test_less_than_three_years_show_no_season():
    place = calendar(SEASON_NEEDS)
    assert not seasonal_factors(WAVE[place[:-1]], place[:-1]).any()
    np.testing.assert_allclose(seasonal_factors(WAVE[place], place), WAVE, atol=1e-12)
