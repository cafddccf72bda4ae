"""Forecasts of series as a table: one row per month ahead, and one per series that says why."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from forecast.outputs.safe_text import clean
from forecast.series import Outlook, models_in_words
from forecast.words import dutch_number

COLUMNS = ("series_id", "origin", "period", "mean", "lo80", "hi80", "lo95", "hi95")
#: Digits that a value carries; more would be noise.
_DIGITS = 10


def series_table(names: Sequence[str], outlooks: Sequence[Outlook]) -> bytes:
    """Return the forecasts as CSV (comma, decimal point, UTF-8), in the order of the series.

    ``mean`` is the central path: the median, under which the outcome lies as often as above.
    """
    frames = []
    for name, one in zip(names, outlooks, strict=True):
        (lo80, hi80), (lo95, hi95) = one.band(0.80), one.band(0.95)
        frames.append(pd.DataFrame({
            "series_id": clean(name), "origin": str(one.origin), "period": one.months.astype(str),
            "mean": one.central, "lo80": lo80, "hi80": hi80, "lo95": lo95, "hi95": hi95,
        }, columns=list(COLUMNS)))
    table = pd.concat(frames, ignore_index=True)
    text = table.to_csv(index=False, float_format=f"%.{_DIGITS}g", lineterminator="\n")
    return text.encode()


def reasons_table(names: Sequence[str], outlooks: Sequence[Outlook]) -> bytes:
    """Return per series why its forecast is what it is, as CSV.

    Columns: series_id, origin, modellen, waarom (of the weights), breedte (where it comes from),
    toeval_pct and twijfel_pct (parts of the variance at the last month: pure chance, and doubt
    about parameters and models), meldingen.
    """
    rows = []
    for name, one in zip(names, outlooks, strict=True):
        chance = 100 * float(one.chance[-1])
        rows.append({
            "series_id": clean(name), "origin": str(one.origin),
            "modellen": models_in_words(one.weights), "waarom": one.weights.reason,
            "breedte": one.curve.note(len(one.months)) if one.widths[0, -1] > 0 else "nul", "toeval_pct": dutch_number(chance),
            "twijfel_pct": dutch_number(100 - round(chance)), "meldingen": " ".join(one.notes),
        })
    return pd.DataFrame(rows).to_csv(index=False, lineterminator="\n").encode()
