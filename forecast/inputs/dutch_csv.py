"""CSV as Dutch Excel saves it: `;` or `,` between cells, UTF-8 (BOM or not) or Windows-1252."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from forecast.errors import Problem
from forecast.inputs.raw import RawTable, tidy

_BYTE_ORDER_16 = (b"\xff\xfe", b"\xfe\xff")


def read_csv(content: bytes, name: str, where: str) -> tuple[RawTable | None, list[Problem]]:
    """Return the raw table of a CSV file, or what is wrong with it.

    Parameters
    ----------
    content : bytes
        The file as it lies on disk.
    name, where : str
        File stem, and the path as a reader knows it.
    """
    if content.startswith(_BYTE_ORDER_16) or b"\0" in content:
        hint = "kies in Excel: Opslaan als, CSV UTF-8 (gescheiden door lijstscheidingsteken)"
        return None, [Problem(where, "het bestand is geen gewone tekst", hint)]
    text = _decode(content)
    separator = _separator(text)
    if separator == "\t":
        hint = "bewaar het als CSV met ; of , tussen de cellen"
        return None, [Problem(where, "de cellen zijn door tabs gescheiden", hint)]
    try:
        records = list(_records(text, separator))
    except csv.Error:
        hint = "zoek een aanhalingsteken dat niet wordt gesloten"
        return None, [Problem(where, "de aanhalingstekens kloppen niet", hint)]
    return tidy(name, where, records, comma_separated=separator == ",")


def _decode(content: bytes) -> str:
    """Return the text; bytes that are no UTF-8 come from an older Dutch Excel."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """Return the separator of the header: it holds bare names, so its first mark decides."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lower().startswith("sep="):
        return first[4:5] or ";"
    marks = [mark for mark in ";,\t" if mark in first]
    return marks[0] if marks else ";"


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Yield every record, blank ones too, so that rows keep the number Excel shows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for number, record in enumerate(reader):
        if number == 0 and record and record[0].lower().startswith("sep="):
            continue
        yield record
