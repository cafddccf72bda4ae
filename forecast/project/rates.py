"""The exit rate as a series of its own: a second opinion on the level that the model holds."""

from __future__ import annotations

import numpy as np

from forecast.inputs import DataSet
from forecast.project.fitting import Fitter
from forecast.series import outlooks_at
from forecast.words import dutch_number

#: Exits that are a rate; reaching the AOW age is a matter of birthdays.
_EXITS = ("uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs", "uitstroom_overig")
_YEAR = 12


def exit_rate_note(data: DataSet, fitter: Fitter) -> str:
    """Return in Dutch what the panel foretells of the monthly exit rate of the whole.

    The model of people holds the level of the last year; a panel that sees it go on elsewhere is
    a reason to look at `bijstand.uitstroom.niveau`.
    """
    stock = data.monthly("stand").sum(axis=1)
    exits = sum(data.monthly(name).sum(axis=1) for name in _EXITS)
    rate = (100 * exits / stock.shift(1)).dropna().astype(np.float64).rename("uitstroomkans")
    one, _ = outlooks_at(rate, (len(rate),), _YEAR, fits=fitter.fits)[len(rate)]
    paths = one.paths(2020, 1000, "uitstroomkans").mean(axis=1)
    low, high = (float(q) for q in np.quantile(paths, [0.1, 0.9]))
    held, foretold = float(rate.iloc[-_YEAR:].mean()), float(one.central.mean())
    inside = low <= held <= high
    verdict = ("dat past bij elkaar" if inside else "LET OP: dat past niet bij elkaar; bekijk "
               "bijstand.uitstroom.niveau")
    band = f"{dutch_number(low, 2)} tot {dutch_number(high, 2)}"
    return (f"Uitstroomkans per maand zonder AOW: het model houdt het niveau van het laatste jaar "
            f"aan, {dutch_number(held, 2)} %; de reeks zelf wijst voor het komende jaar op "
            f"{dutch_number(foretold, 2)} % (80 %: {band}); {verdict}.")
