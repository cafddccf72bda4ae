"""The nearest known word, for whoever mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 8


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint in Dutch: the nearest known word, or what the known words are."""
    names = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), list(names), n=1, cutoff=0.6)
    if near:
        return f"bedoelt u '{names[near[0]]}'?"
    if not names:
        return "er zijn er geen"
    shown = ", ".join(list(names.values())[:_MOST])
    return f"kies uit: {shown}" + (", …" if len(names) > _MOST else "")
