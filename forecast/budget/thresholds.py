"""Amounts that bend: smaller, larger, between thresholds, from a limit on, a safe ratio."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from forecast.budget.expression import ATOM, PRODUCT, Expr, Number, Place, inside


@dataclass(frozen=True, eq=False)
class Min(Expr):
    """The smaller of two."""

    left: Expr
    right: Expr
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _plain(np.minimum(self.left.value, self.right.value)))

    def formula(self, place: Place) -> str:
        """Return ``MIN(a,b)``."""
        return f"MIN({self.left.formula(place)},{self.right.formula(place)})"

    def parts(self) -> tuple[Expr, ...]:
        """Return both sides."""
        return self.left, self.right


@dataclass(frozen=True, eq=False)
class Max(Expr):
    """The larger of two."""

    left: Expr
    right: Expr
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _plain(np.maximum(self.left.value, self.right.value)))

    def formula(self, place: Place) -> str:
        """Return ``MAX(a,b)``."""
        return f"MAX({self.left.formula(place)},{self.right.formula(place)})"

    def parts(self) -> tuple[Expr, ...]:
        """Return both sides."""
        return self.left, self.right


@dataclass(frozen=True, eq=False)
class Between(Expr):
    """The part of `amount` above `low` and, unless None, below `high` (``low <= high``).

    ``max(0, min(amount, high) - low)``, which equals ``clip(amount, low, high) - low``; the parts
    between consecutive thresholds add up to the amount above the first.
    """

    amount: Expr
    low: Expr
    high: Expr | None = None
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        top = self.amount.value
        if self.high is not None:
            top = np.minimum(top, self.high.value)
        object.__setattr__(self, "value", _plain(np.maximum(0.0, top - self.low.value)))

    def formula(self, place: Place) -> str:
        """Return ``MAX(0,MIN(a,high)-low)``."""
        top = self.amount if self.high is None else Min(self.amount, self.high)
        return f"MAX(0,{(top - self.low).formula(place)})"

    def parts(self) -> tuple[Expr, ...]:
        """Return the amount and its thresholds."""
        return (self.amount, self.low) + (() if self.high is None else (self.high,))


@dataclass(frozen=True, eq=False)
class OnlyAbove(Expr):
    """An amount where a measure lies above a limit, and nothing elsewhere."""

    amount: Expr
    measure: Expr
    limit: Expr
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        above = np.greater(self.measure.value, self.limit.value)
        object.__setattr__(self, "value", _plain(np.where(above, self.amount.value, 0.0)))

    def formula(self, place: Place) -> str:
        """Return ``IF(m>l,a,0)``."""
        test = f"{inside(self.measure, PRODUCT, place)}>{inside(self.limit, PRODUCT, place)}"
        return f"IF({test},{self.amount.formula(place)},0)"

    def parts(self) -> tuple[Expr, ...]:
        """Return the amount, the measure and the limit."""
        return self.amount, self.measure, self.limit


@dataclass(frozen=True, eq=False)
class WhenAtLeast(Expr):
    """One amount where a measure reaches a limit, and another elsewhere."""

    measure: Expr
    limit: Expr
    amount: Expr
    otherwise: Expr
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        reached = np.greater_equal(self.measure.value, self.limit.value)
        found = np.where(reached, self.amount.value, self.otherwise.value)
        object.__setattr__(self, "value", _plain(found))

    def formula(self, place: Place) -> str:
        """Return ``IF(m>=l,a,b)``."""
        test = f"{inside(self.measure, PRODUCT, place)}>={inside(self.limit, PRODUCT, place)}"
        return f"IF({test},{self.amount.formula(place)},{self.otherwise.formula(place)})"

    def parts(self) -> tuple[Expr, ...]:
        """Return the measure, its limit and both amounts."""
        return self.measure, self.limit, self.amount, self.otherwise


@dataclass(frozen=True, eq=False)
class Ratio(Expr):
    """`top` divided by `bottom`, and 0 where `bottom` is 0: a reader may empty a budget cell."""

    top: Expr
    bottom: Expr
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        top, bottom = np.broadcast_arrays(self.top.value, self.bottom.value)
        out = np.divide(top, bottom, out=np.zeros(bottom.shape), where=bottom != 0)
        object.__setattr__(self, "value", _plain(out))

    def formula(self, place: Place) -> str:
        """Return ``IF(b=0,0,a/b)``."""
        ratio = f"{inside(self.top, PRODUCT, place)}/{inside(self.bottom, ATOM, place)}"
        return f"IF({self.bottom.formula(place)}=0,0,{ratio})"

    def parts(self) -> tuple[Expr, ...]:
        """Return numerator and denominator."""
        return self.top, self.bottom


@dataclass(frozen=True, eq=False)
class Filled(Expr):
    """An amount where it is filled in, and another where it is still 0."""

    amount: Expr
    otherwise: Expr
    value: Number = field(init=False)

    def __post_init__(self) -> None:
        amount = self.amount.value
        found = np.where(np.equal(amount, 0), self.otherwise.value, amount)
        object.__setattr__(self, "value", _plain(found))

    def formula(self, place: Place) -> str:
        """Return ``IF(a=0,b,a)``."""
        amount = self.amount.formula(place)
        return f"IF({amount}=0,{self.otherwise.formula(place)},{amount})"

    def parts(self) -> tuple[Expr, ...]:
        """Return the amount and what replaces it."""
        return self.amount, self.otherwise


def _plain(value: Number) -> Number:
    return float(value) if np.ndim(value) == 0 else value
