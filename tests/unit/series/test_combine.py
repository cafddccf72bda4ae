import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.series import Losses, Weights, Window, centre, losses, pooled, weigh
from forecast.series.combine import POOL_SERIES, POOL_WINDOWS, POWER, candidates
from forecast.series.model import Sketch
from forecast.series.panel import PanelFit
from forecast.series.past import Scale

KEYS = ("gedempt", "ar", "theta", "ets", "arima")
NOBODY = Losses({}, 0)


def fit(**paths):
    sketches = {key: Sketch(np.asarray(path, dtype=float), np.ones(len(path)))
                for key, path in paths.items()}
    horizon = len(next(iter(paths.values())))
    return PanelFit(sketches, Scale("log"), False, False, np.ones(horizon))


def dated(truth, **paths):
    return Window(48, fit(**paths), np.asarray(truth, dtype=float))


@settings(max_examples=100, deadline=None)
@given(st.data(), st.integers(1, 5), st.integers(1, 4))
def test_the_weighted_median_is_the_median_of_every_path_as_often_as_it_weighs(data, n, horizon):
    tenths = st.integers(-30, 30)
    paths = [data.draw(st.lists(tenths, min_size=horizon, max_size=horizon)) for _ in range(n)]
    times = data.draw(st.lists(st.integers(1, 7), min_size=n, max_size=n))
    one = fit(**dict(zip(KEYS, paths, strict=False)))
    weights = Weights({key: t / sum(times) for key, t in zip(KEYS, times, strict=False)}, "")
    slow = [np.median(np.repeat([path[h] for path in paths], times)) for h in range(horizon)]
    np.testing.assert_allclose(centre(one, weights), slow)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-10, 10), min_size=1, max_size=5))
def test_equal_weights_give_the_plain_median(values):
    one = fit(**{key: [value] for key, value in zip(KEYS, values, strict=False)})
    equal = weigh(one.keys, NOBODY, NOBODY, 1)
    assert centre(one, equal)[0] == pytest.approx(np.median(values))
    assert centre(one)[0] == np.median(values)


def test_a_model_that_runs_wild_does_not_move_a_median_of_three():
    wild = fit(gedempt=[1.0, 1.0], ar=[1.1, 1.2], theta=[1e9, -1e9])
    assert centre(wild).tolist() == [1.1, 1.0]


def test_a_model_that_weighs_more_than_half_decides():
    weights = Weights({"gedempt": 0.2, "ar": 0.55, "theta": 0.25}, "")
    assert centre(fit(gedempt=[1], ar=[5], theta=[3]), weights).tolist() == [5]


def test_the_yardstick_never_counts_unless_it_stands_alone():
    assert candidates(fit(gedempt=[1], seizoensnaief=[9])) == ("gedempt",)
    assert candidates(fit(seizoensnaief=[9])) == ("seizoensnaief",)
    assert centre(fit(gedempt=[1], ar=[2], seizoensnaief=[9])).tolist() == [1.5]


def test_a_loss_is_the_error_in_units_of_the_median_model():
    first = dated([1, 1, 1, 1], gedempt=[2, 2, 2, 2], ar=[1, 1, 3, 3], theta=[5, 5, 5, 5])
    short = dated([0, np.nan, np.nan, np.nan], gedempt=[1, 9, 9, 9], ar=[2, 9, 9, 9],
                  theta=[4, 9, 9, 9])
    # errors 1, 1, 4 in units of 1 and, for a root of a quarter, 1, 2, 4 in units of 2
    found = losses([first, short], 4)
    assert found.windows == 2
    assert found.mean == pytest.approx({
        "gedempt": (1 + 0.5 * 0.5) / 1.5, "ar": (1 + 0.5 * 1) / 1.5,
        "theta": (4 + 0.5 * 2) / 1.5})


def test_only_the_months_that_are_asked_count():
    """A fit that reaches further than the horizon weighs as one that does not."""
    far = dated([1, 1, 1, 1], gedempt=[2, 3, 9, 9], ar=[1, 2, 1, 1], theta=[4, 5, 1, 1])
    near = dated([1, 1], gedempt=[2, 3], ar=[1, 2], theta=[4, 5])
    assert losses([far], 2) == losses([near], 2) == losses([near], 60)


def test_dates_that_teach_nothing_do_not_count():
    nothing_known = dated([np.nan, np.nan], gedempt=[1, 1], ar=[2, 2])
    one_model = dated([1, 1], gedempt=[1, 2], seizoensnaief=[3, 3])
    no_error = dated([1, 1], gedempt=[1, 1], ar=[1, 1])
    assert losses([nothing_known, one_model, no_error], 2) == Losses({}, 0)


def test_the_pool_is_the_mean_over_all_dates_of_all_series():
    found = pooled([Losses({"gedempt": 1.0, "ar": 2.0}, 3), Losses({"gedempt": 2.0}, 1), NOBODY])
    assert found.windows == 4
    assert found.mean == pytest.approx({"gedempt": 1.25, "ar": 2.0})


