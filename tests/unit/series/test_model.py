import warnings

import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.series.model import Model, Sketch, grown, psi_weights
from forecast.series.past import past_of

PAST = past_of(pd.Series(np.arange(20) + 5.0,
                         pd.period_range(month(2015, 1), periods=20, freq="M")))


def model(fit):
    return Model("proef", "proefmodel", 6, fit)


def told(path, sd):
    return model(lambda past, horizon: (np.asarray(path, float), np.asarray(sd, float)))


def test_what_a_model_says_is_kept_as_it_is_and_read_only():
    said = told([1, 2, 3], [0, 0.1, 0.2]).sketch(PAST, 3)
    assert isinstance(said, Sketch)
    assert said.path.tolist() == [1, 2, 3]
    assert said.sd.tolist() == [0, 0.1, 0.2]
    assert said.notes == ()
    for values in (said.path, said.sd):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 9


def test_a_warning_becomes_one_note_of_one_line_with_the_name_of_the_model():
    def complaining(past, horizon):
        for _ in range(3):
            warnings.warn("eerste regel\ntweede regel", UserWarning, stacklevel=1)
        return np.zeros(horizon), np.ones(horizon)

    said = model(complaining).sketch(PAST, 2)
    assert said.notes == ("proefmodel, statsmodels meldt: eerste regel",)


@pytest.mark.parametrize("error", [
    ValueError("te weinig"), ZeroDivisionError("te weinig"), np.linalg.LinAlgError("te weinig")])
def test_a_model_that_fails_says_so_in_words(error):
    def failing(past, horizon):
        raise error

    assert model(failing).sketch(PAST, 2) == "proefmodel lukte niet: te weinig"


@pytest.mark.parametrize(("path", "sd"), [
    ([1, np.nan], [1, 1]), ([np.inf, 1], [1, 1]), ([1, 1], [1, np.nan]), ([1, 1], [np.inf, 1])])
def test_what_is_no_number_is_no_forecast(path, sd):
    said = told(path, sd).sketch(PAST, 2)
    assert said == "proefmodel lukte niet: de uitkomst is geen getal"


def test_a_mistake_in_the_code_is_not_taken_for_a_difficult_series():
    def mistaken(past, horizon):
        raise KeyError("oeps")

    with pytest.raises(KeyError):
        model(mistaken).sketch(PAST, 2)


def test_weights_of_one_shock_are_those_of_long_division():
    walk = psi_weights(np.array([1.0, -1]), np.ones(1), 5)
    assert walk.tolist() == [1, 1, 1, 1, 1]
    smooth = psi_weights(np.array([1.0, -1]), np.array([1.0, -0.6]), 5)
    np.testing.assert_allclose(smooth, [1, 0.4, 0.4, 0.4, 0.4])
    momentum = psi_weights(np.convolve([1, -0.5], [1, -1]), np.ones(1), 6)
    np.testing.assert_allclose(momentum, np.cumsum(0.5 ** np.arange(6)))


def test_the_error_adds_up_the_shocks_that_are_still_to_come():
    psi = np.array([1.0, 0.5, -0.25, 2.0])
    slow = [2 * np.sqrt(sum(p**2 for p in psi[:h])) for h in range(1, 5)]
    np.testing.assert_allclose(grown(psi, 2.0), slow)
