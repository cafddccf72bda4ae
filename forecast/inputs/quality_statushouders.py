"""Rules on status holders: those of the housing table are those of the composition."""

from __future__ import annotations

from forecast.inputs.finding import Evidence, Remark, Rule
from forecast.periods import dutch
from forecast.words import dutch_number

_TABLE, _COMPOSITION = "statushouders", "samenstelling"
#: Before this year there was no housing task for municipalities (Wet gemeentelijke taken voor
#: verblijfsgerechtigden, 1995).
_FIRST_YEAR = 1995
_HALF_YEARS = (1, 7)


def _dates(evidence: Evidence) -> list[Remark] | None:
    table, last = evidence.data.tables.get(_TABLE), evidence.data.last_month
    if table is None:
        return None
    remarks = []
    for row, place, month in zip(table.index, table["gemeente"], table["aankomst"], strict=True):
        where = f"{evidence.where(_TABLE)}, rij {row}, kolom aankomst"
        if month > last or month.year < _FIRST_YEAR:
            remarks.append(Remark(
                "rood", where, f"{place}: gehuisvest vanaf {dutch(month)}",
                f"geef de eerste maand van een half jaar, van {_FIRST_YEAR} tot en met "
                f"{dutch(last)}"))
        elif month.month not in _HALF_YEARS:
            remarks.append(Remark(
                "rood", where, f"{place}: {dutch(month)} is niet de eerste maand van een half jaar",
                f"tel deze mensen bij {month.year}-{'01' if month.month < 7 else '07'}"))
    return remarks


def _adds_up(evidence: Evidence) -> list[Remark] | None:
    table, whole = (evidence.data.tables.get(name) for name in (_TABLE, _COMPOSITION))
    if table is None or whole is None:
        return None
    own = table.groupby("gemeente")["waarde"].sum()
    counted = whole[whole["groep"] == "statushouder"].groupby("gemeente")["waarde"].sum()
    remarks = []
    for place in evidence.data.names:
        here, there = int(own.get(place, 0)), int(counted.get(place, 0))
        if here != there:
            remarks.append(Remark(
                "rood", f"{evidence.where(_TABLE)}, kolom waarde",
                f"{place}: {dutch_number(here)} statushouders naar half jaar, maar "
                f"{dutch_number(there)} in tabel samenstelling",
                "tel in beide tabellen dezelfde mensen: statushouders met bijstand aan het einde "
                "van de laatste maand, mensen en geen uitkeringen"))
    return remarks


RULES = (
    Rule("statushouders: aankomst", "elk half jaar begint in januari of juli en is geweest",
         _dates),
    Rule("statushouders: aantallen", "zij zijn dezelfde als in de samenstelling", _adds_up),
)
