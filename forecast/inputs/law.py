"""The law by date: every parameter with its first month, unit, article and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import folder
from forecast.inputs.cabinet import Cabinet, merged, open_folder, open_register
from forecast.inputs.fields import Border, MaybeDecimal, Month, Text
from forecast.inputs.nearest import suggest
from forecast.inputs.records import Source
from forecast.inputs.rows import Fact, Table
from forecast.periods import dutch


class LawRow(Fact):
    """A legal parameter from a month on; without a value it ends there."""

    sleutel: Text
    vanaf: Month
    waarde: MaybeDecimal = None
    eenheid: Text
    artikel: Text


LAW = Table(LawRow, ("sleutel", "vanaf", "bekend_vanaf"))


@dataclass(frozen=True, slots=True)
class Provision:
    """One value of a legal parameter.

    Attributes
    ----------
    key, unit, article, source, status, note : str
    since : pandas.Period
        First month in force.
    value : float
        Not a number where the rule ends: `Law.entry` never returns that.
    known_since : pandas.Period or None
        Month in which it became public; None when that was before anyone needs it.
    seen : bool
        The source itself was seen.
    where : str
        File and row.
    """

    key: str
    since: pd.Period
    value: float
    unit: str
    article: str
    source: str
    status: str
    known_since: pd.Period | None
    seen: bool
    note: str
    where: str


@dataclass(frozen=True)
class Law:
    """Legal parameters by key, each sorted by first month and then by when it became known.

    Attributes
    ----------
    provisions : mapping of str to tuple of Provision
    sources : mapping of str to Source
    fingerprints : mapping of str to str
    """

    provisions: Mapping[str, tuple[Provision, ...]]
    sources: Mapping[str, Source]
    fingerprints: Mapping[str, str]

    def covers(self, key: str, when: pd.Period) -> bool:
        """Return whether a key has a value in a month."""
        return key in self.provisions and self.provisions[key][0].since <= when

    def keys(self) -> tuple[str, ...]:
        """Return every key, sorted."""
        return tuple(sorted(self.provisions))

    def entry(self, key: str, when: pd.Period, known: pd.Period | None = None) -> Provision:
        """Return what was in force in a month.

        Parameters
        ----------
        key : str
        when : pandas.Period
            Month; of a year its January.
        known : pandas.Period, optional
            Only what was public in this month counts; a law changed later is not yet changed.

        Raises
        ------
        ForecastError
            When the key is unknown, `when` lies before its first date, or the rule has ended.
        """
        month = when if when.freqstr == "M" else when.asfreq("M", how="start")
        if key not in self.provisions:
            hint = suggest(key, self.provisions)
            raise ForecastError(Problem("inputs/wet", f"wetssleutel '{key}' is onbekend", hint))
        public = [
            p
            for p in self.provisions[key]
            if known is None or p.known_since is None or p.known_since <= known
        ]
        in_force = [p for p in public if p.since <= month]
        if in_force and not np.isnan(in_force[-1].value):
            return in_force[-1]
        if in_force:
            ended = in_force[-1]
            what = f"'{key}' eindigt in {dutch(ended.since)} en geldt niet voor {dutch(month)}"
            hint = "vul de regel aan die daarna geldt, of laat de jaren van de run eerder eindigen"
            raise ForecastError(Problem(ended.where, what, hint))
        first = (public or self.provisions[key])[0]
        what = f"'{key}' is er pas vanaf {dutch(first.since)}, niet voor {dutch(month)}"
        if not public and known is not None:
            what = f"'{key}' was in {dutch(known)} nog niet bekend"
        hint = f"vul een eerdere waarde aan met haar bron ({first.article})"
        raise ForecastError(Problem(first.where, what, hint))

    def at(self, key: str, when: pd.Period, known: pd.Period | None = None) -> float:
        """Return the value in force in a month; see `entry`."""
        return self.entry(key, when, known).value

    def path(
        self, key: str, months: pd.PeriodIndex, known: pd.Period | None = None
    ) -> NDArray[np.float64]:
        """Return the values in force, (months,); see `entry`."""
        return np.array([self.at(key, month, known) for month in months])


def load_law(root: Path) -> Law:
    """Read and check the law tables of a project; every CSV in ``inputs/wet`` is one.

    Raises
    ------
    ForecastError
        With every problem in every file at once.
    """
    folder.require_project(root)
    cabinet = open_folder(root, root / "inputs" / folder.LAW)
    cabinet.demand(["bronnen"])
    national = open_register(root, folder.NATIONAL)
    sources, problems = merged([cabinet.sources(), national.sources()])
    cabinet.problems += problems + national.problems
    where = {name: raw.where for name, raw in cabinet.raw.items()}
    if not where and not cabinet.problems:
        hint = "zet er de wetstabellen neer"
        cabinet.problems.append(Problem(cabinet.where, "hier staat geen enkele wetstabel", hint))
    tables = cabinet.typed(dict.fromkeys(where, LAW), Border(sources=sources))
    provisions = _gathered(tables, where, cabinet)
    raise_all(cabinet.problems)
    return Law(
        MappingProxyType(provisions),
        MappingProxyType(sources or {}),
        MappingProxyType(cabinet.fingerprints | national.fingerprints),
    )


def _gathered(
    tables: Mapping[str, pd.DataFrame], where: Mapping[str, str], cabinet: Cabinet
) -> dict[str, tuple[Provision, ...]]:
    """Return the provisions by key; one key lives in one file, or its order would be chance."""
    found: dict[str, list[Provision]] = {}
    home: dict[str, str] = {}
    for name, frame in tables.items():
        for number, row in zip(frame.index, frame.to_dict("records"), strict=True):
            place, key = f"{where[name]}, rij {number}", row["sleutel"]
            if home.setdefault(key, where[name]) != where[name]:
                what = f"sleutel '{key}' staat ook in {home[key]}"
                cabinet.problems.append(Problem(place, what, "zet een sleutel in een bestand"))
            known = None if pd.isna(row["bekend_vanaf"]) else row["bekend_vanaf"]
            found.setdefault(key, []).append(
                Provision(key, row["vanaf"], row["waarde"], row["eenheid"], row["artikel"],
                          row["bron"], row["status"], known, row["gezien"], row["toelichting"],
                          place)
            )
    return {key: tuple(sorted(part, key=_order)) for key, part in found.items()}


def _order(provision: Provision) -> tuple[int, int]:
    known = provision.known_since
    return provision.since.ordinal, known.ordinal if known is not None else -(10**6)
