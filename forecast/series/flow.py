"""The municipal inflow month by month: a central path, its width, and paths of log error.

The series are small whole numbers: one municipality may count a dozen people a month, in which no
model finds a trend. So what is small or short is added up, forecast as one total, and split by
the shares of the last two years; only a municipality that is large by itself has its own fit.
Poisson counts in the engine make the noise of each municipality; the width here is the error of
the *rate*, common to all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.chance import normal, uniforms
from forecast.errors import raise_all
from forecast.series.backtest import FEWEST_WINDOWS, backtest, errors_by_horizon, smooth_rmse
from forecast.series.ets import SEASON_NEEDS, TREND_NEEDS, damped, seasonal_naive
from forecast.series.history import problems_of

Vector = NDArray[np.float64]

#: A municipality is forecast by itself from this many months and people a month.
OWN_MONTHS, OWN_SIZE = SEASON_NEEDS, 100.0
SHARE_MONTHS = 24
#: A full record is some two dozen origins; more cost time and overlap anyway.
ORIGINS = 24
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
    scores : pandas.DataFrame, (horizons, 4)
        Back-test of the total by horizon: rmse, bias, aantal, rmse_naief.
    """

    central: Vector
    log_sd: Vector
    note: str
    scores: pd.DataFrame

    def __post_init__(self) -> None:
        self.central.flags.writeable = False
        self.log_sd.flags.writeable = False


def forecast_flow(history: pd.DataFrame, months: pd.PeriodIndex) -> FlowForecast:
    """Forecast a flow of several municipalities.

    Parameters
    ----------
    history : pandas.DataFrame, (months, series)
        Persons per month, whole numbers of 0 or more, without gaps.
    months : pandas.PeriodIndex, (months,)
        The months to foretell; the first follows the last of `history`.

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
    central, notes = pd.DataFrame(0.0, index=months, columns=table.columns), []
    for group in filter(None, [*([name] for name in large), small]):
        fit = damped(table[group].sum(axis=1).rename("instroom"), len(months))
        central[group] = np.outer(fit.values, _shares(recent[group]))
        who = " + ".join(group) if len(group) <= NAMED else f"{len(group)} kleine reeksen samen"
        split = f", verdeeld naar het aandeel in de laatste {len(recent)} maanden"
        notes += [f"{who}: {fit.model}{split if len(group) > 1 else ''}.", *fit.notes]
    width, scores, told = _width(table.sum(axis=1).rename("instroom"), len(months))
    return FlowForecast(central.to_numpy(copy=True), width, " ".join([*notes, *told]), scores)


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


def _shares(recent: pd.DataFrame) -> Vector:
    """Return each series' share of the recent total, (series,); equal when nothing came in."""
    total = recent.sum().to_numpy(dtype=np.float64)
    if total.sum() == 0:
        return np.full(len(total), 1 / len(total))
    return np.asarray(total / total.sum())


def _width(total: pd.Series[float], horizon: int) -> tuple[Vector, pd.DataFrame, list[str]]:
    """Return the width by horizon, the scores behind it, and what to say about it."""
    n = len(total)
    first = SEASON_NEEDS if n >= SEASON_NEEDS + 12 else TREND_NEEDS
    step = max(1, (n - first) // ORIGINS)
    ours = backtest(total, damped, horizon, first, step)
    scores = errors_by_horizon(ours)
    scores["rmse_naief"] = errors_by_horizon(backtest(total, seasonal_naive, horizon, first, step))[
        "rmse"]
    if np.ptp(total.to_numpy()) == 0:
        return np.zeros(horizon), scores, ["Breedte nul: de reeks is constant."]
    if not (scores["aantal"] >= FEWEST_WINDOWS).any():
        shift = 0.0 if total.min() > 0 else 1.0
        # Differences of pure noise hold it twice, so this is the sd of one month around a level.
        month_sd = np.diff(np.log(total.to_numpy(dtype=np.float64) + shift)).std() / np.sqrt(2)
        told = [f"{n} maanden zijn te weinig voor een toets op het verleden; de breedte volgt uit "
                "de schommeling van maand op maand."]
        return np.asarray(month_sd * np.sqrt(np.arange(1, horizon + 1))), scores, told
    square = smooth_rmse(scores, horizon) ** 2
    # The engine draws Poisson counts on top of the rate; their share of the error is not counted
    # twice, and is never more than what the very next month shows.
    noise = min(1.0 / max(float(total.iloc[-12:].mean()), 1.0), square[0])
    shown = scores[scores["aantal"] >= FEWEST_WINDOWS]
    told = [f"Breedte uit {int(scores['aantal'].max())} eigen toetsmomenten, tot "
            f"{shown.index.max()} maanden vooruit; daarna als een toevalswandeling."]
    if shown["rmse"].mean() >= shown["rmse_naief"].mean():
        told.append("Op het verleden niet beter dan de seizoensnaïeve raming.")
    if hampered := ours.loc[ours["melding"] != "", "origin"].nunique():
        told.append(f"Op {hampered} toetsmomenten met een melding bij het schatten.")
    return np.sqrt(square - noise), scores, told
