"""Raw cells against a declared table: a typed frame, and every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from forecast.errors import Problem
from forecast.inputs.fields import Border, Dtype
from forecast.inputs.nearest import suggest
from forecast.inputs.raw import RawTable
from forecast.inputs.rows import Fact, Row, Table
from forecast.inputs.unique import doubled, gaps
from forecast.words import several

#: A file that is wrong in every row is wrong in one way; more lines help nobody.
_MOST = 50
_SHOWN = 5  # rows of the same mistake that are named


def typed(raw: RawTable, table: Table, border: Border) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the table with types, indexed by row number in the file, or what is wrong.

    Parameters
    ----------
    raw : RawTable
    table : Table
        What the table should look like.
    border : Border
        Known municipalities and sources.

    Returns
    -------
    frame : DataFrame
        Index ``rij``; every declared column. Empty when cells cannot be read.
    problems : list of Problem
        Unknown and missing columns, or cells that cannot be read, or doubled rows and gaps.
    """
    fields = table.row.model_fields
    problems = _columns(raw, fields)
    if problems:
        return pd.DataFrame(), problems
    rows, problems = _rows(raw, table.row, border)
    if problems:
        return pd.DataFrame(), problems
    if table.sparse:
        kept = {*raw.columns, *Fact.model_fields}
        fields = {name: info for name, info in fields.items() if name in kept}
    frame = _frame([number for number, _ in raw.rows], rows, fields)
    key = tuple(name for name in table.key if name in fields)
    problems = doubled(raw.where, frame, key)
    if table.time:
        problems += gaps(raw.where, frame, key, table.time)
    return frame, problems


def _columns(raw: RawTable, fields: Mapping[str, FieldInfo]) -> list[Problem]:
    unknown = [
        Problem(f"{raw.where}, kolom {name}", "deze kolom is onbekend", suggest(name, fields))
        for name in raw.columns
        if name not in fields
    ]
    missing = [
        Problem(raw.where, f"kolom {name} ontbreekt", f"nodig zijn: {_needed(fields)}")
        for name, info in fields.items()
        if info.is_required() and name not in raw.columns
    ]
    return unknown + missing


def _needed(fields: Mapping[str, FieldInfo]) -> str:
    return ", ".join(name for name, info in fields.items() if info.is_required())


def _rows(raw: RawTable, model: type[Row], border: Border) -> tuple[list[Row], list[Problem]]:
    """Return the validated rows; a blank cell counts as absent, so that a default applies."""
    records = [
        {name: cell for name, cell in zip(raw.columns, cells, strict=True) if cell is not None}
        for _, cells in raw.rows
    ]
    context = Border(border.places, border.sources, raw.comma_separated)
    try:
        return TypeAdapter(list[model]).validate_python(records, context=context), []  # type: ignore[valid-type]
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    # the same mistake in many rows is one thing to mend
    places: dict[tuple[str, str, str], list[str]] = {}
    for item in map(dict[str, Any], found):
        place, column = item["loc"][:2]
        places.setdefault((str(column), *_said(item)), []).append(str(raw.rows[place][0]))
    problems = [
        Problem(f"{raw.where}, rij {several(numbers, _SHOWN)}, kolom {column}", what, hint)
        for (column, what, hint), numbers in places.items()
    ]
    if len(problems) > _MOST:
        cells = sum(len(numbers) for numbers in list(places.values())[_MOST:])
        more = f"en nog {cells} cellen die niet kloppen"
        hint = "herstel eerst de regels hierboven"
        problems = [*problems[:_MOST], Problem(raw.where, more, hint)]
    return [], problems


def _said(item: Mapping[str, Any]) -> tuple[str, str]:
    if item["type"] == "missing":
        return "de cel is leeg", "vul de cel in, of haal de hele rij weg"
    return item["ctx"]["what"], item["ctx"]["hint"]


def _frame(numbers: list[int], rows: list[Row], fields: Mapping[str, FieldInfo]) -> pd.DataFrame:
    index = pd.Index(numbers, name="rij")
    columns = {
        name: pd.Series([getattr(row, name) for row in rows], index=index, dtype=_dtype(info))
        for name, info in fields.items()
    }
    return pd.DataFrame(columns)


def _dtype(info: FieldInfo) -> Any:
    return next(mark.name for mark in info.metadata if isinstance(mark, Dtype))
