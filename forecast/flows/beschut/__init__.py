"""Beschut werk: from advice to a sheltered place, per municipality, against the quota."""

from forecast.flows.beschut.answers import (
    QuotaNeed,
    heads,
    mean_wait,
    odds_of_quota,
    reach_quota,
    shortfall,
    started_from_bijstand,
)
from forecast.flows.beschut.build import build
from forecast.flows.beschut.engine import simulate
from forecast.flows.beschut.fluid import expected
from forecast.flows.beschut.model import BeschutModel, Rates, neutral
from forecast.flows.beschut.results import MEANINGS, gap

__all__ = [
    "MEANINGS",
    "BeschutModel",
    "QuotaNeed",
    "Rates",
    "build",
    "expected",
    "gap",
    "heads",
    "mean_wait",
    "neutral",
    "odds_of_quota",
    "reach_quota",
    "shortfall",
    "simulate",
    "started_from_bijstand",
]
