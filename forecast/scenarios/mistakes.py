"""What is wrong with a scenario file's form, in the words and on the line of its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from forecast.errors import Problem
from forecast.inputs.nearest import suggest
from forecast.scenarios.toml_lines import nearest_line


def where_in(shown: str, lines: Mapping[str, int], name: str) -> str:
    """Return file and line of a dotted name, or of the smallest table around it."""
    line = nearest_line(lines, name)
    return f"{shown}, regel {line}" if line else shown


def not_toml(shown: str, text: str, message: str) -> Problem:
    """Return in Dutch what `tomllib` says, with the mistake that Dutch hands make most."""
    found = re.search(r"line (\d+)", message)
    number = int(found[1]) if found else 0
    where = f"{shown}, regel {number}" if number else shown
    line = text.splitlines()[number - 1].strip() if 0 < number <= len(text.splitlines()) else ""
    if re.search(r"=\s*-?\d+,\d", line):
        return Problem(where, f"'{line}' is geen getal in TOML", "schrijf een punt: 0.25")
    if re.search(r"overwrite|twice|mutate", message):
        return Problem(where, "deze sleutel of tabel staat er twee keer", "laat er een weg")
    return Problem(where, "de regel is geen geldige TOML" + (f": '{line}'" if line else ""),
                   "let op aanhalingstekens, haakjes en het teken =")


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
    seen: set[str] = set()
    for fault in error.errors():
        field = str(fault["loc"][0]) if fault["loc"] else ""
        if field in seen:
            continue
        seen.add(field)
        where = where_in(shown, lines, f"{table}.{field}" if table else field)
        name, kind, given = (str(fault["loc"][-1]) if fault["loc"] else "", fault["type"],
                             fault["input"])
        if kind == "missing":
            yield Problem(where, f"'{name}' ontbreekt", f"voeg '{name} = …' toe")
        elif kind == "extra_forbidden":
            yield Problem(where, f"onbekend veld '{name}'",
                          suggest(name, known))
        elif kind == "literal_error":
            yield Problem(where, f"'{given}' kan niet bij '{name}'",
                          "kies uit " + fault.get("ctx", {}).get("expected", "")
                          .replace(" or ", " of "))
        elif kind in ("float_type", "finite_number", "int_type"):
            yield Problem(where, f"'{given}' is geen getal",
                          "schrijf een getal met een punt en zonder aanhalingstekens")
        else:
            yield Problem(where, f"'{given}' is niet wat hier hoort bij '{field}'",
                          "zie basis.toml voor een goed voorbeeld")
