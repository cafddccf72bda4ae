"""Cabinets: a folder of CSV files or one workbook, both read into the same raw tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from forecast.errors import Problem
from forecast.inputs import folder
from forecast.inputs.check import typed
from forecast.inputs.declared import SOURCES
from forecast.inputs.dutch_csv import read_csv
from forecast.inputs.excel import read_workbook
from forecast.inputs.fields import Border
from forecast.inputs.nearest import suggest
from forecast.inputs.raw import RawTable
from forecast.inputs.records import Source
from forecast.inputs.rows import Table


@dataclass(slots=True)
class Cabinet:
    """What was found in one place: tables, fingerprints, and problems so far.

    Attributes
    ----------
    where : str
        Folder or workbook as a reader knows it.
    raw : dict of str to RawTable
        Tables by file stem or sheet name.
    broken : set of str
        Tables that exist but could not be read; a problem says why.
    fingerprints : dict of str to str
    problems : list of Problem
    """

    where: str
    raw: dict[str, RawTable] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    fingerprints: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def sources(self) -> dict[str, Source] | None:
        """Return the register of sources of this cabinet, or None; problems are kept."""
        raw = self.raw.pop("bronnen", None)
        if raw is None:
            return None
        frame, problems = typed(raw, SOURCES, Border())
        self.problems += problems
        if problems:
            return None
        return {
            row["code"]: Source(row["code"], row["titel"], row["uitgever"], row["datum"],
                                row["adres"], raw.where)
            for row in frame.to_dict("records")
        }

    def typed(self, tables: Mapping[str, Table], border: Border) -> dict[str, pd.DataFrame]:
        """Return every declared table that is in order; problems are kept."""
        found = {}
        for name, raw in self.raw.items():
            if name not in tables:
                hint = suggest(name, tables)
                self.problems.append(Problem(raw.where, f"tabel '{name}' is onbekend", hint))
                continue
            frame, problems = typed(raw, tables[name], border)
            self.problems += problems
            if not problems:
                found[name] = frame
        return found

    def demand(self, names: Iterable[str]) -> None:
        """Keep a problem for each of these tables that is not here at all.

        Where nothing could be read, that is one problem, and it has been told.
        """
        if self.problems and not self.raw and not self.broken:
            return
        self.problems += [
            Problem(self.where, f"tabel {name} ontbreekt", f"voeg {name} toe, met bron en status")
            for name in names
            if name not in self.raw and name not in self.broken
        ]


def open_folder(root: Path, path: Path, files: str = "*.csv") -> Cabinet:
    """Return the cabinet of the CSV files in a folder; other files are passed over."""
    cabinet = Cabinet(folder.relative(root, path))
    for file in sorted(path.glob(files)):
        where = folder.relative(root, file)
        content, problems = folder.read(root, file)
        name = file.stem.lower()
        table = None
        if not problems:
            cabinet.fingerprints[where] = folder.fingerprint(content)
            table, problems = read_csv(content, name, where)
        cabinet.problems += problems
        if table:
            cabinet.raw[name] = table
        else:
            cabinet.broken.add(name)
    return cabinet


def open_register(root: Path, name: str) -> Cabinet:
    """Return the cabinet of only the register of sources of a folder in ``inputs``."""
    cabinet = open_folder(root, root / "inputs" / name, "bronnen.csv")
    cabinet.demand(["bronnen"])
    return cabinet


def open_workbook(root: Path, path: Path) -> Cabinet:
    """Return the cabinet of the sheets of a workbook."""
    where = folder.relative(root, path)
    cabinet = Cabinet(where)
    content, cabinet.problems = folder.read(root, path)
    if not cabinet.problems:
        cabinet.fingerprints[where] = folder.fingerprint(content)
        cabinet.raw, cabinet.problems, cabinet.broken = read_workbook(content, path.suffix, where)
    return cabinet


def merged(
    registers: Iterable[Mapping[str, Source] | None],
) -> tuple[dict[str, Source] | None, list[Problem]]:
    """Return one register, None when part of it is missing or not in order.

    A code that means two things in two files is a problem.
    """
    whole = list(registers)
    found: dict[str, Source] = {}
    problems = []
    for register in whole:
        for code, source in (register or {}).items():
            other = found.setdefault(code, source)
            if other.title != source.title:
                what = f"bron '{code}' heet hier anders dan in {other.file}"
                problems.append(Problem(source.file, what, "geef een van beide een andere code"))
    return (None if None in whole else found), problems
