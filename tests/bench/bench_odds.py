"""Targets that were given 70 % odds: how many were met, on real and on simulated histories.

    python tests/bench/bench_odds.py [histories]

Real: the national stock, from every half-year; the target is the mean of the next calendar year.
Real histories of one country are few and overlap, so the second part simulates: each history is
a draw of the WPDA model (2020-2022, with its own economy, parameters and luck). From its 36
months alone everything is estimated anew, and the targets of 2023 are set. What actually comes is
the same draw's 2023. Composition and ages are scaled, as in a replay.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd

from forecast import project
from forecast.flows.bijstand import build_model, draw_drivers, simulate
from forecast.periods import month, months
from forecast.project.economy import economy_of, national_stock
from forecast.project.fitting import Fitter
from forecast.project.local import drawn_factor, local_factors
from forecast.project.past import NEW, learn
from forecast.project.people import PATHS
from forecast.project.run import Run
from forecast.series import flow_paths, forecast_flow, outlooks_at

ROOT = Path(__file__).parents[2]
DRAWS, SEED, ODDS = 400, 2020, 0.7
#: Months of the first real date, and between two dates.
FIRST, HALF_YEAR = 60, 6
#: Monthly table by variable of the run.
TABLE = {
    "stand": "bijstand.stand", "uitkeringen": "bijstand.uitkeringen",
    "instroom_nieuw": "bijstand.instroom.nieuw",
    "instroom_herinstroom": "bijstand.instroom.herinstroom",
    "instroom_statushouders": "bijstand.instroom.statushouders",
    "uitstroom_werk": "bijstand.uitstroom.werk",
    "uitstroom_onderneming": "bijstand.uitstroom.onderneming",
    "uitstroom_onderwijs": "bijstand.uitstroom.onderwijs",
    "uitstroom_overig": "bijstand.uitstroom.overig", "uitstroom_aow": "bijstand.uitstroom.aow",
    "deeltijd_nieuw": "bijstand.deeltijd.nieuw",
}
TARGETS = {
    "uitstroom, geheel of gedeeltelijk (ten minste)": (
        "bijstand.uitstroom.geheel_of_gedeeltelijk", True),
    "nieuwe instroom (ten hoogste)": ("bijstand.instroom.nieuw", False),
    "stand eind van het jaar (ten hoogste)": ("bijstand.stand", False),
}


def real(house) -> None:
    """Print the part of real targets that were met."""
    stock = national_stock(project.house.load_national(ROOT))[0]
    ends = tuple(range(FIRST, len(stock), HALF_YEAR))
    met = {True: [], False: []}
    for told, _ in outlooks_at(stock, ends, 24).values():
        first = told.months[0]
        ahead = told.months.year == first.year + (first.month > 1)
        truth = stock.reindex(told.months[ahead])
        if ahead.sum() != 12 or truth.isna().any():
            continue
        means = told.paths(SEED, 4000, "kansen")[:, ahead].mean(axis=1)
        outcome = float(truth.mean())
        met[True].append(outcome >= np.quantile(means, 1 - ODDS))
        met[False].append(outcome <= np.quantile(means, ODDS))
    for least, found in met.items():
        print(f"real: national stock, {'at least' if least else 'at most'}: "
              f"{100 * np.mean(found):.0f} % of {len(found)} targets met")


def history(data, world, draw: int):
    """Return the data set as it stands at the end of 2022 in a simulated world."""
    seen = months(month(2020, 1), month(2022, 12))
    at = [list(world["bijstand.stand"].periods).index(m) for m in seen]
    rows = [
        {"gemeente": name, "maand": when, "variabele": column,
         "waarde": round(float(world[key].values[draw, t, m]))}
        for column, key in TABLE.items() for m, name in enumerate(data.names)
        for t, when in zip(at, seen, strict=True)]
    tables = dict(data.tables)
    old = tables["bijstand_maand"]
    frame = pd.DataFrame(rows).reindex(columns=old.columns)
    tables["bijstand_maand"] = frame.assign(status="feit", bron="voorbeeld")
    now = {name: float(world["bijstand.stand"].values[draw, at[-1], m])
           for m, name in enumerate(data.names)}
    before = data.monthly("stand").loc[data.last_month]
    for name in ("samenstelling", "aow_cohorten"):
        table = tables[name]
        for place, stock in now.items():
            own = table["gemeente"] == place
            share = stock / float(before[place])
            whole = np.floor(table.loc[own, "waarde"] * share + 0.5).astype(int)
            table = table.assign(waarde=table["waarde"].where(~own, whole))
            if name == "samenstelling":
                most = whole.idxmax()
                table.loc[most, "waarde"] += int(stock) - int(whole.sum())
        tables[name] = table
    births = tables["aow_cohorten"]
    # as far under the AOW age as now: the age itself rises by three months meanwhile
    tables["aow_cohorten"] = births.assign(geboortemaand=births["geboortemaand"] + 33)
    tables["inwoners"] = tables["inwoners"].assign(jaar=tables["inwoners"]["jaar"] + 3)
    return replace(data, last_month=month(2022, 12), years=(2023,),
                   tables=MappingProxyType(tables))


def main(histories: int) -> None:
    """Print both tables."""
    house = project.enter(ROOT, "wpda")
    real(house)
    fitter = Fitter()
    past = learn(house, fitter, SEED)
    ours, nation = project.resolve_all(house, ("basis",))["basis"]
    world = project.scenario_of(house, Run(("basis",), histories, SEED + 1, 1, "wereld"), past,
                                ours, nation).ensembles
    still = dict(ours.values)
    known = still["bijstand.beginstand.factor", None]  # the history is counted, not derived
    still["bijstand.beginstand.factor", None] = replace(known, number=1.0, low=None, high=None)
    path, level = "economie.werkloosheid", ours.number("economie.werkloosheid.referentie")
    still[path, None] = replace(still[path, None], number=level, path=None)
    ours = replace(ours, values=still)
    ahead = months(month(2023, 1), month(2023, 12))
    local = local_factors(house.data, past.local, ours)
    people = house.structure["inwoners_nl"]
    structure = {**house.structure, "inwoners_nl": people.assign(jaar=people["jaar"] + 3)}
    met = {name: [] for name in TARGETS}
    for draw in range(histories):
        data = history(house.data, world, draw)
        flow = forecast_flow(data.monthly(NEW), ahead, fits=fitter.fits)
        economy = economy_of(ours, past.response, ahead, SEED, DRAWS)
        model = build_model(data, structure, house.law, ours, flow.central, past.types)
        drivers = draw_drivers(model, ours, economy.drawn, flow_paths(flow, SEED, DRAWS, PATHS),
                               SEED, DRAWS, drawn_factor(local, SEED, DRAWS))
        found = simulate(model, drivers, SEED, DRAWS)
        for name, (variable, least) in TARGETS.items():
            ends = "stand" in variable
            mine = found[variable].year_end() if ends else found[variable].yearly()
            truth = world[variable].year_end() if ends else world[variable].yearly()
            row = [p.year for p in truth.periods].index(2023)
            whole = mine.values[:, -1].sum(axis=1)
            outcome = float(truth.values[draw, row].sum())
            bound = np.quantile(whole, 1 - ODDS if least else ODDS)
            met[name].append(outcome >= bound if least else outcome <= bound)
    for name, hits in met.items():
        error = 100 * np.sqrt(ODDS * (1 - ODDS) / len(hits))
        print(f"simulated: {name}: {100 * np.mean(hits):.0f} % of {len(hits)} targets met "
              f"(70 asked, standard error {error:.0f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
