"""The verbs that answer a question: compare, sensitivity, targets, solve and batch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forecast.cli.app import (
    Draws,
    Inputs,
    NoCache,
    Project,
    Scenario,
    Seed,
    Workers,
    app,
    cache_folder,
    cores,
    stderr,
    stdout,
)
from forecast.cli.dutch import Verb


@app.command(cls=Verb)
def compare(
    one: Annotated[str, typer.Argument(metavar="A", help="Scenario of editie waarmee u begint.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Scenario of editie waar u heen gaat; "
                     "na een editie ook een CSV met wat er is uitgekomen.")],
    scenario: Annotated[
        str | None,
        typer.Option(help="Van twee edities: dit scenario (zonder: het eerste dat beide hebben)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Map met de uitkomsten (zonder: outputs/).")
    ] = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    draws: Draws = 1000,
    seed: Seed = 2020,
    no_cache: NoCache = False,
) -> int:
    """Vergelijk twee scenario's of edities: verschil, en een brug naar oorzaak."""
    from forecast.cli import bridging
    from forecast.cycle.asking import Asked
    from forecast.cycle.asking import compare as asked
    from forecast.cycle.editions import EditionComparison

    where = Asked(project, inputs, draws, seed, None if no_cache else cache_folder())
    with stderr().status("bezig…") as status:
        found = asked(where, one, other, status.update, scenario, out)
    if isinstance(found, EditionComparison):
        bridging.editions(stdout(), found)
    else:
        bridging.comparison(stdout(), found)
    return 0


@app.command(cls=Verb)
def sensitivity(
    scenario: Scenario = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    seed: Seed = 2020,
    most: Annotated[
        int, typer.Option("--meeste", min=1, max=500, help="Zoveel aannames met het meeste effect.")
    ] = 25,
    over: Annotated[
        str, typer.Option(help="Alleen aannames waarvan de sleutel zo begint, bijvoorbeeld wsw.")
    ] = "",
    workers: Workers = None,
    no_cache: NoCache = False,
) -> int:
    """Toon wat elke aanname doet met euro's en uitkeringen, de grootste eerst."""
    from forecast.cli import answering
    from forecast.cycle.asking import Asked
    from forecast.cycle.asking import sensitivity as asked

    where = Asked(project, inputs, 10, seed, None if no_cache else cache_folder())
    with stderr().status("bezig…") as status:
        found = asked(where, scenario, over, status.update, workers or cores())
    answering.tornado(stdout(), found, most)
    return 0


@app.command(cls=Verb)
def targets(
    scenario: Scenario = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    draws: Draws = 1000,
    seed: Seed = 2020,
    no_cache: NoCache = False,
) -> int:
    """Toon elke afspraak met haar kans, samen en apart, en een voorstel voor volgend jaar."""
    from forecast.cli import answering
    from forecast.cycle.asking import Asked
    from forecast.cycle.asking import targets as asked

    where = Asked(project, inputs, draws, seed, None if no_cache else cache_folder())
    with stderr().status("bezig…") as status:
        found = asked(where, scenario, tell=status.update)
    answering.targets(stdout(), found)
    return 0


@app.command(cls=Verb)
def solve(
    goal: Annotated[
        str,
        typer.Argument(
            metavar="DOEL",
            help="variabele>=getal of variabele<=getal, zo nodig :jaar en @gemeente; bijvoorbeeld "
            "'budget.totaal.rijkskaders>=0:2021'.",
        ),
    ],
    scenario: Scenario = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    draws: Draws = 500,
    seed: Seed = 2020,
    no_cache: NoCache = False,
) -> int:
    """Zoek wat er waar moet zijn om een doel te halen: zo min mogelijk, en met welke kans."""
    from forecast.cli import answering
    from forecast.cycle.asking import Asked
    from forecast.cycle.asking import solve as asked

    where = Asked(project, inputs, draws, seed, None if no_cache else cache_folder())
    with stderr().status("bezig…") as status:
        found = asked(where, goal, scenario, tell=status.update)
    answering.solved(stdout(), found)
    return 0


@app.command(cls=Verb)
def batch(
    file: Annotated[
        Path,
        typer.Argument(metavar="TABEL", help="CSV of Excelblad met variant, sleutel, waarde; "
                       "eventueel gemeente en toelichting. Rijen met dezelfde naam zijn een "
                       "variant."),
    ],
    scenario: Scenario = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    draws: Draws = 500,
    seed: Seed = 2020,
    out: Annotated[
        Path | None, typer.Option(help="CSV met alle cijfers (zonder: alleen het overzicht).")
    ] = None,
    workers: Workers = None,
    no_cache: NoCache = False,
) -> int:
    """Reken een tabel met varianten door; alleen wat verandert, draait opnieuw."""
    from forecast.cli import answering
    from forecast.cycle.asking import Asked
    from forecast.cycle.asking import batch as asked
    from forecast.outputs.writing import write_file

    where = Asked(project, inputs, draws, seed, None if no_cache else cache_folder())
    with stderr().status("bezig…") as status:
        found = asked(where, file, scenario, workers or cores(), tell=status.update)
    if out is not None:
        write_file(out, found.table())
    answering.varied(stdout(), found)
    return 0
