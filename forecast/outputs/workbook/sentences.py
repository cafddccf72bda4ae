"""The sentences of the front page: formulas, so that they change with the figures."""

from __future__ import annotations

from forecast.outputs.report import BUIG, NATION, TOTAAL
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.verdict_rows import RUN_BALANCE, RUN_MEAN, run_key

#: The preliminary macro budget: how much it moves the expected one, and how heavily it counts.
ANCHOR, WEIGHT = "buig.macro.anker", "buig.macro.gewicht_voorlopig"


def percent(part: Node, decimals: int = 0) -> Node:
    """Return a part as a Dutch percentage without sign, e.g. ``4,1%``."""
    return f.dutch(part * 100, decimals) & "%"


def direction(amount: Node) -> Node:
    """Return *over* or *tekort*."""
    return f.when(amount.below(0), "tekort", "over")


def amount(saldo: Node) -> Node:
    """Return a balance in words, e.g. ``€ 1,63 mln tekort``."""
    # a hard space: the sign never parts from its number
    return "€\u00a0" & f.dutch_millions(saldo) & " mln " & direction(saldo)


def mean(chosen: Chosen, area: str, year: int | None = None) -> Node:
    """Return the mean balance of all draws in a year (counted from 0), or over all years."""
    years = range(len(chosen.inputs.years)) if year is None else (year,)
    return f.add_up([chosen.run_in(area, RUN_MEAN, i) for i in years])


def shown(odds: Node) -> Node:
    """Return odds as they are shown, in whole per cents; a verdict follows what is shown."""
    return f.rounded(odds, 2)


def period(chosen: Chosen) -> Node:
    """Return the years as text, e.g. ``2020-2023``."""
    years = chosen.inputs.years
    if len(years) == 1:
        return years[0] & ""
    return years[0] & "-" & years[-1]


def share_used(chosen: Chosen, year: int) -> Node:
    """Return the share in the macro budget that the live figures imply, %."""
    whole = chosen.layout.report.whole
    macro = chosen.money_in("", b.MACRO, year)
    baten = chosen.money_in(whole, b.BATEN, year)
    return f.when(macro.equals(0), 0, baten / macro * 100)


def entered(chosen: Chosen) -> Node:
    """Return whether a real budget of the first year is filled in for every municipality."""
    tests = []
    for name in chosen.layout.report.municipalities:
        cells = [chosen.inputs.find(key, name, 0, 0) for key in register.ENTERED]
        filled = [cell.above(0) for cell in cells if cell is not None]
        tests.append(f.any_of(*filled))
    return f.all_of(*tests)


def verdict(chosen: Chosen, holds: Node, area_cell: Node, means: list[Node]) -> Node:
    """Return the sentence that answers the question of the page.

    `means` are the cells with the mean of all draws: one a year, and all years together.
    """
    whole = chosen.layout.report.whole
    saldo, part = (chosen.money_in(whole, key, 0) for key in (b.SALDO, b.PART))
    odds, even = (chosen.run_in(whole, key, 0) for key in ("before", "break_even"))
    seen = shown(odds)
    year = chosen.inputs.years[0]
    live_even = chosen.money_in(whole, b.EVEN, 0)
    opening = f.when(entered(chosen), "Oordeel op ingevulde budgetten: ",
                     "Voorlopig oordeel op aannames: ")
    words = f.when(
        seen.at_least(chosen.limit(register.GREEN)), " waarschijnlijk binnen het budget",
        f.when(seen.at_least(chosen.limit(register.ORANGE)),
               " misschien binnen het budget, maar zeker is dat niet",
               " waarschijnlijk niet binnen het budget"))
    near = f.when(f.absolute(part).below(-chosen.limit(register.BALANCE)), " net", "")
    by_saldo = (" op het middenpad" & near & f.when(saldo.below(0), " niet", "")
                & " binnen het budget")
    text = opening & "in " & year & " past de bijstand van " & area_cell
    text = text & f.when(holds.equals(1), words, by_saldo)
    text = text & f.when(
        holds.equals(1), ", met " & percent(odds) & " kans om binnen het budget te blijven",
        "; de kansen van de run gelden niet meer, dit oordeel volgt het saldo")
    text = text & ". Middenpad: " & amount(saldo) & " (" & percent(part, 1) & " van het budget)"
    gap = mean(chosen, whole, 0) - chosen.run_in(whole, RUN_BALANCE, 0)
    left = ("; in de run lag het gemiddelde van alle trekkingen € " & f.dutch_millions(gap)
            & " mln " & f.when(gap.below(0), "lager. ", "hoger. "))
    text = text & f.when(
        holds.equals(1), "; gemiddelde van alle trekkingen: " & amount(means[0]) & ". ", left)
    if len(chosen.inputs.years) > 1:
        text = text & period(chosen) & " samen: middenpad " & amount(
            chosen.money_total(whole, b.SALDO))
        text = text & f.when(
            holds.equals(1), ", gemiddelde " & amount(means[-1]) & ". ", ". ")
    text = text & "Quitte bij een aandeel van " & f.dutch(live_even, 3)
    text = text & "% in het macrobudget; gerekend is met " & f.dutch(share_used(chosen, 0), 3)
    if even.number < 0:
        raise ValueError("a share is not negative")
    return text & "%."


