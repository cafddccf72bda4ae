"""Speed of the groups, beside a plain simpy model with a process for every person.

    .venv/bin/python tests/bench/bench_people.py            # some two minutes

The plain model also holds the register and the status holders; its time is therefore given with
and without them. CPU seconds of one process, one run.
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

from forecast.flows import beschut, inkomen, meedoen, wsw
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
    models = {g: g.build(data, law, said, ahead) for g in (wsw, beschut, meedoen, inkomen)}
    return {
        "wsw": seconds(lambda: wsw.simulate(models[wsw], said, 1, DRAWS)),
        "beschut": seconds(lambda: beschut.simulate(models[beschut], said, 1, DRAWS)),
        "meedoen": seconds(lambda: meedoen.simulate(models[meedoen], said, route, 1, DRAWS)),
        "inkomen": seconds(
            lambda: inkomen.simulate(models[inkomen], said, clients, intake, 1, DRAWS)),
    }


def plain(**without: int) -> float:
    """Return CPU seconds of `DRAWS` replications, measured on `PLAIN` of them."""
    for name, value in without.items():
        setattr(people_plain, name, value)
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
    same = plain(REGISTER=0, JOBS=0, HOLDERS=0)
    print(f"plain simpy, all groups      {whole:6.1f} s, {whole / total:5.1f} x")
    print(f"plain simpy, the same groups {same:6.1f} s, {same / total:5.1f} x (limit 6)")
