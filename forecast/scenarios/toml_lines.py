"""On which line of a TOML file a key stands, so that a message can point at it.

`tomllib` gives values without places. Only headers and the keys before ``=`` are looked at; the
reading itself stays with `tomllib`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

_HEADER = re.compile(r"\s*\[\[?(?P<name>[^\[\]]+)\]\]?\s*(?:#.*)?")
_PART = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_KEY = re.compile(rf"\s*(?P<name>{_PART}(?:\s*\.\s*{_PART})*)\s*=")


def lines_of(text: str) -> Mapping[str, int]:
    """Return the line number of every table and key by its dotted name."""
    found: dict[str, int] = {}
    table, inside_text = "", False
    for number, line in enumerate(text.splitlines(), 1):
        was_inside = inside_text
        if (line.count('"""') + line.count("'''")) % 2:
            inside_text = not inside_text
        if was_inside:
            continue
        if header := _HEADER.fullmatch(line):
            table = _dotted(f"[{header['name']}]")
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = _dotted(f"{key['name']} = 0")
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found


def nearest_line(lines: Mapping[str, int], name: str) -> int | None:
    """Return the line of a dotted name, or of the smallest table around it that has one."""
    while name:
        if name in lines:
            return lines[name]
        name = name.rpartition(".")[0]
    return None


def _dotted(snippet: str) -> str:
    """Return the name in a header or key; empty for a line that only looked like one."""
    parts: list[str] = []
    try:
        level: object = tomllib.loads(snippet)
    except tomllib.TOMLDecodeError:
        return ""
    while isinstance(level, dict) and level:
        name, level = next(iter(level.items()))
        parts.append(name)
    return ".".join(parts)
