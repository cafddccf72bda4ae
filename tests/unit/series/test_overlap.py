import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import burg as burg_of_one
from statsmodels.tsa.arima_process import arma_acovf

from forecast.series.overlap import autocovariances, burg, products, sums, weights

RNG = np.random.default_rng(4)


def test_sums_add_each_twelve_months_in_a_row():
    values = RNG.normal(size=40)
    assert sums(40) @ values == pytest.approx(pd.Series(values).rolling(12).sum().to_numpy()[11:])


def test_weights_are_least_squares_on_twelve_month_sums():
    columns = np.column_stack([RNG.normal(size=60), np.full(60, 1 / 12)])
    y = RNG.normal(size=60)
    rolled = pd.DataFrame(columns).assign(y=y).rolling(12).sum().dropna().to_numpy()
    slow = np.linalg.lstsq(rolled[:, :2], rolled[:, 2], rcond=None)[0]
    assert weights(columns) @ y == pytest.approx(slow)


@pytest.mark.parametrize("order", [1, 2, 12])
def test_burg_of_many_series_is_that_of_statsmodels_for_each(order):
    errors = RNG.normal(size=(3, 150)).cumsum(axis=1)
    errors -= errors.mean(axis=1, keepdims=True)
    found, variance = burg(errors, order)
    partial = np.array([burg(errors, p)[0][:, -1] for p in range(1, order + 1)])
    assert variance == pytest.approx((errors**2).mean(axis=1) * np.prod(1 - partial**2, axis=0))
    for i, one in enumerate(errors):
        slow, spread = burg_of_one(one, order=order, demean=False)
        assert found[i] == pytest.approx(slow)
        assert variance[i] == pytest.approx(spread, rel=0.05)  # it counts the ends otherwise


def test_errors_that_are_all_zero_have_no_memory():
    found, variance = burg(np.zeros((1, 50)), 3)
    assert (found == 0).all()
    assert variance == 0


def test_autocovariances_are_those_of_the_process():
    coefficients = np.array([[0.5, 0.3], [0.9, 0.0]])
    found = autocovariances(coefficients, np.array([2.0, 0.5]), 30)
    for i, spread in enumerate((2.0, 0.5)):
        slow = arma_acovf(np.append(1.0, -coefficients[i]), [1.0], nobs=30, sigma2=spread)
        assert found[i] == pytest.approx(slow)


def test_products_give_the_covariance_of_two_weighted_sums():
    left, right = RNG.normal(size=(2, 25))
    spread = 0.8 ** np.arange(25)
    slow = sum(left[i] * right[j] * spread[abs(i - j)] for i in range(25) for j in range(25))
    assert products(left, right) @ spread == pytest.approx(slow)
