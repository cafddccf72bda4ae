"""Derives who is in view and who is active in route vrijwilliger, by municipality.

Known: the route at the last month (composition), and more than 400 people in it without a
registered activity (agreement), who are taken as not in view. Who has an activity is in view.
The seven forms of activity are assumed (``afleiding_meedoen.toml``).

Run from the project folder, after ``afleiden.py``:
``python inputs/wpda/afleiden_meedoen.py [--controle]``.
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
SOURCE = "afleiding-meedoen"


def read_route(inputs: Path) -> method.Whole:
    """Return people in route vrijwilliger by municipality, (3,)."""
    table = pd.read_csv(inputs / "wpda/samenstelling.csv")
    route = table[table.route == "vrijwilliger"].groupby("gemeente").waarde.sum()
    return route.reindex(list(PLACES)).to_numpy()


def read_without(inputs: Path) -> int:
    """Return people without a registered activity, all municipalities together."""
    agreed = pd.read_csv(inputs / "wpda/afspraken.csv")
    row = agreed[(agreed.variabele == "meedoen_zonder_activiteit") & (agreed.jaar == 2019)]
    return int(row.waarde.item())


def people(route: method.Whole, without: method.Whole) -> pd.DataFrame:
    """Return meedoen."""
    counts = {"route": route, "in_beeld": route - without, "zonder_activiteit": without,
              "met_activiteit": route - without}
    rows = [(place, name, int(values[i]), SOURCE, "aanname")
            for i, place in enumerate(PLACES) for name, values in counts.items()]
    return pd.DataFrame(rows, columns=["gemeente", "variabele", "waarde", "bron", "status"])


def activities(active: method.Whole, per_person: float, forms: dict[str, float]) -> pd.DataFrame:
    """Return meedoen_activiteiten: every form in the same proportion in each municipality."""
    total = int(np.rint(active.sum() * per_person))
    cells = method.crossed(method.shared(active, total),
                           method.shared(list(forms.values()), total))
    rows = [(place, form, int(cells[i, j]), SOURCE, "aanname")
            for i, place in enumerate(PLACES) for j, form in enumerate(forms)]
    return pd.DataFrame(rows, columns=["gemeente", "activiteit", "waarde", "bron", "status"])


def build(root: Path) -> dict[str, pd.DataFrame]:
    """Return the derived tables of this group."""
    inputs = root / "inputs"
    own = tomllib.loads((inputs / "wpda/afleiding_meedoen.toml").read_text(encoding="utf-8"))
    route = read_route(inputs)
    without = method.shared(route, read_without(inputs))
    per_person = own["activiteiten_per_persoon"]["waarde"]
    return {"meedoen": people(route, without),
            "meedoen_activiteiten": activities(route - without, per_person, own["vormen"])}


if __name__ == "__main__":
    sys.exit(method.run(Path(__file__).resolve().parent, build))
