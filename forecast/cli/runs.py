"""The verbs around an edition: run, check, levers, explain."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forecast.cli.app import (
    NOT_MET,
    Draws,
    Inputs,
    NoCache,
    Out,
    Project,
    Scenario,
    Seed,
    app,
    cache_folder,
    stderr,
    stdout,
)
from forecast.cli.dutch import Verb


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
    out: Out = None,
    edition: Annotated[
        str | None, typer.Option(help="Naam van de editie (zonder: <laatste maand>-<nummer>).")
    ] = None,
    draws: Draws = 1000,
    seed: Seed = 2020,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Aantal processen.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Vervang een bestaande editie.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Eindig met code 3 als het oordeel ergens 'tekort' is.")
    ] = False,
    csv_nl: Annotated[
        bool, typer.Option("--csv-nl", help="Schrijf ook een CSV voor Nederlands Excel.")
    ] = False,
    no_sensitivity: Annotated[
        bool, typer.Option("--no-sensitivity", help="Zonder blad Gevoeligheid: sneller klaar.")
    ] = False,
    no_cache: NoCache = False,
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
        tornado=not no_sensitivity,
        cache=None if no_cache else cache_folder(),
    )
    with stderr().status("bezig…") as status:
        published = cycle.publish(order, tell=status.update)
    pages.summary(stdout(), published)
    return NOT_MET if strict and not published.met else 0


@app.command(cls=Verb)
def check(inputs: Inputs = "wpda", project: Project = Path()) -> int:
    """Controleer gegevensset en scenario's: alle problemen in één keer."""
    from forecast.cli import pages
    from forecast.inputs import stop_on_red
    from forecast.project import look, resolve_all

    house = look(project, inputs)
    pages.findings(stdout(), house.findings)
    said = resolve_all(house, ())
    stop_on_red(house.findings)
    stdout().print(f"Scenario's in orde: {', '.join(said)}.")
    return 0


@app.command(cls=Verb)
def levers(
    scenario: Scenario = None,
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
        pages.variables(stdout(), VARIABLES)
        return 0
    house = look(project, inputs)
    name = scenario or house.data.scenarios[0]
    ours, _ = resolve_all(house, (name,))[name]
    pages.levers(stdout(), describe(catalogue(), ours))
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
        pages.lines(stdout(), cells.story(shelf, edition, subject))
        return 0
    name = scenario or house.data.scenarios[0]
    ours, _ = resolve_all(house, (name,))[name]
    asked = (municipality,) if municipality or ours.has(subject) else ours.places(subject)
    for place in asked or (None,):
        pages.lines(stdout(), told(ours, subject, place).lines)
    return 0
