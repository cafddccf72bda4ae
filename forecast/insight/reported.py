"""A report of the past again: where its expectation and the outcome lie in what was to be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecast.chance import between, normal, uniforms

Array = NDArray[np.float64]
#: P10, middle and P90 of what was known.
Band = tuple[float, float, float]
DRAWS = 20_000


@dataclass(frozen=True)
class Reported:
    """What was known when a report was made, and what came.

    Attributes
    ----------
    year : int
    expected, outcome : float
        Deficit against the budget, eur: as the report expected it, and as the year closed.
    budgeted : mapping of municipality to Band
        Budget from the State as it was budgeted, eur; without one a municipality budgeted its
        known share.
    share : mapping of municipality to Band
        Share in the macro budget as it was known, %.
    macro_then, macro_final : float
        Macro budget as it stood at the report, and definitive, eur.
    revision_sd : float
        Sd of the definitive macro budget around the one at the report, as a part of it.
    cost_sd : float
        Sd of the cost over the rest of the year, as a part of the budgeted amounts.
    """

    year: int
    expected: float
    outcome: float
    budgeted: Mapping[str, Band]
    share: Mapping[str, Band]
    macro_then: float
    macro_final: float
    revision_sd: float
    cost_sd: float


@dataclass(frozen=True)
class Placed:
    """Where a report's expectation and the outcome lie in our distribution.

    Attributes
    ----------
    certain, certain_final : Band
        Deficit that the known shares make by themselves where another budget was budgeted, eur: at
        the macro budget of the report, and at the definitive one.
    band : Band
        P10, P50 and P90 of the deficit, eur.
    expected_at, outcome_at : float
        Part of the draws below the expectation and below the outcome, 0-1.
    macro : float
        What the revision of the macro budget changed in the deficit, eur.
    """

    certain: Band
    certain_final: Band
    band: Band
    expected_at: float
    outcome_at: float
    macro: float


def placed(report: Reported, seed: int, draws: int = DRAWS) -> Placed:
    """Return where expectation and outcome lie among the deficits that were to be expected.

    ``deficit = sum(budgeted - share x macro) + cost``, with the definitive macro budget normal
    around the one at the report and the cost normal around the budget: no expectation of the
    report itself is used.

    Parameters
    ----------
    report : Reported
    seed : int
    draws : int
    """
    names = tuple(report.share)
    share = {name: _draw(report.share[name], seed, f"aandeel.{name}", draws) / 100
             for name in names}
    budgeted = {name: _draw(report.budgeted[name], seed, f"begroot.{name}", draws)
                if name in report.budgeted else share[name] * report.macro_then for name in names}
    planned = _sum(budgeted.values())

    def short(macro: Array | float, where: tuple[str, ...]) -> Array:
        return _sum(budgeted[name] - share[name] * macro for name in where)

    known = tuple(report.budgeted)

    move = normal(uniforms(seed, "terugblik.macro", (draws,))) * report.revision_sd
    cost = normal(uniforms(seed, "terugblik.lasten", (draws,))) * report.cost_sd * planned
    deficit = short(report.macro_then * (1 + move), names) + cost
    together = sum(middle for _, middle, _ in report.share.values()) / 100
    return Placed(
        _band(short(report.macro_then, known)), _band(short(report.macro_final, known)),
        _band(deficit),
        float(np.mean(deficit < report.expected)), float(np.mean(deficit < report.outcome)),
        -together * (report.macro_final - report.macro_then),
    )


def _draw(band: Band, seed: int, name: str, draws: int) -> Array:
    return between(uniforms(seed, f"terugblik.{name}", (draws,)), *band)


def _sum(parts: Iterable[Array]) -> Array:
    return np.asarray(np.sum(np.stack(list(parts)), axis=0))


def _band(values: Array) -> Band:
    low, middle, high = (float(v) for v in np.quantile(values, [0.1, 0.5, 0.9]))
    return low, middle, high
