"""What differs from draw to draw: multipliers on the fixed numbers of the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.bijstand.cohort import Local
from forecast.flows.bijstand.economy import ALIKE, economy_drive
from forecast.flows.bijstand.model import HAZARDS, BijstandModel

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

_OPENING = "bijstand.beginstand.factor"
_INFLOW = "bijstand.instroom.niveau"
_EXIT = "bijstand.uitstroom.niveau"
_AOW = "bijstand.aow.factor"
_STATUS = "bijstand.statushouders.aandeel_bijstand"
_FULL = "bijstand.volledig_aandeel"
_SHARE = "economie.aandeel_instroom"


@dataclass(frozen=True)
class Drivers:
    """Multipliers per draw; every axis may have length 1, and then holds for all.

    Attributes
    ----------
    inflow : (draws, months, municipalities)
        On new inflow.
    exit : (draws, months, municipalities, reasons)
        On the hazards; not on the AOW age.
    opening, aow, status : (draws, municipalities)
        On the opening stock, the AOW exits and the inflow of status holders.
    returns : (draws, municipalities, reasons)
        On the chance to return.
    part_time : (draws, months, municipalities)
        On the chance to start having earnings beside the benefit.
    """

    inflow: Array
    exit: Array
    opening: Array
    aow: Array
    returns: Array
    status: Array
    part_time: Array

    def __post_init__(self) -> None:
        sizes = {getattr(self, field.name).shape[0] for field in fields(self)} - {1}
        if len(sizes) > 1:
            raise ValueError(f"drivers disagree on the number of draws: {sorted(sizes)}")
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    @property
    def draws(self) -> int:
        """The number of draws that differ; 1 when none does."""
        return max(int(getattr(self, field.name).shape[0]) for field in fields(self))

    def of(self, place: int, draws: slice, dtype: type[np.floating[Any]]) -> Local:
        """Return the drivers of one municipality for some draws, draws last."""
        size = draws.stop - draws.start

        def cut(values: Array, axis: int) -> Array:
            found = values[draws] if values.shape[0] > 1 else values
            found = found.take(place if found.shape[axis] > 1 else 0, axis=axis)
            full = np.broadcast_to(found, (size, *found.shape[1:]))
            return np.ascontiguousarray(np.moveaxis(full, 0, -1), dtype=dtype)

        return Local(inflow=cut(self.inflow, 2), exit=cut(self.exit, 2),
                     opening=cut(self.opening, 1), aow=cut(self.aow, 1),
                     returns=cut(self.returns, 1), status=cut(self.status, 1),
                     part_time=cut(self.part_time, 2))


def with_placements(drivers: Drivers, full: Array, partial: Array) -> Drivers:
    """Return drivers under which more or fewer people are placed than in the run of events.

    Parameters
    ----------
    drivers : Drivers
    full, partial : (months, municipalities)
        Factors on the chance to leave to work, and on the chance to start part-time work.
    """
    werk = HAZARDS.index("werk")
    shape = (*np.broadcast_shapes(drivers.exit.shape[:3], (1, *full.shape)), len(HAZARDS))
    leave = np.array(np.broadcast_to(drivers.exit, shape))
    leave[..., werk] *= full
    return replace(drivers, exit=leave, part_time=drivers.part_time * partial)


def work_drive(model: BijstandModel, central: Drivers) -> Array:
    """Return how far policy and economy move the chance to leave to work, on the central path.

    Returns
    -------
    ndarray, (months, municipalities)
        1 where nothing moves it.
    """
    werk = HAZARDS.index("werk")
    leave = np.broadcast_to(central.exit, (*central.exit.shape[:-1], len(HAZARDS)))
    return np.asarray(model.levers[..., werk] * leave[0, ..., werk])


def neutral_drivers() -> Drivers:
    """Return drivers that change nothing."""
    one = np.ones
    return Drivers(one((1, 1, 1)), one((1, 1, 1, 1)), one((1, 1)), one((1, 1)),
                   one((1, 1, 1)), one((1, 1)), one((1, 1, 1)))


def central_drivers(
    model: BijstandModel, assumptions: Assumptions, deviation: Array, factor: Array = ALIKE
) -> Drivers:
    """Return the drivers of the central path: every uncertain number at its middle.

    Parameters
    ----------
    model : BijstandModel
    assumptions : Assumptions
    deviation : (1, months)
        Log deviation of the stock that the economy of the scenario brings.
    factor : (1, municipalities or 1)
        What a municipality makes of it, at its middle.
    """
    def middle(key: str) -> Array:
        return np.array([[assumptions.number(key, name) for name in model.municipalities]])

    share = np.array([assumptions.number(_SHARE)])
    ones = np.ones((1, 1))
    return _drivers(model, deviation, share, factor, middle(_INFLOW)[:, None],
                    middle(_EXIT)[:, None], opening=middle(_OPENING), aow=middle(_AOW),
                    returns=ones[None], status=ones, part_time=ones[None])


def draw_drivers(
    model: BijstandModel, assumptions: Assumptions, deviation: Array, flow_paths: Array,
    seed: int, draws: int, factor: Array = ALIKE,
) -> Drivers:
    """Return drivers for an ensemble.

    Parameters
    ----------
    model : BijstandModel
    assumptions : Assumptions
    deviation : (draws or 1, months)
        Log deviation of the stock per draw, economy and response both drawn.
    flow_paths : (draws or 1, months)
        Log error of the inflow forecast, common to the municipalities.
    seed, draws : int
        The seed of the run and the number of draws.
    factor : (draws or 1, municipalities or 1)
        What a municipality makes of the economy, drawn.
    """
    names = model.municipalities

    def drawn(key: str) -> Array:
        columns = [assumptions.draw(seed, draws, key, name) for name in names]
        return _narrow(np.stack(columns, axis=1))

    def relative(key: str, change: Callable[[Array], Array] = _same) -> Array:
        columns = []
        for name in names:
            middle = change(np.array(assumptions.number(key, name)))
            value = change(assumptions.draw(seed, draws, key, name))
            columns.append(value / middle if middle else np.ones(draws))
        return _narrow(np.stack(columns, axis=1))

    returns = np.stack(np.broadcast_arrays(
        *(relative(f"bijstand.herinstroom.{reason}") for reason in HAZARDS)), axis=-1)
    inflow = drawn(_INFLOW)[:, None] * np.exp(flow_paths)[:, :, None]
    share = assumptions.draw(seed, draws, _SHARE)
    return _drivers(model, deviation, share, factor, inflow, drawn(_EXIT)[:, None],
                    opening=drawn(_OPENING), aow=drawn(_AOW), returns=returns,
                    status=relative(_STATUS), part_time=relative(_FULL, _partly)[:, None])


def _same(values: Array) -> Array:
    return values


def _partly(full: Array) -> Array:
    """Return new part-time earners per full exit, (1 - f)/f."""
    inside = np.clip(full, 0.01, 1.0)
    return np.asarray((1 - inside) / inside)


def _narrow(values: Array) -> Array:
    """Return one column when the municipalities share theirs."""
    return values[:, :1] if (values == values[:, :1]).all() else values


def _drivers(
    model: BijstandModel, deviation: Array, share: Array, factor: Array, inflow: Array,
    leave: Array, **levels: Array,
) -> Drivers:
    factor = _narrow(factor)
    common = economy_drive(model, deviation, share, factor)
    drive, s = common[:, :, None] * factor[:, None], share[:, None, None]
    return Drivers(inflow=inflow * np.exp(s * drive),
                   exit=(leave * np.exp((s - 1) * drive))[..., None], **levels)
