import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from forecast.periods import month, months
from forecast.series import Curve, Weights, models_in_words, outlook, shipped
from forecast.series.model import Sketch
from forecast.series.outlook import Outlook, jumps, walk
from forecast.series.panel import PanelFit
from forecast.series.past import Scale

WEIGHTS = Weights({"gedempt": 1.0}, "alleen gedempte trend")
HORIZON = 24


def series(values):
    index = pd.period_range(month(2015, 1), periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index, name="stand")


def told(kind="log", level=5.0, sizes=(0.05, 0.1), horizon=HORIZON):
    """Return an outlook whose widths grow with the root of the horizon."""
    root = np.sqrt(np.arange(1, horizon + 1))
    return Outlook(months(month(2020, 1), month(2020, horizon)), Scale(kind),
                   level + 0.01 * np.arange(horizon), np.array([size * root for size in sizes]),
                   np.full(horizon, 0.5), WEIGHTS, shipped(horizon))


def fit(path, sd, *, kind="log", constant=False, moved=None):
    said = Sketch(np.array(path, dtype=float), np.array(sd, dtype=float))
    moved = np.array(sd if moved is None else moved, dtype=float)
    return PanelFit({"gedempt": said}, Scale(kind), False, constant, moved, ("melding",))


def test_the_bands_of_80_and_95_hit_their_widths_exactly():
    one = told()
    for level, width in zip((0.80, 0.95), one.widths, strict=True):
        low, high = one.band(level)
        np.testing.assert_allclose(np.log(low), one.middle - width, rtol=1e-12)
        np.testing.assert_allclose(np.log(high), one.middle + width, rtol=1e-12)
    assert one.origin == month(2019, 12)
    np.testing.assert_allclose(one.central, np.exp(one.middle))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.01, 0.995), min_size=2, max_size=5, unique=True),
       st.floats(0.01, 0.5), st.floats(1, 4), st.sampled_from(["log", "log1p", "gewoon"]))
def test_bands_lie_in_each_other_and_widen_with_level_and_horizon(levels, inner, ratio, kind):
    one = told(kind, sizes=(inner, ratio * inner))
    before = None
    for level in sorted(levels):
        low, high = one.band(level)
        assert (low <= one.central).all()
        assert (high >= one.central).all()
        size = one.scale.forward(high) - one.scale.forward(low)
        assert (np.diff(size) >= -1e-9).all()
        if before is not None:
            assert (low <= before[0] + 1e-12).all()
            assert (high >= before[1] - 1e-12).all()
        before = low, high


def test_normal_widths_give_the_normal_bands_at_every_level():
    one = told(sizes=tuple(0.1 * ndtri((1 + np.array([0.80, 0.95])) / 2)))
    for level in (0.5, 0.8, 0.9, 0.95, 0.99):
        high = np.log(one.band(level)[1]) - one.middle
        np.testing.assert_allclose(high, 0.1 * ndtri((1 + level) / 2)
                                   * np.sqrt(np.arange(1, HORIZON + 1)), rtol=1e-9)


def test_paths_have_the_distribution_of_the_band_in_every_month():
    one = told()
    paths = one.paths(1, 20_000, "proef")
    assert paths.shape == (20_000, HORIZON)
    for level in (0.5, 0.80, 0.95):
        low, high = one.band(level)
        inside = ((low <= paths) & (paths <= high)).mean(axis=0)
        np.testing.assert_allclose(inside, level, atol=0.012)
        np.testing.assert_allclose((paths < low).mean(axis=0), (1 - level) / 2, atol=0.012)
    np.testing.assert_allclose((paths < one.central).mean(axis=0), 0.5, atol=0.015)


@pytest.mark.parametrize(("early", "late"), [(0, 1), (2, 11), (0, 23), (11, 23)])
def test_months_go_together_by_the_ratio_of_their_widths(early, late):
    width = np.sqrt(np.linspace(0.002, 0.04, HORIZON))
    z = walk(width, 3, 20_000, "proef")
    np.testing.assert_allclose(z.std(axis=0), 1, atol=0.02)
    found = np.corrcoef(z[:, early], z[:, late])[0, 1]
    assert found == pytest.approx(width[early] / width[late], abs=0.02)


def test_a_width_that_stops_growing_lets_the_path_keep_its_distance():
    width = np.array([0.1, 0.2, 0.2, 0.2])
    z = walk(width, 3, 50, "proef")
    np.testing.assert_allclose(z[:, 1:], z[:, [1]] * np.ones(3))


def test_paths_of_counts_are_whole_and_keep_the_mean():
    one = told("log1p", level=1.0, sizes=(0.3, 0.5))
    plain = one.paths(1, 20_000, "proef")
    counts = one.paths(1, 20_000, "proef", counts=True)
    assert (counts >= 0).all()
    assert (counts == np.round(counts)).all()
    assert abs(counts - plain).max() <= 1
    np.testing.assert_allclose(counts.mean(axis=0), plain.mean(axis=0), atol=0.02)


def test_paths_belong_to_seed_and_name_and_their_errors_lie_around_the_middle():
    one = told()
    first = one.paths(1, 20, "proef")
    assert (first == one.paths(1, 20, "proef")).all()
    assert (first != one.paths(2, 20, "proef")).any()
    assert (first != one.paths(1, 20, "ander")).any()
    errors = one.log_errors(1, 20, "proef")
    np.testing.assert_allclose(np.log(first), one.middle + errors, rtol=1e-12)


