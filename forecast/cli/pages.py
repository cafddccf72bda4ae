"""How answers look in the terminal: tables and sentences in Dutch, from the records of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from forecast.cycle import Published
from forecast.errors import Problem
from forecast.inputs import Finding
from forecast.outputs.report import BUIG, FRAMES, Report, ScenarioResult
from forecast.outputs.variables import Variable
from forecast.project.foretelling import Foretold
from forecast.scenarios import LeverRow
from forecast.words import dutch_number

#: The frames as the table names them.
_FRAMES = {
    "buig": "BUIG", "participatie": "participatie", "uitvoering": "uitvoering",
    "gemeentelijk": "gemeentelijk", "totaal": "samen",
}
_MARKS = {"groen": "● groen", "geel": "▲ geel", "rood": "■ rood"}


def summary(console: Console, published: Published) -> None:
    """Show the caseload, the saldo and the odds, what changed, and where the workbook is."""
    report = published.report
    for scenario in report.scenarios:
        console.print(_scenario_table(report, scenario))
    if report.previous:
        console.print(f"Sinds editie {report.previous}:")
        for change in report.changes:
            move = f": {change.old} → {change.new}" if change.old or change.new else ""
            console.print(f"  · {change.what}{move}")
    if published.notice:
        console.print(f"\n{published.notice}", markup=False)
    console.print(f"\nWerkboek: {published.workbook}", soft_wrap=True)


def _scenario_table(report: Report, scenario: ScenarioResult) -> Table:
    title = f"{report.whole}, scenario {scenario.name}: {scenario.title}"
    if scenario.label:
        title += f" ({scenario.label})"
    table = _table(title, "gebied", "onderwerp", *map(str, report.years))
    stock = scenario.central["bijstand.uitkeringen"]
    for area in report.areas:
        members = report.municipalities if area == report.whole else (area,)
        volume = stock[list(members)].sum(axis=1).groupby(pd.PeriodIndex(stock.index).year).mean()
        table.add_row(area, "uitkeringen", *(dutch_number(volume[y]) for y in report.years))
        for frame in FRAMES if area == report.whole else (BUIG,):
            _frame_rows(table, report, scenario, area, frame)
        table.add_section()
    return table


def _frame_rows(
    table: Table, report: Report, scenario: ScenarioResult, area: str, frame: str
) -> None:
    """Add the saldo of a frame and its odds; a frame without odds has nothing to be tested by."""
    odds = {o.year: o for o in scenario.odds if (o.area, o.frame) == (area, frame)}
    if not odds:
        return
    members = report.municipalities if area == report.whole else (area,)
    here = [a for a in scenario.accounts if a.frame == frame and a.area in members]
    baten, lasten = ([sum(a.total(side) for a in here if a.year == y) for y in report.years]
                     for side in ("baten", "lasten"))
    saldi = [b - c for b, c in zip(baten, lasten, strict=True)]
    words = _FRAMES[frame]
    label = "saldo BUIG" if frame == BUIG else f"  {words}"
    table.add_row("", f"{label} × € 1.000", *(dutch_number(s / 1000) for s in saldi))
    if frame == BUIG:
        parts = (100 * s / b if b else None for s, b in zip(saldi, baten, strict=True))
        shown = ("–" if part is None else dutch_number(part, 1) for part in parts)
        table.add_row("", "  in % van het budget", *shown)
    label = "kans binnen budget" if frame == BUIG else f"  kans {words}"
    table.add_row("", label, *(f"{dutch_number(100 * odds[y].before)} %" for y in report.years))


def findings(console: Console, found: Sequence[Finding]) -> None:
    """Show the data-quality report: what needs attention first, then what is in order."""
    for level in ("rood", "geel"):
        for finding in found:
            if finding.level == level:
                lines(console, (f"{_MARKS[level]}  {finding.rule}, {finding.where}",))
                lines(console, (f"    {finding.what}",))
                if finding.hint:
                    lines(console, (f"    → {finding.hint}",))
    good = list(dict.fromkeys(finding.rule for finding in found if finding.level == "groen"))
    console.print(f"{_MARKS['groen']}  {', '.join(good)}", markup=False)
    counts = {level: sum(f.level == level for f in found) for level in _MARKS}
    console.print("Samen: " + ", ".join(f"{n} {level}" for level, n in counts.items()) + ".")


def levers(console: Console, rows: Iterable[LeverRow]) -> None:
    """Show every assumption with its value, range and meaning, by group."""
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            console.print(f"\n[bold]{group}[/]")
        place = f" ({row.municipality})" if row.municipality else ""
        value = f" = {row.value}" if row.value else ""
        lines(console, (f"{row.key}{place}{value} {row.unit}",))
        console.print(f"    {row.meaning} Grenzen: {row.bounds}; werkt: {row.works}.", markup=False)


def variables(console: Console, known: Iterable[Variable]) -> None:
    """Show every variable of the results table."""
    for variable in known:
        console.print(f"{variable.name} ({variable.unit}, {variable.kind})", markup=False)
        console.print(f"    {variable.meaning}", markup=False)


#: Series whose reasons are shown on the screen; the table of reasons has them all.
_SHOWN = 20


def series(console: Console, told: Foretold) -> None:
    """Show per series why its forecast is what it is, and what needs attention."""
    pairs = list(zip(told.series, told.outlooks, strict=True))
    for given, one in pairs[:_SHOWN]:
        lines(console, (f"{given.series_id} (t/m {given.origin}): {one.weights.reason}.",))
        share = dutch_number(100 * float(one.chance[-1]))
        if one.widths[0, -1] > 0:
            lines(console, (f"    {one.curve.note(len(one.months))}; op die afstand is {share} % "
                            "van de onzekerheid toeval en de rest twijfel aan het model.",))
        lines(console, (f"    ▲ {note}" for note in one.notes))
    if len(pairs) > _SHOWN:
        lines(console, (f"… en nog {dutch_number(len(pairs) - _SHOWN)} reeksen.",))
    lines(console, (f"{dutch_number(len(pairs))} ramingen; {dutch_number(told.made)} schattingen "
                    f"gemaakt, {dutch_number(told.found)} uit een eerdere keer.",))


def lines(console: Console, told: Iterable[str]) -> None:
    """Show lines of text as they are."""
    for line in told:
        console.print(line, markup=False, soft_wrap=True)


def problems(console: Console, found: Sequence[Problem]) -> None:
    """Show everything that must be mended, and that nothing was written."""
    for problem in found:
        console.print(f"{problem.where}: {problem.what}", markup=False, soft_wrap=True)
        if problem.hint:
            console.print(f"    → {problem.hint}", markup=False, soft_wrap=True)
    count = "1 probleem" if len(found) == 1 else f"{len(found)} problemen"
    console.print(f"{count}; er is niets geschreven of gewijzigd.")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for name in columns:
        table.add_column(name, justify="right" if name.isdigit() else "left", overflow="fold")
    return table
