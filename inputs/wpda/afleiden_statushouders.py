"""Derives when the status holders on bijstand were housed, by municipality and half-year.

Known: 400 status holders on bijstand (agreement), by municipality in the composition. Spread over
the half-years of the national housing task, less who has left the bijstand since
(``afleiding_statushouders.toml``).

Run from the project folder, after ``afleiden.py``:
``python inputs/wpda/afleiden_statushouders.py [--controle]``.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import afleiden_methode as method

PLACES = ("Assen", "Aa en Hunze", "Tynaarlo")
SOURCE = "afleiding-statushouders"
LAST = pd.Period("2019-12", "M")


def read_people(inputs: Path) -> method.Whole:
    """Return status holders on bijstand by municipality, (3,)."""
    table = pd.read_csv(inputs / "wpda/samenstelling.csv")
    people = table[table.groep == "statushouder"].groupby("gemeente").waarde.sum()
    return people.reindex(list(PLACES)).to_numpy()


def weights(housed: dict[str, float], leave: float) -> dict[str, float]:
    """Return who of each half-year is still on bijstand, in proportion."""
    years = {first: (LAST - pd.Period(first, "M")).n / 12 for first in housed}
    return {first: count * (1 - leave) ** years[first] for first, count in housed.items()}


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return the derived table of this group."""
    inputs = root / "inputs"
    own = tomllib.loads(
        (inputs / "wpda/afleiding_statushouders.toml").read_text(encoding="utf-8"))
    people = read_people(inputs)
    housed = {first: row["waarde"] for first, row in own["gehuisvest"].items()}
    part = weights(housed, own["vertrek_per_jaar"]["waarde"])
    cells = method.crossed(people, method.shared(list(part.values()), int(people.sum())))
    rows = [(place, first, int(cells[i, j]), SOURCE, "aanname")
            for i, place in enumerate(PLACES) for j, first in enumerate(part)]
    names = ["gemeente", "aankomst", "waarde", "bron", "status"]
    return {"statushouders": pd.DataFrame(rows, columns=names)}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
