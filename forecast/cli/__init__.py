"""The command: lets a person ask, and says in Dutch what came out.

Rooms are imported inside the verbs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from forecast.cli.dutch import Group, Verb, complaint
from forecast.errors import ForecastError, Problem

BAD_INPUT, NOT_MET = 2, 3
# small fits run three times faster on one thread; said here, before the verbs import numpy
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="werkprognose: bijstand, kosten en de kans dat het binnen het rijksbudget past.",
)

Project = Annotated[
    Path,
    typer.Option(
        "--project",
        show_default=False,
        help="Map met inputs/, scenarios/ en outputs/ (zonder: hier).",
    ),
]
Inputs = Annotated[
    str, typer.Option("--inputs", help="Gegevensset: naam in inputs/, een map of een Excelbestand.")
]


@app.command(cls=Verb)
def run(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO", help="Zonder: alle scenario's van de gegevensset."
        ),
    ] = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    out: Annotated[
        Path | None, typer.Option(help="Map voor de uitkomsten (zonder: outputs/).")
    ] = None,
    edition: Annotated[
        str | None, typer.Option(help="Naam van de editie (zonder: <laatste maand>-<nummer>).")
    ] = None,
    draws: Annotated[int, typer.Option(min=10, max=100_000, help="Aantal trekkingen.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Startgetal van het toeval.")] = 2020,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Aantal processen.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Vervang een bestaande editie.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Eindig met code 3 als het oordeel ergens 'tekort' is.")
    ] = False,
    csv_nl: Annotated[
        bool, typer.Option("--csv-nl", help="Schrijf ook een CSV voor Nederlands Excel.")
    ] = False,
) -> int:
    """Reken alle scenario's door en maak het werkboek."""
    from forecast import cycle
    from forecast.cli import pages

    order = cycle.Order(
        project=project,
        inputs=inputs,
        scenarios=tuple(scenarios or ()),
        out=out,
        edition=edition,
        draws=draws,
        seed=seed,
        workers=workers,
        force=force,
        csv_nl=csv_nl,
    )
    with _stderr().status("bezig…") as status:
        published = cycle.publish(order, tell=status.update)
    pages.summary(_stdout(), published)
    return NOT_MET if strict and not published.met else 0


@app.command(cls=Verb)
def check(inputs: Inputs = "wpda", project: Project = Path()) -> int:
    """Controleer gegevensset en scenario's: alle problemen in één keer."""
    from forecast.cli import pages
    from forecast.inputs import stop_on_red
    from forecast.project import look, resolve_all

    house = look(project, inputs)
    pages.findings(_stdout(), house.findings)
    said = resolve_all(house, ())
    stop_on_red(house.findings)
    _stdout().print(f"Scenario's in orde: {', '.join(said)}.")
    return 0


@app.command(cls=Verb)
def levers(
    scenario: Annotated[
        str | None, typer.Argument(help="Zonder: het eerste scenario van de gegevensset.")
    ] = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    results: Annotated[
        bool, typer.Option("--results", help="Toon de uitkomsten: variabele, eenheid, betekenis.")
    ] = False,
) -> int:
    """Toon elke aanname: sleutel, eenheid, grenzen, waarde en betekenis."""
    from forecast.cli import pages
    from forecast.outputs.variables import VARIABLES
    from forecast.project import look, resolve_all
    from forecast.scenarios import catalogue, describe

    if results:
        pages.variables(_stdout(), VARIABLES)
        return 0
    house = look(project, inputs)
    name = scenario or house.data.scenarios[0]
    ours, _ = resolve_all(house, (name,))[name]
    pages.levers(_stdout(), describe(catalogue(), ours))
    return 0


@app.command(cls=Verb)
def explain(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SLEUTEL|CEL",
            help="Een aanname (buig.aandeel), of een cel van het werkboek (Budget!F9).",
        ),
    ],
    scenario: Annotated[str | None, typer.Option(help="Zonder: het eerste scenario.")] = None,
    municipality: Annotated[
        str | None,
        typer.Option("--gemeente", help="Zonder: de algemene waarde, of die van elke gemeente."),
    ] = None,
    edition: Annotated[
        str | None, typer.Option(help="Bij een cel: de editie (zonder: de nieuwste).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Map met de uitkomsten (zonder: outputs/).")
    ] = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
) -> int:
    """Vertel waar een getal vandaan komt: elke laag, bron en grond."""
    from forecast.cli import pages
    from forecast.cycle import cells
    from forecast.project import look, resolve_all
    from forecast.scenarios import explain as told

    house = look(project, inputs)
    if "!" in subject:
        shelf = (out or house.root / "outputs") / house.data.name
        pages.lines(_stdout(), cells.story(shelf, edition, subject))
        return 0
    name = scenario or house.data.scenarios[0]
    ours, _ = resolve_all(house, (name,))[name]
    asked = (municipality,) if municipality or ours.has(subject) else ours.places(subject)
    for place in asked or (None,):
        pages.lines(_stdout(), told(ours, subject, place).lines)
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code.

    Parameters
    ----------
    argv : list of str, optional
        The words behind ``forecast``; without them those of the process.

    Returns
    -------
    int
        0 good, 2 the input or the surroundings are not in order, 3 only with ``--strict``: a
        budget is not met. A bug is an exception with its traceback (Python makes that 1).
    """
    words = sys.argv[1:] if argv is None else argv
    try:
        code = app(args=words or ["--help"], prog_name="forecast", standalone_mode=False)
    except ForecastError as error:
        _complain(error.problems)
        return BAD_INPUT
    except typer.TyperException as error:
        _complain([complaint(error.format_message())])
        return BAD_INPUT
    return int(code or 0)


def _complain(problems: tuple[Problem, ...] | list[Problem]) -> None:
    from forecast.cli import pages

    pages.problems(_stderr(), problems)


def _stdout() -> Console:
    return Console(highlight=False)


def _stderr() -> Console:
    return Console(stderr=True, highlight=False)
