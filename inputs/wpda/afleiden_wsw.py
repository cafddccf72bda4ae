"""Derives the Wsw employees of WPDA by year of birth, placement, handicap and hours.

Known: 657 employees, 250 of them at ordinary employers and 130 in the BOR (agreement), and national
facts about age, hours, handicap and placement. Everything else is spread by those facts, so that
the totals come out exactly and no attribute leans on another without a reason.

Run from the project folder: ``python inputs/wpda/afleiden_wsw.py [--controle]``.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import brentq, minimize
from scipy.stats import beta

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import afleiden_methode as method

SOURCE = "afleiding-wsw"
#: Irrational steps (roots of primes): lists in these orders have nothing to do with each other.
_STEPS = {"placement": 2.0, "handicap": 3.0, "hours": 5.0, "place": 7.0, "crew": 11.0}


def ages(said: Mapping[str, Any], people: int) -> np.ndarray:
    """Return the years of birth, oldest first: a beta on the ages that meets mean and share."""
    low, high = said["jongste"], said["oudste"]

    def misses(shape: np.ndarray) -> float:
        a, b = np.exp(shape)
        mean = low + (high - low) * a / (a + b)
        older = 1 - beta.cdf((45 - low) / (high - low), a, b)
        return float((mean - said["gemiddelde"]) ** 2 + (100 * (older - said["vanaf_45"])) ** 2)

    a, b = np.exp(minimize(misses, np.log([3.0, 1.7]), method="Nelder-Mead").x)
    points = (np.arange(people) + 0.5) / people
    age = low + (high - low) * beta.ppf(points, a, b)
    return np.floor(2020 - age).astype(int)[::-1]


def mixed(people: int, what: str) -> np.ndarray:
    """Return numbers between 0 and 1 that are evenly spread and follow no order of the people."""
    return np.modf((np.arange(people) + 1) * np.sqrt(_STEPS[what]))[0]


def shared(order: np.ndarray, sizes: Mapping[str, int]) -> np.ndarray:
    """Return a word for everyone: the first in an order get the first word, and so on."""
    words = np.empty(order.size, dtype=object)
    words[np.argsort(order, kind="stable")] = np.repeat(list(sizes), list(sizes.values()))
    return words


def split(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Return whole numbers in proportion to weights, by largest remainder."""
    exact = {k: total * w / sum(weights.values()) for k, w in weights.items()}
    found = {k: int(x) for k, x in exact.items()}
    rest = sorted(exact, key=lambda k: found[k] - exact[k])
    for name in rest[: total - sum(found.values())]:
        found[name] += 1
    return found


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return both tables."""
    whole = tomllib.loads((root / "inputs/wpda/afleiding_wsw.toml").read_text(encoding="utf-8"))
    said = {part: {k: v for k, v in values.items() if k not in ("bron", "toelichting")}
            for part, values in whole.items()}
    agreed = pd.read_csv(root / "inputs/wpda/afspraken.csv").set_index("variabele").waarde
    people, outside, crew = (int(agreed[k]) for k in ("wsw_medewerkers", "wsw_regulier", "wsw_bor"))
    placements = {**split(outside, said["plaatsing"]), "bor": crew,
                  "intern": people - outside - crew}
    born = ages(said["leeftijd"], people)
    # who works outside is somewhat younger: a lean on the order, not a rule
    lean = mixed(people, "placement") + said["leeftijd"]["jonger_buiten"] * (
        born.max() - born) / (born.max() - born.min())
    where = shared(lean, {"buiten": outside, "binnen": people - outside})
    placement = np.empty(people, dtype=object)
    for words, group in ((split(outside, said["plaatsing"]), where == "buiten"),
                         ({"bor": crew, "intern": people - outside - crew}, where == "binnen")):
        placement[group] = shared(mixed(int(group.sum()), "crew"), words)
    severe = round(people * said["handicap"]["ernstig"])
    handicap = shared(mixed(people, "handicap"), {"ernstig": severe, "matig": people - severe})
    full = mixed(people, "hours") < np.where(born <= said["uren"]["geboren_tot"],
                                             said["uren"]["voltijd_oud"],
                                             said["uren"]["voltijd_jong"])
    part = brentq(lambda h: np.where(full, 36, h).mean() - 36 * said["uren"]["per_persoon"], 1, 36)
    hours = np.where(full, 36.0, round(float(part)))
    place = shared(mixed(people, "place"), split(people, said["gemeenten"]))
    rows = pd.DataFrame({"gemeente": place, "geboortejaar": born, "plaatsing": placement,
                         "handicap": handicap, "uren": hours.astype(int)})
    keys = list(rows.columns)
    table = rows.groupby(keys, as_index=False).size().rename(columns={"size": "waarde"})
    order = {name: i for i, name in enumerate(said["gemeenten"])}
    table = table.sort_values(keys, key=lambda c: c.map(order) if c.name == "gemeente" else c)
    table = table.assign(bron=SOURCE, status="afgeleid")
    totals = pd.DataFrame({"plaatsing": list(placements), "waarde": list(placements.values())})
    totals["bron"] = ["afspraken-2020" if p in ("bor", "intern") else SOURCE
                      for p in totals["plaatsing"]]
    totals["status"] = np.where(totals["bron"] == SOURCE, "afgeleid", "feit")
    totals["gezien"] = np.where(totals["bron"] == SOURCE, "ja", "nee")
    return {"wsw": table.reset_index(drop=True), "wsw_plaatsing": totals}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
