"""The national tables that are declared by name, and the general form of any other."""

from __future__ import annotations

from typing import Annotated

from forecast.inputs.fields import (
    Day,
    Decimal,
    Dtype,
    MaybeDay,
    MaybeMonth,
    MaybeQuarter,
    MaybeYear,
    Month,
    Quarter,
    Text,
    Year,
    YesNo,
    one_of,
)
from forecast.inputs.rows import Fact, Table


class NationalFact(Fact):
    """A national figure."""

    waarde: Decimal
    eenheid: Text = ""
    voorlopig: YesNo = False


class BenefitsRow(NationalFact):
    """Bijstand, IOAW and IOAZ at the month's end, × 1,000 benefits (CBS 37789ksz)."""

    maand: Month
    variabele: Annotated[
        str, one_of("tot_aow", "ioaw", "ioaz", "vanaf_aow", "totaal", "ww"), Dtype("str")
    ]


class UnemploymentRow(NationalFact):
    """Unemployment in % of the labour force (CBS 80590ned)."""

    maand: Month
    variabele: Text


class QuarterRow(NationalFact):
    """Persons entering and leaving, or on bijstand, by quarter."""

    kwartaal: Quarter
    variabele: Text = ""


class DurationRow(NationalFact):
    """Persons by duration of their benefit."""

    klasse: Text
    jaar: MaybeYear = None
    kwartaal: MaybeQuarter = None


class VintageRow(NationalFact):
    """What was published about a year, and when."""

    vintage: Text
    publicatiedatum: Day
    jaar: Year
    variabele: Text = ""
    soort: Text = ""


class MacroBudgetRow(NationalFact):
    """The national BUIG budget of a year at one of its three moments, in mln euro."""

    jaar: Year
    moment: Annotated[str, one_of("voorlopig", "nader_voorlopig", "definitief"), Dtype("str")]


class YearRow(NationalFact):
    """A national figure by year."""

    jaar: Year
    variabele: Text = ""


class GeneralRow(NationalFact):
    """Any other national figure, with the moment and the division that its table has."""

    jaar: MaybeYear = None
    kwartaal: MaybeQuarter = None
    maand: MaybeMonth = None
    peildatum: MaybeDay = None
    periode: Text = ""
    gebied: Text = ""
    code: Text = ""
    variabele: Text = ""
    klasse: Text = ""
    groep: Text = ""
    soort: Text = ""
    cohort: Text = ""
    duur: Text = ""


_OWN = tuple(name for name in GeneralRow.model_fields if name not in NationalFact.model_fields)
#: Of any other table: whichever of these columns it has make a row unique.
GENERAL = Table(GeneralRow, _OWN, required=False, sparse=True)
NATIONAL = {
    "bijstand_maand_nl": Table(BenefitsRow, ("variabele", "maand"), "maand"),
    "werkloosheid_maand": Table(UnemploymentRow, ("variabele", "maand"), "maand"),
    "stromen_kwartaal": Table(QuarterRow, ("variabele", "kwartaal"), "kwartaal"),
    "personen_kwartaal": Table(QuarterRow, ("variabele", "kwartaal"), "kwartaal"),
    "duur_beeindigd": Table(DurationRow, ("jaar", "kwartaal", "klasse")),
    "duur_lopend": Table(DurationRow, ("jaar", "kwartaal", "klasse"), required=False),
    "cpb_ramingen": Table(VintageRow, ("vintage", "variabele", "soort", "jaar")),
    "cpb_bijstandsvolume": Table(
        VintageRow, ("vintage", "variabele", "soort", "jaar"), required=False
    ),
    "macrobudget": Table(MacroBudgetRow, ("jaar", "moment")),
    "buig_saldo": Table(YearRow, ("variabele", "jaar"), required=False),
    "buig_prijs": Table(YearRow, ("variabele", "jaar"), required=False),
    "inwoners_nl": Table(YearRow, ("variabele", "jaar")),
}
