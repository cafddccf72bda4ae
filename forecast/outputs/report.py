"""The record that holds everything a reader gets to see of one run.

`project` fills it from the rooms before; every writer in this room reads only this record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from forecast.ensemble import Ensemble
from forecast.outputs.accounts import (
    BUIG,
    FRAMES,
    GEMEENTELIJK,
    NATION,
    PARTICIPATIE,
    SIDES,
    TOTAAL,
    UITVOERING,
    Account,
    AccountLine,
    Cause,
    Odds,
    Together,
)
from forecast.outputs.bridges import Bridge
from forecast.outputs.budgeted import Budgeted
from forecast.outputs.promises import Promises
from forecast.outputs.groups import GroupFigure, Target
from forecast.outputs.tornado import Tornado
from forecast.outputs.track import TrackRecord
__all__ = [
    "BUIG", "FRAMES", "GEMEENTELIJK", "NATION", "PARTICIPATIE", "SIDES", "TOTAAL", "UITVOERING",
    "Account", "AccountLine", "Assumption", "Budgeted", "Cause", "Change", "FindingRow", "Note", "Odds",
    "Report", "ScenarioResult", "SourceRow", "Together",
]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One row of the register of assumptions.

    Attributes
    ----------
    key, meaning, unit : str
        From the catalogue.
    municipality : str
        Empty for a general value.
    values : tuple of (float or None)
        One value per year of the report, or exactly one for a single number. None: not filled in.
    low, high : float or None
        P10 and P90 where uncertain.
    minimum, maximum : float or None
        What the catalogue allows.
    direct : bool
        True: a live cell of the workbook; False: takes effect in a new run.
    status, source, note : str
    """

    key: str
    meaning: str
    unit: str
    municipality: str
    values: tuple[float | None, ...]
    low: float | None
    high: float | None
    minimum: float | None
    maximum: float | None
    direct: bool
    status: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """Everything of one scenario.

    Attributes
    ----------
    name, title, label, description : str
        `label` warns, e.g. ``met kennis van later``; may be empty.
    central : mapping of str to DataFrame
        Per variable of the people the central path: index months (history and future), columns
        the municipalities; the whole is their sum.
    ensembles : mapping of str to Ensemble
        The same variables (draws, the same months, municipalities); history is the data set's
        own figure in every draw.
    accounts : tuple of Account
        Every municipality and `NATION`, every year.
    money : mapping of str to Ensemble
        ``budget.buig.baten``, ``.lasten``, ``.saldo`` and ``budget.vangnet``: (draws, years,
        municipalities), eur.
    odds : tuple of Odds
        Every municipality and the whole, every year.
    causes : tuple of Cause
        Largest first, for the saldo of the whole over all years.
    assumptions : tuple of Assumption
    resolved : mapping
        The resolved assumptions as plain values, for the manifest.
    nation : pandas.Series, (months,), or None
        Central path of the benefits below the AOW age in the whole country.
    targets, figures
        Of the groups: agreed numbers with their odds, and figures that are no series.
    together : tuple of Together
        Odds that several budgets hold at once.
    """

    name: str
    title: str
    label: str
    description: str
    central: Mapping[str, pd.DataFrame]
    ensembles: Mapping[str, Ensemble]
    accounts: tuple[Account, ...]
    money: Mapping[str, Ensemble]
    odds: tuple[Odds, ...]
    causes: tuple[Cause, ...]
    assumptions: tuple[Assumption, ...]
    resolved: Mapping[str, Any]
    nation: pd.Series[float] | None = None
    targets: tuple[Target, ...] = ()
    promises: Promises | None = None
    figures: tuple[GroupFigure, ...] = ()
    together: tuple[Together, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncounted:
    """An agreed result that no run counts: what it is, in Dutch, and its source."""

    label: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source: code, title, publisher, date and address as text."""

    code: str
    title: str
    publisher: str
    date: str
    address: str


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the edition before, in Dutch words and amounts."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of the data-quality report: rule, level (groen, geel, rood), where, what, hint."""

    rule: str
    level: str
    where: str
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line about the method, e.g. an estimate with its standard error."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One run, ready to be written.

    Attributes
    ----------
    data_name, title, whole : str
        Folder name, readable title and the name of the sum of the municipalities.
    municipalities : tuple of str
    years : tuple of int
    last_month : pandas.Period
        The last realised month.
    observed : bool
        False when the months before it are derived (afgeleid verloop), never called realised.
    edition, version, run_id : str
    seed, draws : int
    scenarios : tuple of ScenarioResult
        The first one is the reference (usually ``basis``).
    macro_published : mapping of (year, moment) to eur
        Moments: voorlopig, nader_voorlopig, definitief; only what was public at `last_month`.
    sources, changes, findings, notes
        Registers.
    previous : str
        The edition before; empty when this is the first.
    fingerprints : mapping of relative path to sha256
    track : TrackRecord or None
        How earlier forecasts of the real national stock turned out.
    budgeted : tuple of Budgeted
        Amounts of the municipalities' own budgets; empty where nobody entered them.
    bridges : tuple of Bridge
        From the first scenario to each of the others.
    since : Bridge or None
        From the edition before, first scenario; None where it can not be made.
    uncounted : tuple of Uncounted
        Agreed results that are shown and not judged.
    tornado : Tornado or None
        Of the first scenario: assumptions that have a P10 and a P90; None when it was not asked.
    """

    data_name: str
    title: str
    whole: str
    municipalities: tuple[str, ...]
    years: tuple[int, ...]
    last_month: pd.Period
    observed: bool
    edition: str
    version: str
    run_id: str
    seed: int
    draws: int
    scenarios: tuple[ScenarioResult, ...]
    macro_published: Mapping[tuple[int, str], float]
    sources: tuple[SourceRow, ...]
    changes: tuple[Change, ...]
    previous: str
    findings: tuple[FindingRow, ...]
    notes: tuple[Note, ...]
    fingerprints: Mapping[str, str]
    track: TrackRecord | None = None
    budgeted: tuple[Budgeted, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    since: Bridge | None = None
    uncounted: tuple[Uncounted, ...] = ()
    tornado: Tornado | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """The municipalities and, behind them, the whole."""
        return (*self.municipalities, self.whole)
