"""What each municipality of a run makes of the economy, and in words where that comes from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.inputs import DataSet, National
from forecast.project.economy import known_series
from forecast.scenarios import Assumptions
from forecast.series import LocalEstimate, LocalFactor, Response, local_estimate, shrunk

Array = NDArray[Any]
PRIOR = "economie.reactie.lokaal_sd"
LOCAL = "economie.reactie.lokaal"
#: Only these months were counted; the others follow from national ones.
_COUNTED = "feit"


def local_estimates(
    data: DataSet, national: National, response: Response
) -> tuple[LocalEstimate, ...]:
    """Return what the counted months of each municipality say about its response."""
    stock, unemployment = known_series(national)
    table = data.tables["bijstand_maand"]
    counted = table[(table["variabele"] == "stand") & (table["status"] == _COUNTED)]
    return tuple(
        local_estimate(name, _series(counted[counted["gemeente"] == name]), stock, unemployment,
                       response)
        for name in data.names
    )


def local_factors(
    data: DataSet, estimates: tuple[LocalEstimate, ...], assumptions: Assumptions
) -> tuple[LocalFactor, ...]:
    """Return the factor of each municipality in a scenario; the nation is 1 by definition."""
    return tuple(
        shrunk(one, assumptions.number(PRIOR, one.municipality) if data.reference else 0.0)
        for one in estimates
    )


def central_factor(factors: tuple[LocalFactor, ...]) -> Array:
    """Return the factors of the central path, (1, municipalities)."""
    return np.array([[one.mean for one in factors]])


def drawn_factor(factors: tuple[LocalFactor, ...], seed: int, draws: int) -> Array:
    """Return the factors of every draw, (draws, municipalities)."""
    return np.stack([one.draw(seed, draws) for one in factors], axis=1)


def _series(rows: pd.DataFrame) -> pd.Series[float]:
    values = rows.set_index("maand")["waarde"].astype(float)
    values.index = pd.PeriodIndex(values.index, freq="M")
    return values.sort_index()
