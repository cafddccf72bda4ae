"""One edition on disk: workbook, results table and manifest, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forecast.outputs.manifest import manifest
from forecast.outputs.report import Report
from forecast.outputs.results import results
from forecast.outputs.track import track_csv
from forecast.outputs.workbook.build import workbook
from forecast.outputs.writing import write_file

WORKBOOK, RESULTS, RESULTS_NL, MANIFEST, TRACK = (
    "werkprognose.xlsx", "results.csv", "results-nl.csv", "manifest.json", "trackrecord.csv",
)


def write_edition(
    report: Report, folder: Path, commands: Iterable[str] = (), csv_nl: bool = False
) -> Path:
    """Write the files of an edition; return the path of the workbook.

    Everything is made before anything is written, and the workbook, which may be open in Excel,
    is written first.

    Raises
    ------
    ForecastError
        When a file is open elsewhere or the folder cannot be written.
    """
    book, _ = workbook(report)
    files = {WORKBOOK: book, RESULTS: results(report), MANIFEST: manifest(report, commands)}
    if report.track is not None:
        files[TRACK] = track_csv(report.track.table)
    if csv_nl:
        files[RESULTS_NL] = results(report, dutch=True)
    for name, content in files.items():
        write_file(folder / name, content)
    return folder / WORKBOOK
