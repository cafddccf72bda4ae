"""Sheet Brug: from the first scenario to each of the others, by cause and municipality."""

from __future__ import annotations

from forecast.outputs.bridges import Bridge
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.figures import Figures, labels
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import FIRST, Layout
from forecast.outputs.workbook.people_lines import Formula, Item, Part, Rows, added
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Brug"
STATE = "totaal.rijkskaders"
#: Causes that a sentence names.
_NAMED = 3


def enter(layout: Layout, sheet: Sheet, figures: Figures, row: int) -> int:
    """Write the steps of every bridge on sheet Volumes; return the next row."""
    report = layout.report
    for bridge in report.bridges:
        number = _number(layout, bridge.other)
        for at, step in enumerate(bridge.steps):
            for area in report.areas:
                names = report.municipalities if area == report.whole else (area,)
                values = [sum(step.amounts[name][i] for name in names)
                          for i in range(len(report.years))]
                labels(layout, sheet, row, area, f"Brug: {step.label}", number, "eur")
                sheet.put(row, FIRST - 1, None, "leeg")
                figures.rows[number, area, f"brug|{at}"] = sheet.row(
                    row, FIRST, values, "run", "eur")
                row += 1
    return row


def _number(layout: Layout, name: str) -> int:
    return next(n for n, s in enumerate(layout.report.scenarios) if s.name == name)


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Brug: waarom een scenario anders uitkomt",
               "Saldo van de drie rijkskaders, middenpad. Elke oorzaak krijgt haar gemiddelde "
               "effect over alle volgordes (Shapley), dus de volgorde doet er niet toe.")
    top = page.row - 2
    page.row += 1
    texts = []
    for number, bridge in enumerate(report.bridges):
        for area in (report.whole, *report.municipalities):
            page.area(area, (_part(page, bridge, area),), new_page=(
                area == report.whole and number > 0))
        texts.append(_words(page, bridge))
    text = texts[0]
    for more in texts[1:]:
        text = text & " " & more
    page.sentence(text, top)
    page.end()


def _part(page: PeopleSheet, bridge: Bridge, area: str) -> Part:
    number, chosen = _number(page.layout, bridge.other), page.chosen
    first, other = (page.layout.scenario_name(n) for n in (0, number))

    def saldo(scenario: int) -> Formula:
        return lambda rows, i: chosen.money.rows[scenario, area, STATE][i]

    def step(at: int) -> Formula:
        return lambda rows, i: chosen.figures.rows[number, area, f"brug|{at}"][i]

    start, names = f"{number}.begin", [f"{number}.{at}" for at in range(len(bridge.steps))]
    return Part(f"van {first} naar {other}", (
        Item(start, f"Saldo: {first}", "euro", "eur", saldo(0)),
        *(Item(name, step_.label, "euro", "eur", step(at), words=_short(step_.keys))
          for at, (name, step_) in enumerate(zip(names, bridge.steps, strict=True))),
        Item(f"{number}.einde", f"Saldo: {other}", "euro", "eur", added(start, *names),
             role="subtotaal"),
        Item(f"{number}.budget", f"Saldo op Budget: {other}", "euro", "eur", saldo(number)),
        Item(f"{number}.rest", "Niet verklaard", "euro", "eur", _left(page, number),
             words="Nul in de run. Na een wijziging op Aannames: wat de oorzaken van de run niet "
             "meer verklaren; draai dan opnieuw."),
    ))


def _left(page: PeopleSheet, number: int) -> Formula:
    def make(rows: Rows, i: int) -> Node:
        left = rows.at(f"{number}.budget", i) - rows.at(f"{number}.einde", i)
        noise = f.absolute(left).below(page.chosen.limit(register.SLACK))
        return f.when(noise, 0, left)

    return make


def _short(keys: tuple[str, ...]) -> str:
    """Return the assumptions that differ, as far as a line has room."""
    shown = ", ".join(keys[:_NAMED])
    return shown if len(keys) <= _NAMED else f"{shown} en nog {len(keys) - _NAMED}"


def _words(page: PeopleSheet, bridge: Bridge) -> Node:
    """Return the largest causes in a sentence; every amount is a sum of cells of the sheet."""
    number = _number(page.layout, bridge.other)
    rows = page.rows[page.layout.report.whole]
    if not bridge.steps:
        return literal(f"{page.layout.scenario_name(number)}: geen verschil.")

    def total(at: int) -> Node:
        cells = rows[f"{number}.{at}"].years
        return f.total(cells[0], cells[-1], [c.number for c in cells])

    ranked = sorted(range(len(bridge.steps)), key=lambda at: -abs(bridge.steps[at].total()))
    everything = f.add_up([total(at) for at in range(len(bridge.steps))])
    text = (literal(f"{page.layout.scenario_name(number)}: € ") & f.dutch_millions(everything)
            & " mln " & f.when(everything.below(0), "ongunstiger", "gunstiger") & " door ")
    for place, at in enumerate(ranked[:_NAMED]):
        amount = total(at)
        text = text & (", " if place else "") & bridge.steps[at].label & " (" & f.when(
            amount.below(0), "−", "+") & f.dutch_millions(amount) & ")"
    return text & "."
