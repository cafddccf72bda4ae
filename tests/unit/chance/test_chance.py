from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from forecast import chance

#: Single precision may take the other side where a uniform lies this near to a step.
TIE_RATE = 1e-5


def _uniforms(name, shape):
    return chance.uniforms32(7, name, (), shape)


@pytest.mark.parametrize(
    ("n", "p"),
    [(1, 0.5), (8, 1 / 6), (18, 0.02), (40, 0.9), (300, 0.005), (300, 0.2), (100, 0.9999),
     (5000, 0.02), (20000, 0.3), (20000, 0.9), (3, 1e-6)],
)
def test_binomial_is_the_quantile_of_scipy(n, p):
    u, p = _uniforms(f"{n} {p}", (20, 1000)), float(np.float32(p))
    found = chance.binomial(u, np.float32(n), np.float32(p))
    wanted = stats.binom.ppf(u.astype(np.float64), n, p)
    assert (found != wanted).mean() <= TIE_RATE


@pytest.mark.parametrize("mean", [1e-4, 0.3, 3.0, 20.0, 99.0, 150.0, 3000.0])
def test_poisson_is_the_quantile_of_scipy(mean):
    u, mean = _uniforms(f"{mean}", (20, 1000)), float(np.float32(mean))
    found = chance.poisson(u, np.float32(mean))
    wanted = stats.poisson.ppf(u.astype(np.float64), mean)
    assert (found != wanted).mean() <= TIE_RATE


def test_a_field_of_unlike_cells_is_inverted_cell_by_cell():
    rng = np.random.default_rng(5)
    n = rng.poisson(rng.choice([0.5, 5, 40, 400], size=(30, 5, 1)), (30, 5, 200)).astype("f4")
    p = rng.uniform(0.001, 0.3, (30, 1, 200)).astype("f4")
    u = _uniforms("veld", n.shape)
    wanted = stats.binom.ppf(u.astype(np.float64), n, p.astype(np.float64))
    wanted[n == 0] = 0
    assert (chance.binomial(u, n, p) != wanted).mean() <= TIE_RATE


@pytest.mark.parametrize("size", [10, 5000])
def test_certainty_is_exact(size):
    u, n = _uniforms("zeker", (size,)), np.arange(size, dtype=np.float32)
    assert (chance.binomial(u, n, np.float32(1)) == n).all()
    assert (chance.binomial(u, n, np.float32(0)) == 0).all()
    assert (chance.binomial(u, np.zeros(size, "f4"), np.float32(0.7)) == 0).all()
    assert (chance.poisson(u, np.zeros(size)) == 0).all()


def test_a_count_never_passes_its_number_even_at_the_ends_of_the_uniforms():
    ends = np.array([2.0**-24, 1 - 2.0**-24], dtype=np.float32)
    u = np.tile(ends, 5000)
    for n, p in ((2, 0.001), (50, 0.3), (3000, 0.5), (7, 0.999)):
        found = chance.binomial(u, np.float32(n), np.float32(p))
        assert found.min() >= 0
        assert found.max() <= n
        assert (found == stats.binom.ppf(u.astype(float), n, float(np.float32(p)))).all()


def test_quantiles_rise_with_number_chance_and_mean():
    u = _uniforms("hoger", (40, 1000))
    assert (chance.binomial(u, np.float32(31), np.float32(0.1))
            >= chance.binomial(u, np.float32(30), np.float32(0.1))).all()
    assert (chance.binomial(u, np.float32(30), np.float32(0.11))
            >= chance.binomial(u, np.float32(30), np.float32(0.1))).all()
    assert (chance.poisson(u, np.float32(3.1)) >= chance.poisson(u, np.float32(3.0))).all()


def test_uniforms_of_a_place_are_open_even_and_the_same_for_more_rows():
    u = chance.uniforms32(1, "naam", (5, 6), (400, 1000))
    assert u.min() > 0
    assert u.max() < 1
    assert stats.kstest(u.reshape(-1)[:50_000].astype(float), "uniform").pvalue > 1e-4
    assert (u[:7] == chance.uniforms32(1, "naam", (5, 6), (7, 1000))).all()
    assert (u != chance.uniforms32(1, "naam", (5, 7), (400, 1000))).mean() > 0.99


def test_whole_keeps_what_is_whole_and_the_mean_of_what_is_not():
    u = _uniforms("heel", (100_000,))
    assert (chance.whole(u, np.full(u.size, 12.0)) == 12).all()
    found = chance.whole(u, np.full(u.size, 12.3))
    assert set(np.unique(found)) == {12, 13}
    assert found.mean() == pytest.approx(12.3, abs=0.01)


def test_between_meets_its_band():
    found = chance.between(chance.uniforms(3, "band", (200_000,)), 0.09, 0.20, 0.29)
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx([0.09, 0.20, 0.29], abs=2e-3)
