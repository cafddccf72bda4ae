"""What is wrong with a file that is no TOML, in Dutch and on its line."""

from __future__ import annotations

import re

from forecast.errors import Problem


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
