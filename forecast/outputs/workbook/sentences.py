"""The sentences of the front page: formulas, so that they change with the figures."""

from __future__ import annotations

from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.layout import leaves, named_parts


def percent(part: Node, decimals: int = 0) -> Node:
    """Return a part as a Dutch percentage without sign, e.g. ``4,1%``."""
    return f.dutch(part * 100, decimals) & "%"


def direction(amount: Node) -> Node:
    """Return *over* or *tekort*."""
    return f.when(amount.below(0), "tekort", "over")


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


def verdict(chosen: Chosen, holds: Node, area_cell: Node) -> Node:
    """Return the sentence that answers the question of the page."""
    whole = chosen.layout.report.whole
    saldo, part = (chosen.money_in(whole, key, 0) for key in (b.SALDO, b.PART))
    odds, even = (chosen.run_in(whole, key, 0) for key in ("before", "break_even"))
    year = chosen.inputs.years[0]
    live_even = chosen.money_in(whole, b.EVEN, 0)
    opening = f.when(entered(chosen), "Oordeel op ingevulde budgetten: ",
                     "Voorlopig oordeel op aannames: ")
    words = f.when(
        odds.at_least(chosen.limit(register.GREEN)), " waarschijnlijk binnen het budget",
        f.when(odds.at_least(chosen.limit(register.ORANGE)),
               " misschien binnen het budget, maar zeker is dat niet",
               " waarschijnlijk niet binnen het budget"))
    by_saldo = f.when(saldo.below(0), " naar verwachting niet binnen het budget",
                      " naar verwachting binnen het budget")
    text = opening & "in " & year & " past de bijstand van " & area_cell
    text = text & f.when(holds.equals(1), words, by_saldo)
    text = text & ". Verwacht: € " & f.dutch_millions(saldo) & " mln " & direction(saldo)
    text = text & " (" & percent(part, 1) & " van het budget)"
    text = text & f.when(
        holds.equals(1), ", met " & percent(odds) & " kans om binnen het budget te blijven. ",
        "; de kansen van de run gelden niet meer, dit oordeel volgt het saldo. ")
    total, years = chosen.money_total(whole, b.SALDO), chosen.inputs.years
    if len(years) > 1:
        text = text & period(chosen) & " samen: € " & f.dutch_millions(total) & " mln "
        text = text & direction(total) & ". "
    text = text & "Quitte bij een aandeel van " & f.dutch(live_even, 3)
    text = text & "% in het macrobudget; gerekend is met " & f.dutch(share_used(chosen, 0), 3)
    if even.number < 0:
        raise ValueError("a share is not negative")
    return text & "%."


def choices(chosen: Chosen, holds: Node) -> list[Node]:
    """Return three choices for the board; the reserve is of the run and gives way to an edit."""
    whole, year = chosen.layout.report.whole, chosen.inputs.years[0]
    low, high = (chosen.run_in(whole, key, 0) for key in ("reserve_80", "reserve_90"))
    known = f.when(
        high.below(1), literal("voor 90% zekerheid is geen reserve nodig."), f.when(
            low.below(1), "voor 80% zekerheid is geen reserve nodig, voor 90% € "
            & f.dutch_millions(high) & " mln.",
            "houd € " & f.dutch_millions(low) & " mln achter de hand om een tekort in " & year
            & " met 80% zekerheid te dekken (90%: € " & f.dutch_millions(high) & " mln)."))
    reserve = "1. Reserve: " & f.when(
        holds.equals(1), known, "het bedrag van de run geldt niet meer; draai opnieuw.")
    cost = [s for s in chosen.money.lines if s.side == "lasten"]
    main = max(cost, key=lambda s: chosen.money.totals[0, whole, s.key].number)
    step = chosen.limit(register.STEP)
    gain = chosen.money_in(whole, main.key, 0) * step
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
    return text & "verwacht definitief € " & amount & " mln (landelijk)."


def vangnet(chosen: Chosen, holds: Node) -> Node:
    """Return the odds before and after the vangnet, and what it is expected to pay."""
    whole, year = chosen.layout.report.whole, chosen.inputs.years[0]
    before, after = (chosen.run_in(whole, key, 0) for key in ("before", "after"))
    paid = chosen.money_in(whole, b.VANGNET, 0)
    odds = "kans vóór vangnet " & percent(before) & ", erna " & percent(after) & "; "
    return ("Vangnet over " & year & ": " & f.when(holds.equals(1), odds, "")
            & "op het middenpad € " & f.dutch_millions(paid)
            & " mln, uitbetaald twee jaar later.")


def ground(chosen: Chosen) -> Node:
    """Return which part of the cost rests on what."""
    columns, inputs = chosen.money.columns, chosen.inputs
    if inputs.choice is None:
        raise ValueError("sheet Aannames is not written yet")
    scenario = inputs.choice

    def cost(*tests: tuple[f.Block, Node]) -> Node:
        return f.sum_where(columns["total"], (columns["scenario"], scenario),
                           (columns["side"], literal("lasten")), *tests)

    everything = cost()
    text: Node = literal("De lasten rusten voor ")
    words = ("feit", "afgeleid", "raming", "aanname")
    for position, status in enumerate(words):
        part = cost((columns["status"], literal(status)))
        shown = f.when(everything.equals(0), 0, part / everything)
        link = "" if position == 0 else " en " if position == len(words) - 1 else ", "
        text = text & f"{link}" & percent(shown) & f" op {status}"
    return text & f" (zwakste schakel per regel). {_roots(chosen)}"


def _roots(chosen: Chosen) -> str:
    """Say what the main quantities rest on, in the first year of the first scenario."""
    statuses: dict[str, str] = {}
    for account in chosen.layout.report.scenarios[0].accounts:
        for cell in leaves(account).values():
            statuses.setdefault(named_parts(cell)[0], cell.status)
    named = (("volume.uitkeringen", "aantal uitkeringen"), ("buig.prijs.allin", "prijs"),
             ("buig.aandeel", "aandeel in het budget"))
    known = [f"{words}: {statuses[key]}" for key, words in named if key in statuses]
    return ", ".join(known).capitalize() + "." if known else ""


def limits(chosen: Chosen) -> Node:
    """Return the legend of the verdicts."""
    green, orange = chosen.limit(register.GREEN), chosen.limit(register.ORANGE)
    return ("● binnen budget: kans vanaf " & percent(green) & "   ▲ let op: vanaf "
            & percent(orange) & "   ■ tekort: lager. Saldo: + over, − tekort; × € 1.000, vóór "
            "vangnet.")
