"""The price of a benefit built up from the norms: a check on the price that is reckoned with.

Participatiewet art. 21 (norms) and the gross-up of the net norm. Nothing of the account rests on
it: it shows what the mix of households makes of the national price.
"""

from __future__ import annotations

from forecast.budget.expression import Cell, Expr
from forecast.budget.figures import Figures
from forecast.budget.lines import CHAIN, RESULT, Line, Nation

SINGLE, COUPLE = "norm.alleenstaande", "norm.gehuwden"
NORMS = {SINGLE: "Norm van een alleenstaande, jaargemiddelde",
         COUPLE: "Norm van gehuwden, jaargemiddelde"}
PER_MONTH, PER_BENEFIT = "eur per maand", "eur per uitkering per jaar"
RATIO = "volume.personen_per_uitkering"


def norm_chain(f: Figures, year: int, before: Nation | None) -> tuple[Line, ...]:
    """Return the norms of a year: the known ones of the year before the run, then the index.

    Parameters
    ----------
    f : Figures
    year : int
    before : Nation or None
        The year before; None in the first year.
    """
    found = []
    for name, label in NORMS.items():
        key = f"{name}.jaar"
        last = f.cell(f"wet.{name}", "", year - 1) if before is None else before.cell(key)
        cell = f.define(key, "", year, last * (1 + f.cell("buig.prijs.groei")), PER_MONTH,
                        "Participatiewet art. 21", "raming")
        found.append(Line(key, label, CHAIN, cell))
    return tuple(found)


def norm_lines(f: Figures, nation: Nation, area: str, year: int) -> tuple[Line, ...]:
    """Return the price by the norms of a municipality, and its ratio to the national price.

    With r persons per benefit a part ``r - 1`` of the benefits is of couples: ``price = ((2 - r) x
    single x gross-up + (r - 1) x couple x gross-up) x 12 x (1 - less)``, where `less` is what
    sharing of cost (kostendelers) and earnings take off, solved on the national price of 2019.

    Parameters
    ----------
    f : Figures
    nation : Nation
        Of the same year.
    area : str
    year : int
    """
    ratio = f.cell(RATIO, area, year)
    single, couple = (nation.cell(f"{name}.jaar") * f.cell(f"prijs.brutering.{who}")
                      for name, who in ((SINGLE, "alleenstaande"), (COUPLE, "gehuwden")))

    def step(key: str, rule: Expr, unit: str) -> Cell:
        return f.define(key, area, year, rule, unit, "Participatiewet art. 21")

    price = step("buig.prijs.norm", ((2 - ratio) * single + (ratio - 1) * couple) * 12
                 * (1 - f.cell("prijs.korting")), PER_BENEFIT)
    factor = step("buig.prijs.norm_factor", price / nation.cell("buig.prijs.pw"), "factor")
    return (
        Line("buig.prijs.norm", "Prijs per uitkering volgens de normen (controle)", RESULT, price),
        Line("buig.prijs.norm_factor", "Prijs volgens de normen tegenover de landelijke (controle)",
             RESULT, factor),
    )
