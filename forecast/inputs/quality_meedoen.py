"""Rules on route vrijwilliger: it is the composition's, and its parts fit together."""

from __future__ import annotations

import pandas as pd

from forecast.inputs.declared_groups import MEEDOEN
from forecast.inputs.finding import Evidence, Remark, Rule
from forecast.words import dutch_number

_TABLE, _ACTIVITIES = "meedoen", "meedoen_activiteiten"
_ROUTE = "vrijwilliger"


def _cell(evidence: Evidence, table: str, row: object) -> str:
    return f"{evidence.where(table)}, rij {row}, kolom waarde"


def _of(table: pd.DataFrame, place: str, variable: str) -> tuple[object, int] | None:
    """Return the row and the value of a municipality, or None."""
    rows = table[(table["gemeente"] == place) & (table["variabele"] == variable)]
    return None if rows.empty else (rows.index[0], int(rows["waarde"].iloc[0]))


def _present(evidence: Evidence) -> list[Remark] | None:
    table = evidence.data.tables.get(_TABLE)
    if table is None:
        return None
    return [
        Remark("rood", evidence.where(_TABLE), f"{place} heeft geen rij voor '{variable}'",
               f"geef elke gemeente {', '.join(MEEDOEN)}; 0 is ook een aantal")
        for place in evidence.data.names for variable in MEEDOEN
        if _of(table, place, variable) is None
    ]


def _route(evidence: Evidence) -> list[Remark] | None:
    table = evidence.data.tables.get(_TABLE)
    if table is None:
        return None
    cells = evidence.data.tables["samenstelling"]
    counted = cells[cells["route"] == _ROUTE].groupby("gemeente")["waarde"].sum()
    remarks = []
    for place in evidence.data.names:
        found, wanted = _of(table, place, "route"), int(counted.get(place, 0))
        if found is not None and found[1] != wanted:
            what = (f"de route van {place} is {dutch_number(found[1])}, in de samenstelling "
                    f"{dutch_number(wanted)}")
            hint = f"route is route {_ROUTE} in tabel samenstelling, beide groepen samen"
            remarks.append(Remark("rood", _cell(evidence, _TABLE, found[0]), what, hint))
    return remarks


def _parts(evidence: Evidence) -> list[Remark] | None:
    table = evidence.data.tables.get(_TABLE)
    if table is None:
        return None
    remarks = []
    for place in evidence.data.names:
        found = [_of(table, place, variable) for variable in MEEDOEN]
        if any(pair is None for pair in found):
            continue  # a rule of its own says so
        (_, route), (row, seen), (_, without), (last, active) = (p for p in found if p)
        if seen > route:
            what = (f"{place} heeft {dutch_number(seen)} mensen in beeld op een route van "
                    f"{dutch_number(route)}")
            remarks.append(Remark("rood", _cell(evidence, _TABLE, row), what,
                                  "in_beeld telt alleen mensen in de route"))
        if without + active != route:
            what = (f"{place}: {dutch_number(without)} zonder en {dutch_number(active)} met een "
                    f"activiteit zijn samen niet de route van {dutch_number(route)}")
            remarks.append(Remark("rood", _cell(evidence, _TABLE, last), what,
                                  "tel ieder eenmaal: met ten minste een activiteit, of zonder"))
    return remarks


def _activities(evidence: Evidence) -> list[Remark] | None:
    table, people = (evidence.data.tables.get(name) for name in (_ACTIVITIES, _TABLE))
    if table is None or people is None:
        return None
    remarks = []
    for place in evidence.data.names:
        found = _of(people, place, "met_activiteit")
        if found is None:
            continue
        active, own = found[1], table[table["gemeente"] == place]
        for row, form, count in zip(own.index, own["activiteit"], own["waarde"], strict=True):
            if count > active:
                what = (f"{place} heeft {dutch_number(count)} mensen met {form}, maar "
                        f"{dutch_number(active)} met een activiteit")
                remarks.append(Remark("rood", _cell(evidence, _ACTIVITIES, row), what,
                                      "tel mensen, en ieder eenmaal per vorm"))
        if own["waarde"].sum() < active:
            what = (f"de activiteiten van {place} tellen samen "
                    f"{dutch_number(own['waarde'].sum())}, minder dan de {dutch_number(active)} "
                    "mensen met een activiteit")
            hint = "wie een activiteit heeft, staat bij ten minste een vorm; vul de vormen aan"
            remarks.append(Remark("rood", f"{evidence.where(_ACTIVITIES)}, kolom waarde", what,
                                  hint))
    return remarks


RULES = (
    Rule("meedoen volledig", "elke gemeente heeft de vier aantallen", _present),
    Rule("route vrijwilliger", "de route is die van de samenstelling", _route),
    Rule("meedoen telt op", "in beeld en activiteit passen in de route", _parts),
    Rule("vormen van activiteit", "de vormen passen bij de mensen", _activities),
)
