import numpy as np
import pytest

from forecast.periods import months_of_years
from forecast.project.economy import PATH, REFERENCE, economy_of
from forecast.series import Response

MONTHS = months_of_years((2020, 2021, 2022, 2023))


class Said:
    """The assumptions that the economy asks."""

    def __init__(self, path, reference=3.4, factor=1.0):
        self.paths = {PATH: path, REFERENCE: reference}
        self.numbers = {
            "economie.reactie.factor": factor,
            "economie.werkloosheid.sd_eerste_jaar": 0.9,
            "economie.werkloosheid.sd_later": 1.5,
        }

    def path(self, key, months):
        return np.full(len(months), self.paths[key])

    def number(self, key):
        return self.numbers[key]


def response(b0=0.03, b1=0.04, variance=0.0):
    return Response(b0, b1, np.eye(2) * variance, "", 15, 0.7)


def test_on_the_reference_path_nothing_moves_the_centre():
    economy = economy_of(Said(3.4), response(), MONTHS, 1, 50)
    assert (economy.central == 0).all()


def test_a_point_more_is_felt_within_the_year_and_again_a_year_later():
    central = economy_of(Said(4.4), response(), MONTHS, 1, 50).central[0]
    assert central[:12] == pytest.approx(0.03)
    assert central[12:] == pytest.approx(0.07)


def test_the_factor_scales_the_response():
    central = economy_of(Said(4.4, factor=0.5), response(), MONTHS, 1, 50).central[0]
    assert central[-1] == pytest.approx(0.035)


def test_year_means_of_unemployment_spread_as_assumed():
    drawn = economy_of(Said(20.0), response(), MONTHS, 1, 20_000).unemployment
    by_year = drawn.reshape(-1, 4, 12).mean(axis=2)
    assert by_year.mean(axis=0) == pytest.approx(20.0, abs=0.05)
    assert by_year[:, :2].std(axis=0) == pytest.approx([0.9, 1.5], rel=0.02)
    assert drawn[:, 0].std() < 0.2  # next month is nearly known


def test_unemployment_never_falls_below_what_can_be_meant():
    economy = economy_of(Said(1.0), response(), MONTHS, 1, 5_000)
    assert economy.unemployment.min() >= 0


def test_the_width_that_the_economy_explains_does_not_depend_on_the_scenario():
    calm, bad = (economy_of(Said(level), response(), MONTHS, 1, 500) for level in (3.4, 9.0))
    assert np.array_equal(calm.sd, bad.sd)
    assert (np.diff(calm.sd) > -1e-12).all()


def test_the_response_is_drawn_anew_in_each_draw():
    sure, unsure = (
        economy_of(Said(6.4), response(variance=v), MONTHS, 1, 2_000) for v in (0.0, 0.0002)
    )
    assert unsure.drawn[:, -1].std() > sure.drawn[:, -1].std()
