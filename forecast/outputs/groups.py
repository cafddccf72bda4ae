"""The records of the groups: targets with their odds, and figures that are no series."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """An agreed number, and what the draws say about it.

    Attributes
    ----------
    key : str
        Name in the agreement, e.g. ``wsw_regulier_doel``.
    variable : str
        The variable that is judged; ``….ultimo`` at the year's end, else over the year.
    label : str
        Dutch.
    area : str
        A municipality or the whole.
    year : int
    norm : float
        At least this much is agreed, in `unit`.
    unit : str
    expected, mean : float
        On the central path, and over all draws.
    chance : float
        Odds that it is reached, 0-1.
    with_50, with_70, with_90 : float
        The value that is reached with these odds.
    source, status : str
    """

    key: str
    variable: str
    label: str
    area: str
    year: int
    norm: float
    unit: str
    expected: float
    mean: float
    chance: float
    with_50: float
    with_70: float
    with_90: float
    source: str
    status: str


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
