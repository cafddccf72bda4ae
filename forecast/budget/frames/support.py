"""New groups and re-integration: guidance of jobs with subsidy, and money for re-integration."""

from __future__ import annotations

from forecast.budget.expression import Cell, Product
from forecast.budget.figures import Figures
from forecast.budget.frames.chain import INDEX
from forecast.budget.frames.names import PARTICIPATIE
from forecast.budget.frames.steps import Steps
from forecast.budget.lines import COST, INCOME, Line, Nation

ASSUMED = {
    "nieuw.vergoeding": "eur per baan per jaar",
    "nieuw.begeleiding.kosten": "eur per baan per jaar",
    "reintegratie.vergoeding": "eur per uitkering per jaar",
    "reintegratie.besteding": "deel van het geld",
}


def support_lines(
    f: Figures, chain: Nation, area: str, year: int, count: Cell, ago: Cell
) -> tuple[Line, ...]:
    """Return the lines of new groups and re-integration of a municipality in a year.

    Jobs with loonkostensubsidie count without beschut werk, which has its own guidance. The money
    for re-integration (part of the algemene uitkering since 2019) follows the benefits of the year
    before; what is spent is a choice, not a right.

    Parameters
    ----------
    f : Figures
    chain : Nation
        See `forecast.budget.frames.chain.price_year`.
    area : str
    year : int
    count : Cell
        Jobs with loonkostensubsidie, without beschut werk.
    ago : Cell
        Benefits of the year before.
    """
    index = chain.cell(INDEX)

    made = Steps(f, area, year, PARTICIPATIE)
    step, line = made.step, made.line

    money = step("participatie.reintegratie.rijk", Product((
        ago, f.local("reintegratie.vergoeding", area), index)))
    return (
        line("participatie.nieuw.rijk", "Nieuwe doelgroepen: geld voor begeleiding", INCOME,
             step("participatie.nieuw.rijk",
                  Product((count, f.cell("nieuw.vergoeding"), index)))),
        line("participatie.reintegratie.rijk", "Re-integratie: deel van de algemene uitkering",
             INCOME, money),
        line("participatie.nieuw.begeleiding", "Nieuwe doelgroepen: begeleiding", COST,
             step("participatie.nieuw.begeleiding",
                  Product((count, f.local("nieuw.begeleiding.kosten", area), index)))),
        line("participatie.reintegratie", "Re-integratie", COST,
             step("participatie.reintegratie", money * f.local("reintegratie.besteding", area))),
    )
