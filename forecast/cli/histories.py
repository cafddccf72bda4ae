"""The verbs that look back: series and replay."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from forecast.cli.app import (
    Draws,
    Inputs,
    NoCache,
    Out,
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
def series(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="CSV",
            help="Kolommen series_id, period, value; eventueel origin (laatste bekende maand) en "
            "voorlopig (ja/nee).",
        ),
    ],
    horizon: Annotated[int, typer.Option(min=1, max=240, help="Maanden vooruit.")],
    out: Annotated[
        Path | None,
        typer.Option(help="CSV voor de ramingen (zonder: naar het scherm); ernaast komt "
                     "<naam>-uitleg.csv met de reden per reeks."),
    ] = None,
    panel: Annotated[
        str, typer.Option(help="kern (drie modellen) of volledig (zeven, tien keer zo lang).")
    ] = "kern",
    backtest: Annotated[
        int,
        typer.Option(min=0, max=60, help="Toetsmomenten per reeks, voor gewicht en breedte; "
                     "0 = geen, dan geldt de meegeleverde kromme."),
    ] = 8,
    workers: Workers = None,
    no_cache: NoCache = False,
) -> int:
    """Raam elke maandreeks: middenpad en banden van 80 en 95 %."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from forecast.cli import pages
    from forecast.outputs.series_table import reasons_table, series_table
    from forecast.outputs.writing import write_file
    from forecast.project.fitting import Fitter
    from forecast.project.foretelling import foretell_file
    from forecast.project.store import Store

    fitter = Fitter(Store(None if no_cache else cache_folder()), workers or cores())
    columns = (TextColumn("reeksen schatten"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=stderr(), transient=True) as progress:
        task = progress.add_task("", total=None)
        told = foretell_file(
            file, horizon, panel, backtest, fitter,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    names = [one.series_id for one in told.series]
    table = series_table(names, told.outlooks)
    if out is None:
        sys.stdout.write(table.decode())
        pages.series(stderr(), told)
        return 0
    reasons = out.with_name(f"{out.stem}-uitleg.csv")
    write_file(out, table)
    write_file(reasons, reasons_table(names, told.outlooks))
    pages.series(stdout(), told)
    stdout().print(f"\nRamingen: {out}\nUitleg per reeks: {reasons}", soft_wrap=True, markup=False)
    return 0


@app.command(cls=Verb)
def replay(
    scenario: Scenario = None,
    inputs: Inputs = "wpda",
    project: Project = Path(),
    out: Out = None,
    panel: Annotated[
        str, typer.Option(help="Modellen voor de landelijke reeks: kern of volledig.")
    ] = "kern",
    draws: Draws = 400,
    seed: Seed = 2020,
    workers: Workers = None,
    no_cache: NoCache = False,
) -> int:
    """Raam opnieuw vanaf eerdere datums met wat toen bekend was, en vergelijk met de uitkomst."""
    from forecast.cli import looking_back
    from forecast.outputs.track import track_csv
    from forecast.outputs.writing import write_file
    from forecast.project.fitting import Fitter
    from forecast.project.replaying import chain_table, replay_house
    from forecast.project.run import Run
    from forecast.project.store import Store

    processes = workers or cores()
    fitter = Fitter(Store(None if no_cache else cache_folder()), processes)
    run = Run((scenario,) if scenario else (), draws, seed, processes, "replay")
    with stderr().status("bezig…") as status:
        found = replay_house(project, inputs, panel, run, fitter, status.update)
    folder = (out or found.house.root / "outputs") / found.house.data.name
    table = chain_table(found.chain, found.track.table, found.track.subject)
    path = folder / "trackrecord.csv"
    write_file(path, track_csv(table))
    looking_back.replayed(stdout(), found)
    stdout().print(f"\nAlle ramingen en uitkomsten: {path}", soft_wrap=True, markup=False)
    return 0
