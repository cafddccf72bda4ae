"""The rows of a waterfall on sheet Grafiekdata: a balance, its steps, and where they lead."""

from __future__ import annotations

from collections.abc import Sequence

from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.book import Sheet
from forecast.outputs.workbook.formula import Node, literal

#: Row of the heads of the sheet, and the first column of a waterfall.
HEAD, BRIDGE = 5, 11
STEP_HEADS = (
    "Stap", "Bedrag", "Voor", "Na", "Bijschrift", "Onzichtbaar", "Saldo", "Gunstig boven",
    "Gunstig onder", "Ongunstig boven", "Ongunstig onder",
)
#: Where the waterfall of sheet Brug begins, under that of the front page.
SECOND = HEAD + 16


def waterfall(
    sheet: Sheet, row: int, steps: Sequence[tuple[Node | str, Node]], end: Node | str
) -> tuple[tuple[int, int], Node]:
    """Write the rows of a waterfall: a balance, its steps, and where they lead.

    Parameters
    ----------
    sheet : Sheet
        Grafiekdata; the head of the columns stands above.
    row : int
    steps : sequence of (words, amount)
        The first is the balance to begin with.
    end : Node or str
        Words of the last balance.

    Returns
    -------
    (int, int), Node
        First and last row, and the last balance.
    """
    first, lines = row, list[list[Node]]()
    for name, amount in steps:
        lines.append(_step(sheet, row, name, amount, lines[-1][3] if lines else None))
        row += 1
    return (first, row), _step(sheet, row, end, lines[-1][3], None)[1]


def _step(
    sheet: Sheet, row: int, name: Node | str, amount: Node, before: Node | None
) -> list[Node]:
    """Write one step: a total (no `before`) or a rise or fall from `before`."""
    c = BRIDGE
    cells = [sheet.put(row, c, name, "reken_links"), sheet.put(row, c + 1, amount, "reken", "eur")]
    value = cells[1]
    start = sheet.put(row, c + 2, before if before is not None else literal(0.0), "reken", "eur")
    after = sheet.put(row, c + 3, value if before is None else start + value, "reken", "eur")
    low, high = f.smallest(start, after), f.largest(start, after)
    above = f.largest(0, high) - f.largest(0, low)
    below = f.smallest(0, low) - f.smallest(0, high)
    nothing = literal(0.0)
    hidden = nothing if before is None else f.largest(0, low) + f.smallest(0, high)
    rises = value.at_least(0)
    parts = (
        hidden, after if before is None else nothing,
        *((nothing,) * 4 if before is None else (
            f.when(rises, above, 0), f.when(rises, below, 0), f.when(rises, 0, above),
            f.when(rises, 0, below))),
    )
    sign = f.when(value.below(0), "−", "+" if before is not None else "")
    sheet.put(row, c + 4, cells[0] & " " & sign & f.dutch_millions(value), "reken_links")
    sheet.row(row, c + 5, parts, "reken", "eur")
    return [*cells, start, after]
