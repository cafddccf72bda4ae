"""From tables and assumptions to a model, and what stops it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.flows.beschut import build
from forecast.periods import months_of_years
from forecast.scenarios.value import Value

LAST = pd.Period("2019-12", "M")
MONTHS = months_of_years((2020, 2021, 2022, 2023))


def with_table(data, change):
    table = data.tables["beschut"].copy()
    found = change(table)
    tables = {**data.tables, "beschut": table if found is None else found}
    return dataclasses.replace(data, tables=tables)


def put(value, place, variable, month=LAST):
    def change(table):
        rows = (table["gemeente"] == place) & (table["variabele"] == variable)
        table.loc[rows & (table["maand"] == month), "waarde"] = value

    return change


def saying(said, key, municipality, number):
    """Return the assumptions with one value changed, or without it when `number` is None."""
    values = {k: v for k, v in said.values.items() if k != (key, municipality)}
    if number is not None:
        values[key, municipality] = Value(key, municipality, number, None, None, None, "aanname",
                                          "", "")
    return dataclasses.replace(said, values=values)


def message(data, law, said):
    with pytest.raises(ForecastError) as caught:
        build(data, law, said, MONTHS)
    return str(caught.value)


def test_the_shipped_model(shipped):
    model = build(*shipped, MONTHS)
    assert model.places == ("Assen", "Aa en Hunze", "Tynaarlo")
    assert model.place_hours == 31
    assert model.persons.tolist() == [28, 3, 7]
    assert model.waiting.tolist() == [3, 0, 1]
    assert model.central.advices.tolist() == [[20.5, 2.9, 5.2]]
    assert model.central.hours.tolist() == [[27] * 3]
    assert (model.extra == 0).all()
    assert (model.factor == 1).all()


def test_the_quota_of_a_year_holds_at_its_end_and_places_from_their_month_on(shipped):
    model = build(*shipped, MONTHS)
    months = [LAST, *MONTHS]
    assen = dict(zip(months, model.quota[:, 0], strict=True))
    assert [assen[pd.Period(m, "M")] for m in ("2019-12", "2020-11", "2020-12", "2023-12")] \
        == [35, 35, 43, 43]
    total = dict(zip(months, model.plan.sum(axis=1), strict=True))
    assert [total[pd.Period(m, "M")] for m in ("2020-02", "2020-03", "2020-11", "2020-12")] \
        == [33, 39.75, 53.25, 60]


def test_yearly_chances_become_monthly_rates(shipped):
    rates = build(*shipped, MONTHS).central
    assert np.exp(-12 * rates.stop) == pytest.approx(0.90)
    assert np.exp(-12 * rates.move) == pytest.approx(0.98)


def test_advices_grow_each_january(shipped):
    model = build(*shipped, MONTHS)
    per_month = model.advices_per_month(model.central, 0)[:, 0]
    assert per_month[:12] == pytest.approx(20.5 / 12 * 1.03)
    assert per_month[-1] == pytest.approx(20.5 / 12 * 1.03**4)


def test_a_data_set_without_the_table_has_no_model(shipped):
    data, law, said = shipped
    tables = {name: t for name, t in data.tables.items() if name != "beschut"}
    assert build(dataclasses.replace(data, tables=tables), law, said, MONTHS) is None


@pytest.mark.parametrize(("number", "said_of_it"), [
    (None, "heeft geen waarde"), (0.0, "geeft met 'beschut.positief' en 'beschut.geschikt' nul")])
def test_a_quota_without_candidates(shipped, number, said_of_it):
    data, law, said = shipped
    text = message(data, law, saying(said, "beschut.adviezen", "Aa en Hunze", number))
    assert ("Aa en Hunze heeft een taakstelling van 6 plekken, maar geen kandidaten: niemand "
            "wacht en 'beschut.adviezen' " + said_of_it) in text
    assert "vul 'beschut.adviezen' van Aa en Hunze in: adviezen van het UWV per jaar" in text
    assert "Assen" not in text


def test_who_waits_is_a_candidate(shipped):
    data, law, said = shipped
    without = saying(said, "beschut.adviezen", "Tynaarlo", 0.0)  # one person waits there
    assert build(data, law, without, MONTHS) is not None


def test_more_hours_at_work_than_the_open_places_have(shipped):
    data, law, said = shipped
    text = message(with_table(data, put(40, "Assen", "personen")), law, said)
    assert ("Assen: 40 personen werken bij gemiddeld 27 uur samen 1.080 uur, maar 24 plekken "
            "hebben er 744") in text
    assert "klopt 'plekken' of 'personen' van de laatste maand, of 'beschut.uren'?" in text


def test_every_missing_opening_row_at_once(shipped):
    data, law, said = shipped
    text = message(with_table(data, lambda t: t[t["gemeente"] != "Tynaarlo"]), law, said)
    for variable in ("personen", "wachtend", "plekken"):
        assert f"Tynaarlo heeft geen rij '{variable}' in dec 2019" in text
    assert "inputs/wpda/beschut.csv" in text
