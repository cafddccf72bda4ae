"""A complete small project: two invented municipalities beside the facts that all share."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VOORBEELD = Path(__file__).parent / "data" / "voorbeeld"
SHARED = ("landelijk", "wet", "nederland")


@pytest.fixture
def small_project(tmp_path):
    """Return a project folder of its own, with data set `voorbeeld`, to read from and to break.

    National facts, the law and the national scenarios are those of the house: a new data set
    brings only its own folder.
    """
    root = tmp_path / "project"
    for name in SHARED:
        shutil.copytree(ROOT / "inputs" / name, root / "inputs" / name)
    shutil.copytree(VOORBEELD, root / "inputs" / "voorbeeld")
    (root / "scenarios").mkdir()
    (root / "outputs").mkdir()
    for path in (ROOT / "scenarios").glob("*.toml"):
        shutil.copy(path, root / "scenarios" / path.name)
    return root
