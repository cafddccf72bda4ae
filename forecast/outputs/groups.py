"""The records of the groups: targets with their odds, and figures that are no series."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that a target is compared with: what it is, how much, and its source."""

    words: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Recount:
    """The same result counted otherwise, on the central path.

    Attributes
    ----------
    title, definition, unit : str
    expected : float
    steps : tuple of (str, float)
        From the target's own count to this one; they add up exactly.
    norm, chance : float or None
        A norm in this count and the odds of it, 0-1.
    """

    title: str
    definition: str
    unit: str
    expected: float
    steps: tuple[tuple[str, float], ...]
    norm: float | None
    chance: float | None


@dataclass(frozen=True, slots=True)
class Gross:
    """How a stock changes in the year, on the central path.

    Attributes
    ----------
    opening, closing : float
        At the end of the year before, and of the year.
    gained, lost : tuple of (str, float)
    """

    opening: float
    closing: float
    gained: tuple[tuple[str, float], ...]
    lost: tuple[tuple[str, float], ...]

    @property
    def rest(self) -> float:
        """What the named flows leave unexplained; nil when they are all of them."""
        flows = sum(v for _, v in self.gained) - sum(v for _, v in self.lost)
        return self.closing - self.opening - flows


@dataclass(frozen=True, slots=True)
class Target:
    """An agreed result, and what the draws say about it.

    Attributes
    ----------
    key : str
        Name in the register of targets, e.g. ``wsw_regulier``.
    variable : str
        The variable that is judged; ``….ultimo`` at the year's end, else over the year.
    label, theme, definition, note : str
        Dutch.
    area : str
        A municipality or the whole.
    year : int
    least : bool
        Whether at least the norm is agreed; otherwise at most.
    norm : float or None
        In `unit`; None where only insight was agreed.
    unit : str
    expected, mean : float
        On the central path, and over all draws.
    chance : float or None
        Odds that it is reached, 0-1.
    with_50, with_70, with_90 : float
        The value that is reached with these odds.
    source, status : str
        Of the norm.
    benchmark : Compared or None
    recounts : tuple of Recount
        Of the whole.
    gross : Gross or None
        Of the whole.
    """

    key: str
    variable: str
    label: str
    theme: str
    definition: str
    note: str
    area: str
    year: int
    least: bool
    norm: float | None
    unit: str
    expected: float
    mean: float
    chance: float | None
    with_50: float
    with_70: float
    with_90: float
    source: str
    status: str
    benchmark: Compared | None = None
    recounts: tuple[Recount, ...] = ()
    gross: Gross | None = None


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A figure about a group that is no series, e.g. the placements that hold a number.

    Attributes
    ----------
    group : str
        ``wsw``, ``beschut``, ``register``, ``statushouders``, ``meedoen`` or ``inkomen``.
    key, label : str
        `label` is Dutch.
    area : str
    values : tuple of (float or None)
        One per year of the report, or exactly one.
    unit : str
    note : str
        What the figure rests on, in Dutch; may be empty.
    """

    group: str
    key: str
    label: str
    area: str
    values: tuple[float | None, ...]
    unit: str
    note: str = ""
