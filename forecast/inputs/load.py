"""A data set through the door: every file read, every problem gathered, one record out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from forecast.errors import Problem, raise_all
from forecast.inputs import folder, targets_file
from forecast.inputs.cabinet import Cabinet, merged, open_folder, open_register, open_workbook
from forecast.inputs.declared import DATA_SET, MONTHLY
from forecast.inputs.fields import Border
from forecast.inputs.nearest import suggest
from forecast.inputs.records import DataSet, Municipality, Source
from forecast.inputs.settings import Settings, read_sheet, read_toml
from forecast.inputs.targets_file import Agreed
from forecast.periods import dutch


def load_dataset(root: Path, which: str | Path) -> DataSet:
    """Read and check a data set.

    Parameters
    ----------
    root : Path
        The project folder, with ``inputs`` and ``scenarios``.
    which : str or Path
        Name of a folder in ``inputs``, or the path of such a folder or of an Excel file with the
        same tables as sheets.

    Returns
    -------
    DataSet

    Raises
    ------
    ForecastError
        With every problem in every file at once.
    """
    folder.require_project(root)
    path = folder.find(root, which)
    cabinet, settings = _opened(root, path)
    name = _name(path, settings, cabinet)
    cabinet.demand([*(n for n, table in DATA_SET.items() if table.required), "bronnen"])
    where = {n: raw.where for n, raw in cabinet.raw.items()}
    shared = [open_register(root, part) for part in (folder.NATIONAL, folder.LAW)]
    sources, problems = merged([cabinet.sources(), *(register.sources() for register in shared)])
    cabinet.problems += problems
    for register in shared:
        cabinet.problems += register.problems
        cabinet.fingerprints |= register.fingerprints
    places = _places(settings) if settings else None
    targets = _agreed(root, path, cabinet, places, sources)
    tables = cabinet.typed(DATA_SET, Border(places, sources))
    if settings and "bijstand_maand" in tables:
        cabinet.problems += _absent(tables["bijstand_maand"], where["bijstand_maand"], settings)
    if settings:
        cabinet.problems += _reference(root, settings, cabinet.where)
    raise_all(cabinet.problems)
    if settings is None or sources is None:
        raise AssertionError("what cannot be read leaves a problem")
    return DataSet(
        name=name,
        title=settings.titel,
        whole=settings.geheel,
        municipalities=tuple(Municipality(m.naam, m.code) for m in settings.gemeenten),
        last_month=settings.laatste_maand,
        years=settings.jaren,
        scenarios=settings.scenarios,
        reference=settings.landelijk,
        tables=MappingProxyType(tables),
        sources=MappingProxyType(sources),
        fingerprints=MappingProxyType(cabinet.fingerprints),
        places=MappingProxyType(where),
        targets=targets,
    )


def _agreed(
    root: Path, path: Path, cabinet: Cabinet, places: Mapping[str, str] | None,
    sources: Mapping[str, Source] | None,
) -> tuple[Agreed, ...]:
    """Return what was agreed, where the data set says so; problems go into the cabinet."""
    found: tuple[Agreed, ...] = ()
    problems: list[Problem] = []
    file = path / targets_file.FILE
    where = folder.relative(root, file)
    if path.is_file():
        raw = cabinet.raw.pop(targets_file.SHEET, None)
        if raw is not None:
            where = raw.where
            found, problems = targets_file.read_sheet(raw)
    elif file.is_file():
        content, problems = folder.read(root, file)
        if not problems:
            cabinet.fingerprints[where] = folder.fingerprint(content)
            found, problems = targets_file.read_toml(content, where)
    for one in found:
        place = f"{where}, doel {one.key}"
        names = sorted(set(places.values())) if places else []
        problems += [
            Problem(place, f"'{name}' is geen gemeente van deze gegevensset", suggest(name, names))
            for name in one.local if places and name not in names]
        codes = [one.source] if one.source else []
        codes += [one.benchmark.source] if one.benchmark else []
        problems += [Problem(place, f"bron '{code}' staat niet in het register",
                             suggest(code, sources))
                     for code in codes if sources is not None and code not in sources]
    cabinet.problems += problems
    return found


def _opened(root: Path, path: Path) -> tuple[Cabinet, Settings | None]:
    """Return the cabinet and the settings, wherever those stand."""
    if path.is_file():
        cabinet = open_workbook(root, path)
        raw = cabinet.raw.pop("gegevensset", None)
        if raw is None:
            if not cabinet.problems:
                hint = "voeg het toe, met de kolommen sleutel en waarde"
                cabinet.problems.append(
                    Problem(cabinet.where, "blad gegevensset ontbreekt", hint)
                )
            return cabinet, None
        settings, problems = read_sheet(raw)
    else:
        cabinet = open_folder(root, path)
        file = path / folder.SETTINGS
        where = folder.relative(root, file)
        content, problems = folder.read(root, file)
        settings = None
        if not problems:
            cabinet.fingerprints[where] = folder.fingerprint(content)
            settings, problems = read_toml(content, where)
    cabinet.problems += problems
    return cabinet, settings


def _name(path: Path, settings: Settings | None, cabinet: Cabinet) -> str:
    """Return the name; a workbook may carry that of the set it stands for, a folder is its own."""
    if path.is_file():
        return (settings.naam if settings else None) or path.stem
    name = path.resolve().name
    if settings and settings.naam not in {None, name}:
        what = f"naam is '{settings.naam}', maar de map heet '{name}'"
        where = f"{cabinet.where}/{folder.SETTINGS}, sleutel naam"
        cabinet.problems.append(Problem(where, what, "maak ze gelijk"))
    return name


def _places(settings: Settings) -> dict[str, str]:
    """Return codes and names, in small letters, with the name that they stand for."""
    codes = {m.code.lower(): m.naam for m in settings.gemeenten}
    return codes | {m.naam.lower(): m.naam for m in settings.gemeenten}


def _absent(frame: pd.DataFrame, where: str, settings: Settings) -> list[Problem]:
    """Return a problem per municipality for variables without rows, and for months too late."""
    problems = []
    last = settings.laatste_maand
    for place in settings.gemeenten:
        own = frame[frame["gemeente"] == place.naam]
        if len(own) and own["maand"].min() > last:
            what = f"{place.naam} begint in {dutch(own['maand'].min())}, na laatste_maand"
            hint = f"vul maanden tot en met {dutch(last)} aan, of zet laatste_maand later"
            problems.append(Problem(where, what, hint))
        seen = set(own["variabele"])
        missing = [name for name in MONTHLY if name not in seen]
        if missing:
            what = f"gemeente {place.naam} heeft geen rijen voor {', '.join(missing)}"
            problems.append(Problem(where, what, "vul ze aan; 0 is ook een waarde"))
    return problems


def _reference(root: Path, settings: Settings, where: str) -> list[Problem]:
    if settings.landelijk is None or settings.landelijk in folder.data_sets(root):
        return []
    what = f"landelijke gegevensset '{settings.landelijk}' bestaat niet"
    return [Problem(f"{where}, sleutel landelijk", what,
                    suggest(settings.landelijk, folder.data_sets(root)))]
