"""The Wsw as plain numbers: who there is, when they leave, and how they move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.flows.bijstand.aow import frontiers, law_of
from forecast.flows.meaning import Meaning
from forecast.flows.wsw.checks import check_levers
from forecast.inputs import DataSet, Law
from forecast.inputs.declared_groups import PLACEMENTS
from forecast.scenarios import Assumptions

Array = NDArray[Any]

INTERN, BOR = PLACEMENTS.index("intern"), PLACEMENTS.index("bor")
#: Placements with an ordinary employer, who offers a number of places.
EMPLOYED = tuple(i for i in range(len(PLACEMENTS)) if i not in (INTERN, BOR))
CAUSES = ("aow", "overlijden", "ziekte", "werk")
#: Full-time hours of the Wsw agreement, and what a severe handicap weighs in an SE
#: (Besluit uitvoering sociale werkvoorziening en begeleid werken, art. 2).
FULL_TIME, SEVERE = 36.0, 1.25
MONTHS_A_YEAR = 12
_BIRTHS = 12

_WORDS = {
    "intern": "binnen, bij het eigen bedrijf", "groepsdetachering": "in groepsdetachering",
    "individuele_detachering": "in individuele detachering",
    "begeleid_werken": "in begeleid werken", "bor": "in de BOR bij de gemeenten",
}
MEANINGS = {
    "wsw.personen": Meaning("personen", False, "Wsw-medewerkers."),
    **{f"wsw.personen.{p}": Meaning("personen", False, f"Wsw-medewerkers {_WORDS[p]}.")
       for p in PLACEMENTS},
    "wsw.personen.regulier": Meaning(
        "personen", False, "Wsw-medewerkers bij een gewone werkgever of in de BOR."),
    "wsw.wachtend": Meaning(
        "personen", False, "Wsw-medewerkers die naar buiten kunnen, zonder plek."),
    **{f"wsw.{unit}{p}": Meaning(name, False, f"{words}{where}.")
       for unit, name, words in (
           ("se", "SE", "Standaardeenheden: uren / 36 × handicapfactor"),
           ("fte", "fte", "Voltijdbanen: uren / 36"))
       for p, where in (("", ""), *((f".{p}", f", {_WORDS[p]}") for p in PLACEMENTS))},
    "wsw.se.rijk": Meaning(
        "SE", False, "Standaardeenheden waarvoor het Rijk betaalt: de telling van eind vorig jaar "
        "maal de landelijke blijfkans."),
    "wsw.uitstroom": Meaning("personen", True, "Uit dienst."),
    "wsw.uitstroom.aow": Meaning("personen", True, "AOW-leeftijd bereikt."),
    "wsw.uitstroom.overlijden": Meaning("personen", True, "Overleden."),
    "wsw.uitstroom.ziekte": Meaning("personen", True, "Uit dienst na twee jaar ziekte."),
    "wsw.uitstroom.werk": Meaning("personen", True, "Naar gewoon werk of om een andere reden."),
    "wsw.uitstroom.regulier": Meaning(
        "personen", True, "Uit dienst van wie bij een gewone werkgever of in de BOR werkte."),
    "wsw.naar_buiten": Meaning("personen", True, "Van binnen naar een gewone werkgever."),
    "wsw.terug_naar_binnen": Meaning("personen", True, "Van een gewone werkgever naar binnen."),
    "wsw.bor_overgang": Meaning(
        "personen", True, "Overgang van de BOR naar de gemeenten: een andere telling, geen "
        "beweging."),
    "wsw.beweging": Meaning(
        "personen", True, "Echte beweging van wie buiten werkt: naar buiten min terug min uit "
        "dienst van buiten."),
}


@dataclass(frozen=True)
class WswModel:
    """Everything about the Wsw that does not differ from draw to draw.

    A *bin* is a year of birth; nothing but age, placement and luck decides who leaves or moves.

    Attributes
    ----------
    municipalities : tuple of str
    months : pandas.PeriodIndex
        The months to forecast.
    people : (rows,)
        Persons in each row of the table.
    place, bin, placement : (rows,) of int
        Municipality, year of birth and placement of the row.
    se, fte : (rows,)
        Standaardeenheden and full-time years per person of the row.
    born : tuple of int
        The year of each bin.
    aow : (1 + months, bins)
        Part of the bin, of those under the AOW age at the opening, that is still under it.
    shape : (causes - 1, months, bins)
        Relative chance per month of death, illness and work, by age.
    back, out : (months, bins)
        Relative chance per month to come back inside, and to go out, by age.
    levers : (3, months)
        What policy does to leaving (the AOW age apart), to coming back and to going out.
    bor : (months,)
        People that are reclassified at the start of each month.
    places : (months,) or None
        Places that employers offer, all municipalities together; None when there is no limit.
    stay : float
        National chance to be still there a year later, by which the State pays.
    """

    municipalities: tuple[str, ...]
    months: pd.PeriodIndex
    people: Array
    place: Array
    bin: Array
    placement: Array
    se: Array
    fte: Array
    born: tuple[int, ...]
    aow: Array
    shape: Array
    back: Array
    out: Array
    levers: Array
    bor: Array
    places: Array | None
    stay: float

    @property
    def total(self) -> int:
        """All people at the opening."""
        return int(self.people.sum())

    @property
    def mix(self) -> Array:
        """How placements with an employer are divided among those who go out, (employed,)."""
        held = np.array([self.people[self.placement == p].sum() for p in EMPLOYED], dtype=float)
        return held / held.sum() if held.sum() else np.full(len(EMPLOYED), 1 / len(EMPLOYED))

    def by_bin(self, chosen: Array) -> Array:
        """Return the people of chosen rows by bin, (bins,)."""
        return np.bincount(self.bin[chosen], self.people[chosen], len(self.born))


def build(
    data: DataSet, law: Law, said: Assumptions, months: pd.PeriodIndex
) -> WswModel | None:
    """Return the model of a data set, or None when it has no Wsw.

    Raises
    ------
    ForecastError
        The law does not reach, or an assumption cannot be: see `checks`.
    """
    table = data.tables.get("wsw")
    if table is None or table.empty:
        return None
    years = sorted(set(table["geboortejaar"]))
    born = tuple(range(years[0], years[-1] + 1))
    factor = np.where(table["handicap"] == "ernstig", SEVERE, 1.0)
    fte = table["uren"].to_numpy(dtype=float) / FULL_TIME
    age = np.array([[(m.year - year) + (m.month - 0.5) / MONTHS_A_YEAR - 0.5 for year in born]
                    for m in months])

    placement = np.array([PLACEMENTS.index(p) for p in table["plaatsing"]])
    people = table["waarde"].to_numpy(dtype=np.int64)
    held = np.isin(placement, EMPLOYED)
    bor = _given(said, "wsw.bor.personen", months)
    places = (said.path("wsw.werkgeversplekken", months)
              if said.has("wsw.werkgeversplekken") else None)
    check_levers(months, bor, int(people[~held].sum()), places, int(people[held].sum()))

    def steep(key: str) -> Array:
        return np.exp(said.number(key) * (age - _PIVOT))

    return WswModel(
        municipalities=data.names,
        months=months,
        people=people,
        place=np.array([data.names.index(name) for name in table["gemeente"]]),
        bin=table["geboortejaar"].to_numpy(dtype=np.int64) - born[0],
        placement=placement,
        se=fte * factor,
        fte=fte,
        born=born,
        aow=_under_age(born, months, law_of(law, said, months)),
        shape=np.stack([steep(f"wsw.{cause}.leeftijd") for cause in CAUSES[1:]]),
        back=steep("wsw.terug.leeftijd"),
        out=steep("wsw.ontwikkeling.leeftijd"),
        levers=np.stack([said.path(f"wsw.{key}.factor", months)
                         for key in ("uitstroom", "terug", "ontwikkeling")]),
        bor=np.diff(bor, prepend=0.0),
        places=places,
        stay=said.number("wsw.rijk.blijfkans"),
    )


def _given(said: Assumptions, key: str, months: pd.PeriodIndex) -> Array:
    """Return an assumption that may stay empty, as nothing when it is."""
    return said.path(key, months) if said.has(key) else np.zeros(len(months))


#: Chances are told at this age; slopes work from here.
_PIVOT = 50.0


def _under_age(born: tuple[int, ...], months: pd.PeriodIndex, law: Law) -> Array:
    """Return the part of each year of birth that is under the AOW age, (1 + months, bins).

    The months of birth within a year are taken as equally likely among those who were under the
    age at the opening (AOW article 7a for the age itself).
    """
    reached = frontiers(law, months[0] - 1, months[-1])
    fronts = np.array([front.year * MONTHS_A_YEAR + front.month for front in reached])
    births = np.array(born)[:, None] * MONTHS_A_YEAR + np.arange(1, _BIRTHS + 1)
    still = (births > fronts[:, None, None]).sum(axis=2).astype(float)
    return np.asarray(np.divide(still, still[0], out=np.zeros_like(still), where=still[0] > 0))
