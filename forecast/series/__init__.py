"""The series room: what the past of a monthly series says about its future, and how surely.

All from history up to the last realised month and nothing later: how a panel of models sees a
series go on and how wide its bands must be by their own record (`fit_panel`, `foretell`), how the
stock answers to unemployment (`estimate_response`; whether that ever changed: `stability_of`; how
a municipality differs: `local_estimate`), and how a flow goes on (`forecast_flow`).
"""

from forecast.series.breaks import BREAKS, DEFINITIONS, Break
from forecast.series.combine import Losses, Weights, centre, losses, pooled, weigh
from forecast.series.curve import LEVELS, Curve, learn, shipped
from forecast.series.economy import Response, estimate_response
from forecast.series.flow import FlowForecast, flow_paths, forecast_flow, widened
from forecast.series.foretell import Case, case, dates_for, foretell
from forecast.series.local import LocalEstimate, LocalFactor, local_estimate, shrunk
from forecast.series.outlook import Outlook, models_in_words, outlook
from forecast.series.panel import (
    CORE,
    CORE_KEYS,
    FULL,
    MODELS,
    PANELS,
    YARDSTICK,
    Fits,
    PanelFit,
    fit_panel,
    fresh,
    packed,
    unpacked,
)
from forecast.series.provisional import settled
from forecast.series.record import record_of_stock, width_from_record
from forecast.series.replay import OURS, league, outlooks_at, replay, year_mean
from forecast.series.stability import Regime, Stability, stability_of
from forecast.series.windows import Window, past_dates, window

__all__ = [
    "BREAKS",
    "CORE",
    "CORE_KEYS",
    "DEFINITIONS",
    "FULL",
    "LEVELS",
    "MODELS",
    "OURS",
    "PANELS",
    "YARDSTICK",
    "Break",
    "Case",
    "Curve",
    "Fits",
    "FlowForecast",
    "LocalEstimate",
    "LocalFactor",
    "Losses",
    "Outlook",
    "PanelFit",
    "Regime",
    "Response",
    "Stability",
    "Weights",
    "Window",
    "case",
    "centre",
    "dates_for",
    "estimate_response",
    "fit_panel",
    "flow_paths",
    "forecast_flow",
    "foretell",
    "fresh",
    "league",
    "learn",
    "local_estimate",
    "losses",
    "models_in_words",
    "outlook",
    "outlooks_at",
    "packed",
    "past_dates",
    "pooled",
    "record_of_stock",
    "replay",
    "settled",
    "shipped",
    "shrunk",
    "stability_of",
    "unpacked",
    "weigh",
    "widened",
    "width_from_record",
    "window",
    "year_mean",
]
