"""What the national account teaches: prices, saldi and how budgets are revised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class KnownYear:
    """The national account of a year that has been closed.

    Attributes
    ----------
    year : int
    saldo_part : float
        (macro - cost) / macro.
    volume : float or None
        Benefits below the AOW age, IOAW and IOAZ, year mean.
    price : float or None
        Cost per benefit on that volume, eur; None where the macro budget or volume is unknown.
    """

    year: int
    saldo_part: float
    volume: float | None
    price: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and sample sd of a few known years, as parts."""

    mean: float
    sd: float
    years: int


def national_base(benefits: pd.DataFrame, year: int) -> tuple[float, float]:
    """Return Pw benefits (year mean) and IOAW with IOAZ (December) of the whole country.

    Parameters
    ----------
    benefits : DataFrame
        ``bijstand_maand_nl``: columns maand (Period), variabele, waarde (thousands of benefits).
    year : int
        The year before the run.
    """
    pw = _of_year(benefits, "tot_aow", year).mean()
    older = sum(_of_year(benefits, name, year).iloc[-1] for name in ("ioaw", "ioaz"))
    return float(pw) * _THOUSAND, float(older) * _THOUSAND


def known_years(
    saldo: pd.DataFrame, published: Mapping[tuple[int, str], float], benefits: pd.DataFrame
) -> tuple[KnownYear, ...]:
    """Return the closed years, each with saldo and, where it can be solved, price.

    The price is ``(definitive macro - saldo) / volume``: about 15,270 (2018), 15,400 (2019),
    16,250 (2021), 16,810 (2022).

    Parameters
    ----------
    saldo : DataFrame
        ``buig_saldo``: columns jaar, variabele, waarde; the rows ``saldo_pct``, % of the budget.
    published : mapping of (year, moment) to eur
    benefits : DataFrame
        See `national_base`.
    """
    found = []
    months = benefits["maand"].map(lambda month: month.year)
    rows = saldo[saldo["variabele"] == "saldo_pct"]
    for year, value in zip(rows["jaar"], rows["waarde"], strict=True):
        macro, part = published.get((int(year), "definitief")), float(value) / 100
        volume = None
        if (months == year).sum() and macro is not None:
            parts = [_of_year(benefits, n, int(year)).mean() for n in ("tot_aow", "ioaw", "ioaz")]
            volume = float(sum(parts)) * _THOUSAND
        price = None if volume is None or macro is None else macro * (1 - part) / volume
        found.append(KnownYear(int(year), part, volume, price))
    return tuple(found)


def spread(years: tuple[KnownYear, ...]) -> Spread:
    """Return mean and sample sd of the national saldo: 0.1 % and 3.1 % over six known years."""
    parts = [year.saldo_part for year in years]
    return Spread(float(np.mean(parts)), float(np.std(parts, ddof=1)), len(parts))


def revision_risk(published: Mapping[tuple[int, str], float]) -> Spread:
    """Return how the definitive macro budget differs from the first one, as a part of it."""
    parts = [
        amount / published[year, "voorlopig"] - 1
        for (year, moment), amount in published.items()
        if moment == "definitief" and (year, "voorlopig") in published
    ]
    sd = float(np.std(parts, ddof=1)) if len(parts) > 1 else float("nan")
    return Spread(float(np.mean(parts)) if parts else float("nan"), sd, len(parts))


def _of_year(benefits: pd.DataFrame, variable: str, year: int) -> pd.Series[float]:
    rows = benefits[benefits["variabele"] == variable].sort_values("maand")
    return rows.loc[rows["maand"].map(lambda month: month.year) == year, "waarde"]
