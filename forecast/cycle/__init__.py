"""The edition round: calculate, say what changed since the edition before, publish it whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from forecast import project
from forecast.cycle import archive, editions
from forecast.cycle import shelf as shelves
from forecast.cycle.changes import since
from forecast.errors import Problem
from forecast.outputs.edition import WORKBOOK, write_edition
from forecast.outputs.report import Change, Report
from forecast.outputs.writing import open_elsewhere, write_file
from forecast.project.fitting import Fitter
from forecast.project.store import Store

_OPEN = (
    "Het vorige werkboek van deze editie lijkt nog open te staan in Excel: sluit het zonder op te "
    "slaan en open het nieuwe."
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks of a run; see ``forecast run --help``.

    Fits are kept in the folder `cache` between runs; None keeps nothing.
    """

    project: Path
    inputs: str
    scenarios: tuple[str, ...]
    out: Path | None
    edition: str | None
    draws: int
    seed: int
    workers: int
    force: bool
    csv_nl: bool
    tornado: bool = True
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """An edition on disk.

    Attributes
    ----------
    report : Report
    folder, workbook : Path
    notice : str
        What the user should know about the files, in Dutch; usually empty.
    """

    report: Report
    folder: Path
    workbook: Path
    notice: str = ""

    @property
    def met(self) -> bool:
        """Whether the verdict reads *tekort* for no area in no year of the first scenario.

        It does so below ``verdict.grens_oranje``, the odds under which a deficit is likely.
        """
        first = self.report.scenarios[0]
        limit = next(a.values[0] for a in first.assumptions if a.key == "verdict.grens_oranje")
        return all(odds.before >= (limit or 0.0) for odds in first.odds)


def publish(order: Order, tell: Callable[[str], None]) -> Published:
    """Calculate, compare with the edition before and write an edition.

    Parameters
    ----------
    order : Order
        What was asked.
    tell : callable
        Receives a short Dutch sentence at each stage.

    Raises
    ------
    ForecastError
        Input, edition or folder are not in order; nothing was written or changed.
    """
    tell("invoer lezen en controleren…")
    house = project.enter(order.project, order.inputs, order.scenarios)
    shelf = (order.out or house.root / "outputs") / house.data.name
    edition = order.edition or shelves.next_name(shelf, house.data.last_month)
    shelves.check_name(shelf, edition, force=order.force)
    shelves.check_writable(shelf)
    run = project.Run(order.scenarios, order.draws, order.seed, order.workers, edition,
                      order.tornado)
    fitter = Fitter(Store(order.cache), order.workers)
    report = project.calculate(house, run, tell, fitter)
    before = shelves.latest(shelf, but=edition)
    if before:
        changes, why = since(before, report), editions.since(before, report, house, fitter)
        if isinstance(why, Problem):
            changes += (Change(f"Geen brug vanaf editie {before.name}: {why.what}", "", ""),)
        report = replace(report, previous=before.name, changes=changes,
                         since=None if isinstance(why, Problem) else why)
    kept = archive.pack(house.root, order.inputs, house.data.name, report.fingerprints)
    tell("werkboek schrijven…")
    asked = ("run", *(s.name for s in report.scenarios))
    workbook = shelf / edition / WORKBOOK
    notice = _OPEN if open_elsewhere(workbook) else ""
    with shelves.staged(shelf, edition) as folder:
        write_edition(report, folder, asked, csv_nl=order.csv_nl)
        write_file(folder / archive.ARCHIVE, kept)
    return Published(report, shelf / edition, workbook, notice)
