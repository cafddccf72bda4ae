"""The assumptions of one scenario for one data set: all that the model may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.chance import between, uniforms
from forecast.inputs import Source
from forecast.scenarios.catalogue import catalogue
from forecast.scenarios.value import Value


@dataclass(frozen=True)
class Assumptions:
    """Every value of a scenario, with its trail.

    Attributes
    ----------
    scenario : str
        Its name.
    title, author, label, description : str
        In Dutch, as written; `label` is e.g. ``met kennis van later``, and is inherited.
    date : datetime.date
        Of the scenario file.
    layers : tuple of str
        In the order in which they spoke.
    files : mapping of str to str
        sha256 of every scenario file that was read, by path from the project folder.
    sources : mapping of str to Source
        By code; those of the scenario files and of the data set.
    notices : tuple of str
        In Dutch: where a layer does not reach a municipality because that has its own value.
    values : mapping
        By key and municipality (None for the general value); ask through the methods.
    """

    scenario: str
    title: str
    author: str
    date: date
    label: str
    description: str
    layers: tuple[str, ...]
    files: Mapping[str, str]
    sources: Mapping[str, Source]
    notices: tuple[str, ...]
    values: Mapping[tuple[str, str | None], Value] = field(repr=False)

    def value(self, key: str, municipality: str | None = None) -> Value:
        """Return the value of a municipality, or the general one when it has none of its own.

        Raises
        ------
        KeyError
            When there is no such value: a mistake in the program, or an assumption that may
            stay empty (see `has`).
        """
        own = self.values.get((key, municipality))
        return own if own is not None else self.values[key, None]

    def has(self, key: str, municipality: str | None = None) -> bool:
        """Return whether there is a value; only optional assumptions can lack one."""
        return (key, municipality) in self.values or (key, None) in self.values

    def number(self, key: str, municipality: str | None = None) -> float:
        """Return the value of an assumption that is one number.

        Raises
        ------
        TypeError
            When it is a path.
        """
        found = self.value(key, municipality).number
        if found is None:
            raise TypeError(f"{key} is a path; ask `path` or `in_year`")
        return found

    def path(self, key: str, months: pd.PeriodIndex,
             municipality: str | None = None) -> NDArray[np.float64]:
        """Return the value in each month, (months,), within the lever's range.

        A number is the same in every month.
        """
        value, lever = self.value(key, municipality), catalogue()[key]
        if value.path is None:
            return np.full(len(months), self.number(key, municipality))
        found = value.path.over(months)
        return found if value.path.shape == "index" else np.clip(found, lever.low, lever.high)

    def in_year(self, key: str, year: int, municipality: str | None = None) -> float | None:
        """Return the amount that was given for a calendar year, or None."""
        if not self.has(key, municipality):
            return None
        path = self.value(key, municipality).path
        return None if path is None else path.in_year(year)

    def band(self, key: str, municipality: str | None = None) -> tuple[float, float, float]:
        """Return P10, the central value and P90; all equal when the value is certain."""
        value, middle = self.value(key, municipality), self.number(key, municipality)
        low = middle if value.low is None else value.low
        high = middle if value.high is None else value.high
        return low, middle, high

    def about(self, *groups: str) -> Assumptions:
        """Return only the values whose key begins with one of `groups`, as of no scenario.

        Two scenarios that say the same about a group are then the same record, so that what
        rests on it alone needs to be made once.
        """
        values = {place: replace(value, trail=()) for place, value in self.values.items()
                  if place[0].startswith(groups)}
        return replace(self, scenario="", title="", author="", date=date.min, label="",
                       description="", layers=(), files={}, sources={}, notices=(), values=values)

    def keys(self) -> tuple[str, ...]:
        """Return the keys that have a value, in the order of the catalogue."""
        given = {key for key, _ in self.values}
        return tuple(key for key in catalogue() if key in given)

    def places(self, key: str) -> tuple[str | None, ...]:
        """Return where a key has a value: None for the general one, then municipalities."""
        return tuple(place for known, place in self.values if known == key)

    def uncertain(self) -> tuple[tuple[str, str | None], ...]:
        """Return every value with a range, in the order of the catalogue."""
        return tuple((key, place) for key in self.keys() for place in self.places(key)
                     if _is_uncertain(self.values[key, place]))

    def draw(self, seed: int, draws: int, key: str,
             municipality: str | None = None) -> NDArray[np.float64]:
        """Return draws of an assumption, (draws,), split normal through P10, P50 and P90.

        The uniforms belong to seed, key and municipality, so that scenarios share their luck;
        municipalities that follow the general value share its draws.
        """
        value, lever = self.value(key, municipality), catalogue()[key]
        low, middle, high = self.band(key, municipality)
        if not _is_uncertain(value):
            return np.full(draws, middle)
        u = uniforms(seed, f"aanname.{key}.{value.municipality or ''}", (draws,))
        return np.clip(between(u, low, middle, high), lever.low, lever.high)


def _is_uncertain(value: Value) -> bool:
    return value.low is not None and value.high is not None and value.low < value.high
