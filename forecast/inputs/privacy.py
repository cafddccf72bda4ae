"""Citizen numbers stay outside: the house counts people and never knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forecast.errors import Problem

_COLUMNS = {"bsn", "burgerservicenummer", "sofinummer", "sofi", "bsnnummer", "bsnr"}
_HINT = (
    "haal alle persoonsgegevens uit het bestand en lever alleen aantallen per groep aan; "
    "is het een bedrag, schrijf het dan met ,00 erachter of in duizenden"
)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
#: Nine digits on their own, also written in groups; no part of a longer number or of decimals.
_NINE = re.compile(r"(?<![\d.,])(?:\d{9}|\d{3}[. -]\d{3}[. -]\d{3}|\d{4}[. ]\d{2}[. ]\d{3})"
                   r"(?![.,]?\d)")


def is_citizen_number(digits: str) -> bool:
    """Return whether nine digits pass the elfproef of the burgerservicenummer.

    Weights 9, 8, …, 2 and -1; the sum is a multiple of eleven (Logisch Ontwerp BSN, RvIG).
    """
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(w * int(d) for w, d in zip(weights, digits, strict=True))
    return total % 11 == 0 and digits != "0" * 9


def holds_citizen_number(text: str) -> bool:
    """Return whether a text holds a number that passes the elfproef; web addresses excepted."""
    candidates = _NINE.findall(_ADDRESS.sub(" ", text))
    return any(is_citizen_number(re.sub(r"\D", "", found)) for found in candidates)


def problems(where: str, rows: Iterable[tuple[int, Sequence[object]]]) -> list[Problem]:
    """Return where a table holds citizen numbers, without ever repeating one."""
    found = []
    numbered = list(rows)
    for column, cell in enumerate(numbered[0][1], start=1) if numbered else ():
        if re.sub(r"[^a-z]", "", str(cell).lower()) in _COLUMNS:
            found.append(
                Problem(f"{where}, kolom {column}", "deze kolom is voor burgerservicenummers",
                        _HINT)
            )
    for row, cells in numbered:
        texts = [_text(cell) for cell in cells]
        if not _NINE.search(" | ".join(texts)):
            continue
        found += [
            Problem(f"{where}, rij {row}, cel {column}",
                    "hier staat een getal dat een burgerservicenummer kan zijn", _HINT)
            for column, text in enumerate(texts, start=1)
            if holds_citizen_number(text)
        ]
    return found


def _text(cell: object) -> str:
    """Return the text of a cell; a whole number from Excel arrives as 123.0 and reads as 123."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
