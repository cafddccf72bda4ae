"""Kinds of column: how a cell is read, what it becomes, and what it is checked against."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd
from pydantic import PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from forecast.inputs import cells
from forecast.inputs.cells import UnreadableError
from forecast.inputs.nearest import suggest

STATUSES = ("feit", "afgeleid", "raming", "aanname", "voorbeeld")


@dataclass(frozen=True, slots=True)
class Border:
    """What a cell is checked against; None when that is itself not in order, and so no yardstick.

    Attributes
    ----------
    places : mapping of str to str, or None
        Region code or name in small letters, to the name of the municipality.
    sources : mapping of str to object, or None
        The register; its keys are the codes.
    comma_separated : bool
        Of the file that is being read.
    """

    places: Mapping[str, str] | None = None
    sources: Mapping[str, object] | None = None
    comma_separated: bool = False


@dataclass(frozen=True, slots=True)
class Dtype:
    """The pandas type of a column."""

    name: str


def _guarded(read: Callable[[Any], Any]) -> PlainValidator:
    """Return a reader whose refusal travels through pydantic with its cure."""

    def checked(cell: Any) -> Any:
        try:
            return read(cell)
        except UnreadableError as refusal:
            raise refused(refusal) from None

    return PlainValidator(checked)


def refused(refusal: UnreadableError) -> PydanticCustomError:
    """Return a refusal as pydantic carries it."""
    context = {"what": refusal.what, "hint": refusal.hint}
    return PydanticCustomError("unreadable", "{what}", context)


def one_of(*words: str) -> PlainValidator:
    """Return a validator of a closed list of words, in small letters."""
    known = frozenset(words)

    @functools.cache
    def word(cell: Any) -> str:
        text = cells.text(cell).lower()
        if text not in known:
            raise UnreadableError(f"{cells.shown(cell)} is onbekend", suggest(text, words))
        return text

    return _guarded(word)


def _decimal(cell: Any, info: ValidationInfo) -> float:
    try:
        return cells.decimal(cell, comma_separated=_border(info).comma_separated)
    except UnreadableError as refusal:
        raise refused(refusal) from None


def _place(cell: Any, info: ValidationInfo) -> str:
    places = _border(info).places
    if places is None:
        return cells.text(cell)
    name = places.get(cells.text(cell).lower())
    if name is None:
        what = f"{cells.shown(cell)} is geen gemeente van deze gegevensset"
        known = dict.fromkeys(places.values())
        raise refused(UnreadableError(what, suggest(cells.text(cell), known)))
    return name


def _source(cell: Any, info: ValidationInfo) -> str:
    code = cells.text(cell)
    sources = _border(info).sources
    if sources is not None and code not in sources:
        hint = f"{suggest(code, sources)}; een nieuwe bron hoort in tabel bronnen"
        what = f"bron {cells.shown(cell)} staat niet in de bronnenlijst"
        raise refused(UnreadableError(what, hint))
    return code


def _border(info: ValidationInfo) -> Border:
    if not isinstance(info.context, Border):
        raise TypeError("a row is validated at a border")
    return info.context


Decimal = Annotated[float, PlainValidator(_decimal), Dtype("float64")]
Count = Annotated[int, _guarded(cells.count), Dtype("int64")]
Year = Annotated[int, _guarded(cells.year), Dtype("int64")]
MaybeYear = Annotated[int | None, _guarded(cells.year), Dtype("Int64")]
MaybeDecimal = Annotated[float | None, PlainValidator(_decimal), Dtype("float64")]
Month = Annotated[pd.Period, _guarded(cells.month), Dtype("period[M]")]
MonthOrDay = Annotated[pd.Period, _guarded(cells.month_or_day), Dtype("period[M]")]
MaybeMonth = Annotated[pd.Period | None, _guarded(cells.month_or_day), Dtype("period[M]")]
Quarter = Annotated[pd.Period, _guarded(cells.quarter), Dtype("period[Q-DEC]")]
MaybeQuarter = Annotated[pd.Period | None, _guarded(cells.quarter), Dtype("period[Q-DEC]")]
Day = Annotated[pd.Timestamp, _guarded(cells.day), Dtype("datetime64[ns]")]
MaybeDay = Annotated[pd.Timestamp | None, _guarded(cells.day), Dtype("datetime64[ns]")]
YesNo = Annotated[bool, _guarded(cells.yes), Dtype("bool")]
Text = Annotated[str, _guarded(cells.text), Dtype("str")]
Place = Annotated[str, PlainValidator(_place), Dtype("str")]
SourceCode = Annotated[str, PlainValidator(_source), Dtype("str")]
Status = Annotated[str, one_of(*STATUSES), Dtype("str")]
