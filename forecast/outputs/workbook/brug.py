"""Sheet Brug: from the first scenario to each of the others, by cause and municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecast.outputs.bridges import Bridge
from forecast.outputs.workbook import charts
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.charts import Frame
from forecast.outputs.workbook.figures import Figures, labels
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import FIRST, Layout
from forecast.outputs.workbook.people_lines import Formula, Item, Part, Rows, added
from forecast.outputs.workbook.people_sheet import PeopleSheet
from forecast.outputs.workbook.waterfall import BRIDGE, SECOND, STEP_HEADS, waterfall

TITLE = "Brug"
STATE = "totaal.rijkskaders"
#: Causes that a sentence names, if they are worth half a euro.
_NAMED, _CENTS = 3, 0.5
_EDITION, _START, _FRESH = "editie", "begin", "nieuw"
#: Rows that the chart takes.
_CHART_ROWS = 14


@dataclass(frozen=True)
class _Way:
    """A bridge as it stands on the sheet: its name there, where it starts and the scenario."""

    name: str
    bridge: Bridge
    scenario: int
    begin: str
    end: str


def _ways(layout: Layout) -> list[_Way]:
    """Return the bridge from the edition before, then those from the first scenario."""
    report, first = layout.report, layout.scenario_name(0)
    since = report.since
    found = [] if since is None else [
        _Way(_EDITION, since, 0, since.one, f"deze editie, scenario {first}")]
    for bridge in report.bridges:
        number = next(n for n, s in enumerate(report.scenarios) if s.name == bridge.other)
        found.append(_Way(str(number), bridge, number, first, layout.scenario_name(number)))
    return found


def enter(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    """Write the steps of every bridge on sheet Volumes; return the next row."""
    report = layout.report
    for way in _ways(layout):
        lines = [(str(at), f"Brug: {step.label}", step.amounts)
                 for at, step in enumerate(way.bridge.steps)]
        if way.name == _EDITION:
            lines.insert(0, (_START, f"Brug: saldo van {way.begin}", way.bridge.start))
        for area in report.areas:
            names = report.municipalities if area == report.whole else (area,)
            for at, label, amounts in lines:
                labels(layout, sheet, row, area, label, way.scenario, "eur")
                sheet.put(row, FIRST - 1, None, "leeg")
                figures.rows[way.scenario, area, f"brug|{way.name}|{at}"] = sheet.row(
                    row, FIRST, _by_year(report.years, way.bridge.years, amounts, names), "run",
                    "eur")
                row += 1
    return row


def _by_year(years: tuple[int, ...], shared: tuple[int, ...],
             amounts: Mapping[str, tuple[float, ...]], names: tuple[str, ...]) -> list[float]:
    """Return amounts by year; a year that the edition before did not have shows nil."""
    return [sum(amounts[name][shared.index(year)] for name in names) if year in shared else 0.0
            for year in years]


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Brug: waarom het anders uitkomt",
               "Saldo van de drie rijkskaders, middenpad. Elke oorzaak krijgt haar gemiddelde "
               "effect over alle volgordes (Shapley), dus de volgorde doet er niet toe.")
    top = page.row - 2
    page.row += 1
    texts, ways, chart = [], _ways(page.layout), page.row
    drawn = next((way for way in ways if way.bridge.steps), None)
    page.row += 0 if drawn is None else _CHART_ROWS
    for number, way in enumerate(ways):
        for area in (report.whole, *report.municipalities):
            page.area(area, (_part(page, way, area),), new_page=(
                area == report.whole and number > 0))
        texts.append(_words(page, way))
    text = texts[0]
    for more in texts[1:]:
        text = text & " " & more
    page.sentence(text, top)
    if drawn is not None:
        _draw(page, drawn, chart)
    page.end()


def _draw(page: PeopleSheet, way: _Way, row: int) -> None:
    """Draw the waterfall of the first bridge: the whole, all years together."""
    rows, data = page.rows[page.layout.report.whole], page.layout.sheets["Grafiekdata"]

    def total(name: str) -> Node:
        cells = rows[f"{way.name}.{name}"].years
        return f.total(cells[0], cells[-1], [c.number for c in cells])

    steps: list[tuple[Node | str, Node]] = [(way.begin, total(_START))]
    steps += [(step.label, total(str(at))) for at, step in enumerate(way.bridge.steps)]
    if f"{way.name}.{_FRESH}" in rows:
        steps.append(("Nieuw jaar", total(_FRESH)))
    data.row(SECOND - 1, BRIDGE, STEP_HEADS, "kop")
    span, _ = waterfall(data, SECOND, steps, way.end)
    charts.bridge(data, page.sheet, Frame(
        row, 0.0, 1.0, 6.6, f"Van {way.begin} naar {way.end}: saldo over alle jaren, in miljoenen "
        "euro", f"Watervalgrafiek van {way.begin} naar {way.end}, oorzaak voor oorzaak. De "
        "cijfers staan op blad Grafiekdata."), span, BRIDGE)


def _part(page: PeopleSheet, way: _Way, area: str) -> Part:
    chosen, steps, number = page.chosen, way.bridge.steps, way.scenario

    def saldo(scenario: int) -> Formula:
        return lambda rows, i: chosen.money.rows[scenario, area, STATE][i]

    def step(at: str) -> Formula:
        return lambda rows, i: chosen.figures.rows[number, area, f"brug|{way.name}|{at}"][i]

    def fresh(rows: Rows, i: int) -> Node:
        return literal(0.0) if years[i] in way.bridge.years else saldo(number)(rows, i)

    years, first = page.layout.report.years, f"{way.name}.{_START}"
    items = [Item(first, f"Saldo: {way.begin}", "euro", "eur",
                  step(_START) if way.name == _EDITION else saldo(0))]
    items += [Item(f"{way.name}.{at}", one.label, "euro", "eur", step(str(at)),
                   words=_short(one.keys)) for at, one in enumerate(steps)]
    if set(years) > set(way.bridge.years):
        items.append(Item(f"{way.name}.{_FRESH}", "Jaar dat de vorige editie niet had", "euro", "eur",
                          fresh))
    names = [item.name for item in items]
    return Part(f"van {way.begin} naar {way.end}", (
        *items,
        Item(f"{way.name}.einde", f"Saldo: {way.end}", "euro", "eur", added(*names),
             role="subtotaal"),
        Item(f"{way.name}.budget", f"Saldo op Budget: {way.end}", "euro", "eur", saldo(number)),
        Item(f"{way.name}.rest", "Niet verklaard", "euro", "eur", _left(page, way.name),
             words="Nul in de run. Na een wijziging op Aannames: wat de oorzaken van de run niet "
             "meer verklaren; draai dan opnieuw."),
    ))


def _left(page: PeopleSheet, name: str) -> Formula:
    def make(rows: Rows, i: int) -> Node:
        left = rows.at(f"{name}.budget", i) - rows.at(f"{name}.einde", i)
        noise = f.absolute(left).below(page.chosen.limit(register.SLACK))
        return f.when(noise, 0, left)

    return make


def _short(keys: tuple[str, ...]) -> str:
    """Return the assumptions that differ, as far as a line has room."""
    shown = ", ".join(keys[:_NAMED])
    return shown if len(keys) <= _NAMED else f"{shown} en nog {len(keys) - _NAMED}"


def _words(page: PeopleSheet, way: _Way) -> Node:
    """Return the largest causes in a sentence; every amount is a sum of cells of the sheet."""
    steps, rows = way.bridge.steps, page.rows[page.layout.report.whole]
    opening = f"Sinds {way.begin}" if way.name == _EDITION else way.end

    def total(at: int) -> Node:
        cells = rows[f"{way.name}.{at}"].years
        return f.total(cells[0], cells[-1], [c.number for c in cells])

    ranked = sorted((at for at, step in enumerate(steps) if abs(step.total()) >= _CENTS),
                    key=lambda at: -abs(steps[at].total()))
    if not ranked:
        return literal(f"{opening}: geen verschil.")
    everything = f.add_up([total(at) for at in range(len(steps))])
    text = (literal(f"{opening}: € ") & f.dutch_millions(everything)
            & " mln " & f.when(everything.below(0), "ongunstiger", "gunstiger") & " door ")
    for place, at in enumerate(ranked[:_NAMED]):
        amount = total(at)
        text = text & (", " if place else "") & steps[at].label & " (" & f.when(
            amount.below(0), "−", "+") & f.dutch_millions(amount) & ")"
    return text & "."
