"""The figures of the agreed results on sheet Volumes: odds, other counts, flows and promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from forecast.outputs.groups import Target
from forecast.outputs.promises import Promises
from forecast.periods import MONTH_NAMES

#: Names of the figures of a target on this sheet, behind ``doel|key|``.
TARGET = (
    ("norm", "afgesproken, ten minste"), ("expected", "verwacht (middenpad)"),
    ("chance", "kans"), ("with_70", "met 70% kans ten minste"),
    ("with_90", "met 90% kans ten minste"),
)


def target_key(target: Target, field: str) -> str:
    """Return the name of a figure of a target among the rows."""
    return f"doel|{target.key}|{field}"


class TargetLine(NamedTuple):
    """A figure of a target: its name, what it is, unit and value; of another area where named."""

    field: str
    words: str
    unit: str
    value: float
    area: str = ""


def target_lines(target: Target) -> list[TargetLine]:
    """Return the figures of a target that sheets pick: odds, other counts, and gross flows."""
    found = [
        TargetLine(field, words if target.least else words.replace("minste", "hoogste"), "kans" if field == "chance" else target.unit, float(value))
        for field, words in (*TARGET, ("with_50", "met 50% kans ten minste"))
        if (value := getattr(target, field)) is not None]
    if target.benchmark is not None:
        found.append(TargetLine("benchmark", target.benchmark.words, target.unit,
                                target.benchmark.value))
    for i, other in enumerate(target.recounts):
        found += [TargetLine(f"anders{i}|{j}", f"{other.title}: {words}", target.unit, value)
                  for j, (words, value) in enumerate(other.steps)]
        if other.norm is not None and other.chance is not None:
            found.append(TargetLine(f"anders{i}|norm", f"{other.title}: afgesproken", other.unit,
                                    other.norm))
            found.append(TargetLine(f"anders{i}|kans", f"{other.title}: kans", "kans",
                                    other.chance))
    if target.gross is not None:
        found.append(TargetLine("begin", "stand eind vorig jaar", "personen",
                                target.gross.opening))
        for side, flows in (("bij", target.gross.gained), ("af", target.gross.lost)):
            found += [TargetLine(f"{side}|{j}", words, "personen", value)
                      for j, (words, value) in enumerate(flows)]
        found.append(TargetLine("rest", "overig", "personen", target.gross.rest))
    return found


def promise_lines(promises: Promises) -> Iterator[tuple[Target, list[TargetLine]]]:
    """Return by target the figures of its proposal: offers, values with their odds, the split."""
    for k, chance in enumerate(promises.at_least, start=1):
        yield promises.targets[0], [
            TargetLine(f"samen|{k}", f"kans op {k} of meer van alle afspraken", "kans", chance)]
    for one in promises.proposals:
        unit, lines = one.target.unit, []
        for i, offer in enumerate(one.offers):
            words = f"{one.year}, {offer.words}"
            lines += [TargetLine(f"aanbod{i}", words, unit, offer.value),
                      TargetLine(f"aanbod{i}|kans", f"{words}: kans", "kans", offer.chance)]
        lines += [TargetLine(f"volgend|{field}", f"{one.year}, met {words} kans", unit, value)
                  for field, words, value in (("50", "50%", one.with_50), ("70", "70%", one.with_70),
                                              ("90", "90%", one.with_90))]
        lines += [TargetLine("deel|nu", f"{one.target.year}, deel van de norm", unit, value, area)
                  for area, value in one.now.items()]
        lines += [TargetLine("deel|straks", f"{one.year}, deel met 70% kans", unit, value, area)
                  for area, value in one.split.items()]
        yield one.target, lines
    for path in promises.paths:
        how = "opgeteld" if path.summed else "stand"
        yield path.target, [
            TargetLine(f"pad|{m}", f"{how} tot en met {month}", path.target.unit, value)
            for m, (month, value) in enumerate(zip(MONTH_NAMES, path.p50, strict=True))]
