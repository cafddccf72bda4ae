"""Many series at once: what they learn from each other, and what they may not know."""

import numpy as np
import pandas as pd
import pytest

from forecast.periods import month
from forecast.series import CORE_KEYS, case, dates_for, fit_panel, foretell, shipped

HORIZON = 12
KEYS = ("gedempt", "ar")


def series(values, name="a"):
    index = pd.period_range(month(2012, 1), periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index, name=name)


def walk(seed, n=72, sd=0.01):
    return series(np.exp(7 + np.random.default_rng(seed).normal(0, sd, n).cumsum()))


def made(name, history, most=4, keys=KEYS):
    ends = dates_for(history.index, most)
    fits = [fit_panel(history.iloc[:end], HORIZON, keys) for end in (len(history), *ends)]
    return case(name, history, fits[0], ends, fits[1:])


def same(one, other):
    """Say whether two outlooks are equal to the last bit."""
    return (
        one.months.equals(other.months) and one.scale == other.scale
        and one.weights == other.weights and one.notes == other.notes
        and all(getattr(one, name).tobytes() == getattr(other, name).tobytes()
                for name in ("middle", "widths", "chance"))
        and one.curve.factors.tobytes() == other.curve.factors.tobytes()
        and one.curve.note(HORIZON) == other.curve.note(HORIZON)
    )


@pytest.fixture(scope="module")
def three():
    return [made(name, walk(seed)) for seed, name in enumerate("abc")]


def test_every_case_has_its_outlook_in_its_place(three):
    told = foretell(three, HORIZON, dated=False)
    assert len(told) == 3
    for one, found in zip(three, told, strict=True):
        assert found.origin == one.origin == month(2017, 12)
        assert len(found.months) == HORIZON
        assert abs(found.central[0] / one.history.iloc[-1] - 1) < 0.05
        assert (found.curve.series, found.curve.windows) == (3, 12)
        assert "gewogen met die van de 3 reeksen samen" in found.weights.reason


def test_the_order_of_the_series_does_not_matter(three):
    a, b, c = foretell(three, HORIZON, dated=False)
    for order in ((2, 0, 1), (1, 2, 0)):
        found = foretell([three[i] for i in order], HORIZON, dated=False)
        for i, one in zip(order, found, strict=True):
            twin = (a, b, c)[i]
            np.testing.assert_allclose(one.middle, twin.middle, rtol=1e-12)
            np.testing.assert_allclose(one.widths, twin.widths, rtol=1e-12)
            assert list(one.weights.by_model.values()) == pytest.approx(
                list(twin.weights.by_model.values()), rel=1e-12)


def test_series_learn_from_each_other():
    calm, wild = made("a", walk(1)), made("b", walk(2))
    alone = foretell([calm], HORIZON, dated=False)[0]
    together = foretell([calm, wild], HORIZON, dated=False)[0]
    assert alone.weights.by_model != together.weights.by_model
    assert (together.curve.own_share > alone.curve.own_share).all()


def test_without_past_dates_weights_are_equal_and_the_shipped_curve_holds():
    history = walk(1)
    one = case("a", history, fit_panel(history, HORIZON, KEYS), (), ())
    told = foretell([one], HORIZON, dated=False)[0]
    assert set(told.weights.by_model.values()) == {0.5}
    assert (told.curve.factors == shipped(HORIZON).factors).all()
    assert "gelijk gewogen" in told.weights.reason


def test_at_a_past_date_nothing_later_is_known_of_any_series():
    first, second = walk(1), walk(2)
    absurd = second.copy()
    absurd.iloc[60:] = 1e6 * np.arange(1, 13)
    early = [made("a", first.iloc[:60]), made("b", second.iloc[:60])]
    honest = foretell([*early, made("b", second)], HORIZON, dated=True)
    planted = foretell([*early, made("b", absurd)], HORIZON, dated=True)
    assert same(honest[0], planted[0])
    assert same(honest[1], planted[1])
    # the same figures do matter where they were known: the test can see them
    assert not same(honest[2], planted[2])
    open_book = [foretell([*early, made("b", one)], HORIZON, dated=False)[0]
                 for one in (second, absurd)]
    assert not same(*open_book)


def test_at_a_past_date_only_the_latest_known_history_of_a_series_teaches():
    history = walk(1)
    origins = [made("a", history.iloc[:n]) for n in (48, 60, 72)]
    other = made("b", walk(2, 66))
    told = foretell([*origins, other], HORIZON, dated=True)
    assert [found.curve.series for found in told] == [1, 1, 2, 2]
    alone = foretell([origins[1]], HORIZON, dated=True)[0]
    assert same(told[1], alone)
    pair = foretell([origins[1], other], HORIZON, dated=True)[1]
    assert same(told[3], pair)


def test_histories_of_one_series_teach_once_even_when_all_is_known():
    history = walk(1)
    told = foretell([made("a", history.iloc[:60]), made("a", history)], HORIZON, dated=False)
    assert [found.curve.series for found in told] == [1, 1]


def test_a_case_keeps_its_notes():
    history = walk(1, 30)
    one = case("a", history, fit_panel(history, HORIZON, KEYS), (), (), ("van tevoren",))
    assert foretell([one], HORIZON, dated=False)[0].notes[0] == "van tevoren"


@pytest.fixture(scope="module")
def ordinary():
    return [made(f"r{seed}", walk(seed), keys=CORE_KEYS) for seed in range(4)]


@pytest.mark.parametrize("spoiler", [
    100 * 1.01 ** np.arange(60), 100.0 + np.arange(60),
    np.tile(np.exp(np.sin(np.arange(12)) / 5), 5)])
def test_a_series_without_chance_does_not_spoil_the_others(ordinary, spoiler):
    """What an exact line says of models and widths holds for exact lines only."""
    alone = foretell(ordinary, HORIZON, dated=False)[0]
    line = made("lijn", series(spoiler), keys=CORE_KEYS)
    together = foretell([*ordinary, line], HORIZON, dated=False)[0]
    np.testing.assert_array_less(together.widths, 2 * alone.widths)
    for key, weight in alone.weights.by_model.items():
        assert weight / 10 < together.weights.by_model[key] < 10 * weight, key


@pytest.mark.parametrize("values", [
    np.r_[np.full(50, 5.0), np.full(22, 6.0)],
    np.r_[np.full(30, 5.0), 9.0, np.full(41, 5.0)],
    np.tile([1.2, 1.5, 1.1, 1.7, 1.3, 1.4, 1.9, 1.6, 1.2, 1.1, 1.8, 1.5], 6)])
def test_a_history_that_a_model_foretold_without_error_still_has_a_width(values):
    one = foretell([made("a", series(values))], HORIZON, dated=False)[0]
    assert np.isfinite(one.central).all()
    usual = np.abs(np.diff(np.log(values))).mean()
    assert (one.widths > 1e-3 * usual).all()
    assert sum(one.weights.by_model.values()) == pytest.approx(1)
