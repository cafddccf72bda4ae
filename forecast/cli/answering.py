"""How answers read in the terminal: a comparison, the tornado, targets, what must be true."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from forecast.cli.tables import THOUSAND, new_table, shown
from forecast.cycle.asking import Promised, Solved, Varied
from forecast.outputs.groups import Target
from forecast.outputs.promises import Promises
from forecast.outputs.tornado import Tornado
from forecast.words import dutch_number

#: A number of people that a line shows.
_SEEN = 0.05


def tornado(console: Console, found: Tornado, most: int) -> None:
    """Show the assumptions with the largest effect, and those without any."""
    table = new_table(
        f"Scenario {found.scenario}: wat een aanname doet met het saldo van de drie rijkskaders",
        "aanname", "laag", "hoog", "saldo laag", "saldo hoog", "uitk. hoog")
    moving = [one for one in found.levers if not one.idle and not one.refused]
    for one in moving[:most]:
        name = f"{one.key} ({one.place})" if one.place else one.key
        sides = (one.low, one.high)
        table.add_row(name if one.ranged else f"{name} ±1 %", *(
            "–" if side.value != side.value else dutch_number(side.value, 4, trim=True)
            for side in sides), *("–" if side.refused else shown(side.saldo, True)
                                  for side in sides), dutch_number(one.high.benefits, 1))
    table.caption = ("× € 1.000, alle jaren samen, middenpad; laag en hoog zijn P10 en P90, of 1 % "
                     "eronder en erboven als een aanname geen band heeft; – bij de waarde: een "
                     "pad, dat als geheel beweegt; uitkeringen bij hoog.")
    table.caption_justify = "left"
    console.print(table)
    local = [f"{one.key} ({dutch_number(one.own / THOUSAND)})" for one in moving
             if one.width < 1 and one.own >= 1]
    if local:
        console.print("Alleen in de bijdrage van de gemeenten, × € 1.000: "
                      f"{', '.join(local)}.", soft_wrap=True)
    idle = [f"{one.key} ({one.place})" if one.place else one.key
            for one in found.levers if one.idle]
    if idle:
        console.print("Zonder effect op euro's en uitkeringen van het middenpad: "
                      f"{', '.join(idle)}.", soft_wrap=True)
    for one in found.levers:
        for bound, words in ((one.low, "laag"), (one.high, "hoog")):
            if bound.refused:
                console.print(f"{one.key} {words} kan niet: {bound.refused}", soft_wrap=True)


def targets(console: Console, found: Promised) -> None:
    """Show the agreed results, their odds together, other counts, and what can be promised."""
    whole, promises = found.report.whole, found.promises
    table = new_table(f"{whole}: afspraken, scenario {found.report.scenarios[0].name}", "afspraak",
                   "jaar", "norm", "kans", "50 %", "70 %", "90 %")
    for one in promises.targets:
        norm, odds = "geen", ""
        if one.norm is not None and one.chance is not None:
            norm = f"{'≥' if one.least else '≤'} {_counted(one.norm, one)}"
            odds = f"{dutch_number(100 * one.chance)} %"
        table.add_row(one.label, str(one.year), norm, odds, *(
            _counted(v, one) for v in (one.with_50, one.with_70, one.with_90)))
    table.caption = ("50, 70 en 90 %: met deze kans komt de uitkomst ten minste (bij ≤ ten "
                     "hoogste) op dit getal. Zonder norm: alleen inzicht.")
    table.caption_justify = "left"
    console.print(table)
    count = len(promises.at_least)
    odds = ", ".join(f"{k} of meer {dutch_number(100 * chance)} %"
                     for k, chance in enumerate(promises.at_least, start=1))
    left = [one.label for one in found.report.uncounted]
    if left:
        console.print(f"Niet geteld door de raming: {'; '.join(left)}.", soft_wrap=True)
    if count > 1:
        console.print(f"Samen, van {count} afspraken met een norm: {odds}. Alle {count} zonder "
                  f"samenhang: {dutch_number(100 * promises.if_independent, 1)} %.\n",
                  soft_wrap=True)
    for one in promises.targets:
        _otherwise(console, one)
    if promises.proposals:
        console.print()
        console.print(_offers(promises))
        console.print(_proposals(found))
        for proposal in promises.proposals:
            console.print(f"  · {proposal.target.label}: {proposal.argument}.", soft_wrap=True)
        console.print()
    for path in promises.paths:
        ends = ", ".join(dutch_number(v) for v in path.p50)
        how = "opgeteld per maand" if path.summed else "stand per maand"
        console.print(f"{path.target.label}, {path.target.year}, {how} (mediaan): {ends}.",
                      soft_wrap=True)


def _otherwise(console: Console, one: Target) -> None:
    """Show the other counts of a result and its gross flows, each as a sum that adds up."""
    for other in one.recounts:
        steps = "".join(_signed(value, label) for label, value in other.steps)
        norm = "" if other.norm is None or other.chance is None else (
            f"; norm {dutch_number(other.norm)}, kans {dutch_number(100 * other.chance)} %")
        console.print(f"  · {one.label}, anders geteld: {other.title}: "
                      f"{dutch_number(one.expected, 1)}{steps} = "
                      f"{dutch_number(other.expected, 1)} {other.unit}{norm}.", soft_wrap=True)
    if one.gross is not None:
        gained = "".join(_signed(value, label) for label, value in one.gross.gained)
        lost = "".join(_signed(-value, label) for label, value in one.gross.lost)
        rest = _signed(one.gross.rest, "overig") if abs(one.gross.rest) >= _SEEN else ""
        console.print(f"  · {one.label}, bruto en netto: {dutch_number(one.gross.opening, 1)}"
                      f"{gained}{lost}{rest} = {dutch_number(one.gross.closing, 1)}; netto "
                      f"{dutch_number(one.gross.closing - one.gross.opening, 1)}.", soft_wrap=True)


def _signed(value: float, label: str) -> str:
    sign = "−" if value < 0 else "+"
    return f" {sign} {dutch_number(abs(value), 1)} ({label})"


def _offers(promises: Promises) -> Table:
    table = new_table("Wat u voor het jaar erna kunt afspreken", "afspraak", "jaar", "getal",
                      "kans")
    for one in promises.proposals:
        for offer in one.offers:
            table.add_row(f"{one.target.label}: {offer.words}", str(one.year),
                          _counted(offer.value, one.target),
                          f"{dutch_number(100 * offer.chance)} %")
    return table


def solved(console: Console, found: Solved) -> None:
    """Show what must be true, its odds, and what every handle can do by itself."""
    answer, goal = found.answer, found.answer.goal
    when = "alle jaren" if goal.year is None else str(goal.year)
    sign = "ten minste" if goal.least else "ten hoogste"
    console.print(f"Doel, scenario {found.scenario}: {goal.name} {sign} "
                  f"{dutch_number(goal.bound)} ({when}{', ' + goal.area if goal.area else ''}).",
                  soft_wrap=True)
    console.print(f"Middenpad nu {dutch_number(answer.before)}, daarna "
                  f"{dutch_number(answer.after)}; kans nu {dutch_number(100 * found.odds_before)} "
                  f"%, daarna {dutch_number(100 * found.odds_after)} %.", soft_wrap=True)
    if answer.reached and not answer.moves:
        console.print("Het doel is op het middenpad al gehaald.")
    elif not answer.reached:
        short = abs(goal.bound - answer.after)
        console.print("Niet haalbaar: ook met al het beleid hieronder tot zijn grens blijft er "
                      f"{dutch_number(short)} over. De grenzen zijn aannames.", soft_wrap=True)
    if answer.moves:
        table = new_table("Wat er waar moet zijn", "beleid", "nu", "wordt", "van de ruimte")
        for move in answer.moves:
            table.add_row(f"{move.handle.label} ({move.handle.key})",
                          dutch_number(move.old, 3, trim=True),
                          dutch_number(move.new, 3, trim=True),
                          f"{dutch_number(100 * move.part)} %")
        console.print(table)
    if answer.cheapest:
        table = new_table("Wat het minste kost", "beleid", "nu", "wordt", "kosten per jaar")
        for move in answer.cheapest:
            table.add_row(f"{move.handle.label} ({move.handle.key})",
                          dutch_number(move.old, 3, trim=True),
                          dutch_number(move.new, 3, trim=True), dutch_number(move.cost or 0.0))
        table.add_row("samen", "", "", dutch_number(sum(m.cost or 0.0 for m in answer.cheapest)))
        console.print(table)
    table = new_table("Wat elk beleid alleen kan, tot zijn grens", "beleid", "grens", "effect")
    for move, gain in answer.single:
        table.add_row(f"{move.handle.label} ({move.handle.key})",
                      dutch_number(move.new, 3, trim=True), dutch_number(gain, 1))
    unknown = sum(move.handle.cost is None for move, _ in answer.single)
    costs = ("Van geen enkel beleid zijn kosten ingevuld, dus een goedkoopste antwoord is er niet "
             "(kolom kosten)" if unknown == len(answer.single) else
             f"Van {unknown} van de {len(answer.single)} zijn geen kosten ingevuld: die doen niet "
             "mee in het goedkoopste antwoord" if unknown else
             "De kosten komen naast wat de raming zelf al telt")
    table.caption = (f"{costs}; de grenzen zijn eigen keuzes. Gezocht is op het middenpad, de kans "
                     "komt uit trekkingen.")
    table.caption_justify = "left"
    console.print(table)


def varied(console: Console, found: Varied) -> None:
    """Show every variant: benefits in the last year, the frames together, and the odds."""
    last, whole = str(found.years[-1]), found.whole
    table = new_table(f"{whole}: varianten, gemiddelde van de trekkingen", "variant",
                   f"uitk. {last}", "kaders", "verschil", "bijdrage", "kans BUIG", "kans samen")
    base: float | None = None
    for name, rows in found.rows.items():
        at = {(v, period, statistic): value for v, area, period, statistic, value in rows
              if area == whole}
        total, own = (sum(at[f"budget.totaal.{key}", str(y), "gemiddelde"] for y in found.years)
                      for key in ("rijkskaders", "bijdrage"))
        base = total if base is None else base
        odds = (at[f"kans.binnen_budget.{frame}", last, "kans"] for frame in ("buig", "totaal"))
        table.add_row(name, dutch_number(at["bijstand.uitkeringen", last, "gemiddelde"]),
                      shown(total, True), shown(total - base, True), shown(own, True),
                      *(f"{dutch_number(100 * one)} %" for one in odds))
    table.caption = (f"Euro's × € 1.000, alle jaren samen; kansen in {last}. Alle varianten "
                     "gebruiken dezelfde trekkingen.")
    table.caption_justify = "left"
    console.print(table)


def _proposals(found: Promised) -> Table:
    names = found.report.municipalities
    table = new_table("Voorstel voor het jaar erna", "afspraak", "jaar", "zelfde", "70 %", *names)
    for one in found.promises.proposals:
        table.add_row(one.target.label, str(one.year), f"{dutch_number(100 * one.same_count)} %",
                      _counted(one.with_70, one.target),
                      *(_counted(one.split[n], one.target) for n in names))
    table.caption = ("zelfde: kans dat de norm van dit jaar weer wordt gehaald; per gemeente: het "
                     "getal met 70 % kans, verdeeld naar haar eigen mediaan (een percentage is "
                     "haar eigen mediaan).")
    table.caption_justify = "left"
    return table


def _counted(value: float, target: Target) -> str:
    """Return a value of a target: whole numbers, percentages with a decimal."""
    return dutch_number(value, 1 if target.unit.startswith("%") else 0)


