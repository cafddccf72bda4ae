"""Rules on the doelgroepregister: every municipality is complete, and jobs belong to people."""

from __future__ import annotations

from forecast.inputs.declared_groups import REGISTER, REGISTER_GROUPS
from forecast.inputs.finding import Evidence, Remark, Rule
from forecast.words import dutch_number

_TABLE = "register"


def _complete(evidence: Evidence) -> list[Remark] | None:
    table = evidence.data.tables.get(_TABLE)
    if table is None:
        return None
    present = set(zip(table["gemeente"], table["groep"], table["variabele"], strict=True))
    return [
        Remark("rood", f"{evidence.where(_TABLE)}, kolom variabele",
               f"{place}, groep {group}: rij '{variable}' ontbreekt",
               "vul die rij aan, met de stand aan het einde van de laatste maand; 0 is ook een "
               "waarde")
        for place in evidence.data.names for group in REGISTER_GROUPS for variable in REGISTER
        if (place, group, variable) not in present
    ]


def _jobs(evidence: Evidence) -> list[Remark] | None:
    table = evidence.data.tables.get(_TABLE)
    if table is None:
        return None
    people = table[table["variabele"] == "personen"].set_index(["gemeente", "groep"])["waarde"]
    remarks = []
    rows = table[table["variabele"] == "banen"]
    for row, place, group, jobs in zip(rows.index, rows["gemeente"], rows["groep"],
                                       rows["waarde"], strict=True):
        of = people.get((place, group))
        if of is not None and jobs > of:
            remarks.append(Remark(
                "rood", f"{evidence.where(_TABLE)}, rij {row}, kolom waarde",
                f"{place}, groep {group}: {dutch_number(jobs)} mensen met een baan, maar "
                f"{dutch_number(of)} in het register",
                "tel mensen, geen banen: wie er twee heeft telt een keer; beschut werk telt niet"))
    return remarks


RULES = (
    Rule("register: volledig", "elke gemeente heeft personen en banen van elke groep", _complete),
    Rule("register: banen", "niemand heeft een baan zonder in het register te staan", _jobs),
)
