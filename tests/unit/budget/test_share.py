import numpy as np
import pytest

from forecast.budget.expression import Cell
from forecast.budget.share import follows_spending, kept, objective_part, shocks, volume_index

LOW, HIGH = Cell("onder", 15_000.0, "inwoners"), Cell("boven", 40_000.0, "inwoners")


def part(people):
    return objective_part(Cell("inwoners", people, "inwoners"), LOW, HIGH)


@pytest.mark.parametrize(
    ("people", "objective", "retained"),
    [(67_963, 1.0, 100), (25_386, 0.4154, 42), (33_698, 0.7479, 75), (12_000, 0.0, 0)],
)
def test_golden_what_is_kept_of_a_lasting_saving(people, objective, retained, recalculate):
    """Assen, Aa en Hunze, Tynaarlo (inhabitants of 2019), and a small municipality."""
    found = part(people)
    assert found.value == pytest.approx(objective, abs=1e-4)
    assert recalculate(found) == pytest.approx(found.value)
    assert [kept(found.value, later) for later in (0, 1)] == [1.0, 1.0]
    assert round(100 * kept(found.value, 2)) == retained


def test_the_historical_part_follows_spending():
    half = Cell("deel", 0.4, "")
    assert follows_spending(half, Cell("i", 1.0, "")).value == 1.0
    assert follows_spending(half, Cell("i", 0.9, "")).value == pytest.approx(0.94)


def test_index_is_one_when_all_move_alike():
    own, nation = np.array([98.0, 90.0]), np.array([980.0, 980.0])
    index = volume_index(own, nation, np.full(2, 100.0), np.full(2, 1000.0))
    np.testing.assert_allclose(index, [1.0, 90 / 98])


def test_shocks_have_mean_one_and_grow_with_the_years(assumed):
    found = shocks(assumed, 2020, 40_000, "Assen", (2021, 2022, 2023))
    np.testing.assert_allclose(found.mean(axis=0), 1, atol=0.002)
    yearly = np.sqrt(0.8 * 0.03**2 + 0.2 * 0.09**2)
    np.testing.assert_allclose(
        np.log(found).std(axis=0), yearly * np.sqrt([1, 2, 3]), rtol=0.03
    )


def test_a_change_of_the_model_has_fat_tails(assumed):
    one = np.log(shocks(assumed, 2020, 40_000, "Assen", (2021,))[:, 0])
    z = (one - one.mean()) / one.std()
    assert (z**4).mean() > 4.5


def test_a_new_model_comes_for_everybody_but_hits_each_differently(assumed):
    a = np.log(shocks(assumed, 2020, 40_000, "Assen", (2021,))[:, 0])
    b = np.log(shocks(assumed, 2020, 40_000, "Tynaarlo", (2021,))[:, 0])
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.02
    assert np.corrcoef(np.abs(a), np.abs(b))[0, 1] > 0.1


def test_a_year_keeps_its_luck_when_an_earlier_one_is_known(assumed):
    both = np.log(shocks(assumed, 1, 50, "Assen", (2021, 2022)))
    later = np.log(shocks(assumed, 1, 50, "Assen", (2022,)))
    np.testing.assert_allclose(both[:, 1] - both[:, 0], later[:, 0])
