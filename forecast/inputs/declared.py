"""Declared tables: what a row holds, what makes it unique, and which series have no gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from forecast.inputs.fields import (
    Count,
    Decimal,
    Dtype,
    MaybeDecimal,
    MaybeMonth,
    MaybeYear,
    Month,
    Place,
    SourceCode,
    Status,
    Text,
    Year,
    YesNo,
    one_of,
)

ROUTES = ("werknemer", "vrijwilliger", "onderwijs", "ondernemer")
GROUPS = ("statushouder", "overig")
INFLOWS = ("instroom_nieuw", "instroom_herinstroom", "instroom_statushouders")
EXITS = ("uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs", "uitstroom_overig",
         "uitstroom_aow")
MONTHLY = ("stand", "uitkeringen", *INFLOWS, *EXITS, "deeltijd_nieuw")


class Row(BaseModel):
    """A row; columns that are not declared are refused before it is read."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class SourceRow(Row):
    """A source in the register of sources."""

    code: Text
    titel: Text
    uitgever: Text = ""
    datum: Text = ""
    adres: Text = ""
    toelichting: Text = ""


class Fact(Row):
    """A row that says where its figure comes from and how sure it is."""

    bron: SourceCode
    status: Status
    gezien: YesNo = True
    toelichting: Text = ""
    bekend_vanaf: MaybeMonth = None


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


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table.

    Attributes
    ----------
    row : type of Row
        Its columns; a column with a default may be absent or blank.
    key : tuple of str
        Columns that make a row unique.
    time : str
        The column without gaps within the rest of the key; empty when there is none.
    required : bool
    sparse : bool
        A column that the file does not have does not come into the frame either.
    """

    row: type[Row]
    key: tuple[str, ...]
    time: str = ""
    required: bool = True
    sparse: bool = False


SOURCES = Table(SourceRow, ("code",))
DATA_SET = {
    "bijstand_maand": Table(MonthlyRow, ("gemeente", "variabele", "maand"), "maand"),
    "samenstelling": Table(CompositionRow, ("gemeente", "route", "groep")),
    "aow_cohorten": Table(CohortRow, ("gemeente", "geboortemaand")),
    "inwoners": Table(InhabitantsRow, ("gemeente", "jaar"), "jaar"),
    "vervang_mij": Table(ReplaceRow, ("sleutel", "gemeente", "jaar")),
    "afspraken": Table(AgreementRow, ("gemeente", "jaar", "variabele"), required=False),
}
