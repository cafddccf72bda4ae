"""Sheet Bijdrage: what the municipalities pay themselves, against every version of the budget."""

from __future__ import annotations

from forecast.outputs.budgeted import KINDS, VERSIONS
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.figures import Figures, labels
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import FIRST, TOTAL, Layout
from forecast.outputs.workbook.people_lines import Formula, Item, Part, Rows, added
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Bijdrage"
OWN = "totaal.bijdrage"
#: What a budgeted line is compared with, and what it is called.
LINES = {
    "bijdrage": (OWN, "bijdrage van de gemeente"), "buig": ("buig.saldo", "saldo BUIG"),
    "participatie": ("participatie.saldo", "saldo participatiebudget"),
    "uitvoering": ("uitvoering.saldo", "saldo uitvoering"),
    "gemeentelijk": ("gemeentelijk.saldo", "saldo gemeentelijk geld"),
}


def enter(layout: Layout, figures: Figures, row: int) -> int:
    """Write the budgeted amounts on sheet Volumes; return the next row."""
    sheet, report = layout.sheets["Volumes"], layout.report
    found: dict[tuple[str, str, str, str], dict[int, float]] = {}
    for one in report.budgeted:
        found.setdefault((one.area, one.line, one.version, one.kind), {})[one.year] = one.amount
    for (area, line, version, kind), amounts in sorted(found.items()):
        words = f"Begroting: {LINES[line][1]}, {VERSIONS[version]}, {kind}"
        labels(layout, sheet, row, area, words, 0, "eur")
        sheet.put(row, TOTAL, amounts.get(layout.past_year), "leeg_getal", "eur")
        cells = [amounts.get(year, 0.0) for year in report.years]
        figures.rows[0, area, _name(line, version, kind)] = sheet.row(
            row, FIRST, cells, "run", "eur")
        row += 1
    return row


def _name(line: str, version: str, kind: str) -> str:
    return f"begroting|{line}|{version}|{kind}"


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Bijdrage: wat de gemeenten zelf betalen, tegenover de begroting",
               "Gekozen scenario, middenpad. De bijdrage is wat de gemeente zelf uitgeeft, min het "
               "saldo van de drie rijkskaders. Wat de BOR boven intern werk kost, telt één keer.")
    top = page.row - 2
    page.row += 1
    for area in (report.whole, *report.municipalities):
        page.area(area, (_part(page, area), *_versions(page, area)), new_page=False)
    page.sentence(_sentence(page), top)
    page.end()


def _money(page: PeopleSheet, area: str, key: str) -> Formula:
    return lambda rows, i: page.chosen.money_in(area, key, i)


def _run(page: PeopleSheet, area: str, key: str) -> Formula:
    return lambda rows, i: page.chosen.run_in(area, key, i)


def _part(page: PeopleSheet, area: str) -> Part:
    def cost(name: str, label: str, key: str, words: str = "") -> Item:
        return Item(name, label, "euro", "eur", _money(page, area, key), words=words)

    return Part("bijdrage", (
        cost("eigen", "Eigen lasten: bijzondere bijstand, meedoen, bedrijfsvoering",
             "gemeentelijk.lasten"),
        cost("buig", "Saldo BUIG vóór vangnet", "buig.saldo", "Plus verlaagt de bijdrage."),
        cost("participatie", "Saldo participatiebudget", "participatie.saldo"),
        cost("uitvoering", "Saldo uitvoering", "uitvoering.saldo"),
        Item("bijdrage", "Bijdrage van de gemeente", "euro", "eur",
             added("eigen", "-buig", "-participatie", "-uitvoering"), role="subtotaal"),
        Item("bijdrage.budget", "Bijdrage op Budget", "euro", "eur", _money(page, area, OWN),
             equals="bijdrage"),
        Item("laag", "Met 80% kans ten minste", "euro", "eur", _run(page, area, f"{OWN}.p10"),
             words="Uitkomst van de run."),
        Item("hoog", "Met 80% kans ten hoogste", "euro", "eur", _run(page, area, f"{OWN}.p90"),
             words="Uitkomst van de run."),
    ))


def _versions(page: PeopleSheet, area: str) -> list[Part]:
    report, rows = page.layout.report, page.chosen.figures.rows
    names = report.municipalities if area == report.whole else (area,)
    parts = []
    for line, (key, words) in LINES.items():
        items: list[Item] = []
        for version, label in VERSIONS.items():
            known = [kind for kind in KINDS
                     if any((0, a, _name(line, version, kind)) in rows for a in names)]
            complete = all(any((0, a, _name(line, version, kind)) in rows for kind in KINDS)
                           for a in names)
            if not complete:  # half a budget would be compared with the whole forecast
                continue
            items += [
                Item(f"{line}.{version}.{kind}", f"{label.capitalize()}, {kind}", "euro", "eur",
                     _budgeted(page, names, _name(line, version, kind)))
                for kind in known]
            items += [
                Item(f"{line}.{version}.samen", f"{label.capitalize()}, samen", "euro", "eur",
                     added(*(f"{line}.{version}.{kind}" for kind in known)), role="subtotaal"),
                Item(f"{line}.{version}.verschil", f"Verwacht min {label}", "euro", "eur",
                     _difference(page, area, key, f"{line}.{version}.samen"),
                     words="Plus: de bijdrage wordt hoger dan begroot." if line == "bijdrage"
                     else "Plus: gunstiger dan begroot."),
            ]
        if items:
            parts.append(Part(f"{words} tegenover de begroting", tuple(items)))
    return parts


def _budgeted(page: PeopleSheet, names: tuple[str, ...], key: str) -> Formula:
    rows = page.chosen.figures.rows

    def make(_: Rows, i: int) -> Node:
        return f.add_up([rows[0, a, key][i] for a in names if (0, a, key) in rows])

    return make


def _difference(page: PeopleSheet, area: str, key: str, budget: str) -> Formula:
    def make(rows: Rows, i: int) -> Node:
        planned = rows.at(budget, i)
        return f.when(planned.equals(0), 0, page.chosen.money_in(area, key, i) - planned)

    return make


def _sentence(page: PeopleSheet) -> Node:
    rows = page.rows[page.layout.report.whole]
    year = page.chosen.inputs.years[0]
    text = ("In " & year & " betalen de gemeenten naar verwachting € "
            & f.dutch_millions(rows.at("bijdrage", 0)) & " mln zelf (met 80% kans tussen € "
            & f.dutch_millions(rows.at("laag", 0)) & " en € "
            & f.dutch_millions(rows.at("hoog", 0)) & " mln).")
    latest = next((v for v in reversed(VERSIONS) if f"bijdrage.{v}.verschil" in rows), None)
    if latest is None:
        return text & literal(" Er is nog geen begroting ingevuld: voeg tabel 'begroting' toe aan "
                              "de gegevensset, dan staat het verschil hier.")
    gap = rows.at(f"bijdrage.{latest}.verschil", 0)
    return (text & " Dat is € " & f.dutch_millions(gap) & " mln "
            & f.when(gap.below(0), "minder", "meer") & f" dan de {VERSIONS[latest]}.")
