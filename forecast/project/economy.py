"""Unemployment against its reference, in the scenario and in every draw, and what the stock does.

The reference path is what the series already extrapolate; a scenario moves the forecast only by
its difference from it, so that nothing counts twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.chance import normal, uniforms
from forecast.flows.bijstand import stock_deviation
from forecast.inputs import DataSet, Law, National
from forecast.periods import month
from forecast.scenarios import Assumptions, catalogue
from forecast.series import Response, Stability, estimate_response, settled, stability_of

Array = NDArray[np.float64]
STOCK, BELOW_AOW, REVISION = "bijstand_maand_nl", "tot_aow", "bijstelling_voorlopig"
#: Rows of the table of revisions, the newest month first.
LATE = ("laatste maand", "een na laatste maand", "twee na laatste maand")
PATH, REFERENCE = "economie.werkloosheid", "economie.werkloosheid.referentie"
AOW_AGE = "aow.leeftijd_maanden"
FACTOR = "economie.reactie.factor"
SPREAD = ("economie.werkloosheid.sd_eerste_jaar", "economie.werkloosheid.sd_later")


@dataclass(frozen=True)
class Economy:
    """What the economy of a scenario does to the log stock.

    Attributes
    ----------
    central : ndarray, (1, months)
        Log deviation of the stock on the central path.
    drawn : ndarray, (draws, months)
        The same in every draw: unemployment and response both uncertain.
    unemployment : ndarray, (draws, months)
        %, CPB's definition.
    sd : ndarray, (months,)
        Standard deviation of the log deviation that the spread of unemployment alone brings; the
        same whatever path a scenario takes.
    """

    central: Array
    drawn: Array
    unemployment: Array
    sd: Array


def response_of(national: National, law: Law, last: pd.Period, aow_effect: float) -> Response:
    """Estimate the response of the national stock on everything known at `last`.

    `aow_effect` : log points that the stock gains in a month without exits to the AOW age.
    """
    stock, unemployment = known_series(national)
    ages = _ages(law, last)
    return estimate_response(stock, unemployment, last, ages, aow_effect=aow_effect)


def stability_of_response(
    response: Response, national: National, law: Law, last: pd.Period, aow_effect: float, seed: int
) -> Stability:
    """Test whether that response is the same over its whole sample."""
    stock, unemployment = known_series(national)
    return stability_of(response, stock, unemployment, last, _ages(law, last),
                        seed=seed, aow_effect=aow_effect)


def known_series(national: National) -> tuple[pd.Series[float], pd.Series[float]]:
    """Return the national stock (thousands of benefits) and unemployment (%), by month.

    The stock's provisional months are taken as they will probably become.
    """
    return national_stock(national)[0], monthly(national, "werkloosheid_maand", "pct_sc")


def national_stock(national: National) -> tuple[pd.Series[float], str]:
    """Return the national stock, and what was done to its provisional months (Dutch, or empty)."""
    table = national[STOCK]
    part = table[table["variabele"] == BELOW_AOW].sort_values("maand")
    revised = national.get(REVISION)
    too_high: list[float] = []
    if revised is not None:
        rows = revised[revised["variabele"] == BELOW_AOW]
        too_high = [float(rows.loc[rows["klasse"] == name, "waarde"].iloc[0])
                    for name in LATE if (rows["klasse"] == name).any()]
    return settled(monthly(national, STOCK, BELOW_AOW), part["voorlopig"].tolist(), too_high)


def aow_effect_of(nation: DataSet) -> float:
    """Return the part of the national stock that reaches the AOW age in an ordinary month.

    From the same age table that the flows use: the mean over its birth months.
    """
    cohorts = nation.tables["aow_cohorten"].groupby("geboortemaand")["waarde"].sum()
    stock = float(nation.monthly("stand").iloc[-1].sum())
    return float(cohorts.mean()) / stock


def _ages(law: Law, last: pd.Period) -> dict[int, int]:
    """Return the AOW age in months by year, as known at `last`."""
    years = range(law.provisions[AOW_AGE][0].since.year, last.year + 1)
    return {year: int(law.at(AOW_AGE, month(year, 1), known=last)) for year in years}


def monthly(national: National, table: str, variable: str) -> pd.Series[float]:
    """Return a national monthly series, indexed by month."""
    frame = national[table]
    part = frame[frame["variabele"] == variable].set_index("maand")["waarde"].sort_index()
    part.index = pd.PeriodIndex(part.index, freq="M")
    return part.astype(float)


def economy_of(
    assumptions: Assumptions, response: Response, months: pd.PeriodIndex, seed: int, draws: int
) -> Economy:
    """Return the economy of a scenario, over `months` and in every draw."""
    path = assumptions.path(PATH, months)[None]
    reference = assumptions.path(REFERENCE, months)[None]
    factor = assumptions.number(FACTOR)
    middle = np.array([[response.same_year, response.year_later]])
    central = stock_deviation(path - reference, middle, factor)
    lowest = catalogue()[PATH].low
    errors = _errors(assumptions, months, seed, draws)
    drawn = np.maximum(path + errors, lowest)
    deviation = stock_deviation(drawn - reference, response.draw(seed, draws), factor)
    sd = stock_deviation(errors, middle, factor).std(axis=0)
    return Economy(central, deviation, drawn, sd)


def spread(assumptions: Assumptions, months: pd.PeriodIndex) -> Array:
    """Return the standard deviation of the unemployment path, % points, (months,)."""
    surprises = _surprises(assumptions, months)
    return np.asarray(np.sqrt((surprises**2).sum(axis=0)))


def _errors(assumptions: Assumptions, months: pd.PeriodIndex, seed: int, draws: int) -> Array:
    """Return errors of the unemployment path, (draws, months): every draw has its surprises."""
    z = normal(uniforms(seed, PATH, (draws, 2)))
    return np.asarray(z @ _surprises(assumptions, months))


def _surprises(assumptions: Assumptions, months: pd.PeriodIndex) -> Array:
    """Return one standard deviation of both surprises in unemployment, (2, months).

    They are independent, each a line that rises and then stays: one from the start to the
    middle of the first year, one from there to the middle of the second. So the spread never
    shrinks. Their variances are solved so that the mean of the first twelve months has the first
    spread and the mean of the next twelve the second.
    """
    first, later = (assumptions.number(key) for key in SPREAD)
    step = np.arange(1, max(len(months), 24) + 1)
    shapes = np.stack([np.interp(step, ends, (0, 1)) for ends in ((0, 6.5), (6.5, 18.5))])
    means = np.stack([shapes[:, :12].mean(axis=1), shapes[:, 12:24].mean(axis=1)])
    variances = np.linalg.solve(means**2, np.array([first**2, later**2]))
    # when the second spread is the smaller, the first surprise alone is as near as this can come
    size = np.sqrt(np.maximum(variances, 0.0))
    return np.asarray(size[:, None] * shapes[:, : len(months)])
