"""The verdict in words and shapes, from the odds; never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GREEN, ORANGE, RED = "● binnen budget", "▲ let op", "■ tekort"
PROVISIONAL = "voorlopig oordeel op aannames"
SETTLED = "oordeel op ingevoerde budgetten"
_ASSUMED = frozenset({"aanname", "afgeleid", "voorbeeld"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the board reads.

    Attributes
    ----------
    level : int
        3 within the budget, 2 take care, 1 short.
    text : str
        Shape and words.
    reading : str
        How firm the verdict is: on assumptions, or on budgets that were entered.
    """

    level: int
    text: str
    reading: str

    @property
    def provisional(self) -> bool:
        """Whether it stands on an assumed budget or share."""
        return self.reading == PROVISIONAL


def verdict(chance: float, green: float, orange: float, grounds: Iterable[str]) -> Verdict:
    """Return the verdict on odds.

    Parameters
    ----------
    chance : float
        Odds of staying within the budget before the vangnet, 0-1.
    green, orange : float
        Lowest odds for each verdict (``verdict.grens_groen``, ``verdict.grens_oranje``).
    grounds : iterable of str
        Status of the budget or share of every municipality that counts.

    Raises
    ------
    ValueError
        When the limits cross.
    """
    if orange > green:
        raise ValueError(f"limit orange {orange} lies above limit green {green}")
    level = 3 if chance >= green else 2 if chance >= orange else 1
    text = {3: GREEN, 2: ORANGE, 1: RED}[level]
    return Verdict(level, text, reading(grounds))


def reading(grounds: Iterable[str]) -> str:
    """Return how firm a verdict is: one assumed or derived budget makes it provisional."""
    return PROVISIONAL if _ASSUMED & set(grounds) else SETTLED
