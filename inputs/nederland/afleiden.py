"""Derives bijstand of the Netherlands by month, in persons and by reason, 2016-2019.

Known (CBS): persons at the end of 2015-2017 and of each quarter of 2019; in- and outflow of 2016
and 2017 by year and of 2019 by quarter, re-entry of 2019; benefits by month. CBS does not count
people who reach the AOW age as outflow; they are what stock and flows leave unexplained.

Run from the project folder: ``python inputs/nederland/afleiden.py [--controle]``.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import afleiden_methode as method

from forecast.periods import months, parse_month

PLACE = "Nederland"
OPENING, FIRST, LAST = (parse_month(m) for m in ("2015-12", "2016-01", "2019-12"))
MONTHS = months(FIRST, LAST)
YEARS = (2016, 2017, 2018)
QUARTERS = pd.period_range("2019Q1", "2019Q4", freq="Q")
#: Within these stretches totals are known: three years and four quarters.
STRETCHES = [MONTHS.year == y for y in YEARS] + [MONTHS.asfreq("Q") == q for q in QUARTERS]
MEMBER = np.array(STRETCHES, dtype=float)
REASONS = ("werk", "onderneming", "onderwijs", "overig")


@dataclass(frozen=True)
class Totals:
    """Totals per stretch, (7,): persons in, out, to the AOW, back within a year; and the stock.

    `stock` holds the stock of months in which it is known or follows from what is known.
    """

    inflow: method.Whole
    outflow: method.Whole
    aow: method.Whole
    to_work: method.Whole
    returns_2019: method.Whole
    stock: pd.Series[int]


def national(root: Path, name: str) -> pd.DataFrame:
    """Return a national table as text and numbers."""
    return pd.read_csv(root / f"inputs/landelijk/{name}.csv")


def benefits(root: Path) -> pd.Series[float]:
    """Return benefits below the AOW age at the end of each month, opening month included."""
    table = national(root, "bijstand_maand_nl")
    rows = table[table.variabele == "tot_aow"]
    values = pd.Series(rows.waarde.to_numpy() * 1000, pd.PeriodIndex(rows.maand, freq="M"))
    return values[OPENING:LAST]


def known_totals(root: Path) -> Totals:
    """Return what CBS published and, for 2018, what lies between and explains the stock."""
    yearly = national(root, "bijstand_gemeente_jaar")
    yearly = yearly[yearly.groep == PLACE].pivot_table(
        index="jaar", columns="variabele", values="waarde"
    )
    flows = national(root, "stromen_kwartaal").pivot_table(
        index="kwartaal", columns="variabele", values="waarde"
    )
    ends = national(root, "personen_kwartaal").set_index("kwartaal").waarde
    codes = [f"{q.year}KW0{q.quarter}" for q in QUARTERS]
    flows, ends = flows.loc[codes], ends.loc[codes]
    # Nobody reached the AOW age in the first quarter of 2019: the age rose by four months.
    end_2018 = int(ends.iloc[0] - flows.instroom.iloc[0] + flows.uitstroom.iloc[0])
    stock = pd.Series(
        [*yearly["stand"], end_2018, *ends],
        pd.PeriodIndex(["2015-12", "2016-12", "2017-12", "2018-12",
                        *(q.asfreq("M") for q in QUARTERS)], freq="M"),
    ).astype(int)
    change = np.diff(stock.to_numpy())
    inflow = np.array([yearly.instroom[2016], yearly.instroom[2017], 0.0, *flows.instroom])
    outflow = np.array([yearly.uitstroom[2016], yearly.uitstroom[2017], 0.0, *flows.uitstroom])
    aow = inflow - outflow - change
    open_months = MEMBER @ open_to_aow(root)
    rate_2017, rate_2019 = aow[1] / open_months[1], aow[3:].sum() / open_months[3:].sum()
    aow[2] = np.rint((rate_2017 + rate_2019) / 2 * open_months[2])
    inflow[2], outflow[2] = _between(inflow, outflow, change[2] + aow[2])
    share = yearly.uitstroom_werk / yearly.uitstroom
    shares = np.array([share[2016], share[2017], *[share[2017]] * 5])
    return Totals(*(np.rint(x).astype(np.int64) for x in (
        inflow, outflow, aow, shares * outflow, flows.herinstroom.to_numpy())), stock)


def _between(inflow: method.Array, outflow: method.Array, net: float) -> tuple[float, float]:
    """Return the flows of 2018: halfway 2017 and 2019, then both moved by one share to `net`."""
    middle_in = (inflow[1] + inflow[3:].sum()) / 2
    middle_out = (outflow[1] + outflow[3:].sum()) / 2
    moved = (net - middle_in + middle_out) / (middle_in + middle_out)
    whole_in = np.rint(middle_in * (1 + moved))
    return whole_in, whole_in - net


def open_to_aow(root: Path) -> method.Array:
    """Return per month whether anybody reaches the AOW age in it (1 or 0)."""
    ages = method.aow_ages(root)
    reached = {method.aow_month(b, ages) for b in method.births(FIRST, LAST, ages)}
    return np.array([float(m in reached) for m in MONTHS])


def month_flows(root: Path, totals: Totals) -> tuple[method.Array, method.Array, method.Whole]:
    """Return inflow, outflow and AOW exits by month; the first two not yet whole."""
    indicator = benefits(root).to_numpy()
    every = months(OPENING, LAST)
    picked = np.array([every == m for m in totals.stock.index], dtype=float)
    stock = method.denton(indicator, picked, totals.stock.to_numpy(dtype=float))
    opened = open_to_aow(root)
    aow = method.whole(MEMBER.T @ (totals.aow / np.maximum(MEMBER @ opened, 1)) * opened)
    smooth_in, smooth_out = (seasonal(x) for x in (totals.inflow, totals.outflow))
    inflow, outflow = method.reconcile(
        smooth_in, smooth_out, np.diff(stock) + aow, MEMBER, totals.inflow.astype(float)
    )
    return inflow, outflow, aow


def seasonal(totals: method.Whole) -> method.Array:
    """Return smooth months of a flow, with the season of 2019 in every year."""
    even = method.denton(np.ones(12), MEMBER[3:, -12:], totals[3:].astype(float))
    return method.denton(np.tile(even, len(MONTHS) // 12), MEMBER, totals.astype(float))


def by_reason(
    outflow: method.Array, totals: Totals, kinds: dict[str, Any]
) -> dict[str, method.Whole]:
    """Return exits by month and reason, whole; per stretch they add up to the outflow."""
    started = [kinds["aandeel_onderneming"]["waarde"], kinds["aandeel_onderwijs"]["waarde"]]
    parts = np.array([1 - sum(started), *started])
    found = {reason: np.zeros(len(MONTHS), dtype=np.int64) for reason in REASONS}
    for inside, out, to_work in zip(STRETCHES, totals.outflow, totals.to_work, strict=True):
        counts = [*method.shared(parts, int(to_work)), out - to_work]
        for reason, count in zip(REASONS, counts, strict=True):
            found[reason][inside] = method.whole(outflow[inside] * count / out)
    return found


def return_chance(totals: Totals, after_work: float) -> float:
    """Return the chance of re-entry after other exits, solved on the re-entry of 2019.

    (re-entries 2019 - chance after work × exits to work) / other exits, all of 2019.
    """
    work, out = totals.to_work[3:].sum(), totals.outflow[3:].sum()
    return float((totals.returns_2019.sum() - after_work * work) / (out - work))


def by_origin(
    root: Path, inflow: method.Array, totals: Totals, kinds: dict[str, Any]
) -> dict[str, method.Whole]:
    """Return inflow by month and origin, whole; per stretch it adds up to the inflow."""
    task = national(root, "statushouders")
    task = task[task.variabele == "taakstelling_halfjaar"].set_index("maand").waarde
    halves = [f"{m.year}-{'01' if m.month < 7 else '07'}" for m in MONTHS]
    status = np.array([task[h] for h in halves]) / 6 * kinds["statushouders_in_bijstand"]["waarde"]
    after_work = kinds["herinstroom_werk"]["waarde"]
    other = return_chance(totals, after_work)
    modelled = after_work * totals.to_work + other * (totals.outflow - totals.to_work)
    returns = np.concatenate([np.rint(modelled[:3]), totals.returns_2019])
    back = method.denton(inflow, MEMBER, returns)
    return {"nieuw": method.whole(inflow - back - status), "herinstroom": method.whole(back),
            "statushouders": method.whole(status)}


def monthly(root: Path, kinds: dict[str, Any]) -> dict[str, method.Whole]:
    """Return every variable of bijstand_maand: flows (48,), stocks (49,) with the opening month."""
    totals = known_totals(root)
    inflow, outflow, aow = month_flows(root, totals)
    origins = by_origin(root, inflow, totals, kinds)
    reasons = by_reason(outflow, totals, kinds) | {"aow": aow}
    net = sum(origins.values()) - sum(reasons.values())
    stock = np.concatenate([[0], np.cumsum(net)]) + totals.stock.iloc[0]
    found = pd.Series(stock, months(OPENING, LAST))[totals.stock.index]
    if not (found == totals.stock).all():
        raise ValueError(f"the flows do not explain the stock: {found - totals.stock}")
    to_work = reasons["werk"] + reasons["onderneming"] + reasons["onderwijs"]
    full = kinds["volledig_aandeel"]["waarde"]
    return {
        "stand": stock,
        "uitkeringen": np.rint(benefits(root).to_numpy()).astype(np.int64),
        **{f"instroom_{k}": v for k, v in origins.items()},
        **{f"uitstroom_{k}": v for k, v in reasons.items()},
        "deeltijd_nieuw": method.whole(to_work * (1 - full) / full),
    }


def published(root: Path) -> dict[pd.Period, str]:
    """Return the month-ends whose stock CBS published, with the table."""
    years = {parse_month(f"{y}-12"): c for y, c in
             ((2015, "cbs-83450ned"), (2016, "cbs-83747ned"), (2017, "cbs-84066ned"))}
    return years | {q.asfreq("M"): "cbs-85585ned" for q in QUARTERS}


def month_table(root: Path, kinds: dict[str, Any]) -> pd.DataFrame:
    """Return bijstand_maand."""
    facts = published(root)
    rows = []
    for variable, values in monthly(root, kinds).items():
        index = months(OPENING, LAST)[-len(values):]
        unit = "uitkeringen" if variable == "uitkeringen" else "personen"
        for when, value in zip(index, values, strict=True):
            source, status = f"afleiding-{variable.split('_')[0]}", "afgeleid"
            if variable == "uitkeringen":
                source, status = "cbs-37789ksz", "feit"
            elif variable == "stand" and when in facts:
                source, status = facts[when], "feit"
            elif variable == "uitstroom_aow":
                source = "afleiding-aow"
            elif variable == "deeltijd_nieuw":
                status = "aanname"
            rows.append((PLACE, str(when), variable, int(value), unit, source, status))
    return pd.DataFrame(rows, columns=["gemeente", "maand", "variabele", "waarde", "eenheid",
                                       "bron", "status"])


def composition(stock: int, inhabitants: int, kinds: dict[str, Any]) -> pd.DataFrame:
    """Return samenstelling: routes and status holders in the proportion of WPDA."""
    per = kinds["statushouders_per_inwoner"]
    holders = round(per["personen"] * inhabitants / per["inwoners"])
    routes = [r for r in kinds["routes"] if r not in {"bron", "toelichting"}]
    by_route = method.shared([kinds["routes"][r] for r in routes], stock)
    cells = method.crossed(by_route, np.array([holders, stock - holders]))
    rows = [
        (PLACE, route, group, int(cells[i, j]), "afleiding-samenstelling", "aanname")
        for i, route in enumerate(routes) for j, group in enumerate(("statushouder", "overig"))
    ]
    return pd.DataFrame(rows, columns=["gemeente", "route", "groep", "waarde", "bron", "status"])


def cohorts(root: Path) -> pd.DataFrame:
    """Return aow_cohorten: as many per birth month as left per open month of 2019."""
    totals, ages = known_totals(root), method.aow_ages(root)
    per_month = totals.aow[3:].sum() / (MEMBER @ open_to_aow(root))[3:].sum()
    index = method.births(parse_month("2020-01"), parse_month("2027-12"), ages)
    counts = method.whole(np.full(len(index), per_month))
    rows = [(PLACE, str(b), int(n), "afleiding-aow", "afgeleid")
            for b, n in zip(index, counts, strict=True)]
    return pd.DataFrame(rows, columns=["gemeente", "geboortemaand", "waarde", "bron", "status"])


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return the derived tables of the national data set."""
    kinds = tomllib.loads((root / "inputs/nederland/afleiding.toml").read_text(encoding="utf-8"))
    table = month_table(root, kinds)
    people = national(root, "inwoners_nl").set_index("jaar").waarde
    last = table[(table.variabele == "stand") & (table.maand == str(LAST))].waarde
    return {"bijstand_maand": table,
            "samenstelling": composition(int(last.iloc[0]), int(people[2020]), kinds),
            "aow_cohorten": cohorts(root)}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
