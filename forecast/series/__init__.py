"""The series room: what the past of a monthly series says about its future, and how surely.

Three questions, all answered from history up to the last realised month and nothing later: how
the stock answers to unemployment (`estimate_response`; whether that ever changed: `stability_of`;
how a municipality differs: `local_estimate`), how a flow goes on (`forecast_flow`), and how wide
such a forecast must be by its own back-test and by the only real monthly record
(`record_of_stock`, `width_from_record`).
"""

from forecast.series.backtest import backtest, errors_by_horizon, origins, smooth_rmse, yearly_means
from forecast.series.breaks import BREAKS, DEFINITIONS, Break
from forecast.series.economy import Response, estimate_response
from forecast.series.ets import Fit, damped, seasonal_naive
from forecast.series.flow import FlowForecast, flow_paths, forecast_flow, widened
from forecast.series.local import LocalEstimate, LocalFactor, local_estimate, shrunk
from forecast.series.record import record_of_stock, width_from_record
from forecast.series.stability import Regime, Stability, stability_of

__all__ = [
    "BREAKS",
    "DEFINITIONS",
    "Break",
    "Fit",
    "FlowForecast",
    "LocalEstimate",
    "LocalFactor",
    "Regime",
    "Response",
    "Stability",
    "backtest",
    "damped",
    "errors_by_horizon",
    "estimate_response",
    "flow_paths",
    "forecast_flow",
    "local_estimate",
    "origins",
    "record_of_stock",
    "seasonal_naive",
    "shrunk",
    "smooth_rmse",
    "stability_of",
    "widened",
    "width_from_record",
    "yearly_means",
]
