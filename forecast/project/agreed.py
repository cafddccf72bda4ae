"""What was agreed, against the draws: every norm with its odds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.inputs import DataSet
from forecast.insight import reach
from forecast.outputs.groups import Target

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Norm:
    """How a row of table afspraken is judged.

    Attributes
    ----------
    agreed : str
        ``variabele`` of the row.
    variable : str
        ``….ultimo`` is the year's end, else the sum of the year (a flow).
    label : str
        Dutch.
    over : str
        A variable to divide by, at the same moment; the norm is then a percentage.
    """

    agreed: str
    variable: str
    label: str
    over: str = ""


NORMS = (
    Norm("uitstroom_doel", "bijstand.uitstroom.geheel_of_gedeeltelijk",
         "Uitstroom naar werk, bedrijf of onderwijs, geheel of gedeeltelijk"),
    Norm("wsw_regulier_doel", "wsw.personen.regulier.ultimo",
         "Wsw: bij een gewone werkgever of in de BOR"),
    Norm("beschut_plekken_doel", "beschut.plekken.ultimo", "Beschut werk: bezette plekken"),
    Norm("register_banen_doel", "register.banen.ultimo",
         "Doelgroepregister: mensen met een baan"),
    Norm("statushouders_naar_werk_doel", "statushouders.naar_werk",
         "Statushouders naar werk, geheel of gedeeltelijk"),
    Norm("meedoen_in_beeld_doel", "meedoen.in_beeld.ultimo",
         "Route vrijwilliger: in beeld", "meedoen.route.ultimo"),
    Norm("voorzieningenwijzer_aangeboden_doel", "inkomen.voorzieningenwijzer.aangeboden",
         "Voorzieningenwijzer: aangeboden"),
    Norm("voorzieningenwijzer_gebruikt_doel", "inkomen.voorzieningenwijzer.gebruikt",
         "Voorzieningenwijzer: gebruikt"),
    Norm("besluiten_juist_doel", "inkomen.besluiten.juist", "Besluiten: juist",
         "inkomen.besluiten"),
)


def targets_of(
    data: DataSet, central: Mapping[str, Ensemble], drawn: Mapping[str, Ensemble]
) -> tuple[Target, ...]:
    """Return every agreed number that the run can judge, in the order of `NORMS`.

    Parameters
    ----------
    data : DataSet
        Its table ``afspraken`` holds the norms; without it there are none.
    central, drawn : mapping of str to Ensemble
        By variable, from the first month of the forecast or before.
    """
    table = data.tables.get("afspraken")
    if table is None:
        return ()
    found = []
    for norm in NORMS:
        rows = table[(table["variabele"] == norm.agreed) & table["jaar"].isin(data.years)]
        if _base(norm.variable) not in drawn or (norm.over and _base(norm.over) not in drawn):
            continue
        for row in rows.to_dict("records"):
            area = row["gemeente"] if row["gemeente"] in data.names else data.whole
            year = int(row["jaar"])
            middle = outcome_of(central, norm, data, area, year)
            found.append(_target(norm, row, area, year, float(middle[0]),
                                 outcome_of(drawn, norm, data, area, year)))
    return tuple(found)


def _target(
    norm: Norm, row: Mapping[Hashable, Any], area: str, year: int, middle: float, drawn: Array
) -> Target:
    value = float(str(row["waarde"]))
    judged = reach(drawn, value)
    return Target(
        norm.agreed, norm.variable, norm.label, area, year, value, str(row["eenheid"]), middle,
        judged.mean, judged.chance, judged.with_50, judged.with_70, judged.with_90,
        str(row["bron"]), str(row["status"]))


def outcome_of(
    values: Mapping[str, Ensemble], norm: Norm, data: DataSet, area: str, year: int
) -> Array:
    """Return the outcome of a year in every draw, in the unit of the norm, (draws,)."""
    top = _in_year(values[_base(norm.variable)], norm.variable, data, area, year)
    if not norm.over:
        return top
    under = _in_year(values[_base(norm.over)], norm.over, data, area, year)
    return 100 * np.divide(top, under, out=np.ones_like(top), where=under > 0)


def _in_year(one: Ensemble, name: str, data: DataSet, area: str, year: int) -> Array:
    by_year = one.year_end() if name.endswith(".ultimo") else one.yearly()
    rows = pd.PeriodIndex(by_year.periods).year
    values = by_year.values[:, int(np.flatnonzero(rows == year)[0])]
    cells = values.sum(axis=1) if area == data.whole else values[:, data.names.index(area)]
    return np.asarray(cells, dtype=np.float64)


def _base(name: str) -> str:
    return name.removesuffix(".ultimo")
