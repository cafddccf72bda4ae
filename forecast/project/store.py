"""Fits kept on disk by the content of what they were made of, so that nothing is fitted twice.

One file in the user's cache folder; it may be thrown away at any time. A key holds the history,
the settings, the versions of the libraries and the text of the models themselves: a changed model
never finds an old fit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

FILE = "ramingen.sqlite"
#: Fits that are kept; the oldest make room (some 3 kB each).
MOST = 100_000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Store:
    """A store of bytes by key.

    Attributes
    ----------
    folder : Path or None
        Where the file lies; None keeps nothing.
    """

    folder: Path | None

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that are there; a damaged store has none."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, bytes] = {}
        path = self.folder / FILE if self.folder else None
        if not wanted or path is None or not path.is_file():
            return found
        try:
            with closing(sqlite3.connect(path)) as base:
                for start in range(0, len(wanted), _AT_ONCE):
                    part = wanted[start : start + _AT_ONCE]
                    marks = ",".join("?" * len(part))
                    rows = base.execute(f"select k, v from fits where k in ({marks})", part)
                    found |= dict(rows)
        except sqlite3.Error:
            return {}  # whatever is not there is simply made again
        return found

    def put(self, values: Mapping[str, bytes]) -> bool:
        """Keep values; return whether that worked (a full or read-only disk loses only time)."""
        if self.folder is None or not values:
            return False
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.folder / FILE, timeout=30)) as base, base:
                base.execute(
                    "create table if not exists fits (n integer primary key, k text unique, v blob)"
                )
                base.executemany("insert or replace into fits (k, v) values (?, ?)", values.items())
                base.execute("delete from fits where n <= (select max(n) from fits) - ?", (MOST,))
        except (sqlite3.OperationalError, OSError):
            return False
        except sqlite3.DatabaseError:  # the file is no store any more
            self._start_again()
            return False
        return True

    def _start_again(self) -> None:
        """Throw a damaged store away: the next fits make a new one."""
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / FILE).unlink()
