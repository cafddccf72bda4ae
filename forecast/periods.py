"""Months, years and four-month terms: how the house speaks of time.

A month is a `pandas.Period` of frequency ``M``; nothing else in the house does date arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

MONTH_NAMES = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_LONG_NAMES = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
               "september", "oktober", "november", "december")
_NUMBER_OF = {name: i for i, name in enumerate(MONTH_NAMES, 1)}
_NUMBER_OF |= {name: i for i, name in enumerate(_LONG_NAMES, 1)} | {"mar": 3, "oct": 10, "may": 5}
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-|MM|M)(?P<month>\d{1,2})")
_WORDS_FIRST = re.compile(r"(?P<word>[a-z]+)\.?[ -](?P<year>(?:19|20)\d\d)")
_WORDS_LAST = re.compile(r"(?P<year>(?:19|20)\d\d) (?P<word>[a-z]+)\.?")


def month(year: int, number: int) -> pd.Period:
    """Return a month; `number` may run past the year's end (13 is January of the next year)."""
    index = year * 12 + number - 1
    return pd.Period(year=index // 12, month=index % 12 + 1, freq="M")


def parse_month(text: str) -> pd.Period:
    """Read a month as people and CBS write it.

    Parameters
    ----------
    text : str
        ``2019-12``, ``2019MM12``, ``2019M12``, ``dec 2019``, ``december 2019`` or
        ``2019 december``.

    Returns
    -------
    pandas.Period
        Frequency ``M``.

    Raises
    ------
    ValueError
        When the text is no month; the message shows two right examples.
    """
    clean = text.strip()
    if found := _DIGITS.fullmatch(clean.upper()):
        number = int(found["month"])
        if 1 <= number <= 12:
            return month(int(found["year"]), number)
    for pattern in (_WORDS_FIRST, _WORDS_LAST):
        found = pattern.fullmatch(clean.lower())
        if found and found["word"] in _NUMBER_OF:
            return month(int(found["year"]), _NUMBER_OF[found["word"]])
    raise ValueError(f"'{text}' is geen maand; schrijf 2019-12 of dec 2019")


def months(first: pd.Period, last: pd.Period) -> pd.PeriodIndex:
    """Return all months from `first` up to and including `last`."""
    return pd.period_range(first, last, freq="M")


def months_of_years(years: Iterable[int]) -> pd.PeriodIndex:
    """Return all months of consecutive years, from the first January to the last December."""
    found = sorted(years)
    return months(month(found[0], 1), month(found[-1], 12))


def term(period: pd.Period) -> int:
    """Return the four-month term (1, 2 or 3) of a month, as the bestuursrapportage counts."""
    return int((period.month - 1) // 4 + 1)


def dutch(period: pd.Period) -> str:
    """Return a month as a Dutch reader writes it, e.g. ``dec 2019``."""
    return f"{MONTH_NAMES[period.month - 1]} {period.year}"
