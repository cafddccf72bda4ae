"""How a run is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """How to run: which scenarios, how often, with which luck.

    Attributes
    ----------
    scenarios : tuple of str
        Empty for those that the data set lists.
    draws, seed, workers : int
    edition : str
        Names the outcome; times inside files follow from it.
    tornado : bool
        Whether another process moves every assumption of the first scenario to its bounds
        meanwhile.
    """

    scenarios: tuple[str, ...]
    draws: int
    seed: int
    workers: int
    edition: str
    tornado: bool = False
