"""Runs through the command, as a user types it, on copies of the project."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from forecast.cli import main

ROOT = Path(__file__).parents[2]


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


def copy_project(target: Path) -> Path:
    """Copy the shipped inputs and scenarios; outputs start empty."""
    for name in ("inputs", "scenarios"):
        shutil.copytree(
            ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "~$*")
        )
    (target / "outputs").mkdir()
    return target


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Path:
    """Return the folder of one edition of the shipped WPDA project, 40 draws, all scenarios."""
    root = copy_project(tmp_path_factory.mktemp("wpda"))
    assert main(["run", "--project", str(root), "--draws", "40", "--edition", "vast"]) == 0
    return root / "outputs" / "wpda" / "vast"


@pytest.fixture(scope="session")
def table(shipped) -> pd.DataFrame:
    """Return the results table of that edition."""
    return pd.read_csv(shipped / "results.csv", dtype={"periode": str})


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
