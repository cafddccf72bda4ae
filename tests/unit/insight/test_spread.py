import numpy as np
import pytest

from forecast.insight import REST, spread


def draws(n=20_000):
    rng = np.random.default_rng(3)
    return {key: rng.standard_normal(n) for key in ("prijs", "aandeel", "dood")}, rng


def test_shares_of_a_linear_result_are_known():
    """Var = 9 + 4 + 1 of noise: 64.3 %, 28.6 % and 7.1 %."""
    factors, rng = draws()
    noise = rng.standard_normal(20_000)
    found = spread(factors, 3 * factors["aandeel"] - 2 * factors["prijs"] + noise)
    assert [c.key for c in found] == ["aandeel", "prijs", "dood", REST]
    assert [c.share for c in found] == pytest.approx([9 / 14, 4 / 14, 0, 1 / 14], abs=0.01)
    assert [c.direction for c in found][:2] == [1, -1]
    assert sum(c.share for c in found) == pytest.approx(1)


def test_chance_correlation_is_not_a_cause():
    rng = np.random.default_rng(4)
    factors = {f"f{i}": rng.standard_normal(200) for i in range(40)}
    found = spread(factors, rng.standard_normal(200))
    assert next(c.share for c in found if c.key == REST) > 0.8


def test_constant_factor_and_constant_result():
    factors, _ = draws(100)
    factors["vast"] = np.ones(100)
    found = spread(factors, factors["prijs"])
    assert {c.key: c.share for c in found}["vast"] == 0.0
    assert spread(factors, np.ones(100))[0].key == REST


def test_twin_factors_do_not_explain_more_than_everything():
    factors, _ = draws(500)
    factors["tweeling"] = factors["prijs"]
    found = spread(factors, factors["prijs"])
    assert sum(c.share for c in found) == pytest.approx(1)
    assert {c.key: c.share for c in found}["tweeling"] == pytest.approx(0.5, abs=0.01)
