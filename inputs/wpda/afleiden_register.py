"""Derives the doelgroepregister by municipality, with and without a benefit.

Known: 450 people in the register and 140 of them with a job at the end of 2019 (agreement), the
municipalities together. Spread by inhabitants; the share without a benefit is assumed
(``afleiding_register.toml``).

Run from the project folder: ``python inputs/wpda/afleiden_register.py [--controle]``.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import afleiden_methode as method

PLACES = ("Assen", "Aa en Hunze", "Tynaarlo")
GROUPS = ("bijstand", "nug")
SOURCE = "afleiding-register"
#: Inhabitants on 1 January 2020: the end of the last realised month.
YEAR = 2020


def read_total(inputs: Path, name: str) -> int:
    """Return an agreed total of 2019."""
    agreed = pd.read_csv(inputs / "wpda/afspraken.csv")
    return int(agreed[(agreed.variabele == name) & (agreed.jaar == 2019)].waarde.item())


def read_inhabitants(inputs: Path) -> method.Array:
    """Return inhabitants by municipality, (3,)."""
    table = pd.read_csv(inputs / "wpda/inwoners.csv")
    own = table[table.jaar == YEAR].set_index("gemeente").waarde
    return own.reindex(list(PLACES)).to_numpy(dtype=float)


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return the derived table of this group."""
    inputs = root / "inputs"
    own = tomllib.loads((inputs / "wpda/afleiding_register.toml").read_text(encoding="utf-8"))
    nug = own["aandeel_nug"]["waarde"]
    people, jobs = (read_total(inputs, f"register_{name}") for name in ("personen", "banen"))
    by_place = read_inhabitants(inputs)
    cells = {
        name: method.crossed(method.shared(by_place, total),
                             method.shared(np.array([1 - nug, nug]), total))
        for name, total in (("personen", people), ("banen", jobs))
    }
    rows = [(place, group, name, int(found[i, j]), SOURCE, "aanname")
            for i, place in enumerate(PLACES) for j, group in enumerate(GROUPS)
            for name, found in cells.items()]
    names = ["gemeente", "groep", "variabele", "waarde", "bron", "status"]
    return {"register": pd.DataFrame(rows, columns=names)}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
