"""How wide a band must be: the record of missed forecasts, by horizon.

A model's own standard deviation takes its parameters and itself for granted, so its bands are too
narrow. What a forecast really missed by, in units of the width it foresaw, gives the factor. The
factors of many series together are steady; those of the series at hand fit better; a mixture by
the number of independent windows takes from both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from forecast.series.combine import centre
from forecast.series.model import Vector
from forecast.series.windows import Window

#: The levels whose factors are learnt; others follow from these two.
LEVELS = (0.80, 0.95)
#: Horizons on both sides whose errors help.
REACH = 3
#: Independent windows at which the record of the file weighs as much as the shipped curve.
EVEN = 20.0
#: A learnt factor stays within this many times the shipped one: a jump of level in one series
#: must not make the bands of the others absurd.
FARTHEST = 2.0


@dataclass(frozen=True)
class Curve:
    """Factors on the width that a fit foresees itself (`PanelFit.width`).

    Attributes
    ----------
    factors : ndarray, (levels, horizon)
        For the levels of `LEVELS`; read-only.
    own_share : ndarray, (horizon,)
        Weight of the series' own record, 0 to 1; read-only.
    series, windows : int
        What it was learnt from; 0 for the shipped curve.
    """

    factors: Vector
    own_share: Vector
    series: int = 0
    windows: int = 0

    def __post_init__(self) -> None:
        self.factors.flags.writeable = False
        self.own_share.flags.writeable = False

    def note(self, horizon: int) -> str:
        """Return where the width comes from, in Dutch."""
        if not self.windows:
            return "breedte uit de meegeleverde kromme: er is geen eigen terugtoets"
        part = round(100 * float(self.own_share[min(horizon, len(self.own_share)) - 1]))
        whose = "de reeks zelf" if self.series == 1 else f"{self.series} reeksen"
        dates = "1 toetsmoment" if self.windows == 1 else f"{self.windows} toetsmomenten"
        return (f"breedte uit {dates} van {whose}, op {horizon} maanden voor "
                f"{part} % en verder uit de meegeleverde kromme")


@cache
def shipped(horizon: int) -> Curve:
    """Return the curve that comes with the package, for series without a record of their own.

    Learnt on some 170 monthly series with rolling origins, every group of series equally heavy;
    beyond its last knot it stays level.
    """
    text = files("forecast.series").joinpath("curve.toml").read_text(encoding="utf-8")
    known = tomllib.loads(text)
    at = np.log(np.arange(1, horizon + 1))
    knots = np.log(np.array(known["horizon"], dtype=np.float64))
    factors = np.array([np.interp(at, knots, known[f"q{level:.0%}".rstrip("%")])
                        for level in LEVELS])
    return Curve(factors, np.zeros(horizon))


def learn(pool: Sequence[Sequence[Window]], horizon: int) -> Curve:
    """Return the curve of some series, shrunk to the shipped one.

    Parameters
    ----------
    pool : sequence of sequences of Window
        Per series its past dates. The centre there is the plain median of the models: the weights
        of today were not known then.
    horizon : int

    Returns
    -------
    Curve
        Quantiles of |error|/width, pooled over all series and ± 3 horizons, each series equally
        heavy, and mixed with the shipped curve by the number of independent windows n:
        n/(n + 20) for the own record.
    """
    base = shipped(horizon)
    missed: list[Vector] = []
    owner: list[int] = []
    gaps: dict[int, int] = {}
    for number, windows in enumerate(pool):
        ends = sorted(one.end for one in windows)
        gaps[number] = int(min(np.diff(ends), default=12))
        for one in windows:
            found = _missed(one, horizon)
            if found is not None:
                missed.append(found)
                owner.append(number)
    if not missed:
        return base
    table, whose = np.array(missed), np.array(owner)
    independent = _independent(table, whose, gaps)
    share = independent / (independent + EVEN)
    own = np.clip(_quantiles(table, whose), base.factors / FARTHEST, base.factors * FARTHEST)
    factors = np.where(np.isfinite(own), share * np.nan_to_num(own) + (1 - share) * base.factors,
                       base.factors)
    return Curve(factors, np.where(np.isfinite(own[0]), share, 0.0), len(set(owner)), len(missed))


def _missed(one: Window, horizon: int) -> Vector | None:
    """Return |error| in units of the width foreseen, (horizon,), NaN where unknown."""
    if one.fit.constant or one.fit.blind:
        return None
    found = np.full(horizon, np.nan)
    n = min(horizon, one.fit.horizon)
    sd = one.fit.width[:n]
    error = np.abs(one.truth - centre(one.fit))[:n]
    np.divide(error, sd, out=found[:n], where=sd > 0)
    return found if np.isfinite(found).any() else None


def _independent(table: Vector, whose: Vector, gaps: dict[int, int]) -> Vector:
    """Return how many windows that do not overlap the record holds, by horizon, (horizon,)."""
    horizons = np.arange(1, table.shape[1] + 1)
    found = np.zeros(table.shape[1])
    for number, gap in gaps.items():
        count = np.isfinite(table[whose == number]).sum(axis=0)
        found += np.where(count > 0, np.maximum(1.0, count * gap / np.maximum(horizons, gap)), 0.0)
    return found


def _quantiles(table: Vector, whose: Vector) -> Vector:
    """Return the quantiles of each horizon with its neighbours, (levels, horizon)."""
    horizon = table.shape[1]
    _, place, sizes = np.unique(whose, return_inverse=True, return_counts=True)
    weight = np.broadcast_to((1.0 / sizes[place])[:, None], table.shape)
    found = np.full((len(LEVELS), horizon), np.nan)
    for h in range(horizon):
        near = slice(max(0, h - REACH), h + REACH + 1)
        values, share = table[:, near], weight[:, near]
        known = np.isfinite(values)
        if known.any():
            found[:, h] = np.quantile(values[known], LEVELS, weights=share[known],
                                      method="inverted_cdf")
    return found
