"""What it takes to reach the quota, how long people wait, and why a quota is not reached."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecast.ensemble import Ensemble
from forecast.flows.beschut.model import BeschutModel

_YEAR = 12


@dataclass(frozen=True, slots=True)
class QuotaNeed:
    """What a municipality needs to reach its quota at the end of a year, from the central path.

    Attributes
    ----------
    municipality : str
    year : int
    quota : float
        Places, at the end of the year.
    places : float
        Places filled then on the central path.
    heads : float
        People who fill the quota at the mean hours of a person.
    starts : float
        Starts in that year, spread evenly, that bring the people at the start of the year to
        `heads` at its end, given who leaves.
    positive, advices : float
        Positive advices, and all advices, per year that give those starts when places do not run
        short. Those who are ready or preparing at the start of the year count as starts already.
        An advice of the last months of a year is too late for it: the preparation comes first.
    positive_to_hold : float
        Positive advices per year that replace who leaves once the quota is filled.
    to_open : float
        Places to open during the year: the quota less what is open at its start.
    beyond_plan : float
        Of these, places that the plan does not have at the end of the year.
    """

    municipality: str
    year: int
    quota: float
    places: float
    heads: float
    starts: float
    positive: float
    advices: float
    positive_to_hold: float
    to_open: float
    beyond_plan: float


def heads(places: float, place_hours: float, mean_hours: float) -> float:
    """Return how many people fill a number of places: 60 × 31 / 27 = 68.9."""
    return places * place_hours / mean_hours


def reach_quota(
    model: BeschutModel, central: Mapping[str, Ensemble], year: int
) -> tuple[QuotaNeed, ...]:
    """Return what each municipality needs to reach its quota at the end of a year.

    Parameters
    ----------
    model : BeschutModel
    central : mapping of str to Ensemble
        The answer of `expected`.
    year : int
        A full year of the forecast.

    Raises
    ------
    KeyError
        When the year is not a full one of the forecast.
    """
    last = pd.Period(year=year, month=12, freq="M")
    periods = central["beschut.personen"].periods
    if last not in periods or last - _YEAR not in periods:
        raise KeyError(f"{year} is no full year of the forecast")
    begin, end = periods.get_loc(last - _YEAR), periods.get_loc(last)
    at = {name: central[name].values[0] for name in (
        "beschut.personen", "beschut.wachtend", "beschut.taakstelling", "beschut.plekken",
        "beschut.plekken.open")}
    rates, found = model.central, []
    for i, name in enumerate(model.places):
        quota = float(at["beschut.taakstelling"][end, i])
        needed = heads(quota, model.place_hours, float(rates.hours[0, i]))
        leave = float(rates.leave[0, i])
        kept = math.exp(-leave * _YEAR)
        share = -math.expm1(-leave * _YEAR) / (leave * _YEAR) if leave > 0 else 1.0
        now, queued = (float(at[f"beschut.{key}"][begin, i]) for key in ("personen", "wachtend"))
        starts = max(0.0, (needed - now * kept) / share)
        fit, positive = float(rates.fit[0, i]), float(rates.positive[0, i])
        candidates = max(0.0, starts - queued)
        opened = at["beschut.plekken.open"][:, i]
        found.append(QuotaNeed(
            municipality=name, year=year, quota=quota,
            places=float(at["beschut.plekken"][end, i]), heads=needed, starts=starts,
            positive=_over(candidates, fit), advices=_over(_over(candidates, fit), positive),
            positive_to_hold=_over(needed * leave * _YEAR, fit),
            to_open=max(0.0, quota - float(opened[begin])),
            beyond_plan=max(0.0, quota - float(opened[end]))))
    return tuple(found)


def mean_wait(found: Mapping[str, Ensemble]) -> pd.DataFrame:
    """Return the months that starters had waited since their advice, (years, municipalities).

    Over all draws together; NaN where nobody started.
    """
    months = found["beschut.wachtmaanden"].yearly().values.sum(axis=0, dtype=np.float64)
    starters = found["beschut.gestart"].yearly()
    people = starters.values.sum(axis=0, dtype=np.float64)
    waited = np.divide(months, people, out=np.full(people.shape, np.nan), where=people > 0)
    return pd.DataFrame(waited, index=starters.periods, columns=list(starters.groups))


def shortfall(found: Mapping[str, Ensemble]) -> pd.DataFrame:
    """Return the shortfall at each year's end and its causes, in places, the mean over draws.

    Returns
    -------
    DataFrame
        Index (year, municipality); columns ``tekort``, ``geen_plek``, ``geen_kandidaat``: the
        last two add up to the first.
    """
    parts = {"tekort": "beschut.tekort", "geen_plek": "beschut.tekort.geen_plek",
             "geen_kandidaat": "beschut.tekort.geen_kandidaat"}
    ends = {name: found[key].year_end().mean() for name, key in parts.items()}
    rows = pd.MultiIndex.from_product([ends["tekort"].index, ends["tekort"].columns],
                                      names=["jaar", "gemeente"])
    return pd.DataFrame({name: end.to_numpy().ravel() for name, end in ends.items()}, index=rows)


def odds_of_quota(found: Mapping[str, Ensemble], margin: float = 0.5) -> pd.DataFrame:
    """Return the share of draws in which the quota is reached, (years, municipalities).

    Parameters
    ----------
    found : mapping of str to Ensemble
        The answer of `simulate`.
    margin : float
        Places that may be missing. Half a place by default: a quota is in whole places, and
        contracts of other hours than a place has seldom fill the last one to the hour.
    """
    filled = found["beschut.plekken"].year_end()
    quota = found["beschut.taakstelling"].year_end()
    reached = filled.values >= quota.values - margin
    return pd.DataFrame(reached.mean(axis=0), index=filled.periods, columns=list(filled.groups))


def started_from_bijstand(found: Mapping[str, Ensemble]) -> Ensemble:
    """Return who starts from a bijstand benefit: exits to work that the bijstand counts too."""
    return found["beschut.gestart.bijstand"]


def _over(part: float, share: float) -> float:
    """Return part ÷ share; infinite when nobody ever comes of it, 0 when nobody is needed."""
    if part == 0:
        return 0.0
    return part / share if share > 0 else math.inf
