"""A share behind a middle and a range."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from forecast.flows.inkomen.beta import beta_shape, share_draws

USE = "inkomen.voorzieningenwijzer.gebruik"


def test_165_of_275_counted_for_a_quarter_is_the_range_that_was_said():
    """A beta worth 69 observations: 0.60 with P10 and P90 near 0.525 and 0.675."""
    a, b = beta_shape(0.525, 0.60, 0.675)
    assert a + b == pytest.approx(275 / 4, rel=0.02)
    assert a / (a + b) == pytest.approx(0.6)
    assert stats.beta(a, b).ppf([0.1, 0.9]) == pytest.approx([0.525, 0.675], abs=0.004)


def test_draws_have_the_middle_as_mean_and_stay_a_share(say):
    said = say(ranges={USE: (0.525, 0.675), "inkomen.besluiten.juist": (0.985, 0.997)})
    for key, middle in ((USE, 0.6), ("inkomen.besluiten.juist", 0.992)):
        found = share_draws(said, 1, 20_000, key)
        assert found.mean() == pytest.approx(middle, abs=0.0015)
        assert ((found > 0) & (found < 1)).all()


def test_a_certain_share_is_itself(say):
    assert (share_draws(say(), 1, 5, USE) == 0.6).all()


def test_higher_luck_of_the_assumption_is_a_higher_share(say):
    said = say(ranges={USE: (0.525, 0.675)})
    both = np.stack([said.draw(1, 500, USE), share_draws(said, 1, 500, USE)])
    assert stats.spearmanr(*both).statistic == pytest.approx(1)


def test_a_range_that_no_share_has_is_refused():
    with pytest.raises(ValueError, match="range"):
        beta_shape(0.0, 0.5, 2.0)
