"""The data set's own look back on an earlier report, as sentences for workbook and terminal."""

from __future__ import annotations

import pandas as pd

from forecast.insight import Placed, Reported, placed
from forecast.outputs.report import Note
from forecast.project.house import House
from forecast.project.money import macro_published
from forecast.words import dutch_number

TABLE = "terugblik"
_MILLION = 1e6
_MOMENT = "nader_voorlopig"


def look_backs(house: House, seed: int) -> tuple[Note, ...]:
    """Return a note per year of the table, in words with its figures; none without the table."""
    table = house.data.tables.get(TABLE)
    if table is None:
        return ()
    macro = macro_published(house)
    found = []
    for year, rows in table.groupby("jaar"):
        moments = [macro.get((int(str(year)), moment)) for moment in (_MOMENT, "definitief")]
        if moments[0] is None or moments[1] is None:
            continue
        report = reported(int(str(year)), rows, moments[0], moments[1])
        found += [Note(f"Terugblik op {year}", text)
                  for text in _words(report, placed(report, seed), rows)]
    return tuple(found)


def reported(year: int, rows: pd.DataFrame, then: float, final: float) -> Reported:
    """Return what a table says about a year, with the macro budgets that were published, eur."""
    def one(key: str) -> float:
        return float(rows.loc[rows["sleutel"] == key, "waarde"].iloc[0])

    def bands(key: str) -> dict[str, tuple[float, float, float]]:
        own = rows[rows["sleutel"] == key]
        return {
            str(row["gemeente"]): (
                float(row["waarde"] if pd.isna(row["laag"]) else row["laag"]),
                float(row["waarde"]),
                float(row["waarde"] if pd.isna(row["hoog"]) else row["hoog"]))
            for _, row in own.iterrows()
        }

    return Reported(
        year, one("verwacht_tekort"), one("uitkomst_tekort"), bands("budget_begroot"),
        bands("aandeel_bekend"), then, final, one("macro_herziening_sd"), one("lasten_sd"))


def _mln(amount: float) -> str:
    return f"€ {dutch_number(amount / _MILLION, 1)} mln"


def _words(report: Reported, found: Placed, rows: pd.DataFrame) -> tuple[str, ...]:
    names = " en ".join(report.budgeted) or "de gemeenten"
    low, middle, high = found.band
    assumed = int((rows["status"] == "aanname").sum())
    return (
        f"Eerste bestuursrapportage {report.year}: verwacht tekort {_mln(report.expected)}, "
        f"uitkomst {_mln(report.outcome)}. Met wat toen bekend was (macrobudget "
        f"{dutch_number(report.macro_then / _MILLION)} mln, het lagere aandeel van {names}) ligt "
        f"ons tekort met 80 % kans tussen {_mln(low)} en {_mln(high)}, midden {_mln(middle)}: "
        f"{dutch_number(100 * found.expected_at)} % van de trekkingen ligt onder de verwachting "
        f"van toen en {dutch_number(100 * found.outcome_at)} % onder de uitkomst.",
        f"Zeker was het aandeel van {names}: dat alleen gaf bij het macrobudget van toen "
        f"{_mln(found.certain[1])} ({_mln(found.certain[0])} tot {_mln(found.certain[2])}) en bij "
        f"het definitieve {_mln(found.certain_final[1])}. De herziening van het macrobudget naar "
        f"{dutch_number(report.macro_final / _MILLION)} mln maakte het tekort van alle gemeenten "
        f"{_mln(abs(found.macro))} {'kleiner' if found.macro < 0 else 'groter'}.",
        f"Hiervoor zijn {assumed} aannames nodig (tabel terugblik): onder meer het begrote budget "
        f"van {names}, een onzekerheid van {dutch_number(100 * report.revision_sd, 1)} % in het "
        f"macrobudget en {dutch_number(100 * report.cost_sd, 1)} % in de lasten; de verwachting "
        "van de rapportage zelf is niet gebruikt.",
    )
