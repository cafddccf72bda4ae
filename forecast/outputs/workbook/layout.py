"""What all sheets share: their names, the columns, and what a leaf of the budget is called."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.budget.expression import Cell, walk
from forecast.outputs.report import Account, Report
from forecast.outputs.workbook.book import Book, Sheet

NAVY_TAB, AMBER_TAB, PURPLE_TAB, BLUE_TAB = "1F3864", "F2B705", "7B4FA3", "2E75B6"
GREEN_TAB, GREY_TAB = "2E9E6B", "8A94A6"

TABS = {
    "Samenvatting": NAVY_TAB,
    "Leeswijzer": GREY_TAB,
    "Aannames": AMBER_TAB,
    "Volumes": PURPLE_TAB,
    "Bandbreedte": PURPLE_TAB,
    "Budget": BLUE_TAB,
    "Bijdrage": BLUE_TAB,
    "Oorzaken": BLUE_TAB,
    "Vangnet": BLUE_TAB,
    "Verdeling": BLUE_TAB,
    "Wie betaalt wat": BLUE_TAB,
    "Wsw": BLUE_TAB,
    "Beschut werk": BLUE_TAB,
    "Doelgroepen": BLUE_TAB,
    "Meedoen en inkomen": BLUE_TAB,
    "Vergelijking": NAVY_TAB,
    "Gevoeligheid": NAVY_TAB,
    "Brug": NAVY_TAB,
    "Prestaties": NAVY_TAB,
    "Trackrecord": NAVY_TAB,
    "Grafiekdata": BLUE_TAB,
    "Controles": GREEN_TAB,
    "Bronnen": GREY_TAB,
    "Wijzigingslog": GREY_TAB,
}

#: Sheets of groups, and the variables of which a run must have one.
GROUPS = {
    "Wsw": ("wsw.personen",),
    "Beschut werk": ("beschut.plekken",),
    "Doelgroepen": ("register.banen", "statushouders.personen"),
    "Meedoen en inkomen": ("meedoen.route", "inkomen.voorzieningenwijzer.aangeboden"),
}

#: Sheets about money beyond the BUIG, and the lines of which a run must have one.
MONEY = dict.fromkeys(
    ("Bijdrage", "Oorzaken", "Vangnet", "Verdeling", "Wie betaalt wat"), ("totaal.rijkskaders",))

#: Sheets that answer a question, and what a run must have for them.
ANSWERS = {"Brug": ("brug",), "Prestaties": ("doel",), "Gevoeligheid": ("tornado",)}

#: Columns A-E of every calculation sheet; the years follow from F on.
AREA, LINE, SCENARIO, UNIT, TOTAL, FIRST = range(1, 7)


@dataclass(frozen=True, slots=True)
class Layout:
    """The report, the book under construction and the sheets by name."""

    report: Report
    book: Book
    sheets: dict[str, Sheet]

    @property
    def last(self) -> int:
        """The column of the last year."""
        return FIRST + len(self.report.years) - 1

    def column(self, year: int) -> int:
        """Return the column of a year."""
        return FIRST + self.report.years.index(year)

    @property
    def past_year(self) -> int:
        """The year before the first projected one."""
        return self.report.years[0] - 1

    @property
    def past_word(self) -> str:
        """What the months behind us are: realised, or derived and never called realised."""
        return "realisatie" if self.report.observed else "afgeleid verloop"

    def scenario_name(self, number: int) -> str:
        """Return a scenario as tables name it: what stands before the colon, and its warning."""
        scenarios = self.report.scenarios
        short = [s.title.split(":", maxsplit=1)[0].strip() for s in scenarios]
        name = short[number] if short.count(short[number]) == 1 else scenarios[number].title
        label = scenarios[number].label
        return f"{name} ({label})" if label else name

    def area_name(self, area: str) -> str:
        """Return the area as the reader sees it."""
        return area or "Nederland"


def new_layout(report: Report) -> Layout:
    """Return an empty book with its sheets in reading order; a group has one where it exists."""
    book = Book(f"werkprognose {report.version} – {report.whole} – editie {report.edition}")
    lines = {line.key for a in report.scenarios[0].accounts for line in a.lines}
    known, asked = {*report.scenarios[0].central, *lines}, GROUPS | MONEY | ANSWERS
    known |= {"brug"} if report.bridges or report.since else set()
    known |= {"tornado"} if report.tornado else set()
    known |= {"doel"} if report.scenarios[0].targets else set()
    shown = {title: tab for title, tab in TABS.items()
             if title not in asked or any(name in known for name in asked[title])}
    return Layout(report, book, {title: book.sheet(title, tab) for title, tab in shown.items()})


def named_parts(cell: Cell) -> tuple[str, str, int | None]:
    """Return the name, the area and the year in a cell's key."""
    name, area, year, _ = cell.key.split("|")
    return name, area, int(year) if year else None


def leaves(account: Account) -> dict[str, Cell]:
    """Return every cell of an account that is an input or a figure of the run, by key."""
    return {c.key: c for c in walk(*account_cells(account)) if c.definition is None}


def account_cells(account: Account) -> list[Cell]:
    """Return the cells that the lines and the vangnet of an account name directly."""
    amounts = [line.amount for line in account.lines]
    if account.vangnet is not None:
        amounts.append(account.vangnet)
    return [c for a in amounts for c in ([a] if isinstance(a, Cell) else a.cells())]
