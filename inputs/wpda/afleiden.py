"""Derives bijstand of Assen, Aa en Hunze and Tynaarlo by month, in persons, 2016-2019.

Known: persons, inflow, outflow and exits to work per municipality and year 2015-2017 (CBS, rounded
to tens) and, of the three together, 795 (2018) and 700 (2019) exits *wholly or partly*. After 2017
nothing by month is public: the national derivation carries the figures on.

Run from the project folder, after the national one:
``python inputs/wpda/afleiden.py [--controle]``.
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

PLACES = ("Assen", "Aa en Hunze", "Tynaarlo")
OPENING, FIRST, LAST = (parse_month(m) for m in ("2015-12", "2016-01", "2019-12"))
MONTHS = months(FIRST, LAST)
YEARS = (2016, 2017, 2018, 2019)
MEMBER = np.array([MONTHS.year == y for y in YEARS], dtype=float)
#: Last year of which municipal figures are public.
LAST_PUBLIC = 2017
#: A table of places by years (3, 4) or by months.
Grid = method.Whole


@dataclass(frozen=True)
class Known:
    """What the derivation stands on.

    `yearly` is CBS by (year, municipality), `nation` the national months with a column per
    variable, `agreed` the agreement by (variable, year), `inhabitants` by (municipality, year)
    with the nation as ``Nederland``; `own` and `shared` are the assumptions of this data set and
    of the national one.
    """

    yearly: pd.DataFrame
    nation: pd.DataFrame
    agreed: pd.Series[float]
    inhabitants: pd.Series[int]
    own: dict[str, Any]
    shared: dict[str, Any]


def read(root: Path) -> Known:
    """Return what is known, from the shipped tables."""
    inputs = root / "inputs"
    yearly = pd.read_csv(inputs / "landelijk/bijstand_gemeente_jaar.csv").pivot_table(
        index=["jaar", "groep"], columns="variabele", values="waarde"
    )
    nation = pd.read_csv(inputs / "nederland/bijstand_maand.csv").pivot_table(
        index="maand", columns="variabele", values="waarde"
    )
    nation.index = pd.PeriodIndex(nation.index, freq="M")
    agreed = pd.read_csv(inputs / "wpda/afspraken.csv")
    agreed = agreed[agreed.gemeente.isna()].set_index(["variabele", "jaar"]).waarde
    local = pd.read_csv(inputs / "wpda/inwoners.csv").rename(columns={"gemeente": "plaats"})
    whole = pd.read_csv(inputs / "landelijk/inwoners_nl.csv").assign(plaats="Nederland")
    people = pd.concat([local, whole]).set_index(["plaats", "jaar"]).waarde
    own, shared = (tomllib.loads((inputs / name / "afleiding.toml").read_text(encoding="utf-8"))
                   for name in ("wpda", "nederland"))
    return Known(yearly, nation, agreed, people, own, shared)


def at_year(known: Known, column: str, year: int) -> method.Array:
    """Return a yearly CBS figure of the three municipalities, (3,)."""
    return np.array([known.yearly.loc[(year, place), column] for place in PLACES])


def nation_per_year(known: Known, prefix: str) -> method.Array:
    """Return the yearly sum of the national variables whose name starts so, AOW aside, (4,)."""
    names = [c for c in known.nation if c.startswith(prefix) and c != "uitstroom_aow"]
    return MEMBER @ known.nation.loc[MONTHS, names].sum(axis=1).to_numpy()


def year_ends(known: Known) -> Grid:
    """Return persons at the end of 2015-2019, (3, 5).

    The end of 2019 keeps the proportions of 2017; the end of 2018 lies on the national course.
    """
    public = np.stack([at_year(known, "stand", y) for y in (2015, 2016, LAST_PUBLIC)], axis=1)
    last = method.shared(public[:, -1], known.own["eindstand"]["personen"])
    every = months(OPENING, LAST)
    ends = [parse_month(f"{y}-12") for y in (2015, 2016, 2017, 2019)]
    picked = np.array([every == m for m in ends], dtype=float)
    course = known.nation["stand"].to_numpy()
    at_2018 = every.get_loc(parse_month("2018-12"))
    middle = [method.denton(course, picked, np.append(row, end))[at_2018]
              for row, end in zip(public, last, strict=True)]
    total = int(np.rint(sum(middle)))
    return np.column_stack([public, method.shared(middle, total), last]).astype(np.int64)


def year_totals(known: Known) -> dict[str, Grid]:
    """Return whole yearly totals by municipality, (3, 4), in which flows explain the stock."""
    ends = year_ends(known)
    share = ends[:, 1:].sum(axis=0) / (known.nation.loc[[parse_month(f"{y}-12") for y in YEARS],
                                                        "stand"].to_numpy())
    aow = np.rint(MEMBER @ known.nation.loc[MONTHS, "uitstroom_aow"].to_numpy() * share)
    to_aow = np.column_stack([method.shared(ends[:, i + 1], int(n)) for i, n in enumerate(aow)])
    net = np.diff(ends, axis=1) + to_aow
    carried = {name: _carried(known, name) for name in ("instroom", "uitstroom")}
    gap = net - carried["instroom"] + carried["uitstroom"]
    part_in = carried["instroom"] / (carried["instroom"] + carried["uitstroom"])
    inflow = np.rint(carried["instroom"] + gap * part_in).astype(np.int64)
    outflow = inflow - net
    to_work, partly = _to_work(known)
    return {"instroom": inflow, "uitstroom": outflow, "uitstroom_aow": to_aow, "trio": to_work,
            "deeltijd_nieuw": partly}


def _carried(known: Known, name: str) -> method.Array:
    """Return a flow by year: CBS up to 2017, then in the proportion of the national flow."""
    course = nation_per_year(known, f"{name}_")
    base = YEARS.index(LAST_PUBLIC)
    columns = [at_year(known, name, y) if y <= LAST_PUBLIC
               else at_year(known, name, LAST_PUBLIC) * course[i] / course[base]
               for i, y in enumerate(YEARS)]
    return np.column_stack(columns)


def _to_work(known: Known) -> tuple[Grid, Grid]:
    """Return full exits to work, business or education, and new part-time earners, (3, 4) each.

    CBS up to 2017; then the agreement's count, wholly or partly, split by the share of full exits.
    """
    full = known.shared["volledig_aandeel"]["waarde"]
    whole, partly = [], []
    for year in YEARS:
        base = at_year(known, "uitstroom_werk", min(year, LAST_PUBLIC))
        if year <= LAST_PUBLIC:
            counted = base.astype(np.int64)
            other = method.shared(base, int(np.rint(base.sum() * (1 - full) / full)))
        else:
            agreed = int(known.agreed["uitstroom_geheel_of_gedeeltelijk", year])
            fully = int(np.floor(agreed * full + 0.5 + 1e-6))
            counted = method.shared(base, fully)
            other = method.shared(base, agreed - fully)
        whole.append(counted)
        partly.append(other)
    return np.column_stack(whole), np.column_stack(partly)


def spread(known: Known, totals: Grid, variable: str) -> Grid:
    """Return whole months by municipality, (3, 48), in the national pattern of a variable."""
    pattern = known.nation.loc[MONTHS, variable].to_numpy().astype(float)
    pattern = np.maximum(pattern, 1e-9)  # no AOW exits in some months; a ratio needs a little
    return np.stack([method.whole(method.denton(pattern, MEMBER, row.astype(float)))
                     for row in totals])


def origins(known: Known, totals: dict[str, Grid]) -> dict[str, Grid]:
    """Return inflow by origin, months by municipality, (3, 48) each."""
    local = np.array([known.inhabitants[place, 2019] for place in PLACES])
    task = known.nation.loc[MONTHS, "instroom_statushouders"].to_numpy()
    share = local / known.inhabitants["Nederland", 2019]
    status = np.stack([method.whole(task * part) for part in share])
    after_work = known.shared["herinstroom_werk"]["waarde"]
    other = chance_other(known, after_work)
    rest = totals["uitstroom"] - totals["trio"]
    back = np.rint(after_work * totals["trio"] + other * rest).astype(np.int64)
    new = totals["instroom"] - back - status @ MEMBER.T.astype(np.int64)
    return {"instroom_nieuw": spread(known, new, "instroom_nieuw"),
            "instroom_herinstroom": spread(known, back, "instroom_herinstroom"),
            "instroom_statushouders": status}


def chance_other(known: Known, after_work: float) -> float:
    """Return the chance of re-entry after other exits that the national re-entry of 2019 gives."""
    year = known.nation.loc[MONTHS[MONTHS.year == 2019]].sum()
    work = year[["uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs"]].sum()
    return float((year["instroom_herinstroom"] - after_work * work) / year["uitstroom_overig"])


def exits(known: Known, totals: dict[str, Grid]) -> dict[str, Grid]:
    """Return exits by reason, months by municipality, (3, 48) each."""
    started = [known.shared[k]["waarde"] for k in ("aandeel_onderneming", "aandeel_onderwijs")]
    parts = [1 - sum(started), *started]
    split = np.stack([method.crossed(year, method.shared(parts, int(year.sum())))
                      for year in totals["trio"].T], axis=2)
    by_year = {"werk": split[:, 0], "onderneming": split[:, 1], "onderwijs": split[:, 2],
               "overig": totals["uitstroom"] - totals["trio"], "aow": totals["uitstroom_aow"]}
    return {f"uitstroom_{r}": spread(known, n, f"uitstroom_{r}") for r, n in by_year.items()}


def holders(known: Known) -> method.Whole:
    """Return status holders at the last month by municipality, in proportion to inhabitants."""
    local = [known.inhabitants[place, 2020] for place in PLACES]
    return method.shared(local, int(known.agreed["statushouders_personen", 2019]))


def benefits(known: Known, stock: Grid) -> Grid:
    """Return benefits by municipality and month-end, (3, 49).

    At the last month by group (status holders 400 on 280 benefits), so that the whole comes out;
    before, the ratio of persons to benefits follows the national one.
    """
    last = known.own["eindstand"]
    of_holders = int(known.agreed["statushouders_uitkeringen", 2019])
    per_holder = known.agreed["statushouders_personen", 2019] / of_holders
    others = stock[:, -1] - holders(known)
    per_other = others.sum() / (last["uitkeringen"] - of_holders)
    exact = holders(known) / per_holder + others / per_other
    ended = method.shared(exact, last["uitkeringen"])
    ratio = (known.nation["stand"] / known.nation["uitkeringen"]).to_numpy()
    found = np.rint(stock * (exact / stock[:, -1])[:, None] * ratio[-1] / ratio)
    found[:, -1] = ended
    return found.astype(np.int64)


def month_table(known: Known) -> pd.DataFrame:
    """Return bijstand_maand."""
    totals = year_totals(known)
    flows = origins(known, totals) | exits(known, totals)
    net = sum(v if k.startswith("instroom") else -v for k, v in flows.items())
    ends = year_ends(known)
    stock = np.concatenate([ends[:, :1], ends[:, :1] + np.cumsum(net, axis=1)], axis=1)
    if not (stock[:, ::12] == ends).all():
        raise ValueError(f"the flows do not explain the stock: {stock[:, ::12] - ends}")
    grids = {"stand": stock, "uitkeringen": benefits(known, stock), **flows,
             "deeltijd_nieuw": spread(known, totals["deeltijd_nieuw"], "deeltijd_nieuw")}
    rows = [_row(place, variable, when, int(value))
            for variable, grid in grids.items()
            for place, values in zip(PLACES, grid, strict=True)
            for when, value in zip(months(OPENING, LAST)[-len(values):], values, strict=True)]
    return pd.DataFrame(rows, columns=["gemeente", "maand", "variabele", "waarde", "eenheid",
                                       "bron", "status"])


def _row(place: str, variable: str, when: pd.Period, value: int) -> tuple[object, ...]:
    """Return a row; only the published year-ends are facts, rounded to tens by CBS."""
    tables = {2015: "cbs-83450ned", 2016: "cbs-83747ned", 2017: "cbs-84066ned"}
    unit = "uitkeringen" if variable == "uitkeringen" else "personen"
    source, status = f"afleiding-{variable.split('_')[0]}", "afgeleid"
    if variable == "uitstroom_aow":
        source = "afleiding-aow"
    elif variable == "stand" and when.month == 12 and when.year in tables:
        source, status = tables[when.year], "feit"
    elif variable == "deeltijd_nieuw":
        status = "aanname"
    return place, str(when), variable, value, unit, source, status


def composition(known: Known) -> pd.DataFrame:
    """Return samenstelling: persons at the last month by municipality, route and group."""
    stock, own = year_ends(known)[:, -1], known.own["routes"]
    able = int(known.agreed["kan_werken", 2019])
    by_route = {"werknemer": able - own["onderwijs"] - own["ondernemer"],
                "vrijwilliger": int(stock.sum()) - able,
                "onderwijs": own["onderwijs"], "ondernemer": own["ondernemer"]}
    routes = np.array(list(by_route.values()))
    of_holders = method.crossed(holders(known), method.shared(routes, int(holders(known).sum())))
    others = method.crossed(stock - holders(known), routes - of_holders.sum(axis=0))
    rows = [
        (place, route, group, int(cells[i, j]), "afleiding-samenstelling", "aanname")
        for i, place in enumerate(PLACES) for j, route in enumerate(by_route)
        for group, cells in (("statushouder", of_holders), ("overig", others))
    ]
    return pd.DataFrame(rows, columns=["gemeente", "route", "groep", "waarde", "bron", "status"])


def cohorts(root: Path, known: Known) -> pd.DataFrame:
    """Return aow_cohorten: an even number per birth month, shared by the stock."""
    stock, ages = year_ends(known)[:, -1], method.aow_ages(root)
    index = method.births(parse_month("2020-01"), parse_month("2027-12"), ages)
    even = np.full(len(index), known.own["aow_per_jaar"]["personen"] / 12)
    counts = method.dealt(method.whole(even), stock)
    rows = [(place, str(birth), int(n), "afleiding-aow", "afgeleid")
            for place, row in zip(PLACES, counts, strict=True)
            for birth, n in zip(index, row, strict=True)]
    return pd.DataFrame(rows, columns=["gemeente", "geboortemaand", "waarde", "bron", "status"])


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return the derived tables of this data set."""
    known = read(root)
    return {"bijstand_maand": month_table(known), "samenstelling": composition(known),
            "aow_cohorten": cohorts(root, known)}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
