"""Two editions of a data set beside each other: what they said, and why it differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from forecast import project
from forecast.cycle import archive
from forecast.errors import ForecastError, Problem
from forecast.outputs.bridges import Bridge
from forecast.outputs.edition import MANIFEST, RESULTS
from forecast.project.between import Edition, between
from forecast.project.comparing import MEASURES
from forecast.project.fitting import Fitter
from forecast.project.house import House, look
from forecast.project.past import learn
from forecast.scenarios import Assumptions, resolve, resolve_reference

_SALDO = "budget.totaal.rijkskaders"


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
        tell(f"editie {other.name} lezen…")
        new = open_.enter_context(opened(other, name, None))
        tell(f"editie {one.name} lezen…")
        old = open_.enter_context(opened(one, name, new))
        tell("brug tussen de edities…")
        found = between(old, new, lambda house: learn(house, fitter, seed), seed)
    tables = [_results(folder, name) for folder in (one, other)]
    data = new.house.data
    return EditionComparison(data.whole, data.names, name, tuple(
        Told(label, euros, *(_total(t, variable, data.whole, found.years, euros=euros)
                             for t in tables))
        for variable, label, euros in MEASURES), found)


def since(
    before: Path, house: House, pair: tuple[Assumptions, Assumptions], name: str, version: str,
    said: Mapping[tuple[int, str], float], fitter: Fitter, seed: int,
) -> Bridge:
    """Return the bridge from an edition on disk to one that is being made.

    Parameters
    ----------
    before : Path
    house : House
    pair : (Assumptions, Assumptions)
        The first scenario, for the data set and for the nation.
    name, version : str
        Of the new edition.
    said : mapping of (int, str) to float
        Its balance of the State frames by year and municipality, eur.
    fitter : Fitter
    seed : int

    Raises
    ------
    ForecastError
        As `compare`.
    """
    new = Edition(name, version, house, pair, said)
    with opened(before, pair[0].scenario, new) as old:
        return between(old, new, lambda some: learn(some, fitter, seed), seed)


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
    table, told = _results(folder, scenario), _manifest(folder)
    saldo = table[table["variabele"] == _SALDO]
    said = {(int(year), area): float(value) for year, area, value in zip(
        saldo["periode"], saldo["gebied"], saldo["waarde"], strict=True)}
    with archive.unpacked(folder) as (root, inputs):
        try:
            house = look(root, inputs)
            ours = resolve(root, house.data, scenario, filling=later and later.pair[0])
            nation = resolve_reference(root, house.twin, house.data, scenario,
                                       filling=later and later.pair[1])
        except ForecastError as error:
            raise ForecastError([Problem(f"editie {folder.name}, {p.where}", p.what, p.hint)
                                 for p in error.problems]) from error
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


def _manifest(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return dict(found)
    except (OSError, ValueError) as error:
        raise _damaged(folder) from error


def _results(folder: Path, scenario: str) -> pd.DataFrame:
    try:
        table = pd.read_csv(folder / RESULTS, dtype={"periode": str})
        return table[(table["scenario"] == scenario) & (table["statistiek"] == "verwacht")
                     & (table["periode"].str.len() == 4)]
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(folder) from error


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
