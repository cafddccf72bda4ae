"""The forecast of any file of monthly series: read, fitted in parallel, told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from forecast.errors import ForecastError, Problem
from forecast.inputs import GivenSeries, read_series
from forecast.project.fitting import Fitter, Request
from forecast.series import PANELS, Case, Outlook, case, dates_for, foretell

#: Past dates at which each series is forecast again, unless asked otherwise.
DATES = 8
LONGEST = 240


@dataclass(frozen=True)
class Foretold:
    """The forecasts of a file.

    Attributes
    ----------
    series : tuple of GivenSeries
    outlooks : tuple of Outlook
        One per series, in the same order.
    made, found : int
        Fits that were made, and that were found in the store.
    """

    series: tuple[GivenSeries, ...]
    outlooks: tuple[Outlook, ...]
    made: int
    found: int


def foretell_file(
    path: Path, horizon: int, panel: str, dates: int, fitter: Fitter,
    tell: Callable[[int, int], None],
) -> Foretold:
    """Forecast every series of a file.

    Parameters
    ----------
    path : Path
        A CSV with ``series_id,period,value`` and optionally ``origin`` and ``voorlopig``.
    horizon : int
        Months ahead.
    panel : str
        Key of `PANELS`.
    dates : int
        Past dates per series; 0 for none, then weights are equal and the shipped curve holds.
    fitter : Fitter
    tell : callable
        Receives how many of how many fits are ready.

    Raises
    ------
    ForecastError
        With every problem of the file at once.
    """
    if panel not in PANELS:
        hint = f"kies uit: {', '.join(PANELS)}"
        raise ForecastError(Problem("--panel", f"panel '{panel}' is onbekend", hint))
    given, _ = read_series(path)
    models = tuple(model.key for model in PANELS[panel])
    ends = [dates_for(one.values.index, dates) if dates else () for one in given]
    requests = [Request(one.values, horizon, models) for one in given]
    requests += [
        Request(one.values.iloc[:end], horizon, models)
        for one, known in zip(given, ends, strict=True) for end in known
    ]
    fits = fitter.all(requests, tell)
    rest = iter(fits[len(given):])
    cases: list[Case] = [
        case(one.series_id, one.values, fit, known, [next(rest) for _ in known], one.notes)
        for one, fit, known in zip(given, fits, ends, strict=False)
    ]
    dated = any(one.dated for one in given)
    outlooks = foretell(cases, horizon, dated=dated)
    return Foretold(given, tuple(outlooks), fitter.made, fitter.found)
