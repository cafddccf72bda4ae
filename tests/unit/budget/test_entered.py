import pandas as pd
import pytest

from forecast.budget import entered_balances, entered_budgets, published
from forecast.errors import ForecastError

YEARS = (2020, 2021)
MACRO = {(2020, "voorlopig"): 6147.4e6, (2019, "definitief"): 6072.6e6}


def entered(assumed, **budgets):
    found = {("buig.budget." + key.rsplit("_", 1)[0], "Assen", int(key.rsplit("_", 1)[1])): value
             for key, value in budgets.items()}
    given = type(assumed)(assumed.numbers, found)
    return entered_budgets(given, ("Assen", "Tynaarlo"), YEARS, MACRO)


def test_published_is_in_euros():
    table = pd.DataFrame({"jaar": [2020], "moment": ["voorlopig"], "waarde": [6147.4]})
    assert published(table) == {(2020, "voorlopig"): pytest.approx(6147.4e6)}


def test_nothing_entered(assumed):
    assert entered(assumed) == {}


def test_budgets_by_year_area_and_moment(assumed):
    found = entered(assumed, voorlopig_2020=29e6, definitief_2021=30e6, definitief_2019=28e6)
    assert {key: b.amount for key, b in found.items()} == {
        (2020, "Assen", "voorlopig"): 29e6, (2021, "Assen", "definitief"): 30e6,
        (2019, "Assen", "definitief"): 28e6,
    }


@pytest.mark.parametrize(
    ("budgets", "words"),
    [
        ({"definitief_2020": 0.0}, "het budget is 0 euro"),
        ({"voorlopig_2020": 7e9}, "groter dan het landelijke macrobudget"),
        ({"definitief_2024": 3e7}, "deze run loopt tot en met 2021"),
        ({"voorlopig_2021": 3e7}, "het macrobudget van dat jaar en moment is niet bekend"),
        ({"definitief_2016": 3e7}, "het macrobudget van dat jaar en moment is niet bekend"),
    ],
)
def test_a_budget_that_cannot_be_used_is_named(assumed, budgets, words):
    with pytest.raises(ForecastError, match=words) as failure:
        entered(assumed, **budgets)
    assert failure.value.problems[0].where.startswith("buig.budget.")
    assert failure.value.problems[0].hint


def test_all_problems_at_once(assumed):
    with pytest.raises(ForecastError) as failure:
        entered(assumed, definitief_2020=-1.0, definitief_2024=3e7)
    assert len(failure.value.problems) == 2


def test_balances_of_years_before_the_run_by_year_and_area(assumed):
    found = entered_balances(
        type(assumed)(assumed.numbers, {("buig.saldo.eerder", "Assen", 2018): -1.7e6,
                                        ("buig.saldo.eerder", "Tynaarlo", 2019): 2e5}),
        ("Assen", "Tynaarlo"), YEARS)
    assert {key: b.amount for key, b in found.items()} == {
        (2018, "Assen"): -1.7e6, (2019, "Tynaarlo"): 2e5}


def test_a_balance_of_a_year_that_the_run_calculates_is_refused(assumed):
    given = type(assumed)(assumed.numbers, {("buig.saldo.eerder", "Assen", 2020): 1.0,
                                            ("buig.saldo.eerder", "Assen", 2021): 1.0})
    with pytest.raises(ForecastError) as caught:
        entered_balances(given, ("Assen",), YEARS)
    assert len(caught.value.problems) == 2
    assert "geef alleen saldi van voor 2020" in str(caught.value)
