"""The reserve against a case with a closed form, and against what must hold for any draws."""

import numpy as np
import pytest
from scipy.stats import norm

from forecast.insight import two_sided

DRAWS = 1_000_000
Z80 = norm.ppf(0.8)


def pair(rho, surplus=-0.5, sds=(2.5, 1.5)):
    """Return draws of income and cost, mln eur, bivariate normal."""
    first, second = np.random.default_rng(11).standard_normal((2, DRAWS))
    mixed = rho * first + np.sqrt(1 - rho**2) * second
    return 40 + surplus + sds[0] * first, 40 + sds[1] * mixed


@pytest.mark.parametrize("rho", [-0.4, 0.0, 0.5, 0.9])
@pytest.mark.parametrize("surplus", [-1.0, 0.3])
def test_the_bivariate_normal_case_within_one_percent(rho, surplus):
    found = two_sided(*pair(rho, surplus))
    together = Z80 * np.sqrt(2.5**2 + 1.5**2 - 2 * rho * 2.5 * 1.5) - surplus
    apart = Z80 * np.sqrt(2.5**2 + 1.5**2) - surplus
    assert found.correlation == pytest.approx(rho, abs=0.01)
    assert found.together == pytest.approx(together, rel=0.01)
    assert found.apart == pytest.approx(apart, rel=0.01)


def test_what_moves_one_way_asks_for_less_than_apart():
    income = np.linspace(30.0, 50.0, 999)[np.random.default_rng(1).permutation(999)]
    found = two_sided(income, income + 1.0)
    assert found.together == pytest.approx(1.0)
    assert found.apart > 5.0
    assert found.correlation == pytest.approx(1.0)


def test_an_income_that_is_known_has_nothing_in_common():
    cost = np.random.default_rng(2).normal(40.0, 1.0, 5_000)
    found = two_sided(np.full(5_000, 41.0), cost)
    assert np.isnan(found.correlation)
    assert found.together == pytest.approx(found.apart)


def test_one_draw_is_refused():
    with pytest.raises(ValueError, match="one draw"):
        two_sided(np.ones(1), np.ones(1))
