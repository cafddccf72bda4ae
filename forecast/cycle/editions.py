"""Two editions of a data set beside each other: what they said, and why it differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from forecast import project
from forecast.budget.frames.names import STATE
from forecast.cycle import archive
from forecast.errors import ForecastError, Problem
from forecast.inputs import National
from forecast.inputs.outcome_file import read_outcome
from forecast.outputs.bridges import Bridge
from forecast.outputs.edition import MANIFEST, RESULTS
from forecast.outputs.report import Report
from forecast.outputs.results import results_frame
from forecast.project.between import SALDO, Edition, between
from forecast.project.comparing import MEASURES
from forecast.project.fitting import Fitter
from forecast.project.happened import bridge_to
from forecast.project.house import House, look
from forecast.project.past import learn
from forecast.scenarios import resolve, resolve_reference

#: What an edition is asked about by year: the frames together, and each of them.
PUBLISHED = (SALDO, *(f"budget.{frame}.saldo" for frame in STATE))
#: Differences that a run takes apart by itself; `forecast compare` goes further.
FEW = 6
_NEEDED = {"versie", "vingerafdrukken", "gegevensset", "opdracht", "scenarios"}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the whole in two editions, over the years they share.

    Attributes
    ----------
    label : str
    euros : bool
    one, other : float
        On the central path: euros added up, a stock on average.
    """

    label: str
    euros: bool
    one: float
    other: float


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """Two editions: their figures and the bridge between them."""

    whole: str
    municipalities: tuple[str, ...]
    scenario: str
    measures: tuple[Told, ...]
    bridge: Bridge


def is_edition(folder: Path) -> bool:
    """Return whether a folder is an edition."""
    return (folder / MANIFEST).is_file()


def compare(
    one: Path, other: Path, scenario: str | None, fitter: Fitter, seed: int,
    tell: Callable[[str], None],
) -> EditionComparison:
    """Return how two editions on disk differ.

    Parameters
    ----------
    one, other : Path
        Their folders.
    scenario : str, optional
        Without it the first that both have.
    fitter : Fitter
    seed : int
    tell : callable

    Raises
    ------
    ForecastError
        An edition is not whole, keeps no inputs, or they can not be compared.
    """
    name = _scenario(one, other, scenario)
    with ExitStack() as open_:
        tell("de invoer van beide edities lezen…")
        old, new = _both(open_, one, other, name)
        tell("brug tussen de edities…")
        found = between(old, new, lambda house: learn(house, fitter, seed), seed)
    tables = [_results(folder, name) for folder in (one, other)]
    data = new.house.data
    return EditionComparison(data.whole, data.names, name, tuple(
        Told(label, euros, *(_total(t, variable, data.whole, found.years, euros=euros)
                             for t in tables))
        for variable, label, euros in MEASURES), found)


def against(
    one: Path, outcome: Path, national: National, scenario: str | None, fitter: Fitter, seed: int,
    tell: Callable[[str], None],
) -> EditionComparison:
    """Return how an edition differs from what happened.

    Parameters
    ----------
    one : Path
        Its folder.
    outcome : Path
        The file with counts and accounts.
    national : National
        As it is known now.
    scenario : str, optional
        Without it the first of the edition.
    fitter : Fitter
    seed : int
    tell : callable

    Raises
    ------
    ForecastError
        The edition or the file is not whole, or nothing of the edition has happened yet.
    """
    name = scenario or _scenario(one, one, None)
    tell(f"editie {one.name} lezen…")
    with opened(one, name, None) as old:
        data = old.house.data
        fact = read_outcome(outcome, data.names, data.last_month + 1)
        tell("brug naar de uitkomst…")
        found = bridge_to(old, fact, national, lambda some: learn(some, fitter, seed), seed)
    return EditionComparison(data.whole, data.names, name, (), found)


def _both(open_: ExitStack, one: Path, other: Path, name: str) -> tuple[Edition, Edition]:
    """Open two editions; what one of them lacks because it is older, the other says."""
    try:
        new = open_.enter_context(opened(other, name, None))
    except ForecastError:
        old = open_.enter_context(opened(one, name, None))
        return old, open_.enter_context(opened(other, name, old))
    return open_.enter_context(opened(one, name, new)), new


