"""What differs from the edition before: input, assumptions, settings and the figures that count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from forecast.outputs.edition import MANIFEST, RESULTS
from forecast.outputs.manifest import manifest
from forecast.outputs.report import Change, Report
from forecast.outputs.results import results_frame
from forecast.words import dutch_number

#: The figures that a reader follows from edition to edition: statistic, words, decimals, factor.
_FOLLOWED = {
    "bijstand.uitkeringen": ("verwacht", "uitkeringen, jaargemiddelde", 0, 1.0),
    "budget.buig.saldo": ("verwacht", "saldo BUIG, × € 1.000", 0, 0.001),
    "kans.binnen_budget.buig": ("kans", "kans binnen budget, %", 0, 100.0),
}
_SETTINGS = {"versie": "versie van werkprognose", "seed": "startgetal", "trekkingen": "trekkingen"}
_PLACE = ["scenario", "gebied", "variabele", "periode", "statistiek"]


def since(before: Path, report: Report) -> tuple[Change, ...]:
    """Return what differs between an edition on disk and a new report.

    Parameters
    ----------
    before : Path
        Folder of the edition.
    report : Report
        The new run, not yet written.

    Returns
    -------
    tuple of Change
        First why (settings, files, assumptions), then what it did to the figures of the whole; one
        line that says so when nothing changed.
    """
    kept = _read(before)
    if kept is None:
        what = f"Editie {before.name} is niet heel meer: er is niet mee vergeleken"
        return (Change(what, "", ""),)
    old, table = kept
    new = json.loads(manifest(report))
    found = (
        *_settings(old, new),
        *_files(old["vingerafdrukken"], new["vingerafdrukken"]),
        *_assumptions(old["scenarios"], new["scenarios"]),
        *_figures(table, results_frame(report, _FOLLOWED), report.whole),
    )
    return found or (Change("Geen verschillen: zelfde invoer, aannames en uitkomsten", "", ""),)


def _read(before: Path) -> tuple[dict[str, Any], pd.DataFrame] | None:
    """Return manifest and results of an edition, or None when a hand or a crash damaged them."""
    try:
        told = json.loads((before / MANIFEST).read_text(encoding="utf-8"))
        table = pd.read_csv(before / RESULTS)
    except (OSError, ValueError):
        return None
    needed = {*_SETTINGS, "vingerafdrukken", "scenarios"}
    whole = isinstance(told, dict) and told.keys() >= needed and set(table) >= {*_PLACE, "waarde"}
    return (told, table) if whole else None


def _settings(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for key, words in _SETTINGS.items():
        if old[key] != new[key]:
            yield Change(f"Instelling: {words}", str(old[key]), str(new[key]))


def _files(old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for path in sorted(old.keys() | new.keys()):
        if path not in old:
            yield Change(f"Invoer: {path}", "niet gebruikt", "nieuw")
        elif path not in new:
            yield Change(f"Invoer: {path}", "gebruikt", "niet meer")
        elif old[path] != new[path]:
            yield Change(f"Invoer: {path}", "andere inhoud", "gewijzigd")


def _assumptions(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for name in sorted(new):
        if name not in old:
            yield Change(f"Scenario {name}", "niet gerekend", "nieuw")
            continue
        before, after = old[name]["waarden"], new[name]["waarden"]
        for key in sorted(before.keys() | after.keys()):
            was, now = (_value(side.get(key)) for side in (before, after))
            if was != now:
                yield Change(f"Aanname {key.replace('|', ', ')} ({name})", was, now)


def _value(said: dict[str, Any] | None) -> str:
    if said is None:
        return "geen"
    value = said["waarde"]
    text = value if isinstance(value, str) else dutch_number(value, 4, trim=True)
    if said["p10"] is not None and said["p90"] is not None:
        low, high = (dutch_number(said[p], 4, trim=True) for p in ("p10", "p90"))
        text += f" ({low} tot {high})"
    return text


def _figures(old: pd.DataFrame, new: pd.DataFrame, whole: str) -> Iterator[Change]:
    for variable, (statistic, words, decimals, factor) in _FOLLOWED.items():
        pair = [
            table[
                (table["variabele"] == variable)
                & (table["statistiek"] == statistic)
                & (table["gebied"] == whole)
                & (table["periode"].astype(str).str.len() == 4)
            ].astype({"periode": str})
            for table in (old, new)
        ]
        both = pair[0].merge(pair[1], on=_PLACE, suffixes=("_oud", "_nieuw"))
        for _, row in both.iterrows():
            was, now = (
                dutch_number(row[f"waarde_{side}"] * factor, decimals) for side in ("oud", "nieuw")
            )
            if was != now:
                what = f"{whole}, {words}, {row['periode']} ({row['scenario']})"
                yield Change(what, was, now)
