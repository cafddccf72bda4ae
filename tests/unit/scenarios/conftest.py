"""A project folder with one root scenario, and a data set of two municipalities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from forecast.inputs import DataSet, Municipality, Source
from forecast.scenarios import catalogue

SHIPPED = Path(__file__).parents[3]
LOCAL = {"buig.aandeel": (0.4, 0.36, 0.44), "buig.lks.banen": (60, 45, 75),
         "buig.ioaw_ioaz.stand": (80, None, None)}
BLANK: dict[str, Any] = {
    "rang": 1, "gemeente": "", "jaar": None, "omschrijving": "proef", "laag": None, "hoog": None,
    "eigen_waarde": None, "eigen_bron": "", "waarom": "", "bron": "schatting", "status": "aanname",
}


def local_row(key: str, municipality: str = "", **cells: Any) -> dict[str, Any]:
    unit = catalogue()[key].unit if key in catalogue() else "factor"
    return BLANK | {"sleutel": key, "gemeente": municipality, "eenheid": unit} | cells


def local_rows(*names: str) -> list[dict[str, Any]]:
    return [local_row(key, name, waarde=value, laag=low, hoog=high)
            for key, (value, low, high) in LOCAL.items() for name in names]


def data_set(rows: list[Mapping[str, Any]], *names: str, name: str = "duin") -> DataSet:
    # As the door delivers it: a year is a whole number or missing.
    table = pd.DataFrame(rows, index=pd.RangeIndex(2, 2 + len(rows), name="rij"))
    table["jaar"] = table["jaar"].astype("Int64")
    return DataSet(
        name, "Duinstreek", "DUIN", tuple(Municipality(n, "GM0001") for n in names),
        pd.Period("2019-12", "M"), (2020, 2021, 2022, 2023), ("basis",), None,
        {"vervang_mij": table},
        {"schatting": Source("schatting", "Schatting", "gemeente Duin", "2020", "")},
        {}, {"vervang_mij": f"inputs/{name}/vervang_mij.csv"},
    )


@pytest.fixture
def row() -> Callable[..., dict[str, Any]]:
    """Make a row of vervang_mij: key, municipality and the cells that matter."""
    return local_row


@pytest.fixture
def make_data() -> Callable[..., DataSet]:
    """Make a data set of municipalities with every local assumption, and rows on top of them."""

    def made(*names: str, extra: list[dict[str, Any]] | None = None, name: str = "duin",
             **cells: Any) -> DataSet:
        rows = [row | cells for row in local_rows(*names)]
        return data_set([*rows, *(extra or [])], *names, name=name)

    return made


@pytest.fixture
def data(make_data: Callable[..., DataSet]) -> DataSet:
    return make_data("Duin", "Strand")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder that has only the shipped root scenario."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    folder.joinpath("basis.toml").write_bytes((SHIPPED / "scenarios/basis.toml").read_bytes())
    return tmp_path


Write = Callable[..., Path]


@pytest.fixture
def write(project: Path) -> Write:
    """Write a scenario file: its name, its values, and what differs in its head."""

    def written(name: str, values: str = "", basis: str = "basis", head: str = "") -> Path:
        path = project / "scenarios" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        base = f'basis = "{basis}"\n' if basis else ""
        path.write_text(f'titel = "Proef"\nauteur = "Test"\ndatum = 2020-01-01\n'
                        f'omschrijving = "Een proef."\n{base}{head}\n{values}', encoding="utf-8")
        return path

    return written