def test_without_a_record_every_model_weighs_the_same_and_that_is_said():
    weights = weigh(("gedempt", "ar", "theta"), NOBODY, NOBODY, 4)
    assert weights.by_model == pytest.approx(dict.fromkeys(("gedempt", "ar", "theta"), 1 / 3))
    assert weights.reason == "mediaan van 3 modellen, gelijk gewogen: er is geen terugtoets"


def test_a_single_model_weighs_all():
    weights = weigh(("niveau",), Losses({"niveau": 3.0}, 4), NOBODY, 1)
    assert weights.by_model == {"niveau": 1.0}
    assert weights.reason == "alleen gemiddelde van het laatste jaar"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 20), min_size=3, max_size=3), st.integers(1, 40), st.booleans())
def test_weights_add_up_to_one_and_the_better_model_weighs_more(values, windows, alone):
    keys = ("gedempt", "ar", "theta")
    own = Losses(dict(zip(keys, values, strict=True)), windows)
    pool = own if alone else Losses(dict.fromkeys(keys, 1.0), 100)
    weights = weigh(keys, own, pool, 1 if alone else 9).by_model
    assert sum(weights.values()) == pytest.approx(1)
    for better in keys:
        for worse in keys:
            if own.mean[better] < own.mean[worse]:
                assert weights[better] >= weights[worse]
                if own.mean[worse] - own.mean[better] > 0.01:
                    assert weights[better] > weights[worse]


def test_the_weight_is_the_shrunk_loss_to_a_negative_power():
    own, pool = Losses({"gedempt": 0.5, "ar": 2.0}, 8), Losses({"gedempt": 1.2, "ar": 0.9}, 400)
    weights = weigh(("gedempt", "ar"), own, pool, 30).by_model
    mixed = []
    for mine, theirs in ((0.5, 1.2), (2.0, 0.9)):
        believed = (30 * theirs + POOL_SERIES * 1.0) / (30 + POOL_SERIES)
        mixed.append((8 * mine + POOL_WINDOWS * believed) / (8 + POOL_WINDOWS))
    raw = np.array(mixed) ** -POWER
    assert list(weights.values()) == pytest.approx(list(raw / raw.sum()))


def test_the_pool_pulls_a_thin_record_towards_itself():
    keys = ("gedempt", "ar")
    pool = Losses(dict.fromkeys(keys, 1.0), 400)
    shares = [weigh(keys, Losses({"gedempt": 0.5, "ar": 2.0}, n), pool, 9).by_model["gedempt"]
              for n in (0, 2, 8, 32, 10_000)]
    assert shares[0] == pytest.approx(0.5)
    assert (np.diff(shares) > 0).all()
    assert shares[-1] == pytest.approx(0.5**-4 / (0.5**-4 + 2.0**-4), abs=0.01)


def test_a_pool_of_few_series_is_pulled_towards_equality():
    keys = ("gedempt", "ar")
    pool = Losses({"gedempt": 0.5, "ar": 2.0}, 400)
    shares = [weigh(keys, NOBODY, pool, n).by_model["gedempt"] for n in (1, 4, 16, 10_000)]
    assert shares[0] < 0.75
    assert (np.diff(shares) > 0).all()
    assert shares[-1] == pytest.approx(0.5**-4 / (0.5**-4 + 2.0**-4), abs=0.01)


def test_a_model_without_a_record_is_taken_to_be_the_median_one():
    weights = weigh(("gedempt", "ar"), Losses({"gedempt": 1.0}, 8), NOBODY, 1).by_model
    assert weights["ar"] == pytest.approx(weights["gedempt"])


def test_the_reason_names_weights_dates_series_and_the_best_and_worst_model():
    own = Losses({"gedempt": 0.8, "ar": 1.0, "theta": 1.2}, 8)
    reason = weigh(("gedempt", "ar", "theta"), own, own, 3).reason
    assert reason.startswith("gewogen mediaan: gedempte trend ")
    assert ("naar de fout op 8 toetsmomenten van de reeks, gewogen met die van de 3 reeksen samen"
            in reason)
    assert reason.endswith("het best was gedempte trend, het minst Theta (50 % grotere fout)")
    once = weigh(("gedempt", "ar"), Losses({"gedempt": 1.0, "ar": 1.1}, 1), NOBODY, 1).reason
    assert "op 1 toetsmoment van de reeks, getemperd naar gelijk gewicht;" in once
    assert "reeksen" not in once


def test_a_model_that_never_missed_is_no_crash():
    own = Losses({"gedempt": 0.0, "ar": 1.0, "theta": 3.0}, 3)
    weights = weigh(("gedempt", "ar", "theta"), own, own, 1)
    assert sum(weights.by_model.values()) == pytest.approx(1)
    assert "het best was gedempte trend, het minst Theta" in weights.reason
