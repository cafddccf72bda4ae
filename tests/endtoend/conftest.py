"""Runs through the command, as a user types it, on copies of the project."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from forecast.cli import main


@dataclass(frozen=True)
class Said:
    """What the command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def say(capsys, monkeypatch) -> Callable[..., Said]:
    """Return a function that types a command and gives back what came."""
    monkeypatch.setenv("COLUMNS", "200")

    def typed(*words: object) -> Said:
        code = main([str(word) for word in words])
        found = capsys.readouterr()
        return Said(code, found.out, found.err)

    return typed


@pytest.fixture(scope="session")
def shipped(shipped_project) -> Path:
    """Return the folder of one edition of the shipped WPDA project, 40 draws, all scenarios."""
    # the tornado has tests of its own
    words = ["--project", str(shipped_project), "--draws", "40", "--edition", "vast",
             "--no-sensitivity"]
    assert main(["run", *words]) == 0
    return shipped_project / "outputs" / "wpda" / "vast"


@pytest.fixture(scope="session")
def table(shipped) -> pd.DataFrame:
    """Return the results table of that edition."""
    return pd.read_csv(shipped / "results.csv", dtype={"periode": str})
