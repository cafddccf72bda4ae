"""Where things lie in a project folder, and the fingerprint of every file that was read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from forecast.errors import ForecastError, Problem
from forecast.inputs.nearest import suggest

SETTINGS = "gegevensset.toml"
NATIONAL, LAW = "landelijk", "wet"


def require_project(root: Path) -> None:
    """Refuse a folder that is no project folder.

    Raises
    ------
    ForecastError
        When `root` lacks ``inputs`` or ``scenarios``.
    """
    missing = [name for name in ("inputs", "scenarios") if not (root / name).is_dir()]
    if missing:
        verb = "ontbreekt" if len(missing) == 1 else "ontbreken"
        what = f"dit is geen projectmap: hier {verb} {' en '.join(missing)}"
        hint = "ga eerst naar de projectmap (cd), of noem haar met --project MAP"
        raise ForecastError(Problem(str(root), what, hint))


def data_sets(root: Path) -> tuple[str, ...]:
    """Return the names of the data sets in a project folder."""
    inputs = root / "inputs"
    folders = [path.parent.name for path in inputs.glob(f"*/{SETTINGS}")]
    books = [path.name for path in inputs.glob("*.xlsx") if not path.name.startswith("~$")]
    return tuple(sorted(folders) + sorted(books))


def find(root: Path, which: str | Path) -> Path:
    """Return the folder or workbook of a data set, by name or by path.

    Raises
    ------
    ForecastError
        When there is none; the message lists those that exist.
    """
    named = root / "inputs" / which
    candidates = [named, root / which, Path(which)]
    for path in candidates:
        if (path / SETTINGS).is_file() or path.is_file():
            return path
    known = data_sets(root)
    for path in candidates:
        if path.is_dir() and path != root / "inputs":
            what = f"in deze map staat geen {SETTINGS}"
            raise ForecastError(Problem(relative(root, path), what, suggest(path.name, known)))
    listed = f"er zijn: {', '.join(known)}" if known else "er is nog geen gegevensset"
    what = f"gegevensset '{which}' bestaat niet"
    raise ForecastError(Problem(relative(root, root / "inputs"), what, listed))


def relative(root: Path, path: Path) -> str:
    """Return a path as a reader of this project knows it, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def read(root: Path, path: Path) -> tuple[bytes, list[Problem]]:
    """Return the content of a file, or why it cannot be read."""
    where = relative(root, path)
    try:
        return path.read_bytes(), []
    except FileNotFoundError:
        return b"", [Problem(where, "het bestand ontbreekt", "zet het terug")]
    except OSError:
        hint = "sluit het in Excel, en kijk of u het mag openen"
        return b"", [Problem(where, "het bestand is niet te lezen", hint)]


def fingerprint(content: bytes) -> str:
    """Return the sha256 of a file's content."""
    return hashlib.sha256(content).hexdigest()
