import numpy as np
import pytest
from scipy.special import ndtri

from forecast.series import LEVELS, Window, learn, shipped
from forecast.series.curve import EVEN, FARTHEST, REACH
from forecast.series.model import Sketch
from forecast.series.panel import PanelFit
from forecast.series.past import Scale

NORMAL = ndtri((1 + np.array(LEVELS)) / 2)


def fit(sd, *, constant=False, moved=None):
    """Return a fit whose centre is 0 and whose width is its sd."""
    sd = np.asarray(sd, dtype=float)
    said = Sketch(np.zeros(len(sd)), np.array(sd))
    moved = sd if moved is None else np.asarray(moved, dtype=float)
    return PanelFit({"gedempt": said}, Scale("log"), False, constant, np.array(moved))


def dates(errors, sd, gap=6, **more):
    """Return a window per row of errors, `gap` months apart."""
    one = fit(sd, **more)
    return [Window(48 + i * gap, one, np.array(row, dtype=float)) for i, row in enumerate(errors)]


def walks(series, windows, horizon, seed=1, sd=0.02):
    steps = np.random.default_rng(seed).normal(0, sd, (series, windows, horizon))
    return steps.cumsum(axis=2), sd * np.sqrt(np.arange(1, horizon + 1))


def unmixed(curve, horizon):
    """Return the factors of the record itself."""
    base = shipped(horizon).factors
    return (curve.factors - (1 - curve.own_share) * base) / curve.own_share


def test_errors_of_the_foreseen_size_give_the_factors_of_the_normal_distribution():
    errors, sd = walks(150, 12, 12)
    curve = learn([dates(one, sd, gap=12) for one in errors], 12)
    assert (curve.own_share > 0.98).all()
    np.testing.assert_allclose(unmixed(curve, 12), NORMAL[:, None] * np.ones(12), rtol=0.08)
    np.testing.assert_allclose(unmixed(curve, 12).mean(axis=1), NORMAL, rtol=0.04)


def test_errors_of_half_again_the_size_give_factors_as_much_larger():
    errors, sd = walks(60, 10, 6)
    once, more = (learn([dates(scale * one, sd) for one in errors], 6) for scale in (1, 1.5))
    np.testing.assert_allclose(unmixed(more, 6), 1.5 * unmixed(once, 6))


def test_a_learnt_factor_stays_near_the_shipped_one_whatever_a_series_did():
    errors, sd = walks(3, 8, 6)
    for scale, bound in ((1000.0, FARTHEST), (0.001, 1 / FARTHEST)):
        curve = learn([dates(scale * one, sd) for one in errors], 6)
        np.testing.assert_allclose(unmixed(curve, 6), bound * shipped(6).factors)


@pytest.mark.parametrize(("series", "windows", "gap"), [(1, 8, 6), (1, 3, 12), (4, 5, 6)])
def test_the_record_weighs_by_its_windows_that_do_not_overlap(series, windows, gap):
    errors, sd = walks(series, windows, 24)
    curve = learn([dates(one, sd, gap=gap) for one in errors], 24)
    horizons = np.arange(1, 25)
    n = series * np.maximum(1, windows * gap / np.maximum(horizons, gap))
    np.testing.assert_allclose(curve.own_share, n / (n + EVEN))
    assert (curve.series, curve.windows) == (series, series * windows)


def test_an_outcome_that_is_not_known_yet_counts_for_nothing():
    errors, sd = walks(3, 6, 12)
    known = errors.copy()
    known[:, :, 4:] = np.nan
    curve = learn([dates(one, sd) for one in known], 12)
    # within reach of the last known month the neighbours speak, beyond it nobody does
    assert (curve.own_share[:4] > 0).all()
    assert (curve.own_share[4 + REACH :] == 0).all()
    beyond = slice(4 + REACH, None)
    np.testing.assert_array_equal(curve.factors[:, beyond], shipped(12).factors[:, beyond])


def test_every_series_is_equally_heavy_however_many_dates_it_has():
    """Slow: each error as often as makes all series equal, and the plain empirical quantile."""
    rng = np.random.default_rng(4)
    few, many = rng.normal(0, 0.8, (4, 1)), rng.normal(0, 1.4, (12, 1))
    curve = learn([dates(few, [1.0]), dates(many, [1.0])], 1)
    heap = np.r_[np.repeat(np.abs(few), 3), np.abs(many).ravel()]
    slow = np.quantile(heap, LEVELS, method="inverted_cdf")
    np.testing.assert_allclose(unmixed(curve, 1)[:, 0], slow)


def test_the_errors_of_neighbouring_months_help():
    errors, sd = walks(20, 8, 24)
    curve = learn([dates(one, sd) for one in errors], 24)
    size = np.abs(errors) / sd
    for h in (0, 2, 11, 23):
        near = size[:, :, max(0, h - REACH) : h + REACH + 1]
        slow = np.quantile(near, LEVELS, method="inverted_cdf")
        np.testing.assert_allclose(unmixed(curve, 24)[:, h], slow)


@pytest.mark.parametrize("pool", [[], [[]], [[], []]])
def test_nothing_known_leaves_the_shipped_curve(pool):
    curve = learn(pool, 24)
    assert (curve.factors == shipped(24).factors).all()
    assert (curve.own_share == 0).all()
    assert curve.note(24) == "breedte uit de meegeleverde kromme: er is geen eigen terugtoets"


def test_a_constant_series_and_one_without_outcomes_teach_nothing():
    still = dates(np.ones((5, 6)), np.ones(6), constant=True)
    unknown = dates(np.full((5, 6), np.nan), np.ones(6))
    assert learn([still, unknown], 6).windows == 0


def test_a_past_date_that_saw_no_width_does_not_rule_the_others():
    """On an exact line a model foresees nothing; what it missed by is no measure of width."""
    errors, sd = walks(4, 8, 12)
    ordinary = [dates(one, sd) for one in errors]
    line = dates(np.full((8, 12), 0.01), np.full(12, 1e-12), moved=np.full(12, 0.01))
    alone, together = learn(ordinary, 12), learn([*ordinary, line], 12)
    assert (together.factors < 2 * alone.factors).all()


def test_the_note_says_where_the_width_comes_from():
    errors, sd = walks(2, 8, 12)
    one, two = learn([dates(errors[0], sd)], 12), learn([dates(e, sd) for e in errors], 12)
    assert one.note(12) == ("breedte uit 8 toetsmomenten van de reeks zelf, op 12 maanden voor "
                            "17 % en verder uit de meegeleverde kromme")
    assert "16 toetsmomenten van 2 reeksen, op 6 maanden voor 44 %" in two.note(6)
    assert two.note(90) == two.note(12).replace("op 12 maanden", "op 90 maanden")


def test_the_shipped_curve_is_wider_at_95_than_at_80_and_level_beyond_its_last_month():
    long = shipped(120)
    assert (long.factors[1] > long.factors[0]).all()
    assert (long.factors[0] > 1).all()
    np.testing.assert_array_equal(long.factors[:, 36:], long.factors[:, [35]] * np.ones(84))
    np.testing.assert_array_equal(shipped(12).factors, long.factors[:, :12])
    with pytest.raises(ValueError, match="read-only"):
        long.factors[0, 0] = 1
