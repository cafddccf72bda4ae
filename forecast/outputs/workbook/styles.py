"""How the workbook looks: one named style per role and number format, calm and readable in print.

Colours carry a role, never a verdict alone: input is blue on yellow, a figure of the run purple on
lilac, a formula black on white.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook

NAVY, INK, GREY, RULE = "1F3864", "222222", "595959", "D5DBE5"
PALE = "EEF2F8"
GOOD, WARN, BAD = ("C6E9CF", "0B5D1E"), ("FFE3A6", "7A4B00"), ("F9C9C4", "8B1A10")

FORMATS = {
    "": "General",
    "eur": '#,##0;[Red]"−"#,##0;"–"',
    "keur": '#,##0,;[Red]"−"#,##0,;"–"',
    "mln": '#,##0.00,,;[Red]"−"#,##0.00,,;"–"',
    "prijs": "#,##0.00",
    "getal": '#,##0;"−"#,##0',
    "getal1": '#,##0.0;"−"#,##0.0',
    "getal2": '#,##0.00;"−"#,##0.00',
    "getal3": '#,##0.000;"−"#,##0.000',
    "getal4": '#,##0.0000;"−"#,##0.0000',
    "pct": '0.0%;"−"0.0%',
    "pct+": '0.0%;[Red]"−"0.0%;0.0%',
    "kans": "0%",
    "jaar": "0",
    "maand": "mmm\\ yyyy",
}


@dataclass(frozen=True, slots=True)
class Role:
    """The looks of a role; `fill` and `line` are colours, empty for none."""

    size: float = 10
    bold: bool = False
    colour: str = INK
    fill: str = ""
    across: str = ""
    down: str = "center"
    wrap: bool = False
    line: str = RULE
    heavy: bool = False
    open: bool = False
    italic: bool = False
    indent: int = 0


ROLES = {
    "titel": Role(18, True, NAVY, line=""),
    "ondertitel": Role(10, False, GREY, line=""),
    "blok": Role(11, True, NAVY, line="", down="bottom"),
    "kop": Role(9.5, True, "FFFFFF", NAVY, "center", wrap=True),
    "kop_links": Role(9.5, True, "FFFFFF", NAVY, "left", wrap=True),
    "kop_in": Role(9.5, True, "FFFFFF", NAVY, "left", wrap=True, indent=1),
    "kop_getal": Role(9.5, True, "FFFFFF", NAVY, "right", wrap=True),
    "kop_geweest": Role(9.5, True, "FFFFFF", "6B7891", "right", wrap=True),
    "tekst": Role(10, wrap=True),
    "zin": Role(12.5, True, NAVY, PALE, "left", wrap=True, line="", indent=1),
    "melding": Role(10, True, "7A4B00", line="", across="left"),
    "noot": Role(9, False, GREY, line="", wrap=True, down="top"),
    "toelichting": Role(9, False, GREY, wrap=True),
    "kort": Role(9, False, GREY, across="left", wrap=True),
    "kort_in": Role(9, False, GREY, indent=1, across="left", wrap=True),
    "label": Role(10, wrap=True),
    "label_licht": Role(9.5, False, GREY),
    "reken_licht": Role(9.5, False, GREY, across="right"),
    "label_vet": Role(10, True, heavy=True, wrap=True),
    "invoer": Role(10, False, "1F4E9E", "FFF7D6", "right", open=True),
    "invoer_links": Role(10, False, "1F4E9E", "FFF7D6", "left", wrap=True, open=True),
    "invoer_kleur": Role(10, False, "1F4E9E", "FFF7D6", "left"),
    "keuze": Role(11, True, "1F4E9E", "FFF7D6", "left", open=True),
    "run": Role(10, False, "5B2C83", "F3ECF9", "right"),
    "run_links": Role(10, False, "5B2C83", "F3ECF9", "left"),
    "leeg": Role(10, False, GREY, "F4F5F7"),
    "leeg_getal": Role(10, False, GREY, "F4F5F7", "right"),
    "reken": Role(10, across="right"),
    "reken_links": Role(10, across="left", wrap=True, indent=1),
    "totaal": Role(10, True, across="right", heavy=True),
    "subtotaal": Role(10, True, across="right"),
    "label_sub": Role(10, True, wrap=True),
    "oordeel_links": Role(10, across="left", wrap=True, indent=1),
    "oordeel": Role(10, True, across="center"),
    "tegel_kop": Role(9.5, True, GREY, PALE, "center", line="", wrap=True),
    "tegel_getal": Role(17, True, NAVY, PALE, "center", line=""),
    "tegel_noot": Role(8.5, False, GREY, PALE, "center", line="", wrap=True, down="top"),
    "verwijzing": Role(9.5, False, "1F4E9E", line="", across="left"),
}


def style_name(role: str, number_format: str = "") -> str:
    """Return the name of the style of a role with a number format."""
    return f"{role} {number_format}".strip()


def add_style(book: Workbook, role: str, number_format: str = "") -> str:
    """Register the style of a role and number format with the workbook; return its name."""
    looks = ROLES[role]
    name = style_name(role, number_format)
    thin = Side(style="thin", color=looks.line) if looks.line else Side()
    top = Side(style="medium", color=NAVY) if looks.heavy else Side()
    style = NamedStyle(
        name=name,
        font=Font(
            name="Calibri", size=looks.size, bold=looks.bold, italic=looks.italic,
            color=looks.colour,
        ),
        border=Border(bottom=thin, top=top) if looks.line else Border(),
        alignment=Alignment(
            horizontal=looks.across or None, vertical=looks.down, wrap_text=looks.wrap,
            indent=looks.indent,
        ),
        number_format=FORMATS[number_format],
        protection=Protection(locked=not looks.open),
    )
    if looks.fill:
        style.fill = PatternFill("solid", start_color=looks.fill, end_color=looks.fill)
    book.add_named_style(style)
    return name


def shown_unit(unit: str) -> str:
    """Return a unit as a reader writes it: ``euro per jaar``, never ``eur``."""
    return "euro" + unit[3:] if unit == "eur" or unit.startswith("eur ") else unit


def unit_format(unit: str) -> str:
    """Return the number format that suits a unit."""
    known = {
        "eur": "eur", "personen": "getal", "uitkeringen": "getal1", "banen": "getal1",
        "kans": "kans", "inwoners": "getal", "verhouding": "getal4", "%": "getal3",
        "factor": "getal3", "medewerkers": "getal", "plekken": "getal1", "keer": "getal",
        "gesprekken": "getal", "besluiten": "getal", "SE": "getal1", "fte": "getal1",
        "uren per week": "getal", "maanden": "getal1", "jaar": "jaar",
    }
    if unit in known:
        return known[unit]
    if unit == "aandeel" or unit.startswith(("aandeel ", "deel ")):
        return "pct"
    if unit.startswith("% van het macrobudget"):
        return "getal4"
    return "getal2"
