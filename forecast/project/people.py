"""The people of a scenario: the municipalities in whole numbers, the nation as expectations."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.bijstand import (
    BijstandModel,
    build_model,
    central_drivers,
    draw_drivers,
    expected,
    neutral_drivers,
    simulate,
)
from forecast.inputs import DataSet
from forecast.project.economy import Economy, monthly
from forecast.project.house import House
from forecast.project.memory import kept
from forecast.scenarios import Assumptions, resolve_reference
from forecast.series import (
    FlowForecast,
    flow_paths,
    forecast_flow,
    record_of_stock,
    widened,
    width_from_record,
)

Array = NDArray[np.float64]
NEW = "instroom_nieuw"
PATHS = "bijstand.instroom.pad"
_WHY = (
    "De breedte volgt ook uit de terugtoets op de landelijke stand (CBS 37789ksz), de enige echte "
    "maandreeks."
)


@dataclass(frozen=True)
class People:
    """What one scenario does with the people.

    Attributes
    ----------
    central, drawn : mapping of str to Ensemble
        By variable; the municipalities, one draw and all draws.
    nation_central, nation_drawn : Ensemble
        Benefits below the AOW age in the whole country.
    nation_reference : Ensemble
        The same when unemployment stays at its reference and no scenario changes anything: one
        draw, the same in every scenario.
    """

    central: dict[str, Ensemble]
    drawn: dict[str, Ensemble]
    nation_central: Ensemble
    nation_drawn: Ensemble
    nation_reference: Ensemble


def inflow_of(data: DataSet, months: pd.PeriodIndex) -> FlowForecast:
    """Forecast the new inflow of a data set, with its own back-tested width."""
    return kept(forecast_flow, data.monthly(NEW), months)


def record_of(house: House, months: pd.PeriodIndex) -> pd.DataFrame:
    """Return the back-test of the national stock, the only real monthly record."""
    stock = monthly(house.national, "bijstand_maand_nl", "tot_aow")
    return kept(record_of_stock, stock, house.data.last_month, horizon=len(months))


def people_of(
    house: House,
    ours: Assumptions,
    nation: Assumptions,
    inflow: dict[str, FlowForecast],
    record: pd.DataFrame,
    economy: Economy,
    seed: int,
    draws: int,
    workers: int,
) -> People:
    """Return the people of a scenario.

    Parameters
    ----------
    house : House
    ours, nation : Assumptions
        Of the data set and of its national twin, in the same scenario.
    inflow : dict of str to FlowForecast
        By name of the data set.
    record : DataFrame
        Of `record_of`.
    economy : Economy
    seed, draws, workers : int
    """
    model, twin = (
        build_model(data, house.structure, house.law, said, inflow[data.name].central)
        for data, said in ((house.data, ours), (house.twin, nation))
    )
    # the record of the national stock holds what the economy did, so that comes off first
    width = width_from_record(record, _kernel(twin), economy.sd)
    central = expected(model, central_drivers(model, ours, economy.central))
    # the same named paths: when the country's inflow is above its forecast, so is ours
    paths = {
        name: flow_paths(widened(forecast, width, _WHY), seed, draws, PATHS)
        for name, forecast in inflow.items()
    }
    drivers = draw_drivers(model, ours, economy.drawn, paths[house.data.name], seed, draws)
    drawn = simulate(model, drivers, seed, draws, workers)
    apart = draw_drivers(twin, nation, economy.drawn, paths[house.twin.name], seed, draws)
    return People(
        central,
        drawn,
        _benefits(expected(twin, central_drivers(twin, nation, economy.central))),
        _benefits(expected(twin, apart)),
        _reference(house, ours.scenario, inflow[house.twin.name].central),
    )


def _reference(house: House, scenario: str, inflow: Array) -> Ensemble:
    said = resolve_reference(house.root, house.twin, house.data, scenario, base_only=True)
    model = build_model(house.twin, house.structure, house.law, said, inflow)
    still = np.zeros((1, len(model.months)))
    return _benefits(expected(model, central_drivers(model, said, still)))


def _benefits(found: dict[str, Ensemble]) -> Ensemble:
    return found["bijstand.uitkeringen"].total("Nederland")


def _kernel(model: BijstandModel) -> Array:
    """Return how much the log stock moves, month by month, on a lasting log step of new inflow."""
    step = 0.01
    plain = neutral_drivers()
    moved = replace(plain, inflow=np.full((1, 1, 1), np.exp(step)))
    stocks = [
        expected(model, d)["bijstand.stand"].total("").values[0, :, 0] for d in (plain, moved)
    ]
    return np.asarray(np.log(stocks[1] / stocks[0]) / step)
