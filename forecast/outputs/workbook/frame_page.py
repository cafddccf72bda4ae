"""The frames on the front page: a sentence, tiles, and what each frame leaves per municipality."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.outputs.accounts import EVERY_FRAME
from forecast.outputs.report import BUIG, PARTICIPATIE, TOTAAL, UITVOERING
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register, sentences
from forecast.outputs.workbook.chosen import Chosen
from forecast.outputs.workbook.formula import Node, literal
from forecast.outputs.workbook.verdict_rows import run_key

#: What the page calls a frame; the kadernota's own label stays, with what is in it.
NAMES = {
    BUIG: "BUIG", PARTICIPATIE: "Participatiebudget met de Wsw", UITVOERING: "Uitvoering",
}
STATE, OWN = "totaal.rijkskaders", "totaal.bijdrage"
Tile = tuple[Node | str, Node, str, Node | str]


def signed(part: Node) -> Node:
    """Return a part as a Dutch percentage with its sign, e.g. ``−1,1%``."""
    return f.when(part.below(0), "−", "+") & sentences.percent(part, 1)


@dataclass(frozen=True)
class Frames:
    """The frames of the chosen scenario, as far as a run has them."""

    chosen: Chosen
    holds: Node

    @property
    def known(self) -> bool:
        """Whether the run has more than the BUIG."""
        return TOTAAL in self.chosen.money.by_frame

    def odds(self, area: str, frame: str, year: int) -> Node:
        """Return the odds of a frame as they are shown."""
        return sentences.shown(self.chosen.run_in(area, run_key("before", frame), year))

    def symbol(self, area: str, frame: str, year: int) -> Node:
        """Return shape and odds; the shape alone, by the balance, once the odds do not hold."""
        chosen = self.chosen
        odds = self.odds(area, frame, year)
        part = chosen.money_in(area, f"{frame}.saldo_deel", year)
        green, orange = chosen.limit(register.GREEN), chosen.limit(register.ORANGE)
        limit = chosen.limit(register.BALANCE)
        by_odds = f.when(odds.at_least(green), "●", f.when(odds.at_least(orange), "▲", "■"))
        by_part = f.when(part.at_least(-limit), "●", f.when(part.at_least(limit), "▲", "■"))
        return f.when(self.holds.equals(1), by_odds & " " & sentences.percent(odds),
                      by_part & " kans?")

    def sentence(self) -> Node:
        """Return what the frames beside the BUIG do in the first year, and all of them together."""
        chosen, whole = self.chosen, self.chosen.layout.report.whole
        text: Node = literal("")
        for frame in (PARTICIPATIE, UITVOERING):
            saldo, part = (chosen.money_in(whole, f"{frame}.{key}", 0)
                           for key in ("saldo", "saldo_deel"))
            odds = self.odds(whole, frame, 0)
            likely = f.when(
                odds.at_least(chosen.limit(register.GREEN)), "waarschijnlijk wel",
                f.when(odds.at_least(chosen.limit(register.ORANGE)), "misschien",
                       "waarschijnlijk niet"))
            said = likely & ", kans " & sentences.percent(odds) & "; "
            text = text & (NAMES[frame] + ": ") & f.when(self.holds.equals(1), said, "")
            text = text & sentences.amount(saldo) & " (" & sentences.percent(part, 1) & "). "
        total = f.add_up([chosen.money_in(whole, STATE, i)
                          for i in range(len(chosen.inputs.years))])
        text = text & "De drie rijkskaders samen, " & sentences.period(chosen) & ": "
        text = text & sentences.amount(total) & " op het middenpad. Bijdrage van de gemeenten in "
        text = (text & chosen.inputs.years[0] & ": € "
                & f.dutch_millions(chosen.money_in(whole, OWN, 0)) & " mln. ")
        every = "Kans dat elk kader past: " & sentences.percent(
            chosen.run_in(whole, EVERY_FRAME, 0)) & ". "
        return (text & f.when(self.holds.equals(1), every, "")
                & "Het ene kader betaalt niet voor het andere.")

    def tiles(self) -> list[Tile]:
        """Return five tiles: the three frames, their sum, and what the municipalities pay."""
        chosen, whole, year = (self.chosen, self.chosen.layout.report.whole,
                               self.chosen.inputs.years[0])
        found: list[Tile] = []
        for frame, name in ((BUIG, "BUIG "), (PARTICIPATIE, "Participatiebudget "),
                            (UITVOERING, "Uitvoering ")):
            odds = sentences.percent(self.odds(whole, frame, 0))
            part = sentences.percent(chosen.money_in(whole, f"{frame}.saldo_deel", 0), 1)
            way = sentences.direction(chosen.money_in(whole, f"{frame}.saldo", 0))
            note = part & " " & way & f.when(
                self.holds.equals(1), "; kans binnen budget " & odds, "; kans?")
            found.append((name & year & ", € mln", chosen.money_in(whole, f"{frame}.saldo", 0),
                          "mln", note))
        years = range(len(chosen.inputs.years))
        together = f.add_up([chosen.money_in(whole, STATE, i) for i in years])
        low = chosen.run_in(whole, run_key("reserve_80", TOTAAL), 0)
        found.append(("Drie kaders " & sentences.period(chosen) & ", € mln", together, "mln",
                      f.when(self.holds.equals(1), "reserve " & year & " voor 80% zekerheid: "
                             "€ " & f.dutch_millions(low) & " mln", "reserve: nieuwe run")))
        own = chosen.money_in(whole, OWN, 0)
        found.append(("Bijdrage gemeenten " & year & ", € mln", own, "mln",
                      "eigen lasten min het saldo van de drie kaders"))
        return found

    def rows(self) -> list[tuple[str, str]]:
        """Return the frames that follow the BUIG of the municipalities: label and frame."""
        if not self.known:
            return []
        return [(NAMES[frame], frame) for frame in (PARTICIPATIE, UITVOERING)]

    def columns(self, area: str) -> list[tuple[Node, Node]]:
        """Return amount and verdict of the second table: one municipality, several frames."""
        chosen = self.chosen
        found = [(chosen.money_in(area, f"{frame}.saldo", 0), self.symbol(area, frame, 0))
                 for frame in (PARTICIPATIE, UITVOERING)]
        both = chosen.money_in(area, STATE, 0)
        baten = f.add_up([chosen.money_in(area, f"{frame}.baten", 0) for frame in NAMES])
        found.append((both, signed(f.when(baten.equals(0), 0, both / baten))))
        years = range(len(chosen.inputs.years))
        total = f.add_up([chosen.money_in(area, STATE, i) for i in years])
        income = f.add_up([chosen.money_total(area, f"{frame}.baten") for frame in NAMES])
        found.append((total, signed(f.when(income.equals(0), 0, total / income))))
        own = chosen.money_in(area, OWN, 0)
        benefits = chosen.money_in(area, b.VOLUME, 0)
        each = f.when(benefits.equals(0), 0, own / benefits)
        found.append((own, "€ " & f.dutch_whole(each)))
        return found

    def heads(self) -> list[Node]:
        """Return the heads of the second table."""
        year = self.chosen.inputs.years[0]
        return [
            "Participatiebudget " & year, "Uitvoering " & year, "Drie kaders " & year,
            "Drie kaders " & sentences.period(self.chosen), literal("Bijdrage, per uitkering"),
        ]
