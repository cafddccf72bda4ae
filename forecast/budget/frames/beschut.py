"""Beschut werk in euros: State money per place, wages, subsidy, guidance, and the business case.

Participatiewet art. 10b (beschut werk) and 10d (loonkostensubsidie, paid from the BUIG). A place
is a contract of 31 hours.
"""

from __future__ import annotations

from forecast.budget.expression import Cell, Product, Sum
from forecast.budget.figures import Figures
from forecast.budget.frames.chain import INDEX
from forecast.budget.frames.names import PARTICIPATIE
from forecast.budget.frames.steps import Steps
from forecast.budget.lines import CHAIN, COST, EUR, INCOME, RESULT, Line, Nation
from forecast.budget.thresholds import Ratio

ASSUMED = {
    "beschut.begeleiding.kosten": "eur per plek per jaar",
    "beschut.opbrengst": "eur per plek per jaar",
}
#: Dated assumptions: one cell a year, the mean of its months.
DATED = {"beschut.loon.boven_wml": "aandeel van het wml"}
LAW = {
    "beschut.begeleiding": "eur per plek per jaar", "beschut.bonus": "eur per plek per jaar",
    "beschut.uren_per_plek": "uren per week",
}
NEEDED = ("beschut.taakstelling", "beschut.plekken", "beschut.personen", "beschut.uren")
PER_PLACE = "eur per plek per jaar"


def beschut_lines(
    f: Figures, chain: Nation, nation: Nation, area: str, year: int, paid: Cell
) -> tuple[Line, ...]:
    """Return the lines of beschut werk of a municipality in a year.

    With W the wage cost of a full-time job, k what the wage lies above the minimum wage, and X what
    a place brings in besides the subsidy (guidance, bonus, revenue) less its cost, a place breaks
    even at the wage value ``v = X / (W x 31/full-time) - k``; the subsidy stops at 70 %, so that
    below v = 0.3 no wage value is low enough.

    Parameters
    ----------
    f : Figures
    chain : Nation
        See `forecast.budget.frames.chain.price_year`.
    nation : Nation
        Of the BUIG; its minimum wage is the one that the subsidy in the BUIG uses as well.
    area : str
    year : int
    paid : Cell
        Loonkostensubsidie for beschut werk, as the BUIG pays it.
    """
    index, wage = chain.cell(INDEX), nation.cell("buig.lks.wml")
    quota, places, hours = (f.cell(f"beschut.{name}", area, year)
                            for name in ("taakstelling", "plekken", "uren"))
    holiday, employer, week = (f.cell(f"wet.{key}", "", year) for key in (
        "vakantietoeslag.wml", "lks.werkgeverslasten", "lks.volle_werkweek"))
    above = f.cell("beschut.loon.boven_wml", "", year)

    made = Steps(f, area, year, PARTICIPATIE)
    step, line = made.step, made.line

    full = step("beschut.loon.voltijd", Product((wage, 1 + holiday, 1 + employer)) * 12,
                "eur per voltijdbaan per jaar")
    guidance, bonus = (f.cell(f"wet.beschut.{name}", "", year) for name in ("begeleiding", "bonus"))
    price = step("beschut.begeleiding.jaar",
                 f.local("beschut.begeleiding.kosten", area) * index, PER_PLACE)
    earned = step("beschut.opbrengst.jaar", f.local("beschut.opbrengst", area) * index, PER_PLACE)
    state = step("beschut.rijk.jaar", guidance * index, PER_PLACE)
    income = (
        line("participatie.beschut.rijk", "Beschut werk: begeleidingsgeld van het Rijk", INCOME,
             step("participatie.beschut.rijk", quota * state, EUR, "Participatiewet art. 10b")),
        line("participatie.beschut.bonus", "Beschut werk: bonus (tot en met 2020)", INCOME,
             step("participatie.beschut.bonus", places * bonus)),
        line("participatie.beschut.lks", "Beschut werk: loonkostensubsidie uit de BUIG", INCOME,
             step("participatie.beschut.lks", paid, EUR, "Participatiewet art. 10d")),
        line("participatie.beschut.opbrengst", "Beschut werk: opbrengst", INCOME,
             step("participatie.beschut.opbrengst", places * earned)),
    )
    cost = (
        line("participatie.beschut.loon", "Beschut werk: loonkosten", COST,
             step("participatie.beschut.loon", Product((hours / week, full, 1 + above))), True),
        line("participatie.beschut.begeleiding", "Beschut werk: begeleiding en werkplek", COST,
             step("participatie.beschut.begeleiding", places * price)),
    )
    result = step("beschut.resultaat", Sum(tuple(one.cell for one in income))
                  - (cost[0].cell + cost[1].cell))
    wage_place = full * f.cell("wet.beschut.uren_per_plek", "", year) / week
    even = step("beschut.evenwicht",
                (state + bonus + earned - price) / wage_place - above, "aandeel van het wml")
    return (
        line("beschut.loon.voltijd", "Beschut werk: minimumloon van een voltijdbaan", CHAIN, full),
        line("beschut.rijk.jaar", "Beschut werk: begeleidingsgeld per plek", CHAIN, state),
        line("beschut.begeleiding.jaar", "Beschut werk: begeleiding en werkplek per plek", CHAIN,
             price),
        line("beschut.opbrengst.jaar", "Beschut werk: opbrengst per plek", CHAIN, earned),
        *income, *cost,
        line("beschut.resultaat", "Beschut werk: resultaat", RESULT, result),
        line("beschut.resultaat.plek", "Beschut werk: resultaat per bezette plek", RESULT,
             step("beschut.resultaat.plek", Ratio(result, places), PER_PLACE)),
        line("beschut.evenwicht",
             "Beschut werk: loonwaarde waarbij een plek quitte speelt (vanaf 0,30)", RESULT, even),
    )
