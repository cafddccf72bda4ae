"""An AOW age that a scenario assumes: the law until then, and no one lost or counted twice."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from forecast.flows.bijstand.aow import AGE, ASSUMED, aow_exits, law_of
from forecast.inputs import load_law
from forecast.scenarios.paths import Point, dated_path

NAMES = ("Assen", "Tynaarlo")
FIRST = pd.Period("2020-01", "M")
YEARS = pd.period_range("2020-01", "2023-12", freq="M")
#: What scenario aow-oude-wet says: the law as it was before June 2019.
OLD_LAW = {"2020-01": 800, "2021-01": 804, "2022-01": 807}


class Said:
    """Assumptions that say one thing, or nothing."""

    def __init__(self, dated=None, number=None, shape="trap"):
        self._dated, self._number, self._shape = dated, number, shape

    def has(self, key, municipality=None):
        assert key == ASSUMED
        return self._dated is not None or self._number is not None

    def path(self, key, months):
        found = self.value(key)
        return np.full(len(months), found.number) if found.path is None else found.path.over(months)

    def value(self, key, municipality=None):
        assert key == ASSUMED
        if self._number is not None:
            return SimpleNamespace(number=self._number, path=None)
        points = tuple(Point(pd.Period(text, "M"), float(age), whole_year=False)
                       for text, age in self._dated.items())
        return SimpleNamespace(number=None, path=dated_path(points, self._shape))


@pytest.fixture(scope="module")
def law(project_to_read):
    return load_law(project_to_read)


@pytest.fixture(scope="module")
def cohorts():
    """Return birth months of twenty years, in which no two months have the same number."""
    births = pd.period_range("1945-01", "1964-12", freq="M")
    return pd.DataFrame([(name, born, 3 + 2 * i + 1000 * m)
                         for m, name in enumerate(NAMES) for i, born in enumerate(births)],
                        columns=["gemeente", "geboortemaand", "waarde"])


def slowly(cohorts, months, law):
    """Return the exits, person by person: who leaves in the first month in which he is old enough.

    The look back is long enough for everyone who was old enough before the first month.
    """
    start = months[0] - 240
    age = {t: law.at(AGE, t) if law.covers(AGE, t) else law.provisions[AGE][0].value
           for t in pd.period_range(start, months[-1], freq="M")}
    found = np.zeros((len(months), len(NAMES)))
    for _, row in cohorts.iterrows():
        reached = next((t for t in age if (t - row["geboortemaand"]).n >= age[t]), None)
        if reached is not None and reached >= months[0]:
            found[(reached - months[0]).n, NAMES.index(row["gemeente"])] += row["waarde"]
    return found


def exits(cohorts, law, months=YEARS):
    return aow_exits(cohorts, NAMES, months, law)


def test_without_the_assumption_it_is_the_same_law(law):
    assert law_of(law, Said(), YEARS) is law


def test_before_the_first_date_the_age_is_that_of_the_law_and_then_that_of_the_scenario(law):
    assumed = law_of(law, Said(OLD_LAW), YEARS)
    before = pd.period_range("2013-01", "2019-12", freq="M")
    assert [assumed.at(AGE, t) for t in before] == [law.at(AGE, t) for t in before]
    ages = [assumed.at(AGE, t) for t in pd.period_range("2020-01", "2026-12", freq="M")]
    # the last value holds, whatever the law says of later years
    assert ages == [800] * 12 + [804] * 12 + [807] * 60


def test_an_assumption_from_halfway_keeps_what_the_law_changed_before(law):
    assumed = law_of(law, Said({"2022-07": 805}), YEARS)
    assert [assumed.at(AGE, t) for t in YEARS] == [
        law.at(AGE, t) if str(t) < "2022-07" else 805 for t in YEARS]
    assert len({law.at(AGE, t) for t in YEARS if str(t) < "2022-07"}) > 1


def test_every_other_rule_of_the_law_stays_and_the_law_itself_too(law):
    before = law.provisions[AGE]
    assumed = law_of(law, Said(OLD_LAW), YEARS)
    assert law.provisions[AGE] is before
    assert assumed.provisions.keys() == law.provisions.keys()
    assert all(assumed.provisions[key] is law.provisions[key]
               for key in law.provisions if key != AGE)


def test_the_same_age_as_the_law_gives_the_same_exits(law, cohorts):
    same = {f"{year}-01": law.at(AGE, pd.Period(f"{year}-01", "M")) for year in range(2020, 2024)}
    assert np.array_equal(exits(cohorts, law_of(law, Said(same), YEARS)), exits(cohorts, law))


@pytest.mark.parametrize("more", [1, 4, 11])
def test_with_a_higher_age_nobody_reaches_it_for_as_many_months_as_it_rose(law, cohorts, more):
    now = law.at(AGE, FIRST - 1)
    found = exits(cohorts, law_of(law, Said({"2020-01": now + more}), YEARS))
    assert not found[:more].any()
    assert (found[more:] > 0).all()
    # the first to reach it are those who would have in the first month under the law
    assert np.array_equal(found[more], exits(cohorts, law)[0])


@pytest.mark.parametrize("dated", [
    {"2020-01": 802}, OLD_LAW, {"2020-01": 807}, {"2020-01": 790}, {"2021-05": 800},
    {"2020-03": 801, "2021-02": 798, "2022-09": 806}, {"2020-01": 796, "2021-01": 820}],
    ids=["hoger", "oude-wet", "bijna-een-jaar", "lager", "later", "op-en-neer", "twee-jaar"])
def test_in_the_end_everybody_reaches_it_exactly_once(law, cohorts, dated):
    assumed = law_of(law, Said(dated), YEARS)
    found = exits(cohorts, assumed)
    assert (found >= 0).all()
    # who was not old enough under the law before the first month, and is by the end
    end, age = YEARS[-1], assumed.at(AGE, YEARS[-1])
    ahead = cohorts[[(FIRST - 1 - born).n < law.at(AGE, FIRST - 1) and (end - born).n >= age
                     for born in cohorts["geboortemaand"]]]
    for column, name in enumerate(NAMES):
        assert found[:, column].sum() == ahead.loc[ahead["gemeente"] == name, "waarde"].sum()


@pytest.mark.parametrize("dated", [
    None, OLD_LAW, {"2020-01": 807}, {"2020-01": 780}, {"2022-07": 805},
    {"2020-03": 801, "2021-02": 798, "2022-09": 806}],
    ids=["wet", "oude-wet", "hoger", "lager", "halverwege", "op-en-neer"])
def test_exits_are_those_of_a_slow_loop_over_birth_months(law, cohorts, dated):
    assumed = law_of(law, Said(dated), YEARS)
    assert np.array_equal(exits(cohorts, assumed), slowly(cohorts, YEARS, assumed))


def test_months_that_begin_halfway_give_the_exits_of_those_months(law, cohorts):
    assumed = law_of(law, Said(OLD_LAW), YEARS)
    late = YEARS[17:]
    assert np.array_equal(exits(cohorts, assumed, late), exits(cohorts, assumed)[17:])


def test_one_number_holds_in_every_month(law, cohorts):
    assumed = law_of(law, Said(number=804.0), YEARS)
    assert {assumed.at(AGE, t) for t in YEARS} == {804}
    assert assumed.at(AGE, FIRST - 1) == law.at(AGE, FIRST - 1)


def test_a_line_rises_by_whole_months(law):
    assumed = law_of(law, Said({"2020-01": 796, "2023-12": 807}, shape="lijn"), YEARS)
    ages = [assumed.at(AGE, t) for t in YEARS]
    assert ages == sorted(ages)
    assert (ages[0], ages[-1]) == (796, 807)
    assert set(ages) == set(range(796, 808))
