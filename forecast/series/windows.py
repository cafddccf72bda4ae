"""Past dates at which a series is forecast again, with nothing but what was known then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from forecast.series.model import Vector
from forecast.series.panel import PanelFit

#: Months of history that the first past date needs.
FIRST = 48
#: Months between past dates; they lie on whole half-years, so that two histories share them.
STEP = 6


@dataclass(frozen=True)
class Window:
    """A forecast from a past date, beside what came of it.

    Attributes
    ----------
    end : int
        Months that were known.
    fit : PanelFit
    truth : ndarray, (horizon,)
        The outcome on the scale of the fit; NaN where it is not known yet. Read-only.
    """

    end: int
    fit: PanelFit
    truth: Vector

    def __post_init__(self) -> None:
        self.truth.flags.writeable = False


def past_dates(
    index: pd.Index[Any], most: int, *, first: int = FIRST, step: int = STEP
) -> tuple[int, ...]:
    """Return how many months were known at the past dates, the latest first.

    ::

        ##########|##########|##########|####      known at three past dates
                  6          12         18   n     dates on a fixed grid of the calendar

    Parameters
    ----------
    index : pandas.Index, (months,)
        Of months.
    most : int
        Past dates wanted; fewer when the history is short.
    first : int
        Months that the earliest needs.
    step : int
        Months between two dates. They end where the month's number since year 0 is a multiple of
        it: dates of the calendar, not counted from the end, so that a history with a month more
        meets the same ones.
    """
    last = index[-1]
    past = (last.year * 12 + last.month) % step or step
    ends = range(len(index) - past, first - 1, -step)
    return tuple(ends)[:most]


def window(history: pd.Series[float], end: int, fit: PanelFit) -> Window:
    """Return the fit made of the first `end` months, with the outcomes behind it."""
    truth = np.full(fit.horizon, np.nan)
    known = history.to_numpy(dtype=np.float64)[end : end + fit.horizon]
    # A value below what the fit's scale can bear was not known then: it counts as its floor.
    floor = {"log": max(float(history.iloc[:end].min()) / 2, 1e-12), "log1p": 0.0}
    low = floor.get(fit.scale.kind, -np.inf)
    truth[: len(known)] = fit.scale.forward(np.maximum(known, low))
    return Window(end, fit, truth)
