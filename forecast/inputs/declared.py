"""Declared tables: what a row holds, what makes it unique, and which series have no gaps."""

from __future__ import annotations

from typing import Annotated

from forecast.inputs.declared_groups import GROUP_TABLES
from forecast.inputs.fields import (
    Count,
    Decimal,
    Dtype,
    MaybeDecimal,
    MaybeYear,
    Month,
    Place,
    Text,
    Year,
    one_of,
)
from forecast.inputs.rows import Fact, Row, Table

ROUTES = ("werknemer", "vrijwilliger", "onderwijs", "ondernemer")
GROUPS = ("statushouder", "overig")
INFLOWS = ("instroom_nieuw", "instroom_herinstroom", "instroom_statushouders")
EXITS = ("uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs", "uitstroom_overig",
         "uitstroom_aow")
BUDGET_LINES = ("bijdrage", "buig", "participatie", "uitvoering", "gemeentelijk")
STATE_FRAMES = ("buig", "participatie", "uitvoering")
BUDGET_VERSIONS = (
    "primair", "na_wijziging", "bestuursrapportage_1", "bestuursrapportage_2",
    "bestuursrapportage_3", "rekening",
)
BUDGET_KINDS = ("structureel", "incidenteel")
LOOK_BACK = (
    "verwacht_tekort", "uitkomst_tekort", "budget_begroot", "aandeel_bekend",
    "macro_herziening_sd", "lasten_sd",
)
MONTHLY = ("stand", "uitkeringen", *INFLOWS, *EXITS, "deeltijd_nieuw")


class SourceRow(Row):
    """A source in the register of sources."""

    code: Text
    titel: Text
    uitgever: Text = ""
    datum: Text = ""
    adres: Text = ""
    toelichting: Text = ""


class MonthlyRow(Fact):
    """Bijstand by municipality and month: stocks at the month's end, flows during the month."""

    gemeente: Place
    maand: Month
    variabele: Annotated[str, one_of(*MONTHLY), Dtype("str")]
    waarde: Count
    eenheid: Text


class CompositionRow(Fact):
    """Persons at the last realised month, by route and group."""

    gemeente: Place
    route: Annotated[str, one_of(*ROUTES), Dtype("str")]
    groep: Annotated[str, one_of(*GROUPS), Dtype("str")]
    waarde: Count


class CohortRow(Fact):
    """Persons on bijstand at the last realised month, by birth month."""

    gemeente: Place
    geboortemaand: Month
    waarde: Count


class InhabitantsRow(Fact):
    """Inhabitants on 1 January."""

    gemeente: Place
    jaar: Year
    waarde: Count


class ReplaceRow(Fact):
    """A local assumption that decides much, with the place for the user's own figure."""

    rang: Count
    sleutel: Text
    gemeente: Place = ""
    jaar: MaybeYear = None
    omschrijving: Text
    waarde: MaybeDecimal = None
    laag: MaybeDecimal = None
    hoog: MaybeDecimal = None
    eenheid: Text
    eigen_waarde: MaybeDecimal = None
    eigen_bron: Text = ""
    waarom: Text = ""


class AgreementRow(Fact):
    """A figure from the agreement with the municipalities."""

    gemeente: Place = ""
    jaar: MaybeYear = None
    variabele: Text
    waarde: Decimal
    eenheid: Text


class BudgetedRow(Fact):
    """An amount of a municipality's own budget, by version: the contribution or a frame's balance.

    ``bijdrage`` is what the municipality pays itself; a frame (``buig``, ``participatie``, …) is
    its budgeted balance, + is a surplus.
    """

    gemeente: Place
    jaar: Year
    regel: Annotated[str, one_of(*BUDGET_LINES), Dtype("str")]
    versie: Annotated[str, one_of(*BUDGET_VERSIONS), Dtype("str")]
    soort: Annotated[str, one_of(*BUDGET_KINDS), Dtype("str")]
    bedrag_eur: Decimal


class LookBackRow(Fact):
    """What was known when an earlier report was made, and how it turned out."""

    jaar: Year
    sleutel: Annotated[str, one_of(*LOOK_BACK), Dtype("str")]
    gemeente: Place = ""
    waarde: Decimal
    laag: MaybeDecimal = None
    hoog: MaybeDecimal = None
    eenheid: Text


SOURCES = Table(SourceRow, ("code",))
DATA_SET = {
    "bijstand_maand": Table(MonthlyRow, ("gemeente", "variabele", "maand"), "maand"),
    "samenstelling": Table(CompositionRow, ("gemeente", "route", "groep")),
    "aow_cohorten": Table(CohortRow, ("gemeente", "geboortemaand")),
    "inwoners": Table(InhabitantsRow, ("gemeente", "jaar"), "jaar"),
    "vervang_mij": Table(ReplaceRow, ("sleutel", "gemeente", "jaar")),
    "afspraken": Table(AgreementRow, ("gemeente", "jaar", "variabele"), required=False),
    "terugblik": Table(LookBackRow, ("jaar", "sleutel", "gemeente"), required=False),
    "begroting": Table(
        BudgetedRow, ("gemeente", "jaar", "regel", "versie", "soort"), required=False),
    **GROUP_TABLES,
}
