"""Cells read as what they mean; a cell with two meanings is refused, never guessed.

Every reader takes a cell and returns its value, or raises `UnreadableError` with what is wrong
and how to mend it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import pandas as pd

from forecast import periods
from forecast.inputs.raw import Cell

_WHOLE = re.compile(r"-?\d{1,15}")
_DECIMAL = re.compile(r"-?\d{1,15}[.,]\d+")
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[.,'\s]\d{3})+(?:[.,]\d+)?")
_SCIENTIFIC = re.compile(r"-?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_QUARTER = re.compile(r"((?:19|20)\d\d)-?(?:KW0?|K|Q)([1-4])")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:JJ00)?")
_ISO_DAY = re.compile(r"((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?:T.*)?")
_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-((?:19|20)\d\d)")
_SHORT_MONTH = re.compile(r"[a-z]{3}\.?-\d\d", re.IGNORECASE)
_YES_NO = {"ja": True, "j": True, "nee": False, "n": False}
_LONGEST = 40


class UnreadableError(ValueError):
    """A cell cannot be read; carries what is wrong and the cure."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def shown(cell: Cell) -> str:
    """Return a cell as a message shows it, cut where it is long."""
    text = str(cell)
    return f"'{text[:_LONGEST]}…'" if len(text) > _LONGEST else f"'{text}'"


def decimal(cell: Cell, *, comma_separated: bool = False) -> float:
    """Return a number with a decimal comma or point.

    Parameters
    ----------
    cell : Cell
    comma_separated : bool
        The file divides cells by commas; then ``1,234`` has two meanings, as ``1.234`` always has.
    """
    if isinstance(cell, str):
        return _decimal_text(cell, comma_separated)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise UnreadableError(f"{shown(cell)} is geen getal", "maak de cel in Excel op als Getal")
    return float(cell)


@lru_cache(maxsize=65536)
def _decimal_text(text: str, comma_separated: bool) -> float:
    if _WHOLE.fullmatch(text):
        return float(text)
    if _TWO_WAYS.fullmatch(text) and ("." in text or comma_separated):
        bare = text.replace(".", "").replace(",", "")
        point = text.replace(",", ".") + "0"
        hint = f"schrijf {bare} als het een duizendtal is, of {point} als het een decimaal is"
        raise UnreadableError(f"'{text}' kan twee dingen betekenen", hint)
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    raise _no_number(text)


def _no_number(text: str) -> UnreadableError:
    """Return why a text is no number and how it should be written."""
    if _THOUSANDS.fullmatch(text):
        return UnreadableError(f"'{text}' heeft een scheidingsteken voor duizendtallen",
                          "schrijf het getal zonder punten of spaties tussen de duizendtallen")
    if _SCIENTIFIC.fullmatch(text):
        return UnreadableError(f"'{text}' is een wetenschappelijke notatie",
                          "maak de kolom in Excel op als Getal en bewaar opnieuw")
    if re.search(r"[€%]", text):
        return UnreadableError(f"{shown(text)} bevat een eenheid",
                          "laat het teken weg; de eenheid staat in de kolom eenheid")
    return UnreadableError(f"{shown(text)} is geen getal",
                      "alleen cijfers, met een komma of punt voor de decimalen")


def whole(cell: Cell) -> int:
    """Return a whole number, negative ones included."""
    if isinstance(cell, str):
        if _WHOLE.fullmatch(cell):
            return int(cell)
        if _TWO_WAYS.fullmatch(cell):
            bare = cell.replace(".", "").replace(",", "")
            hint = f"schrijf {bare} zonder punt of komma"
            raise UnreadableError(f"'{cell}' is geen heel getal", hint)
        if _DECIMAL.fullmatch(cell):
            raise UnreadableError(f"'{cell}' is geen heel getal", "rond af op hele aantallen")
        raise _no_number(cell)
    number = decimal(cell)
    if not number.is_integer():
        raise UnreadableError(f"'{cell}' is geen heel getal", "rond af op hele aantallen")
    return int(number)


def count(cell: Cell) -> int:
    """Return a number of people or benefits: whole and not negative."""
    number = whole(cell)
    if number < 0:
        raise UnreadableError(f"'{number}' is negatief", "een aantal is nul of meer")
    return number


def month(cell: Cell) -> pd.Period:
    """Return a month; Excel turns a typed month into a date, which is read as its month."""
    if isinstance(cell, dt.date):
        return periods.month(cell.year, cell.month)
    return _month_text(cell if isinstance(cell, str) else str(cell))


@lru_cache(maxsize=4096)
def _month_text(text: str) -> pd.Period:
    try:
        return periods.parse_month(text)
    except ValueError:
        hint = "schrijf 2019-12, 2019MM12 of dec 2019"
        if _SHORT_MONTH.fullmatch(text) or _DUTCH_DAY.fullmatch(text):
            hint += "; Excel maakte er een datum van, zet de kolom eerst op Tekst"
        raise UnreadableError(f"{shown(text)} is geen maand", hint) from None


def month_or_day(cell: Cell) -> pd.Period:
    """Return the month in which something became known, from a month or a day."""
    return _month_or_day_text(cell) if isinstance(cell, str) else month(cell)


@lru_cache(maxsize=4096)
def _month_or_day_text(text: str) -> pd.Period:
    if _ISO_DAY.fullmatch(text) or _DUTCH_DAY.fullmatch(text):
        found = day(text)
        return periods.month(found.year, found.month)
    return _month_text(text)


def day(cell: Cell) -> pd.Timestamp:
    """Return a day, written 2019-12-31 or 31-12-2019."""
    if isinstance(cell, dt.date):
        return pd.Timestamp(cell.year, cell.month, cell.day)
    return _day_text(str(cell))


@lru_cache(maxsize=4096)
def _day_text(text: str) -> pd.Timestamp:
    iso, dutch = _ISO_DAY.fullmatch(text), _DUTCH_DAY.fullmatch(text)
    parts = iso.groups() if iso else dutch.groups()[::-1] if dutch else ()
    try:
        return pd.Timestamp(dt.date(*map(int, parts)))
    except (TypeError, ValueError):  # TypeError: no parts at all; ValueError: no such day
        raise UnreadableError(f"{shown(text)} is geen datum", "schrijf 2019-12-31") from None


@lru_cache(maxsize=1024)
def quarter(cell: Cell) -> pd.Period:
    """Return a quarter, written 2019KW01, 2019-K1 or 2019-Q1."""
    found = _QUARTER.fullmatch(str(cell).upper())
    if not found:
        raise UnreadableError(f"{shown(cell)} is geen kwartaal", "schrijf 2019KW01 of 2019-K1")
    return pd.Period(year=int(found[1]), quarter=int(found[2]), freq="Q")


def year(cell: Cell) -> int:
    """Return a calendar year, also as CBS writes it (2019JJ00)."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    found = _YEAR.fullmatch(str(cell).upper())
    if not found:
        raise UnreadableError(f"{shown(cell)} is geen jaar", "schrijf vier cijfers, zoals 2020")
    return int(found[1])


def yes(cell: Cell) -> bool:
    """Return whether a cell says yes."""
    if isinstance(cell, bool):
        return cell
    answer = _YES_NO.get(str(cell).lower())
    if answer is None:
        raise UnreadableError(f"{shown(cell)} is geen ja of nee", "schrijf ja of nee")
    return answer


def text(cell: Cell) -> str:
    """Return free text; a number or a day from Excel as a reader would write it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    return str(cell)
