"""The track record: forecasts of the real national stock at past dates, and CPB's beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from forecast.inputs import National
from forecast.outputs.track import Opinion, Point, Rival, Score, TrackRecord
from forecast.periods import dutch
from forecast.project.fitting import Fitter
from forecast.series import MODELS, OURS, league, outlooks_at, year_mean

#: Months between the last month that is known and a publication: CBS needs some ten weeks.
DELAY = 3
#: Months ahead that the sheet draws date by date.
AHEAD = 12
#: Horizons of the league table.
MONTHS, YEARS = (1, 3, 6, 12, 18, 24, 36, 48), (1, 2, 3, 4)
VOLUME = "cpb_bijstandsvolume"
_THOUSAND = 1000.0
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def track_record(
    table: pd.DataFrame, stock: pd.Series[float], national: National, fitter: Fitter,
    model: pd.Series[float] | None = None,
) -> TrackRecord:
    """Return the track record of the national stock.

    Parameters
    ----------
    table : DataFrame
        From `replay` on that stock.
    stock : pandas.Series, (months,)
        Benefits below the AOW age at the month's end, × 1,000, as far as known.
    national : National
        For CPB's published volumes.
    fitter : Fitter
    model : pandas.Series, (months,), optional
        What a run foretells of the same stock, in benefits.
    """
    first = pd.PeriodIndex(table["origin"]).min()
    last = pd.PeriodIndex(stock.index)[-1]
    remarks = (
        "Landelijk aantal bijstandsuitkeringen tot de AOW-leeftijd (CBS 37789ksz), opnieuw geraamd "
        f"vanaf elk halfjaar (juni en december) sinds {dutch(first)}, met alleen de maanden die "
        f"toen bekend waren. Uitkomsten tot en met {dutch(last)}.",
        "De cijfers zijn die van nu, niet die van toen: de laatste maanden van destijds zijn "
        "later met zo'n 0,4% verlaagd. Dat maakt de terugblik iets te gunstig.",
        "Gewichten en breedte op een datum komen uit de toetsmomenten ervóór. Enkele modellen "
        "staan er met hun eigen band: zo breed als het model zelf dacht.",
        "Modellen met minder datums zijn op minder datums getoetst; hun fouten zijn dan niet "
        "zonder meer naast die van de andere te leggen.",
        "Maandreeksen per gemeente zijn na 2017 niet openbaar. Afgeleide reeksen zeggen niets "
        "over trefzekerheid en tellen hier dus niet mee.",
    )
    return TrackRecord(
        subject="Bijstandsuitkeringen tot de AOW-leeftijd, Nederland",
        unit="× 1.000 uitkeringen",
        source="cbs-37789ksz",
        ahead=AHEAD,
        scores=tuple(scores(table)),
        points=tuple(_points(table)),
        rivals=tuple(rivals(stock, national, fitter)),
        opinions=() if model is None else tuple(opinions(stock, model, fitter)),
        remarks=remarks,
        table=table,
    )


def scores(table: pd.DataFrame) -> Iterator[Score]:
    """Yield the league table: by horizon, ours first and then by error."""
    found = league(table)
    for measure, horizons in (("maand", MONTHS), ("jaar", YEARS)):
        for horizon in horizons:
            part = found[(found["maat"] == measure) & (found["horizon"] == horizon)]
            ordered = part.assign(later=part["model"] != OURS).sort_values(["later", "mae"])
            for row in ordered.to_dict("records"):
                band = [None if np.isnan(row[k]) else float(row[k])
                        for k in ("dekking80", "dekking95", "breedte80")]
                yield Score(name_of(str(row["model"])), measure, horizon, int(row["aantal"]),
                            float(row["afwijking"]), float(row["mae"]), float(row["rmse"]), *band)


def name_of(model: str) -> str:
    """Return a model as tables name it."""
    return MODELS[model].label if model in MODELS else model


def _points(table: pd.DataFrame) -> Iterator[Point]:
    ours = table[(table["model"] == OURS) & (table["maat"] == "maand")
                 & (table["horizon"] == AHEAD) & table["waarde"].notna()]
    for row in ours.sort_values("origin").to_dict("records"):
        yield Point(row["origin"], row["origin"] + AHEAD, row["raming"], row["laag80"],
                    row["hoog80"], row["waarde"])


def opinions(
    stock: pd.Series[float], model: pd.Series[float], fitter: Fitter
) -> Iterator[Opinion]:
    """Yield the coming years by the model of people and by the series of the stock itself."""
    n, months = len(stock), pd.PeriodIndex(model.index)
    one, _ = outlooks_at(stock, (n,), len(model), fits=fitter.fits)[n]
    for year in dict.fromkeys(months.year):
        seen = year_mean(stock, one, int(year))
        if seen is not None:
            path = model[months.year == year]
            yield Opinion(int(year), float(path.mean()) / _THOUSAND, *seen)


def rivals(stock: pd.Series[float], national: National, fitter: Fitter) -> Iterator[Rival]:
    """Yield CPB's first-year forecast of each publication beside ours at the same date.

    The first year is the one that the publication is named after (CEP 2005: 2005), or the last
    that it gives a figure for when that year has none. Years without twelve outcomes are passed
    over.
    """
    volumes = national.get(VOLUME)
    if volumes is None:
        return
    index = pd.PeriodIndex(stock.index)
    for vintage, part in volumes.groupby("vintage", sort=False):
        published = part["publicatiedatum"].iloc[0].to_period("M")
        known = published - DELAY
        named = _YEAR.search(str(vintage))
        years = sorted(int(y) for y in part["jaar"])
        wanted = int(named[1]) if named else years[0]
        year = wanted if wanted in years else years[-1]
        outcome = stock[index.year == year]
        if known not in index or len(outcome) < 12:
            continue
        end = int((index <= known).sum())
        one, _ = outlooks_at(stock, (end,), 36, fits=fitter.fits)[end]
        ours = year_mean(stock.iloc[:end], one, year)
        if ours is None:
            continue
        row = part[part["jaar"] == year].iloc[0]
        remark = "" if year == wanted else f"voor {wanted} is geen cijfer gevonden"
        yield Rival(str(vintage), str(published), str(known), year,
                    float(row["waarde"]) / _THOUSAND, *ours, float(outcome.mean()),
                    str(row["bron"]), remark)
