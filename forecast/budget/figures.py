"""The cells of one scenario: floats for the central path, draws for the ensemble, same keys.

Nothing below this module knows which of the two it is working with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from forecast.budget.expression import Cell, Expr, Number, key_of
from forecast.budget.given import Setting, Volumes
from forecast.budget.neighbours import Array, Assumptions, Law
from forecast.budget.thresholds import Filled
from forecast.errors import ForecastError, Problem, raise_all
from forecast.periods import month, months

STATUSES = ("feit", "afgeleid", "raming", "aanname", "voorbeeld")

#: The whole country in the keys of volumes.
NATION = "Nederland"

#: What is taken out of a year's macro budget to pay the vangnet of two years earlier.
TAKEN = "buig.macro.uitname_vangnet"

_GENERAL = {
    "buig.ioaw_ioaz.daling": "aandeel per jaar",
    "buig.prijs.allin": "eur per uitkering per jaar",
    "buig.prijs.groei": "aandeel per jaar",
    "buig.prijs.lokaal": "factor",
    "buig.macro.gewicht_voorlopig": "gewicht",
    "buig.lks.landelijk_aandeel": "aandeel van de lasten",
    "buig.bbz.landelijk_aandeel": "aandeel van de lasten",
    "buig.terugvordering.aandeel": "aandeel van de lasten",
    "buig.lks.loonwaarde": "aandeel van het wml",
    "buig.lks.uren": "uren per week",
}
#: What the price by the norms needs, where the people behind the benefits are known.
_NORM = {
    "prijs.brutering.alleenstaande": "factor",
    "prijs.brutering.gehuwden": "factor",
    "prijs.korting": "aandeel",
}
#: What beschut werk needs, in a data set that has it.
_SHELTERED = {"beschut.loonwaarde": "aandeel van het wml"}
#: General assumptions from which a municipality may deviate.
_MAY_DIFFER = (
    "buig.prijs.lokaal", "buig.terugvordering.aandeel", "buig.lks.loonwaarde", "buig.lks.uren",
)
_LOCAL = {
    "buig.aandeel": "% van het macrobudget",
    "buig.ioaw_ioaz.stand": "uitkeringen",
    "buig.lks.banen": "banen",
}
LAW = {
    "vangnet.drempel": "aandeel van het budget",
    "vangnet.drempel_uitgebreid": "aandeel van het budget (1 = geen)",
    "vangnet.bovengrens": "aandeel van het budget",
    "vangnet.meerjareneis": "aandeel van het budget",
    "vangnet.vergoeding_trede1": "aandeel van het tekort",
    "vangnet.vergoeding_trede2": "aandeel van het tekort",
    "verdeelmodel.ondergrens_inwoners": "inwoners",
    "verdeelmodel.bovengrens_inwoners": "inwoners",
    "verdeelmodel.lks_op_realisatie": "ja = 1",
    "lks.maximum": "aandeel van het wml",
    "lks.werkgeverslasten": "aandeel van de loonkosten",
    "lks.volle_werkweek": "uren per week",
    "vakantietoeslag.wml": "aandeel van het loon",
}
Read = Callable[[str, str | None], Number]


@dataclass(frozen=True)
class Figures:
    """All input cells of a scenario, by name, area and year.

    Attributes
    ----------
    scenario : str
        The last part of every key.
    inputs : mapping of key to Cell
    """

    scenario: str
    inputs: Mapping[str, Cell]

    def cell(self, name: str, area: str = "", year: int | None = None) -> Cell:
        """Return an input cell; a KeyError means that a line asks for what nobody gave."""
        return self.inputs[key_of(name, area, year, self.scenario)]

    def has(self, name: str, area: str = "", year: int | None = None) -> bool:
        """Return whether there is such an input cell."""
        return key_of(name, area, year, self.scenario) in self.inputs

    def local(self, name: str, area: str) -> Cell:
        """Return the municipality's own value of an assumption, or the general one."""
        own = self.inputs.get(key_of(name, area, None, self.scenario))
        return self.cell(name) if own is None else own

    def define(
        self, name: str, area: str, year: int, definition: Expr, unit: str, source: str = "",
        status: str = "feit",
    ) -> Cell:
        """Return a cell with a formula; its status is the weakest that the formula refers to.

        `status` is what the step itself adds, e.g. ``afgeleid`` when it carries a fact to another
        year.
        """
        key = key_of(name, area, year, self.scenario)
        cells = [definition] if isinstance(definition, Cell) else definition.cells()
        found = weakest([status, *(cell.status for cell in cells)])
        return Cell(key, definition.value, unit, definition, found, source)

    def real_or(
        self, name: str, area: str, year: int, real: Cell, rule: Expr, unit: str, source: str = ""
    ) -> Cell:
        """Return a cell that takes a real amount where one is filled in, and a rule elsewhere."""
        found = self.define(name, area, year, Filled(real, rule), unit, source)
        entered = np.ndim(real.value) == 0 and real.value != 0
        return replace(found, status=real.status) if entered else found

    def given(
        self, name: str, value: Number, unit: str, area: str = "", year: int | None = None,
        status: str = "raming", source: str = "",
    ) -> Cell:
        """Return a new input cell of this scenario."""
        key = key_of(name, area, year, self.scenario)
        return Cell(key, value, unit, None, status, source)

    def having(self, cells: Iterable[Cell]) -> Figures:
        """Return these figures with more input cells."""
        return replace(self, inputs={**self.inputs, **{c.key: c for c in cells}})


