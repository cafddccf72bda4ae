"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from forecast.errors import ForecastError, Problem, refusal


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step: a temporary one beside it, flushed to disk, then renamed.

    Raises
    ------
    ForecastError
        When the file is open in another program or the folder cannot be written; nothing is
        left behind and an existing file is unchanged.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise ForecastError(_folder_problem(path, error)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except PermissionError as error:
        raise ForecastError(Problem(
            str(path), "het bestand is in gebruik",
            "Sluit het bestand in Excel, of kies een andere editie")) from error
    except OSError as error:
        raise ForecastError(_folder_problem(path, error)) from error
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _folder_problem(path: Path, error: OSError) -> Problem:
    return Problem(
        str(path.parent), f"in deze map kan niet worden geschreven: {refusal(error)}",
        "Controleer de rechten en de vrije ruimte, of kies een andere map met --out")


def open_elsewhere(path: Path) -> bool:
    """Return whether Excel's own mark beside the file says that it is open (or left by a crash)."""
    return (path.parent / f"~${path.name}").exists()
