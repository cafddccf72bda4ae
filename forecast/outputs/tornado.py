"""The record of a tornado: what every assumption does to euros and people, at both its bounds."""

from __future__ import annotations

from dataclasses import dataclass

#: Below this an effect is none: eur over all years, and benefits on average.
SAME_EUR, SAME_PEOPLE = 0.5, 1e-6


@dataclass(frozen=True, slots=True)
class Bound:
    """An assumption at one of its bounds.

    Attributes
    ----------
    value : float
        What it was put at; nan for a path, which moves as a whole.
    euros : tuple of float
        Change in the balance of the State frames, eur, one a year; empty when refused.
    people : tuple of float
        Change in the number of benefits, mean of each year; empty when refused.
    own : float
        Change in what the municipalities pay themselves, eur, all years.
    refused : str
        Why it could not be put there; empty when it could.
    """

    value: float
    euros: tuple[float, ...]
    people: tuple[float, ...]
    own: float
    refused: str = ""

    @property
    def saldo(self) -> float:
        """Change in the balance over all years, eur."""
        return sum(self.euros)

    @property
    def benefits(self) -> float:
        """Change in the mean number of benefits."""
        return sum(self.people) / len(self.people) if self.people else 0.0


@dataclass(frozen=True, slots=True)
class Moved:
    """An assumption at a low and a high value.

    Attributes
    ----------
    key, place, label, unit : str
        `place` is empty for the general value.
    ranged : bool
        Whether the bounds are its own P10 and P90; otherwise a step of 1 %.
    low, high : Bound
    """

    key: str
    place: str
    label: str
    unit: str
    ranged: bool
    low: Bound
    high: Bound

    @property
    def width(self) -> float:
        """The larger of both effects on the balance, eur."""
        return max(abs(self.low.saldo), abs(self.high.saldo))

    @property
    def own(self) -> float:
        """The larger of both effects on what the municipalities pay, eur."""
        return max(abs(self.low.own), abs(self.high.own))

    @property
    def refused(self) -> bool:
        """Whether neither bound could be calculated."""
        return bool(self.low.refused and self.high.refused)

    @property
    def idle(self) -> bool:
        """Whether it changes neither euros nor people."""
        people = max(abs(self.low.benefits), abs(self.high.benefits))
        return (not self.low.refused and not self.high.refused
                and max(self.width, self.own) < SAME_EUR and people < SAME_PEOPLE)


@dataclass(frozen=True, slots=True)
class Tornado:
    """What every assumption does.

    Attributes
    ----------
    scenario : str
    saldo, benefits : float
        Of the central path: balance of the State frames over all years, mean benefits.
    levers : tuple of Moved
        Largest first; those without effect last.
    """

    scenario: str
    saldo: float
    benefits: float
    levers: tuple[Moved, ...]
