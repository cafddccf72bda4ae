"""One scenario file: read, checked for its form, and every value tied to its line."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from forecast.errors import Problem, refusal
from forecast.inputs import Source
from forecast.inputs.toml_mistake import not_toml
from forecast.scenarios.mistakes import faults, where_in
from forecast.scenarios.paths import DatedPath, Point, dated_path, read_date
from forecast.scenarios.toml_lines import lines_of
from forecast.scenarios.value import Entry

_FIELDS = ("waarde", "pad", "vorm", "laag", "hoog", "bron", "status", "toelichting")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class _Dated(_Strict):
    vanaf: str | int | date
    waarde: float


class _Content(_Strict):
    waarde: float | None = None
    pad: tuple[_Dated, ...] | None = Field(default=None, strict=False)
    vorm: Literal["trap", "lijn", "index"] | None = None
    laag: float | None = None
    hoog: float | None = None
    bron: str = ""
    status: Literal["feit", "afgeleid", "raming", "aanname", "voorbeeld"]
    toelichting: str = ""


class _Origin(_Strict):
    titel: str
    uitgever: str
    datum: str | int | date = ""
    adres: str = ""


class _Head(_Strict):
    titel: str
    auteur: str
    datum: date
    omschrijving: str
    label: str = ""
    basis: str = ""
    blokken: tuple[str, ...] = Field(default=(), strict=False)
    bronnen: dict[str, _Origin] = Field(default_factory=dict)
    waarden: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """What one TOML file says.

    Attributes
    ----------
    path, shown : Path, str
        Where it is, and how messages name it (from the project folder).
    title, author, description, label : str
        As written; `label` is e.g. ``met kennis van later``.
    date : datetime.date
    base : str
        The scenario it builds on; empty in the root.
    blocks : tuple of str
        Sets of differences that it adds to its base.
    sources : mapping of str to Source
        Its own ``[bronnen]`` by code.
    entries : tuple of Entry
        Every value it sets, in the order of the file.
    fingerprint : str
        sha256 of the bytes.
    lines : mapping of str to int
        Line number by dotted name.
    """

    path: Path
    shown: str
    title: str
    author: str
    date: date
    label: str
    description: str
    base: str
    blocks: tuple[str, ...]
    sources: Mapping[str, Source]
    entries: tuple[Entry, ...]
    fingerprint: str
    lines: Mapping[str, int]

    def where(self, name: str) -> str:
        """Return file and line of a dotted name."""
        return where_in(self.shown, self.lines, name)


def read_scenario(path: Path, shown: str) -> tuple[ScenarioFile | None, list[Problem]]:
    """Read a scenario file; what is good comes back together with what is wrong.

    Parameters
    ----------
    path : Path
        An existing file.
    shown : str
        Its name in messages.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [Problem(shown, "het bestand is niet in UTF-8 opgeslagen",
                              "sla het opnieuw op met tekenset UTF-8")]
    except OSError as error:
        return None, [Problem(shown, f"het bestand is niet te lezen ({refusal(error)})",
                              "sluit het in andere programma's en kijk of u het mag lezen")]
    if not text.strip():
        return None, [Problem(shown, "het bestand is leeg", "begin met een kopie van basis.toml")]
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [not_toml(shown, text, str(error))]
    lines = lines_of(text)
    try:
        head = _Head.model_validate(content)
    except ValidationError as error:
        return None, list(faults(error, shown, lines, "", tuple(_Head.model_fields)))
    problems: list[Problem] = []
    entries = tuple(_entries(head.waarden, "", shown, lines, problems))
    sources = {code: Source(code, o.titel, o.uitgever, str(o.datum), o.adres, shown)
               for code, o in head.bronnen.items()}
    return ScenarioFile(path, shown, head.titel, head.auteur, head.datum, head.label,
                        head.omschrijving, head.basis, head.blokken, sources, entries,
                        hashlib.sha256(raw).hexdigest(), lines), problems


def _entries(table: Mapping[str, Any], key: str, shown: str, lines: Mapping[str, int],
             problems: list[Problem]) -> Iterator[Entry]:
    """Walk the tables: ``[waarden."a.b"]`` and ``[waarden.a.b]`` are the same key."""
    own = {name: item for name, item in table.items()
           if name in _FIELDS or not isinstance(item, dict)}
    if own and not key:
        problems.extend(
            Problem(where_in(shown, lines, f"waarden.{name}"),
                    f"'{name}' is geen tabel met een waarde",
                    f'schrijf [waarden."{name}"] met waarde, bron en status')
            for name in own)
    elif own:
        yield from _entry(own, key, None, shown, lines, problems)
    for name, item in table.items():
        if name in own:
            continue
        if name != "gemeente":
            yield from _entries(item, f"{key}.{name}" if key else name, shown, lines, problems)
            continue
        for municipality, content in item.items():
            yield from _entry(content, key, municipality, shown, lines, problems)


def _entry(content: Any, key: str, municipality: str | None, shown: str,
           lines: Mapping[str, int], problems: list[Problem]) -> Iterator[Entry]:
    name = f"waarden.{key}" + (f".gemeente.{municipality}" if municipality else "")
    where = where_in(shown, lines, name)
    try:
        row = _Content.model_validate(content)
        path = _path(row)
    except ValidationError as error:
        problems.extend(faults(error, shown, lines, name, _FIELDS))
        return
    except ValueError as error:
        problems.append(Problem(where, f"'{key}': {error}", "zie het pad in basis.toml"))
        return
    if path is None and row.waarde is None:
        problems.append(Problem(where, f"'{key}' heeft geen waarde en geen pad",
                                "voeg 'waarde = …' of 'pad = […]' toe"))
    elif path is not None and row.waarde is not None and row.vorm != "index":
        problems.append(Problem(where, f"'{key}' heeft een waarde en een pad",
                                "laat een van beide weg"))
    elif not row.bron and row.status not in ("aanname", "voorbeeld"):
        problems.append(Problem(where, f"'{key}' heeft status '{row.status}' maar geen bron",
                                "noem de bron, of geef de status 'aanname'"))
    else:
        yield Entry(key, municipality, row.waarde if path is None else None, path, row.laag,
                    row.hoog, row.bron, row.status, row.toelichting, where)


def _path(row: _Content) -> DatedPath | None:
    if row.pad is None:
        return None
    if row.vorm is None:
        raise ValueError("kies bij een pad de vorm: 'trap', 'lijn' of 'index'")
    points = tuple(Point(*_split(dated)) for dated in row.pad)
    return dated_path(points, row.vorm, 1.0 if row.waarde is None else row.waarde)


def _split(dated: _Dated) -> tuple[Any, float, bool]:
    first, whole_year = read_date(dated.vanaf)
    return first, dated.waarde, whole_year
