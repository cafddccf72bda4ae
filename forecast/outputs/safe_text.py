"""Text and numbers from outside, made safe for a spreadsheet."""

from __future__ import annotations

import math
import re

from openpyxl.cell.cell import Cell

#: Excel reads a text that starts so as a formula once somebody edits the cell.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_LONGEST = 32_000
_FOOTER_LONGEST = 60


def clean(text: str) -> str:
    """Return a text without control characters, cut (visibly) where Excel would cut it silently."""
    found = _CONTROL.sub(" ", text)
    return found if len(found) <= _LONGEST else found[:_LONGEST] + " …"


def put_text(cell: Cell, text: str) -> None:
    """Write a text that can never become a formula, also not after somebody edits the cell."""
    found = clean(text)
    cell.value = found
    cell.data_type = "s"
    if found.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def put_number(cell: Cell, number: float) -> None:
    """Write a number.

    Raises
    ------
    ValueError
        When it is infinite or no number: Excel would show an empty cell without a word.
    """
    if not math.isfinite(number):
        raise ValueError(f"cel {cell.coordinate}: {number} is geen eindig getal")
    value = float(number)
    cell.value = int(value) if value.is_integer() and abs(value) < 1e15 else value


def footer_text(text: str) -> str:
    """Return a text for a footer, in which ``&`` starts a code."""
    found = clean(text).replace("\n", " ")
    short = found if len(found) <= _FOOTER_LONGEST else found[: _FOOTER_LONGEST - 1] + "…"
    return short.replace("&", "&&")


def defined_name(prefix: str, text: str) -> str:
    """Return a name that Excel accepts and does not read as a cell, e.g. ``Budget_Aa_en_Hunze``."""
    return f"{prefix}_" + re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")[:80]
