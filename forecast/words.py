"""How the house writes numbers and lists in Dutch; nothing else turns them into words."""

from __future__ import annotations

from collections.abc import Sequence

_TO_DUTCH = str.maketrans(",.-", ".,−")
_MOST = 3


def dutch_number(number: float, decimals: int = 0, *, trim: bool = False) -> str:
    """Return a number with Dutch points and comma and a real minus: ``−1.234,5``.

    Parameters
    ----------
    number : float
    decimals : int
        Behind the comma.
    trim : bool
        Leave out zeros at the end: ``15.400``, ``0,286``.
    """
    text = f"{number:,.{decimals}f}"
    if trim and decimals:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_TO_DUTCH)


def several(items: Sequence[str], most: int = _MOST) -> str:
    """Return the first few of a list, and how many more there are: ``a, b, c en nog 4``."""
    more = f" en nog {dutch_number(len(items) - most)}" if len(items) > most else ""
    return ", ".join(items[:most]) + more
