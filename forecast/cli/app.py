"""The command itself: what all verbs share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from forecast.cli.dutch import Group

BAD_INPUT, NOT_MET = 2, 3
#: Names another folder for what is kept between calls.
CACHE = "WERKPROGNOSE_CACHE"

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
Scenario = Annotated[
    str | None, typer.Argument(help="Zonder: het eerste scenario van de gegevensset.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", show_default=False, help="Map voor de uitkomsten (zonder: outputs/)."),
]
Draws = Annotated[int, typer.Option(min=10, max=100_000, help="Aantal trekkingen.")]
Seed = Annotated[int, typer.Option(min=0, help="Startgetal van het toeval.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, max=64, show_default=False, help="Aantal processen (zonder: elke kern)."),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Gebruik en bewaar geen eerdere schattingen.")
]


def stdout() -> Console:
    """Return the console for answers."""
    return Console(highlight=False)


def stderr() -> Console:
    """Return the console for progress and problems."""
    return Console(stderr=True, highlight=False)


def cache_folder() -> Path:
    """Return the folder for what is kept between calls: the user's cache, or as told."""
    from platformdirs import user_cache_path

    told = os.environ.get(CACHE)
    return Path(told) if told else user_cache_path("werkprognose", appauthor=False)


def cores() -> int:
    """Return how many processors this process may use."""
    return os.cpu_count() or 1 if not hasattr(os, "sched_getaffinity") else len(
        os.sched_getaffinity(0))
