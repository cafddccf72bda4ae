"""Rules on beschut werk: the opening, the plan of places and the quota must be possible."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from forecast.inputs.finding import Evidence, Remark, Rule
from forecast.periods import dutch
from forecast.words import dutch_number

TABLE = "beschut"
_PLACE_HOURS = "beschut.uren_per_plek"
_SHORTEST = 16.0  # hours per week of the smallest contract that is reckoned with
_UNITS = {"taakstelling": "plekken", "plekken": "plekken", "personen": "personen",
          "wachtend": "personen"}
_OPENING = ("plekken", "personen", "wachtend")


def _table(evidence: Evidence) -> pd.DataFrame | None:
    return evidence.data.tables.get(TABLE)


def _cell(evidence: Evidence, row: object, column: str = "waarde") -> str:
    return f"{evidence.where(TABLE)}, rij {row}, kolom {column}"


def _rows(table: pd.DataFrame, place: str, variable: str) -> pd.DataFrame:
    own = (table["gemeente"] == place) & (table["variabele"] == variable)
    return table[own].sort_values("maand")


def _opening(evidence: Evidence) -> list[Remark] | None:
    table, last = _table(evidence), evidence.data.last_month
    if table is None:
        return None
    return [
        Remark("rood", f"{evidence.where(TABLE)}, kolom variabele",
               f"{place} heeft geen rij '{variable}' in {dutch(last)}",
               "vul die rij aan, met de stand aan het einde van die maand; 0 is ook een waarde")
        for place in evidence.data.names for variable in _OPENING
        if last not in set(_rows(table, place, variable)["maand"])
    ]


def _values(evidence: Evidence) -> list[Remark] | None:
    table = _table(evidence)
    if table is None:
        return None
    remarks = []
    for row, place, variable, value in _cells(table):
        what = f"{variable} van {place} is {dutch_number(value, 2, trim=True)}"
        if value < 0:
            hint = ("een taakstelling is nul of meer plekken" if variable == "taakstelling"
                    else "vul nul of meer in")
            remarks.append(Remark("rood", _cell(evidence, row), what, hint))
        elif _UNITS[variable] == "personen" and value != round(value):
            remarks.append(Remark("rood", _cell(evidence, row), what,
                                  "tel hele personen; plekken van 31 uur zijn iets anders"))
    return remarks


def _cells(table: pd.DataFrame) -> Iterator[tuple[object, str, str, float]]:
    yield from zip(table.index, table["gemeente"], table["variabele"], table["waarde"],
                   strict=True)


def _units(evidence: Evidence) -> list[Remark] | None:
    table = _table(evidence)
    if table is None:
        return None
    return [
        Remark("rood", _cell(evidence, row, "eenheid"), f"{variable} staat in '{unit}'",
               f"de eenheid van {variable} is {_UNITS[variable]}")
        for row, variable, unit in zip(table.index, table["variabele"], table["eenheid"],
                                       strict=True)
        if unit.strip().lower() != _UNITS[variable]
    ]


def _past_plan(evidence: Evidence) -> list[Remark] | None:
    table, last = _table(evidence), evidence.data.last_month
    if table is None:
        return None
    past = table[(table["variabele"] == "plekken") & (table["maand"] < last)]
    return [
        Remark("rood", _cell(evidence, row, "maand"),
               f"het plan van {place} noemt {dutch_number(value, 2, trim=True)} plekken vanaf "
               f"{dutch(month)}, voor de laatste maand ({dutch(last)})",
               f"geef het aantal open plekken in {dutch(last)} en daarna de veranderingen die nog "
               "komen")
        for row, place, value, month in zip(past.index, past["gemeente"], past["waarde"],
                                            past["maand"], strict=True)
    ]


def _no_capacity(evidence: Evidence) -> list[Remark] | None:
    """Judge a plan of no places at all while people are at work or a quota is set."""
    table, last = _table(evidence), evidence.data.last_month
    if table is None:
        return None
    remarks = []
    for place in evidence.data.names:
        plan = _rows(table, place, "plekken")
        at_work = _rows(table, place, "personen")
        persons = at_work.loc[at_work["maand"] == last, "waarde"].sum()
        quota = _rows(table, place, "taakstelling")
        for row, month, value in zip(plan.index, plan["maand"], plan["waarde"], strict=True):
            asked = _asked(quota, month)
            if value == 0 and month >= last and (persons > 0 or asked > 0):
                remarks.append(Remark(
                    "rood", _cell(evidence, row),
                    f"{place} heeft vanaf {dutch(month)} 0 plekken, maar {dutch_number(persons)} "
                    f"personen aan het werk en een taakstelling van {dutch_number(asked)}",
                    "vul het aantal open plekken in, of zet personen en taakstelling op 0"))
    return remarks


def _asked(quota: pd.DataFrame, month: pd.Period) -> float:
    """Return the highest quota in force in a month or later."""
    before = quota.loc[quota["maand"] <= month, "waarde"].tail(1)
    later = quota.loc[quota["maand"] > month, "waarde"]
    return float(max([*before, *later], default=0.0))


def _hours(evidence: Evidence) -> list[Remark] | None:
    """Judge whether the people at work fit into the open places, even at the shortest contract.

    Whether they fit at the mean hours is judged when the model is built: that is an assumption.
    """
    table, last, law = _table(evidence), evidence.data.last_month, evidence.law
    if table is None or law is None or not law.covers(_PLACE_HOURS, last):
        return None
    per_place = law.at(_PLACE_HOURS, last)
    remarks = []
    for place in evidence.data.names:
        persons, places = (rows[rows["maand"] == last] for rows in (
            _rows(table, place, "personen"), _rows(table, place, "plekken")))
        if persons.empty or places.empty:
            continue
        least = float(persons["waarde"].iloc[0]) * _SHORTEST
        has = float(places["waarde"].iloc[0]) * per_place
        if least > has:
            remarks.append(Remark(
                "rood", _cell(evidence, persons.index[0]),
                f"{dutch_number(persons['waarde'].iloc[0])} personen van {place} werken ten minste "
                f"{dutch_number(least)} uur per week, de open plekken hebben er "
                f"{dutch_number(has)}",
                f"een plek is {dutch_number(per_place)} uur per week; staan er personen in plaats "
                "van plekken, of andersom?"))
    return remarks


RULES = (
    Rule("beschut: beginstand", "elke gemeente heeft plekken, personen en wachtenden", _opening),
    Rule("beschut: waarden", "geen waarde is negatief en personen zijn heel", _values),
    Rule("beschut: eenheden", "plekken en personen staan op hun plaats", _units),
    Rule("beschut: plan", "het plan van de plekken begint op de laatste maand", _past_plan),
    Rule("beschut: capaciteit", "er zijn plekken waar mensen werken of een taakstelling geldt",
         _no_capacity),
    Rule("beschut: uren", "de mensen passen op de open plekken", _hours),
)
