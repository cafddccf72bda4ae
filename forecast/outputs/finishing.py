"""The finishing pass: what the writer of workbooks leaves out.

Programs that do not calculate (Protected View, mail previews, tablets, pandas) show only what is
stored in the file, so every formula gets its value from our own records and every chart its
points. Times come from the edition, parts stand in a fixed order: the same run gives the same
bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from forecast.outputs.workbook.formula import Value

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TERMS = "{http://purl.org/dc/terms/}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
Values = Mapping[str, Mapping[str, Value]]
Element = Any


class UnfinishedError(Exception):
    """A formula or a chart has no value; a mistake of ours, never of the user."""


def finish(
    package: bytes, values: Values, moment: str, words: Mapping[str, Sequence[str]]
) -> tuple[bytes, int]:
    """Return the finished workbook and the number of formula cells that got a value.

    Parameters
    ----------
    package : bytes
        As saved by openpyxl.
    values : mapping of sheet to mapping of address to value
        Every cell, texts and numbers and results of formulas.
    moment : str
        Created and modified, e.g. ``2019-12-31T00:00:00Z``.
    words : mapping of sheet to texts
        What each chart on the sheet shows, for who cannot see it.

    Raises
    ------
    UnfinishedError
        When a formula cell or a point of a chart has no value.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheets = _sheets(parts)
    filled = 0
    for name, title in sheets.items():
        parts[name], count = _fill_sheet(parts[name], title, values.get(title, {}))
        filled += count
        _describe(parts, name, words.get(title, ()))
    for name in [n for n in parts if n.startswith("xl/charts/chart")]:
        parts[name] = _fill_chart(parts[name], values)
    parts["docProps/core.xml"] = _date(parts["docProps/core.xml"], moment)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        # the content types stand first, as readers of the format expect
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            target.writestr(info, parts[name])
    return out.getvalue(), filled


def _tree(part: bytes) -> Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _relations(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return the targets of a part's relations by id, as names in the package."""
    folder = dirname(name)
    path = join(folder, "_rels", name.rsplit("/", 1)[-1] + ".rels")
    if path not in parts:
        return {}
    found = {}
    for relation in _tree(parts[path]):
        target = relation.get("Target")
        full = target[1:] if target.startswith("/") else normpath(join(folder, target))
        found[relation.get("Id")] = full
    return found


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    targets = _relations(parts, "xl/workbook.xml")
    book = _tree(parts["xl/workbook.xml"])
    return {targets[s.get(_RELATION)]: s.get("name") for s in book.iter(f"{_MAIN}sheet")}


def _fill_sheet(part: bytes, title: str, values: Mapping[str, Value]) -> tuple[bytes, int]:
    root = _tree(part)
    count = 0
    for cell in root.iter(f"{_MAIN}c"):
        if cell.find(f"{_MAIN}f") is None:
            continue
        address = cell.get("r")
        if address not in values:
            raise UnfinishedError(f"{title}!{address} has a formula and no value")
        kind, text = _stored(values[address])
        stored = cell.find(f"{_MAIN}v")
        if stored is None:
            stored = etree.SubElement(cell, f"{_MAIN}v")
        stored.text = text
        if kind:
            cell.set("t", kind)
        elif "t" in cell.attrib:
            del cell.attrib["t"]
        count += 1
    return _bytes(root), count


def _stored(value: Value) -> tuple[str, str]:
    """Return the type mark and the text of a value in a sheet."""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, str):
        return "str", value
    number = float(value)
    return "", str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _fill_chart(part: bytes, values: Values) -> bytes:
    root = _tree(part)
    for reference in list(root.iter(f"{_CHART}numRef", f"{_CHART}strRef")):
        formula = reference.find(f"{_CHART}f")
        found = _range(formula.text, values)
        numbers = reference.tag.endswith("numRef")
        if numbers and any(isinstance(v, str) for v in found):
            # a category of text that the writer took for numbers
            reference.tag = f"{_CHART}strRef"
            numbers = False
        for old in reference.findall(f"{_CHART}numCache") + reference.findall(
            f"{_CHART}strCache"
        ):
            reference.remove(old)
        cache = etree.Element(f"{_CHART}{'numCache' if numbers else 'strCache'}")
        if numbers:
            etree.SubElement(cache, f"{_CHART}formatCode").text = "General"
        etree.SubElement(cache, f"{_CHART}ptCount").set("val", str(len(found)))
        for index, value in enumerate(found):
            if value is not None:
                point = etree.SubElement(cache, f"{_CHART}pt")
                point.set("idx", str(index))
                etree.SubElement(point, f"{_CHART}v").text = _stored(value)[1]
        if not len(cache.findall(f"{_CHART}pt")):
            raise UnfinishedError(f"{formula.text} draws nothing")
        formula.addnext(cache)
    return _bytes(root)


def _range(reference: str, values: Values) -> list[Value | None]:
    sheet, area = reference.rsplit("!", 1)
    title = sheet.strip("'").replace("''", "'")
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    cells = values[title]
    return [
        cells.get(f"{get_column_letter(column)}{row}")
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]


def _describe(parts: dict[str, bytes], sheet: str, words: Sequence[str]) -> None:
    """Write what each chart of a sheet shows into its drawing, in the order they were added."""
    drawings = [n for n in _relations(parts, sheet).values() if n.startswith("xl/drawings/")]
    for name in drawings:
        root = _tree(parts[name])
        frames = list(root.iter(f"{_DRAWING}cNvPr"))
        if len(frames) != len(words):
            raise UnfinishedError(f"{sheet} has {len(frames)} charts and {len(words)} descriptions")
        for number, (frame, text) in enumerate(zip(frames, words, strict=True), start=1):
            frame.set("descr", text)
            frame.set("name", f"Grafiek {number}")
        parts[name] = _bytes(root)


def _date(part: bytes, moment: str) -> bytes:
    root = _tree(part)
    for name in ("created", "modified"):
        for element in root.iter(f"{_TERMS}{name}"):
            element.text = moment
    return _bytes(root)
