"""An Excel file is judged as a package before anything in it is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib

from forecast.errors import Problem

#: What reading a damaged zip can raise.
DAMAGED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)
_LARGEST = 25_000_000
_LARGEST_UNPACKED = 200_000_000
_HIGHEST_RATIO = 200
_MOST_PARTS = 2_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "bewaar het in Excel als 'Excel-werkmap (*.xlsx)'"


def package_problem(content: bytes, suffix: str, where: str) -> Problem | None:
    """Return why a file is not a safe Excel workbook, or None.

    Parameters
    ----------
    content : bytes
        The file as it lies on disk.
    suffix : str
        Extension with its dot.
    where : str
        Path as a reader knows it.
    """
    if suffix.lower() != ".xlsx":
        what = f"bestanden op {suffix} worden niet gelezen" if suffix else "geen Excelbestand"
        return Problem(where, what, _SAVE_AGAIN)
    if len(content) > _LARGEST:
        hint = "laat alleen de bladen van de gegevensset in het bestand staan"
        return Problem(where, f"het bestand is groter dan {_LARGEST // 1_000_000} MB", hint)
    if content.startswith(_OLD_OR_LOCKED):
        hint = f"haal het wachtwoord weg, of {_SAVE_AGAIN}"
        return Problem(where, "het bestand heeft een wachtwoord of een oud formaat", hint)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _parts_problem(package, where)
    except DAMAGED:
        return Problem(where, "dit is geen (heel) Excel-bestand", _SAVE_AGAIN)


def has_formulas(content: bytes) -> bool:
    """Return whether any sheet of a workbook holds a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(
            b"<f>" in part or b"<f " in part
            for part in (package.read(n) for n in package.namelist() if "/worksheets/" in n)
        )


def _parts_problem(package: zipfile.ZipFile, where: str) -> Problem | None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if "[Content_Types].xml" not in names or not any(n.endswith("workbook.xml") for n in names):
        return Problem(where, "dit is geen Excel-werkmap", _SAVE_AGAIN)
    if any("vbaproject" in name.lower() for name in names):
        return Problem(where, "het bestand bevat macro's", _SAVE_AGAIN)
    packed = max(1, sum(part.compress_size for part in parts))
    if (
        len(parts) > _MOST_PARTS
        or unpacked > _LARGEST_UNPACKED
        or (unpacked > 1_000_000 and unpacked / packed > _HIGHEST_RATIO)
    ):
        hint = "kopieer de bladen als waarden naar een nieuwe werkmap"
        return Problem(where, "het bestand pakt verdacht groot uit", hint)
    for part in parts:
        # A document type can make a reader fetch or unfold what is not in the file.
        if part.filename.endswith((".xml", ".rels")) and b"<!doctype" in _head(package, part):
            return Problem(where, "het bestand bevat een documenttype (DOCTYPE)", _SAVE_AGAIN)
    return None


def _head(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return a part without NULs (UTF-16 has them) in small letters."""
    return package.read(part).replace(b"\0", b"").lower()
