"""Two measures of unemployment: what the CPB forecast in, and what the response is estimated on."""

from __future__ import annotations

import pandas as pd

from forecast.inputs import National
from forecast.periods import dutch
from forecast.project.economy import FACTOR, known_series
from forecast.series import Response
from forecast.words import dutch_number


def definition_note(national: National, response: Response, last: pd.Period) -> str:
    """Say how far the measures differ, and what the response would be in the other one.

    A constant gap leaves changes, and so the response, as they are; a constant ratio k would
    divide the response by k. The figures show both.

    Parameters
    ----------
    national : National
        As known at `last`.
    response : Response
    last : pandas.Period
        The last realised month; years up to it are compared.

    Returns
    -------
    str
        Empty when the CPB's figures are not there for two years or more.
    """
    then, now = _cpb(national, last.year), _cbs(national)
    years = [year for year in then.index if year in now.index]
    if len(years) < 2:
        return ""
    first, final = years[0], years[-1]
    ratio = float(then[final] / now[final])
    gaps = [now[year] - then[year] for year in years]
    moved = [dutch_number(float(series[final] - series[first]), 1) for series in (then, now)]
    one, two, wide = (
        dutch_number(size, digits)
        for size, digits in ((100 * response.same_year / ratio, 1),
                             (100 * response.year_later / ratio, 1), (1 / ratio, 2))
    )
    return (
        f"Het CPB kwam voor {first} tot en met {final} uit op {_listed(then[years])} % (de laatste "
        f"cijfers die in {dutch(last)} bekend waren). De CBS-reeks waarop de reactie is geschat, "
        f"geeft {_listed(now[years])} %. Het verschil ligt tussen {dutch_number(min(gaps), 1)} en "
        f"{dutch_number(max(gaps), 1)} punt, en de verandering van {first} tot {final} is "
        f"{moved[0]} punt bij het CPB en {moved[1]} bij het CBS. Een vast verschil verandert de "
        f"reactie niet. Zou het een vaste verhouding zijn ({dutch_number(then[final], 1)} op "
        f"{dutch_number(now[final], 1)}), dan hoort bij een punt van het CPB {one} % in hetzelfde "
        f"jaar en {two} % een jaar later; reken dat door met '{FACTOR}' op {wide}."
    )


def _cpb(national: National, last: int) -> pd.Series[float]:
    """Return the CPB's latest figure for each year up to `last`, %."""
    table = national.get("cpb_ramingen")
    if table is None:
        return pd.Series(dtype=float)
    rows = table[(table["variabele"] == "werkloosheid") & (table["jaar"] <= last)]
    latest = rows.sort_values("publicatiedatum").groupby("jaar")["waarde"].last()
    return pd.Series(latest, dtype=float)


def _cbs(national: National) -> pd.Series[float]:
    """Return the mean of each year of which all months are known, %."""
    _, months = known_series(national)
    years = months.groupby(pd.PeriodIndex(months.index).year)
    return years.mean()[years.size() == 12]


def _listed(values: pd.Series[float]) -> str:
    return "; ".join(dutch_number(float(value), 1) for value in values)
