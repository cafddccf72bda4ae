"""Sheet Aannames: the scenario chooser and the register of every assumption."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from forecast.outputs.report import Assumption
from forecast.outputs.safe_text import defined_name
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import FIRST, Layout
from forecast.outputs.workbook.styles import shown_unit, unit_format
from forecast.outputs.workbook.wrapping import height_of
from forecast.words import dutch_number

NAMES = {
    register.EXIT: "Uitstroomcorrectie", register.GREEN: "Grens_groen",
    register.ORANGE: "Grens_oranje", register.BALANCE: "Grens_saldo",
    register.STEP: "Stap_gevoeligheid", register.SLACK: "Tolerantie",
    register.FIXED: "Verdeling_vast",
    "buig.prijs.allin": "Prijs_uitkering", "buig.prijs.groei": "Prijs_groei",
    "buig.budget.definitief": "Budget",
}
#: Widths of the columns whose texts wrap.
_CODE, _MEANING, _WHERE, _UNIT, _SOURCE, _NOTE = 29.0, 46.0, 19.0, 17.0, 16.0, 62.0
_LIVE, _RUN = "rekent direct mee", "nieuwe run nodig"


@dataclass
class Inputs:
    """References to everything on the sheet, for the sheets that calculate with it."""

    years: list[Node] = field(default_factory=list)
    number: Node | None = None
    choice: Node | None = None
    titles: list[Node] = field(default_factory=list)
    labels: list[Node] = field(default_factory=list)
    status: dict[tuple[str, str, int | None], Node] = field(default_factory=dict)
    cells: dict[tuple[str, str, int | None], list[Node]] = field(default_factory=dict)
    named: dict[str, Node] = field(default_factory=dict)
    changed_live: Node | None = None
    changed_run: Node | None = None

    def status_of(self, key: str, area: str, scenario: int) -> Node | None:
        """Return what a value rests on, found as `find` finds the value."""
        for place in (area, ""):
            for number in (scenario, None):
                found = self.status.get((key, place, number))
                if found is not None:
                    return found
        return None

    def find(self, key: str, area: str, scenario: int, year: int | None) -> Node | None:
        """Return the live cell of a key, or None: own municipality first, own scenario first.

        `year` counts from 0; None for a value that holds for all years.
        """
        for place in (area, ""):
            for number in (scenario, None):
                found = self.cells.get((key, place, number))
                if found and (len(found) == 1 or year is not None):
                    return found[0].fixed() if len(found) == 1 else found[year or 0]
        return None


def write(layout: Layout) -> Inputs:
    """Write the sheet; return the references."""
    sheet, report = layout.sheets["Aannames"], layout.report
    last, run = layout.last, layout.last + 6
    sheet.heading(
        "Aannames", "Gele cellen mag u wijzigen. 'Rekent direct mee' werkt meteen door in alle "
        "euro's; bij 'nieuwe run nodig' verandert er pas iets na een nieuwe run.", None, last + 5,
    )
    inputs = Inputs()
    head = _scenarios(layout, sheet, inputs)
    _header(layout, sheet, inputs, head)
    row = head + 1
    flags: list[tuple[bool, Node]] = []
    part: bool | None = None
    for entry in register.rows(report):
        if entry.live is not part:
            part = entry.live
            words = "Rekent direct mee in deze werkmap" if part else "Werkt pas na een nieuwe run"
            if not part:
                sheet.excel.row_breaks.append(Break(id=row - 1))
            sheet.put(row, 1, words, "blok")
            sheet.height(row, 22)
            row += 1
        flags.append((entry.live, _row(layout, sheet, inputs, row, entry, run)))
        row += 1
    end = row - 1
    inputs.changed_live, inputs.changed_run = _changes(layout, sheet, flags, (head, end, run))
    notes = (
        "Ondergrens en bovengrens zijn P10 en P90: met 80% kans ligt de waarde daartussen; zij "
        "gaan zo de trekkingen in.", "De kolommen rechts van de toelichting bewaren de waarde in "
        "deze run; zo ziet de werkmap wat u veranderde.",
    )
    for i, note in enumerate(notes):
        sheet.put(end + 2 + i, 1, note, "ondertitel")
    years = [10.5] * len(report.years)
    sheet.widths(_CODE, _MEANING, _WHERE, _UNIT, 11, *years, 11, 17, 9, _SOURCE, _NOTE, *years, 9)
    sheet.finish(end + 3, last + 5, titles=head, freeze=f"C{head + 1}")
    return inputs


def _scenarios(layout: Layout, sheet: Sheet, inputs: Inputs) -> int:
    """Write the chooser with its list; return the row of the table's header."""
    scenarios = layout.report.scenarios
    first, last = 5, 4 + len(scenarios)
    for i, s in enumerate(scenarios):
        sheet.put(first + i, 1, f"scenario {i + 1}", "kort")
        inputs.titles.append(sheet.put(first + i, 2, s.title, "label").fixed())
        inputs.labels.append(sheet.put(first + i, 3, s.label, "kort").fixed())
    sheet.put(4, 1, "Gekozen scenario ▸", "label_vet")
    choice = sheet.put(4, 2, scenarios[0].title, "keuze")
    sheet.put(4, 3, "◂ kies uit de lijst", "ondertitel")
    listed = DataValidation(
        type="list", formula1=f"$B${first}:$B${last}", allow_blank=False, showErrorMessage=True,
        errorTitle="Scenario", error="Kies een van de scenario's uit de lijst.",
    )
    sheet.excel.add_data_validation(listed)
    listed.add("B4")
    inputs.choice = layout.book.name("Scenario_keuze", choice)
    sheet.put(4, FIRST - 1, "nr", "kort")
    number = f.match(inputs.choice, sheet.block((first, 2), (last, 2)))
    inputs.number = layout.book.name("Scenario_nr", sheet.put(4, FIRST, number, "reken", "jaar"))
    return last + 1


