"""A series forecast again at past dates, with nothing but what was known then, and how it went.

One long table (a row per date, month ahead and model) from which every score is a group-by.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtri

from forecast.series.combine import candidates
from forecast.series.foretell import case, dates_for, foretell
from forecast.series.history import checked
from forecast.series.model import Vector
from forecast.series.outlook import Outlook
from forecast.series.panel import CORE_KEYS, YARDSTICK, Fits, PanelFit, fresh
from forecast.series.past import YEAR

OURS = "werkprognose"
#: Past dates from which each date learns its weights and its width.
DATES = 8
#: Paths behind the band of a year's mean.
_DRAWS, _SEED = 1000, 2020
COLUMNS = ("origin", "maat", "horizon", "periode", "model", "raming", "laag80", "hoog80", "laag95",
           "hoog95", "waarde")


def replay(
    series: pd.Series[float], ends: Sequence[int], horizon: int, *,
    keys: tuple[str, ...] = CORE_KEYS, fits: Fits = fresh,
) -> pd.DataFrame:
    """Forecast a series from past dates and set the outcomes beside it.

    ::

        ######oooo-----     # known   o foretold   - not looked at
        #########oooo--     weights and width of a date come from the dates before it, with the
        ############ooo     outcomes that were known by then

    Parameters
    ----------
    series : pandas.Series, (months,)
        The realised series.
    ends : sequence of int
        How many months were known at each date.
    horizon : int
        Months ahead.
    keys : tuple of str
        The panel.
    fits : callable
        From histories to fits.

    Returns
    -------
    pandas.DataFrame
        Columns origin (last known month), maat (``maand``, or ``jaar``: the mean of months 1-12,
        13-24, ... ahead), horizon (1, 2, ... months or years), periode, model (`OURS`, each model
        of the panel, the seasonal naive), raming, four bounds, waarde. A single model's bounds
        are its own, taken at their word; NaN for its year means. The outcome is NaN where it is
        not known yet.

    Raises
    ------
    ForecastError
        When the series is unfit to learn from.
    """
    known = checked(series, str(series.name or "reeks"))
    rows = []
    for end, (told, fit) in outlooks_at(known, ends, horizon, keys=keys, fits=fits).items():
        truth = np.array(known.reindex(told.months), dtype=np.float64)
        parts = (_monthly, _yearly) if horizon >= YEAR else (_monthly,)
        rows += [part(known.iloc[:end], told, fit, truth) for part in parts]
    empty = pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(rows, ignore_index=True)[list(COLUMNS)] if rows else empty


def outlooks_at(
    series: pd.Series[float], ends: Sequence[int], horizon: int, *,
    keys: tuple[str, ...] = CORE_KEYS, fits: Fits = fresh,
) -> dict[int, tuple[Outlook, PanelFit]]:
    """Return, by how many months were known, what was foretold then and the fits behind it.

    Parameters as in `replay`.
    """
    known = checked(series, str(series.name or "reeks"))
    pasts = {end: dates_for(known.index[:end], DATES) for end in ends}
    wanted = sorted({*pasts, *(past for found in pasts.values() for past in found)})
    asked = (*keys, *({YARDSTICK.key} - {*keys}))
    made = dict(zip(wanted, fits([known.iloc[:end] for end in wanted], horizon, asked),
                    strict=True))
    found = {}
    for end in dict.fromkeys(ends):
        past = pasts[end]
        one = case("", known.iloc[:end], made[end], past, [made[p] for p in past])
        found[end] = (foretell([one], horizon, dated=False)[0], made[end])
    return found


def year_mean(
    history: pd.Series[float], told: Outlook, year: int
) -> tuple[float, float, float] | None:
    """Return the mean of a calendar year: known months and foretold ones, with its 80 % band.

    None where the history and the forecast together do not hold all twelve months. The band
    comes from sample paths, since errors of neighbouring months go together.
    """
    seen = history[pd.PeriodIndex(history.index).year == year].to_numpy(dtype=np.float64)
    ahead = told.months.year == year
    if len(seen) + ahead.sum() != YEAR:
        return None
    total = float(seen.sum())
    paths = told.paths(_SEED, _DRAWS, "terugblik")[:, ahead].sum(axis=1)
    low, high = np.quantile(total + paths, [0.1, 0.9]) / YEAR
    return (total + float(told.central[ahead].sum())) / YEAR, float(low), float(high)


def _monthly(
    history: pd.Series[float], told: Outlook, fit: PanelFit, truth: Vector
) -> pd.DataFrame:
    n = len(told.months)
    own = (told.central, *told.band(0.80), *told.band(0.95))
    bounds: dict[str, tuple[Vector, ...]] = {OURS: own}
    for key in (*candidates(fit), *({YARDSTICK.key} & {*fit.keys})):
        sketch = fit.sketches[key]
        path, sd = sketch.path[:n], sketch.sd[:n]
        reach = [sign * float(ndtri((1 + level) / 2)) * sd
                 for level in (0.80, 0.95) for sign in (-1, 1)]
        bounds[key] = tuple(fit.scale.back(path + r) for r in (np.zeros(n), *reach))
    frames = [
        pd.DataFrame({
            "origin": history.index[-1], "maat": "maand", "horizon": np.arange(1, n + 1),
            "periode": told.months.astype(str), "model": key, "raming": found[0],
            "laag80": found[1], "hoog80": found[2], "laag95": found[3], "hoog95": found[4],
            "waarde": truth,
        })
        for key, found in bounds.items()
    ]
    return pd.concat(frames, ignore_index=True)


def _yearly(
    history: pd.Series[float], told: Outlook, fit: PanelFit, truth: Vector
) -> pd.DataFrame:
    """Return the means of twelve months ahead; errors that last do not average out in them."""
    years = len(told.months) // YEAR
    paths = told.paths(_SEED, _DRAWS, "terugblik")[:, : years * YEAR]
    means = paths.reshape(_DRAWS, years, YEAR).mean(axis=2)
    bounds = np.quantile(means, [0.1, 0.9, 0.025, 0.975], axis=0)
    outcome = _year_means(truth, years)
    rows = []
    single = (*candidates(fit), *({YARDSTICK.key} & {*fit.keys}))
    paths_of = {OURS: told.central, **{k: fit.scale.back(fit.sketches[k].path) for k in single}}
    for key, path in paths_of.items():
        middle = _year_means(path, years)
        for year in range(years):
            low80, high80, low95, high95 = bounds[:, year] if key == OURS else (np.nan,) * 4
            first = told.months[year * YEAR]
            rows.append({
                "origin": history.index[-1], "maat": "jaar", "horizon": year + 1,
                "periode": f"{first} e.v.", "model": key, "raming": middle[year],
                "laag80": low80, "hoog80": high80, "laag95": low95, "hoog95": high95,
                "waarde": outcome[year],
            })
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _year_means(path: Vector, years: int) -> Vector:
    return np.asarray(path[: years * YEAR].reshape(years, YEAR).mean(axis=1))


def league(table: pd.DataFrame) -> pd.DataFrame:
    """Return how each model did, by measure and horizon.

    Parameters
    ----------
    table : pandas.DataFrame
        From `replay`; rows without outcome are passed over.

    Returns
    -------
    pandas.DataFrame
        Columns maat, horizon, model, aantal (dates), afwijking (mean error: forecast over outcome,
        + is too high), mae and rmse (of that error), rmse_log (of the log error), dekking80 and
        dekking95 (parts inside), breedte80 (of the band, as part of the forecast).
    """
    known = table[table["waarde"].notna()]
    # of an outcome of nothing no part can be told
    error = known["raming"] / known["waarde"].where(known["waarde"] != 0) - 1
    shift = 0.0 if (known["waarde"] > 0).all() else 1.0
    logs = np.log((known["waarde"] + shift) / (known["raming"] + shift))
    banded = known["laag80"].notna()
    frame = known.assign(
        fout=error, grootte=error.abs(), kwadraat=error**2, log2=logs**2,
        binnen80=known["waarde"].between(known["laag80"], known["hoog80"]).where(banded),
        binnen95=known["waarde"].between(known["laag95"], known["hoog95"]).where(banded),
        breed=(known["hoog80"] - known["laag80"]) / known["raming"],
    ).astype({"binnen80": float, "binnen95": float})
    found = frame.groupby(["maat", "horizon", "model"], sort=False).agg(
        aantal=("fout", "size"), afwijking=("fout", "mean"), mae=("grootte", "mean"),
        rmse=("kwadraat", "mean"), rmse_log=("log2", "mean"), dekking80=("binnen80", "mean"),
        dekking95=("binnen95", "mean"), breedte80=("breed", "mean"),
    ).reset_index()
    return found.assign(rmse=np.sqrt(found["rmse"]), rmse_log=np.sqrt(found["rmse_log"]))
