"""What a reader gets to see of how earlier forecasts turned out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Score:
    """How one model did at one horizon, over all past dates.

    Attributes
    ----------
    model : str
        In Dutch.
    measure : str
        ``maand`` (months ahead) or ``jaar`` (the mean of twelve months).
    horizon : int
        Months or years ahead.
    dates : int
        Past dates whose outcome is known.
    bias, mae, rmse : float
        Of forecast over outcome less 1; + is too high.
    inside80, inside95, width80 : float or None
        Parts of the outcomes inside the bands, and width of the 80 % band as part of the
        forecast; None where a model gives no band.
    """

    model: str
    measure: str
    horizon: int
    dates: int
    bias: float
    mae: float
    rmse: float
    inside80: float | None
    inside95: float | None
    width80: float | None


@dataclass(frozen=True, slots=True)
class Rival:
    """A published forecast of a year beside ours at the same date.

    Attributes
    ----------
    vintage, published, known : str
        Name and month of publication; the last month that we knew then.
    year : int
        The year that was foretold.
    theirs, ours, low80, high80, outcome : float
        Means of the year.
    source : str
    remark : str
    """

    vintage: str
    published: str
    known: str
    year: int
    theirs: float
    ours: float
    low80: float
    high80: float
    outcome: float
    source: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A forecast from a past date for one later month, with its 80 % band and the outcome."""

    origin: pd.Period
    month: pd.Period
    forecast: float
    low80: float
    high80: float
    outcome: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """The mean of a coming year by the model of people, and by the series of the stock itself.

    Attributes
    ----------
    year : int
    model : float
        Central path of the run's first scenario, the whole country.
    series, low80, high80 : float
        What the panel foretells of the same stock, with its 80 % band.
    """

    year: int
    model: float
    series: float
    low80: float
    high80: float


@dataclass(frozen=True)
class TrackRecord:
    """How forecasts of one real series turned out.

    Attributes
    ----------
    subject, unit, source : str
    ahead : int
        Months ahead of the points.
    scores : tuple of Score
    points : tuple of Point
        Oldest first.
    rivals : tuple of Rival
    opinions : tuple of Opinion
        Of the coming years; empty where there is no run.
    remarks : tuple of str
        What a reader must know of it, in Dutch.
    table : DataFrame
        Every forecast behind it, for trackrecord.csv.
    """

    subject: str
    unit: str
    source: str
    ahead: int
    scores: tuple[Score, ...]
    points: tuple[Point, ...]
    rivals: tuple[Rival, ...]
    opinions: tuple[Opinion, ...]
    remarks: tuple[str, ...]
    table: pd.DataFrame


def track_csv(table: pd.DataFrame) -> bytes:
    """Return the table of forecasts and outcomes as CSV (comma, decimal point, UTF-8)."""
    shown = table.assign(origin=table["origin"].astype(str))
    return shown.to_csv(index=False, float_format="%.10g", lineterminator="\n").encode()
