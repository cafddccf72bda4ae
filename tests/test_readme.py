"""The README keeps its word: its commands run, its example is real, its words are explained."""

import ast
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from forecast.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.strip().splitlines()
]
EXAMPLE = re.search(r"<!-- example: (.*?) -->\n```text\n(.*?)```", README, re.DOTALL)
#: Names from the law and the municipal budget; code that uses one needs it in the glossary.
LAW_WORDS = {
    "aow", "bbz", "beschut", "bijstand", "buig", "deeltijd", "herinstroom", "ioaw", "ioaz", "lks",
    "loonkostensubsidie", "macrobudget", "pw", "statushouder", "vangnet", "verdeelmodel", "wml",
    "wsw", "baten", "lasten", "saldo", "voorlopig", "definitief",
}  # fmt: skip


def test_the_readme_shows_commands():
    assert len(COMMANDS) >= 9
    assert all(line.startswith("forecast ") for line in COMMANDS)


@pytest.fixture
def new_project(shipped_project, tmp_path):
    """Return a project in which nobody ran anything yet."""
    for name in ("inputs", "scenarios"):
        shutil.copytree(shipped_project / name, tmp_path / name)
    return tmp_path


def quickly(line):
    """Return a command with few draws: what it shows is tested elsewhere, here that it runs."""
    line = re.sub(r"--draws \d+", "--draws 20", line).replace(" --workers 2", "")
    return f"{line} --draws 20 --no-sensitivity" if line == "forecast run" else line


def test_every_command_runs_in_the_order_of_the_readme(new_project, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "78")
    monkeypatch.chdir(new_project)
    for line in COMMANDS:
        code = main(shlex.split(line if line == EXAMPLE[1] else quickly(line))[1:])
        said = capsys.readouterr()
        assert code == 0, f"{line}\n{said.err}"
        assert said.out.strip(), line
        if line == EXAMPLE[1]:
            shown = [row.rstrip() for row in EXAMPLE[2].strip().splitlines()]
            real = [row.rstrip() for row in said.out.strip().splitlines()]
            assert real[:-1] == shown[:-1], "the example of the README is not what the run says"


def test_both_commands_of_a_new_machine_stand_on_top():
    top = README.split("## ")[0]
    for command in (
        "-c .ci/constraints.txt -e . && .venv/bin/forecast run",
        "-c .ci/constraints.txt -e '.[test]' && .venv/bin/python -m pytest",
        r".venv\Scripts\forecast run",
    ):
        assert command in top
    assert "-e '.[test]' && .venv/bin/python -m pytest" in (ROOT / ".ci/run").read_text()


def test_the_scenario_of_the_readme_resolves(new_project):
    from forecast.project import enter, resolve_all

    text = re.search(r"```toml\n(.*?)```", README, re.DOTALL)[1]
    assert tomllib.loads(text)["basis"] == "basis"
    local = new_project / "scenarios" / "wpda"
    local.mkdir(exist_ok=True)
    path = local / "meer_begeleiding.toml"
    path.write_text(text, encoding="utf-8")
    said = resolve_all(enter(new_project, "wpda"), ("meer_begeleiding",))
    ours, nation = said["meer_begeleiding"]
    key = "bijstand.uitstroom.werk.factor"
    assert ours.value(key).path is not None
    assert nation.value(key).layer == "basis"


def glossary() -> set[str]:
    rows = re.findall(r"^\| ([^|]+) \|", README.split("## Glossary")[1].split("## ")[0], re.M)
    return {word for row in rows for word in re.findall(r"[a-z]+", row)}


def test_every_law_word_in_the_code_is_in_the_glossary():
    used = set()
    for path in (ROOT / "forecast").rglob("*.py"):
        used |= set(path.stem.split("_"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                words = re.sub(r"([a-z])([A-Z])", r"\1_\2", node.name).lower().split("_")
                used |= set(words)
    missing = (used & LAW_WORDS) - glossary()
    assert not missing
    assert len(used & LAW_WORDS) >= 5


def test_the_readme_promises_no_verb_that_is_not_there():
    from forecast.cli import app

    verbs = {c.name or c.callback.__name__ for c in app.registered_commands}
    assert {shlex.split(line)[1] for line in COMMANDS} - {"--help"} == verbs
