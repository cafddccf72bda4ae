"""The people of a scenario: the municipalities in whole numbers, the nation as expectations."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.bijstand import (
    BijstandModel,
    Drivers,
    build_model,
    central_drivers,
    draw_drivers,
    expected,
    neutral_drivers,
    simulate,
    with_placements,
    work_drive,
)
from forecast.inputs import DataSet
from forecast.project.economy import Economy
from forecast.project.house import House
from forecast.project.local import central_factor, drawn_factor
from forecast.project.models import Models
from forecast.project.past import Past
from forecast.project.placing import more_placements
from forecast.project.run import Run
from forecast.scenarios import Assumptions, resolve_reference
from forecast.series import LocalFactor, flow_paths, widened, width_from_record

Array = NDArray[np.float64]
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
    drive : (months, municipalities)
        How far policy and economy move the chance to find work, on the central path.
    """

    central: dict[str, Ensemble]
    drawn: dict[str, Ensemble]
    nation_central: Ensemble
    nation_drawn: Ensemble
    nation_reference: Ensemble
    drive: Array


@dataclass(frozen=True)
class Country:
    """The nation on the central path.

    Attributes
    ----------
    twin : BijstandModel
    benefits, reference : Ensemble
        In the scenario, and under the national base with unemployment at its reference.
    """

    twin: BijstandModel
    benefits: Ensemble
    reference: Ensemble


@dataclass(frozen=True)
class Bijstand:
    """The bijstand on the central path, before policy for the groups adds placements.

    Attributes
    ----------
    model : BijstandModel
    middle : Drivers
    drive : (months, municipalities)
        How far policy and economy move the chance to find work.
    found : mapping of str to Ensemble
    """

    model: BijstandModel
    middle: Drivers
    drive: Array
    found: dict[str, Ensemble]


@dataclass(frozen=True)
class CentralPeople:
    """The central path, and the models it was made with.

    Attributes
    ----------
    found : mapping of str to Ensemble
    nation, reference : Ensemble
        See `People`.
    drive : (months, municipalities)
    model, twin : BijstandModel
        Of the data set and of the country.
    more : tuple or None
        Placements that policy for the groups adds.
    """

    found: dict[str, Ensemble]
    nation: Ensemble
    reference: Ensemble
    drive: Array
    model: BijstandModel
    twin: BijstandModel
    more: tuple[Array, Array] | None


def people_of(
    house: House, past: Past, ours: Assumptions, nation: Assumptions, economy: Economy,
    local: tuple[LocalFactor, ...], models: Models, run: Run,
) -> People:
    """Return the people of a scenario.

    Parameters
    ----------
    house : House
    past : Past
    ours, nation : Assumptions
        Of the data set and of its national twin, in the same scenario.
    economy : Economy
    local : tuple of LocalFactor
        What each municipality makes of it; the nation takes it as it is.
    models : Models
        The groups, whose policy makes more or fewer placements.
    run : Run
    """
    seed, draws = run.seed, run.draws
    country = country_of(house, past, ours.scenario, nation, economy)
    alone = bijstand_of(house, past, ours, economy, local)
    middle = central_people(alone, country, models)
    paths = _paths(past, middle.twin, economy, run)
    drivers = draw_drivers(middle.model, ours, economy.drawn, paths[house.data.name], seed, draws,
                           drawn_factor(local, seed, draws))
    if middle.more is not None:
        drivers = with_placements(drivers, *middle.more)
    apart = draw_drivers(middle.twin, nation, economy.drawn, paths[house.twin.name], seed, draws)
    return People(
        middle.found, simulate(middle.model, drivers, seed, draws, run.workers),
        middle.nation, _benefits(expected(middle.twin, apart)), middle.reference, middle.drive,
    )


def country_of(
    house: House, past: Past, scenario: str, nation: Assumptions, economy: Economy
) -> Country:
    """Return the nation of a scenario on the central path; parameters as `people_of`."""
    twin = _model(house, past, house.twin, nation)
    whole = _benefits(expected(twin, central_drivers(twin, nation, economy.central)))
    return Country(twin, whole, _reference(house, past, scenario, nation))


def bijstand_of(
    house: House, past: Past, ours: Assumptions, economy: Economy, local: tuple[LocalFactor, ...]
) -> Bijstand:
    """Return the bijstand on the central path; parameters as `people_of`."""
    model = _model(house, past, house.data, ours)
    middle = central_drivers(model, ours, economy.central, central_factor(local))
    return Bijstand(model, middle, work_drive(model, middle), expected(model, middle))


def central_people(alone: Bijstand, country: Country, models: Models) -> CentralPeople:
    """Return the people of a scenario on the central path, with what policy for the groups adds."""
    more = more_placements(models, alone.found, alone.drive)
    found = alone.found if more is None else expected(
        alone.model, with_placements(alone.middle, *more))
    return CentralPeople(found, country.benefits, country.reference, alone.drive, alone.model,
                         country.twin, more)


def nation_of(
    house: House, past: Past, nation: Assumptions, economy: Economy, run: Run
) -> tuple[Ensemble, Ensemble]:
    """Return the benefits of the whole country, on the central path and in every draw.

    The nation is large enough for expectations: each draw has its own economy and parameters.
    """
    twin = _model(house, past, house.twin, nation)
    paths = _paths(past, twin, economy, run)
    return _nation(twin, nation, economy, paths[house.twin.name], run)


def _paths(past: Past, twin: BijstandModel, economy: Economy, run: Run) -> dict[str, Array]:
    """Return paths of log error of the inflow by name of the data set, (draws, months) each.

    The same named uniforms: when the country's inflow is above its forecast, so is ours.
    """
    # the record of the national stock holds what the economy did, so that comes off first
    width = width_from_record(past.record, _kernel(twin), economy.sd)
    return {
        name: flow_paths(widened(forecast, width, _WHY), run.seed, run.draws, PATHS)
        for name, forecast in past.inflow.items()
    }


def _nation(
    twin: BijstandModel, nation: Assumptions, economy: Economy, paths: Array, run: Run
) -> tuple[Ensemble, Ensemble]:
    apart = draw_drivers(twin, nation, economy.drawn, paths, run.seed, run.draws)
    return (_benefits(expected(twin, central_drivers(twin, nation, economy.central))),
            _benefits(expected(twin, apart)))


def _model(house: House, past: Past, data: DataSet, said: Assumptions) -> BijstandModel:
    inflow = past.inflow[data.name].central
    return build_model(data, house.structure, house.law, said, inflow, past.types)


def _reference(house: House, past: Past, scenario: str, nation: Assumptions) -> Ensemble:
    """Return the national benefits under the national base, unemployment at its reference."""
    said = resolve_reference(house.root, house.twin, house.data, scenario, base_only=True,
                             filling=nation)
    model = _model(house, past, house.twin, said)
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
