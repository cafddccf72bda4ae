"""One scenario per mistake, each with the message that its author must get.

A file is a scenario on its own; a folder holds several, with the one to run named as the folder.
Lines that begin with ``# verwacht:`` hold (part of) the message.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.inputs import DataSet, Municipality, Source
from forecast.scenarios import catalogue, resolve

HERE = Path(__file__).parent / "scenarios"
SHIPPED = Path(__file__).parents[2] / "scenarios"
MISTAKES = sorted(HERE.iterdir())
LOCAL = {"buig.aandeel": 0.4, "buig.lks.banen": 60, "buig.ioaw_ioaz.stand": 80}


def data_set(**cells: Any) -> DataSet:
    rows = [{"rang": 1, "sleutel": key, "gemeente": "Duin", "jaar": None, "omschrijving": "proef",
             "waarde": value, "laag": None, "hoog": None, "eenheid": catalogue()[key].unit,
             "eigen_waarde": None, "eigen_bron": "", "waarom": "", "bron": "schatting",
             "status": "aanname"} for key, value in LOCAL.items()]
    rows[0] |= cells
    table = pd.DataFrame(rows, index=pd.RangeIndex(2, 5, name="rij"))
    return DataSet("duin", "Duin", "DUIN", (Municipality("Duin", "GM0001"),),
                   pd.Period("2019-12", "M"), (2020, 2021), ("basis",), None,
                   {"vervang_mij": table},
                   {"schatting": Source("schatting", "Schatting", "gemeente Duin", "2020", "")},
                   {}, {"vervang_mij": "inputs/duin/vervang_mij.csv"})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "scenarios").mkdir()
    shutil.copy(SHIPPED / "basis.toml", tmp_path / "scenarios")
    return tmp_path


def message(project: Path, data: DataSet, scenario: str) -> str:
    before = sorted(p.relative_to(project) for p in project.rglob("*"))
    with pytest.raises(ForecastError) as caught:
        resolve(project, data, scenario)
    assert sorted(p.relative_to(project) for p in project.rglob("*")) == before
    return str(caught.value)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda p: p.stem)
def test_a_mistake_gets_its_message(project, mistake):
    files = [mistake] if mistake.is_file() else sorted(mistake.iterdir())
    for file in files:
        shutil.copy(file, project / "scenarios")
    main = (project / "scenarios" / f"{mistake.stem}.toml").read_text(encoding="utf-8")
    expected = [line.removeprefix("# verwacht:").strip() for line in main.splitlines()
                if line.startswith("# verwacht:")]
    said = message(project, data_set(), mistake.stem)
    assert expected
    for text in expected:
        assert text in said


def test_all_problems_come_at_once(project):
    for name in ("onbekende_sleutel", "buiten_grenzen"):
        shutil.copy(HERE / f"{name}.toml", project / "scenarios")
    path = project / "scenarios/onbekende_sleutel.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"basis"', '"buiten_grenzen"'),
                    encoding="utf-8")
    said = message(project, data_set(waarde=400), "onbekende_sleutel")
    assert said.count("\n") == 3
    assert "inputs/duin/vervang_mij.csv, rij 2: 'buig.aandeel': 400" in said


@pytest.mark.parametrize(("content", "expected"), [
    (b"", "scenarios/leeg.toml: het bestand is leeg"),
    (b"titel = \"\xe9\xe9n\"", "niet in UTF-8")])
def test_a_file_that_cannot_be_read(project, content, expected):
    (project / "scenarios/leeg.toml").write_bytes(content)
    assert expected in message(project, data_set(), "leeg")


@pytest.mark.parametrize(("cells", "expected"), [
    ({"sleutel": "buig.aandel"}, "rij 2: onbekende sleutel 'buig.aandel' (bedoelt u 'buig.aand"),
    ({"eenheid": "euro"}, "'buig.aandeel' staat hier in 'euro' (de eenheid van deze sleutel is"),
    ({"jaar": 2020}, "'buig.aandeel' is één getal en geen pad"),
    ({"gemeente": ""}, "'buig.aandeel' heeft per gemeente een waarde"),
    ({"waarde": None}, "'buig.aandeel' heeft geen waarde voor Duin: Aandeel van de gemeente"),
    ({"laag": 0.5, "hoog": 0.6}, "ligt niet tussen laag en hoog")])
def test_a_mistake_in_the_local_assumptions(project, cells, expected):
    assert expected in message(project, data_set(**cells), "basis")


def test_a_scenario_that_is_not_there_names_the_nearest(project):
    said = message(project, data_set(), "baasis")
    assert said == "scenarios: scenario 'baasis' bestaat niet (bedoelt u 'basis'?)"
