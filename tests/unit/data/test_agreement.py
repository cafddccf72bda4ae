"""The arithmetic of the agreement of 2020 on the shipped figures: what every reader can redo."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

INPUTS = Path(__file__).parents[3] / "inputs" / "wpda"


def table(name):
    return pd.read_csv(INPUTS / f"{name}.csv")


@pytest.fixture(scope="module")
def agreed():
    rows = table("afspraken")
    return rows[rows.gemeente.isna()].set_index(["variabele", "jaar"]).waarde


@pytest.fixture(scope="module")
def targets():
    # read as plain TOML, as a reader would: this file checks the figures, not the program
    found = tomllib.loads((INPUTS / "doelen.toml").read_text(encoding="utf-8"))["doel"]
    return {row["sleutel"]: row for row in found}


def test_no_target_is_left_among_the_facts(agreed, targets):
    assert not [name for name, _ in agreed.index if name.endswith(("_doel", "_norm"))]
    normed = {key: row["norm"] for key, row in targets.items() if "norm" in row}
    assert normed == {
        "uitstroom": 700, "register_banen": 190, "wsw_regulier": 380, "beschut_plekken": 60,
        "statushouders_naar_werk": 40, "meedoen_in_beeld": 100,
        "voorzieningenwijzer_aangeboden": 300, "voorzieningenwijzer_gebruikt": 180,
        "besluiten_juist": 99}
    assert {row["jaar"] for row in targets.values()} == {2020}


def test_outflow_of_2020_is_twelve_percent_below_2018(agreed, targets):
    before = agreed["uitstroom_geheel_of_gedeeltelijk", 2018]
    assert targets["uitstroom"]["vergelijking"]["waarde"] == before == 795
    assert 1 - targets["uitstroom"]["norm"] / before == pytest.approx(0.119, abs=5e-4)


def test_that_a_fifth_comes_back_is_a_benchmark_and_no_promise(targets):
    again = targets["herinstroom"]
    assert "norm" not in again
    assert again["richting"] == "ten hoogste"
    assert targets["uitstroom"]["norm"] * again["vergelijking"]["waarde"] / 100 == 140


def test_wsw_is_657_of_whom_407_inside_277_after_the_bor(agreed, targets):
    people = table("wsw").groupby("plaatsing").waarde.sum()
    outside, inside = people.drop(["intern", "bor"]).sum(), people[["intern", "bor"]].sum()
    bor = int(table("vervang_mij").set_index("sleutel").waarde["wsw.bor.personen"])
    assert people.sum() == agreed["wsw_medewerkers", 2019] == 657
    assert (outside, inside, inside - bor) == (250, 407, 277)
    assert (people["intern"], people["bor"]) == (277, bor)
    assert outside + bor == targets["wsw_regulier"]["norm"] == 380
    assert outside == targets["wsw_regulier"]["anders"][0]["norm"]
    assert round(100 * 380 / 657, 1) == 57.8
    assert round(657 * 0.94) == 618
    assert round(100 * 380 / 618, 1) == 61.5
    assert round(380 * 0.06) == 23


def test_beschut_is_60_places_of_31_hours(agreed, targets):
    own = targets["beschut_plekken"]
    assert own["gemeenten"] == {"Aa en Hunze": 6, "Assen": 43, "Tynaarlo": 11}
    assert own["norm"] == sum(own["gemeenten"].values()) == 60
    assert agreed["beschut_uren_per_plek", 2020] == 31
    assert round(60 * 31 / 27) == 69


def test_the_register_goes_from_31_to_36_percent(agreed, targets):
    own = table("register").groupby("variabele").waarde.sum()
    people, jobs = own["personen"], own["banen"]
    assert people == agreed["register_personen", 2019] == 450
    assert jobs == agreed["register_banen", 2019] == 140
    assert jobs == targets["register_banen"]["vergelijking"]["waarde"]
    later = people + agreed["register_groei", 2020]
    goal = targets["register_banen"]["norm"]
    assert (later, goal, goal - jobs) == (525, 190, 50)
    assert (round(100 * jobs / people, 1), round(100 * goal / later, 1)) == (31.1, 36.2)
    assert round(later * jobs / people) == 163


def test_status_holders_are_120_couples_and_160_singles(agreed, targets):
    people = table("statushouders").waarde.sum()
    benefits = agreed["statushouders_uitkeringen", 2019]
    assert (people, benefits) == (agreed["statushouders_personen", 2019], 280)
    assert benefits == targets["statushouders_uitkeringen"]["vergelijking"]["waarde"]
    couples = people - benefits
    assert (couples, benefits - couples) == (120, 160)
    assert targets["statushouders_naar_werk"]["norm"] / people == 0.1
    ratio = table("vervang_mij").set_index("sleutel").waarde[
        "bijstand.personen_per_uitkering.statushouder"]
    assert people / ratio == pytest.approx(280, abs=1e-3)


def test_the_voorzieningenwijzer_is_used_165_times_and_180_is_the_same_share(agreed, targets):
    offers = agreed["voorzieningenwijzer_aangeboden", 2019]
    used = offers * agreed["voorzieningenwijzer_gebruikt", 2019] / 100
    assert (offers, used) == (275, 165)
    goals = [targets[f"voorzieningenwijzer_{k}"] for k in ("aangeboden", "gebruikt")]
    assert [goal["vergelijking"]["waarde"] for goal in goals] == [offers, used]
    assert goals[1]["norm"] / goals[0]["norm"] == used / offers == 0.6
