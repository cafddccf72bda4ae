"""From the name of a scenario to its layers: base first, then blocks, then own values.

Blocks of one scenario may not set the same key, so that their order cannot matter. A file in
``scenarios/<data set>/`` is found before the national one of the same name, and may build on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forecast.errors import Problem
from forecast.inputs.nearest import suggest
from forecast.scenarios.files import ScenarioFile, read_scenario
from forecast.scenarios.value import Entry

_NAME = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)?")
Place = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Layer:
    """One file, or the data set's own table, in the order in which layers speak.

    Attributes
    ----------
    name : str
        As the trail shows it.
    file : ScenarioFile or None
        None for the table of the data set.
    entries : tuple of Entry
    root : bool
        Whether it belongs to the national base, before the data set speaks.
    local : bool
        Whether it speaks for one data set only.
    """

    name: str
    file: ScenarioFile | None
    entries: tuple[Entry, ...]
    root: bool
    local: bool


class Library:
    """The scenario files of a project, as one data set sees them.

    Parameters
    ----------
    root : Path
        The project folder.
    data_set : str
        Whose local files are found first.

    Attributes
    ----------
    problems : list of Problem
        Everything found wrong so far.
    """

    def __init__(self, root: Path, data_set: str) -> None:
        self.problems: list[Problem] = []
        self._root, self._folder = root, root / "scenarios"
        self._local = self._folder / data_set
        self._read: dict[Path, ScenarioFile | None] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of the scenarios that this data set can run, without blocks."""
        found = {p.stem for folder in (self._folder, self._local) for p in folder.glob("*.toml")}
        return tuple(sorted(found))

    def chain(self, name: str, asker: ScenarioFile | None = None,
              above: tuple[ScenarioFile, ...] = ()) -> tuple[Layer, ...]:
        """Return the layers of a scenario, the root of its base first."""
        file = self._find(name, asker, "basis", above)
        if file is None:
            return ()
        base = self.chain(file.base, file, (*above, file)) if file.base else ()
        own = self._with_blocks(file, above, root=not file.base)
        return (*base, *own)

    def _with_blocks(self, file: ScenarioFile, above: tuple[ScenarioFile, ...], *,
                     root: bool) -> tuple[Layer, ...]:
        """Return the blocks of a file, in order of name, and then the file itself."""
        layers: dict[Path, Layer] = {}
        winners: dict[Place, tuple[str, Entry]] = {}
        if len(set(file.blocks)) < len(file.blocks):
            self.problems.append(Problem(file.where("blokken"), "een blok staat er twee keer",
                                         "noem elk blok één keer"))
        for name in sorted(set(file.blocks)):
            block = self._find(name, file, "blokken", (*above, file))
            if block is None:
                continue
            if block.base:
                self.problems.append(Problem(
                    block.where("basis"), f"blok '{name}' heeft zelf een basis",
                    f"haal 'basis' weg, of gebruik '{name}' als basis"))
                continue
            inner = self._with_blocks(block, (*above, file), root=root)
            self.problems.extend(_conflicts(name, inner, winners))
            layers |= {layer.file.path: layer for layer in inner
                       if layer.file and layer.file.path not in layers}
        own = Layer(self._layer_name(file), file, file.entries, root, self._is_local(file))
        return (*layers.values(), own)

    def _find(self, name: str, asker: ScenarioFile | None, field: str,
              above: tuple[ScenarioFile, ...]) -> ScenarioFile | None:
        """Return the file of that name; None, and a problem, when there is none to use."""
        where = asker.where(field) if asker else "scenarios"
        if not _NAME.fullmatch(name):
            self.problems.append(Problem(where, f"'{name}' is geen naam van een scenario",
                                         "gebruik letters, cijfers, - en _, zonder .toml"))
            return None
        paths = [p for p in (self._local / f"{name}.toml", self._folder / f"{name}.toml")
                 if p.is_file()]
        # A local file may build on the national file of the same name.
        others = [p for p in paths if asker is None or p != asker.path]
        path = next(iter(others or paths), None)
        if path is None:
            known = self.names() if field == "basis" else self._all_names()
            self.problems.append(Problem(where, f"scenario '{name}' bestaat niet",
                                         suggest(name, known)))
            return None
        if any(path == file.path for file in above):
            turn = " → ".join(file.shown for file in above)
            self.problems.append(Problem(
                where, f"de scenario's bouwen in een kring op elkaar: {turn} → {self._shown(path)}",
                "geef een van deze bestanden een andere basis"))
            return None
        if path not in self._read:
            self._read[path], problems = read_scenario(path, self._shown(path))
            self.problems.extend(problems)
        return self._read[path]

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _layer_name(self, file: ScenarioFile) -> str:
        return file.path.relative_to(self._folder).with_suffix("").as_posix()

    def _is_local(self, file: ScenarioFile) -> bool:
        return file.path.is_relative_to(self._local)

    def _all_names(self) -> tuple[str, ...]:
        found = (p.relative_to(self._folder) for p in self._folder.rglob("*.toml"))
        return tuple(sorted(p.with_suffix("").as_posix() for p in found))


def _conflicts(name: str, layers: tuple[Layer, ...],
               winners: dict[Place, tuple[str, Entry]]) -> Iterator[Problem]:
    """Yield the keys that this block and an earlier one both set; remember its own in `winners`.

    Two blocks may share an inner block: then both name the same line of the same file.
    """
    mine = {(e.key, e.municipality): e for layer in layers for e in layer.entries}
    for place, entry in mine.items():
        if place not in winners:
            winners[place] = (name, entry)
            continue
        other, before = winners[place]
        if before != entry:
            key = entry.key + (f" voor {entry.municipality}" if entry.municipality else "")
            yield Problem(entry.where, f"blok '{name}' zet '{key}', maar blok '{other}' doet dat "
                          f"ook ({before.where})", "laat een van beide de sleutel niet zetten")
