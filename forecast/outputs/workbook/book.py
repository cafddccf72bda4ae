"""A workbook under construction: places cells, remembers every value, hands out references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.protection import SheetProtection

from forecast.outputs.safe_text import clean, footer_text, put_number, put_text
from forecast.outputs.workbook import styles
from forecast.outputs.workbook.formula import Address, Node, Value, named, reference
from forecast.outputs.workbook.functions import Block

Content = Node | Value | None


class Book:
    """The workbook with its styles, names and values.

    Attributes
    ----------
    excel : openpyxl.Workbook
    values : dict
        Per sheet and address the value of every cell, for the finishing pass.
    """

    def __init__(self, footer: str) -> None:
        self.excel = Workbook()
        self.excel.remove(self.excel.active)
        self.values: dict[str, dict[str, Value]] = {}
        self._footer = footer_text(footer)
        self._styles: dict[str, StyleArray] = {}

    def sheet(self, title: str, colour: str) -> Sheet:
        """Add a sheet behind the others; `colour` is its tab's."""
        found = Sheet(self, title, colour, self._footer)
        self.values[title] = found.values
        return found

    def dress(self, cell: Cell, role: str, number_format: str) -> None:
        """Give a cell its style, made on first use.

        A cell holds numbers that point to its style. They are copied from a cell that has it,
        because looking them up by name goes through all styles of the book, for every cell.
        """
        name = styles.style_name(role, number_format)
        if name not in self._styles:
            styles.add_style(self.excel, role, number_format)
            cell.style = name
            self._styles[name] = copy(cell._style)
        cell._style = copy(self._styles[name])

    def name(self, name: str, node: Node) -> Node:
        """Give a placed cell a defined name; return the reference through that name."""
        place = node.pieces[0]
        if not isinstance(place, Address):
            raise TypeError("only a cell can get a name")
        target = Address(place.sheet, place.row, place.column, True, place.last)
        self.excel.defined_names[name] = DefinedName(name, attr_text=target.text(""))
        return named(name, node.value)


class Sheet:
    """One sheet: rows and columns count from 1."""

    def __init__(self, book: Book, title: str, colour: str, footer: str) -> None:
        self.book = book
        self.title = title
        self.values: dict[str, Value] = {}
        #: What each chart shows, in words, in the order of the charts.
        self.chart_words: list[str] = []
        self.excel = book.excel.create_sheet(title)
        self.excel.sheet_properties.tabColor = colour
        self.excel.sheet_view.showGridLines = False
        page = self.excel.page_setup
        page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight = 9, "landscape", 1, 0
        self.excel.sheet_properties.pageSetUpPr.fitToPage = True
        margins = self.excel.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.45, 0.55, 0.25, 0.25
        self.excel.oddFooter.left.text = footer
        self.excel.oddFooter.center.text = title
        self.excel.oddFooter.right.text = "Pagina &P van &N"
        # prevents accidents, is no security: no password, and looking around stays possible
        self.excel.protection = SheetProtection(
            sheet=True, objects=False, scenarios=False, formatColumns=False, formatRows=False,
            autoFilter=False, sort=False,
        )

    def put(
        self, row: int, column: int, content: Content, role: str = "tekst", form: str = ""
    ) -> Node:
        """Write a text, a number or a formula; return the reference to the cell.

        Raises
        ------
        ValueError
            When a number or the result of a formula is not finite.
        """
        cell = self.excel.cell(row, column)
        self.book.dress(cell, role, form)
        value: Value | None
        if isinstance(content, Node):
            value = content.value
            if not isinstance(value, str):
                put_number(cell, float(value))  # refuses what is not finite
            cell.value = "=" + content.text(self.title)
        elif isinstance(content, str):
            put_text(cell, content)
            value = clean(content)
        elif content is None:
            value = None
        else:
            put_number(cell, float(content))
            value = float(content)
        if value is not None:
            self.values[cell.coordinate] = value
        return reference(0.0 if value is None else value, self.title, row, column)

    def row(
        self, row: int, column: int, contents: Sequence[Content], role: str, form: str = ""
    ) -> list[Node]:
        """Write contents beside each other; return their references."""
        return [self.put(row, column + i, c, role, form) for i, c in enumerate(contents)]

    def block(self, first: tuple[int, int], last: tuple[int, int]) -> Block:
        """Return the rectangle between two (row, column) corners, with its values."""
        cells = (
            self.values.get(f"{get_column_letter(c)}{r}")
            for r in range(first[0], last[0] + 1)
            for c in range(first[1], last[1] + 1)
        )
        return Block(Address(self.title, *first, True, last), tuple(cells))

    def merge(self, row: int, column: int, last_column: int, last_row: int | None = None) -> None:
        """Merge cells; only on sheets that are read, never where anything is calculated."""
        end = last_row or row
        self.excel.merge_cells(
            start_row=row, start_column=column, end_row=end, end_column=last_column
        )

    def widths(self, *widths: float) -> None:
        """Set the widths of the columns from A on, in characters."""
        for column, width in enumerate(widths, start=1):
            self.excel.column_dimensions[get_column_letter(column)].width = width

    def fit(self, column: int, least: float, most: float, first_row: int = 5) -> None:
        """Widen a column to its longest text; longer ones wrap."""
        letter = get_column_letter(column)
        texts = (
            len(value) for address, value in self.values.items()
            if isinstance(value, str) and address.rstrip("0123456789") == letter
            and int(address[len(letter):]) >= first_row
        )
        longest = max(texts, default=0) * 0.98 + 1.5
        self.excel.column_dimensions[letter].width = min(most, max(least, longest))

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.excel.row_dimensions[row].height = points

    def heading(self, title: str, subtitle: str, message: Node | None, columns: int) -> None:
        """Write the title, the line under it and the book's message (rows 1-3)."""
        self.put(1, 1, title, "titel")
        self.height(1, 27)
        self.put(2, 1, subtitle, "ondertitel")
        if message is not None:
            self.put(3, 1, message, "melding")
        self.excel.print_area = f"A1:{get_column_letter(columns)}1"

    def finish(
        self, last_row: int, last_column: int, titles: int = 0, freeze: str = "", tall: int = 0
    ) -> None:
        """Set print area, print titles (down to row `titles`), panes and pages in height."""
        self.excel.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
        if titles:
            self.excel.print_title_rows = f"{titles}:{titles}"
        if freeze:
            self.excel.freeze_panes = freeze
        self.excel.page_setup.fitToHeight = tall

    def link(self, row: int, column: int, text: str, sheet: str) -> None:
        """Write a link to another sheet of this book."""
        self.put(row, column, text, "verwijzing")
        cell = self.excel.cell(row, column)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1", display=text)

    def verdict_colours(self, area: str, fixed: bool = False) -> None:
        """Colour cells by the shape their text starts with; the shape itself is the verdict.

        With `fixed` the whole area follows its first cell.
        """
        corner = area.split(":", maxsplit=1)[0]
        if fixed:
            corner = "$" + re.sub(r"(\d+)$", r"$\1", corner)
        rules = self.excel.conditional_formatting
        pairs = zip("●▲■", (styles.GOOD, styles.WARN, styles.BAD), strict=True)
        for shape, (fill, ink) in pairs:
            rules.add(area, _rule(f'LEFT({corner},1)="{shape}"', fill, ink))


def _rule(formula: str, fill: str, ink: str) -> FormulaRule:
    return FormulaRule(
        formula=[formula], stopIfTrue=True, font=Font(color=ink),
        fill=PatternFill("solid", start_color=fill, end_color=fill),
    )
