"""From yearly and quarterly figures to whole months: the method of every derivation here.

The scripts beside the data sets (`nederland/afleiden.py`, `wpda/afleiden.py`) hold what is known
and in which order it binds; this module holds how a known total becomes months:

1. proportional Denton-Cholette (Denton 1971, JASA 66; Cholette 1984): months follow an indicator,
   the ratio to it changes as little as possible from month to month, known totals come out exactly;
2. reconciliation by weighted least squares, so that flows explain the stock in every month;
3. whole numbers by rounding the running sum, which keeps every whole total exact.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from forecast.periods import month, parse_month

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
Build = Callable[[Path], Mapping[str, pd.DataFrame]]

#: A number such as 1.143 could be read as a Dutch thousand; files never hold that form.
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_NEARLY = 1e-6


def denton(indicator: Array, member: Array, totals: Array) -> Array:
    """Return months that follow an indicator and meet known totals (proportional, first order).

    Parameters
    ----------
    indicator : (months,)
        Positive; only its course counts, not its level.
    member : (totals, months)
        One where a month belongs to a total: a whole year or quarter for a flow, one month-end
        for a stock.
    totals : (totals,)

    Returns
    -------
    (months,)
    """
    n, k = len(indicator), len(totals)
    difference = np.diff(np.eye(n), axis=0)
    bound = member * indicator
    system = np.block([[difference.T @ difference, bound.T], [bound, np.zeros((k, k))]])
    ratio = np.linalg.solve(system, np.concatenate([np.zeros(n), totals]))[:n]
    return np.asarray(ratio * indicator)


def reconcile(
    inflow: Array, outflow: Array, net: Array, member: Array, inflow_totals: Array
) -> tuple[Array, Array]:
    """Return flows nearest to the given ones that explain a stock and meet known totals.

    Minimises the squared changes over the flow itself, so that a large flow gives way more, under
    ``inflow - outflow = net`` in every month and the totals of the inflow; those of the outflow
    then follow.

    Parameters
    ----------
    inflow, outflow, net : (months,)
    member : (totals, months)
    inflow_totals : (totals,)
    """
    n, k = len(net), len(inflow_totals)
    weight = np.diag(1 / np.concatenate([inflow, outflow]))
    bound = np.block([[np.eye(n), -np.eye(n)], [member, np.zeros((k, n))]])
    system = np.block([[weight, bound.T], [bound, np.zeros((n + k, n + k))]])
    right = np.concatenate([np.ones(2 * n), net, inflow_totals])
    found = np.linalg.solve(system, right)
    return found[:n], found[n : 2 * n]


def whole(values: Array) -> Whole:
    """Return whole numbers whose running sum is the rounded running sum of `values`."""
    running = np.floor(np.cumsum(values) + 0.5 + _NEARLY)
    return np.diff(running, prepend=0).astype(np.int64)


def shared(values: Sequence[float] | Array, total: int) -> Whole:
    """Return whole numbers in proportion to `values` that add up to `total`.

    Largest remainder (Hare); ties go to the first.
    """
    exact = np.asarray(values, dtype=float) * total / np.sum(values)
    found = np.floor(exact + _NEARLY).astype(np.int64)
    order = np.argsort(-(exact - found), kind="stable")
    found[order[: total - found.sum()]] += 1
    return found


def crossed(rows: Whole, columns: Whole) -> Whole:
    """Return a whole table in proportion to both margins that meets both exactly.

    Every cell is the product of its margins rounded down or up; which way follows from a transport
    problem, whose corner solutions are whole (Cox 1987, controlled rounding).

    Parameters
    ----------
    rows, columns : (r,), (c,)
        Margins with one and the same sum.
    """
    exact = np.outer(rows, columns) / rows.sum()
    down = np.floor(exact + _NEARLY)
    row_of = np.kron(np.eye(len(rows)), np.ones(len(columns)))
    column_of = np.kron(np.ones(len(rows)), np.eye(len(columns)))
    left = np.concatenate([rows - down.sum(axis=1), columns - down.sum(axis=0)])
    first_wins = 1e-6 * np.arange(exact.size)
    up = linprog(
        first_wins - (exact - down).ravel(),
        A_eq=np.vstack([row_of, column_of]),
        b_eq=left,
        bounds=(0, 1),
        method="highs-ds",
    )
    return np.asarray(down + np.rint(up.x).reshape(exact.shape), dtype=np.int64)


def dealt(totals: Whole, shares: Array) -> Whole:
    """Return whole numbers (shares × months) that add up to `totals` in every month.

    One by one each goes to whoever is furthest behind its share of all that were dealt so far.
    """
    behind, found = np.zeros(len(shares)), np.zeros((len(shares), len(totals)), dtype=np.int64)
    for at in np.repeat(np.arange(len(totals)), totals):
        behind += shares / np.sum(shares)
        first = int(np.argmax(behind))
        behind[first] -= 1
        found[first, at] += 1
    return found


def aow_ages(root: Path) -> dict[int, int]:
    """Return the AOW age in months by calendar year, read from the law tables."""
    law = pd.read_csv(root / "inputs/wet/wet.csv", dtype=str)
    rows = law[law["sleutel"] == "aow.leeftijd_maanden"]
    dated = {parse_month(v).year: int(age) for v, age in zip(rows.vanaf, rows.waarde, strict=True)}
    years = range(min(dated), max(dated) + 1)
    filled = pd.Series(dated).reindex(years).ffill()
    return {int(year): int(age) for year, age in filled.items()}


def aow_month(birth: pd.Period, ages: Mapping[int, int]) -> pd.Period:
    """Return the month in which a birth month reaches the AOW age.

    The first month in which the age of that month's own year has been reached; a rise on 1 January
    therefore leaves as many months empty as it counts (AOW art. 7a).
    """
    for year, age in sorted(ages.items()):
        reached = month(birth.year, birth.month + age)
        if reached.year <= year:
            return reached
    raise ValueError(f"the law tables end before {birth} reaches the AOW age")


def births(first: pd.Period, last: pd.Period, ages: Mapping[int, int]) -> pd.PeriodIndex:
    """Return the birth months that reach the AOW age from `first` up to and including `last`."""
    every = pd.period_range(first - max(ages.values()), last - min(ages.values()), freq="M")
    every = every[every <= last - ages[last.year]]
    return pd.PeriodIndex([b for b in every if first <= aow_month(b, ages)], freq="M")


def text_of(frame: pd.DataFrame) -> str:
    """Return a table as the CSV that lies beside the script."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.itertuples(index=False))
    return out.getvalue()


def _cell(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    text = f"{value:.10g}"
    return text + "0" if _TWO_WAYS.fullmatch(text) else text


def run(folder: Path, build: Build) -> int:
    """Write the derived tables of a folder, or with ``--controle`` compare them; exit code."""
    parser = argparse.ArgumentParser(description="Leidt de tabellen van deze gegevensset af.")
    parser.add_argument("--controle", action="store_true", help="vergelijk alleen, schrijf niets")
    check = parser.parse_args().controle
    different = 0
    for name, frame in build(folder.parents[1]).items():
        path, text = folder / f"{name}.csv", text_of(frame)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{path.name}: {len(frame)} rijen geschreven")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path.name}: wijkt af van wat dit script maakt")
            different = 1
        else:
            print(f"{path.name}: gelijk")
    return different
