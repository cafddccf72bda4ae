"""From fits to forecasts for many series at once: they learn from each other's past dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from forecast.series.combine import Losses, candidates, losses, pooled, weigh
from forecast.series.curve import Curve, learn
from forecast.series.outlook import Outlook, outlook
from forecast.series.panel import PanelFit
from forecast.series.windows import FIRST, STEP, Window, past_dates, window

#: A history with room for this many months of past dates takes them a year apart.
_LONG = 96
#: A short history starts its past dates at half its length, and never before this many months.
_SHORTEST = 24


@dataclass(frozen=True)
class Case:
    """A history with its fit and its past dates.

    Attributes
    ----------
    name : str
        Of the series; histories of one series at several origins share it.
    history : pandas.Series, (months,)
    fit : PanelFit
    windows : tuple of Window
    notes : tuple of str
    """

    name: str
    history: pd.Series[float]
    fit: PanelFit
    windows: tuple[Window, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def origin(self) -> pd.Period:
        """The last month that is known."""
        return pd.PeriodIndex(self.history.index)[-1]


def dates_for(index: pd.Index[Any], most: int) -> tuple[int, ...]:
    """Return the past dates of a history: half a year apart, a year where there is room."""
    first = min(FIRST, max(_SHORTEST, len(index) // 2))
    step = 2 * STEP if len(index) - first >= _LONG else STEP
    return past_dates(index, most, first=first, step=step)


def case(
    name: str, history: pd.Series[float], fit: PanelFit, ends: Sequence[int],
    past: Sequence[PanelFit], notes: tuple[str, ...] = (),
) -> Case:
    """Return a case from a history, its fit and the fits at its past dates."""
    windows = (window(history, end, one) for end, one in zip(ends, past, strict=True))
    return Case(name, history, fit, tuple(windows), notes)


def foretell(cases: Sequence[Case], horizon: int, *, dated: bool) -> list[Outlook]:
    """Return the forecast of every case, in their order.

    Weights and the width curve come from the past dates of all series, each series once.

    Parameters
    ----------
    cases : sequence of Case
    horizon : int
    dated : bool
        Whether the origins are meant as past dates: then a case learns only from histories that
        were known at its own origin, and of one series from the latest of those.
    """
    found: dict[pd.Period | None, tuple[dict[str, Losses], Curve]] = {}
    lost = [losses(one.windows, horizon) for one in cases]
    told = []
    for one, own in zip(cases, lost, strict=True):
        moment = one.origin if dated else None
        if moment not in found:
            pool = _pool(cases, moment)
            found[moment] = ({cases[i].name: lost[i] for i in pool},
                             learn([cases[i].windows for i in pool], horizon))
        losses_of, curve = found[moment]
        all_series = pooled(losses_of.values())
        weights = weigh(candidates(one.fit), own, all_series, len(losses_of))
        told.append(outlook(one.history, one.fit, weights, curve, horizon, one.notes))
    return told


def _pool(cases: Sequence[Case], moment: pd.Period | None) -> list[int]:
    """Return which cases teach: of each series the latest history known at the moment."""
    latest: dict[str, int] = {}
    for i, one in enumerate(cases):
        if moment is not None and one.origin > moment:
            continue
        before = latest.get(one.name)
        if before is None or cases[before].origin <= one.origin:
            latest[one.name] = i
    return list(latest.values())
