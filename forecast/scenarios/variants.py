"""A scenario with a few values changed, judged as a scenario file would be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from forecast.errors import Problem
from forecast.inputs.variants_file import VariantValue
from forecast.scenarios.assumptions import Assumptions
from forecast.scenarios.catalogue import catalogue
from forecast.scenarios.checks import faults_of
from forecast.scenarios.value import Entry, Step, Value


def judged(values: Iterable[VariantValue], municipalities: Collection[str]) -> list[Problem]:
    """Return everything that is wrong with the values of variants."""
    return [fault for value in values
            for fault in faults_of(_entry(value), catalogue(), municipalities, None)]


def varied(base: Assumptions, name: str, values: Iterable[VariantValue]) -> Assumptions:
    """Return a scenario in which these values hold; a range moves along with its middle.

    Parameters
    ----------
    base : Assumptions
    name : str
        Of the variant.
    values : iterable of VariantValue
        Judged before.
    """
    found = dict(base.values)
    for one in values:
        place = (one.key, one.municipality)
        before = found.get(place) or found.get((one.key, None))
        shift = 0.0 if before is None or before.number is None else one.number - before.number
        lever = catalogue()[one.key]
        low, high = (
            None if before is None or bound is None or before.number is None
            else min(lever.high, max(lever.low, bound + shift))
            for bound in ((None, None) if before is None else (before.low, before.high)))
        step = Step(name, f"{one.number:g}", "", "aanname")
        found[place] = Value(one.key, one.municipality, one.number, None, low, high, "aanname", "",
                             one.note, (*(before.trail if before else ()), step))
    return replace(base, values=found)


def _entry(one: VariantValue) -> Entry:
    return Entry(one.key, one.municipality, one.number, None, None, None, "", "aanname", one.note,
                 one.where)
