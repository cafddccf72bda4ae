"""From layers to assumptions: every problem at once, or one frozen answer with its trails.

Order: the national base, the data set's own table (`vervang_mij`), then every later layer. A
municipality's own value stays above a general one, whichever layer spoke later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from forecast.errors import Problem, raise_all
from forecast.inputs import DataSet, Source
from forecast.scenarios.assumptions import Assumptions
from forecast.scenarios.catalogue import Lever, catalogue
from forecast.scenarios.checks import faults_of
from forecast.scenarios.layers import Layer, Library, Place
from forecast.scenarios.local import local_entries
from forecast.scenarios.value import Entry, Step, Value


def resolve(root: Path, data: DataSet, scenario: str, *,
            filling: Assumptions | None = None) -> Assumptions:
    """Return the assumptions of a scenario for a data set.

    Parameters
    ----------
    root : Path
        The project folder.
    data : DataSet
    scenario : str
        Name of a file in ``scenarios/<data set>/`` or ``scenarios/``, without ``.toml``.
    filling : Assumptions, optional
        Gives the values of required keys that no layer mentions: those of a later version, when
        the files are those of an edition that was made before the key existed.

    Raises
    ------
    ForecastError
        With every problem: unknown scenario, circle, two blocks that set the same key, unknown
        key, wrong form, value outside its range, unknown municipality or source, and every
        assumption that has no value in any layer.
    """
    library = Library(root, data.name)
    chain = library.chain(scenario)
    return _answer(data, scenario, chain, library.problems, filling)


def resolve_reference(root: Path, reference: DataSet, data: DataSet, scenario: str, *,
                      base_only: bool = False,
                      filling: Assumptions | None = None) -> Assumptions:
    """Return what a scenario of `data` says about the nation.

    The budgets follow the nation, so a scenario is also run for the national data set: with the
    national layers only, without what `data` says about itself or a municipality. With
    `base_only` just the national base speaks: what was expected before any scenario changed it.

    Raises
    ------
    ForecastError
        As `resolve`.
    """
    library = Library(root, data.name)
    chain = tuple(
        replace(layer, entries=tuple(e for e in layer.entries if e.municipality is None))
        for layer in library.chain(scenario)
        if not layer.local and (layer.root or not base_only)
    )
    return _answer(reference, scenario, chain, library.problems, filling)


def _answer(data: DataSet, scenario: str, chain: tuple[Layer, ...], found: list[Problem],
            filling: Assumptions | None) -> Assumptions:
    levers, problems = catalogue(), list(found)
    own, wrong = local_entries(data, levers)
    problems += wrong
    table = Layer(f"vervang_mij ({data.name})", None, own, root=False, local=True)
    layers = (*(x for x in chain if x.root), table, *(x for x in chain if not x.root))
    sources = _sources(chain, data, problems)
    for layer in layers:
        codes = None if layer is table else sources
        for entry in layer.entries:
            problems += faults_of(entry, levers, data.names, codes)
    # Without a chain, or with faulty values, every missing one would be a repetition.
    values, notices = _merged(layers, levers)
    if filling is not None:
        said = {key for key, _ in values}
        values |= {place: value for place, value in filling.values.items()
                   if place[0] not in said and not levers[place[0]].optional}
    if not problems:
        problems += _missing(values, data, levers)
    raise_all(problems)
    files = [x.file for x in chain if x.file]
    last = files[-1]
    # Who builds on later knowledge has later knowledge.
    label = next((file.label for file in reversed(files) if file.label), "")
    return Assumptions(
        scenario, last.title, last.author, last.date, label, last.description,
        tuple(x.name for x in layers), {file.shown: file.fingerprint for file in files},
        sources, notices, values,
    )


def _sources(chain: tuple[Layer, ...], data: DataSet,
             problems: list[Problem]) -> Mapping[str, Source]:
    sources, setters = dict(data.sources), dict[str, Layer]()
    for layer in chain:
        for code, source in (layer.file.sources if layer.file else {}).items():
            before = setters.get(code)
            if before and before.file and layer.file \
                    and replace(sources[code], file="") != replace(source, file=""):
                problems.append(Problem(
                    layer.file.where(f"bronnen.{code}"), f"bron '{code}' is hier een andere dan "
                    f"in {before.file.shown}", "geef een van beide een andere code"))
            sources[code], setters[code] = source, layer
    return sources


def _merged(layers: tuple[Layer, ...],
            levers: Mapping[str, Lever]) -> tuple[dict[Place, Value], tuple[str, ...]]:
    """Return the last word on every key, with its trail, and where it does not reach."""
    values: dict[Place, Value] = {}
    notices: list[str] = []
    for layer in layers:
        for entry in layer.entries:
            if entry.key not in levers:
                continue
            place = (entry.key, entry.municipality)
            before = values.get(place) or values.get((entry.key, None))
            values[place] = _value(layer, entry, before, levers[entry.key])
            if entry.municipality is None:
                keep = [m for key, m in values if key == entry.key and m is not None]
                notices += [f"{layer.name} zet '{entry.key}', maar {m} houdt de eigen waarde uit "
                            f"{values[entry.key, m].layer}" for m in keep]
    order = {key: i for i, key in enumerate(levers)}
    return dict(sorted(values.items(), key=lambda item: (
        order[item[0][0]], item[0][1] is not None))), tuple(notices)


def _value(layer: Layer, entry: Entry, before: Value | None, lever: Lever) -> Value:
    low, high, text = entry.low, entry.high, str(entry)
    if low is None and entry.number is not None and entry.status != "feit" and before \
            and before.number is not None and before.low is not None and before.high is not None:
        # A layer that moves only the middle does not make us any surer: the range moves along.
        low = max(lever.low, entry.number + before.low - before.number)
        high = min(lever.high, entry.number + before.high - before.number)
        text = f"{replace(entry, low=low, high=high)}, bandbreedte schuift mee"
    if entry.municipality and (before is None or before.municipality is None):
        text += f", alleen voor {entry.municipality}"
    step = Step(layer.name, text, entry.source, entry.status)
    return Value(entry.key, entry.municipality, entry.number, entry.path, low, high, entry.status,
                 entry.source, entry.note, (*(before.trail if before else ()), step))


def _missing(values: Mapping[Place, Value], data: DataSet,
             levers: Mapping[str, Lever]) -> list[Problem]:
    problems: list[Problem] = []
    for lever in levers.values():
        if lever.optional or (lever.key, None) in values:
            continue
        lacking = [name for name in data.names if (lever.key, name) not in values]
        if lever.place == "nee" or (lever.place == "mag" and len(lacking) == len(data.names)):
            problems.append(Problem("scenarios", f"'{lever.key}' heeft in geen enkele laag een "
                                    f"waarde: {lever.meaning}", "zet de sleutel in basis.toml, of "
                                    "geef dit scenario een basis"))
        elif lacking:
            problems.append(Problem(
                data.places.get("vervang_mij", data.name), f"'{lever.key}' heeft geen waarde "
                f"voor {', '.join(lacking)}: {lever.meaning}",
                f"voeg een rij toe, in {lever.unit}"))
    return problems
