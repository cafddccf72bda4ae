"""Rules on the monthly series of a data set: complete, consistent, and without odd steps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecast.inputs.declared import EXITS, INFLOWS, MONTHLY
from forecast.inputs.finding import (
    Evidence,
    Level,
    Remark,
    Rule,
    grouped,
)
from forecast.periods import dutch
from forecast.words import dutch_number, several

TABLE = "bijstand_maand"
_ODD = 6.0  # robust standard deviations; a quiet series of ten years has none
_SMALLEST_SD = 0.006  # of monthly log changes: the national stock of 2012-2019 moved about 0.4 %
_TO_SIGMA = 1.4826  # median absolute deviation to standard deviation of a normal
_FROZEN = 6
_MANY = 100
_FEWEST = {"stand": 24, "uitkeringen": 24}
_FEWEST_FLOWS = 12
_RATIO = (1.02, 1.45)  # persons per benefit; nationally 1.177 in 2019, status holders 1.43


def wide(evidence: Evidence, variable: str) -> pd.DataFrame:
    """Return a variable, (months, municipalities), NaN where a municipality has no row."""
    table = evidence.data.tables[TABLE]
    part = table[table["variabele"] == variable].set_index(["maand", "gemeente"])["waarde"]
    return part.unstack().reindex(columns=list(evidence.data.names)).sort_index()  # noqa: PD010


def _same_months(evidence: Evidence) -> list[Remark]:
    table = evidence.data.tables[TABLE]
    first = table.groupby(["gemeente", "variabele"])["maand"].min()
    # a stock may open the series: the flows begin in the month after
    stock = first.index.get_level_values("variabele").isin(list(_FEWEST))
    late = first[(first > first.min() + 1) | (stock & (first > first.min()))]
    if late.empty:
        return []
    names = [
        f"{row['variabele']} van {row['gemeente']} begint in {dutch(row['maand'])}"
        for row in grouped(late, "maand")
    ]
    return [Remark("geel", evidence.where(TABLE), several(names),
                   "alleen maanden die alle reeksen hebben tellen mee")]


def _last_month(evidence: Evidence) -> list[Remark]:
    table, last = evidence.data.tables[TABLE], evidence.data.last_month
    ends = table.groupby(["gemeente", "variabele"])["maand"].max()
    early = ends[ends < last]
    return [
        Remark("rood", evidence.where(TABLE),
               f"{row['variabele']} van {row['gemeente']} stopt in {dutch(row['maand'])}",
               f"vul aan tot en met {dutch(last)}, of zet laatste_maand eerder")
        for row in grouped(early, "maand")
    ]


def _enough(evidence: Evidence) -> list[Remark]:
    table = evidence.data.tables[TABLE]
    seen = table[table["maand"] <= evidence.data.last_month]
    counted = seen.groupby(["gemeente", "variabele"]).size()
    remarks = []
    for row in grouped(counted, "maanden"):
        needed = _FEWEST.get(row["variabele"], _FEWEST_FLOWS)
        if row["maanden"] < needed:
            what = f"{row['variabele']} van {row['gemeente']} heeft {row['maanden']} maanden"
            remarks.append(Remark("rood", evidence.where(TABLE), f"{what}; nodig zijn er {needed}",
                                  "voeg eerdere maanden toe"))
    return remarks


def _identity(evidence: Evidence) -> list[Remark]:
    stock = wide(evidence, "stand")
    flow = sum(wide(evidence, n) for n in INFLOWS) - sum(wide(evidence, n) for n in EXITS)
    gap = (stock.diff() - flow).loc[stock.index[1:]].fillna(0)
    remarks = []
    for name in gap.columns:
        odd = gap.index[gap[name] != 0]
        if len(odd):
            month = odd[0]
            what = (f"{name}: de stand van {dutch(month)} is {dutch_number(stock[name][month])}, "
                    f"uit de stromen volgt {dutch_number(stock[name][month] - gap[name][month])}")
            others = "1 maand" if len(odd) == 2 else f"{len(odd) - 1} maanden"
            more = f" (en nog {others})" if len(odd) > 1 else ""
            hint = "stand = vorige stand + instroom − uitstroom, elke maand precies"
            remarks.append(Remark("rood", evidence.where(TABLE), what + more, hint))
    return remarks


def _jumps(evidence: Evidence) -> list[Remark]:
    remarks = []
    for variable in MONTHLY:
        if variable == "uitstroom_aow":  # the law stops and starts it
            continue
        table = wide(evidence, variable)
        for name in table.columns:
            series = table[name].dropna()
            odd = _steps(series) if variable in _FEWEST else _outliers(series)
            if odd:
                months = several([dutch(m) for m in odd])
                remarks.append(
                    Remark("geel", evidence.where(TABLE),
                           f"{variable} van {name} springt in {months}",
                           "kijk of de bron een correctie of een andere telling heeft")
                )
    return remarks


def _steps(series: pd.Series) -> list[pd.Period]:
    """Return the months in which the log change lies far outside the series' own spread.

    A small municipality moves by chance: about a tenth of the stock turns over twice a year.
    """
    change = np.log(series.where(series > 0)).diff().dropna()
    middle = change.median()
    spread = _TO_SIGMA * (change - middle).abs().median()
    chance = np.sqrt(0.06 / series.median()) if series.median() > 0 else np.inf
    return list(change.index[(change - middle).abs() > _ODD * max(spread, chance, _SMALLEST_SD)])


def _outliers(series: pd.Series) -> list[pd.Period]:
    """Return the months whose count lies far outside the Poisson and the series' own spread."""
    middle = series.median()
    spread = _TO_SIGMA * (series - middle).abs().median()
    return list(series.index[(series - middle).abs() > _ODD * max(spread, np.sqrt(middle), 1.0)])


