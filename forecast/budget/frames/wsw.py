"""The Wsw in euros: what the State pays per unit, wages, and what the work brings in.

Two results stand apart, as in the sector: the subsidy result (State amount less wages) and the
operating result (revenue less the cost of operation).
"""

from __future__ import annotations

from forecast.budget.expression import Product, Sum
from forecast.budget.figures import Figures
from forecast.budget.frames.chain import INDEX, PER_SE
from forecast.budget.frames.names import PARTICIPATIE
from forecast.budget.frames.steps import Steps
from forecast.budget.lines import CHAIN, COST, EUR, INCOME, RESULT, Line, Nation
from forecast.budget.thresholds import Min, Ratio

PLACEMENTS = {
    "intern": "intern", "groepsdetachering": "groepsdetachering",
    "individuele_detachering": "individuele detachering", "begeleid_werken": "begeleid werken",
    "bor": "BOR (betaald door de gemeenten)",
}
ASSUMED = {
    "wsw.rijk.bedrag": PER_SE,
    "wsw.rijk.sneller": "aandeel per jaar",
    "wsw.subsidieresultaat": PER_SE,
    "wsw.liv.aandeel": "aandeel van de voltijdbanen",
    "wsw.liv.uren": "uren per jaar",
    "wsw.liv.in_resultaat": "eur per voltijdbaan per jaar",
    "wsw.operationeel_resultaat": PER_SE,
    "wsw.exploitatie.vast": "aandeel",
    **{f"wsw.opbrengst.{name}": "eur per persoon per jaar" for name in PLACEMENTS},
}
LAW = {"liv.per_uur": "eur per verloond uur", "liv.maximum": "eur per jaar"}
NEEDED = ("wsw.se", "wsw.se.rijk", "wsw.fte", *(f"wsw.personen.{name}" for name in PLACEMENTS))
#: Quantities of which the last realised month counts as well.
OPENING = ("wsw.se", "wsw.fte", *(f"wsw.personen.{name}" for name in PLACEMENTS))
ENTERED = "wsw.budget"


def wsw_lines(f: Figures, chain: Nation, area: str, year: int) -> tuple[Line, ...]:
    """Return the lines of the Wsw of a municipality in a year.

    State amount: expected units of the State (blijfkans) x amount per unit. Wages: full-time jobs x
    wage cost per job, which is the net cost per unit times the units per job at the opening, plus
    the LIV that the assumed subsidy result reckons with; a change of the LIV is then felt in full.
    Operation:
    ``begin x (fixed + (1 - fixed) x units / units at the opening) x index``, where `begin` is the
    revenue at the opening less the operating result. LIV: Wet tegemoetkomingen loondomein art. 3.1,
    booked in the year of the hours.

    Parameters
    ----------
    f : Figures
    chain : Nation
        See `forecast.budget.frames.chain.price_year`.
    area : str
    year : int
    """
    index, amount = chain.cell(INDEX), chain.cell("wsw.rijk.per_se")
    units, jobs = f.cell("wsw.se", area, year), f.cell("wsw.fte", area, year)
    first, first_jobs = f.cell("wsw.se.begin", area), f.cell("wsw.fte.begin", area)

    made = Steps(f, area, year, PARTICIPATIE)
    step, line = made.step, made.line

    unit_cost = step("wsw.loon.per_se", (
        f.cell("wsw.rijk.bedrag") - f.local("wsw.subsidieresultaat", area)) * index, PER_SE)
    part = f.local("wsw.liv.aandeel", area)
    job_cost = step("wsw.loon.per_fte", unit_cost * Ratio(first, first_jobs)
                    + f.cell("wsw.liv.in_resultaat") * part, "eur per voltijdbaan per jaar")
    state = f.real_or(
        "participatie.wsw.rijk", area, year, f.cell(ENTERED, area, year),
        f.cell("wsw.se.rijk", area, year) * amount, EUR, "integratie-uitkering Participatie")
    wages = step("participatie.wsw.loon", jobs * job_cost)
    discount = step("participatie.wsw.liv", Product((
        jobs, part, Min(
            f.cell("wet.liv.per_uur", "", year) * f.cell("wsw.liv.uren"),
            f.cell("wet.liv.maximum", "", year)))),
        EUR, "Wet tegemoetkomingen loondomein art. 3.1")
    revenue = {
        name: step(f"participatie.wsw.opbrengst.{name}", Product((
            f.cell(f"wsw.personen.{name}", area, year),
            f.local(f"wsw.opbrengst.{name}", area), index)))
        for name in PLACEMENTS
    }
    # at the opening the BOR counts as work inside: a fee of the municipalities lowers no cost
    worth = {name: "intern" if name == "bor" else name for name in PLACEMENTS}
    opened = Sum(tuple(
        f.cell(f"wsw.personen.{name}.begin", area) * f.local(f"wsw.opbrengst.{like}", area)
        for name, like in worth.items()))
    begin = step("wsw.exploitatie.begin",
                 opened - first * f.local("wsw.operationeel_resultaat", area))
    fixed = f.cell("wsw.exploitatie.vast")
    running = step("participatie.wsw.exploitatie", Product((
        begin, fixed + (1 - fixed) * Ratio(units, first), index)))
    subsidy = step("wsw.subsidieresultaat.jaar", state + discount - wages)
    operating = step("wsw.operationeel_resultaat.jaar", Sum(tuple(revenue.values())) - running)
    bor = step("wsw.bor.effect", Product((
        f.cell("wsw.personen.bor", area, year),
        f.local("wsw.opbrengst.bor", area) - f.local("wsw.opbrengst.intern", area), index)))
    return (
        line("wsw.loon.per_se", "Wsw: loonkosten per standaardeenheid, na LIV", CHAIN, unit_cost),
        line("wsw.loon.per_fte", "Wsw: loonkosten per voltijdbaan", CHAIN, job_cost),
        line("wsw.exploitatie.begin", "Wsw: exploitatiekosten bij het begin", CHAIN, begin),
        line("participatie.wsw.rijk", "Wsw: bijdrage van het Rijk", INCOME, state),
        line("participatie.wsw.liv", "Wsw: lage-inkomensvoordeel (LIV)", INCOME, discount),
        *(line(f"participatie.wsw.opbrengst.{name}", f"Wsw: opbrengst {words}", INCOME,
               revenue[name]) for name, words in PLACEMENTS.items()),
        line("participatie.wsw.loon", "Wsw: loonkosten", COST, wages, True),
        line("participatie.wsw.exploitatie", "Wsw: exploitatie en begeleiding", COST, running),
        line("wsw.subsidieresultaat.jaar", "Wsw: subsidieresultaat (Rijk en LIV min lonen)", RESULT,
             subsidy),
        line("wsw.operationeel_resultaat.jaar",
             "Wsw: operationeel resultaat (opbrengst min exploitatie)", RESULT, operating),
        line("wsw.bor.effect", "Wsw: BOR, opbrengst boven die van intern werk", RESULT, bor),
    )
