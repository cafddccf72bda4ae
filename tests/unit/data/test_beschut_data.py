"""The shipped figures of beschut werk: they follow from their script and from the agreement."""

from __future__ import annotations

import csv
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "inputs" / "wpda" / "afleiden_beschut.py"
ORDER = ["Assen", "Aa en Hunze", "Tynaarlo"]


@pytest.fixture(scope="module")
def table():
    return pd.read_csv(ROOT / "inputs/wpda/beschut.csv")


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("afleiden_beschut", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", list(sys.path))
        patch.setitem(sys.modules, "afleiden_beschut", module)
        spec.loader.exec_module(module)
        yield module


@pytest.fixture(scope="module")
def own():
    return tomllib.loads((ROOT / "inputs/wpda/afleiding_beschut.toml").read_text("utf-8"))


def at(table, variable, month):
    rows = table[(table.variabele == variable) & (table.maand == month)]
    return rows.set_index("gemeente").waarde.reindex(ORDER).tolist()


def test_the_table_is_what_the_script_makes():
    done = subprocess.run([sys.executable, str(SCRIPT), "--controle"], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "beschut.csv: gelijk\n"


def test_the_quota_is_that_of_the_agreement_and_the_staatscourant(table):
    assert at(table, "taakstelling", "2020-12") == [43, 6, 11]
    assert sum(at(table, "taakstelling", "2020-12")) == 60
    assert at(table, "taakstelling", "2017-12")[0] == 15
    assert at(table, "taakstelling", "2018-12")[0] == 27
    facts = table[(table.variabele == "taakstelling") & (table.status == "feit")]
    assert sorted(set(facts.bron)) == ["afspraken-2020", "stcrt-2017-4882", "stcrt-2017-68246"]
    later = table[(table.variabele == "taakstelling") & (table.maand > "2020-12")]
    assert set(later.status) == {"aanname"}


def test_33_places_38_people_and_4_who_wait_at_the_opening(table):
    assert at(table, "plekken", "2019-12") == [24, 3, 6]
    assert at(table, "personen", "2019-12") == [28, 3, 7]
    assert at(table, "wachtend", "2019-12") == [3, 0, 1]
    assert round(33 * 31 / 27) == 38
    assert set(table[table.maand == "2019-12"].status) == {"aanname", "afgeleid"}


def test_places_open_in_equal_steps_to_the_quota(table):
    plan = table[table.variabele == "plekken"].groupby("maand").waarde.sum()
    assert plan.tolist() == [33, 39.75, 46.5, 53.25, 60]
    assert plan.index[-1] == "2020-12"


def test_the_advices_in_vervang_mij_are_those_of_the_script(script):
    rows = pd.read_csv(ROOT / "inputs/wpda/vervang_mij.csv")
    said = rows[rows.sleutel == "beschut.adviezen"].set_index("gemeente").waarde
    assert script.advices(script.read(ROOT)).tolist() == said.reindex(ORDER).tolist()


def test_the_script_assumes_what_the_base_scenario_says(own):
    base = tomllib.loads((ROOT / "scenarios/basis.toml").read_text("utf-8"))["waarden"]
    flow = own["stroom"]
    assert flow["geschikt"] == base["beschut.geschikt"]["waarde"]
    assert flow["positief"] == base["beschut.positief"]["waarde"]
    assert flow["voorbereiding_maanden"] == base["beschut.voorbereiding"]["waarde"]
    assert own["uren"]["per_persoon"] == base["beschut.uren"]["waarde"]
    leave = base["beschut.uitval_jaar"]["waarde"] + base["beschut.doorstroom_jaar"]["waarde"]
    assert flow["uitval_en_doorstroom"] == pytest.approx(leave)


def test_the_national_figures_agree_with_the_part_that_works(own):
    """A quarter that cannot start and three months of preparation explain who does not work."""
    nation = own["landelijk"]
    advised = nation["werkzaam_2019_09"] / nation["werkend_deel_2019_09"]
    idle = advised - nation["werkzaam_2019_09"]
    starts = 12 * (3682 - 1465) / 18 + 0.12 * (1465 + 3682) / 2
    assert round(advised) == 5496
    assert idle == pytest.approx(0.25 * advised + starts * 3 / 12, rel=0.02)


def test_every_source_is_registered(own):
    known = set()
    for folder in ("wpda", "landelijk", "wet"):
        with (ROOT / "inputs" / folder / "bronnen.csv").open(encoding="utf-8", newline="") as file:
            known |= {row["code"] for row in csv.DictReader(file)}
    used = {value for part in own.values() for key, value in part.items()
            if key.startswith("bron")}
    assert used <= known
    assert len(used) == 5