def test_the_widths_are_the_factors_times_the_foreseen_width():
    history = series(np.exp(np.random.default_rng(1).normal(5, 0.1, 40)))
    one = fit(np.full(12, 5.0), np.linspace(0.1, 0.3, 12))
    found = outlook(history, one, WEIGHTS, shipped(12), 12, ("eerst",))
    np.testing.assert_allclose(found.widths, shipped(12).factors * one.width)
    assert found.months.equals(months(month(2018, 5), month(2019, 4)))
    assert found.notes[:2] == ("eerst", "melding")
    total = (found.widths[0] / ndtri(0.9)) ** 2
    np.testing.assert_allclose(found.chance, np.minimum(one.own_sd**2 / total, 1))


def test_a_curve_that_dips_gives_no_narrower_band_further_away():
    history = series(np.exp(np.random.default_rng(1).normal(5, 0.1, 40)))
    factors = np.array([[2.0, 1.0, 1.0, 1.0], [1.5, 1.0, 3.0, 1.0]])
    found = outlook(history, fit(np.full(4, 5.0), np.full(4, 0.1)), WEIGHTS,
                    Curve(factors, np.ones(4)), 4)
    assert (np.diff(found.widths, axis=1) >= 0).all()
    assert (found.widths[1] >= found.widths[0]).all()


def test_a_fit_that_reaches_further_is_cut_at_the_horizon():
    history = series(np.exp(np.random.default_rng(1).normal(5, 0.1, 40)))
    one = fit(np.arange(60.0), np.linspace(0.1, 0.3, 60))
    found = outlook(history, one, WEIGHTS, shipped(12), 12)
    assert len(found.months) == len(found.middle) == found.widths.shape[1] == len(found.chance)
    assert found.middle.tolist() == list(range(12))


def test_a_constant_series_has_no_width_and_says_why():
    one = fit(np.full(6, np.log(7.0)), np.zeros(6), constant=True)
    found = outlook(series([7.0] * 20), one, WEIGHTS, shipped(6), 6)
    for level in (0.5, 0.8, 0.95):
        for bound in found.band(level):
            np.testing.assert_allclose(bound, 7)
    assert "De breedte is nul omdat de reeks nooit bewoog." in found.notes
    np.testing.assert_allclose(found.paths(1, 5, "proef"), 7)


def test_an_exact_line_gets_the_width_of_a_walk_with_its_usual_step_and_says_so():
    history = series(100 * 1.01 ** np.arange(40))
    one = fit(np.full(9, 5.0), np.full(9, 1e-15), moved=np.full(9, 0.01))
    found = outlook(history, one, WEIGHTS, shipped(9), 9)
    np.testing.assert_allclose(found.widths, shipped(9).factors * np.log(1.01)
                               * np.sqrt(np.arange(1, 10)))
    assert any("volgt tot nu toe precies een lijn" in note for note in found.notes)


def test_a_jump_of_level_is_named_with_its_month_and_its_size():
    rng = np.random.default_rng(2)
    values = np.exp(np.log(1000) + rng.normal(0, 0.004, 60).cumsum())
    values[40:] *= 1.5
    found = jumps(series(values))
    assert len(found) == 1
    assert found[0].startswith("Niveausprong in mei 2018: van ")
    assert found[0].endswith("; de raming gaat van het nieuwe niveau uit.")


def test_an_ordinary_series_has_no_jump():
    rng = np.random.default_rng(2)
    assert jumps(series(np.exp(5 + rng.normal(0, 0.02, 120).cumsum()))) == ()
    assert jumps(series([7.0] * 40)) == ()
    assert jumps(series(rng.poisson(2, 60))) == ()


def test_a_small_or_an_old_or_a_young_jump_is_not_named():
    rng = np.random.default_rng(2)
    base = np.exp(7 + rng.normal(0, 0.001, 120).cumsum())
    small, old = base.copy(), base.copy()
    small[100:] *= 1.03
    old[20:] *= 1.5
    assert jumps(series(small)) == ()
    assert jumps(series(old)) == ()
    assert jumps(series(np.r_[base[:6], 2 * base[6:11]])) == ()


def test_a_step_in_a_series_that_never_moved_before_is_a_jump_as_well():
    found = jumps(series(np.r_[np.full(40, 100.0), np.full(10, 150.0)]))
    assert found == ("Niveausprong in mei 2018: van 100,0 naar 150,0; de raming gaat van het "
                     "nieuwe niveau uit.",)


def test_one_month_that_stands_out_is_no_new_level():
    rng = np.random.default_rng(2)
    values = np.exp(np.log(1000) + rng.normal(0, 0.004, 60).cumsum())
    values[40] *= 1.5
    assert jumps(series(values)) == ()


def test_models_are_named_with_the_heaviest_first():
    weights = Weights({"theta": 0.25, "gedempt": 0.75}, "")
    assert models_in_words(weights) == "gedempte trend 75 %, Theta 25 %"


def test_an_outlook_is_read_only():
    one = told()
    for values in (one.middle, one.widths, one.chance):
        with pytest.raises(ValueError, match="read-only"):
            values[...] = 1
