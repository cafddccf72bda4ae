"""The odds of every frame and the programme's own balances, on sheet Volumes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecast.budget.frames.names import NAMES
from forecast.outputs.accounts import EVERY_AREA, EVERY_FRAME
from forecast.outputs.report import BUIG, FRAMES, NATION, ScenarioResult
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.figures import Figures, labels
from forecast.outputs.workbook.layout import FIRST, Layout

RUN_BALANCE, RUN_MEAN = "run.saldo", "run.gemiddelde"
ODDS = (
    ("before", "Kans binnen budget, vóór vangnet", "kans"),
    ("after", "Kans binnen budget, ná vangnet", "kans"),
    ("shortfall", "Gemiddeld tekort over alle trekkingen (een overschot telt als nul)", "eur"),
    ("reserve_80", "Reserve voor 80% zekerheid", "eur"),
    ("reserve_90", "Reserve voor 90% zekerheid", "eur"),
    ("break_even", "Break-even-aandeel volgens de run", "%"),
)
#: Balances and results of which the band is shown, and its ends.
BANDS = (
    ("buig.saldo", "Saldo BUIG"), ("participatie.saldo", "Saldo participatiebudget"),
    ("uitvoering.saldo", "Saldo uitvoering"),
    ("totaal.rijkskaders", "Saldo van de drie rijkskaders samen"),
    ("totaal.bijdrage", "Bijdrage van de gemeente"),
    ("wsw.subsidieresultaat", "Wsw: subsidieresultaat"),
    ("wsw.operationeel_resultaat", "Wsw: operationeel resultaat"),
    ("beschut.resultaat", "Beschut werk: resultaat"),
)
TOGETHER = {
    EVERY_FRAME: "Kans dat elk van de drie rijkskaders binnen budget blijft",
    EVERY_AREA: "Kans dat elke gemeente binnen haar BUIG blijft",
}
LEVELS = (("p10", 0.1), ("p90", 0.9))
#: What is shown of the frames beside the BUIG.
_BESIDE = ("before", "reserve_80", "reserve_90")


def write(layout: Layout, sheet: Sheet, figures: Figures, row: int, area: str) -> int:
    """Write the odds and the programme's own balance, for the verdict and the checks."""
    report = layout.report
    for frame in FRAMES:
        asked = ODDS if frame == BUIG else [one for one in ODDS if one[0] in _BESIDE]
        words = "" if frame == BUIG else f"{NAMES[frame]}: "
        for name, label, unit in asked:
            for number, scenario in enumerate(report.scenarios):
                by_year = {o.year: o for o in scenario.odds if (o.area, o.frame) == (area, frame)}
                if not by_year:
                    continue
                values = [float(getattr(by_year[y], name)) for y in report.years]
                form = {"kans": "kans", "eur": "eur", "%": "getal4"}[unit]
                labels(layout, sheet, row, area, words + label, number, unit)
                figures.rows[number, area, run_key(name, frame)] = sheet.row(
                    row, FIRST, values, "run", form)
                row += 1
        for key, label in ((RUN_BALANCE, "Saldo volgens het programma (middenpad)"),
                           (RUN_MEAN, "Saldo, gemiddelde van alle trekkingen")):
            for number, scenario in enumerate(report.scenarios):
                if f"budget.{frame}.saldo" not in scenario.money:
                    continue
                values = (_central if key == RUN_BALANCE else _mean)(layout, scenario, area, frame)
                labels(layout, sheet, row, area, words + label, number, "eur")
                figures.rows[number, area, run_key(key, frame)] = sheet.row(
                    row, FIRST, values, "run", "eur")
                row += 1
    return row


def together(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    """Write the odds that several budgets hold at once; return the next row."""
    report = layout.report
    for number, scenario in enumerate(report.scenarios):
        for key, words in TOGETHER.items():
            for area in report.areas:
                by_year = {t.year: t for t in scenario.together if (t.area, t.key) == (area, key)}
                if not by_year:
                    continue
                for mark, label in ((key, words), (f"{key}.los", f"{words}, zonder samenhang")):
                    labels(layout, sheet, row, area, label, number, "kans")
                    found = [by_year[y].chance if mark == key else by_year[y].apart
                             for y in report.years]
                    figures.rows[number, area, mark] = sheet.row(row, FIRST, found, "run", "kans")
                    row += 1
    return row


def bands(layout: Layout, sheet: Sheet, figures: Figures, row: int, area: str) -> int:
    """Write P10 and P90 of the balances and results of the run; return the next row."""
    report = layout.report
    for name, words in BANDS:
        for number, scenario in enumerate(report.scenarios):
            drawn = scenario.money.get(f"budget.{name}")
            if drawn is None:
                continue
            values = drawn.values
            here = (values.sum(axis=2) if area == report.whole
                    else values[:, :, drawn.groups.index(area)])
            for mark, level in LEVELS:
                labels(layout, sheet, row, area, f"{words}: {mark.upper()}", number, "eur")
                found = [float(v) for v in np.quantile(here, level, axis=0)]
                figures.rows[number, area, f"{name}.{mark}"] = sheet.row(
                    row, FIRST, found, "run", "eur")
                row += 1
    return row


def run_key(name: str, frame: str) -> str:
    """Return the name of a figure of the run about a frame among the rows."""
    return name if frame == BUIG else f"{frame}.{name}"


def _central(
    layout: Layout, scenario: ScenarioResult, area: str, frame: str
) -> list[float]:
    report = layout.report
    return [
        sum(
            a.total("baten") - a.total("lasten")
            for a in scenario.accounts
            if a.year == year and a.frame == frame and a.area != NATION
            and area in (a.area, report.whole)
        )
        for year in report.years
    ]


def _mean(layout: Layout, scenario: ScenarioResult, area: str, frame: str) -> list[float]:
    means = scenario.money[f"budget.{frame}.saldo"].mean()
    one = means.sum(axis=1) if area == layout.report.whole else means[area]
    values = dict(zip(pd.PeriodIndex(one.index).year, one, strict=True))
    return [float(values[year]) for year in layout.report.years]
