"""Declared tables of the groups beside the bijstand; a data set without a group has no table of it.

Every table counts people by group, never one person, at the last realised month.
"""

from __future__ import annotations

from typing import Annotated

from forecast.inputs.fields import (
    Count,
    Decimal,
    Dtype,
    MaybeDecimal,
    Month,
    Place,
    Text,
    Year,
    one_of,
)
from forecast.inputs.rows import Fact, Table

PLACEMENTS = ("intern", "groepsdetachering", "individuele_detachering", "begeleid_werken", "bor")
HANDICAPS = ("matig", "ernstig")
BESCHUT = ("taakstelling", "plekken", "personen", "wachtend")
REGISTER_GROUPS = ("bijstand", "nug")
REGISTER = ("personen", "banen")
MEEDOEN = ("route", "in_beeld", "zonder_activiteit", "met_activiteit")
INKOMEN = (
    "voorzieningenwijzer_aangeboden", "voorzieningenwijzer_gebruikt", "besluiten",
    "besluiten_gecontroleerd", "besluiten_juist", "taal_gescreend", "taal_doorverwezen",
)


class WswRow(Fact):
    """Wsw employees by year of birth, placement, handicap and contract hours.

    `uren` is the mean per week of the people in the row, never above 40; `se` (standaardeenheden
    of the row together) may stay empty, and is a check when given.
    """

    gemeente: Place
    geboortejaar: Year
    plaatsing: Annotated[str, one_of(*PLACEMENTS), Dtype("str")]
    handicap: Annotated[str, one_of(*HANDICAPS), Dtype("str")]
    uren: Decimal
    waarde: Count
    se: MaybeDecimal = None


class WswTotalRow(Fact):
    """Wsw employees by placement, all municipalities together: what table wsw must add up to."""

    plaatsing: Annotated[str, one_of(*PLACEMENTS), Dtype("str")]
    waarde: Count


class BeschutRow(Fact):
    """Beschut werk by municipality and month.

    ``taakstelling`` and ``plekken`` (places that are open, as a level from that month on) in places
    of 31 hours; ``personen`` at work and ``wachtend`` (positive advice, no place) in persons.
    """

    gemeente: Place
    maand: Month
    variabele: Annotated[str, one_of(*BESCHUT), Dtype("str")]
    waarde: Decimal
    eenheid: Text


class RegisterRow(Fact):
    """People in the doelgroepregister, and those of them with a job that counts."""

    gemeente: Place
    groep: Annotated[str, one_of(*REGISTER_GROUPS), Dtype("str")]
    variabele: Annotated[str, one_of(*REGISTER), Dtype("str")]
    waarde: Count


class StatusHolderRow(Fact):
    """Status holders on bijstand, by the first month of the half-year in which they were housed."""

    gemeente: Place
    aankomst: Month
    waarde: Count


class MeedoenRow(Fact):
    """People in route vrijwilliger: all, in view, and with or without an activity."""

    gemeente: Place
    variabele: Annotated[str, one_of(*MEEDOEN), Dtype("str")]
    waarde: Count


class ActivityRow(Fact):
    """People by form of activity; one person may do several, so these never add up to people."""

    gemeente: Place
    activiteit: Text
    waarde: Count


class InkomenRow(Fact):
    """Offers, decisions and screenings by year."""

    gemeente: Place
    jaar: Year
    variabele: Annotated[str, one_of(*INKOMEN), Dtype("str")]
    waarde: Count


GROUP_TABLES = {
    "wsw": Table(
        WswRow, ("gemeente", "geboortejaar", "plaatsing", "handicap", "uren"), required=False),
    "wsw_plaatsing": Table(WswTotalRow, ("plaatsing",), required=False),
    "beschut": Table(BeschutRow, ("gemeente", "maand", "variabele"), required=False),
    "register": Table(RegisterRow, ("gemeente", "groep", "variabele"), required=False),
    "statushouders": Table(StatusHolderRow, ("gemeente", "aankomst"), required=False),
    "meedoen": Table(MeedoenRow, ("gemeente", "variabele"), required=False),
    "meedoen_activiteiten": Table(ActivityRow, ("gemeente", "activiteit"), required=False),
    "inkomen": Table(InkomenRow, ("gemeente", "jaar", "variabele"), required=False),
}
