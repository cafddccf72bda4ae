"""Derives offers of the voorzieningenwijzer and decisions of 2019, by municipality.

Known, of the three together: 275 offers, of which 60 percent used (agreement); they are shared by
the stock of the bijstand. The number of decisions is assumed (``afleiding_inkomen.toml``). How
many were checked, how many of these were right and who was screened on literacy is not public:
no rows.

Run from the project folder, after ``afleiden.py``:
``python inputs/wpda/afleiden_inkomen.py [--controle]``.
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
YEAR = 2019


def read_agreed(inputs: Path) -> tuple[int, int]:
    """Return offers and how many of them were used."""
    rows = pd.read_csv(inputs / "wpda/afspraken.csv")
    agreed = rows[rows.jaar == YEAR].set_index("variabele").waarde
    offers = int(agreed["voorzieningenwijzer_aangeboden"])
    return offers, int(np.rint(offers * agreed["voorzieningenwijzer_gebruikt"] / 100))


def read_months(inputs: Path) -> tuple[method.Array, method.Array, method.Array]:
    """Return stock and benefits at the end of the year, and all flows in it, (3,) each."""
    table = pd.read_csv(inputs / "wpda/bijstand_maand.csv")
    year = table[table.maand.str.startswith(str(YEAR))]
    last = year[year.maand == f"{YEAR}-12"].pivot_table(index="gemeente", columns="variabele",
                                                        values="waarde").reindex(list(PLACES))
    moved = year[year.variabele.str.startswith(("instroom_", "uitstroom_"))]
    flows = moved.groupby("gemeente").waarde.sum().reindex(list(PLACES))
    return last["stand"].to_numpy(), last["uitkeringen"].to_numpy(), flows.to_numpy()


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return the derived table of this group."""
    inputs = root / "inputs"
    own = tomllib.loads((inputs / "wpda/afleiding_inkomen.toml").read_text(encoding="utf-8"))
    offers, used = read_agreed(inputs)
    stock, benefits, flows = read_months(inputs)
    offered = method.shared(stock, offers)
    decided = np.rint(flows + own["besluiten_per_uitkering"]["waarde"] * benefits).astype(int)
    counts = {"voorzieningenwijzer_aangeboden": (offered, "afgeleid"),
              "voorzieningenwijzer_gebruikt": (method.shared(offered, used), "afgeleid"),
              "besluiten": (decided, "aanname")}
    rows = [(place, YEAR, name, int(values[i]), "afleiding-inkomen", status)
            for i, place in enumerate(PLACES) for name, (values, status) in counts.items()]
    columns = ["gemeente", "jaar", "variabele", "waarde", "bron", "status"]
    return {"inkomen": pd.DataFrame(rows, columns=columns)}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
