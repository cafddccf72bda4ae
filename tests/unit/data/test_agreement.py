"""The arithmetic of the agreement of 2020 on the shipped figures: what every reader can redo."""

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


def test_outflow_of_2020_is_twelve_percent_below_2018(agreed):
    before = agreed["uitstroom_geheel_of_gedeeltelijk", 2018]
    assert 1 - agreed["uitstroom_doel", 2020] / before == pytest.approx(0.119, abs=5e-4)


def test_a_fifth_of_the_outflow_comes_back(agreed):
    assert agreed["uitstroom_doel", 2020] * agreed["herinstroom_norm", 2020] / 100 == 140


def test_wsw_is_657_of_whom_407_inside_277_after_the_bor(agreed):
    people = table("wsw").groupby("plaatsing").waarde.sum()
    outside, inside = people.drop(["intern", "bor"]).sum(), people[["intern", "bor"]].sum()
    bor = int(table("vervang_mij").set_index("sleutel").waarde["wsw.bor.personen"])
    assert people.sum() == agreed["wsw_medewerkers", 2019] == 657
    assert (outside, inside, inside - bor) == (250, 407, 277)
    assert (people["intern"], people["bor"]) == (277, bor)
    assert outside + bor == agreed["wsw_regulier_doel", 2020] == 380
    assert round(100 * 380 / 657, 1) == 57.8
    assert round(657 * 0.94) == 618
    assert round(100 * 380 / 618, 1) == 61.5
    assert round(380 * 0.06) == 23


def test_beschut_is_60_places_of_31_hours(agreed):
    rows = table("afspraken")
    places = rows[rows.variabele == "beschut_plekken_doel"].dropna(subset=["gemeente"])
    assert places.set_index("gemeente").waarde.to_dict() == {
        "Aa en Hunze": 6, "Assen": 43, "Tynaarlo": 11}
    assert agreed["beschut_plekken_doel", 2020] == 6 + 43 + 11 == 60
    assert round(60 * 31 / 27) == 69


def test_the_register_goes_from_31_to_36_percent(agreed):
    own = table("register").groupby("variabele").waarde.sum()
    people, jobs = own["personen"], own["banen"]
    assert people == agreed["register_personen", 2019] == 450
    assert jobs == agreed["register_banen", 2019] == 140
    later = people + agreed["register_groei", 2020]
    goal = agreed["register_banen_doel", 2020]
    assert (later, goal, goal - jobs) == (525, 190, 50)
    assert (round(100 * jobs / people, 1), round(100 * goal / later, 1)) == (31.1, 36.2)
    assert round(later * jobs / people) == 163


def test_status_holders_are_120_couples_and_160_singles(agreed):
    people = table("statushouders").waarde.sum()
    benefits = agreed["statushouders_uitkeringen", 2019]
    assert (people, benefits) == (agreed["statushouders_personen", 2019], 280)
    couples = people - benefits
    assert (couples, benefits - couples) == (120, 160)
    assert agreed["statushouders_naar_werk_doel", 2020] / people == 0.1
    ratio = table("vervang_mij").set_index("sleutel").waarde[
        "bijstand.personen_per_uitkering.statushouder"]
    assert people / ratio == pytest.approx(280, abs=1e-3)


def test_the_voorzieningenwijzer_is_used_165_times_and_180_is_the_same_share(agreed):
    offers = agreed["voorzieningenwijzer_aangeboden", 2019]
    used = offers * agreed["voorzieningenwijzer_gebruikt", 2019] / 100
    assert (offers, used) == (275, 165)
    assert agreed["voorzieningenwijzer_gebruikt_doel", 2020] / agreed[
        "voorzieningenwijzer_aangeboden_doel", 2020] == used / offers == 0.6
