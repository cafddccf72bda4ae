"""A complete small project: two invented municipalities beside the facts that all share."""

import os
import shutil
from pathlib import Path

import pytest

# as the command does: one thread per process, said before anything imports numpy
for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")

ROOT = Path(__file__).parents[1]
VOORBEELD = Path(__file__).parent / "data" / "voorbeeld"
SHARED = ("landelijk", "wet", "nederland")


#: Files that take longest: two processes share the suite by file, and one must not wait for them.
LONG = ("test_readme.py", "test_command.py", "test_results.py", "test_asking.py",
        "test_edition_bridge.py", "test_workbook.py", "test_replay.py", "test_frames.py",
        "test_answers.py", "test_tornado.py", "test_pairs.py", "test_outcome_bridge.py",
        "test_draws.py", "test_track.py", "test_stability.py", "test_manifest.py")


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest."""
    rank = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.name, len(LONG)))


def pytest_terminal_summary(terminalreporter):
    """Print what a test counted: a comparison says how many cells it compared."""
    shown = sorted(
        text for reports in terminalreporter.stats.values() for report in reports
        for name, text in getattr(report, "user_properties", ()) if name == "shown"
        and report.when == "call"
    )
    for text in shown:
        terminalreporter.write_line(text)


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory):
    """Keep fits of the tests in a folder of the session, never in the cache of the user.

    The processes of a session share it: the folders of each lie side by side.
    """
    base = tmp_path_factory.getbasetemp()
    shared = "PYTEST_XDIST_WORKER" in os.environ
    folder = (base.parent if shared else base) / "cache"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WERKPROGNOSE_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def shipped_project(tmp_path_factory):
    """Return a copy of the shipped inputs and scenarios with empty outputs, for the session."""
    root = tmp_path_factory.mktemp("geleverd") / "project"
    for name in ("inputs", "scenarios"):
        unneeded = shutil.ignore_patterns("__pycache__", "~$*")
        shutil.copytree(ROOT / name, root / name, ignore=unneeded)
    (root / "outputs").mkdir()
    return root


@pytest.fixture(scope="session")
def project_to_read(tmp_path_factory):
    """Return a project folder with data set `voorbeeld`, for tests that only read.

    National facts, the law and the national scenarios are those of the house: a new data set
    brings only its own folder.
    """
    root = tmp_path_factory.mktemp("gedeeld") / "project"
    for name in SHARED:
        shutil.copytree(ROOT / "inputs" / name, root / "inputs" / name)
    shutil.copytree(VOORBEELD, root / "inputs" / "voorbeeld")
    (root / "scenarios").mkdir()
    (root / "outputs").mkdir()
    for path in (p for p in (ROOT / "scenarios").iterdir() if p.is_file()):
        shutil.copy(path, root / "scenarios" / path.name)
    return root


@pytest.fixture
def small_project(project_to_read, tmp_path):
    """Return a copy of that folder for one test, to write in and to break."""
    return shutil.copytree(project_to_read, tmp_path / "project")
