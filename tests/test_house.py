"""The plan of the house: rooms look back, never ahead, and modules stay small."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "forecast"
MODULES = sorted(PACKAGE.rglob("*.py"))
ORDER = [
    {"errors", "words"}, {"periods", "chance"}, {"ensemble"}, {"inputs"}, {"scenarios"},
    {"series", "flows"}, {"budget"}, {"insight"}, {"outputs"}, {"project"}, {"cycle"}, {"cli"},
    {"__init__", "__main__"},
]
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
LONGEST = 300


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms of this house that a module imports, wherever in the module it does so."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: name the room in full, no relative imports"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "forecast" and len(parts) > 1 and parts[1] in RANK:
                found.add(parts[1])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_only_look_back(path):
    room = room_of(path)
    ahead = {o for o in imported_rooms(path) if o != room and RANK[o] >= RANK[room]}
    assert not ahead, f"{path.relative_to(PACKAGE)} looks ahead or sideways to {sorted(ahead)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_have_one_idea(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_every_room_has_a_rank():
    assert {room_of(path) for path in MODULES} <= set(RANK)


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager"])
def test_no_rooms_for_odds_and_ends(name):
    assert not [path for path in MODULES if path.stem == name]


def test_the_project_never_leaves_the_machine():
    """No module outside the verb that fetches opens a connection."""
    nets = {"urllib", "http", "socket", "requests", "httpx"}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names.append(node.module)
            assert not {n.split(".")[0] for n in names} & nets, path
