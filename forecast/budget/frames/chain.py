"""The national chain of the frames: the price index, and what the State pays per Wsw unit."""

from __future__ import annotations

from forecast.budget.expression import Cell, Expr
from forecast.budget.figures import Figures
from forecast.budget.frames.names import PARTICIPATIE
from forecast.budget.lines import CHAIN, Line, Nation

INDEX, FASTER = "index.prijs", "wsw.rijk.versnelling"
#: What a chain starts from: prices of the year before the run.
BEGIN = {INDEX: "index.begin", FASTER: "wsw.rijk.begin"}
PER_SE = "eur per se per jaar"
VOLUME = "volume.uitkeringen"
#: Benefits in the year before the run: as what the first year follows, and as a fixed base.
BEFORE, OPENED = f"{VOLUME}.vorig", f"{VOLUME}.basis"


def openings(f: Figures) -> list[Cell]:
    """Return the cells in which the indices begin: 1 in the year before the run."""
    return [f.given(name, 1.0, "index", status="feit") for name in BEGIN.values()]


def year_earlier(f: Figures, area: str, year: int, first: int) -> Cell:
    """Return the benefits of the year before, which money from the algemene uitkering follows."""
    return f.cell(BEFORE, area) if year == first else f.cell(VOLUME, area, year - 1)


def price_year(f: Figures, year: int, before: Nation | None, wsw: bool) -> Nation:
    """Return the chain of a year.

    The index follows the growth of the price per benefit, which follows the contract wages: wages,
    State amounts (loon- en prijsbijstelling) and other prices move together. The macro amount for
    the Wsw lies fixed, so that the amount per standaardeenheid rises where the country declines
    faster than planned: ``amount = planned x index / (1 - faster)^n``. The wage cost per unit is
    the amount less the subsidy result in prices of the opening year.

    Parameters
    ----------
    f : Figures
    year : int
    before : Nation or None
        The year before; None in the first year.
    wsw : bool
        Whether the data set has a Wsw.
    """
    def last(key: str) -> Cell:
        return f.cell(BEGIN[key]) if before is None else before.cell(key)

    def step(key: str, rule: Expr, unit: str, source: str = "") -> Cell:
        return f.define(key, "", year, rule, unit, source)

    index = step(INDEX, last(INDEX) * (1 + f.cell("buig.prijs.groei")), "index")
    lines = [Line(INDEX, "Index van lonen en prijzen", CHAIN, index, frame=PARTICIPATIE)]
    if wsw:
        faster = step(FASTER, last(FASTER) / (1 - f.cell("wsw.rijk.sneller")), "index")
        amount = step("wsw.rijk.per_se", f.cell("wsw.rijk.bedrag") * index * faster, PER_SE,
                      "circulaires gemeentefonds")
        lines += [
            Line(FASTER, "Krimp van het land sneller dan gepland", CHAIN, faster,
                 frame=PARTICIPATIE),
            Line("wsw.rijk.per_se", "Rijksbedrag per standaardeenheid", CHAIN, amount,
                 frame=PARTICIPATIE),
        ]
    return Nation(tuple(lines))
