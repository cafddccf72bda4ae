"""Real budgets as a user entered them, and the macro budgets that were published."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from forecast.budget.given import EnteredBudget
from forecast.budget.neighbours import Assumptions
from forecast.errors import Problem, raise_all

PREFIX = "buig.budget."
BALANCE = "buig.saldo.eerder"
MOMENTS = ("voorlopig", "definitief")
_MILLION = 1_000_000
#: How far outside the run a budget is looked for: before it, a share can rest on it; after it, it
#: is a mistake worth a message.
_AROUND = 8


def published(macrobudget: pd.DataFrame) -> dict[tuple[int, str], float]:
    """Return the macro budgets of a table.

    Parameters
    ----------
    macrobudget : DataFrame
        Columns jaar, moment, waarde (mln eur); only the rows that the run may know.

    Returns
    -------
    dict of (year, moment) to eur
    """
    columns = (macrobudget[name] for name in ("jaar", "moment", "waarde"))
    return {
        (int(year), str(moment)): float(value) * _MILLION
        for year, moment, value in zip(*columns, strict=True)
    }


def entered_budgets(
    assumptions: Assumptions, municipalities: tuple[str, ...], years: tuple[int, ...],
    macro: Mapping[tuple[int, str], float],
) -> dict[tuple[int, str, str], EnteredBudget]:
    """Return the real budgets by year, municipality and moment.

    Parameters
    ----------
    assumptions : Assumptions
        Keys ``buig.budget.voorlopig`` and ``.definitief``, per municipality and year.
    municipalities : tuple of str
    years : tuple of int
        Years of the run; the share may rest on a budget of an earlier year.
    macro : mapping of (year, moment) to eur
        See `published`.

    Raises
    ------
    ForecastError
        For a budget that is not above zero, exceeds the macro budget, or cannot be used.
    """
    found: dict[tuple[int, str, str], EnteredBudget] = {}
    problems: list[Problem] = []
    for area in municipalities:
        for moment in MOMENTS:
            key = PREFIX + moment
            for year in range(years[0] - _AROUND, years[-1] + _AROUND + 1):
                amount = assumptions.in_year(key, year, area)
                if amount is None:
                    continue
                wrong = _wrong(year, moment, amount, years, macro.get((year, moment)))
                if wrong is not None:
                    problems.append(Problem(f"{key}, {area}, {year}", *wrong))
                source = assumptions.value(key, area).source
                found[year, area, moment] = EnteredBudget(amount, source)
    raise_all(problems)
    return found


def entered_balances(
    assumptions: Assumptions, municipalities: tuple[str, ...], years: tuple[int, ...]
) -> dict[tuple[int, str], EnteredBudget]:
    """Return the BUIG balances of the years before the run, by year and municipality.

    Parameters
    ----------
    assumptions : Assumptions
        Key ``buig.saldo.eerder``, per municipality and year.
    municipalities : tuple of str
    years : tuple of int
        Years of the run.

    Raises
    ------
    ForecastError
        For a balance of a year that the run calculates itself.
    """
    found: dict[tuple[int, str], EnteredBudget] = {}
    problems: list[Problem] = []
    for area in municipalities:
        for year in range(years[0] - _AROUND, years[-1] + _AROUND + 1):
            amount = assumptions.in_year(BALANCE, year, area)
            if amount is None:
                continue
            if year >= years[0]:
                problems.append(Problem(
                    f"{BALANCE}, {area}, {year}", "dat jaar rekent de run zelf uit",
                    f"geef alleen saldi van voor {years[0]}; de laatste twee jaren tellen mee"))
            found[year, area] = EnteredBudget(amount, assumptions.value(BALANCE, area).source)
    raise_all(problems)
    return found


def entered_frames(
    assumptions: Assumptions, keys: tuple[str, ...], municipalities: tuple[str, ...],
    years: tuple[int, ...],
) -> dict[tuple[str, int, str], EnteredBudget]:
    """Return the real budgets of the frames beside the BUIG, by key, year and municipality.

    Parameters
    ----------
    assumptions : Assumptions
    keys : tuple of str
        See `forecast.budget.frames.figures.ENTERED`.
    municipalities : tuple of str
    years : tuple of int
        Years of the run.

    Raises
    ------
    ForecastError
        For a budget that is not above zero, or of a year outside the run.
    """
    found: dict[tuple[str, int, str], EnteredBudget] = {}
    problems: list[Problem] = []
    for key in keys:
        for area in municipalities:
            for year in range(years[0] - _AROUND, years[-1] + _AROUND + 1):
                amount = assumptions.in_year(key, year, area)
                if amount is None:
                    continue
                where = f"{key}, {area}, {year}"
                if amount <= 0:
                    problems.append(Problem(
                        where, f"het budget is {amount:.0f} euro",
                        "vul een bedrag boven nul in, of laat het leeg"))
                if year not in years:
                    problems.append(Problem(
                        where, f"deze run loopt van {years[0]} tot en met {years[-1]}",
                        "haal het budget weg of neem een gegevensset met dat jaar"))
                found[key, year, area] = EnteredBudget(
                    amount, assumptions.value(key, area).source)
    raise_all(problems)
    return found


def _wrong(
    year: int, moment: str, amount: float, years: tuple[int, ...], total: float | None
) -> tuple[str, str] | None:
    if amount <= 0:
        return f"het budget is {amount:.0f} euro", "vul een bedrag boven nul in, of laat het leeg"
    if total is not None and amount > total:
        return ("het budget is groter dan het landelijke macrobudget",
                "vul hele euro's in, geen centen")
    if year > years[-1]:
        return (f"deze run loopt tot en met {years[-1]}",
                "haal het budget weg of neem een gegevensset met latere jaren")
    if total is None and (year < years[0] or moment == "voorlopig"):
        return ("het macrobudget van dat jaar en moment is niet bekend, zodat uit dit budget geen "
                "aandeel volgt",
                "vul het macrobudget aan in inputs/landelijk/macrobudget.csv")
    return None
