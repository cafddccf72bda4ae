"""Derives beschut werk of Assen, Aa en Hunze and Tynaarlo at the end of 2019.

Known: the quota of Assen at the end of 2017 and 2018 (Staatscourant) and of all three at the end
of 2020 (agreement); people at work nationally in March 2018 and September 2019 (UWV). Everything
else is carried from there: the quota of 2019 by interpolation, places occupied by the national part
of the quota, people by the hours they work, waiting people and advices by the national flow.

Run from the project folder: ``python inputs/wpda/afleiden_beschut.py [--controle]``.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import afleiden_methode as method

PLACES = ("Assen", "Aa en Hunze", "Tynaarlo")
LAST, AGREED = "2019-12", "2020-12"
#: Years after the agreement of which the quota is not known.
UNKNOWN = ("2021-12", "2022-12", "2023-12")
COLUMNS = ["gemeente", "maand", "variabele", "waarde", "eenheid", "bron", "status", "gezien",
           "bekend_vanaf", "toelichting"]


@dataclass(frozen=True)
class Known:
    """What the derivation stands on.

    `agreed` is the quota at the end of 2020, (3,), in places; `hours` those of one place; `own`
    the figures and assumptions of `afleiding_beschut.toml`.
    """

    agreed: method.Array
    hours: float
    own: dict[str, Any]


def read(root: Path) -> Known:
    """Return what is known, from the shipped tables."""
    inputs = root / "inputs"
    goals = tomllib.loads((inputs / "wpda/doelen.toml").read_text(encoding="utf-8"))["doel"]
    quota = next(g["gemeenten"] for g in goals if g["sleutel"] == "beschut_plekken")
    law = pd.read_csv(inputs / "wet/wet.csv").set_index("sleutel").waarde
    own = tomllib.loads((inputs / "wpda/afleiding_beschut.toml").read_text(encoding="utf-8"))
    return Known(np.array([quota[place] for place in PLACES], dtype=float),
                 float(law["beschut.uren_per_plek"]), own)


def quota_at_last(known: Known) -> method.Whole:
    """Return the quota at the end of 2019, (3,): Assen half-way, the others in proportion."""
    middle = (known.own["taakstelling_assen"]["2018"] + known.agreed[0]) / 2
    return np.rint(known.agreed * middle / known.agreed[0]).astype(np.int64)


def per_month(known: Known) -> float:
    """Return how many more people nationally were at work each month, March 2018-September 2019."""
    nation = known.own["landelijk"]
    return float((nation["werkzaam_2019_09"] - nation["werkzaam_2018_03"]) / 18)


def occupied(known: Known) -> method.Whole:
    """Return the places occupied at the end of 2019, (3,): the national part of the quota."""
    nation = known.own["landelijk"]
    at_work = nation["werkzaam_2019_09"] + 3 * per_month(known)
    total = quota_at_last(known).sum() * at_work / nation["taakstelling_2019"]
    return method.shared(quota_at_last(known), round(total))


def people(known: Known) -> method.Whole:
    """Return the people in those places, (3,), at the mean hours of a person."""
    places = occupied(known)
    heads = places.sum() * known.hours / known.own["uren"]["per_persoon"]
    return method.shared(places, round(heads))


def national_starts(known: Known) -> float:
    """Return how many people started nationally per year: net growth and who left."""
    nation = known.own["landelijk"]
    mean = (nation["werkzaam_2018_03"] + nation["werkzaam_2019_09"]) / 2
    return 12 * per_month(known) + known.own["stroom"]["uitval_en_doorstroom"] * mean


def share_of_nation(known: Known) -> float:
    """Return the part of the three in the national quota of 2020.

    That quota was not seen; Assen's own part in 2017 (15 of 2,600) stands for it.
    """
    own = known.own
    national = known.agreed[0] / (own["taakstelling_assen"]["2017"]
                                  / own["landelijk"]["taakstelling_2017"])
    return float(known.agreed.sum() / national)


def waiting(known: Known) -> method.Whole:
    """Return who can start and has no place yet, (3,): those who started in so many months."""
    months = known.own["stroom"]["voorbereiding_maanden"]
    total = share_of_nation(known) * national_starts(known) * months / 12
    return method.shared(known.agreed, round(total))


def advices(known: Known) -> method.Array:
    """Return advices per year, (3,), to one decimal: what `vervang_mij` says of this data set."""
    flow = known.own["stroom"]
    national = national_starts(known) / (flow["geschikt"] * flow["positief"])
    return np.round(known.agreed / known.agreed.sum() * share_of_nation(known) * national, 1)


def quota_rows(known: Known) -> list[tuple[object, ...]]:
    """Return the rows of the quota, at year-ends."""
    own = known.own["taakstelling_assen"]
    rows: list[tuple[object, ...]] = [
        ("Assen", f"{year}-12", "taakstelling", own[year], "plekken", own[f"bron_{year}"], "feit",
         "ja", seen, "ten minste te realiseren dienstbetrekkingen ultimo")
        for year, seen in (("2017", "2017-02"), ("2018", "2017-11"))
    ]
    how = "tussen 27 (2018) en 43 (2020) van Assen; Aa en Hunze en Tynaarlo naar verhouding"
    rows += [(place, LAST, "taakstelling", int(n), "plekken", "afleiding-beschut", "afgeleid", "ja",
              "", how) for place, n in zip(PLACES, quota_at_last(known), strict=True)]
    rows += [(place, AGREED, "taakstelling", int(n), "plekken", "afspraken-2020", "feit", "nee",
              "", "deel van de 60") for place, n in zip(PLACES, known.agreed, strict=True)]
    rows += [(place, when, "taakstelling", int(n), "plekken", "aanname-model", "aanname", "ja", "",
              "in december 2019 niet bekend; gelijk gehouden aan 2020")
             for when in UNKNOWN for place, n in zip(PLACES, known.agreed, strict=True)]
    return rows


def plan_rows(known: Known) -> list[tuple[object, ...]]:
    """Return the rows of the places that are open: the level from that month on."""
    start, steps = occupied(known), known.own["plekken"]["stappen"]
    rows: list[tuple[object, ...]] = [
        (place, LAST, "plekken", int(n), "plekken", "afleiding-beschut", "aanname", "ja", "",
         "alle plekken die bezet zijn; 33 samen, bandbreedte 25 tot 45")
        for place, n in zip(PLACES, start, strict=True)
    ]
    for i, when in enumerate(steps, 1):
        level = start + (known.agreed - start) * i / len(steps)
        rows += [(place, when, "plekken", float(n), "plekken", "aanname-model", "aanname", "ja", "",
                  f"stap {i} van {len(steps)} naar de taakstelling eind 2020")
                 for place, n in zip(PLACES, level, strict=True)]
    return rows


def opening_rows(known: Known) -> list[tuple[object, ...]]:
    """Return the people at work and those who wait, at the last month."""
    work = "33 plekken van 31 uur bij gemiddeld 27 uur per persoon; 38 personen samen"
    queue = ("positief advies, kan starten, nog geen plek; drie maanden van de landelijke starts "
             "naar het aandeel in de taakstelling; wie niet kan starten telt niet mee")
    return [(place, LAST, name, int(n), "personen", "afleiding-beschut", "aanname", "ja", "", how)
            for name, counts, how in (("personen", people(known), work),
                                      ("wachtend", waiting(known), queue))
            for place, n in zip(PLACES, counts, strict=True)]


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return the derived table of this data set."""
    known = read(root)
    rows = [*quota_rows(known), *plan_rows(known), *opening_rows(known)]
    return {"beschut": pd.DataFrame(rows, columns=COLUMNS)}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
