"""The blocks of sheet Prestaties about what to promise next, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from forecast.outputs.promises import Path, Promises, Proposal
from forecast.outputs.workbook.target_page import (
    CHANCE,
    MIDDLE,
    NORM,
    NUMBERS,
    WITH_50,
    WITH_70,
    WITH_90,
    TargetPage,
    form_of,
    unit_of,
)
from forecast.periods import MONTH_NAMES


def write(page: TargetPage, promises: Promises) -> None:
    """Write the proposals, their split over the municipalities, and the paths of this year."""
    _offers(page, promises.proposals)
    _splits(page, promises.proposals)
    _paths(page, promises.paths)


def _offers(page: TargetPage, proposals: Sequence[Proposal]) -> None:
    if not proposals:
        return
    page.head(f"{page.whole}: voorstel voor {proposals[0].year}",
              ("", "", "getal", "", "kans", "met 50% kans", "met 70% kans", "met 90% kans", "",
               "Argument"))
    for one in proposals:
        form, target = form_of(one.target.unit), one.target
        page.line(f"{target.label}, {one.year}", unit_of(target.unit), {
            column: (page.figure(page.whole, target, f"volgend|{field}"), "reken", form)
            for column, field in ((WITH_50, "50"), (WITH_70, "70"), (WITH_90, "90"))},
            f"{one.argument}.", "ten minste" if target.least else "ten hoogste", bold=True)
        for i, offer in enumerate(one.offers):
            page.line(f"   {offer.words}", unit_of(target.unit), {
                MIDDLE: (page.figure(page.whole, target, f"aanbod{i}"), "reken", form),
                CHANCE: (page.figure(page.whole, target, f"aanbod{i}|kans"), "reken", "kans")},
                page.verdict)
    page.row += 1


def _splits(page: TargetPage, proposals: Sequence[Proposal]) -> None:
    shown = [one for one in proposals if len(one.split) > 1]
    if not shown:
        return
    first = shown[0]
    page.head("Verdeling over de gemeenten", (
        "", f"norm {first.target.year}", f"{first.year}, met 70% kans", ""))
    for one in shown:
        form = form_of(one.target.unit)
        for area in one.split:
            page.line(f"{one.target.label}: {area}", unit_of(one.target.unit), {
                NORM: (page.figure(area, one.target, "deel|nu"), "reken", form),
                MIDDLE: (page.figure(area, one.target, "deel|straks"), "reken", form)},
                "" if area != next(iter(one.split)) else (
                    "percentage: eigen mediaan" if one.target.unit.startswith("%")
                    else "naar eigen mediaan; wat per gemeente is afgesproken staat vast"))
    page.row += 1


def _paths(page: TargetPage, paths: Sequence[Path]) -> None:
    for begin in range(0, len(paths), NUMBERS - 1):
        shown = paths[begin:begin + NUMBERS - 1]
        page.head(f"{page.whole}: pad van {shown[0].target.year}, middelste uitkomst",
                  ("", *(_short(p) for p in shown), ""), 78)
        for m, month in enumerate(MONTH_NAMES):
            page.line(f"{month} {shown[0].target.year}", "tot en met", {
                NORM + i: (page.figure(page.whole, p.target, f"pad|{m}"), "reken", "getal")
                for i, p in enumerate(shown)})
        page.row += 1


def _short(path: Path) -> str:
    words = path.target.label.partition(",")[0].replace(" naar werk", "")
    return f"{words} ({'opgeteld' if path.summed else 'stand'})"
