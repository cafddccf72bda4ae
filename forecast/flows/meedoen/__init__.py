"""Meedoen: who of the route vrijwilliger is in view, with a capacity of conversations."""

from forecast.flows.meedoen.answers import (
    NEARLY_ALL,
    Delay,
    coverage,
    delay_when_ill,
    months_until_covered,
    months_until_known,
    odds_in_view,
    odds_known,
)
from forecast.flows.meedoen.engine import MEANINGS, expected, meanings, simulate
from forecast.flows.meedoen.model import MeedoenModel, Rates, build

__all__ = [
    "MEANINGS",
    "NEARLY_ALL",
    "Delay",
    "MeedoenModel",
    "Rates",
    "build",
    "coverage",
    "delay_when_ill",
    "expected",
    "meanings",
    "months_until_covered",
    "months_until_known",
    "odds_in_view",
    "odds_known",
    "simulate",
]
