"""How high a row must be: a text that wraps shows all its lines, and no row is higher than that."""

from __future__ import annotations

import textwrap

#: Characters of running text that a column of width 1 holds at 10 points.
_ROOM = 1.2
#: Height of a line as a multiple of the size of its letters, and air above and below, points.
_LEADING, _AIR = 1.3, 4.0


def lines(text: str, width: float, size: float = 10) -> int:
    """Return on how many lines a text stands in a column `width` characters wide."""
    room = max(1, int(width * _ROOM * 10 / size))
    return max(1, len(textwrap.wrap(text, room)))


def height_of(*texts: tuple[str, float, float], least: float = 16.0) -> float:
    """Return the height in points of a row that holds (text, width, size) beside each other."""
    needed = [lines(text, width, size) * size * _LEADING + _AIR for text, width, size in texts]
    return round(max(least, *needed) * 4) / 4
