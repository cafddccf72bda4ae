"""What was agreed, against the draws: every result with its odds, and counted otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.errors import Problem
from forecast.inputs import DataSet, suggest
from forecast.inputs.targets_file import FILE, Agreed, Otherwise
from forecast.insight import reach
from forecast.outputs.groups import Compared, Gross, Recount, Target
from forecast.outputs.report import Uncounted
from forecast.outputs.variables import VARIABLES, find

Array = NDArray[np.float64]
Found = Mapping[str, Ensemble]
#: Counts that should close to this many units do.
_CLOSES = 1e-6
_ENDS = ".ultimo"
_NOT_HERE = "Niet getoetst: deze gegevensset telt dit niet."
_OTHER_YEAR = "Niet getoetst: dit jaar valt buiten de raming."


def faults(data: DataSet) -> list[Problem]:
    """Return what no run can judge: variables that do not exist, and units that do not fit."""
    problems = []
    for one in data.targets:
        where = f"inputs/{data.name}/{FILE}, doel {one.key}"
        problems += [Problem(where, f"variabele '{name}' bestaat niet",
                             suggest(_base(name), [v.name for v in VARIABLES]))
                     for name in _named(one) if find(_base(name)) is None]
        problems += [fault for name in _named(one) if (fault := _misfit(where, name)) is not None]
        own = find(_base(one.variable)) if one.variable else None
        if own is not None and not one.over and one.unit != own.unit:
            what = f"{one.variable} is in {own.unit}, het doel in {one.unit}"
            problems.append(Problem(where, what, f'schrijf eenheid = "{own.unit}"'))
    return problems


def _misfit(where: str, name: str) -> Problem | None:
    """Return why a variable cannot be a target, or a part of one."""
    known = find(_base(name))
    if known is None:
        return None
    if known.kind not in ("stand", "stroom"):
        return Problem(where, f"'{name}' is geen telling per maand",
                       "kies een variabele van soort stand of stroom")
    if known.kind == "stroom" and name.endswith(_ENDS):
        return Problem(where, f"'{name}' is een stroom en heeft geen stand eind van het jaar",
                       f"schrijf {_base(name)}")
    return None


def _named(one: Agreed) -> Iterator[str]:
    flows = one.flows
    yield from (x.removeprefix("-") for x in (one.variable, *one.over, one.per) if x)
    for other in one.otherwise:
        yield from (x.removeprefix("-") for x in (other.variable, *other.bridge) if x)
    if flows is not None:
        yield from (x for x in (*flows.gained, *flows.lost, flows.stock) if x)


def judged(data: DataSet, drawn: Found) -> tuple[Agreed, ...]:
    """Return the results that a run can judge: counted by it, in a year of it."""
    return tuple(
        one for one in data.targets
        if one.variable and one.year in data.years
        and all(_base(name.removeprefix("-")) in drawn for name in (one.variable, *one.over)))


def targets_of(data: DataSet, central: Found, drawn: Found) -> tuple[Target, ...]:
    """Return every agreed result that the run can judge, in the order of the register.

    Parameters
    ----------
    data : DataSet
        Holds the register of targets.
    central, drawn : mapping of str to Ensemble
        By variable, from the last realised month on.
    """
    found = []
    for one in judged(data, drawn):
        areas = {data.whole: one.norm, **one.local}
        for area, norm in areas.items():
            found.append(_target(data, one, area, norm, central, drawn))
    return tuple(found)


def uncounted(data: DataSet, told: tuple[Target, ...]) -> tuple[Uncounted, ...]:
    """Return the agreed results that a run does not judge, and why."""
    known = {target.key for target in told}
    found = []
    for one in data.targets:
        if one.key in known:
            continue
        why = ("" if not one.variable else _OTHER_YEAR if one.year not in data.years
               else _NOT_HERE)
        found.append(Uncounted(one.title, f"{one.definition} {why}".strip(), one.source))
    return tuple(found)


def _target(
    data: DataSet, one: Agreed, area: str, norm: float | None, central: Found, drawn: Found
) -> Target:
    outcomes = outcome_of(drawn, one, data, area, one.year)
    found = reach(outcomes, 0.0 if norm is None else norm, least=one.least)
    whole = area == data.whole
    mark = one.benchmark if whole else None
    return Target(
        one.key, one.variable, one.title, one.theme, one.definition, one.note, area, one.year,
        one.least, norm, one.unit, float(outcome_of(central, one, data, area, one.year)[0]),
        found.mean, None if norm is None else found.chance,
        found.with_50, found.with_70, found.with_90, one.source, one.status,
        None if mark is None else Compared(mark.words, mark.value, mark.source),
        tuple(r for other in one.otherwise
              if (r := _recount(data, one, other, central, drawn)) is not None) if whole else (),
        _gross(data, one, central) if whole else None)


def _recount(
    data: DataSet, one: Agreed, other: Otherwise, central: Found, drawn: Found
) -> Recount | None:
    """Return another count of a result; None where the run lacks a variable of it."""
    names = [x.removeprefix("-") for x in (*other.bridge, other.variable) if x]
    if not all(_base(name) in drawn for name in names):
        return None

    def at(found: Found, name: str) -> Array:
        return _in_year(found[_base(name)], name, data, data.whole, one.year)

    def counted(found: Found) -> Array:
        if other.variable:
            return at(found, other.variable)
        return at(found, one.variable) + sum(
            _sign(name) * at(found, name.removeprefix("-")) for name in other.bridge)

    middle, first = float(counted(central)[0]), float(at(central, one.variable)[0])
    steps = [(_meaning(name.removeprefix("-")),
              _sign(name) * float(at(central, name.removeprefix("-"))[0]))
             for name in other.bridge]
    left = middle - first - sum(value for _, value in steps)
    if abs(left) > _CLOSES or other.rest:
        steps.append((other.rest or "Niet verklaard", left))
    chance = None if other.norm is None else reach(
        counted(drawn), other.norm, least=one.least).chance
    return Recount(other.title, other.definition, other.unit or one.unit, middle, tuple(steps),
                   other.norm, chance)


def _gross(data: DataSet, one: Agreed, central: Found) -> Gross | None:
    flows = one.flows
    if flows is None:
        return None
    stock = flows.stock or one.variable
    if not all(_base(name) in central for name in (stock, *flows.gained, *flows.lost)):
        return None
    path = central[_base(stock)]
    before = np.asarray(path.periods == pd.Period(f"{one.year - 1}-12", "M"))
    if not before.any():
        return None

    def parts(names: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        return tuple((_meaning(name),
                      float(_in_year(central[name], name, data, data.whole, one.year)[0]))
                     for name in names)

    return Gross(float(path.values[0, before].sum()),
                 float(_in_year(path, f"{_base(stock)}{_ENDS}", data, data.whole, one.year)[0]),
                 parts(flows.gained), parts(flows.lost))


def outcome_of(found: Found, one: Agreed, data: DataSet, area: str, year: int) -> Array:
    """Return the outcome of a year in every draw, in the unit of the target, (draws,)."""
    top = _in_year(found[_base(one.variable)], one.variable, data, area, year)
    if not one.over:
        return top
    under = np.sum([_sign(name) * size_of(found, name.removeprefix("-"), data, area, year)
                    for name in one.over], axis=0)
    # without anyone to count, nobody was missed and nobody did wrong
    nobody = np.ones_like(top) if one.least else np.zeros_like(top)
    share = np.divide(top, under, out=nobody, where=under > 0)
    return np.asarray(100 * share, dtype=np.float64)


def size_of(found: Found, name: str, data: DataSet, area: str, year: int) -> Array:
    """Return the size of a group in a year in every draw, (draws,): a stock on average."""
    return _in_year(found[_base(name)], name, data, area, year)


def _in_year(one: Ensemble, name: str, data: DataSet, area: str, year: int) -> Array:
    by_year = one.year_end() if name.endswith(_ENDS) else one.yearly()
    rows = pd.PeriodIndex(by_year.periods).year
    values = by_year.values[:, int(np.flatnonzero(rows == year)[0])]
    cells = values.sum(axis=1) if area == data.whole else values[:, data.names.index(area)]
    return np.asarray(cells, dtype=np.float64)


def _base(name: str) -> str:
    return name.removesuffix(_ENDS)


def _sign(name: str) -> float:
    return -1.0 if name.startswith("-") else 1.0


def _meaning(name: str) -> str:
    known = find(_base(name))
    return name if known is None else known.meaning.rstrip(".")
