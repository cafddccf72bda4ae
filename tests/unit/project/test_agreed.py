"""Norms of the agreement against the draws of a run."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.ensemble import Ensemble
from forecast.inputs import DataSet, Municipality
from forecast.periods import month, months
from forecast.project.agreed import targets_of

NAMES = ("Duin", "Strand")
OPENED, AHEAD = months(month(2019, 12), month(2021, 12)), months(month(2020, 1), month(2021, 12))


def data_set(*rows):
    columns = ("gemeente", "jaar", "variabele", "waarde", "eenheid", "bron", "status")
    table = pd.DataFrame([dict(zip(columns, (*row, "afspraak", "feit"), strict=True))
                          for row in rows], columns=list(columns))
    return DataSet("duin", "Duin", "KUST", tuple(Municipality(n, "GM0001") for n in NAMES),
                   month(2019, 12), (2020, 2021), ("basis",), None, {"afspraken": table}, {}, {},
                   {})


def stock(values):
    rows = np.broadcast_to(np.asarray(values, dtype=float)[:, None], (len(values), 25, 2))
    return Ensemble(rows.copy(), OPENED, NAMES, "personen", False)


def flow(values):
    rows = np.broadcast_to(np.asarray(values, dtype=float)[:, None], (len(values), 24, 2))
    return Ensemble(rows.copy(), AHEAD, NAMES, "personen", True)


def test_the_whole_is_judged_on_the_sum_per_draw():
    data = data_set((float("nan"), 2020, "wsw_regulier_doel", 380.0, "medewerkers"),
                    ("Strand", 2021, "wsw_regulier_doel", 190.0, "medewerkers"))
    levels = [[180.0, 190.0], [190.0, 190.0], [200.0, 200.0], [150.0, 150.0]]
    name = "wsw.personen.regulier"
    whole, own = targets_of(data, {name: stock([[189.0, 190.0]])}, {name: stock(levels)})
    assert (whole.area, whole.year, whole.norm, whole.chance) == ("KUST", 2020, 380.0, 0.5)
    assert (whole.expected, whole.mean) == (379.0, 362.5)
    assert (own.area, own.year, own.chance) == ("Strand", 2021, 0.75)
    assert (own.source, own.status) == ("afspraak", "feit")


def test_a_flow_is_its_year_and_a_stock_its_december():
    data = data_set((float("nan"), 2020, "statushouders_naar_werk_doel", 40.0, "personen"))
    name = "statushouders.naar_werk"
    found, = targets_of(data, {name: flow([[1.0, 1.0]])}, {name: flow([[1, 1], [2, 2]])})
    assert found.expected == 24
    assert found.chance == 0.5


def test_a_percentage_divides_within_each_draw():
    data = data_set((float("nan"), 2020, "meedoen_in_beeld_doel", 100.0, "%"))
    seen, route = stock([[10.0, 10.0], [9.0, 10.0]]), stock([[10.0, 10.0], [10.0, 10.0]])
    names = ("meedoen.in_beeld", "meedoen.route")
    values = dict(zip(names, (seen, route), strict=True))
    found, = targets_of(data, values, values)
    assert found.chance == 0.5
    assert found.mean == pytest.approx(97.5)


def test_what_the_run_does_not_have_is_not_judged():
    data = data_set((float("nan"), 2020, "wsw_regulier_doel", 380.0, "medewerkers"),
                    (float("nan"), 2018, "statushouders_naar_werk_doel", 40.0, "personen"))
    name = "statushouders.naar_werk"
    assert targets_of(data, {name: flow([[1, 1]])}, {name: flow([[1, 1]])}) == ()
