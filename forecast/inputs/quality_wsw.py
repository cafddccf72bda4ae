"""Rules on the Wsw: ages, hours, SE and totals that can be right."""

from __future__ import annotations

import pandas as pd

from forecast.inputs.finding import Evidence, Remark, Rule
from forecast.words import dutch_number

TABLE, TOTALS = "wsw", "wsw_plaatsing"
AGE = "aow.leeftijd_maanden"
_CLOSED, _ADULT = 2015, 18  # no one came in after 2014 (Participatiewet), and never a minor
_MOST_HOURS, _FULL_TIME, _SEVERE = 40.0, 36.0, 1.25
_SLACK = 0.01  # SE are rounded to hundredths


def _table(evidence: Evidence) -> pd.DataFrame | None:
    return evidence.data.tables.get(TABLE)


def _cell(evidence: Evidence, row: object, column: str) -> str:
    return f"{evidence.where(TABLE)}, rij {row}, kolom {column}"


def _born(evidence: Evidence) -> list[Remark] | None:
    table = _table(evidence)
    if table is None:
        return None
    last = evidence.data.last_month
    months = round(evidence.law.at(AGE, last)) if evidence.law is not None else 12 * 68
    # someone born in December of this year is the first who may still be under the age
    first, youngest = (last - months).year, _CLOSED - 1 - _ADULT
    hint = (f"een Wsw-medewerker is geboren van {first} tot en met {youngest}: onder de "
            "AOW-leeftijd, en al volwassen toen de Wsw in 2015 dichtging")
    return [Remark("rood", _cell(evidence, row, "geboortejaar"), f"geboortejaar {year}", hint)
            for row, year in table["geboortejaar"].items() if not first <= year <= youngest]


def _hours(evidence: Evidence) -> list[Remark] | None:
    table = _table(evidence)
    if table is None:
        return None
    return [
        Remark("rood", _cell(evidence, row, "uren"), f"{dutch_number(hours, 1, trim=True)} uur per "
               "week", "vul contracturen per persoon in: meer dan 0 en ten hoogste 40")
        for row, hours in table["uren"].items() if not 0 < hours <= _MOST_HOURS
    ]


def _units(evidence: Evidence) -> list[Remark] | None:
    table = _table(evidence)
    if table is None:
        return None
    weight = table["handicap"].map({"matig": 1.0, "ernstig": _SEVERE})
    right = table["waarde"] * table["uren"] / _FULL_TIME * weight
    off = table["se"].notna() & ((table["se"] - right).abs() > _SLACK)
    return [
        Remark("rood", _cell(evidence, row, "se"),
               f"{dutch_number(table.loc[row, 'se'], 2)} SE, maar personen × uren / 36 × "
               f"handicapfactor is {dutch_number(right[row], 2)}",
               "verbeter de uren, de handicap of de SE; leeg laten mag ook")
        for row in table.index[off]
    ]


def _totals(evidence: Evidence) -> list[Remark] | None:
    table, totals = _table(evidence), evidence.data.tables.get(TOTALS)
    if table is None or totals is None:
        return None
    counted = table.groupby("plaatsing")["waarde"].sum()
    told = totals.set_index("plaatsing")["waarde"]
    return [
        Remark("rood", f"{evidence.where(TABLE)}, kolom waarde",
               f"plaatsing {name} telt {dutch_number(counted.get(name, 0))} mensen, tabel "
               f"{TOTALS} noemt er {dutch_number(told.get(name, 0))}",
               "maak beide gelijk: een mens heeft een plaatsing")
        for name in sorted(set(counted.index) | set(told.index))
        if counted.get(name, 0) != told.get(name, 0)
    ]


RULES = (
    Rule("wsw: geboortejaren", "alle geboortejaren kunnen", _born),
    Rule("wsw: uren", "alle uren liggen tussen 0 en 40", _hours),
    Rule("wsw: standaardeenheden", "de opgegeven SE volgen uit de uren", _units),
    Rule("wsw: plaatsingen tellen op", "de tabel telt op tot de plaatsingen", _totals),
)
