"""What is wrong with a scenario file's form, in the words and on the line of its author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from forecast.errors import Problem
from forecast.inputs.nearest import suggest
from forecast.scenarios.toml_lines import nearest_line

#: What stands inside a table or a list of a scenario file.
_INNER = {"pad": ("vanaf", "waarde"), "bronnen": ("titel", "uitgever", "datum", "adres")}
#: Names that pydantic adds to a place where more than one type fits.
_UNION = ("str", "int", "date")


def where_in(shown: str, lines: Mapping[str, int], name: str) -> str:
    """Return file and line of a dotted name, or of the smallest table around it."""
    line = nearest_line(lines, name)
    return f"{shown}, regel {line}" if line else shown


def faults(error: ValidationError, shown: str, lines: Mapping[str, int], table: str,
            known: tuple[str, ...]) -> Iterator[Problem]:
    """Yield in Dutch what pydantic found, one problem per field.

    Parameters
    ----------
    error : ValidationError
    shown : str
        The file, as messages name it.
    lines : mapping of str to int
        Line number by dotted name.
    table : str
        Dotted name of the table that was read; empty for the whole file.
    known : tuple of str
        The fields that may stand there.
    """
    seen: set[tuple[str | int, ...]] = set()
    for fault in error.errors():
        place = tuple(part for part in fault["loc"] if part not in _UNION)
        if place in seen:
            continue
        seen.add(place)
        named = ".".join(map(str, (*filter(None, (table,)), *place)))
        where = where_in(shown, lines, named)
        yield Problem(where, *_said(fault, str(place[-1]) if place else table,
                                    _INNER.get(str(place[0]), known) if len(place) > 1 else known))


def _said(fault: ErrorDetails, name: str, known: tuple[str, ...]) -> tuple[str, str]:
    """Return what is wrong and how to mend it."""
    kind, given = fault["type"], fault["input"]
    if kind == "missing":
        return f"'{name}' ontbreekt", f"voeg '{name} = …' toe"
    if kind == "extra_forbidden":
        return f"onbekend veld '{name}'", suggest(name, known)
    if kind == "literal_error":
        choice = str(fault.get("ctx", {}).get("expected", "")).replace(" or ", " of ")
        return f"'{given}' kan niet bij '{name}'", f"kies uit {choice}"
    if kind in ("float_type", "finite_number"):
        return (f"'{given}' is geen getal",
                "schrijf een getal met een punt en zonder aanhalingstekens")
    if kind == "model_type":
        return f"'{given}' is geen tabel", "schrijf een tabel met waarde, bron en status"
    if kind == "date_type":
        return (f"'{given}' is geen datum",
                "schrijf de datum zonder aanhalingstekens: 2019-09-17")
    return (f"'{given}' is niet wat hier hoort bij '{name}'",
            "zie basis.toml voor een goed voorbeeld")