def weakest(statuses: Iterable[str]) -> str:
    """Return the weakest status; a formula over nothing is a fact of law."""
    return max(statuses, key=STATUSES.index, default="feit")


def figures(volumes: Volumes, assumptions: Assumptions, setting: Setting, read: Read) -> Figures:
    """Return the cells of assumptions, law, inhabitants and volumes.

    Parameters
    ----------
    volumes : Volumes
        One draw gives floats, more draws give (draws,) arrays.
    assumptions : Assumptions
        For status and source; the values come through `read`.
    setting : Setting
    read : callable
        Value of an assumption by key and municipality (None: the general one).
    """
    empty = Figures(assumptions.scenario, {})
    general = _GENERAL | (_SHELTERED if volumes.sheltered else {})
    general |= {} if volumes.per_benefit is None else _NORM
    cells = [_assumed(empty, assumptions, read, key, unit, None) for key, unit in general.items()]
    for area in volumes.municipalities:
        cells += [_assumed(empty, assumptions, read, k, u, area) for k, u in _LOCAL.items()]
        own = [key for key in general if (key in _MAY_DIFFER or key in _SHELTERED)
               and assumptions.value(key, area).municipality == area]
        cells += [_assumed(empty, assumptions, read, k, general[k], area) for k in own]
        people = setting.inhabitants[area]
        cells.append(empty.given("inwoners", people, "inwoners", area, status="feit"))
    for year in volumes.years:
        cells += _law(empty, setting, year)
    cells += _taken(empty, assumptions, setting, volumes.years)
    means = ["wml.maand"] if volumes.per_benefit is None else [
        "wml.maand", "norm.alleenstaande", "norm.gehuwden"]
    cells += [_mean(empty, volumes, setting, key) for key in means]
    return empty.having(cells + _volumes(empty, volumes))


def _assumed(
    empty: Figures, assumptions: Assumptions, read: Read, key: str, unit: str, area: str | None
) -> Cell:
    ground = assumptions.value(key, area)
    value = read(key, area)
    return empty.given(key, value, unit, area or "", None, ground.status, ground.source)


def judge_law(law: Law, keys: Iterable[str], years: Iterable[int], known: pd.Period | None) -> None:
    """Check that the law reaches: every key in every year.

    Raises
    ------
    ForecastError
        With all that is missing at once.
    """
    problems: list[Problem] = []
    for key in keys:
        for year in years:
            try:
                law.entry(key, month(year, 1), known)
            except ForecastError as error:
                problems += [p for p in error.problems if p not in problems]
    raise_all(problems)


def _law(empty: Figures, setting: Setting, year: int) -> list[Cell]:
    # January decides: the rules of a budget year do not change within it
    found = {key: setting.law.entry(key, month(year, 1), setting.known) for key in LAW}
    return [
        empty.given(f"wet.{key}", rule.value, LAW[key], "", year, rule.status, rule.source)
        for key, rule in found.items()
    ]


def _taken(
    empty: Figures, assumptions: Assumptions, setting: Setting, years: tuple[int, ...]
) -> list[Cell]:
    # a share may rest on a real budget of a year before the run, from which something was taken too
    earlier = {year for (year, _, _) in setting.entered} | {years[0] - 1}
    ground = assumptions.value(TAKEN)
    return [
        empty.given(TAKEN, float(np.mean(assumptions.path(
            TAKEN, months(month(year, 1), month(year, 12))))), "deel van het macrobudget", "", year,
            ground.status, ground.source)
        for year in sorted(earlier | set(years))
    ]


def _mean(empty: Figures, volumes: Volumes, setting: Setting, key: str) -> Cell:
    # the mean of the twelve months, because minimum wage and norms change in January and July
    rules = [
        setting.law.entry(key, month(volumes.before, n), setting.known)
        for n in range(1, 13)
    ]
    mean = sum(rule.value for rule in rules) / 12
    return empty.given(f"wet.{key}", mean, "eur per maand", "", volumes.before,
                       weakest(rule.status for rule in rules), rules[-1].source)


def _volumes(empty: Figures, volumes: Volumes) -> list[Cell]:
    name, unit = "volume.uitkeringen", "uitkeringen"
    stock = empty.given("buig.ioaw_ioaz.stand", volumes.ioaw_ioaz_national, unit, NATION,
                        status="feit")
    cells = [stock]
    for y, year in enumerate(volumes.years):
        cells.append(empty.given(name, plain(volumes.national[:, y]), unit, NATION, year))
        expected = float(volumes.national_reference[y])
        cells.append(empty.given(f"{name}_referentie", expected, unit, NATION, year))
        for m, area in enumerate(volumes.municipalities):
            value = plain(volumes.benefits[:, y, m])
            cells.append(empty.given(name, value, unit, area, year))
            if volumes.per_benefit is not None:
                ratio = plain(volumes.per_benefit[:, y, m])
                cells.append(empty.given("volume.personen_per_uitkering", ratio,
                                         "personen per uitkering", area, year))
            if volumes.sheltered is not None:
                people, hours = volumes.sheltered.people, volumes.sheltered.hours
                cells += [
                    empty.given("beschut.personen", plain(people[:, y, m]), "personen", area, year),
                    empty.given("beschut.uren", plain(hours[:, y, m]), "uren per week", area, year),
                ]
    return cells


def plain(values: Array) -> Number:
    """Return a float for a single draw, so that cached values are plain numbers."""
    return float(values[0]) if values.shape[0] == 1 else values
