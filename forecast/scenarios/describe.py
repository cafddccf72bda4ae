"""The list of levers as a user reads it, and the story behind one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecast.errors import ForecastError, Problem
from forecast.inputs.nearest import suggest
from forecast.scenarios.assumptions import Assumptions
from forecast.scenarios.catalogue import Lever, catalogue
from forecast.scenarios.value import Value, number_in_words, path_in_words


@dataclass(frozen=True, slots=True)
class LeverRow:
    """One row of the list: an assumption, or a municipality's own value of it.

    Attributes
    ----------
    low, high : float
        The range that the catalogue allows.
    value : str
        In Dutch notation; empty when it has none.
    number : float or None
        None for a path, or without a value.
    p10, p90 : float or None
    """

    key: str
    municipality: str | None
    group: str
    unit: str
    low: float
    high: float
    meaning: str
    works: str
    value: str
    number: float | None
    p10: float | None
    p90: float | None
    status: str
    source: str
    note: str
    layer: str

    @property
    def name(self) -> str:
        """The key, with the municipality whose own value it is."""
        return f"{self.key} ({self.municipality})" if self.municipality else self.key

    @property
    def bounds(self) -> str:
        """The range that the catalogue allows, in Dutch notation."""
        return f"{number_in_words(self.low)} tot en met {number_in_words(self.high)}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a value comes from.

    Attributes
    ----------
    key, municipality : str
    value : Value
    lines : tuple of str
        In Dutch, ready to show: meaning, value, every layer, source, note.
    """

    key: str
    municipality: str | None
    value: Value
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)


def describe(
    levers: Mapping[str, Lever], assumptions: Assumptions | None = None
) -> tuple[LeverRow, ...]:
    """Return every lever in the order of the catalogue, with its values where there are any."""
    return tuple(row for lever in levers.values() for row in _rows(lever, assumptions))


def _rows(lever: Lever, assumptions: Assumptions | None) -> list[LeverRow]:
    places = assumptions.places(lever.key) if assumptions else ()
    values = [assumptions.values[lever.key, place] for place in places] if assumptions else []
    return [_row(lever, value) for value in values] or [_row(lever, None)]


def _row(lever: Lever, value: Value | None) -> LeverRow:
    known = (lever.group, lever.unit, lever.low, lever.high, lever.meaning, lever.works)
    if value is None:
        return LeverRow(lever.key, None, *known, "", None, None, None, "", "", "", "")
    return LeverRow(lever.key, value.municipality, *known, in_words(value), value.number,
                    value.low, value.high, value.status, value.source, value.note, value.layer)


def in_words(value: Value) -> str:
    """Return a number or a path in Dutch notation, without its range."""
    return number_in_words(value.number) or path_in_words(value.path)


def explain(
    assumptions: Assumptions, key: str, municipality: str | None = None
) -> Explanation:
    """Return the trail of a value, as lines that a user can read.

    Raises
    ------
    ForecastError
        When the key is unknown, has no value, or not for this municipality.
    """
    levers = catalogue()
    if key not in levers:
        raise ForecastError(Problem(key, "deze sleutel bestaat niet", suggest(key, levers)))
    if not assumptions.has(key, municipality):
        places = [place for place in assumptions.places(key) if place]
        raise ForecastError(Problem(
            key, "er is geen waarde" + (f" voor {municipality}" if municipality else ""),
            suggest(municipality or "", places) if places else "vul hem in vervang_mij in"))
    lever, value = levers[key], assumptions.value(key, municipality)
    lines = [f"{key}{f' ({value.municipality})' if value.municipality else ''}", lever.meaning,
             f"waarde: {in_words(value)} {lever.unit}"]
    if value.low is not None and value.high is not None and value.low < value.high:
        lines.append(f"bandbreedte: {number_in_words(value.low)} (P10) tot "
                     f"{number_in_words(value.high)} (P90)")
    lines += [f"{'▸ ' if i else ''}{step}" for i, step in enumerate(value.trail)]
    source = assumptions.sources.get(value.source)
    if source:
        lines.append("bron: " + ", ".join(filter(None, (source.title, source.publisher,
                                                        source.date, source.address))))
    if value.note:
        lines.append(f"toelichting: {value.note}")
    lines.append(f"grenzen: {number_in_words(lever.low)} tot en met {number_in_words(lever.high)}; "
                 f"werkt: {lever.works}")
    return Explanation(key, value.municipality, value, tuple(lines))
