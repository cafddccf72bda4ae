"""One value of an assumption, with everyone who set it."""

from __future__ import annotations

from dataclasses import dataclass, field

from forecast.scenarios.paths import DatedPath
from forecast.words import dutch_number

STATUSES = ("feit", "afgeleid", "raming", "aanname", "voorbeeld")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one layer says about one assumption, still unjudged.

    Attributes
    ----------
    key, municipality : str
        `municipality` is None for the general value.
    number, path : float, DatedPath
        One of the two; the other is None.
    low, high : float or None
        P10 and P90.
    source : str
        A code, or free text for a value that the user typed in.
    where : str
        File and line, for messages.
    """

    key: str
    municipality: str | None
    number: float | None
    path: DatedPath | None
    low: float | None
    high: float | None
    source: str
    status: str
    note: str
    where: str

    def __str__(self) -> str:
        text = number_in_words(self.number) if self.number is not None else path_in_words(self.path)
        if self.low is not None and self.high is not None and self.low != self.high:
            text += f" ({number_in_words(self.low)} tot {number_in_words(self.high)})"
        return text


@dataclass(frozen=True, slots=True)
class Step:
    """One layer in the trail of a value: who set what, and on which ground."""

    layer: str
    text: str
    source: str
    status: str

    def __str__(self) -> str:
        ground = f"{self.status}, bron: {self.source}" if self.source else self.status
        return f"{self.layer}: {self.text} ({ground})"


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an assumption after all layers.

    Attributes
    ----------
    number, path : float, DatedPath
        One of the two; the other is None.
    low, high : float or None
        P10 and P90, or None when the value is taken as certain.
    trail : tuple of Step
        Every layer that set it, the first one first; for a municipality that deviates it begins
        with the general value that it deviates from.
    """

    key: str
    municipality: str | None
    number: float | None
    path: DatedPath | None
    low: float | None
    high: float | None
    status: str
    source: str
    note: str
    trail: tuple[Step, ...] = field(default=())

    @property
    def layer(self) -> str:
        """The layer that spoke last."""
        return self.trail[-1].layer


def number_in_words(number: float | None) -> str:
    """Return a number in Dutch notation, with a real minus: ``15.400``, ``−0,286``."""
    if number is None:
        return ""
    return dutch_number(number, 6, trim=True)


def path_in_words(path: DatedPath | None) -> str:
    """Return the dated values of a path: ``2019: 3,4; 2020: 3,5``."""
    if path is None:
        return ""
    return "; ".join(f"{p}: {number_in_words(p.value)}" for p in path.points)
