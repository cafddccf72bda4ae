"""The input cells of the frames, added to those of the BUIG."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from forecast.budget.expression import Cell
from forecast.budget.figures import LAW, Figures, Read, plain
from forecast.budget.frames import beschut, gemeentelijk, support, uitvoering, wsw
from forecast.budget.frames.chain import BEFORE, OPENED, openings
from forecast.budget.frames.quantities import Quantities
from forecast.budget.given import Setting, Volumes
from forecast.budget.lines import EUR
from forecast.budget.neighbours import Assumptions
from forecast.periods import month, months

#: Budgets that a user may enter: one amount per municipality and year.
ENTERED = (wsw.ENTERED, uitvoering.ENTERED, gemeentelijk.ENTERED)
_ALWAYS = {**support.ASSUMED, **uitvoering.ASSUMED, **gemeentelijk.ASSUMED}
_UNITS = {
    "wsw.se": "se", "wsw.se.rijk": "se", "wsw.fte": "voltijdbanen",
    "beschut.taakstelling": "plekken", "beschut.plekken": "plekken",
    "beschut.uren": "uren per week",
}


def law_keys(tables: Container[str]) -> tuple[str, ...]:
    """Return the legal parameters that a data set with these tables asks for."""
    return (*LAW, *(wsw.LAW if "wsw" in tables else ()),
            *(beschut.LAW if "beschut" in tables else ()))


def frame_figures(
    basis: Figures, volumes: Volumes, quantities: Quantities, assumptions: Assumptions,
    setting: Setting, read: Read,
) -> Figures:
    """Return the cells of the BUIG with those of the other frames.

    Parameters
    ----------
    basis : Figures
    volumes : Volumes
        Benefits, one draw or many.
    quantities : Quantities
        As many draws.
    assumptions : Assumptions
        For status and source; the values come through `read`.
    setting : Setting
    read : callable
        Value of an assumption by key and municipality (None: the general one).
    """
    has_wsw, has_beschut = (quantities.has(one.NEEDED) for one in (wsw, beschut))
    assumed = dict(_ALWAYS)
    assumed |= wsw.ASSUMED if has_wsw else {}
    assumed |= beschut.ASSUMED if has_beschut else {}
    cells = [*openings(basis), *_assumed(basis, assumed, quantities, assumptions, read)]
    cells += _entered(basis, quantities, setting)
    law = {**(wsw.LAW if has_wsw else {}), **(beschut.LAW if has_beschut else {})}
    cells += _law(basis, law, quantities, setting)
    if has_beschut:
        cells += _dated(basis, beschut.DATED, quantities, assumptions)
    names = (*(wsw.NEEDED if has_wsw else ()), *(beschut.NEEDED if has_beschut else ()))
    cells += _volumes(basis, names, wsw.OPENING if has_wsw else (), quantities)
    for m, area in enumerate(volumes.municipalities):
        cells.append(basis.given(
            BEFORE, plain(volumes.benefits_before[:, m]), "uitkeringen", area,
            status=volumes.before_status))
        cells.append(basis.given(
            OPENED, plain(volumes.benefits_before[:, m]), "uitkeringen", area,
            status=volumes.before_status))
    return basis.having(cells)


def _assumed(
    f: Figures, units: Mapping[str, str], quantities: Quantities, assumptions: Assumptions,
    read: Read,
) -> Iterator[Cell]:
    for key, unit in units.items():
        places: list[str | None] = [None, *(
            area for area in quantities.municipalities
            if assumptions.value(key, area).municipality == area)]
        for place in places:
            ground = assumptions.value(key, place)
            yield f.given(key, read(key, place), unit, place or "", None, ground.status,
                          ground.source)


def _entered(f: Figures, quantities: Quantities, setting: Setting) -> Iterator[Cell]:
    for key in ENTERED:
        for area in quantities.municipalities:
            for year in quantities.years:
                real = setting.frames.get((key, year, area))
                yield f.given(key, 0.0 if real is None else real.amount, EUR, area, year, "feit",
                              "" if real is None else real.source)


def _law(
    f: Figures, units: Mapping[str, str], quantities: Quantities, setting: Setting
) -> Iterator[Cell]:
    for year in quantities.years:
        for key, unit in units.items():
            rule = setting.law.entry(key, month(year, 1), setting.known)
            yield f.given(f"wet.{key}", rule.value, unit, "", year, rule.status, rule.source)


def _dated(
    f: Figures, units: Mapping[str, str], quantities: Quantities, assumptions: Assumptions
) -> Iterator[Cell]:
    for key, unit in units.items():
        ground = assumptions.value(key)
        for year in quantities.years:
            path = assumptions.path(key, months(month(year, 1), month(year, 12)))
            yield f.given(key, float(path.mean()), unit, "", year, ground.status, ground.source)


def _volumes(
    f: Figures, names: tuple[str, ...], opening: tuple[str, ...], quantities: Quantities
) -> Iterator[Cell]:
    for name in names:
        unit = _UNITS.get(name, "personen")
        for m, area in enumerate(quantities.municipalities):
            for y, year in enumerate(quantities.years):
                yield f.given(name, plain(quantities.values[name][:, y, m]), unit, area, year)
            if name in opening:
                yield f.given(f"{name}.begin", plain(quantities.opening[name][:, m]), unit, area)
