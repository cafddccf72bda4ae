"""Execution: staff by caseload, overhead and the rest, against the agreed part of the AU."""

from __future__ import annotations

from forecast.budget.expression import Cell, Product
from forecast.budget.figures import Figures
from forecast.budget.frames.chain import INDEX, OPENED, VOLUME
from forecast.budget.frames.names import UITVOERING
from forecast.budget.frames.steps import Steps
from forecast.budget.lines import CHAIN, COST, EUR, INCOME, Line, Nation

PER_BENEFIT = "eur per uitkering per jaar"
ASSUMED = {
    "uitvoering.kosten": PER_BENEFIT,
    "uitvoering.vergoeding": PER_BENEFIT,
    "uitvoering.caseload": "uitkeringen per fte",
    "uitvoering.loon": "eur per fte per jaar",
    "uitvoering.overhead": "deel van de loonkosten",
    "uitvoering.vast": "aandeel",
}
ENTERED = "uitvoering.budget"


def uitvoering_lines(
    f: Figures, chain: Nation, area: str, year: int, ago: Cell
) -> tuple[Line, ...]:
    """Return the lines of the execution of a municipality in a year.

    The algemene uitkering follows the benefits of the year before. Staff follows the caseload only
    in part: ``fte = (fixed x benefits before the run + (1 - fixed) x benefits) / caseload``. At the
    opening the cost per benefit is exactly the assumed one: what staff and overhead leave of it is
    the cost per client (policy, purchases).

    Parameters
    ----------
    f : Figures
    chain : Nation
        See `forecast.budget.frames.chain.price_year`.
    area : str
    year : int
    ago : Cell
        Benefits of the year before.
    """
    index = chain.cell(INDEX)
    before, now = f.cell(OPENED, area), f.cell(VOLUME, area, year)
    fixed, caseload = f.local("uitvoering.vast", area), f.local("uitvoering.caseload", area)
    wage, overhead = f.local("uitvoering.loon", area), f.local("uitvoering.overhead", area)

    made = Steps(f, area, year, UITVOERING)
    step, line = made.step, made.line

    staff = step("uitvoering.fte", (fixed * before + (1 - fixed) * now) / caseload, "fte")
    rest = step("uitvoering.per_client", (
        f.local("uitvoering.kosten", area) - wage * (1 + overhead) / caseload), PER_BENEFIT)
    paid = step("uitvoering.personeel", Product((staff, wage, index)))
    state = f.real_or(
        "uitvoering.rijk", area, year, f.cell(ENTERED, area, year),
        Product((ago, f.local("uitvoering.vergoeding", area), index)), EUR,
        "algemene uitkering")
    return (
        line("uitvoering.fte", "Formatie van de uitvoering", CHAIN, staff),
        line("uitvoering.per_client", "Overige kosten per uitkering, prijspeil vooraf", CHAIN,
             rest),
        line("uitvoering.rijk", "Deel van de algemene uitkering voor de uitvoering", INCOME, state),
        line("uitvoering.personeel", "Personeel", COST, paid),
        line("uitvoering.overhead.jaar", "Overhead", COST,
             step("uitvoering.overhead.jaar", paid * overhead)),
        line("uitvoering.clienten", "Kosten per cliënt (beleid, inkoop)", COST,
             step("uitvoering.clienten", Product((now, rest, index)))),
    )
