"""Sheet Prestaties: every result that was agreed, with its odds, on one page."""

from __future__ import annotations

from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Prestaties"


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Prestaties: wat is afgesproken en hoe zeker het is",
               "Gekozen scenario. De kans is het deel van de trekkingen dat de afspraak haalt; 'met "
               "70% kans ten minste' is wat u met die zekerheid kunt beloven.")
    page.row += 1
    for area in (report.whole, *report.municipalities):
        page.targets(area, "")
    page.end()
