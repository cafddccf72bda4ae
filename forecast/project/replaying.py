"""The replay: past dates again with only what was known then, for a series and for whole runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.errors import ForecastError, Problem, raise_all
from forecast.inputs import National, load_national
from forecast.outputs.track import TrackRecord
from forecast.periods import dutch, month
from forecast.project.economy import economy_of, monthly, national_stock
from forecast.project.fitting import Fitter
from forecast.project.house import House, look
from forecast.project.local import local_factors
from forecast.project.models import Models
from forecast.project.past import learn
from forecast.project.people import nation_of, people_of
from forecast.project.reporting import look_backs
from forecast.project.rewind import FEWEST, REMARK, neutral, rewound
from forecast.project.run import Run
from forecast.project.track import track_record
from forecast.scenarios import resolve, resolve_reference
from forecast.series import PANELS, past_dates, replay

Array = NDArray[np.float64]
#: Months ahead of the national replay, and months of history at its first date.
AHEAD, FIRST = 48, 60
NATION = "Nederland"
#: The model that is told the unemployment of its time, held at its last value for what follows.
_DRIVEN = "werkloosheid"
_BOUNDS = (0.1, 0.9, 0.025, 0.975)


@dataclass(frozen=True)
class ChainRow:
    """A whole run from a past date: what it said of one area some months later.

    Attributes
    ----------
    origin, month : pandas.Period
    area : str
    ahead : int
        Months.
    forecast, low80, high80, low95, high95 : float
        Benefits: the central path and the bands of the draws.
    outcome : float
    counted : bool
        Whether the outcome was counted; False when it is derived and so proves nothing.
    """

    origin: pd.Period
    month: pd.Period
    area: str
    ahead: int
    forecast: float
    low80: float
    high80: float
    low95: float
    high95: float
    outcome: float
    counted: bool


@dataclass(frozen=True)
class Replayed:
    """What the past says of our forecasts.

    Attributes
    ----------
    house : House
    track : TrackRecord
        Of the national series, at every half-year, with all outcomes known now.
    chain : tuple of ChainRow
        Whole runs of the data set and of the nation.
    remarks : tuple of str
        What a reader must know, in Dutch.
    """

    house: House
    track: TrackRecord
    chain: tuple[ChainRow, ...]
    remarks: tuple[str, ...]


def replay_house(
    root: Path, inputs: str, panel: str, run: Run, fitter: Fitter, tell: Callable[[str], None]
) -> Replayed:
    """Replay the national series, and whole runs of a data set, at past dates.

    Parameters
    ----------
    root : Path
        The project folder.
    inputs : str
    panel : str
        Models that the national series is asked of, key of `PANELS`.
    run : Run
        Draws, seed and workers; its first scenario, or the first of the data set.
    fitter : Fitter
    tell : callable
        Receives a short Dutch sentence at each stage.

    Raises
    ------
    ForecastError
        Files or data set are not in order; an unknown panel.
    """
    if panel not in PANELS:
        hint = f"kies uit: {', '.join(PANELS)}"
        raise ForecastError(Problem("--panel", f"panel '{panel}' is onbekend", hint))
    house = look(root, inputs)
    raise_all(Problem(f.where, f.what, f.hint) for f in house.findings if f.level == "rood")
    everything = load_national(root)
    stock, revised = national_stock(everything)
    tell("landelijke reeks opnieuw ramen…")
    keys = tuple(model.key for model in PANELS[panel])
    ends = past_dates(stock.index, len(stock), first=FIRST)
    unemployment = monthly(everything, "werkloosheid_maand", "pct_sc")
    fits = fitter.driven(unemployment) if _DRIVEN in keys else fitter.fits
    table = replay(stock, ends, AHEAD, keys=keys, fits=fits)
    track = track_record(table, stock, everything, fitter)
    rows: list[ChainRow] = []
    for moment in moments(house):
        tell(f"hele keten vanaf {dutch(moment)}…")
        rows += _chain(house, everything, moment, run, fitter, stock)
    remarks = (
        REMARK,
        "De afgeleide maanden van een gegevensset zijn gemaakt met cijfers van later. Uitkomsten "
        "van gemeenten zijn afgeleid en tellen niet als bewijs van trefzekerheid; de landelijke "
        "uitkomsten zijn geteld (CBS 37789ksz).",
    )
    return Replayed(house, track, tuple(rows), (
        *filter(None, (revised,)), *remarks,
        *(note.text for note in look_backs(house, run.seed))))


def moments(house: House) -> tuple[pd.Period, ...]:
    """Return the Decembers from which a whole run can start, the oldest first."""
    known = [one.monthly("stand").index for one in (house.data, house.twin)]
    first = max(index[0] for index in known) + FEWEST
    last = house.data.last_month
    years = range(first.year, last.year + 1)
    found = [month(year, 12) for year in years if first <= month(year, 12) < last]
    return (*found, last)


def _chain(
    house: House, everything: National, moment: pd.Period, run: Run, fitter: Fitter,
    stock: pd.Series[float],
) -> Iterator[ChainRow]:
    """Yield what a run from `moment` says of every area, December by December."""
    then = rewound(house, everything, moment) if moment < house.data.last_month else house
    name = run.scenarios[0] if run.scenarios else house.data.scenarios[0]
    ours = resolve(house.root, then.data, name)
    nation = resolve_reference(house.root, then.twin, then.data, name)
    if then is not house:
        ours, nation = (neutral(one, then.national, moment) for one in (ours, nation))
    past = learn(then, fitter, run.seed)
    economy = economy_of(ours, past.response, past.months, run.seed, run.draws)
    if then.data.name == then.twin.name:
        middle, drawn = nation_of(then, past, nation, economy, run)
        yield from _nation_rows(moment, middle, drawn, past.months, stock)
        return
    local = local_factors(then.data, past.local, ours)
    people = people_of(then, past, ours, nation, economy, local, Models(), run)
    yield from _nation_rows(moment, people.nation_central, people.nation_drawn, past.months, stock)
    benefits = people.drawn["bijstand.uitkeringen"]
    central = people.central["bijstand.uitkeringen"].values[0]
    real = house.data.monthly("uitkeringen")
    facts = house.data.tables["bijstand_maand"]
    seen = bool((facts["status"] == "feit").all())
    whole = [*house.data.names, house.data.whole]
    for place, area in enumerate(whole):
        last = place == len(house.data.names)
        path = central.sum(axis=1) if last else central[:, place]
        every = benefits.values.sum(axis=2) if last else benefits.values[:, :, place]
        outcome = real.sum(axis=1) if last else real[area]
        yield from _rows(moment, area, path, every, past.months, outcome, seen)


def _nation_rows(
    moment: pd.Period, middle: Ensemble, drawn: Ensemble, months: pd.PeriodIndex,
    stock: pd.Series[float],
) -> Iterator[ChainRow]:
    """Yield the nation's rows; its outcomes were counted."""
    return _rows(moment, NATION, middle.values[0, :, 0], drawn.values[:, :, 0], months,
                 stock * 1000.0, True)


