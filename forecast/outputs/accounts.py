"""The accounts of a run, their odds, and what rules them: the money side of a report."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.budget.expression import Expr
from forecast.budget.frames.names import (
    BUIG,
    GEMEENTELIJK,
    NAMES,
    PARTICIPATIE,
    TOTAAL,
    UITVOERING,
)

__all__ = [
    "BUIG", "EVERY_AREA", "EVERY_FRAME", "FRAMES", "GEMEENTELIJK", "NATION", "PARTICIPATIE",
    "SIDES", "TOTAAL", "UITVOERING", "Account", "AccountLine", "Cause", "Odds", "Together",
]

#: The national chain (volume, price, macro budget) is an account of this area.
NATION = ""
#: The frames in reading order; `TOTAAL` sums them, municipal money included.
FRAMES = tuple(NAMES)
#: Budgets that may hold together: the State frames of an area, the BUIG of all municipalities.
EVERY_FRAME, EVERY_AREA = "elk_kader", "buig.elke_gemeente"
#: A step that leads to an amount, the amounts themselves, and what follows from them.
SIDES = ("keten", "baten", "lasten", "uitkomst")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line of an account.

    Attributes
    ----------
    key : str
        E.g. ``buig.pw``; the same in every year, area and scenario.
    label : str
        Dutch.
    side : str
        One of `SIDES`; only ``baten`` and ``lasten`` are parts of a sum.
    amount : Expr
        Floats: the central path. Its cells with a definition become rows of their own; others are
        found among assumptions and volumes, or listed as figures of the run.
    unit, status, source : str
        `status` is one of feit, afgeleid, raming, aanname, voorbeeld.
    open_ended : bool
        The law gives a right, so that the cost cannot stop at the budget.
    """

    key: str
    label: str
    side: str
    amount: Expr
    unit: str
    status: str
    source: str
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one area in one year and one frame, on the central path.

    Attributes
    ----------
    area : str
        A municipality; or `NATION`, whose lines (side ``keten``) are the national volume, the
        prices and the macro budget.
    year : int
    lines : tuple of AccountLine
    vangnet : Expr or None
        The supplement over this year's deficit, eur; None for the nation.
    vangnet_untested : bool
        Whether that is conditional: the test over three years lacks earlier balances.
    frame : str
        One of `FRAMES`.
    """

    area: str
    year: int
    lines: tuple[AccountLine, ...]
    vangnet: Expr | None = None
    vangnet_untested: bool = False
    frame: str = BUIG

    def line(self, key: str) -> AccountLine:
        """Return a line by its key."""
        return next(line for line in self.lines if line.key == key)

    def total(self, side: str) -> float:
        """Return the sum of the lines of a side, eur."""
        return sum(float(line.amount.value) for line in self.lines if line.side == side)


@dataclass(frozen=True, slots=True)
class Odds:
    """How an area stands against its budget in one year, over all draws.

    Attributes
    ----------
    area : str
        A municipality or the whole.
    year : int
    before, after : float
        Chance of staying within the budget before and after the vangnet, 0-1.
    shortfall : float
        Expected shortfall: mean of max(0, -saldo), eur, before the vangnet.
    reserve_80, reserve_90 : float
        Reserve that covers the deficit with 80 and 90 % odds, eur.
    break_even : float
        Share of the macro budget at which the central saldo is nil, %; 0 outside the BUIG.
    frame : str
        One of `FRAMES`.
    """

    area: str
    year: int
    before: float
    after: float
    shortfall: float
    reserve_80: float
    reserve_90: float
    break_even: float
    frame: str = BUIG


@dataclass(frozen=True, slots=True)
class Cause:
    """An assumption and the part of the saldo's variance that it explains.

    `share` is first-order, 0-1; `key` is the catalogue's (a municipality may follow behind ``|``)
    and `label` its meaning in Dutch.
    """

    key: str
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Together:
    """The chance that several budgets hold at once in one year, over all draws.

    Attributes
    ----------
    key : str
        `EVERY_FRAME`: each of the State frames of an area; `EVERY_AREA`: the BUIG of each
        municipality.
    area : str
    year : int
    chance, apart : float
        As the draws are, and what it would be if the budgets had nothing in common, 0-1.
    """

    key: str
    area: str
    year: int
    chance: float
    apart: float
