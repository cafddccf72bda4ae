"""The groups beside the bijstand: Wsw, beschut werk, meedoen and inkomen, each where it exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows import beschut, inkomen, meedoen, wsw
from forecast.inputs import DataSet
from forecast.outputs.groups import GroupFigure
from forecast.periods import month
from forecast.project.house import House
from forecast.project.memory import Once, anew, kept
from forecast.project.models import Models
from forecast.project.people import People
from forecast.project.placing import Placed, placed_central, placed_drawn
from forecast.project.run import Run
from forecast.scenarios import Assumptions
from forecast.words import dutch_number

Array = NDArray[np.float64]
Found = dict[str, Ensemble]
_STOCK, _INFLOW = "bijstand.stand", "bijstand.instroom"
#: Errors in a sample for which the size that proves the norm is shown.
_ERRORS = (0, 1, 2)
_HALF = 0.5


@dataclass(frozen=True)
class Groups:
    """What one scenario does with the groups.

    Attributes
    ----------
    central, drawn : mapping of str to Ensemble
        By variable; a stock begins at the last realised month.
    figures : tuple of GroupFigure
    """

    central: Found
    drawn: Found
    figures: tuple[GroupFigure, ...]


@dataclass(frozen=True)
class Middle:
    """The groups on the central path, and what the draws need of it.

    Attributes
    ----------
    found : mapping of str to Ensemble
        By variable, one draw.
    beschut : mapping of str to Ensemble
        Those of beschut werk.
    labels : Placed or None
        Placements with their labels; None where the data set has none.
    meedoen : mapping of str to Ensemble
    """

    found: Found
    beschut: Found
    labels: Placed | None
    meedoen: Found


def central_groups(
    house: House, said: Assumptions, models: Models, people: Mapping[str, Ensemble], drive: Array,
    once: Once = anew,
) -> Middle:
    """Return the groups on the central path.

    Parameters
    ----------
    house : House
    said : Assumptions
    models : Models
    people : mapping of str to Ensemble
        The central path of the bijstand.
    drive : (months, municipalities)
        How far policy and economy move the chance to find work.
    once : Once
        Keeps a group as long as its model and the people that it rests on are the same objects.
    """
    data, found = house.data, dict[str, Ensemble]()
    started: Found = {}
    labels: Placed | None = None
    joining: Found = {}
    if models.wsw is not None:
        own, mine = models.wsw, said.about("wsw.")
        found |= once("wsw", (id(own), mine), lambda: wsw.expected(own, mine))
    if models.beschut is not None:
        place = models.beschut
        started = once("beschut", id(place), lambda: beschut.expected(place))
        found |= started
    if models.labelled:
        whose = (id(models.beschut), id(models.holders), id(models.register), id(people), id(drive))
        labels = once("labels", whose, lambda: placed_central(models, people, started, drive))
        found |= labels.found
    if models.meedoen is not None:
        route = models.meedoen
        joining = once("meedoen", (id(route), id(people)),
                       lambda: meedoen.expected(route, _route(data, people)))
        found |= joining
    if models.inkomen is not None:
        desk = models.inkomen
        found |= once("inkomen", (id(desk), id(people)), lambda: inkomen.expected(
            desk, _opened(data, people), people[_INFLOW].values))
    return Middle(found, started, labels, joining)


def groups_of(
    house: House, said: Assumptions, models: Models, people: People, run: Run
) -> Groups:
    """Return the groups of a scenario, as `people` was lived through with them.

    What rests on its own assumptions alone (Wsw, beschut werk) is made once for all scenarios
    that say the same about it.
    """
    data, seed, draws = house.data, run.seed, run.draws
    middle = central_groups(house, said, models, people.central, people.drive)
    central, drawn = middle.found, dict[str, Ensemble]()
    figures: list[GroupFigure] = []
    if models.wsw is not None:
        drawn |= kept(wsw.simulate, models.wsw, said.about("wsw."), seed, draws)
        figures += _wsw(data, models.wsw, central)
    started: Found = {}
    if models.beschut is not None:
        started = kept(beschut.simulate, models.beschut, said.about("beschut."), seed, draws)
        drawn |= started
        figures += _beschut(data, models.beschut, middle.beschut, started)
    if middle.labels is not None:
        drawn |= placed_drawn(models, people.drawn, started, people.central, middle.labels,
                              people.drive, said, seed).found
        if models.register is not None:
            figures += _register(data, central, drawn)
        if models.holders is not None:
            figures += _holders(data, central, drawn)
    if models.meedoen is not None:
        route = np.rint(_route(data, people.drawn))
        luck = meedoen.simulate(models.meedoen, said, route, seed, draws)
        drawn |= luck
        figures += _meedoen(data, middle.meedoen, luck)
    if models.inkomen is not None:
        drawn |= inkomen.simulate(models.inkomen, said, _opened(data, people.drawn),
                                  people.drawn[_INFLOW].values, seed, draws)
        figures += _inkomen(data)
    return Groups(central, drawn, tuple(figures))


def _opened(data: DataSet, found: Mapping[str, Ensemble]) -> Array:
    """Return the people on bijstand with the last realised month in front."""
    stock = found[_STOCK].values
    now = data.monthly("stand").iloc[-1].to_numpy(dtype=stock.dtype)
    first = np.broadcast_to(now, (stock.shape[0], 1, stock.shape[2]))
    return np.concatenate([first, stock], axis=1)


def _route(data: DataSet, found: Mapping[str, Ensemble]) -> Array:
    """Return people in route vrijwilliger: their share in the client file, of all people."""
    table = data.tables["samenstelling"]
    own = table[table["route"] == "vrijwilliger"].groupby("gemeente")["waarde"].sum()
    part = own.reindex(list(data.names), fill_value=0).to_numpy(dtype=np.float64)
    opened = _opened(data, found).astype(np.float64)
    return opened * (part / opened[:1, :1])


def _yearly(values: Array) -> tuple[float, ...]:
    return tuple(float(v) for v in values)


def _wsw(data: DataSet, model: wsw.WswModel, central: Found) -> list[GroupFigure]:
    moved = central["wsw.beweging"].yearly().values[0].sum(axis=1)
    # a balance of nil is solved, so it is nil but for the last digits
    behind = [year for year, value in zip(data.years, moved, strict=True) if value < -_HALF]
    own = central["wsw.se"].year_end().values[0].sum(axis=1)
    before = np.append(central["wsw.se"].values[0, 0].sum(), own[:-1])
    return [
        GroupFigure("wsw", "vergrijzing_wint", "Eerste jaar waarin vergrijzing het van "
                    "ontwikkeling wint", data.whole,
                    (float(behind[0]) if behind else None,), "jaar",
                    "Een half persoon minder telt als minder; leeg: niet in deze jaren."),
        GroupFigure("wsw", "eigen_krimp", "Verandering van de SE in het jaar", data.whole,
                    _yearly(own / before - 1), "aandeel",
                    f"Het Rijk rekent landelijk met {dutch_number(100 * (model.stay - 1), 2)} "
                    "procent per jaar (blijfkans op Aannames)."),
    ]



def _beschut(
    data: DataSet, model: beschut.BeschutModel, central: Found, drawn: Found
) -> list[GroupFigure]:
    found = [GroupFigure(
        "beschut", "toeval", "Plekken: gemiddelde van de trekkingen min het middenpad", data.whole,
        _gap(central, drawn, "beschut.plekken"), "plekken",
        "Goede jaren lopen vol, slechte niet; daarom ligt het gemiddelde lager dan het middenpad.")]
    for year in data.years[:1]:
        need = beschut.reach_quota(model, central, year)
        words = f"die nodig zijn voor de taakstelling van eind {year}"
        found += [
            GroupFigure("beschut", "nodig_positief", f"Positieve adviezen {words}", data.whole,
                        (sum(n.positive for n in need),), "personen",
                        "Gelijk over het jaar verdeeld, gegeven wie stopt."),
            GroupFigure("beschut", "nodig_plekken", f"Te openen plekken {words}", data.whole,
                        (sum(n.to_open for n in need),), "plekken"),
            GroupFigure("beschut", "nodig_houden", "Positieve adviezen per jaar om de taakstelling "
                        "daarna te houden", data.whole,
                        (sum(n.positive_to_hold for n in need),), "personen"),
        ]
    return found


def _register(data: DataSet, central: Found, drawn: Found) -> list[GroupFigure]:
    people, jobs = central["register.personen"], central["register.banen"]
    began, opened = (float(one.values[0, 0].sum()) for one in (people, jobs))
    ends = people.year_end().values[0].sum(axis=1)
    lost = central["register.baanverlies"].yearly().values[0].sum(axis=1)
    goal = _norm(data, "register.banen.ultimo")
    found = [
        GroupFigure("register", "gelijk_deel", "Banen als hetzelfde deel werkt als bij het begin",
                    data.whole, _yearly(ends * opened / max(began, 1.0)),
                    "personen", "Meer mensen in het register, met hetzelfde deel aan het werk."),
        GroupFigure("register", "toeval", "Banen: gemiddelde van de trekkingen min het middenpad",
                    data.whole, _gap(central, drawn, "register.banen"), "personen"),
    ]
    if goal is not None:
        found.append(GroupFigure(
            "register", "nodig", "Plaatsingen die nodig zijn voor het afgesproken aantal banen",
            data.whole, (float(goal - opened + lost[0]),), "personen",
            "Wat erbij moet, en daarbovenop elke baan die in het jaar verloren gaat."))
    return found


def _holders(data: DataSet, central: Found, drawn: Found) -> list[GroupFigure]:
    return [GroupFigure(
        "statushouders", "toeval",
        "Statushouders naar werk: gemiddelde van de trekkingen min het middenpad",
        data.whole, _gap(central, drawn, "statushouders.naar_werk"), "personen",
        "Latere groepen vinden vaker werk dan die van 2014: de band loopt verder naar boven.")]


def _gap(central: Found, drawn: Found, name: str) -> tuple[float, ...]:
    """Return the mean of the draws less the central path, by year: a stock at the year's end."""
    mean, middle = (
        (one.yearly() if one.flow else one.year_end()).values.sum(axis=2).mean(axis=0)
        for one in (drawn[name], central[name]))
    return _yearly(mean - middle)


