"""The municipal inflow month by month: a central path, its width, and paths of log error.

The series are small whole numbers: one municipality may count a dozen people a month, in which no
model finds a trend. So what is small or short is added up, forecast as one total, and split by
the shares of the last two years; only a municipality that is large by itself has its own fit.
Poisson counts in the engine make the noise of each municipality; the width here is the error of
the *rate*, common to all. So the municipalities add up, in every path, to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.chance import normal, uniforms
from forecast.errors import raise_all
from forecast.series.combine import candidates
from forecast.series.foretell import Case, case, dates_for, foretell
from forecast.series.history import problems_of
from forecast.series.outlook import KNOTS, Outlook
from forecast.series.panel import CORE_KEYS, YARDSTICK, Fits, fresh
from forecast.series.season import SEASON_NEEDS
from forecast.series.windows import Window
from forecast.words import dutch_number

Vector = NDArray[np.float64]

#: A municipality is forecast by itself from this many months and people a month.
OWN_MONTHS, OWN_SIZE = SEASON_NEEDS, 100.0
SHARE_MONTHS = 24
#: Past dates from which weights and width are learnt.
DATES = 8
#: More series than this are counted in the note instead of named.
NAMED = 4


@dataclass(frozen=True)
class FlowForecast:
    """The forecast of a flow.

    Attributes
    ----------
    central : ndarray, (months, series)
        Median path, persons per month; read-only.
    log_sd : ndarray, (months,)
        Standard deviation of the log error of the rate, common to all series; read-only.
    note : str
        How it was made, in Dutch, fallbacks included.
    """

    central: Vector
    log_sd: Vector
    note: str

    def __post_init__(self) -> None:
        self.central.flags.writeable = False
        self.log_sd.flags.writeable = False


def forecast_flow(
    history: pd.DataFrame, months: pd.PeriodIndex, fits: Fits = fresh
) -> FlowForecast:
    """Forecast a flow of several municipalities.

    Parameters
    ----------
    history : pandas.DataFrame, (months, series)
        Persons per month, whole numbers of 0 or more, without gaps.
    months : pandas.PeriodIndex, (months,)
        The months to foretell; the first follows the last of `history`.
    fits : callable
        From histories to fits.

    Returns
    -------
    FlowForecast

    Raises
    ------
    ForecastError
        For every gap, negative value or too short history at once.
    ValueError
        When `months` does not follow the history.
    """
    raise_all(p for name in history for p in problems_of(history[name], f"instroom {name}"))
    if months[0] != history.index[-1] + 1:
        raise ValueError(f"the forecast must start right after {history.index[-1]}")
    table = history.astype(np.float64).rename(columns=str)
    recent = table.iloc[-SHARE_MONTHS:]
    names = [str(name) for name in table.columns]
    large = [name for name in names
             if len(table) >= OWN_MONTHS and recent[name].mean() >= OWN_SIZE]
    small = [name for name in names if name not in large]
    groups = [[name] for name in large] + ([small] if small else [])
    sums = [table[group].sum(axis=1) for group in groups]
    if len(groups) > 1:
        sums.append(table.sum(axis=1))
    cases = _cases(sums, len(months), fits)
    told = foretell(cases, len(months), dated=False)
    central, notes = pd.DataFrame(0.0, index=months, columns=table.columns), []
    for group, one in zip(groups, told, strict=False):
        central[group] = np.outer(one.central, _shares(recent[group]))
        who = " + ".join(group) if len(group) <= NAMED else f"{len(group)} kleine reeksen samen"
        split = f"; verdeeld naar het aandeel in de laatste {len(recent)} maanden"
        notes += [f"{who}: {one.weights.reason}{split if len(group) > 1 else ''}.", *one.notes]
    width, said = _width(sums[-1], cases[-1], told[-1])
    return FlowForecast(central.to_numpy(copy=True), width, " ".join([*notes, *said]))


def flow_paths(forecast: FlowForecast, seed: int, draws: int, name: str) -> Vector:
    """Return paths of log error with the forecast's width in every month, (draws, months).

    A random walk whose steps have the variance by which the width grows: a rate that is too high
    this month is likely to be so next month. The uniforms belong to `name`.
    """
    steps = np.sqrt(np.diff(forecast.log_sd**2, prepend=0.0))
    z = normal(uniforms(seed, name, (draws, len(steps))))
    return np.asarray(np.cumsum(z * steps, axis=1))


def widened(forecast: FlowForecast, log_sd: Vector, why: str) -> FlowForecast:
    """Return the forecast with at least the width `log_sd` in each month, and `why` in its note.

    The width stays never-falling, since both are.
    """
    wider = np.maximum.accumulate(np.maximum(forecast.log_sd, log_sd))
    if np.array_equal(wider, forecast.log_sd):
        return forecast
    return replace(forecast, log_sd=wider, note=f"{forecast.note} {why}")


def _cases(sums: list[pd.Series[float]], horizon: int, fits: Fits) -> list[Case]:
    """Return each total with its fit and its past dates; the yardstick is asked beside."""
    ends = dates_for(sums[0].index, DATES)
    asked = (*CORE_KEYS, YARDSTICK.key)
    made = fits([total.iloc[:end] for total in sums for end in (len(total), *ends)], horizon,
                asked)
    size = 1 + len(ends)
    parts = [made[i * size : (i + 1) * size] for i in range(len(sums))]
    return [case(str(i), total, part[0], ends, part[1:])
            for i, (total, part) in enumerate(zip(sums, parts, strict=True))]


def _shares(recent: pd.DataFrame) -> Vector:
    """Return each series' share of the recent total, (series,); equal when nothing came in."""
    total = recent.sum().to_numpy(dtype=np.float64)
    if total.sum() == 0:
        return np.full(len(total), 1 / len(total))
    return np.asarray(total / total.sum())


def _width(
    total: pd.Series[float], one: Case, told: Outlook
) -> tuple[Vector, list[str]]:
    """Return the width of the rate by horizon, and what to say about it.

    The engine draws Poisson counts on top of the rate; their share of the error is not counted
    twice, and is never more than what the very next month shows.
    """
    if one.fit.constant:
        return np.zeros(len(told.months)), ["Breedte nul: de reeks is constant."]
    square = (told.widths[0] / KNOTS[0]) ** 2
    noise = min(1.0 / max(float(total.iloc[-12:].mean()), 1.0), float(square[0]))
    note = told.curve.note(len(told.months))
    return np.sqrt(square - noise), [f"{note[0].upper()}{note[1:]}.", *_against_naive(one.windows)]


def _against_naive(windows: tuple[Window, ...]) -> list[str]:
    """Say when the models did no better at past dates than repeating last year."""
    ours, naive = [], []
    for one in windows:
        known = np.isfinite(one.truth)
        if YARDSTICK.key not in one.fit.keys or not known.any():
            continue
        paths = one.fit.paths(candidates(one.fit))
        ours.append(float(np.abs(np.median(paths, axis=0) - one.truth)[known].mean()))
        last_year = one.fit.sketches[YARDSTICK.key].path
        naive.append(float(np.abs(last_year - one.truth)[known].mean()))
    if not ours or np.mean(ours) < np.mean(naive):
        return []
    part = dutch_number(100 * float(np.mean(ours) / np.mean(naive) - 1))
    return [f"Op {len(ours)} eigen toetsmomenten niet beter dan de seizoensnaïeve raming "
            f"({part} % grotere fout)."]
