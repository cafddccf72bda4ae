"""The results table: one figure a row, for whoever wants to calculate further.

Columns ``scenario,gebied,variabele,eenheid,periode,statistiek,waarde``; comma, decimal point,
UTF-8, sorted. The whole is the sum per draw; a stock's year is the mean of its twelve month-ends,
``….ultimo`` its December; a flow's year is the sum of its months.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.outputs.variables import ODDS
from forecast.outputs.report import BUIG, NATION, Odds, Report, ScenarioResult

HEADER = ("scenario", "gebied", "variabele", "eenheid", "periode", "statistiek", "waarde")
QUANTILES = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
#: Years between a deficit and the payment of its vangnet (Participatiewet art. 74).
VANGNET_LAG = 2
#: Scenario, area, variable and unit; and period, statistic and figure.
Place = tuple[str, str, str, str]
Cell = tuple[str, str, str]
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
    mark = ";" if dutch else ","
    lines = [_joined(HEADER, mark)]
    for place, cells in sorted(_places(report).items()):
        # a place has hundreds of figures: what they share is quoted once
        shared = _joined(place, mark)
        for period, statistic, value in cells:
            figure = value.replace(".", ",") if dutch else value
            lines.append(f"{shared}{mark}{period}{mark}{statistic}{mark}{figure}")
    return "\n".join([*lines, ""]).encode("utf-8-sig" if dutch else "utf-8")


def results_frame(report: Report, variables: Container[str]) -> pd.DataFrame:
    """Return the table of some variables as a frame, `waarde` as numbers."""
    rows = [(*place, *cell) for place, cells in sorted(_places(report, variables).items())
            for cell in cells]
    return pd.DataFrame(rows, columns=list(HEADER)).astype({"waarde": float})


def _joined(cells: Iterable[str], mark: str) -> str:
    """Return cells as CSV, in quotes where that is needed."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="").writerow(cells)
    return out.getvalue()


def _places(report: Report, variables: Container[str] | None = None) -> dict[Place, list[Cell]]:
    """Return the sorted cells of every place, of all variables or of some."""
    found: dict[Place, list[Cell]] = {}
    for scenario in report.scenarios:
        for place, cells in _scenario(report, scenario, variables):
            found.setdefault(place, []).extend(cells)
    for cells in found.values():
        cells.sort()
    return found


def _scenario(
    report: Report, scenario: ScenarioResult, variables: Container[str] | None
) -> Iterator[tuple[Place, list[Cell]]]:
    def asked(name: str) -> bool:
        return variables is None or name in variables

    for name, drawn in scenario.ensembles.items():
        if name not in scenario.central or not (asked(name) or asked(f"{name}.ultimo")):
            continue
        central = _central(scenario.central[name], drawn)
        for variable, draws, middle in _periods(name, drawn, central, report.whole):
            yield from _statistics(scenario.name, variable, draws, middle)
    accounts = _accounts(report, scenario)
    for name, drawn in with_cash(scenario.money).items():
        account = Ensemble(accounts[name], drawn.periods, drawn.groups, drawn.unit, drawn.flow)
        if asked(name):
            yield from _statistics(scenario.name, name, _areas(drawn, report.whole),
                                   _areas(account, report.whole))
    for odds in scenario.odds:
        for place, cell in _odds(scenario.name, odds):
            if asked(place[2]):
                yield place, [cell]
    for both in scenario.together:
        name = f"kans.binnen_budget.{both.key}"
        if asked(name):
            yield ((scenario.name, both.area, name, "kans"),
                   [(str(both.year), "kans", _number(both.chance))])
    for target in scenario.targets:
        name = f"{ODDS}{target.variable.removesuffix('.ultimo')}"
        if target.chance is not None and asked(name):
            yield ((scenario.name, target.area, name, "kans"),
                   [(str(target.year), "kans", _number(target.chance))])


def _central(frame: pd.DataFrame, drawn: Ensemble) -> Ensemble:
    values = frame[list(drawn.groups)].to_numpy(dtype=float)[None].copy()
    return Ensemble(values, drawn.periods, drawn.groups, drawn.unit, drawn.flow)


def _periods(
    name: str, drawn: Ensemble, central: Ensemble, whole: str
) -> Iterator[tuple[str, _Areas, _Areas]]:
    """Yield a variable by month, by year and, for a stock, at the year's end."""
    months, middle = _areas(drawn, whole), _areas(central, whole)
    yield name, months, middle
    yield name, months.by_year(), middle.by_year()
    if not drawn.flow:
        yield f"{name}.ultimo", months.year_end(), middle.year_end()


