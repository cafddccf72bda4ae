from __future__ import annotations

import numpy as np
import pytest

from forecast.errors import ForecastError
from forecast.flows.bijstand.history import read_history


def test_seasons_have_mean_one_and_follow_what_was_seen(stand_in):
    history = read_history(stand_in[0](months=60, ripple=8))
    assert history.season.mean(axis=0) == pytest.approx(np.ones(4))
    data = stand_in[0](months=60, ripple=8).monthly("uitstroom_werk")["Assen"]
    high = data.groupby(data.index.month).mean().idxmax()
    assert history.season[:, 0].argmax() == high - 1
    assert history.season[high - 1, 0] == pytest.approx(1 + 8 / 25, abs=0.01)
    assert history.season[high - 1, 1] > 1.2, "a small reason takes the season of all together"


def test_a_flat_past_has_no_season(stand_in):
    assert read_history(stand_in[0]()).season == pytest.approx(np.ones((12, 4)))


def test_the_pool_starts_with_the_latest_month(stand_in):
    history = read_history(stand_in[0](ripple=8))
    assert history.pool().shape == (1, 4, 12)
    assert (history.pool()[0, :, 0] == history.exits[-1, 0]).all()
    assert history.last_year() == pytest.approx(history.pool().sum(axis=2))


def test_less_than_a_year_is_refused(stand_in):
    with pytest.raises(ForecastError, match="er zijn 9 maanden"):
        read_history(stand_in[0](months=10))