def _norm(data: DataSet, variable: str) -> float | None:
    """Return what was agreed about a variable for the first year, or None."""
    return next((one.norm for one in data.targets
                 if one.variable == variable and one.year == data.years[0]), None)


def _meedoen(data: DataSet, central: Found, drawn: Found) -> list[GroupFigure]:
    done = float(meedoen.months_until_known(central)[0])
    december = month(data.years[0], 12)
    return [
        GroupFigure("meedoen", "klaar", "Maanden tot iedereen die bij het begin onbekend was, is "
                    "gesproken", data.whole, (None if np.isnan(done) else done,), "maanden",
                    "Op het middenpad; leeg: niet in deze jaren."),
        GroupFigure("meedoen", "kans_bekend", f"Kans dat dat eind {data.years[0]} is gelukt",
                    data.whole, (meedoen.odds_known(drawn, december),), "kans"),
        GroupFigure("meedoen", "toeval", "In beeld: gemiddelde van de trekkingen min het middenpad",
                    data.whole, _gap(central, drawn, "meedoen.in_beeld"), "personen",
                    "De capaciteit werkt een kant op: wie ziek is haalt niet in."),
    ]


def _inkomen(data: DataSet) -> list[GroupFigure]:
    return [
        GroupFigure("inkomen", f"steekproef_{n}", "Steekproef die meer dan 99 procent bewijst, bij "
                    f"{n} {'fout' if n == 1 else 'fouten'}", data.whole,
                    (float(inkomen.sample_needed(n)),), "besluiten",
                    "" if n else "Exact binomiaal, eenzijdig met 95 procent zekerheid.")
        for n in _ERRORS
    ]

