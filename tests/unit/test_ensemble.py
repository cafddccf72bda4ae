import numpy as np
import pytest

from forecast.ensemble import Ensemble
from forecast.periods import month, months, months_of_years

RNG = np.random.default_rng(1)


def people(flow: bool, first=None, count=24) -> Ensemble:
    index = months_of_years((2020, 2021)) if first is None else months(first, first + count - 1)
    counts = RNG.integers(0, 50, (7, len(index), 3))
    return Ensemble(counts, index, ("a", "b", "c"), "personen", flow)


def test_the_whole_is_the_sum_in_every_draw():
    e = people(flow=False)
    whole = e.with_total("WPDA")
    assert whole.groups == ("a", "b", "c", "WPDA")
    assert (whole.values[:, :, 3] == e.values.sum(axis=2)).all()


def test_a_flow_adds_up_and_a_stock_is_averaged_over_the_year():
    flow, stock = people(flow=True), people(flow=False)
    assert (flow.yearly().values[:, 1] == flow.values[:, 12:].sum(axis=1)).all()
    assert np.allclose(stock.yearly().values[:, 0], stock.values[:, :12].mean(axis=1))
    assert (stock.year_end().values[:, 1] == stock.values[:, 23]).all()


def test_only_full_years_count():
    e = people(flow=True, first=month(2019, 7), count=18)
    assert [str(p) for p in e.yearly().periods] == ["2020"]


def test_no_full_year_gives_no_years():
    assert people(flow=True, first=month(2019, 7), count=3).yearly().values.shape == (7, 0, 3)


def test_values_are_read_only_and_shapes_are_checked():
    e = people(flow=True)
    with pytest.raises(ValueError, match="read-only"):
        e.values[0, 0, 0] = 1
    with pytest.raises(ValueError, match="do not fit"):
        Ensemble(np.zeros((2, 3)), e.periods, e.groups, "personen", flow=True)


def test_quantiles_lie_between_draws():
    e = people(flow=False)
    frame = e.quantile(0.5)
    assert frame.shape == (24, 3)
    assert frame.loc["2020-03", "b"] == np.median(e.values[:, 2, 1])
    assert e.mean().loc["2020-03", "b"] == pytest.approx(e.values[:, 2, 1].mean())
