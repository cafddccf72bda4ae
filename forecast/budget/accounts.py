"""The records of the BUIG accounts: one municipality and year, the nation, and all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecast.budget.expression import Cell
from forecast.budget.figures import Figures
from forecast.budget.lines import Line, Nation
from forecast.budget.vangnet import UNTESTED


@dataclass(frozen=True)
class BuigAccount:
    """The account of one municipality in one year.

    Attributes
    ----------
    area : str
    year : int
    scenario : str
    lines : tuple of Line
        Chain, income and cost.
    baten, lasten, saldo : Cell
        Sums over the lines and their difference (+ is a surplus), eur.
    saldo_part : Cell
        Saldo as a part of the budget.
    vangnet : Cell
        Payment over this year's deficit, eur, received two years later.
    after : Cell
        Saldo with that payment, eur.
    break_even : Cell
        Share of the macro budget at which the saldo is nil, %.
    vangnet_test : str
        ``getoetst``; or ``niet getoetst``: the payment holds only if the deficits of three years
        pass the test.
    """

    area: str
    year: int
    scenario: str
    lines: tuple[Line, ...]
    baten: Cell
    lasten: Cell
    saldo: Cell
    saldo_part: Cell
    vangnet: Cell
    after: Cell
    break_even: Cell
    vangnet_test: str = UNTESTED

    def line(self, key: str) -> Line:
        """Return a line by its key."""
        return next(line for line in self.lines if line.key == key)

    @property
    def untested(self) -> bool:
        """Whether the test over three years could not be done."""
        return self.vangnet_test == UNTESTED

    @property
    def ground(self) -> str:
        """Status of what the budget rests on.

        ``feit`` in a year with a real budget, definitive or preliminary; ``afgeleid`` in later
        years, which carry its share on; otherwise the status of the assumed share.
        """
        budget = self.line("buig.budget").cell
        return budget.status if budget.status == "feit" else self.line(
            "buig.aandeel.ijkjaar").cell.status


@dataclass(frozen=True)
class NationalAccount:
    """The national chain of one year: volume, prices, macro budget and saldo."""

    year: int
    scenario: str
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line:
        """Return a step by its key."""
        return next(line for line in self.lines if line.key == key)


@dataclass(frozen=True)
class Basis:
    """What the other frames share with the BUIG: its input cells and its national chain."""

    figures: Figures
    nations: Mapping[int, Nation]


@dataclass(frozen=True)
class Accounts:
    """All accounts of a scenario.

    Attributes
    ----------
    national : tuple of NationalAccount
    local : tuple of BuigAccount
        By year, then by municipality.
    basis : Basis
    """

    national: tuple[NationalAccount, ...]
    local: tuple[BuigAccount, ...]
    basis: Basis

    def leaves(self) -> tuple[Cell, ...]:
        """Return every input and volume that the accounts rest on, each once, by key."""
        found: dict[str, Cell] = {}
        cells = [line.cell for n in self.national for line in n.lines]
        cells += [c for a in self.local for c in (a.after, *(line.cell for line in a.lines))]
        for cell in cells:
            found.update({leaf.key: leaf for leaf in cell.leaves()})
        return tuple(found[key] for key in sorted(found))
