"""Speed of the groups, beside a plain simpy model with a process for every person.

    .venv/bin/python tests/bench/bench_people.py            # some two minutes

CPU seconds of one process, one run.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import people_plain

from forecast.flows import beschut, inkomen, meedoen, register, statushouders, wsw
from forecast.flows.events import Events
from forecast.flows.placements import Labels, record, sheltered
from forecast.inputs import load_dataset, load_law
from forecast.periods import months_of_years
from forecast.scenarios import resolve

ROOT, DRAWS, PLAIN = Path(__file__).parents[2], 500, 40


def seconds(what: Callable[[], Any]) -> float:
    """Return CPU seconds of a call, the best of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        what()
        found.append(time.process_time() - start)
    return min(found)


def ours() -> dict[str, float]:
    data = load_dataset(ROOT, "wpda")
    said, law, ahead = resolve(ROOT, data, "basis"), load_law(ROOT), months_of_years(data.years)
    stock = data.monthly("stand").iloc[-1].to_numpy(dtype=float)
    clients = np.broadcast_to(stock, (DRAWS, 1 + len(ahead), stock.size)).copy()
    table = data.tables["samenstelling"]
    part = table[table["route"] == "vrijwilliger"].groupby("gemeente")["waarde"].sum()
    route = np.rint(clients * (part.reindex(list(data.names)).to_numpy() / stock))
    intake = np.rint(clients[:, 1:] * 0.02)
    groups = (wsw, beschut, meedoen, inkomen, register, statushouders)
    models = {g: g.build(data, law, said, ahead) for g in groups}
    started = np.moveaxis(beschut.started_from_bijstand(
        beschut.simulate(models[beschut], said, 1, DRAWS)).values, 0, -1)
    return {
        "wsw": seconds(lambda: wsw.simulate(models[wsw], said, 1, DRAWS)),
        "beschut": seconds(lambda: beschut.simulate(models[beschut], said, 1, DRAWS)),
        "meedoen": seconds(lambda: meedoen.simulate(models[meedoen], said, route, 1, DRAWS)),
        "inkomen": seconds(
            lambda: inkomen.simulate(models[inkomen], said, clients, intake, 1, DRAWS)),
        "plaatsingen": seconds(lambda: labels(models, said, stock, started)),
    }


def labels(models: dict[Any, Any], said: Any, stock: np.ndarray, started: np.ndarray) -> None:
    """Hand out the labels of a bijstand of the right size: status holders, register, record."""
    model, months = models[statushouders], len(models[statushouders].months)
    share = np.broadcast_to(stock / stock.sum(), (months, stock.size))
    luck = np.random.default_rng(1)
    means = (share * 400 / 12, share * 200 / 12)
    events = Events(*(luck.poisson(m[..., None], (*m.shape, DRAWS)).astype(np.int32)
                      for m in means), *means, np.ones(share.shape))
    holders = np.broadcast_to(model.recipients, (1 + months, stock.size))
    came = np.full(share.shape, 1.5)
    people = statushouders.Recipients(
        *(np.repeat(a[..., None], DRAWS, axis=-1).astype(np.int32) for a in (holders, came)),
        holders, came)
    inside = sheltered(events, started)
    left = events.without(inside, tuple(x.mean(axis=2) for x in inside))
    found = statushouders.simulate(model, said, people, left, seed=1)
    mine = tuple(np.moveaxis(found[f"statushouders.naar_werk.{kind}"].values, 0, -1)
                 for kind in ("volledig", "gedeeltelijk"))
    mean = tuple(x.mean(axis=2) for x in mine)
    lived = register.simulate(models[register], said,
                              (left.only(mine, mean), left.without(mine, mean)), seed=1)
    both, others = lived.labelled
    subsidised, nug = (np.moveaxis(lived.found[f"register.plaatsingen.{x}"].values, 0, -1)
                       for x in ("lks", "nug"))
    record(events, Labels(sum(inside), sum(mine), sum(both), sum(others), subsidised, nug),
           model.months, model.municipalities)


def plain() -> float:
    """Return CPU seconds of `DRAWS` replications, measured on `PLAIN` of them."""
    start = time.process_time()
    for seed in range(PLAIN):
        people_plain.one_replication(seed)
    return (time.process_time() - start) * DRAWS / PLAIN


if __name__ == "__main__":
    found = ours()
    for name, value in found.items():
        print(f"{name:10} {value:6.2f} s for {DRAWS} replications")
    total = sum(found.values())
    print(f"{'together':10} {total:6.2f} s (limit 2.5)")
    whole = plain()
    print(f"plain simpy  {whole:6.1f} s, {whole / total:5.1f} x (limit 6)")
