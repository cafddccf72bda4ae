"""The sheets made of blocks by year, each only where the run has what it shows."""

from __future__ import annotations

from forecast.outputs.workbook import (
    beschut,
    beurzen,
    bijdrage,
    brug,
    doelgroepen,
    gevoeligheid,
    meedoen,
    oorzaken,
    prestaties,
    vangnet,
    verdeling,
    wsw,
)
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import Layout
from forecast.outputs.workbook.people_sheet import PeopleSheet

_SHEETS = (gevoeligheid, brug, prestaties, bijdrage, oorzaken, vangnet, verdeling, beurzen, wsw,
           beschut, doelgroepen, meedoen)
#: By what a check says: the gaps of every area, which must be nil.
Checks = dict[str, list[Node]]


def write(layout: Layout, chosen: Chosen) -> Checks:
    """Write the sheets; return the checks that belong on sheet Controles."""
    checks: Checks = {}
    for module in _SHEETS:
        if module.TITLE in layout.sheets:
            page = PeopleSheet(layout, chosen, layout.sheets[module.TITLE])
            module.write(page)
            checks |= page.checks
    return checks
