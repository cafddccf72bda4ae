"""Status holders: the share at work by time since housing, and which placements are theirs."""

from forecast.flows.statushouders.curve import find_chances, shares_at_work
from forecast.flows.statushouders.engine import (
    MEANINGS,
    Recipients,
    by_age,
    chances,
    expected,
    simulate,
)
from forecast.flows.statushouders.model import (
    POINTS,
    HoldersModel,
    Rates,
    build,
    drawn_rates,
    neutral,
)

__all__ = [
    "MEANINGS",
    "POINTS",
    "HoldersModel",
    "Rates",
    "Recipients",
    "build",
    "by_age",
    "chances",
    "drawn_rates",
    "expected",
    "find_chances",
    "neutral",
    "shares_at_work",
    "simulate",
]
