"""The budget of a municipality: share times macro, or the real amount where it was entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forecast.budget.expression import Cell, Expr
from forecast.budget.figures import TAKEN, Figures
from forecast.budget.given import Setting
from forecast.budget.lines import CHAIN, EUR, INCOME, Line, Nation
from forecast.budget.share import follows_spending, objective_part
from forecast.periods import month

VOORLOPIG, DEFINITIEF = "voorlopig", "definitief"


def anchor(setting: Setting, area: str, year: int, first: int) -> tuple[int, str]:
    """Return the year on which the share of `year` rests, and the moment of that budget.

    The latest real budget up to `year`, the definitive before the preliminary one. Without any the
    share is an assumption (moment is then empty) that rests on the year before the run: even the
    first year can still bring a shock, as Assen's share did within 2017 (7.5 to 9 %).
    """
    known = [y for (y, a, _) in setting.entered if a == area and y <= year]
    if not known:
        return first - 1, ""
    latest = max(known)
    moment = DEFINITIEF if (latest, area, DEFINITIEF) in setting.entered else VOORLOPIG
    return latest, moment


def entered_cells(f: Figures, setting: Setting, area: str) -> list[Cell]:
    """Return the input cells of the real budgets of an area, eur, status feit."""
    return [
        f.given(f"buig.budget.{moment}", budget.amount, EUR, area, year, "feit", budget.source)
        for (year, name, moment), budget in setting.entered.items() if name == area
    ]


def published_cells(f: Figures, setting: Setting, years: tuple[int, ...]) -> list[Cell]:
    """Return the input cells of the published macro budgets, eur, status feit.

    The preliminary budget of each of `years` has one: 0 while nothing is published.
    """
    known = {**{(year, VOORLOPIG): 0.0 for year in years}, **setting.published}
    return [
        f.given(f"macro.{moment}", amount, EUR, "", year, "feit", "macrobudget")
        for (year, moment), amount in known.items()
    ]


def income_lines(
    f: Figures, nations: dict[int, Nation], setting: Setting, area: str, year: int,
    subsidies: Mapping[int, Cell],
) -> tuple[Line, ...]:
    """Return the chain that leads to the budget of an area, and the budget.

    What the vangnet of two years earlier costs, a part u, is taken out of the macro budget first.
    From 2022 (Stb. 2021, 442) a part is divided by what each municipality spent on
    loonkostensubsidie, the rest by the share: ``budget = share x (macro x (1 - u) - s x L) + s x
    own LKS`` with L the LKS of all municipalities and s = 1 from that year, 0 before. Own spending
    of the year before stands for the same year, because the jobs stay the same.

    Parameters
    ----------
    f : Figures
    nations : dict of year to Nation
        With their macro budgets.
    setting : Setting
    area : str
    year : int
    subsidies : mapping of year to Cell
        Own cost of loonkostensubsidie, up to `year`.
    """
    first = min(nations)
    macro = nations[year].cell("buig.macro")

    def step(key: str, definition: Expr, unit: str, source: str = "") -> Cell:
        return f.define(key, area, year, definition, unit, source)

    objective = step(
        "buig.aandeel.objectief",
        objective_part(f.cell("inwoners", area),
                       f.cell("wet.verdeelmodel.ondergrens_inwoners", "", year),
                       f.cell("wet.verdeelmodel.bovengrens_inwoners", "", year)),
        "deel", "Besluit Participatiewet")
    spending = step("buig.aandeel.eigen_lasten",
                    follows_spending(objective, f.cell("volume.eigen_index", area, year)),
                    "factor", "Besluit Participatiewet")
    base, moment = anchor(setting, area, year, first)
    level = f.define("buig.aandeel.ijkjaar", area, year,
                     _level(f, nations, setting, area, year, subsidies),
                     "% van het macrobudget")
    if (base, moment) in setting.published:
        # a real budget on a published one decides; what is corrected on the way is small beside it
        level = replace(level, status="feit" if base == year else "afgeleid")
    share = step("buig.aandeel.jaar",
                 level * f.cell("buig.aandeel.schok", area, year) * spending,
                 "% van het macrobudget")
    real = (year, area, DEFINITIEF) in setting.entered
    apart = f.cell("wet.verdeelmodel.lks_op_realisatie", "", year)
    # the published macro budget is before what is taken out for the vangnet of two years earlier
    rest = macro * (1 - f.cell(TAKEN, "", year)) - apart * nations[year].cell("buig.nl.lks")
    rule = step("buig.budget.regel", share / 100 * rest + apart * subsidies[year], EUR,
                "Participatiewet art. 69")
    amount = step("buig.budget",
                  f.cell("buig.budget.definitief", area, year) if real else rule,
                  EUR, "Participatiewet art. 69")
    return (
        Line("buig.aandeel.objectief", "Objectief deel van het aandeel", CHAIN, objective),
        Line("buig.aandeel.eigen_lasten", "Invloed van de eigen lasten op het aandeel", CHAIN,
             spending),
        Line("buig.aandeel.ijkjaar", "Aandeel in het ijkjaar", CHAIN, level),
        Line("buig.aandeel.jaar", "Aandeel in het macrobudget", CHAIN, share),
        Line("buig.budget.regel", "Budget volgens aandeel en macrobudget", CHAIN, rule),
        Line("buig.budget", "Gebundelde uitkering", INCOME, amount),
    )


def _level(
    f: Figures, nations: dict[int, Nation], setting: Setting, area: str, year: int,
    subsidies: Mapping[int, Cell],
) -> Expr:
    base, moment = anchor(setting, area, year, min(nations))
    if not moment:
        return f.cell("buig.aandeel", area)
    budget: Expr = f.cell(f"buig.budget.{moment}", area, base)
    published = (base, moment) in setting.published
    macro: Expr = f.cell(f"macro.{moment}", "", base) if published else (
        nations[base].cell("buig.macro"))
    macro = macro * (1 - f.cell(TAKEN, "", base))
    if _apart(setting, base):
        # the share divides what is left beside the part that follows own spending
        budget = budget - subsidies[max(base, min(nations))]
        macro = (macro - nations[base].cell("buig.nl.lks") if base in nations
                 else macro * (1 - f.cell("buig.lks.landelijk_aandeel")))
    return budget / macro * 100


def _apart(setting: Setting, year: int) -> bool:
    """Return whether a part of a year's macro budget follows own spending on LKS."""
    rule = setting.law.entry("verdeelmodel.lks_op_realisatie", month(year, 1), setting.known)
    return rule.value > 0