def _header(layout: Layout, sheet: Sheet, inputs: Inputs, head: int) -> None:
    last = layout.last
    sheet.row(head, 1, ("Code", "Aanname", "Geldt voor", "Eenheid"), "kop_links")
    sheet.put(head, FIRST - 1, "Ondergrens (P10)", "kop_getal")
    inputs.years = sheet.row(head, FIRST, layout.report.years, "kop_getal", "jaar")
    sheet.put(head, last + 1, "Bovengrens (P90)", "kop_getal")
    sheet.put(head, last + 2, "Soort", "kop_in")
    sheet.row(head, last + 3, ("Status", "Bron", "Toelichting"), "kop_links")
    run = [f"in deze run {y}" for y in layout.report.years]
    sheet.row(head, last + 6, [*run, "anders"], "kop_geweest")
    sheet.height(head, 30)


def _row(
    layout: Layout, sheet: Sheet, inputs: Inputs, row: int, entry: register.Row, run: int
) -> Node:
    """Write one assumption; return the cell that says whether it was changed."""
    a, last = entry.assumption, layout.last
    where = [a.municipality or ("alle gemeenten" if len(layout.report.municipalities) > 1 else "")]
    if entry.scenario is not None:
        where = [a.municipality, layout.scenario_name(entry.scenario)]
    sheet.put(row, 1, a.key, "kort")
    sheet.put(row, 2, a.meaning, "tekst")
    place = " – ".join(filter(None, where))
    sheet.put(row, 3, place, "tekst")
    sheet.put(row, 4, shown_unit(a.unit), "kort")
    form = _format(a)
    for column, bound in ((5, a.low), (last + 1, a.high)):
        sheet.put(row, column, bound, "leeg" if bound is None else "run", form)
    values = a.values or (None,)
    cells = sheet.row(row, FIRST, values, "invoer", form)
    kept = sheet.row(row, run, values, "run", form)
    for i in range(len(values), len(layout.report.years)):
        sheet.put(row, FIRST + i, None, "leeg")
        sheet.put(row, run + i, None, "leeg")
    same = [c.equals(k) for c, k in zip(cells, kept, strict=True)]
    test = same[0] if len(same) == 1 else f.all_of(*same)
    changed = sheet.put(row, run + len(layout.report.years), f.when(test, 0, 1), "reken", "jaar")
    kind = _LIVE if entry.live else _RUN
    word = "▲ gewijzigd" if entry.live else "▲ nieuwe run"
    sheet.put(row, last + 2, f.when(changed.equals(0), kind, word), "reken_links")
    status, *_ = sheet.row(row, last + 3, (a.status, a.source), "kort")
    sheet.put(row, last + 5, a.note, "toelichting")
    sheet.height(row, height_of(
        (a.key, _CODE, 9), (a.meaning, _MEANING, 10), (place, _WHERE, 10), (a.unit, _UNIT, 9),
        (a.source, _SOURCE, 9), (a.note, _NOTE, 9)))
    # what the reader puts in is the reader's own figure, whatever stood there before
    inputs.status[a.key, a.municipality, entry.scenario] = f.when(
        changed.equals(0), status, "eigen invoer")
    _validate(sheet, a, cells, row)
    if entry.live:
        inputs.cells[a.key, a.municipality, entry.scenario] = cells
        _name(
            layout, inputs, entry, cells, sheet.block((row, FIRST), (row, FIRST + len(cells) - 1))
        )
    return changed


