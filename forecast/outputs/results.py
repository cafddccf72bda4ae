"""The results table: one figure a row, for whoever wants to calculate further.

Columns ``scenario,gebied,variabele,eenheid,periode,statistiek,waarde``; comma, decimal point,
UTF-8, sorted. The whole is the sum per draw; a stock's year is the mean of its twelve month-ends,
``….ultimo`` its December; a flow's year is the sum of its months.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.outputs.report import NATION, Odds, Report, ScenarioResult

HEADER = ("scenario", "gebied", "variabele", "eenheid", "periode", "statistiek", "waarde")
QUANTILES = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
#: Years between a deficit and the payment of its vangnet (Participatiewet art. 74).
VANGNET_LAG = 2
Row = tuple[str, str, str, str, str, str, str]
Floats = NDArray[np.float64]


def results(report: Report, dutch: bool = False) -> bytes:
    """Return the table as CSV.

    Parameters
    ----------
    report : Report
    dutch : bool
        Semicolons, decimal commas and a mark in front, so that Dutch Excel opens it at a
        double click.

    Raises
    ------
    ValueError
        When a figure is not finite.
    """
    rows = _rows(report)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if dutch else ",", lineterminator="\n")
    writer.writerow(HEADER)
    if dutch:
        writer.writerows((*row[:-1], row[-1].replace(".", ",")) for row in rows)
    else:
        writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if dutch else "utf-8")


def results_frame(report: Report) -> pd.DataFrame:
    """Return the same table as a frame, `waarde` as numbers."""
    return pd.DataFrame(_rows(report), columns=list(HEADER)).astype({"waarde": float})


def _rows(report: Report) -> list[Row]:
    return sorted(chain.from_iterable(_scenario(report, s) for s in report.scenarios))


def _scenario(report: Report, scenario: ScenarioResult) -> Iterator[Row]:
    for name, drawn in scenario.ensembles.items():
        if name not in scenario.central:
            continue
        central = _central(scenario.central[name], drawn)
        for variable, spread, middle in _periods(name, drawn, central):
            yield from _statistics(report, scenario.name, variable, spread, middle)
    accounts = _accounts(report, scenario)
    for name, drawn in with_cash(scenario.money).items():
        middle = Ensemble(accounts[name], drawn.periods, drawn.groups, drawn.unit, drawn.flow)
        yield from _statistics(report, scenario.name, name, drawn, middle)
    for odds in scenario.odds:
        yield from _odds(scenario.name, odds)
    for target in scenario.targets:
        name = f"kans.{target.variable.removesuffix('.ultimo')}"
        yield (scenario.name, target.area, name, "kans", str(target.year), "kans",
               _number(target.chance))


def _central(frame: pd.DataFrame, drawn: Ensemble) -> Ensemble:
    values = frame[list(drawn.groups)].to_numpy(dtype=float)[None].copy()
    return Ensemble(values, drawn.periods, drawn.groups, drawn.unit, drawn.flow)


def _periods(
    name: str, drawn: Ensemble, central: Ensemble
) -> Iterator[tuple[str, Ensemble, Ensemble]]:
    yield name, drawn, central
    yield name, drawn.yearly(), central.yearly()
    if not drawn.flow:
        yield f"{name}.ultimo", drawn.year_end(), central.year_end()


def _statistics(
    report: Report, scenario: str, variable: str, drawn: Ensemble, central: Ensemble
) -> Iterator[Row]:
    """Yield every statistic of every area and period."""
    whole, middle = drawn.with_total(report.whole), central.with_total(report.whole)
    table: dict[str, Floats] = {
        "verwacht": middle.values[0],
        "gemiddelde": whole.values.mean(axis=0, dtype=np.float64),
    }
    quantiles = np.quantile(whole.values, list(QUANTILES.values()), axis=0)
    table |= dict(zip(QUANTILES, quantiles, strict=True))
    periods = [str(period) for period in whole.periods]
    for statistic, values in table.items():
        if not np.isfinite(values).all():
            raise ValueError(f"{variable} {statistic} holds a figure that is not finite")
        for i, period in enumerate(periods):
            for j, area in enumerate(whole.groups):
                yield (scenario, area, variable, drawn.unit, period, statistic,
                       _number(float(values[i, j])))


def with_cash(money: Mapping[str, Ensemble]) -> dict[str, Ensemble]:
    """Return the amounts with ``budget.vangnet.kas``, the vangnet in the year it is received."""
    found = dict(money)
    paid = found["budget.vangnet"]
    if "budget.vangnet.kas" not in found:
        found["budget.vangnet.kas"] = Ensemble(
            later(paid.values), paid.periods, paid.groups, paid.unit, paid.flow)
    return found


def later(values: Floats) -> Floats:
    """Return amounts two years later; what lies before the first year is not known, so nil."""
    out = np.zeros(values.shape)
    if values.shape[1] > VANGNET_LAG:
        out[:, VANGNET_LAG:] = values[:, :-VANGNET_LAG]
    return out


def _accounts(report: Report, scenario: ScenarioResult) -> dict[str, Floats]:
    """Return the central amounts, each (1, years, municipalities)."""
    accounts = {(a.year, a.area): a for a in scenario.accounts if a.area != NATION}

    def table(side: str) -> Floats:
        return np.array([[[accounts[year, name].total(side) for name in report.municipalities]
                          for year in report.years]])

    vangnet = np.array([[[
        float(payment.value) if (payment := accounts[year, name].vangnet) is not None else 0.0
        for name in report.municipalities] for year in report.years]])
    baten, lasten = table("baten"), table("lasten")
    return {
        "budget.buig.baten": baten,
        "budget.buig.lasten": lasten,
        "budget.buig.saldo": baten - lasten,
        "budget.vangnet": vangnet,
        "budget.vangnet.kas": later(vangnet),
    }


def _odds(scenario: str, odds: Odds) -> Iterator[Row]:
    for variable, chance in (("kans.binnen_budget.buig", odds.before),
                             ("kans.binnen_budget.buig.na_vangnet", odds.after)):
        yield (scenario, odds.area, variable, "kans", str(odds.year), "kans", _number(chance))
    for variable, amount in (("budget.buig.verwacht_tekort", odds.shortfall),):
        yield (scenario, odds.area, variable, "eur", str(odds.year), "gemiddelde", _number(amount))


def _number(value: float) -> str:
    """Return twelve significant digits, which hide only the noise of the arithmetic."""
    short = float(f"{value:.12g}")
    return str(int(short)) if short.is_integer() and abs(short) < 1e15 else repr(short)
