"""Bijstand: the people who receive it, month by month, as an expectation and as draws."""

from forecast.flows.bijstand.build import build_model, national_types
from forecast.flows.bijstand.drivers import (
    Drivers,
    central_drivers,
    draw_drivers,
    neutral_drivers,
    with_placements,
    work_drive,
)
from forecast.flows.bijstand.economy import economy_drive, stock_deviation
from forecast.flows.bijstand.engine import expected, simulate, stream
from forecast.flows.bijstand.model import (
    DURATIONS,
    GROUPS,
    HAZARDS,
    REASONS,
    ROUTES,
    BijstandModel,
)
from forecast.flows.bijstand.results import VARIABLES
from forecast.flows.bijstand.types import LatentTypes, fit_types, running_by_life_table

__all__ = [
    "DURATIONS",
    "GROUPS",
    "HAZARDS",
    "REASONS",
    "ROUTES",
    "VARIABLES",
    "BijstandModel",
    "Drivers",
    "LatentTypes",
    "build_model",
    "central_drivers",
    "draw_drivers",
    "economy_drive",
    "expected",
    "fit_types",
    "national_types",
    "neutral_drivers",
    "running_by_life_table",
    "simulate",
    "stock_deviation",
    "stream",
    "with_placements",
    "work_drive",
]
