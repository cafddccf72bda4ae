"""What happened in a year: counts by month and accounts by frame, in one CSV of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pandas as pd

from forecast.errors import Problem, raise_all
from forecast.inputs.declared import MONTHLY, STATE_FRAMES
from forecast.inputs.fields import Decimal, Dtype, Status, Text, one_of
from forecast.inputs.nearest import suggest
from forecast.inputs.rows import Row, Table
from forecast.inputs.single import table_in
from forecast.periods import month, parse_month

SIDES = ("baten", "lasten")
ACCOUNTS = tuple(f"{frame}.{side}" for frame in STATE_FRAMES for side in SIDES)
#: Counts that a bridge to the outcome can not do without.
COUNTS = tuple(name for name in MONTHLY if name != "deeltijd_nieuw")
_HINT = ("maak een CSV met kolommen gemeente, periode, variabele, waarde, bron en status: per "
         "maand de variabelen van bijstand_maand, per jaar buig.baten en buig.lasten, en zo "
         "nodig participatie en uitvoering")


class OutcomeRow(Row):
    """A count of a month, or the income or costs of a frame over a year."""

    gemeente: Text
    periode: Text
    variabele: Annotated[str, one_of(*MONTHLY, *ACCOUNTS), Dtype("str")]
    waarde: Decimal
    bron: Text
    status: Status
    toelichting: Text = ""


_TABLE = Table(OutcomeRow, ("gemeente", "periode", "variabele"))


@dataclass(frozen=True)
class Happened:
    """What happened in the years that are known whole.

    Attributes
    ----------
    years : tuple of int
    frames : tuple of str
        Those of which every year and municipality has accounts.
    counts : mapping of str to DataFrame
        By variable: months by municipality.
    accounts : mapping of str to DataFrame
        By ``frame.side``: years by municipality, eur.
    """

    years: tuple[int, ...]
    frames: tuple[str, ...]
    counts: Mapping[str, pd.DataFrame]
    accounts: Mapping[str, pd.DataFrame]


def read_outcome(path: Path, names: tuple[str, ...], first: pd.Period) -> Happened:
    """Return what a file says of the months from `first` on.

    Parameters
    ----------
    path : Path
    names : tuple of str
        The municipalities.
    first : pandas.Period
        The first month that an edition foretold.

    Raises
    ------
    ForecastError
        With every problem at once: cells, municipalities, months that lack, no whole year.
    """
    frame = table_in(path, path.name, _TABLE, _HINT)
    problems = [
        Problem(f"{path.name}, rij {row}", f"'{name}' is geen gemeente van deze editie",
                suggest(str(name), names))
        for row, name in frame["gemeente"].items() if name not in names]
    whole = frame["variabele"].isin(ACCOUNTS)
    problems += _periods(path.name, frame, whole) or _doubled(path.name, frame, whole)
    raise_all(problems)
    accounts = _wide(frame[whole], [int(p) for p in frame.loc[whole, "periode"]], names)
    counts = _wide(frame[~whole], [parse_month(p) for p in frame.loc[~whole, "periode"]], names)
    buig = [accounts.get(f"{STATE_FRAMES[0]}.{side}") for side in SIDES]
    years = tuple(sorted(set.intersection(*(
        set() if one is None else set(one.dropna().index) for one in buig))))
    if not years:
        raise_all([Problem(path.name, "van geen jaar zijn buig.baten en buig.lasten van elke "
                           "gemeente bekend", _HINT)])
    span = pd.period_range(first, month(years[-1], 12), freq="M")
    for name in COUNTS:
        table = counts.get(name)
        lack = span if table is None else span.difference(pd.PeriodIndex(table.dropna().index))
        if len(lack):
            problems.append(Problem(
                path.name, f"'{name}' ontbreekt voor {len(lack)} van de {len(span)} maanden "
                f"(de eerste is {lack[0]})", "vul elke maand en elke gemeente in"))
    raise_all(problems)
    frames = tuple(f for f in STATE_FRAMES if all(
        f"{f}.{side}" in accounts and accounts[f"{f}.{side}"].reindex(years).notna().all(axis=None)
        for side in SIDES))
    return Happened(years, frames, counts, accounts)


def _periods(shown: str, frame: pd.DataFrame, whole: pd.Series[bool]) -> list[Problem]:
    problems = []
    for row, text, year in zip(frame.index, frame["periode"], whole, strict=True):
        where = f"{shown}, rij {row}, kolom periode"
        if year and not (text.isdecimal() and len(text) == 4):
            problems.append(Problem(where, f"'{text}' is geen jaar", "schrijf 2020"))
        elif not year and not _is_month(text):
            problems.append(Problem(where, f"'{text}' is geen maand", "schrijf 2020-01"))
    return problems


def _doubled(shown: str, frame: pd.DataFrame, whole: pd.Series[bool]) -> list[Problem]:
    """Judge that no cell stands there twice, however its month is written."""
    when = [text if year else str(parse_month(text))
            for text, year in zip(frame["periode"], whole, strict=True)]
    twice = frame.assign(periode=when).duplicated(["gemeente", "periode", "variabele"])
    return [Problem(f"{shown}, rij {row}", "deze maand staat er al, anders geschreven",
                    "haal een van beide weg") for row in frame.index[twice]]


def _is_month(text: str) -> bool:
    try:
        parse_month(text)
    except ValueError:
        return False
    return True


def _wide(
    rows: pd.DataFrame, when: list[Any], names: tuple[str, ...]
) -> dict[str, pd.DataFrame]:
    table = rows.assign(wanneer=pd.Series(when, index=rows.index, dtype=object))
    return {str(name): own.pivot_table("waarde", "wanneer", "gemeente", "sum").reindex(
        columns=list(names)) for name, own in table.groupby("variabele")}
