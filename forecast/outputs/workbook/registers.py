"""Sheets Bronnen and Wijzigingslog: where figures come from, and what changed."""

from __future__ import annotations

from forecast.outputs.workbook.layout import Layout
from forecast.outputs.workbook.wrapping import height_of

#: Rows that an adviser can fill; a protected sheet lets no table grow.
EMPTY_ROWS = 50


def write(layout: Layout) -> None:
    """Write both sheets."""
    _sources(layout)
    _log(layout)


def _sources(layout: Layout) -> None:
    sheet, report = layout.sheets["Bronnen"], layout.report
    sheet.heading("Bronnen", "Elke bron met code; Aannames en Budget verwijzen hierheen. Onderaan "
                  "de vingerafdrukken van alle ingelezen bestanden.", None, 5)
    sheet.row(5, 1, ("Code", "Titel", "Uitgever", "Datum", "Adres"), "kop_links")
    row = 5
    for source in sorted(report.sources, key=lambda s: s.code):
        row += 1
        cells = (source.code, source.title, source.publisher, source.date, source.address)
        sheet.row(row, 1, cells, "tekst")
        sheet.height(row, height_of(
            (source.code, 24, 10), (source.title, 60, 10), (source.publisher, 26, 10),
            (source.address, 66, 11)))
    row += 2
    sheet.put(row, 1, "Ingelezen bestanden", "blok")
    for path, digest in sorted(report.fingerprints.items()):
        row += 1
        sheet.put(row, 1, None, "kort")
        sheet.put(row, 2, path, "kort")
        sheet.row(row, 3, ("sha256", None), "kort")
        sheet.put(row, 5, digest, "kort")
    sheet.widths(24, 60, 26, 13, 66)
    sheet.finish(row, 5, titles=5, freeze="A6")


def _log(layout: Layout) -> None:
    sheet, report = layout.sheets["Wijzigingslog"], layout.report
    sheet.heading("Wijzigingslog", "Wat deze editie anders maakt dan de vorige, en ruimte voor uw "
                  "eigen aantekeningen (gele regels).", None, 6)
    heads = ("Nr", "Wijziging", "Oud", "Nieuw", "Door", "Datum")
    sheet.row(5, 1, heads, "kop_links")
    before = report.previous or "geen eerdere editie"
    lines = [(f"Run {report.run_id}: editie {report.edition}", before, report.edition)]
    lines += [(change.what, change.old, change.new) for change in report.changes]
    if report.previous and not report.changes:
        lines.append((f"Geen verschil met editie {report.previous}", "", ""))
    row = 5
    for number, words in enumerate(lines, start=1):
        row += 1
        sheet.put(row, 1, f"{number}.", "kort")
        sheet.row(row, 2, words, "tekst")
        sheet.row(row, 5, ("werkprognose", report.edition), "kort")
        sheet.height(row, height_of((words[0], 70, 10), (words[1], 27, 10), (words[2], 27, 10)))
    for _ in range(EMPTY_ROWS):
        row += 1
        sheet.row(row, 1, (None,) * 6, "invoer_links")
    sheet.widths(6, 70, 27, 27, 16, 14)
    sheet.finish(row, 6, titles=5, freeze="A6")
