"""The sample that proves more than 99 percent, against scipy and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from forecast.flows.inkomen import chance_of_proof, errors_allowed, sample_needed


def test_the_sizes_that_are_in_every_auditing_handbook():
    assert [sample_needed(errors) for errors in range(6)] == [299, 473, 628, 773, 913, 1049]


def test_without_errors_it_is_a_logarithm():
    assert sample_needed(0) == math.ceil(math.log(0.05) / math.log(0.99)) == 299


@pytest.mark.parametrize("errors", [0, 1, 2, 7, 20])
@pytest.mark.parametrize(("norm", "confidence"), [(0.99, 0.95), (0.97, 0.9), (0.995, 0.99)])
def test_it_is_the_one_sided_limit_of_clopper_and_pearson(errors, norm, confidence):
    """The lower limit of the share right is above the norm from this sample on, not before."""
    n = sample_needed(errors, norm, confidence)
    for size, enough in ((n, True), (n - 1, False)):
        result = stats.binomtest(size - errors, size, norm, alternative="greater")
        low = result.proportion_ci(confidence, method="exact").low
        assert (low >= norm) is enough or low == pytest.approx(norm, abs=1e-12)


def test_a_sample_allows_the_errors_for_which_it_is_large_enough():
    assert [errors_allowed(n) for n in (50, 298, 299, 472, 473, 627, 628)] == [
        -1, -1, 0, 0, 1, 1, 2]


def test_the_chance_to_prove_it_is_binomial():
    assert chance_of_proof(298, 0.999) == 0
    assert chance_of_proof(299, 1.0) == 1
    assert chance_of_proof(299, 0.995) == pytest.approx(0.995**299)
    assert chance_of_proof(628, 0.997) == pytest.approx(stats.binom.cdf(2, 628, 0.003))


def test_when_the_norm_just_holds_it_is_proved_in_at_most_five_percent():
    found = [chance_of_proof(n, 0.99) for n in range(299, 1200, 37)]
    assert max(found) <= 0.05
    assert min(found) > 0.01


def test_the_chance_by_drawing_samples():
    rng = np.random.default_rng(3)
    wrong = rng.binomial(628, 0.004, 20_000)
    assert (wrong <= errors_allowed(628)).mean() == pytest.approx(
        chance_of_proof(628, 0.996), abs=0.012)
