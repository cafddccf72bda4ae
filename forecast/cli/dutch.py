"""The words of the command framework in Dutch: its headings, and its complaints."""

from __future__ import annotations

import re

from typer.core import TyperCommand, TyperGroup

from forecast.errors import Problem

#: Phrases of help texts, each followed on the same line by what it heads.
_HELP = (
    (r"^Usage:", "Gebruik:"),
    (r"^Arguments:", "Argumenten:"),
    (r"^Options:", "Opties:"),
    (r"^Commands:", "Opdrachten:"),
    (r"\[OPTIONS\]", "[OPTIES]"),
    (r"COMMAND \[ARGS\]\.\.\.", "OPDRACHT ..."),
    (r"\[default:\s+", "[standaard: "),
    (r"\brequired\]", "verplicht]"),
    (r"<int range>", "<getal>"),
    (r"<int>", "<getal>"),
    (r"<list\[str\]>", ""),
    (r"<str>", "<tekst>"),
    (r"<path>", "<pad>"),
    (r"Show this message and exit\.", "Toon deze uitleg."),
    (r"\b(\d+)<=x<=(\d+)\b", r"\1 t/m \2"),
    (r"\bx>=(\d+)\b", r"vanaf \1"),
)
_COMPLAINTS = (
    (r"No such command '(.*)'\..*", r"'\1' is geen opdracht"),
    (r"No such option: (\S+?)\.?(?: .*)?", r"'\1' is geen optie"),
    (r"Missing command\.?", "er staat geen opdracht"),
    (r"Missing argument '(.*)'\.?", r"'\1' ontbreekt"),
    (r"Missing option '(.*)'\.?", r"optie '\1' ontbreekt"),
    (r"Got unexpected extra arguments? \((.*)\)", r"'\1' hoort hier niet"),
    (r"Option '(.*)' requires an argument\.?", r"achter '\1' hoort een waarde"),
    (r"Invalid value for '(.*)': Input should be a valid integer.*", r"'\1' vraagt een heel getal"),
    (
        r"Invalid value for '(.*)': Input should be greater than or equal to (\S+)",
        r"'\1' is ten minste \2",
    ),
    (
        r"Invalid value for '(.*)': Input should be less than or equal to (\S+)",
        r"'\1' is ten hoogste \2",
    ),
    (r"Invalid value for '(.*)': (.*)", r"'\1' klopt niet: \2"),
)


def help_text(text: str) -> str:
    """Return a help page with its fixed phrases in Dutch."""
    for pattern, dutch in _HELP:
        text = re.sub(pattern, dutch, text, flags=re.MULTILINE)
    return text


def complaint(message: str) -> Problem:
    """Return what is wrong with the words of a command, and where to look."""
    flat = " ".join(message.split())
    for pattern, dutch in _COMPLAINTS:
        found = re.fullmatch(pattern, flat)
        if found:
            flat = found.expand(dutch)
            break
    return Problem("opdracht", flat, "forecast --help toont wat kan")


class Group(TyperGroup):
    """The command with its help in Dutch."""

    def get_help(self, ctx: object) -> str:
        """Return the help page."""
        return help_text(super().get_help(ctx))  # type: ignore[arg-type]


class Verb(TyperCommand):
    """A verb with its help in Dutch."""

    def get_help(self, ctx: object) -> str:
        """Return the help page."""
        return help_text(super().get_help(ctx))  # type: ignore[arg-type]
