"""Sheet Bandbreedte: per month how wide the outcome is, as values of the run."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from forecast.outputs.report import ScenarioResult
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import Layout
from forecast.periods import dutch

VARIABLE = "bijstand.uitkeringen"
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
#: Months before the last realised one that a fan shows.
HISTORY = 24
#: With more rows than this only the whole is written; the results table has every area.
_MOST_ROWS = 3000
_DAY_NOUGHT = pd.Timestamp(1899, 12, 30)


@dataclass
class Bands:
    """References by scenario and area: per month the central path and the five quantiles."""

    months: pd.PeriodIndex
    rows: dict[tuple[int, str], list[list[Node]]] = field(default_factory=dict)
    names: list[Node] = field(default_factory=list)
    kinds: list[Node] = field(default_factory=list)


def write(layout: Layout) -> Bands:
    """Write the sheet; return the references."""
    sheet, report = layout.sheets["Bandbreedte"], layout.report
    whole_index = report.scenarios[0].ensembles[VARIABLE].periods
    months = whole_index[whole_index > report.last_month - HISTORY]
    bands = Bands(months)
    areas = (report.whole, *report.municipalities)
    if len(areas) * len(report.scenarios) * len(months) > _MOST_ROWS:
        areas = (report.whole,)
    sheet.heading(
        "Bandbreedte van het aantal uitkeringen per maand",
        f"Met 80% kans ligt de uitkomst tussen P10 en P90. Tot en met {dutch(report.last_month)} "
        f"is het {layout.past_word}, daarna raming. Banden nooit optellen: de P90 van een som is "
        "niet de som van P90's.", None, 10,
    )
    heads = ("Gebied", "Scenario", "Maand", "Soort", "Middenpad",
             *(f"P{q * 100:.0f}" for q in QUANTILES))
    sheet.row(5, 1, heads[:4], "kop_links")
    sheet.row(5, 5, heads[4:], "kop_getal")
    sheet.height(5, 18)
    row = 6
    for area in areas:
        for number, scenario in enumerate(report.scenarios):
            values = _values(scenario, area, report.municipalities, months)
            found = []
            for month, line in zip(months, values, strict=True):
                past = month <= report.last_month
                kind = layout.past_word if past else "raming"
                sheet.row(row, 1, (area, layout.scenario_name(number)), "kort")
                name = sheet.put(row, 3, serial(month), "kort", "maand")
                sort = sheet.put(row, 4, kind, "kort")
                role = "leeg_getal" if past else "run"
                found.append(sheet.row(row, 5, [float(v) for v in line], role, "getal1"))
                if len(bands.names) < len(months):
                    bands.names.append(name)
                    bands.kinds.append(sort)
                row += 1
            bands.rows[number, area] = found
    sheet.excel.auto_filter.ref = f"A5:J{row - 1}"
    sheet.widths(24, 30, 12, 18, 16, 13, 13, 13, 13, 13)
    sheet.fit(1, 12, 40)
    sheet.fit(2, 14, 34)
    sheet.finish(row - 1, 10, titles=5, freeze="E6")
    return bands


def serial(month: pd.Period) -> float:
    """Return the first day of a month as a spreadsheet counts days."""
    return float((month.start_time - _DAY_NOUGHT).days)


def _values(
    scenario: ScenarioResult, area: str, municipalities: tuple[str, ...], months: pd.PeriodIndex
) -> np.ndarray:
    """Return the central path and the quantiles, (months, 6)."""
    drawn = scenario.ensembles[VARIABLE]
    frame = scenario.central[VARIABLE]
    at = np.flatnonzero(drawn.periods.isin(months))
    if area in municipalities:
        values = drawn.values[:, at, drawn.groups.index(area)]
        central = frame[area]
    else:
        values = drawn.values[:, at].sum(axis=2)
        central = frame.sum(axis=1)
    middle = central[central.index.isin(months)].to_numpy(dtype=float)
    return np.column_stack([middle, np.quantile(values, QUANTILES, axis=0).T])