def _format(a: Assumption) -> str:
    known = [abs(v) for v in a.values if v is not None]
    small = bool(known) and a.unit == "eur" and max(known) < 1
    return "getal3" if small else unit_format(a.unit)


def _validate(sheet: Sheet, a: Assumption, cells: list[Node], row: int) -> None:
    if a.minimum is None or a.maximum is None:
        return
    rule = DataValidation(
        type="decimal", operator="between", formula1=repr(float(a.minimum)),
        formula2=repr(float(a.maximum)), allow_blank=True, showErrorMessage=True,
        errorTitle="Buiten de grenzen",
        error=f"Geef een getal van {_bound(a.minimum)} tot en met {_bound(a.maximum)}.",
    )
    sheet.excel.add_data_validation(rule)
    first = sheet.excel.cell(row, FIRST).coordinate
    end = sheet.excel.cell(row, FIRST + len(cells) - 1).coordinate
    rule.add(f"{first}:{end}")


def _bound(value: float) -> str:
    """Return a bound in Dutch notation: ``0,25``, ``10.000.000.000``."""
    return dutch_number(value, 4, trim=True)


def _name(
    layout: Layout, inputs: Inputs, entry: register.Row, cells: list[Node], block: f.Block
) -> None:
    """Name the input: the key in a form that Excel accepts, with municipality and scenario."""
    a = entry.assumption
    parts = [a.municipality] if a.municipality else []
    if entry.scenario is not None:
        parts.append(f"s{entry.scenario + 1}")
    base = NAMES.get(a.key, defined_name("Invoer", a.key))
    name = defined_name(base, "_".join(parts)) if parts else base
    taken = layout.book.excel.defined_names
    while name in taken:  # two municipalities whose names differ only in signs
        name += "_2"
    found = layout.book.name(name, block.node())
    if a.key in NAMES and not parts and len(cells) == 1:
        inputs.named[a.key] = Node(cells[0].value, found.pieces)


def _changes(
    layout: Layout, sheet: Sheet, flags: list[tuple[bool, Node]], place: tuple[int, int, int]
) -> tuple[Node, Node]:
    """Write how many inputs differ from the run, of both kinds, above the table."""
    column = place[2] + len(layout.report.years)
    found = []
    for i, live in enumerate((True, False)):
        cells = [cell for is_live, cell in flags if is_live is live]
        count = f.total(cells[0], cells[-1], [c.number for c in cells]) if cells else 0.0
        label = "gewijzigd, rekent direct mee" if live else "gewijzigd, nieuwe run nodig"
        sheet.put(4 + i, place[2], label, "ondertitel")
        found.append(sheet.put(4 + i, column, count, "reken", "jaar"))
    return layout.book.name("Gewijzigd_direct", found[0]), layout.book.name(
        "Gewijzigd_run", found[1]
    )
