"""The data set's own table of assumptions, `vervang_mij`, as a layer of entries."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from forecast.errors import Problem
from forecast.inputs import DataSet
from forecast.inputs.nearest import suggest
from forecast.periods import month
from forecast.scenarios.catalogue import Lever
from forecast.scenarios.paths import DatedPath, Point, dated_path
from forecast.scenarios.value import Entry

_OWN_FIGURE = "eigen opgave"


def local_entries(
    data: DataSet, levers: Mapping[str, Lever]
) -> tuple[tuple[Entry, ...], list[Problem]]:
    """Return what the data set says, and what is wrong with it.

    A filled ``eigen_waarde`` is a fact and replaces value and range. Rows with a ``jaar`` become
    one path per key and municipality; rows without any value say nothing.
    """
    table = data.tables.get("vervang_mij", pd.DataFrame())
    problems: list[Problem] = []
    found: dict[tuple[str, str | None], list[tuple[int | None, Entry]]] = {}
    for number, row in table.iterrows():
        where = f"{data.places['vervang_mij']}, rij {number}"
        entry = _entry(where, row)
        lever = levers.get(entry.key)
        if lever and str(row["eenheid"]).strip() != lever.unit:
            problems.append(Problem(where, f"'{entry.key}' staat hier in '{row['eenheid']}'",
                                    f"de eenheid van deze sleutel is '{lever.unit}'"))
        elif not lever:
            problems.append(Problem(where, f"onbekende sleutel '{entry.key}'",
                                    suggest(entry.key, levers)))
        elif entry.number is not None:
            year = None if _empty(row.get("jaar")) else int(row["jaar"])
            found.setdefault((entry.key, entry.municipality), []).append((year, entry))
    entries = tuple(_together(found, levers, problems))
    return entries, problems


def _entry(where: str, row: pd.Series[Any]) -> Entry:
    own = _number(row.get("eigen_waarde"))
    key, place = str(row["sleutel"]).strip(), row.get("gemeente")
    municipality = None if _empty(place) else str(place)
    if own is not None:
        source = row.get("eigen_bron")
        return Entry(key, municipality, own, None, None, None,
                     _OWN_FIGURE if _empty(source) else str(source), "feit",
                     str(row["omschrijving"]), where)
    low, high = _number(row.get("laag")), _number(row.get("hoog"))
    why = row.get("waarom")
    return Entry(key, municipality, _number(row["waarde"]), None, low, high, str(row["bron"]),
                 str(row["status"]), "" if _empty(why) else str(why), where)


def _together(found: Mapping[tuple[str, str | None], list[tuple[int | None, Entry]]],
              levers: Mapping[str, Lever], problems: list[Problem]) -> Iterator[Entry]:
    """Yield one entry per key and municipality; dated rows make a path."""
    for (key, municipality), rows in found.items():
        first = rows[0][1]
        dated = [(year, entry) for year, entry in rows if year is not None]
        if not dated:
            yield first
            continue
        if len(dated) < len(rows):
            problems.append(Problem(first.where, f"'{key}' staat hier met en zonder jaar",
                                    "vul bij alle rijen een jaar in, of bij geen"))
            continue
        yield Entry(key, municipality, None, _path(dated, levers[key]), None, None,
                    first.source, first.status, first.note, first.where)


def _path(dated: list[tuple[int, Entry]], lever: Lever) -> DatedPath:
    points = tuple(Point(month(year, 1), entry.number or 0.0, whole_year=True)
                   for year, entry in sorted(dated, key=lambda pair: pair[0]))
    return dated_path(points, "jaar" if lever.form == "jaar" else "trap")


def _empty(cell: Hashable) -> bool:
    return bool(pd.isna(cell)) or cell == ""  # type: ignore[call-overload]


def _number(cell: Any) -> float | None:
    return None if _empty(cell) else float(cell)