@dataclass(frozen=True)
class _Areas:
    """A variable in every area, the whole behind them: (periods, areas, draws).

    Draws lie side by side in memory, or every sum and quantile would walk through the whole of it.
    """

    values: NDArray[Any]
    periods: pd.PeriodIndex
    names: tuple[str, ...]
    unit: str
    flow: bool

    def by_year(self) -> _Areas:
        """Return full calendar years: the sum of a flow, the mean month-end of a stock."""
        if self.flow:
            return self._yearly(lambda block: block.sum(axis=0))
        return self._yearly(lambda block: block.mean(axis=0, dtype=np.float64))

    def year_end(self) -> _Areas:
        """Return the December month-end of each full calendar year."""
        return self._yearly(lambda block: block[-1])

    def _yearly(self, reduce: Callable[[NDArray[Any]], NDArray[Any]]) -> _Areas:
        years = np.asarray(self.periods.year)
        full = [y for y in dict.fromkeys(years.tolist()) if (years == y).sum() == 12]
        found = [reduce(self.values[years == y]) for y in full]
        values = np.stack(found) if found else np.empty((0, *self.values.shape[1:]))
        return replace(self, values=values,
                       periods=pd.PeriodIndex([str(y) for y in full], freq="Y"))


def _areas(one: Ensemble, whole: str) -> _Areas:
    by_draw = np.moveaxis(one.values, 0, -1)
    values = np.concatenate([by_draw, by_draw.sum(axis=1, keepdims=True)], axis=1)
    return _Areas(values, one.periods, (*one.groups, whole), one.unit, one.flow)


def _statistics(
    scenario: str, variable: str, drawn: _Areas, central: _Areas
) -> Iterator[tuple[Place, list[Cell]]]:
    """Yield every statistic of every area and period."""
    table: dict[str, Floats] = {
        "verwacht": central.values[..., 0],
        "gemiddelde": drawn.values.mean(axis=-1, dtype=np.float64),
    }
    table |= _quantiles(np.sort(drawn.values, axis=-1))
    for statistic, values in table.items():
        if not np.isfinite(values).all():
            raise ValueError(f"{variable} {statistic} holds a figure that is not finite")
    names = sorted(table)
    labels = [(str(period), name) for period in drawn.periods for name in names]
    figures = np.stack([table[name] for name in names], axis=1)
    for j, area in enumerate(drawn.names):
        here = figures[..., j].reshape(-1).tolist()
        yield ((scenario, area, variable, drawn.unit),
               [(*label, _number(value)) for label, value in zip(labels, here, strict=True)])


def _quantiles(ordered: NDArray[Any]) -> dict[str, Floats]:
    """Return the quantiles of sorted draws, linear between them (Hyndman and Fan 1996, type 7)."""
    last = ordered.shape[-1] - 1
    found = {}
    for name, q in QUANTILES.items():
        low = int(q * last)
        below, above = (ordered[..., min(i, last)].astype(np.float64) for i in (low, low + 1))
        found[name] = below + (above - below) * (q * last - low)
    return found


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
    accounts = {(a.frame, a.year, a.area): a for a in scenario.accounts if a.area != NATION}

    def table(frame: str, side: str) -> Floats:
        return np.array([[[accounts[frame, year, name].total(side)
                           for name in report.municipalities] for year in report.years]])

    vangnet = np.array([[[
        float(payment.value) if (payment := accounts[BUIG, year, name].vangnet) is not None else 0.0
        for name in report.municipalities] for year in report.years]])
    found: dict[str, Floats] = {"budget.vangnet": vangnet, "budget.vangnet.kas": later(vangnet)}
    for frame in dict.fromkeys(frame for frame, _, _ in accounts):
        baten, lasten = table(frame, "baten"), table(frame, "lasten")
        found |= {f"budget.{frame}.baten": baten, f"budget.{frame}.lasten": lasten,
                  f"budget.{frame}.saldo": baten - lasten}
        one = accounts[frame, report.years[0], report.municipalities[0]]
        for line in one.lines:
            if line.side == "uitkomst" and line.unit == "eur":
                found[result_name(line.key)] = np.array([[[
                    float(accounts[frame, year, name].line(line.key).amount.value)
                    for name in report.municipalities] for year in report.years]])
    return found


def result_name(key: str) -> str:
    """Return the name of a result of an account among the variables."""
    return f"budget.{key.removesuffix('.jaar')}"


def _odds(scenario: str, odds: Odds) -> Iterator[tuple[Place, Cell]]:
    year = str(odds.year)
    name = f"kans.binnen_budget.{odds.frame}"
    for variable, chance in ((name, odds.before), (f"{name}.na_vangnet", odds.after)):
        yield (scenario, odds.area, variable, "kans"), (year, "kans", _number(chance))
    yield ((scenario, odds.area, f"budget.{odds.frame}.verwacht_tekort", "eur"),
           (year, "gemiddelde", _number(odds.shortfall)))


def _number(value: float) -> str:
    """Return twelve significant digits, which hide only the noise of the arithmetic."""
    text = f"{value:.12g}"
    if "e" not in text and text != "-0":
        return text
    short = float(text)
    return str(int(short)) if short.is_integer() and abs(short) < 1e15 else repr(short)