def since(
    before: Path, report: Report, house: House, fitter: Fitter
) -> Bridge | Problem:
    """Return the bridge from an edition on disk to a report that is not yet written.

    Parameters
    ----------
    before : Path
    report : Report
    house : House
        What the report rests on.
    fitter : Fitter

    Returns
    -------
    Bridge or Problem
        Why there is none: a run does not stop on what an older edition lacks.
    """
    scenario = report.scenarios[0].name
    said = _said(_yearly(results_frame(report, set(PUBLISHED)), scenario))
    pair = project.resolve_all(house, (scenario,))[scenario]
    new = Edition(f"editie {report.edition}", report.version, house, pair, said)
    try:
        with opened(before, scenario, new) as old:
            return between(old, new, lambda some: learn(some, fitter, report.seed), report.seed,
                           FEW)
    except ForecastError as error:
        return error.problems[0]


@contextmanager
def opened(folder: Path, scenario: str, later: Edition | None) -> Iterator[Edition]:
    """Give an edition with its inputs read anew, as long as they lie there.

    Parameters
    ----------
    folder : Path
    scenario : str
    later : Edition, optional
        Says what an assumption is that did not exist yet when this edition was made.
    """
    told = _manifest(folder)
    if scenario not in told["scenarios"]:
        raise ForecastError(Problem(
            f"editie {folder.name}", f"scenario '{scenario}' is daar niet gerekend",
            f"zij heeft: {', '.join(told['scenarios'])}"))
    table = _results(folder, scenario)
    said = _said(table)
    fill = (None, None) if later is None else later.pair
    with archive.unpacked(folder, told) as (root, inputs):
        try:
            house = look(root, inputs)
            ours = resolve(root, house.data, scenario, filling=fill[0])
            nation = resolve_reference(root, house.twin, house.data, scenario, filling=fill[1])
        except ForecastError as error:
            raise ForecastError([Problem(f"editie {folder.name}, {p.where}", p.what, p.hint)
                                 for p in error.problems]) from error
        if any(not one or any((year, name) not in one for year, _ in one
                              for name in house.data.names) for one in said.values()):
            raise _damaged(folder)
        yield Edition(f"editie {folder.name}", str(told["versie"]), house, (ours, nation), said)


def _scenario(one: Path, other: Path, asked: str | None) -> str:
    names = [list(_manifest(folder)["scenarios"]) for folder in (one, other)]
    order = _manifest(one)["opdracht"][1:] or names[0]
    both = [name for name in order if name in names[0] and name in names[1]]
    if asked is not None and asked not in both:
        raise ForecastError(Problem(
            f"--scenario {asked}", f"dat scenario staat niet in beide edities ({one.name} en "
            f"{other.name})", f"kies uit: {', '.join(both) or 'geen'}"))
    if not both:
        raise ForecastError(Problem(
            f"{one.name} en {other.name}", "zij hebben geen scenario gemeen",
            "maak een editie met een scenario dat in beide voorkomt"))
    return asked or both[0]


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(folder) from error
    if not isinstance(found, dict) or not found.keys() >= _NEEDED:
        raise _damaged(folder)
    return found


def _results(folder: Path, scenario: str) -> pd.DataFrame:
    try:
        table = pd.read_csv(folder / RESULTS, dtype={"periode": str})
        return _yearly(table, scenario)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise _damaged(folder) from error


def _said(table: pd.DataFrame) -> dict[str, dict[tuple[int, str], float]]:
    rows = {name: table[table["variabele"] == name] for name in PUBLISHED}
    return {name: {(int(str(year)), str(area)): float(value) for year, area, value in zip(
        own["periode"], own["gebied"], own["waarde"], strict=True)} for name, own in rows.items()}


def _yearly(table: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """Return the central figures of the years."""
    return table[(table["scenario"] == scenario) & (table["statistiek"] == "verwacht")
                 & (table["periode"].astype(str).str.len() == 4)]


def _damaged(folder: Path) -> ForecastError:
    return ForecastError(Problem(
        f"editie {folder.name}", "de editie is niet heel meer",
        "maak haar opnieuw, of zet de map terug uit een reservekopie"))


def _total(
    table: pd.DataFrame, variable: str, whole: str, years: tuple[int, ...], *, euros: bool
) -> float:
    rows = table[(table["variabele"] == variable) & (table["gebied"] == whole)
                 & table["periode"].isin([str(y) for y in years])]
    return float(rows["waarde"].sum() if euros else rows["waarde"].mean())
