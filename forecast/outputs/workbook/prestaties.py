"""Sheet Prestaties: every agreed result with its odds, counted otherwise, and what to promise next.

Every number is a figure of the run for the chosen scenario, or a formula on numbers of this sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from forecast.outputs.groups import Target
from forecast.outputs.report import Uncounted
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import promises as promised
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.people_sheet import PeopleSheet
from forecast.outputs.workbook.target_page import (
    CHANCE, GAP, HEADS, LABEL, MIDDLE, NORM, Numbers, SCORE, TargetPage, UNIT, WAY, WIDTHS,
    WITH_50, WITH_70, WITH_90, WORDS, WORDS_WIDTH, Words, form_of, gap, unit_of,
)
from forecast.outputs.workbook.wrapping import height_of
from forecast.words import dutch_number

TITLE = "Prestaties"


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    found = TargetPage(page)
    scenario = page.layout.report.scenarios[0]
    found.sheet.heading(
        "Prestaties: wat is afgesproken en hoe zeker het is",
        "Gekozen scenario. De kans is het deel van de trekkingen dat de afspraak haalt. 'Met 70% "
        "kans': zoveel of beter (bij 'ten hoogste': zoveel of minder).", None, WORDS)
    found.sheet.widths(*WIDTHS)
    for area in (found.whole, *found.places):
        _agreed(found, area, [t for t in scenario.targets if t.area == area])
    whole = [t for t in scenario.targets if t.area == found.whole]
    promises = scenario.promises
    if promises is not None and promises.at_least:
        _together(found, promises.targets[0], len(promises.at_least))
    _recounts(found, [t for t in whole if t.recounts])
    _gross(found, [t for t in whole if t.gross is not None])
    if promises is not None:
        promised.write(found, promises)
    _definitions(found, whole, page.layout.report.uncounted)
    found.sheet.finish(found.row - 1, WORDS, titles=1, freeze="C4")


def _agreed(page: TargetPage, area: str, targets: Sequence[Target]) -> None:
    if not targets:
        return
    page.head(f"{area}: afspraken", HEADS, 42)
    for one in targets:
        form = form_of(one.unit)
        numbers: Numbers = {
            MIDDLE: (page.figure(area, one, "expected"), "reken", form),
            **{column: (page.figure(area, one, field), "reken", form) for column, field in (
                (WITH_50, "with_50"), (WITH_70, "with_70"), (WITH_90, "with_90"))}}
        words: Words = "alleen inzicht: geen norm afgesproken"
        if one.norm is not None:
            numbers |= {NORM: (page.figure(area, one, "norm"), "reken", form),
                        CHANCE: (page.figure(area, one, "chance"), "reken", "kans"),
                        GAP: (gap, "reken", form), SCORE: (page.score, "reken", "getal")}
            words = page.verdict
        cells = page.line(f"{one.label}, {one.year}", unit_of(one.unit), numbers, words,
                          "ten minste" if one.least else "ten hoogste")
        page.expected[area, one.key] = cells[MIDDLE]
    page.row += 1


def _together(page: TargetPage, first: Target, count: int) -> None:
    page.head(f"{page.whole}: hoeveel afspraken tegelijk", ("", "", "", "", "kans", ""))
    for k in range(1, count + 1):
        page.line(f"{k} of meer van {count}", "kans", {
            CHANCE: (page.figure(page.whole, first, f"samen|{k}"), "reken", "kans")},
            "in dezelfde trekkingen, dus met hun samenhang" if k == 1 else "")
    page.row += 1


def _recounts(page: TargetPage, targets: Sequence[Target]) -> None:
    if not targets:
        return
    page.head(f"{page.whole}: dezelfde uitkomst anders geteld",
              ("", "afgesproken", "middenpad", "verschil", "kans", "Wat het scheidt"))
    for one in targets:
        start = page.expected[page.whole, one.key]
        page.line(f"{one.label}, {one.year}", unit_of(one.unit),
                  {MIDDLE: (start, "reken", form_of(one.unit))}, "zoals afgesproken", bold=True)
        for i, other in enumerate(one.recounts):
            parts = [start]
            for j, (words, _) in enumerate(other.steps):
                # a step from one unit to another is in neither
                unit = unit_of(one.unit) if other.unit == one.unit else ""
                cell = page.line(f"   {words}", unit, {MIDDLE: (
                    page.figure(page.whole, one, f"anders{i}|{j}"), "reken", form_of(one.unit))})
                parts.append(cell[MIDDLE])
            numbers: Numbers = {MIDDLE: (f.add_up(parts), "subtotaal", form_of(other.unit))}
            if other.norm is not None:
                norm, chance = (page.figure(page.whole, one, f"anders{i}|{field}")
                                for field in ("norm", "kans"))
                numbers |= {NORM: (norm, "reken", form_of(other.unit)),
                            CHANCE: (chance, "reken", "kans"),
                            GAP: (gap, "reken", form_of(other.unit))}
            page.line(other.title, unit_of(other.unit), numbers, other.definition, bold=True)
    page.row += 1


def _gross(page: TargetPage, targets: Sequence[Target]) -> None:
    if not targets:
        return
    page.head(f"{page.whole}: bruto en netto", ("", "", "middenpad", ""))
    for one in targets:
        if one.gross is None:
            continue

        def flow(label: str, field: str, one: Target = one) -> Node:
            return page.line(label, "personen", {MIDDLE: (
                page.figure(page.whole, one, field), "reken", "getal1")})[MIDDLE]

        begin = flow(f"{one.label}: 31 december {one.year - 1}", "begin")
        gained = [flow(f"   + {words}", f"bij|{j}")
                  for j, (words, _) in enumerate(one.gross.gained)]
        lost = [flow(f"   − {words}", f"af|{j}") for j, (words, _) in enumerate(one.gross.lost)]
        net = f.add_up([*gained, *(-cell for cell in lost)])
        if any(abs(t.gross.rest) > 1e-6 for t in targets if t.gross is not None):
            net = net + flow("   overig", "rest")
        page.line(f"{one.label}: 31 december {one.year}", "personen",
                  {MIDDLE: (begin + net, "subtotaal", "getal1"), GAP: (net, "reken", "getal1")},
                  "in kolom verschil: netto", bold=True)
    page.row += 1


def _definitions(
    page: TargetPage, targets: Sequence[Target], uncounted: Sequence[Uncounted]
) -> None:
    sheet = page.sheet
    sheet.put(page.row, LABEL, "Wat telt mee", "kop_links")
    sheet.put(page.row, UNIT, "bron", "kop_links")
    sheet.put(page.row, WAY, "Definitie en vergelijking", "kop_in")
    for column in range(NORM, WORDS + 1):
        sheet.put(page.row, column, None, "kop_in")
    sheet.merge(page.row, WAY, WORDS)
    page.row += 1
    told = [(one.label, one.source,
             " ".join(x for x in (one.definition, one.note, _against(one)) if x))
            for one in targets]
    told += [(one.label, one.source, one.definition) for one in uncounted]
    for label, source, text in told:
        sheet.put(page.row, LABEL, label, "label")
        sheet.put(page.row, UNIT, source or None, "label_licht")
        sheet.put(page.row, WAY, text, "kort_in")
        for column in range(NORM, WORDS + 1):
            sheet.put(page.row, column, None, "kort_in")
        sheet.merge(page.row, WAY, WORDS)
        sheet.height(page.row, height_of((label, WIDTHS[0], 10), (text, WORDS_WIDTH, 9)))
        page.row += 1


def _against(one: Target) -> str:
    mark = one.benchmark
    if mark is None:
        return ""
    return f"Vergelijking: {mark.words} {dutch_number(mark.value, 1, trim=True)} ({mark.source})."
