"""The odds of staying within the budget, and what it takes when they turn out badly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Odds:
    """How an area stands against its budget in one year, over all draws.

    Attributes
    ----------
    area : str
    year : int
    before, after : float
        Chance that the saldo is not negative, before and after the vangnet, 0-1. The vangnet pays
        a part of a deficit, never all of it, so by the rules since 2015 the two are equal; what it
        changes is the depth: see the reserves.
    error : float
        Standard error of `before` from the number of draws.
    mean, mean_part : float
        Mean saldo before the vangnet, eur; and as a part of the mean budget.
    p10, p50, p90 : float
        Quantiles of that saldo, eur.
    shortfall : float
        Mean of max(0, -saldo), eur: what the deficits cost per year on average.
    shortfall_given : float
        Mean deficit in the draws that have one, eur; 0 when none has.
    reserve_80, reserve_90 : float
        Reserve (weerstandsvermogen) that covers the deficit with 80 and 90 % odds, eur.
    reserve_80_after, reserve_90_after : float
        The same after the vangnet.
    break_even : float
        Share of the macro budget at which the saldo is nil, %, the median of the draws.
    break_even_low, break_even_high : float
        P10 and P90 of that share.
    """

    area: str
    year: int
    before: float
    after: float
    error: float
    mean: float
    mean_part: float
    p10: float
    p50: float
    p90: float
    shortfall: float
    shortfall_given: float
    reserve_80: float
    reserve_90: float
    reserve_80_after: float
    reserve_90_after: float
    break_even: float
    break_even_low: float
    break_even_high: float


@dataclass(frozen=True, slots=True)
class Joint:
    """Odds that several budgets hold together in one year.

    Attributes
    ----------
    year : int
    every : float
        Chance that all areas stay within their budgets.
    at_least : tuple of float
        Chance that at least 1, 2, ... areas do; the last equals `every`.
    if_independent : float
        What `every` would be if the areas had nothing in common.
    """

    year: int
    every: float
    at_least: tuple[float, ...]
    if_independent: float


def odds(
    area: str, year: int, baten: Array, lasten: Array, vangnet: Array, macro: Array
) -> Odds:
    """Return the odds of one area in one year.

    Parameters
    ----------
    area : str
    year : int
    baten, lasten, vangnet, macro : ndarray, (draws,)
        Eur; of the whole the sums over municipalities within each draw.
    """
    saldo = baten - lasten
    after = saldo + vangnet
    short = np.maximum(0.0, -saldo)
    before = float(np.mean(saldo >= 0))
    even = np.quantile(lasten / macro * 100, [0.1, 0.5, 0.9])
    quantiles = np.quantile(saldo, [0.1, 0.5, 0.9])
    return Odds(
        area=area,
        year=year,
        before=before,
        after=float(np.mean(after >= 0)),
        error=float(np.sqrt(before * (1 - before) / saldo.size)),
        mean=float(saldo.mean()),
        mean_part=float(saldo.mean() / baten.mean()),
        p10=float(quantiles[0]),
        p50=float(quantiles[1]),
        p90=float(quantiles[2]),
        shortfall=float(short.mean()),
        shortfall_given=float(short[short > 0].mean()) if np.any(short > 0) else 0.0,
        reserve_80=reserve(saldo, 0.8),
        reserve_90=reserve(saldo, 0.9),
        reserve_80_after=reserve(after, 0.8),
        reserve_90_after=reserve(after, 0.9),
        break_even=float(even[1]),
        break_even_low=float(even[0]),
        break_even_high=float(even[2]),
    )


def reserve(saldo: Array, level: float) -> float:
    """Return the reserve that covers the deficit in a part `level` of the draws, eur, at least 0.

    Parameters
    ----------
    saldo : ndarray, (draws,)
        + is a surplus.
    level : float
        E.g. 0.8.
    """
    return max(0.0, float(np.quantile(-saldo, level)))


def all_odds(
    years: tuple[int, ...], municipalities: tuple[str, ...], whole: str, baten: Array,
    lasten: Array, vangnet: Array, macro: Array,
) -> tuple[Odds, ...]:
    """Return the odds of every municipality and the whole, by year.

    Parameters
    ----------
    years, municipalities : tuples
    whole : str
        Name of the sum; with one municipality of that name only that one is returned.
    baten, lasten, vangnet : ndarray, (draws, years, municipalities)
    macro : ndarray, (draws, years)
    """
    found = []
    for y, year in enumerate(years):
        income, cost, paid, nation = baten[:, y], lasten[:, y], vangnet[:, y], macro[:, y]
        for m, area in enumerate(municipalities):
            found.append(odds(area, year, income[:, m], cost[:, m], paid[:, m], nation))
        if municipalities != (whole,):
            total_in, total_out, total_paid = (p.sum(axis=1) for p in (income, cost, paid))
            found.append(odds(whole, year, total_in, total_out, total_paid, nation))
    return tuple(found)


def joint_odds(years: tuple[int, ...], saldo: Array) -> tuple[Joint, ...]:
    """Return the odds that the municipalities stay within their budgets together.

    Parameters
    ----------
    years : tuple of int
    saldo : ndarray, (draws, years, municipalities)
    """
    good = saldo >= 0
    count = good.sum(axis=2)
    areas = saldo.shape[2]
    return tuple(
        Joint(
            year,
            float(np.mean(count[:, y] == areas)),
            tuple(float(np.mean(count[:, y] >= k)) for k in range(1, areas + 1)),
            float(np.prod(good[:, y].mean(axis=0))),
        )
        for y, year in enumerate(years)
    )
