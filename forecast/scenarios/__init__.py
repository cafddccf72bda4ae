"""Assumptions: what they may be (catalogue), what they are (files), and who set them (trail)."""

from forecast.scenarios.assumptions import Assumptions
from forecast.scenarios.catalogue import Lever, catalogue
from forecast.scenarios.describe import Explanation, LeverRow, describe, explain
from forecast.scenarios.layers import Library
from forecast.scenarios.paths import DatedPath, Point
from forecast.scenarios.resolve import resolve, resolve_reference
from forecast.scenarios.value import Step, Value

__all__ = ["Assumptions", "DatedPath", "Explanation", "Lever", "LeverRow", "Library", "Point",
           "Step", "Value", "catalogue", "describe", "explain", "resolve", "resolve_reference"]