def choices(chosen: Chosen, holds: Node) -> list[Node]:
    """Return three choices for the board; the reserve is of the run and gives way to an edit."""
    whole, year = chosen.layout.report.whole, chosen.inputs.years[0]
    frame = TOTAAL if TOTAAL in chosen.money.by_frame else BUIG
    low, high = (chosen.run_in(whole, run_key(key, frame), 0)
                 for key in ("reserve_80", "reserve_90"))
    what = "een tekort" if frame == BUIG else "een tekort van alle kaders samen"
    known = f.when(
        high.below(1), literal("voor 90% zekerheid is geen reserve nodig."), f.when(
            low.below(1), "voor 80% zekerheid is geen reserve nodig, voor 90% € "
            & f.dutch_millions(high) & " mln.",
            "houd € " & f.dutch_millions(low) & " mln achter de hand om " + what + " in " & year
            & " met 80% zekerheid te dekken (90%: € " & f.dutch_millions(high) & " mln)."))
    reserve = "1. Reserve: " & f.when(
        holds.equals(1), known, "het bedrag van de run geldt niet meer; draai opnieuw.")
    step = chosen.limit(register.STEP)
    gain = chosen.money_in(whole, main_cost(chosen), 0) * step
    exits = ("2. Uitstroom: elke " & step_words(step) & "% minder uitkeringen scheelt € "
             & f.dutch_millions(gain) & " mln per jaar; zie Uitstroomcorrectie op Aannames.")
    budget = f.when(
        entered(chosen),
        literal("3. Budget: de ingevulde beschikkingen tellen mee; draai opnieuw voor de kansen."),
        literal("3. Budget: vul de beschikking van het Rijk in op Aannames zodra die er is; dan "
                "vervalt een groot deel van de onzekerheid."))
    return [reserve, exits, budget]


def step_words(step: Node) -> Node:
    """Return a step in per cents, without decimals when it is whole."""
    size = step * 100
    return f.when(size.equals(f.whole(size)), f.whole(size) & "", f.dutch(size, 1))


def macro(chosen: Chosen) -> Node:
    """Return the published macro budget beside the one that is expected to become final."""
    year = chosen.inputs.years[0]
    expected = chosen.money_in("", b.MACRO, 0)
    published = chosen.figures.rows[0, "", "macro.voorlopig"][0]
    known = "voorlopig gepubliceerd € " & f.dutch_whole(published / 1_000_000) & " mln; "
    text = "Macrobudget " & year & ": " & f.when(published.above(0), known, "")
    amount = f.dutch_whole(expected / 1_000_000)
    return text & "geraamd definitief € " & amount & " mln (landelijk)."


def vangnet(chosen: Chosen, holds: Node) -> Node:
    """Return the odds before and after the vangnet, and what it is expected to pay."""
    whole, year = chosen.layout.report.whole, chosen.inputs.years[0]
    before, after = (chosen.run_in(whole, key, 0) for key in ("before", "after"))
    paid = chosen.money_in(whole, b.VANGNET, 0)
    odds = "kans vóór vangnet " & percent(before) & ", erna " & percent(after) & "; "
    return ("Vangnet over " & year & ": " & f.when(holds.equals(1), odds, "")
            & "op het middenpad € " & f.dutch_millions(paid)
            & " mln, uitbetaald twee jaar later." & _test(chosen))


def _test(chosen: Chosen) -> str:
    """Return what is left of the vangnet when the test over three years, not done yet, fails."""
    first = chosen.layout.report.years[0]
    untested = any(a.vangnet_untested for s in chosen.layout.report.scenarios
                   for a in s.accounts if a.year == first)
    return (" De toets over drie jaar is niet gedaan; slaagt die niet, dan is het vangnet nul (blad "
            "Vangnet).") if untested else ""


