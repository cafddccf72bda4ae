"""The records of what can be promised: offers for next year, their split, and the path of this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecast.outputs.groups import Target


@dataclass(frozen=True, slots=True)
class Offer:
    """A number that could be promised, why, and its odds.

    Attributes
    ----------
    words : str
        Why this number, in Dutch.
    value : float
    chance : float
        0-1.
    """

    words: str
    value: float
    chance: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What can be promised for a year after the agreed one.

    Attributes
    ----------
    target : Target
        The agreed number of the whole.
    year : int
        The year after.
    offers : tuple of Offer
        The same count, the same rate and the benchmark, as far as they exist.
    with_50, with_70, with_90 : float
        Values that are reached with these odds.
    argument : str
        In Dutch.
    now, split : mapping of municipality to float
        The norm of this year, and the value with 70 % odds for the next, over the municipalities
        by their own medians; a part that was agreed stands as agreed. They add up, unless the
        target is a percentage.
    """

    target: Target
    year: int
    offers: tuple[Offer, ...]
    with_50: float
    with_70: float
    with_90: float
    argument: str
    now: Mapping[str, float]
    split: Mapping[str, float]

    @property
    def same_count(self) -> float:
        """Odds that the same number is reached again, 0-1."""
        return self.offers[0].chance


@dataclass(frozen=True, slots=True)
class Path:
    """A target on its way: events so far, or the stock, at the end of every month.

    Attributes
    ----------
    target : Target
    summed : bool
        Whether events are added up; otherwise it is a stock.
    p10, p50, p90 : tuple of float
        One per month.
    """

    target: Target
    summed: bool
    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Promises:
    """Everything about the agreed targets of one scenario.

    Attributes
    ----------
    targets : tuple of Target
        Of the whole.
    at_least : tuple of float
        Odds that at least 1, 2, ... of those with a norm are reached, as the draws hang together.
    if_independent : float
        Odds of all of them if they had nothing in common.
    proposals : tuple of Proposal
    paths : tuple of Path
    """

    targets: tuple[Target, ...]
    at_least: tuple[float, ...]
    if_independent: float
    proposals: tuple[Proposal, ...]
    paths: tuple[Path, ...]
