"""How a comparison reads in the terminal: figures of both sides, and the bridge between them."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from forecast.cli.tables import MILLION, new_table, shown
from forecast.cycle.asking import Comparison
from forecast.cycle.editions import EditionComparison
from forecast.outputs.bridges import Bridge
from forecast.project.comparing import in_words
from forecast.words import dutch_number

_ORDER = ("Volgorde doet er niet toe: elke oorzaak krijgt haar gemiddelde effect over alle "
          "volgordes (Shapley); de rest is nul.")
_BOOKKEEPING = ("Eerst gaat de werkelijke werkloosheid door de raming; daarna is het boekhouden: "
                "budget is macrobudget maal aandeel, lasten zijn aantal maal prijs, elk op het "
                "midden van beide kanten verdeeld. De rest is nul.")


def comparison(console: Console, found: Comparison) -> None:
    """Show the measures of two scenarios, the bridge, and its causes in words."""
    report, bridge = found.report, found.bridge
    years = f"{report.years[0]}-{report.years[-1]}"
    one, other = (s.name for s in report.scenarios)
    table = new_table(f"{report.whole}, {years}: {one} en {other}", "onderwerp", one, other,
                   "verschil", "band 80 %")
    for m in found.measures:
        one_text, other_text, gap = (shown(v, m.euros) for v in (m.one, m.other, m.other - m.one))
        band = f"{shown(m.low, m.euros)} tot {shown(m.high, m.euros)}"
        table.add_row(m.label, one_text, other_text, gap, band)
    table.caption = ("Euro's × € 1.000, alle jaren samen, middenpad; de band is van het verschil, "
                     "trekking voor trekking.")
    table.caption_justify = "left"
    console.print(table)
    quiet = [m for m in found.measures if m.noise > 0 and m.euros]
    if quiet:
        least = min(m.apart / m.noise for m in quiet)
        console.print(f"Gedeeld toeval: de spreiding van een verschil is ten minste "
                      f"{dutch_number(least, 1)} keer zo klein als met eigen trekkingen; die "
                      f"zouden er {dutch_number(least**2)} keer zo veel nodig hebben.",
                      soft_wrap=True)
    _bridge(console, report.municipalities, report.whole, bridge, _ORDER)


def editions(console: Console, found: EditionComparison) -> None:
    """Show the figures of two editions, the bridge between them, and its causes in words."""
    bridge = found.bridge
    years = "-".join(dict.fromkeys(str(year) for year in (bridge.years[0], bridge.years[-1])))
    if not found.measures:
        console.print(f"{found.whole}, {years}, scenario {found.scenario}: van {bridge.one} naar "
                      f"{bridge.other}.", soft_wrap=True)
        _bridge(console, found.municipalities, found.whole, bridge, _BOOKKEEPING)
        return
    table = new_table(f"{found.whole}, {years}, scenario {found.scenario}", "onderwerp",
                   bridge.one, bridge.other, "verschil")
    for m in found.measures:
        table.add_row(m.label, *(shown(v, m.euros) for v in (m.one, m.other, m.other - m.one)))
    table.caption = "Euro's × € 1.000, de jaren die beide edities hebben samen, middenpad."
    table.caption_justify = "left"
    console.print(table)
    _bridge(console, found.municipalities, found.whole, bridge, _ORDER)


def _bridge(
    console: Console, names: tuple[str, ...], whole: str, bridge: Bridge, caption: str
) -> None:
    if bridge.steps:
        console.print(_steps(names, whole, bridge, caption))
    console.print(in_words(bridge, _money), soft_wrap=True)


def _money(value: float) -> str:
    """Return an amount as a sentence has it: millions, or euros when it is less."""
    return f"€ {dutch_number(value / MILLION, 2)} mln" if abs(value) >= MILLION / 20 else (
        f"€ {dutch_number(value)}")


def _steps(names: tuple[str, ...], whole: str, bridge: Bridge, caption: str) -> Table:
    table = new_table(f"Brug: saldo van {bridge.of}, alle jaren, × € 1.000", "oorzaak",
                   *names, whole)
    for step in bridge.steps:
        own = [sum(step.amounts[name]) for name in names]
        table.add_row(step.label, *(shown(v, True) for v in (*own, step.total())))
    table.add_section()
    sums = [sum(sum(step.amounts[name]) for step in bridge.steps) for name in names]
    table.add_row("samen", *(shown(v, True) for v in (*sums, sum(sums))))
    table.caption = caption
    table.caption_justify = "left"
    return table
