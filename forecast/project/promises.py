"""Which targets can be promised: odds together, next year's values, the split and the path."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.inputs import DataSet
from forecast.inputs.targets_file import Agreed
from forecast.insight import reach
from forecast.outputs.groups import Target
from forecast.outputs.promises import Offer, Path, Promises, Proposal
from forecast.outputs.variables import find
from forecast.project.agreed import judged, outcome_of, size_of
from forecast.words import dutch_number

Array = NDArray[np.float64]
Found = Mapping[str, Ensemble]
#: Odds that a promise is judged by.
PROMISE = 0.7
#: A change that is worth naming, and an outcome from which a part can be taken.
_SAME, _LEAST = 0.02, 1e-6


def promises_of(data: DataSet, targets: tuple[Target, ...], drawn: Found) -> Promises:
    """Return what the draws of a scenario say about the agreed targets.

    Parameters
    ----------
    data : DataSet
    targets : tuple of Target
        As the draws judge them.
    drawn : mapping of str to Ensemble
    """
    agreed = {one.key: one for one in judged(data, drawn)}
    whole = tuple(t for t in targets if t.area == data.whole)
    normed = [t for t in whole if t.norm is not None]
    reached = [_met(outcome_of(drawn, agreed[t.key], data, data.whole, t.year), t)
               for t in normed]
    count = np.sum(reached, axis=0) if reached else np.zeros(0)
    return Promises(
        whole,
        tuple(float(np.mean(count >= k)) for k in range(1, len(normed) + 1)),
        float(np.prod([np.mean(r) for r in reached])) if reached else 1.0,
        tuple(_proposal(data, drawn, agreed[t.key], t) for t in normed
              if t.year + 1 in data.years),
        tuple(_path(drawn, agreed[t.key], t) for t in normed if not agreed[t.key].over),
    )


def _met(outcomes: Array, target: Target) -> NDArray[np.bool_]:
    norm = target.norm or 0.0
    return outcomes >= norm - 1e-9 if target.least else outcomes <= norm + 1e-9


def _proposal(data: DataSet, drawn: Found, one: Agreed, target: Target) -> Proposal:
    year, norm = target.year + 1, target.norm or 0.0
    now, later = (outcome_of(drawn, one, data, data.whole, y) for y in (target.year, year))
    judged_ = reach(later, norm, least=one.least)
    offers = [Offer(f"zelfde getal als in {target.year}", norm, judged_.chance)]
    if one.per and not one.over and one.per.removesuffix(".ultimo") in drawn:
        sizes = [float(np.median(size_of(drawn, one.per, data, data.whole, y)))
                 for y in (target.year, year)]
        same = norm * sizes[1] / sizes[0] if sizes[0] else norm
        offers.append(Offer(
            f"zelfde tempo: {_per(one.per, norm, sizes[0])}", same,
            reach(later, same, least=one.least).chance))
    if target.benchmark is not None:
        mark = target.benchmark.value
        offers.append(Offer(f"vergelijking: {target.benchmark.words}", mark,
                            reach(later, mark, least=one.least).chance))
    return Proposal(
        target, year, tuple(offers), judged_.with_50, judged_.with_70, judged_.with_90,
        _argument(target, now, later, judged_.chance),
        {**_split(data, drawn, one, target.year, norm), **one.local},
        _split(data, drawn, one, year, judged_.with_70))


def _per(name: str, norm: float, size: float) -> str:
    """Return a rate in words: so many per hundred, never a part of a group."""
    known = find(name.removesuffix(".ultimo"))
    unit = "" if known is None else known.unit
    return f"{dutch_number(100 * norm / size, 1)} per 100 {unit}" if size else "onbekend"


def _split(
    data: DataSet, drawn: Found, one: Agreed, year: int, value: float
) -> dict[str, float]:
    own = {name: float(np.median(outcome_of(drawn, one, data, name, year)))
           for name in data.names}
    together = sum(own.values())
    if one.over:
        return own
    if not together:  # nowhere anything: nothing says who would do more
        return dict.fromkeys(own, value / len(own))
    return {name: value * part / together for name, part in own.items()}


def _argument(target: Target, now: Array, later: Array, chance: float) -> str:
    before = float(np.median(now))
    change = float(np.median(later)) / before - 1 if before > _LEAST else 0.0
    way = f"in {target.year + 1} ongeveer gelijk aan die in {target.year}"
    if abs(change) >= _SAME:
        side = "hoger" if change > 0 else "lager"
        way = f"in {target.year + 1} {abs(100 * change):.0f} procent {side} dan in {target.year}"
    if chance >= PROMISE:
        return f"Hetzelfde getal is haalbaar: de uitkomst ligt {way}"
    return (f"Hetzelfde getal is niet toe te zeggen: de uitkomst ligt {way}; beloof de waarde met "
            "70 procent kans, of kies extra inzet")


def _path(drawn: Found, agreed: Agreed, target: Target) -> Path:
    one = drawn[agreed.variable.removesuffix(".ultimo")]
    months = [i for i, period in enumerate(one.periods) if period.year == target.year]
    by_month = one.values[:, months].sum(axis=2)
    shown = by_month.cumsum(axis=1) if one.flow else by_month
    low, middle, high = np.quantile(shown, [0.1, 0.5, 0.9], axis=0)
    return Path(target, one.flow,
                *(tuple(float(v) for v in part) for part in (low, middle, high)))
