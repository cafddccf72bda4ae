"""How the house writes numbers in Dutch; nothing else turns a number into words."""

from __future__ import annotations

_TO_DUTCH = str.maketrans(",.-", ".,−")


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
