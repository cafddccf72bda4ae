"""What a run learns from the past, once for all its scenarios."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from forecast.flows.bijstand import LatentTypes, national_types
from forecast.inputs import DataSet
from forecast.periods import month, months
from forecast.project.economy import (
    aow_effect_of,
    known_series,
    response_of,
    stability_of_response,
)
from forecast.project.fitting import Fitter
from forecast.project.house import House
from forecast.project.local import local_estimates
from forecast.project.memory import kept
from forecast.project.rates import exit_rate_note
from forecast.series import (
    FlowForecast,
    LocalEstimate,
    Response,
    Stability,
    forecast_flow,
    record_of_stock,
)

NEW = "instroom_nieuw"


@dataclass(frozen=True)
class Past:
    """Everything estimated on history, the same in every scenario.

    Attributes
    ----------
    months : pandas.PeriodIndex
        The months to forecast.
    response : Response
        Of the national stock to unemployment.
    stability : Stability
        Whether that response is the same over its whole sample.
    local : tuple of LocalEstimate
        What each municipality's counted months say about its own response.
    inflow : dict of str to FlowForecast
        New inflow by name of the data set, each with its own back-tested width.
    exits : str
        A second opinion on the exit rate, in Dutch.
    stock : pandas.Series, (months,)
        Benefits below the AOW age in the country at the month's end, × 1,000, as far as known.
    record : DataFrame
        Replay of that stock, the only real monthly record.
    types : LatentTypes
        Fitted to the national life table by duration.
    table_year : int
        Year of that table; it may lie after the last realised month, and the product says so.
    """

    months: pd.PeriodIndex
    response: Response
    stability: Stability
    local: tuple[LocalEstimate, ...]
    inflow: dict[str, FlowForecast]
    exits: str
    stock: pd.Series[float]
    record: pd.DataFrame
    types: LatentTypes
    table_year: int


def learn(house: House, fitter: Fitter, seed: int) -> Past:
    """Estimate everything that the scenarios of a run have in common.

    Parameters
    ----------
    house : House
    fitter : Fitter
        Where fits are made and kept.
    seed : int
        For the tests by simulation.
    """
    data, last = house.data, house.data.last_month
    ahead = months(last + 1, month(data.years[-1], 12))
    facts = (house.national, house.law, last, aow_effect_of(house.twin))
    stock, _ = known_series(house.national)
    response = response_of(*facts)
    return Past(
        ahead,
        response,
        stability_of_response(response, *facts, seed),
        local_estimates(data, house.national, response),
        {one.name: _inflow(one, ahead, fitter) for one in (data, house.twin)},
        exit_rate_note(data, fitter),
        stock.loc[:last],
        kept(record_of_stock, stock, last, horizon=len(ahead), using={"fits": fitter.fits}),
        kept(national_types, house.structure),
        int(house.structure["duur_beeindigd"]["jaar"].max()),
    )


def _inflow(data: DataSet, ahead: pd.PeriodIndex, fitter: Fitter) -> FlowForecast:
    return kept(forecast_flow, data.monthly(NEW), ahead, using={"fits": fitter.fits})
