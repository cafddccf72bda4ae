"""Questions beside the edition round: two scenarios compared, and what every assumption does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from forecast import project
from forecast.cycle import editions
from forecast.cycle.editions import EditionComparison
from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import load_national
from forecast.inputs.nearest import suggest
from forecast.inputs.policy_file import FILE, read_handles
from forecast.inputs.targets_file import FILE as TARGETS
from forecast.inputs.variants_file import read_variants
from forecast.outputs.bridges import Bridge
from forecast.outputs.promises import Promises
from forecast.outputs.report import Report
from forecast.outputs.tornado import Tornado
from forecast.project import House, Run, solving
from forecast.project.batch import Batch, Row, run_all
from forecast.project.comparing import Measured, Pair, bridge, measured
from forecast.project.fitting import Fitter
from forecast.project.goal import odds_of_goal, parse
from forecast.project.past import learn
from forecast.project.sensitive import Question, tornado
from forecast.project.store import Store
from forecast.project.whatif import WhatIf
from forecast.scenarios import Assumptions, catalogue
from forecast.scenarios.variants import judged, varied

#: How the name of a table ends that says what has happened since an edition.
OUTCOME = (".csv", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question is asked: project folder, data set, draws, seed, and where fits are kept."""

    project: Path
    inputs: str
    draws: int
    seed: int
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scenarios: the run of both, their measures and the bridge between them."""

    report: Report
    measures: tuple[Measured, ...]
    bridge: Bridge


@dataclass(frozen=True, slots=True)
class Solved:
    """An answer to a goal, with its odds before and after, 0-1."""

    scenario: str
    answer: solving.Answer
    odds_before: float
    odds_after: float


@dataclass(frozen=True, slots=True)
class Varied:
    """The figures of every variant by name; the first is the scenario itself."""

    whole: str
    years: tuple[int, ...]
    rows: Mapping[str, list[Row]]

    def table(self) -> bytes:
        """Return all figures as CSV: variant, variable, area, period, statistic, figure."""
        lines = ["variant,variabele,gebied,periode,statistiek,waarde"]
        for name, rows in self.rows.items():
            lines += [f"{name},{v},{area},{period},{statistic},{value:.12g}"
                      for v, area, period, statistic, value in sorted(rows)]
        return "\n".join([*lines, ""]).encode()


@dataclass(frozen=True, slots=True)
class Promised:
    """A run and what it says about the agreed targets."""

    report: Report
    promises: Promises


def compare(
    asked: Asked, one: str, other: str, tell: Callable[[str], None],
    scenario: str | None = None, out: Path | None = None,
) -> Comparison | EditionComparison:
    """Return how two scenarios of a data set differ, or two editions of it.

    Parameters
    ----------
    asked : Asked
    one, other : str
        Names of scenarios or of editions; an edition can also be the path of its folder. The
        other of an edition can be a table, CSV or Excel: what has happened since.
    tell : callable
    scenario : str, optional
        Of editions: the scenario that is compared.
    out : Path, optional
        Folder of the outcomes, where editions are looked for.

    Raises
    ------
    ForecastError
        They are the same, unknown, of two kinds, or differ in too much to take apart.
    """
    if one == other:
        raise ForecastError(Problem(
            f"forecast compare {one} {other}", "dat is twee keer hetzelfde",
            "noem twee scenario's of edities die verschillen"))
    shelf = out or asked.project / "outputs"
    folders = [_edition(shelf, asked.inputs, name) for name in (one, other)]
    if folders[0] and other.lower().endswith(OUTCOME):
        return editions.against(
            folders[0], Path(other), load_national(asked.project), scenario,
            Fitter(store=Store(asked.cache)), asked.seed, tell)
    if all(folders):
        first, second = (folder for folder in folders if folder)
        return editions.compare(
            first, second, scenario, Fitter(store=Store(asked.cache)), asked.seed, tell)
    if any(folders):
        known, strange = (one, other) if folders[0] else (other, one)
        raise ForecastError(Problem(
            f"forecast compare {one} {other}", f"{known} is een editie en {strange} niet",
            "vergelijk twee edities, of twee scenario's"))
    house, fits = _enter(asked, (one, other))
    said = project.resolve_all(house, (one, other))
    tell("brug tussen de scenario's…")
    what = WhatIf(house, learn(house, fits, asked.seed), asked.seed)
    found = bridge(what, said[one], said[other])
    run = Run((one, other), asked.draws, asked.seed, 1, "vergelijking")
    report = project.calculate(house, run, tell, fits)
    return Comparison(report, measured(report), found)


def sensitivity(
    asked: Asked, scenario: str | None, over: str, tell: Callable[[str], None], workers: int = 1
) -> Tornado:
    """Return what the assumptions of a scenario whose keys begin with `over` do.

    Raises
    ------
    ForecastError
        No assumption begins so.
    """
    house, fits = _enter(asked, () if scenario is None else (scenario,))
    name = scenario or house.data.scenarios[0]
    pair: Pair = project.resolve_all(house, (name,))[name]
    what = WhatIf(house, learn(house, fits, asked.seed), asked.seed)
    found = tornado(Question(what, pair, over), tell, workers)
    if not found.levers:
        raise ForecastError(Problem(
            f"--over {over}", "geen aanname begint zo", "zie `forecast levers` voor de sleutels"))
    return found


def solve(
    asked: Asked, text: str, scenario: str | None, tell: Callable[[str], None]
) -> Solved:
    """Return what must be true to reach a goal, and its odds in a run with draws.

    Raises
    ------
    ForecastError
        The goal cannot be read, or no policy of the model moves it.
    """
    house, fits = _enter(asked, () if scenario is None else (scenario,))
    name = scenario or house.data.scenarios[0]
    ours, nation = project.resolve_all(house, (name,))[name]
    past = learn(house, fits, asked.seed)
    what = WhatIf(house, past, asked.seed)
    goal = parse(text, what, what.central(ours, nation))
    handles = read_handles(house.root)
    raise_all([Problem(FILE, f"onbekende sleutel '{h.key}'", suggest(h.key, catalogue()))
               for h in handles if h.key not in catalogue()])
    answer = solving.solve(what, (ours, nation), goal, handles, tell)
    tell("doorrekenen met trekkingen…")
    run = Run((name,), asked.draws, asked.seed, 1, "doel")
    odds = [odds_of_goal(project.scenario_of(house, run, past, said, nation), goal)
            for said in (ours, answer.said)]
    return Solved(name, answer, odds[0], odds[1])


def batch(
    asked: Asked, file: Path, scenario: str | None, workers: int, tell: Callable[[str], None]
) -> Varied:
    """Return the figures of every variant in a file, the scenario itself in front.

    Raises
    ------
    ForecastError
        With every problem in every row; then no variant was calculated.
    """
    house, fits = _enter(asked, () if scenario is None else (scenario,))
    values = read_variants(file)
    raise_all(judged(values, house.data.names))
    name = scenario or house.data.scenarios[0]
    ours, nation = project.resolve_all(house, (name,))[name]
    names = list(dict.fromkeys(v.variant for v in values))
    if name in names:
        raise ForecastError(Problem(file.name, f"een variant heet '{name}', zoals het scenario",
                                    "geef haar een andere naam"))
    said = [(name, ours)]
    said += [(one, varied(ours, one, [v for v in values if v.variant == one])) for one in names]
    learn(house, fits, asked.seed)  # the fits are on the shelf before other processes ask
    make = partial(_batch, asked, nation)
    return Varied(house.data.whole, house.data.years, run_all(make, said, workers, tell))


def _edition(shelf: Path, inputs: str, name: str) -> Path | None:
    """Return the folder of an edition: of this data set, of another one, or by its path."""
    own = [shelf / inputs / name, Path(name)]
    others = sorted(shelf.glob(f"*/{name}")) if shelf.is_dir() and Path(name).name == name else []
    return next((folder for folder in (*own, *others) if editions.is_edition(folder)), None)


def _batch(asked: Asked, nation: Assumptions) -> Batch:
    house, fits = _enter(asked, ())
    return Batch(house, learn(house, fits, asked.seed), nation, asked.seed, asked.draws)


def targets(asked: Asked, scenario: str | None, tell: Callable[[str], None]) -> Promised:
    """Return the agreed targets of a scenario, with what can be promised.

    Raises
    ------
    ForecastError
        The data set has no agreed targets.
    """
    house, fits = _enter(asked, () if scenario is None else (scenario,))
    name = scenario or house.data.scenarios[0]
    run = Run((name,), asked.draws, asked.seed, 1, "doelen")
    report = project.calculate(house, run, tell, fits)
    found = report.scenarios[0].promises
    if found is None or not found.targets:
        raise ForecastError(Problem(
            f"inputs/{house.data.name}/{TARGETS}", "er is geen afspraak in de jaren van de run die "
            "de raming telt", "vul het register van doelen in: sleutel, titel, maat, eenheid, jaar "
            "en norm"))
    return Promised(report, found)


def _enter(asked: Asked, scenarios: tuple[str, ...]) -> tuple[House, Fitter]:
    house = project.enter(asked.project, asked.inputs, scenarios)
    return house, Fitter(store=Store(asked.cache))
