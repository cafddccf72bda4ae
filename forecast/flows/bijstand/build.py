"""From a data set and its assumptions to the fixed numbers of the recursion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast import periods
from forecast.errors import ForecastError, Problem
from forecast.flows.bijstand.aow import aow_exits, law_of
from forecast.flows.bijstand.composition import Composition, solve_composition, whole_numbers
from forecast.flows.bijstand.history import History, read_history
from forecast.flows.bijstand.model import GROUPS, HAZARDS, LAGS, ROUTES, BijstandModel
from forecast.flows.bijstand.types import LatentTypes, fit_types

if TYPE_CHECKING:
    from forecast.inputs import DataSet, Law
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

_CLASSES = ("0-6 m", "6-12 m", "1-2 j", "2-3 j", "3-4 j", "4-5 j", "5+ j")
#: The number of returners falls by this factor with every month since the exit: most who come
#: back do so soon. A shape, not a level; the level is `bijstand.herinstroom.*`.
_FADE = 0.90


def build_model(
    data: DataSet, national: Mapping[str, pd.DataFrame], law: Law, assumptions: Assumptions,
    inflow: Array, types: LatentTypes | None = None,
) -> BijstandModel:
    """Build the model of a data set under a scenario.

    Parameters
    ----------
    data : DataSet
    national : mapping of str to DataFrame
        ``duur_beeindigd``, ``stromen_kwartaal``, ``personen_kwartaal``, ``inwoners_nl``. The
        life table is structure, so it may be of a later year.
    law : Law
    assumptions : Assumptions
    inflow : (months, municipalities)
        Expected new inflow per month, without returners and status holders; from the month after
        the last realised one to the end of the data set's last year.
    types : LatentTypes, optional
        As fitted before by `national_types`; without it they are fitted here.

    Returns
    -------
    BijstandModel
        The last twelve months of exits come out exactly per municipality and reason.

    Raises
    ------
    ForecastError
        When history, cohorts or law do not reach far enough.
    """
    months = periods.months(data.last_month + 1, periods.month(data.years[-1], 12))
    names = data.names
    history = read_history(data)
    types = types or national_types(national)
    routes = _routes(data)
    stand = routes.sum(axis=(1, 2))
    exits = aow_exits(data.tables["aow_cohorten"], names, months, law_of(law, assumptions, months))
    aow = np.divide(exits, stand, out=np.zeros_like(exits), where=stand > 0)
    exposure, last_year = history.exposure(), history.last_year()
    parts = [solve_composition(types, routes[m], last_year[m], exposure[m], aow[:, m].mean())
             for m in range(len(names))]
    opening = [_opening(part) for part in parts]
    chance = np.array([[assumptions.number(f"bijstand.herinstroom.{reason}", name)
                        * assumptions.number("bijstand.herinstroom.factor", name)
                        for reason in HAZARDS] for name in names])
    lag = _FADE ** np.arange(LAGS)
    part_time = [_part_time(assumptions, history, m, name, stand[m])
                 for m, name in enumerate(names)]
    return BijstandModel(
        municipalities=names, months=months, types=types.names,
        opening=np.stack(opening),
        hazard=np.stack([
            _hazard(part, opening[m], exposure[m], last_year[m], _relative(assumptions, names[m]))
            for m, part in enumerate(parts)]),
        season=history.season, levers=_levers(assumptions, months, names), aow=aow,
        inflow_new=inflow * _paths(assumptions, "bijstand.instroom.factor", months, names),
        inflow_status=_status_inflow(data, national, assumptions, months),
        mix_new=np.stack([_only(part.mix, "overig") for part in parts]),
        mix_return=np.stack([_returning(part, c) for part, c in zip(parts, chance, strict=True)]),
        mix_status=np.stack([_only(part.mix, "statushouder") for part in parts]),
        new_by_reason=np.stack([_by_reason(assumptions, name) for name in names]),
        return_chance=np.minimum(chance, 1.0), return_lag=lag / lag.sum(),
        return_pool=history.pool(),
        part_time_new=np.array([p[0] for p in part_time]),
        part_time_end=np.array([p[1] for p in part_time]),
        part_time_opening=np.array([p[2] for p in part_time]),
        persons_per_benefit=np.array([[assumptions.number(
            f"bijstand.personen_per_uitkering.{group}", name) for group in GROUPS]
            for name in names]),
    )


def national_types(national: Mapping[str, pd.DataFrame]) -> LatentTypes:
    """Fit the latent types to the latest national life table.

    Raises
    ------
    ForecastError
        When a duration class is missing.
    """
    table = national["duur_beeindigd"]
    year = int(table["jaar"].max())
    ended = table[table["jaar"] == year].set_index("klasse")["waarde"]
    missing = [name for name in _CLASSES if name not in ended.index]
    if missing:
        raise ForecastError(Problem("inputs/landelijk/duur_beeindigd.csv",
                                    f"klassen ontbreken in {year}: {', '.join(missing)}",
                                    "vul ze aan, met hun aantal personen"))
    flows = national["stromen_kwartaal"]
    quarters = flows[(flows["variabele"] == "instroom") & (flows["kwartaal"].dt.year == year)]
    persons = national["personen_kwartaal"].sort_values("kwartaal")["waarde"].tail(4).mean()
    return fit_types(ended.loc[list(_CLASSES)].to_numpy(), float(quarters["waarde"].sum()),
                     float(persons))


def _routes(data: DataSet) -> Array:
    """Return the published persons, (municipalities, routes, groups)."""
    table = data.tables["samenstelling"].set_index(["gemeente", "route", "groep"])["waarde"]
    index = pd.MultiIndex.from_product([data.names, ROUTES, GROUPS])
    shape = (len(data.names), len(ROUTES), len(GROUPS))
    return np.asarray(table.reindex(index, fill_value=0).to_numpy(np.float64).reshape(shape))


def _opening(part: Composition) -> Array:
    """Return whole persons, exact per route and group, (routes, types, groups, durations).

    First the types are made whole, then the durations within a type: all in one go would lose
    the fast types, of whom a cell holds less than half a person.
    """
    routes, types, groups = part.stock.shape
    found = np.zeros((routes, types, groups, part.durations.shape[2]))
    for route in range(routes):
        for group in range(groups):
            whole = whole_numbers(part.stock[route, :, group])
            for kind in range(types):
                fine = whole[kind] * part.durations[route, kind]
                found[route, kind, group] = whole_numbers(fine)
    return found


def _relative(assumptions: Assumptions, name: str) -> Array:
    """Return the chance to leave of a group ÷ that of the others, (groups, reasons).

    Status holders find work at a rate of their own; for other reasons nothing apart is known.
    """
    found = np.ones((len(GROUPS), len(HAZARDS)))
    found[GROUPS.index("statushouder"), HAZARDS.index("werk")] = assumptions.number(
        "bijstand.statushouders.uitstroom_werk", name)
    return found


def _hazard(
    part: Composition, opening: Array, exposure: Array, exits: Array, relative: Array
) -> Array:
    """Return hazards that give last year's exits on the whole numbers of the opening, exactly.

    Per (routes, types, groups, reasons); making people whole moves the mean by a percent or so.
    """
    share = opening.sum(axis=3) / max(opening.sum(), 1.0)
    found = exposure * np.einsum("rkg,rkj,gj->j", share, part.hazard, relative)
    again = np.divide(exits, found, out=np.ones_like(found), where=found > 0)
    return np.asarray(part.hazard[:, :, None] * relative * again)


def _only(mix: Array, group: str) -> Array:
    keep = np.array([name == group for name in GROUPS])
    return np.asarray(mix * keep)


def _returning(part: Composition, chance: Array) -> Array:
    """Return where returners arrive: as they left, group by group."""
    weight = np.einsum("rkg,rkj,j->g", part.stock, part.hazard, chance)
    total = weight.sum()
    share = weight / total if total > 0 else np.array([name == "overig" for name in GROUPS])
    return np.asarray(part.mix * share)


def _by_reason(assumptions: Assumptions, name: str) -> Array:
    ended, young = (assumptions.number(f"bijstand.instroom.aandeel_{reason}", name)
                    for reason in ("ww", "jongeren"))
    return np.array([ended, young, max(1 - ended - young, 0.0)]) / max(1.0, ended + young)


def _part_time(
    assumptions: Assumptions, history: History, place: int, name: str, stand: float
) -> tuple[float, float, float]:
    """Return the chances to start and to end having earnings, and the opening number.

    Full exits are a share f of *wholly or partly*, so new earners = full exits × (1 - f)/f. The
    chance to end keeps their share in the stock where it is.
    """
    share = assumptions.number("bijstand.deeltijd.aandeel", name)
    full = max(assumptions.number("bijstand.volledig_aandeel", name), 0.01)
    times = assumptions.number("bijstand.deeltijd.gebeurtenissen_per_persoon", name)
    left = history.last_year()[place][:3].sum()
    without = history.start[-12:, place].sum() * (1 - share)
    start = min(times * left * (1 - full) / full / without, 1.0) if without > 0 else 0.0
    end = min(start * (1 - share) / share, 1.0) if share > 0 else 1.0
    return start, end, float(np.rint(share * stand))


def _levers(assumptions: Assumptions, months: pd.PeriodIndex, names: tuple[str, ...]) -> Array:
    found = [_paths(assumptions, f"bijstand.uitstroom.{reason}.factor", months, names)
             for reason in HAZARDS]
    found[0] = found[0] * _paths(assumptions, "arbeidsmarkt.regio.uitstroom_factor", months, names)
    return np.stack(found, axis=-1)


def _paths(
    assumptions: Assumptions, key: str, months: pd.PeriodIndex, names: tuple[str, ...]
) -> Array:
    return np.stack([assumptions.path(key, months, name) for name in names], axis=1)


def _status_inflow(
    data: DataSet, national: Mapping[str, pd.DataFrame], assumptions: Assumptions,
    months: pd.PeriodIndex,
) -> Array:
    """Return status holders per month: the national task by inhabitants, those on benefit."""
    own, whole = data.tables["inwoners"], national["inwoners_nl"]
    known = set(own["jaar"]) & set(whole["jaar"])
    year = max((y for y in known if y <= data.last_month.year), default=None)
    if year is None:
        raise ForecastError(Problem("inwoners", "geen jaar met inwoners van gemeente en land",
                                    f"geef de inwoners op 1 januari {data.last_month.year}"))
    here = own[own["jaar"] == year].set_index("gemeente")["waarde"].reindex(list(data.names))
    share = here.to_numpy(np.float64) / float(whole.loc[whole["jaar"] == year, "waarde"].sum())
    task = assumptions.path("bijstand.statushouders.taakstelling", months)[:, None]
    benefit = np.array([assumptions.number("bijstand.statushouders.aandeel_bijstand", name)
                        for name in data.names])
    return np.asarray(task / 12 * share * benefit)
