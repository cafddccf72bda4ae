"""The errors that a person can mend, each with where, what and how."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass

_REFUSALS = {
    errno.ENOTDIR: "op het pad staat een bestand waar een map hoort",
    errno.ENOENT: "de map kan hier niet worden gemaakt",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "de schijf is alleen om te lezen",
    errno.EACCES: "u mag dit niet",
    errno.EPERM: "u mag dit niet",
    errno.EISDIR: "dit is een map, geen bestand",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def refusal(error: OSError) -> str:
    """Return in Dutch why the file system refuses."""
    return _REFUSALS.get(error.errno or 0, f"fout {error.errno} van het systeem")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the words of the person who must mend it.

    Attributes
    ----------
    where : str
        File, row and column, e.g. ``inputs/wpda/bijstand_maand.csv, rij 3, kolom waarde``.
    what : str
        What is wrong, with the offending value.
    hint : str
        How to mend it.
    """

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        return f"{text} ({self.hint})" if self.hint else text


class ForecastError(Exception):
    """Input or surroundings are not in order; carries every problem of a phase at once.

    Parameters
    ----------
    problems : Problem or iterable of Problem
        At least one.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            raise ValueError("a ForecastError names at least one problem")
        super().__init__("\n".join(map(str, self.problems)))


def raise_all(problems: Iterable[Problem]) -> None:
    """Raise one `ForecastError` for all gathered problems, or do nothing when there are none.

    Raises
    ------
    ForecastError
        When `problems` holds at least one problem.
    """
    found = tuple(problems)
    if found:
        raise ForecastError(found)
