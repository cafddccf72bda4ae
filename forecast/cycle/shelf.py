"""The shelf of a data set: its editions, and how a new one gets there whole.

An edition is a folder. It is written beside its place and then moved there in one step, so that
nothing is ever half there and an edition that exists is replaced only on request.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from forecast.errors import ForecastError, Problem, refusal

_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\..*)?", re.IGNORECASE)  # of Windows
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")


def editions(shelf: Path) -> tuple[Path, ...]:
    """Return the editions of a data set, oldest first (by date of their manifest)."""
    paths = shelf.glob("*/manifest.json") if shelf.is_dir() else ()
    found = [path for path in paths if not path.parent.name.startswith(".")]
    return tuple(p.parent for p in sorted(found, key=lambda p: (p.stat().st_mtime_ns, p)))


def latest(shelf: Path, but: str) -> Path | None:
    """Return the newest edition that is not called `but`, if any."""
    others = [path for path in editions(shelf) if path.name != but]
    return others[-1] if others else None


def next_name(shelf: Path, last_month: pd.Period) -> str:
    """Return ``<last realised month>-<n>`` with the first free n."""
    n = 1
    while (shelf / f"{last_month}-{n}").exists():
        n += 1
    return f"{last_month}-{n}"


def check_name(shelf: Path, edition: str, *, force: bool) -> None:
    """Refuse a name that is no folder name, or an edition that exists without `force`.

    Raises
    ------
    ForecastError
    """
    if not _NAME.fullmatch(edition) or _DEVICE.fullmatch(edition) or edition.endswith("."):
        raise ForecastError(
            Problem(
                f"--edition {edition}",
                "deze naam kan geen map worden",
                "gebruik letters, cijfers, punt, streepje; hooguit 61 tekens",
            )
        )
    if (shelf / edition).exists() and not force:
        raise ForecastError(
            Problem(
                str(shelf / edition),
                "deze editie bestaat al",
                "kies een andere naam, of vervang haar met --force",
            )
        )


def check_writable(shelf: Path) -> None:
    """Find out before the long work whether the folder takes files.

    Raises
    ------
    ForecastError
        The folder cannot be made or written in.
    """
    # the folder itself is made when there is something to put in it
    nearest = next(path for path in (shelf, *shelf.absolute().parents) if path.exists())
    with _reported(shelf), tempfile.TemporaryFile(dir=nearest):
        pass


@contextmanager
def staged(shelf: Path, edition: str) -> Iterator[Path]:
    """Give a folder to write in, and move it to its place when all went well."""
    with _reported(shelf):
        shelf.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".bezig-", dir=shelf))
        stage.chmod(0o755)
    try:
        yield stage
        with _reported(shelf / edition):
            _swap(stage, shelf / edition)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(stage: Path, place: Path) -> None:
    if not place.exists():
        stage.rename(place)
        return
    aside = Path(tempfile.mkdtemp(prefix=".oud-", dir=place.parent)) / place.name
    try:
        place.rename(aside)
        try:
            stage.rename(place)
        except OSError:
            aside.rename(place)
            raise
    finally:
        shutil.rmtree(aside.parent, ignore_errors=True)


@contextmanager
def _reported(where: Path) -> Iterator[None]:
    """Turn a refusal of the file system into a message that says how to mend it."""
    try:
        yield
    except PermissionError as error:
        raise ForecastError(
            Problem(
                str(where),
                "hier kan niet worden geschreven, of een bestand staat nog open",
                "sluit het bestand in Excel, kies een andere editie, of een andere map met --out",
            )
        ) from error
    except OSError as error:
        raise ForecastError(
            Problem(str(where), f"schrijven lukt niet: {refusal(error)}",
                    "kies een andere map met --out")
        ) from error
