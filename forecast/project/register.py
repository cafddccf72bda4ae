"""The registers a reader looks things up in: assumptions, sources, findings, notes on method."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from forecast.inputs import Finding, Source
from forecast.outputs.report import Assumption, Budgeted, FindingRow, SourceRow
from forecast.periods import month, months
from forecast.scenarios import Assumptions, Lever, catalogue
from forecast.scenarios.value import path_in_words


def assumption_rows(
    assumptions: Assumptions, years: tuple[int, ...], tables: Container[str]
) -> tuple[Assumption, ...]:
    """Return every value of a scenario: one number, or one per year of the report.

    What is about a group that the data set does not have (see `tables`, their names) says nothing.
    """
    known = [key for key in assumptions.keys()  # noqa: SIM118 (no mapping)
             if not catalogue()[key].table or catalogue()[key].table in tables]
    return tuple(
        _row(assumptions, catalogue()[key], place, years)
        for key in known
        for place in assumptions.places(key)
    )


def _row(
    assumptions: Assumptions, lever: Lever, place: str | None, years: tuple[int, ...]
) -> Assumption:
    value = assumptions.value(lever.key, place)
    given: tuple[float | None, ...]
    if value.path is None:
        given = (value.number,)
    elif lever.form == "jaar":
        given = tuple(assumptions.in_year(lever.key, year, place) for year in years)
    else:
        given = tuple(_year_mean(assumptions, lever.key, year, place) for year in years)
    return Assumption(
        key=lever.key,
        meaning=lever.meaning,
        unit=lever.unit,
        municipality=place or "",
        values=given,
        low=value.low,
        high=value.high,
        minimum=lever.low,
        maximum=lever.high,
        direct=lever.works == "direct",
        status=value.status,
        source=value.source,
        note=value.note,
    )


def _year_mean(assumptions: Assumptions, key: str, year: int, place: str | None) -> float:
    path = assumptions.path(key, months(month(year, 1), month(year, 12)), place)
    return float(np.mean(path))


def resolved(assumptions: Assumptions) -> Mapping[str, Any]:
    """Return every value with its trail as plain values, for the manifest."""
    known = assumptions.keys()
    return {
        f"{key}|{place}" if place else key: {
            "waarde": value.number if value.path is None else path_in_words(value.path),
            "p10": value.low,
            "p90": value.high,
            "status": value.status,
            "bron": value.source,
            "spoor": [str(step) for step in value.trail],
        }
        for key in known
        for place in assumptions.places(key)
        for value in (assumptions.value(key, place),)
    }


def source_rows(registers: Iterable[Mapping[str, Source]]) -> tuple[SourceRow, ...]:
    """Return every source of the registers once, by code."""
    merged: dict[str, Source] = {}
    for register in registers:
        merged.update(register)
    return tuple(
        SourceRow(s.code, s.title, s.publisher, s.date, s.address)
        for _, s in sorted(merged.items())
    )


def budgeted_rows(tables: Mapping[str, pd.DataFrame]) -> tuple[Budgeted, ...]:
    """Return the municipalities' own budgets as the workbook shows them, in reading order."""
    table = tables.get("begroting")
    if table is None:
        return ()
    return tuple(
        Budgeted(str(row["gemeente"]), int(row["jaar"]), str(row["regel"]), str(row["versie"]),
                 str(row["soort"]), float(row["bedrag_eur"]), str(row["status"]), str(row["bron"]))
        for _, row in table.iterrows()
    )


def finding_rows(findings: Iterable[Finding]) -> tuple[FindingRow, ...]:
    """Return the data-quality report as the workbook shows it."""
    return tuple(FindingRow(f.rule, f.level, f.where, f.what, f.hint) for f in findings)