def _frozen(evidence: Evidence) -> list[Remark]:
    remarks = []
    stock = wide(evidence, "stand")
    for name in stock.columns:
        series = stock[name].dropna()
        runs = series.groupby((series != series.shift()).cumsum())
        for _, run in runs:
            if len(run) >= _FROZEN and run.iloc[0] >= _MANY:
                what = (f"de stand van {name} is {len(run)} maanden lang {int(run.iloc[0])}, "
                        f"vanaf {dutch(run.index[0])}")
                remarks.append(Remark("geel", evidence.where(TABLE), what,
                                      "is de bron in die maanden bijgewerkt?"))
    return remarks


def _zeros(evidence: Evidence) -> list[Remark]:
    remarks = []
    for variable in ("stand", "uitkeringen"):
        table = wide(evidence, variable)
        remarks += [
            Remark("rood", evidence.where(TABLE),
                   f"{variable} van {name} is 0 in {dutch(table.index[table[name] == 0][0])}",
                   "een gemeente zonder bijstand kan niet worden geraamd")
            for name in table.columns
            if (table[name] == 0).any()
        ]
    for variable in ("instroom_nieuw", "uitstroom_werk", "uitstroom_overig"):
        year = wide(evidence, variable).loc[: evidence.data.last_month].tail(12).sum()
        remarks += [
            Remark("geel", evidence.where(TABLE),
                   f"{variable} van {name} is het laatste jaar steeds 0",
                   "klopt dit, of zit deze stroom in een andere kolom?")
            for name in year.index[year == 0]
        ]
    return remarks


def _persons_per_benefit(evidence: Evidence) -> list[Remark]:
    ratio = wide(evidence, "stand") / wide(evidence, "uitkeringen")
    ratio = ratio.replace([np.inf, 0], np.nan)
    remarks = []
    for name in ratio.columns:
        low, high = ratio[name].min(), ratio[name].max()
        if low < 1 or low < _RATIO[0] or high > _RATIO[1]:
            what = (f"{name} heeft {dutch_number(low, 2)} tot {dutch_number(high, 2)} personen per "
                    f"uitkering; landelijk is het ongeveer 1,18")
            hint = "stand telt personen, uitkeringen telt huishoudens met een uitkering"
            level: Level = "rood" if low < 1 else "geel"
            remarks.append(Remark(level, evidence.where(TABLE), what, hint))
    return remarks


def _units(evidence: Evidence) -> list[Remark]:
    table = evidence.data.tables[TABLE]
    right = np.where(table["variabele"] == "uitkeringen", "uitkeringen", "personen")
    wrong = table[table["eenheid"].str.lower() != right]
    return [
        Remark("rood", f"{evidence.where(TABLE)}, rij {part.index[0]}",
               f"{variable} heeft de eenheid '{unit}' ({len(part)} rijen)",
               "uitkeringen tellen in uitkeringen, al het andere in personen")
        for (variable, unit), part in wrong.groupby(["variabele", "eenheid"])
    ]


RULES = (
    Rule("reeksen even lang", "alle reeksen beginnen samen", _same_months),
    Rule("laatste maand aanwezig", "elke reeks loopt tot de laatste maand", _last_month),
    Rule("genoeg maanden", "elke reeks is lang genoeg", _enough),
    Rule("stand volgt uit stromen", "de stromen verklaren de stand precies", _identity),
    Rule("sprongen", "geen reeks maakt een sprong", _jumps),
    Rule("stilstaande reeks", "geen stand staat maanden stil", _frozen),
    Rule("nullen", "geen stand of hoofdstroom is nul", _zeros),
    Rule("personen per uitkering", "de verhouding is aannemelijk", _persons_per_benefit),
    Rule("eenheden", "personen en uitkeringen staan op hun plaats", _units),
)
