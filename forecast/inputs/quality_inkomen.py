"""Rules on income support: a part is never more than what it is part of."""

from __future__ import annotations

from forecast.inputs.finding import Evidence, Remark, Rule
from forecast.words import dutch_number

_TABLE = "inkomen"
#: Part, whole, and what the whole is.
_PARTS = (
    ("voorzieningenwijzer_gebruikt", "voorzieningenwijzer_aangeboden",
     "gebruik volgt op een aanbod: tel beide in hetzelfde jaar"),
    ("besluiten_gecontroleerd", "besluiten",
     "gecontroleerd is de steekproef uit de besluiten van dat jaar"),
    ("besluiten_juist", "besluiten_gecontroleerd",
     "juist telt de besluiten in de steekproef die goed zijn bevonden"),
    ("taal_doorverwezen", "taal_gescreend", "doorverwezen wordt alleen wie is gescreend"),
)


def _within(evidence: Evidence) -> list[Remark] | None:
    table = evidence.data.tables.get(_TABLE)
    if table is None:
        return None
    value = table.set_index(["gemeente", "jaar", "variabele"])["waarde"]
    remarks = []
    for part, whole, hint in _PARTS:
        rows = table[table["variabele"] == part]
        for row, place, year, count in zip(rows.index, rows["gemeente"], rows["jaar"],
                                           rows["waarde"], strict=True):
            of = value.get((place, year, whole))
            where = f"{evidence.where(_TABLE)}, rij {row}, kolom waarde"
            what = f"{place}, {year}: {part} is {dutch_number(count)}"
            if of is None:
                remarks.append(Remark("rood", where, f"{what}, maar {whole} ontbreekt",
                                      f"vul {whole} van {year} aan"))
            elif count > of:
                remarks.append(Remark("rood", where, f"{what}, meer dan de {dutch_number(of)} "
                                      f"van {whole}", hint))
    return remarks


RULES = (Rule("inkomen: delen en gehelen", "elk deel past in zijn geheel", _within),)
