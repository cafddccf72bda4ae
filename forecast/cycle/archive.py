"""The inputs that an edition rests on, kept with it: made again, checked and bridged from there."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forecast.errors import ForecastError, Problem
from forecast.inputs import folder
from forecast.inputs.package import DAMAGED

ARCHIVE = "invoer.zip"
#: Zip files carry a clock and a system; the same inputs must give the same bytes.
_CLOCK, _SYSTEM = (1980, 1, 1, 0, 0, 0), 3
_UNREADABLE = (*DAMAGED, OSError, ValueError)


def pack(root: Path, inputs: str, name: str, fingerprints: Mapping[str, str]) -> bytes:
    """Return a zip with every file that a run read, where a project folder has it.

    Parameters
    ----------
    root : Path
        The project folder.
    inputs : str
        The data set as it was asked for: it may lie outside the project folder.
    name : str
        Name of the data set.
    fingerprints : mapping of str to str
        sha256 by path, as the run read them.

    Raises
    ------
    ForecastError
        A file changed since it was read.
    """
    outside = folder.find(root, inputs)
    held, problems = io.BytesIO(), []
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, mark in sorted(fingerprints.items()):
            file, place = root / path, path
            if "/" not in path:  # named from outside: it lies with the data set
                file = outside if outside.is_file() else outside / path
                place = f"inputs/{path}" if outside.is_file() else f"inputs/{name}/{path}"
            content, _ = folder.read(root, file)
            if folder.fingerprint(content) != mark:
                problems.append(Problem(path, "het bestand is tijdens de run gewijzigd",
                                        "draai opnieuw"))
            entry = zipfile.ZipInfo(place, _CLOCK)
            entry.create_system = _SYSTEM
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    if problems:
        raise ForecastError(problems)
    return held.getvalue()


@contextmanager
def unpacked(edition: Path, told: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Give a project folder with the inputs of an edition, and the data set in it.

    Parameters
    ----------
    edition : Path
    told : mapping
        Its manifest.

    Raises
    ------
    ForecastError
        The edition holds no inputs, or they are not what its manifest says.
    """
    file = edition / ARCHIVE
    if not file.is_file():
        raise ForecastError(Problem(
            str(file), f"editie {edition.name} bewaart haar invoer niet",
            "zij is met een eerdere versie gemaakt of niet heel; maak haar opnieuw met de invoer "
            "van toen"))
    with tempfile.TemporaryDirectory(prefix="werkprognose-") as place:
        root = Path(place).resolve()
        for part in ("inputs", "scenarios"):
            (root / part).mkdir()
        _extract(file, root, set(told["vingerafdrukken"].values()))
        name = str(told["gegevensset"])
        if not (root / "inputs" / name).is_dir():
            name = next((p.name for p in sorted((root / "inputs").iterdir()) if p.is_file()), name)
        yield root, name


def _extract(file: Path, root: Path, marks: set[str]) -> None:
    found = set()
    try:
        with zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                content = archive.read(info)
                path = (root / info.filename).resolve()
                if not path.is_relative_to(root):
                    continue
                found.add(folder.fingerprint(content))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    except _UNREADABLE as error:
        raise ForecastError(Problem(str(file), "de bewaarde invoer is niet te lezen",
                                    "zet het bestand terug uit een reservekopie")) from error
    if found != marks:
        raise ForecastError(Problem(
            str(file), "de bewaarde invoer is niet die waarmee de editie is gemaakt",
            "zet het bestand terug uit een reservekopie"))
