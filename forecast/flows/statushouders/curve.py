"""From published shares at work to the chance to find work, by time since housing.

The publications (CBS, cohort studies of asylum migrants) give the share of a cohort that is at
work, also of those who left the bijstand. That is no chance to find work: people lose jobs too,
and who works no longer looks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

Array = NDArray[Any]


def shares_at_work(months: Array, shares: Array, odds: Array, last: int) -> Array:
    """Return the share at work by age, (1 + last, draws).

    Monotone cubic through nil at housing and the published points (Fritsch and Carlson 1980);
    past the last point the curve is flat, see `find_chances`. Another cohort has other odds.

    Parameters
    ----------
    months, shares : (points,)
        Rising.
    odds : (draws,)
        Odds of work of the cohort ÷ those of the published one.
    last : int
        The last age, in months.
    """
    curve = PchipInterpolator(np.append(0.0, months), np.append(0.0, shares))
    p = curve(np.minimum(np.arange(last + 1), months[-1]))[:, None]
    return np.asarray(odds * p / (1 - p + odds * p))


def find_chances(share: Array, loss: Array, known: int) -> Array:
    """Return the chance per month to find work of who does not work, (ages, draws).

    ``p(a + 1) = p(a)·(1 - loss) + f(a)·(1 - p(a))``, solved for f. Past the last published age
    the chance stays what it was there.

    Parameters
    ----------
    share : (1 + ages, draws)
        As `shares_at_work`.
    loss : (draws,)
        Chance per month to lose a job.
    known : int
        The last published age, in months.
    """
    now, later = share[:-1], share[1:]
    found = np.clip((later - now * (1 - loss)) / np.maximum(1 - now, 1e-9), 0.0, 1.0)
    end = min(known, len(found)) - 1
    found[end + 1:] = found[end]
    return np.asarray(found)