def _rows(
    moment: pd.Period, area: str, path: Array, drawn: Array, months: pd.PeriodIndex,
    outcome: pd.Series[float], counted: bool,
) -> Iterator[ChainRow]:
    for ahead in range(12, len(months) + 1, 12):
        when = months[ahead - 1]
        low80, high80, low95, high95 = np.quantile(drawn[:, ahead - 1], _BOUNDS)
        came = float(outcome.reindex([when]).iloc[0])
        yield ChainRow(moment, when, area, ahead, float(path[ahead - 1]), float(low80),
                       float(high80), float(low95), float(high95), came, counted)


def chain_table(rows: tuple[ChainRow, ...], table: pd.DataFrame, subject: str) -> pd.DataFrame:
    """Return the replay of the series and of whole runs as one long table.

    Adds ``reeks`` in front, and ``geteld`` behind: nee where the outcome is derived.
    """
    series = table.assign(reeks=subject, geteld="ja")
    runs = pd.DataFrame([
        {"reeks": f"uitkeringen {r.area}", "origin": r.origin, "maat": "maand",
         "horizon": r.ahead, "periode": str(r.month), "model": "hele keten", "raming": r.forecast,
         "laag80": r.low80, "hoog80": r.high80, "laag95": r.low95, "hoog95": r.high95,
         "waarde": r.outcome, "geteld": "ja" if r.counted else "nee"}
        for r in rows
    ])
    both = pd.concat([series, runs], ignore_index=True) if len(runs) else series
    return both[["reeks", *table.columns, "geteld"]]


