"""The figures of the scenario that the reader chose."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.aannames import Inputs
from forecast.outputs.workbook.budget_lines import Money
from forecast.outputs.workbook.figures import Figures
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.layout import Layout


@dataclass(frozen=True)
class Chosen:
    """Picks from rows of all scenarios by the number of the chosen one."""

    layout: Layout
    inputs: Inputs
    figures: Figures
    money: Money

    @property
    def number(self) -> Node:
        """The number of the chosen scenario."""
        if self.inputs.number is None:
            raise ValueError("sheet Aannames is not written yet")
        return self.inputs.number

    def pick(self, options: list[Node]) -> Node:
        """Return the option of the chosen scenario."""
        return f.choose(self.number, options)

    def money_in(self, area: str, key: str, year: int) -> Node:
        """Return a row of sheet Budget in a year (counted from 0)."""
        scenarios = range(len(self.layout.report.scenarios))
        return self.pick([self.money.rows[s, area, key][year] for s in scenarios])

    def money_total(self, area: str, key: str) -> Node:
        """Return a row of sheet Budget over all years."""
        scenarios = range(len(self.layout.report.scenarios))
        return self.pick([self.money.totals[s, area, key] for s in scenarios])

    def run_in(self, area: str, key: str, year: int) -> Node:
        """Return a figure of the run in a year (counted from 0)."""
        scenarios = range(len(self.layout.report.scenarios))
        return self.pick([self.figures.rows[s, area, key][year] for s in scenarios])

    def run_before(self, area: str, key: str) -> Node:
        """Return a figure of the run in the last year behind us."""
        scenarios = range(len(self.layout.report.scenarios))
        return self.pick([self.figures.past[s, area, key] for s in scenarios])

    def limit(self, key: str) -> Node:
        """Return a limit of the traffic light through its name."""
        found = self.inputs.named.get(key)
        if found is not None:
            return found
        scenarios = range(len(self.layout.report.scenarios))
        options = [self.inputs.find(key, "", s, None) for s in scenarios]
        return self.pick([option for option in options if option is not None])
