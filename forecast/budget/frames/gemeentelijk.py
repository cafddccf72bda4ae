"""What the municipalities pay themselves: no State budget stands against it."""

from __future__ import annotations

from forecast.budget.expression import Cell, Product, Sum
from forecast.budget.figures import Figures
from forecast.budget.frames.chain import INDEX, OPENED, VOLUME
from forecast.budget.frames.names import GEMEENTELIJK
from forecast.budget.frames.steps import Steps
from forecast.budget.lines import COST, EUR, INCOME, Line, Nation

PER_BENEFIT = "eur per uitkering per jaar"
ASSUMED = {
    "gemeentelijk.bijzondere_bijstand": PER_BENEFIT,
    "gemeentelijk.meedoen": PER_BENEFIT,
    "gemeentelijk.bedrijfsvoering": PER_BENEFIT,
}
ENTERED = "gemeentelijk.budget"


def gemeentelijk_lines(f: Figures, chain: Nation, area: str, year: int, fee: Cell | None
                       ) -> tuple[Line, ...]:
    """Return the municipal lines of a municipality in a year.

    What the fee for the BOR lies above the value of work inside is revenue of the agency and cost
    of the municipality, so that it cancels in the contribution. What the work was worth before the
    crew moved was paid elsewhere, then and now. Without an entered budget the block closes at nil
    by definition.

    Parameters
    ----------
    f : Figures
    chain : Nation
        See `forecast.budget.frames.chain.price_year`.
    area : str
    year : int
    fee : Cell or None
        What the BOR brings the agency above work inside; None without Wsw.
    """
    index = chain.cell(INDEX)
    before, now = f.cell(OPENED, area), f.cell(VOLUME, area, year)

    made = Steps(f, area, year, GEMEENTELIJK)
    step, line = made.step, made.line

    def amount(name: str, count: Cell) -> Cell:
        price = f.local(f"gemeentelijk.{name}", area)
        return step(f"gemeentelijk.{name}.jaar", Product((count, price, index)))

    special, join, office = (amount("bijzondere_bijstand", now), amount("meedoen", now),
                             amount("bedrijfsvoering", before))
    cost = [
        line("gemeentelijk.bijzondere_bijstand.jaar", "Bijzondere bijstand en minimaregelingen",
             COST, special, True),
        line("gemeentelijk.meedoen.jaar", "Meedoen", COST, join),
        line("gemeentelijk.bedrijfsvoering.jaar", "Overige bedrijfsvoering", COST, office),
    ]
    if fee is not None:
        cost.append(line("gemeentelijk.bor", "Vergoeding voor de BOR boven intern werk", COST,
                         step("gemeentelijk.bor", fee)))
    total = Sum(tuple(one.cell for one in cost))
    return (
        line("gemeentelijk.begroot", "Begroting van de gemeente (leeg: gelijk aan de lasten)",
             INCOME, f.real_or("gemeentelijk.begroot", area, year, f.cell(ENTERED, area, year),
                               total, EUR)),
        *cost,
    )
