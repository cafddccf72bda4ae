"""What every assumption does: each at its P10 and P90, or a step up and down, all else the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from forecast.errors import ForecastError
from forecast.project.comparing import Pair
from forecast.project.whatif import Outcome, WhatIf, state_saldo
from forecast.scenarios import Assumptions, Lever, catalogue
from forecast.scenarios.paths import DatedPath
from forecast.scenarios.value import Value

#: Step of an assumption without a range, as a part of its value, and for a value of nil.
STEP = 0.01
_SAME_EUR, _SAME_PEOPLE = 0.5, 1e-6
_BENEFITS, _OWN = "bijstand.uitkeringen", "budget.totaal.bijdrage"


@dataclass(frozen=True, slots=True)
class Moved:
    """An assumption at a low and a high value.

    Attributes
    ----------
    key, place, label : str
        `place` is empty for the general value.
    ranged : bool
        Whether low and high are its own P10 and P90; otherwise a step of 1 %.
    low, high : float
        Values it was put at; nan for a path, which moves as a whole.
    euros_low, euros_high : float
        Change in the balance of the State frames over all years, eur.
    people_low, people_high : float
        Change in the mean number of benefits.
    own : float
        The larger change in what the municipalities pay themselves, eur.
    refused : str
        Why it could not be moved; empty when it could.
    """

    key: str
    place: str
    label: str
    ranged: bool
    low: float
    high: float
    euros_low: float
    euros_high: float
    people_low: float
    people_high: float
    own: float
    refused: str = ""

    @property
    def width(self) -> float:
        """The larger of both effects, eur."""
        return max(abs(self.euros_low), abs(self.euros_high))

    @property
    def idle(self) -> bool:
        """Whether it changes neither euros nor people."""
        people = max(abs(self.people_low), abs(self.people_high))
        euros = max(self.width, self.own)
        return not self.refused and euros < _SAME_EUR and people < _SAME_PEOPLE


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


def tornado(
    what: WhatIf, pair: Pair, tell: Callable[[str], None], over: str = ""
) -> Tornado:
    """Return the effect of every assumption that a run can move and whose key begins so.

    An assumption that only explains, or that is a real amount of one year, is left out.
    """
    ours, nation = pair
    base = what.central(ours, nation)
    places = [(key, place) for key, place in ours.values
              if key.startswith(over) and _counts(catalogue()[key])]
    found = []
    for number, (key, place) in enumerate(places):
        if number % 20 == 0:
            tell(f"gevoeligheid: {number} van {len(places)} aannames…")
        found.append(_moved(what, pair, base, key, place))
    ranked = sorted(found, key=lambda one: (-one.width, one.key, one.place))
    return Tornado(ours.scenario, float(state_saldo(base).sum()), _benefits(base), tuple(ranked))


def _counts(lever: Lever) -> bool:
    return lever.works != "toelichting" and lever.form != "jaar" and (
        not lever.key.startswith("verdict."))


def _moved(what: WhatIf, pair: Pair, base: Outcome, key: str, place: str | None) -> Moved:
    value, lever = pair[0].values[key, place], catalogue()[key]
    ranged = value.low is not None and value.high is not None and value.low < value.high
    step = STEP if value.number is None else abs(value.number) * STEP or STEP
    effects, put, refused, own = [], [], "", 0.0
    for sign, bound in ((-1, value.low), (1, value.high)):
        if value.number is not None:
            number = bound if ranged and bound is not None else value.number + sign * step
            new = replace(value, number=min(lever.high, max(lever.low, number)))
            put.append(float(new.number or 0.0))
        else:
            new = replace(value, path=_scaled(value.path, 1 + sign * STEP, lever))
            put.append(float("nan"))
        try:
            out = what.central(_with(pair[0], key, place, new),
                               _with(pair[1], key, place, new) if _national(key) else pair[1])
        except ForecastError as error:
            refused = str(error.problems[0])
            effects.append((0.0, 0.0))
            continue
        own = max(own, abs(out.total(_OWN) - base.total(_OWN)))
        effects.append((float((state_saldo(out) - state_saldo(base)).sum()),
                        _benefits(out) - _benefits(base)))
    (low, fewer), (high, more) = effects
    return Moved(key, place or "", lever.meaning, ranged, put[0], put[1], low, high, fewer, more,
                 own, refused)


def _national(key: str) -> bool:
    """Return whether the nation moves along: the economy is everybody's, policy here is not."""
    return key.startswith("economie.")


def _scaled(path: DatedPath | None, factor: float, lever: Lever) -> DatedPath | None:
    if path is None:
        return None
    return replace(path, points=tuple(
        replace(p, value=min(lever.high, max(lever.low, p.value * factor))) for p in path.points))


def _with(one: Assumptions, key: str, place: str | None, value: Value) -> Assumptions:
    if (key, place) not in one.values:
        return one
    return replace(one, values={**one.values, (key, place): value})


def _benefits(outcome: Outcome) -> float:
    return float(np.mean(outcome.values[_BENEFITS].sum(axis=1)))
