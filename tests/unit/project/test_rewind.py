import pytest

from forecast.errors import ForecastError
from forecast.inputs import load_national
from forecast.periods import month
from forecast.project import look
from forecast.project.replaying import moments
from forecast.project.rewind import neutral, rewound
from forecast.scenarios import resolve


@pytest.fixture(scope="module")
def house(shipped_project):
    return look(shipped_project, "wpda")


@pytest.fixture(scope="module")
def everything(shipped_project):
    return load_national(shipped_project)


@pytest.fixture(scope="module")
def then(house, everything):
    return rewound(house, everything, month(2018, 12))


def test_nothing_later_is_left(then):
    moment = month(2018, 12)
    assert then.data.last_month == moment
    assert then.twin.last_month == moment
    for data in (then.data, then.twin):
        assert data.tables["bijstand_maand"]["maand"].max() == moment
        assert data.years == (2019, 2020, 2021, 2022)
    assert then.national["bijstand_maand_nl"]["maand"].max() == moment
    assert (then.national["cpb_ramingen"]["publicatiedatum"] <= moment.end_time).all()


def test_the_people_add_up_to_the_stock_of_that_month(house, then):
    stock = house.data.monthly("stand").loc[month(2018, 12)]
    parts = then.data.tables["samenstelling"].groupby("gemeente")["waarde"].sum()
    assert parts.to_dict() == stock.to_dict()
    assert (then.data.tables["samenstelling"]["waarde"] >= 0).all()


def test_ages_stay_the_same_at_an_earlier_date(house, then):
    now, before = (h.data.tables["aow_cohorten"]["geboortemaand"] for h in (house, then))
    assert (now.min() - before.min()).n == 12


def test_the_economy_of_later_is_not_known(house, then):
    said = neutral(resolve(house.root, then.data, "basis"), then.national, month(2018, 12))
    path = said.path("economie.werkloosheid", then.data.monthly("stand").index)
    reference = said.number("economie.werkloosheid.referentie")
    assert (path == reference).all()
    # Rijk, april 2018: 11.000 in the second half of 2018 was the last that was announced.
    assert said.number("bijstand.statushouders.taakstelling") == 2 * 11_000


def test_a_run_needs_two_years_before_it(house, everything):
    found = moments(house)
    assert found[-1] == house.data.last_month
    assert all(m.month == 12 for m in found[:-1])
    with pytest.raises(ForecastError, match="minder dan 24 maanden"):
        rewound(house, everything, found[0] - 12)
