"""How tables and amounts look in the terminal."""

from __future__ import annotations

from rich import box
from rich.table import Table

from forecast.words import dutch_number

MILLION, THOUSAND = 1e6, 1e3


def new_table(title: str, first: str, *columns: str) -> Table:
    """Return an empty table: the first column takes text, the others numbers."""
    found = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold",
                  padding=(0, 1, 0, 0), pad_edge=False)
    found.add_column(first, justify="left", overflow="fold", min_width=16)
    for name in columns:
        found.add_column(name, justify="right", no_wrap=True)
    return found


def shown(value: float, euros: bool) -> str:
    """Return euros in thousands, or a number with a decimal."""
    return dutch_number(value / THOUSAND) if euros else dutch_number(value, 1)
