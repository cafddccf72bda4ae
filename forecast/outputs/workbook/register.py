"""Which assumptions the workbook shows, for which scenarios, and which of them are live cells.

An assumption is live only when the budget's own formulas use exactly this value; a cell that can
be typed in but changes nothing would be the worst mistake of a glass box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forecast.outputs.report import Assumption, Report
from forecast.outputs.workbook.layout import leaves, named_parts

#: A user's own budgets; they replace share × macro in the formulas, so they are always live.
ENTERED = ("buig.budget.definitief", "buig.budget.voorlopig")
#: Real budgets of the other frames: the line that takes them, their name, and what they replace.
FRAMES_ENTERED = {
    "wsw.budget": (
        "participatie.wsw.rijk", "Werkelijk budget voor de Wsw (integratie-uitkering)",
        "standaardeenheden × bedrag van het Rijk"),
    "uitvoering.budget": (
        "uitvoering.rijk", "Deel van de algemene uitkering voor de uitvoering",
        "uitkeringen een jaar eerder × vergoeding"),
    "gemeentelijk.budget": (
        "gemeentelijk.begroot", "Begroting van het gemeentelijke geld", "de lasten"),
}
GREEN, ORANGE, BALANCE = "verdict.grens_groen", "verdict.grens_oranje", "werkboek.grens_saldo"
EXIT, STEP = "werkboek.uitstroomcorrectie", "werkboek.stap_gevoeligheid"
SLACK, FIXED = "werkboek.tolerantie", "werkboek.verdeling_vast"
#: Keys that formulas of the workbook itself use.
OWN = (EXIT, GREEN, ORANGE, BALANCE, *ENTERED, *FRAMES_ENTERED, STEP, SLACK, FIXED)

_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """An assumption and the scenario it holds for (None: all of them)."""

    assumption: Assumption
    scenario: int | None
    live: bool


def rows(report: Report) -> list[Row]:
    """Return the rows of the register: live ones first, then those that need a new run."""
    found = [*_own(report), *_declared(report)]
    own_order = {key: i for i, key in enumerate(OWN)}
    order = list(dict.fromkeys(r.assumption.key for r in found))
    return sorted(found, key=lambda r: (
        not r.live, own_order.get(r.assumption.key, len(OWN)), order.index(r.assumption.key)))


def _own(report: Report) -> Iterator[Row]:
    """Yield what the workbook itself needs and the catalogue may not have."""
    years = len(report.years)
    declared = {(a.key, a.municipality) for a in report.scenarios[0].assumptions}
    nothing: tuple[float | None, ...] = (None,) * years
    general = (
        (EXIT, "Correctie op het aantal uitkeringen door meer uitstroom (plus = minder "
         "uitkeringen)", "aandeel", (0.0,) * years, -0.25, 0.25,
         "Eerste orde: schaalt het jaarvolume en rekent duureffecten niet opnieuw door; voor een "
         "echte doorrekening is een nieuwe run nodig."),
        (GREEN, "Kans op uitkomen vanaf waar het oordeel 'binnen budget' is", "kans", (0.7,),
         0.0, 1.0, ""),
        (ORANGE, "Kans op uitkomen vanaf waar het oordeel 'let op' is", "kans", (0.3,), 0.0, 1.0,
         ""),
        (BALANCE, "Saldo (deel van het budget) tot waar het oordeel 'let op' is", "aandeel",
         (-0.025,), -0.5, 0.0, "Alleen gebruikt als de kansen van de run niet meer gelden: 'let "
         "op' bij een saldo tussen deze grens en even ver boven nul, daaronder 'tekort', daarboven "
         "'binnen budget'."),
        (SLACK, "Grootste verschil dat een controle toelaat", "eur", (0.005,), 0.0, 1.0, ""),
        (FIXED, "Deel vast in de gemengde sleutel van de uitvoeringskosten", "aandeel", (0.5,), 0.0,
         1.0, "Blad Verdeling; verandert geen saldo."),
        (STEP, "Stap in de gevoeligheidstabel", "aandeel", (0.01,), 0.0, 0.2, ""),
    )
    for key, meaning, unit, values, least, most, note in general:
        if (key, "") not in declared:
            yield Row(
                Assumption(key, meaning, unit, "", values, None, None, least, most, True,
                           "aanname", "werkprognose", note), None, True,
            )
    meanings = ("Definitief BUIG-budget (vul in zodra bekend)",
                "Voorlopig BUIG-budget (vul in zodra bekend)")
    for key, meaning in zip(ENTERED, meanings, strict=True):
        for name in report.municipalities:
            if (key, name) not in declared:
                yield Row(
                    Assumption(key, meaning, "eur", name, nothing, None, None, 0.0, 1e10, True,
                               "aanname", "", "Leeg: het budget volgt uit aandeel × macrobudget."),
                    None, True,
                )
    known = {line.key for a in report.scenarios[0].accounts for line in a.lines}
    for key, (line, meaning, rule) in FRAMES_ENTERED.items():
        for name in report.municipalities:
            if line in known and (key, name) not in declared:
                yield Row(
                    Assumption(key, f"{meaning} (vul in zodra bekend)", "eur", name, nothing, None,
                               None, 0.0, 1e10, True, "aanname", "", f"Leeg: {rule}."),
                    None, True,
                )


def _declared(report: Report) -> Iterator[Row]:
    live = _live(report)
    gathered: dict[tuple[str, str], dict[int, Assumption]] = {}
    for number, scenario in enumerate(report.scenarios):
        for a in scenario.assumptions:
            if a.key in ENTERED or a.key in FRAMES_ENTERED:
                a = _by_year(a, len(report.years))
            gathered.setdefault((a.key, a.municipality), {})[number] = a
    for (key, _), by_scenario in gathered.items():
        versions = {(a.values, a.low, a.high) for a in by_scenario.values()}
        shared = len(versions) == 1 and len(by_scenario) == len(report.scenarios)
        chosen = list(by_scenario.items())[:1] if shared else by_scenario.items()
        for number, a in chosen:
            numbers = by_scenario if shared else (number,)
            good = key in OWN or all((n, key, a.municipality) in live for n in numbers)
            yield Row(a, None if shared else number, good)


def _by_year(a: Assumption, years: int) -> Assumption:
    """Return an entered budget with a cell for every year, also where it was given once."""
    if len(a.values) == years:
        return a
    return Assumption(
        a.key, a.meaning, a.unit, a.municipality, (None,) * years, a.low, a.high, a.minimum,
        a.maximum, a.direct, a.status, a.source, a.note,
    )


def _live(report: Report) -> set[tuple[int, str, str]]:
    """Return (scenario, key, municipality) of the values that the budget's formulas use as is."""
    used: set[tuple[int, str, str]] = set()
    missed: set[tuple[int, str, str]] = set()
    for number, scenario in enumerate(report.scenarios):
        register = {(a.key, a.municipality): a for a in scenario.assumptions}
        for account in scenario.accounts:
            for cell in leaves(account).values():
                name, area, year = named_parts(cell)
                a = register.get((name, area)) or register.get((name, ""))
                if a is None:
                    continue
                if len(a.values) > 1 and year not in report.years:
                    continue  # a dated value of before the run has no cell of its own
                value = value_in(a, report.years, year)
                same = value is not None and abs(value - float(cell.value)) < _SAME
                (used if same else missed).add((number, name, a.municipality))
    return used - missed


def value_in(a: Assumption, years: tuple[int, ...], year: int | None) -> float | None:
    """Return an assumption's value in a year, or its one value."""
    if len(a.values) == 1:
        return a.values[0]
    return a.values[years.index(year)] if year in years else None
