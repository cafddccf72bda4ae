"""Which targets can be promised: odds together, next year's values, the split and the path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.inputs import DataSet
from forecast.insight import reach
from forecast.outputs.groups import Target
from forecast.outputs.report import ScenarioResult
from forecast.project.agreed import NORMS, Norm, outcome_of

Array = NDArray[np.float64]
#: Odds that a promise is judged by.
PROMISE = 0.7


@dataclass(frozen=True, slots=True)
class Proposal:
    """What can be promised for a year after the agreed one.

    Attributes
    ----------
    target : Target
        The agreed number of the whole.
    year : int
        The year after.
    same_count : float
        Odds that the same number is reached again, 0-1.
    with_50, with_70, with_90 : float
        Values that are reached with these odds.
    argument : str
        In Dutch.
    split : mapping of municipality to float
        The value with 70 % odds, over the municipalities by their own medians; adds up to it.
    """

    target: Target
    year: int
    same_count: float
    with_50: float
    with_70: float
    with_90: float
    argument: str
    split: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Path:
    """A target that counts events: what stands on the counter at the end of every month.

    Attributes
    ----------
    target : Target
    p10, p50, p90 : tuple of float
        Of the year so far, one per month.
    """

    target: Target
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
        Odds that at least 1, 2, ... of them are reached, as the draws hang together.
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


def promises_of(data: DataSet, result: ScenarioResult) -> Promises:
    """Return what the draws of a scenario say about the agreed targets.

    Parameters
    ----------
    data : DataSet
    result : ScenarioResult
        A run with its draws.
    """
    norms = {norm.agreed: norm for norm in NORMS}
    whole = tuple(t for t in result.targets if t.area == data.whole)
    drawn = result.ensembles
    reached = [
        outcome_of(drawn, norms[t.key], data, data.whole, t.year) >= t.norm - 1e-9 for t in whole]
    count = np.sum(reached, axis=0) if reached else np.zeros(0)
    return Promises(
        whole,
        tuple(float(np.mean(count >= k)) for k in range(1, len(whole) + 1)),
        float(np.prod([np.mean(r) for r in reached])) if reached else 1.0,
        tuple(_proposal(data, drawn, norms[t.key], t) for t in whole
              if t.year + 1 in data.years),
        tuple(_path(drawn[t.variable], t) for t in whole
              if not norms[t.key].over and t.variable in drawn and drawn[t.variable].flow),
    )


def _proposal(
    data: DataSet, drawn: Mapping[str, Ensemble], norm: Norm, target: Target
) -> Proposal:
    year = target.year + 1
    now, later = (outcome_of(drawn, norm, data, data.whole, y) for y in (target.year, year))
    judged = reach(later, target.norm)
    own = {name: float(np.median(outcome_of(drawn, norm, data, name, year)))
           for name in data.names}
    together = sum(own.values())
    split = own if norm.over or not together else {
        name: judged.with_70 * value / together for name, value in own.items()}
    return Proposal(target, year, judged.chance, judged.with_50, judged.with_70, judged.with_90,
                    _argument(target, now, later, judged.chance), split)


def _argument(target: Target, now: Array, later: Array, chance: float) -> str:
    change = float(np.median(later) / max(float(np.median(now)), 1e-9) - 1)
    way = "ongeveer gelijk" if abs(change) < 0.02 else (
        f"{abs(100 * change):.0f} procent {'hoger' if change > 0 else 'lager'}")
    if chance >= PROMISE:
        return (f"hetzelfde getal is haalbaar: de uitkomst ligt in {target.year + 1} {way} dan in "
                f"{target.year}".replace("gelijk dan in", "gelijk aan die in"))
    return (f"hetzelfde getal is niet toe te zeggen: de uitkomst ligt in {target.year + 1} {way} "
            f"dan in {target.year}".replace("gelijk dan in", "gelijk aan die in")
            + "; beloof de waarde met 70 procent kans, of kies extra inzet")


def _path(one: Ensemble, target: Target) -> Path:
    months = [i for i, period in enumerate(one.periods) if period.year == target.year]
    so_far = one.values[:, months].sum(axis=2).cumsum(axis=1)
    low, middle, high = np.quantile(so_far, [0.1, 0.5, 0.9], axis=0)
    return Path(target, *(tuple(float(v) for v in part) for part in (low, middle, high)))
