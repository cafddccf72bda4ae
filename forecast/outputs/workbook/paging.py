"""Whether what belongs together still fits on the printed page."""

from __future__ import annotations

from openpyxl.worksheet.pagebreak import Break

from forecast.outputs.workbook.book import Sheet

#: Points: a row without a height of its own, and what a printed page holds of a sheet that is so
#: many characters wide; a wider sheet is printed smaller and holds more.
_ROW, _PAGE, _LETTERS = 15.0, 523.0, 142.0


def keep(sheet: Sheet, row: int, needed: float, wide: float) -> None:
    """Begin a new page at a row when so many points do not fit under the rows before it.

    Parameters
    ----------
    sheet : Sheet
    row : int
        Where the block begins.
    needed : float
        Height of what must stay together, points.
    wide : float
        Width of all columns, characters.
    """
    breaks, heights = sheet.excel.row_breaks.brk, sheet.excel.row_dimensions
    first = int(breaks[-1].id) + 1 if breaks else 1
    used = sum(heights[at].height or _ROW for at in range(first, row))
    # every page begins with the title; a block longer than a page breaks by itself
    room = _PAGE * wide / _LETTERS - float(heights[1].height or _ROW)
    if used % room + needed > room and used % room > 0:
        sheet.excel.row_breaks.append(Break(id=row - 1))
