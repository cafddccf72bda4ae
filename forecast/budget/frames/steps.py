"""Makes the cells and lines of one municipality, year and frame."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.budget.expression import Cell, Expr
from forecast.budget.figures import Figures
from forecast.budget.lines import EUR, Line


@dataclass(frozen=True)
class Steps:
    """Where cells and lines belong; their keys and formulas come with each.

    Attributes
    ----------
    f : Figures
    area : str
    year : int
    frame : str
    """

    f: Figures
    area: str
    year: int
    frame: str

    def step(self, key: str, rule: Expr, unit: str = EUR, source: str = "") -> Cell:
        """Return a cell with a formula."""
        return self.f.define(key, self.area, self.year, rule, unit, source)

    def line(self, key: str, label: str, side: str, cell: Cell, right: bool = False) -> Line:
        """Return a line of the frame; `right` where the law gives a right (openeinde)."""
        return Line(key, label, side, cell, right, self.frame)