def ground(chosen: Chosen) -> Node:
    """Return the three links that decide: what each rests on, and what a step in it is worth."""
    whole, year, inputs = chosen.layout.report.whole, chosen.inputs.years[0], chosen.inputs
    totals, names = chosen.money.totals, chosen.layout.report.municipalities
    largest = max(names, key=lambda name: totals[0, name, b.BATEN].number)
    step = chosen.limit(register.STEP)
    budget = chosen.money_in(whole, b.BATEN, 0) * step
    benefit = chosen.money_in(whole, main_cost(chosen), 0) * step
    text = ("Waarop het oordeel rust, en wat " & step_words(step) & "% ervan in " & year
            & " scheelt: aandeel in het macrobudget")
    share = inputs.status_of("buig.aandeel", largest, 0)
    if share is not None:
        real = f.when(entered(chosen), "ingevulde beschikking", share)
        text = text & " (" & real & ")"
    text = text & " € " & f.dutch_millions(budget) & " mln; aantal uitkeringen"
    known = chosen.money.status
    count = range(len(chosen.layout.report.scenarios))
    if (0, largest, b.VOLUME) in known:
        text = text & " (" & chosen.pick([known[s, largest, b.VOLUME] for s in count])
        opening = inputs.status_of("bijstand.beginstand.factor", "", 0)
        text = text & ("" if opening is None else "; beginstand: " & opening) & ")"
    price = inputs.status_of("buig.prijs.lokaal", largest, 0)
    if price is not None:
        text = text & " en gemiddelde uitkering hier (" & price & ") elk"
    return text & " € " & f.dutch_millions(benefit) & " mln."


def main_cost(chosen: Chosen) -> str:
    """Return the key of the largest line of the costs."""
    whole, cost = chosen.layout.report.whole, chosen.money.lines
    keys = [line.key for line in cost if line.side == "lasten"]
    return max(keys, key=lambda key: chosen.money.totals[0, whole, key].number)


def anchor(chosen: Chosen) -> Node | None:
    """Return what the published preliminary macro budget does to the first year.

    None when the run does not combine budgets. A definitive budget that a reader entered does not
    follow the macro budget and is left out.
    """
    rows, inputs, years = chosen.money.rows, chosen.inputs, chosen.inputs.years
    weight = inputs.find(WEIGHT, "", 0, None)
    if (0, NATION, ANCHOR) not in rows or weight is None:
        return None
    factor, follows = chosen.money_in(NATION, ANCHOR, 0), []
    for name in chosen.layout.report.municipalities:
        final = inputs.find(register.ENTERED[0], name, 0, 0)
        baten = chosen.money_in(name, b.BATEN, 0)
        follows.append(baten if final is None else f.when(final.above(0), 0, baten))
    effect = f.add_up(follows) * (literal(1) - literal(1) / factor)
    more = factor.above(1)
    text = ("Het budget van " & years[0] & " is € " & f.dutch_millions(effect)
            & " mln " & f.when(more, "hoger", "lager") & " doordat het gepubliceerde voorlopige "
            "macrobudget voor " & percent(weight) & " meetelt (" & f.when(more, "+", "−")
            & percent(factor - 1, 1) & ").")
    if len(years) > 1:
        later = " Vanaf " & years[1] & " is er nog geen publicatie en ontbreekt dit verschil."
        text = text & f.when(
            _visible(chosen.money_in(NATION, ANCHOR, 1)).equals(0), later, "")
    without = "Het budget van " & years[0] & (
        " hangt hier niet af van het gepubliceerde voorlopige macrobudget.")
    return f.when(f.rounded(f.absolute(effect) / 10_000).equals(0), without, text)


def _visible(factor: Node) -> Node:
    """Return how far a factor is from 1, as it is shown: per cents with one decimal."""
    return f.rounded((factor - 1) * 100, 1)


def limits(chosen: Chosen, holds: Node) -> Node:
    """Return the legend of the verdicts: by the odds, or by the balance once they do not hold."""
    green, orange = chosen.limit(register.GREEN), chosen.limit(register.ORANGE)
    by_odds = ("● binnen budget: kans vanaf " & percent(green) & "   ▲ let op: vanaf "
               & percent(orange) & "   ■ tekort: lager. ")
    by_balance = ("Zonder kansen van de run volgt het teken het saldo:   ▲ let op: tot "
                  & percent(chosen.limit(register.BALANCE), 1) & " van het budget boven of onder "
                  "nul   ● erboven   ■ eronder. ")
    return f.when(holds.equals(1), by_odds, by_balance) & (
        "Saldo: + over, − tekort; × € 1.000, vóór vangnet.")
