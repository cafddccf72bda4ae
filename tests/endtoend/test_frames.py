"""The frames through the command: what is refused, what is entered, what adds up."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import openpyxl
import pytest

TABLE = Path("inputs/voorbeeld/vervang_mij.csv")
FRAMES = ("buig", "participatie", "uitvoering", "gemeentelijk")
HEAD = "gemeente;jaar;regel;versie;soort;bedrag_eur;bron;status\n"
PRIMARY = "Voorbeeldstad;2020;bijdrage;primair;structureel;2000000;voorbeeld-2019;{}\n"


def entered(root: Path, key: str, place: str, year: int, amount: str) -> None:
    """Enter a real budget in the table where a user replaces assumptions."""
    path = root / TABLE
    text = path.read_text(encoding="utf-8")
    names = text.splitlines()[0].split(";")
    row = {"rang": "41", "sleutel": key, "gemeente": place, "jaar": str(year),
           "omschrijving": "eigen budget", "eenheid": "euro per jaar", "eigen_waarde": amount,
           "eigen_bron": "beschikking", "waarom": "eigen opgave", "bron": "voorbeeld-2019",
           "status": "voorbeeld"}
    out = io.StringIO()
    csv.DictWriter(out, names, delimiter=";", lineterminator="\n").writerow(row)
    path.write_text(text.rstrip("\n") + "\n" + out.getvalue(), encoding="utf-8")


def appended(root: Path, file: str, line: str) -> None:
    """Add a line to a file."""
    path = root / file
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + line + "\n",
                    encoding="utf-8")


def assumed(root: Path, key: str, old: str, new: str) -> None:
    """Give an assumption of the base another value."""
    path = root / "scenarios/basis.toml"
    text = path.read_text(encoding="utf-8")
    place = f'[waarden."{key}"]\nwaarde = {old}\n'
    assert text.count(place) == 1
    path.write_text(text.replace(place, place.replace(old, new)), encoding="utf-8")


def budgeted(root: Path, *lines: str) -> None:
    """Write the table of the municipalities' own budgets."""
    (root / "inputs/voorbeeld/begroting.csv").write_text(HEAD + "".join(lines), encoding="utf-8")


MISTAKES = {
    "budget of zero": (
        lambda root: entered(root, "uitvoering.budget", "Proefdorp", 2021, "0"),
        "uitvoering.budget, Proefdorp, 2021", "het budget is 0 euro", "boven nul"),
    "budget outside the run": (
        lambda root: entered(root, "gemeentelijk.budget", "Proefdorp", 2019, "100000"),
        "gemeentelijk.budget, Proefdorp, 2019", "loopt van 2020 tot en met 2023", "haal"),
    "share above one": (
        lambda root: assumed(root, "uitvoering.vast", "0.5", "1.5"),
        "scenarios/basis.toml", "'uitvoering.vast': 1,5 aandeel kan niet", "van 0 tot en met 1"),
    "negative price": (
        lambda root: assumed(root, "nieuw.vergoeding", "3000", "-5"),
        "scenarios/basis.toml", "'nieuw.vergoeding': −5 euro per baan", "van 0 tot en met"),
    "municipality that crosses a limit": (
        lambda root: appended(root, "inputs/voorbeeld/inwoners.csv",
                              "Proefdorp;2021;14900;voorbeeld-2019;raming"),
        "inwoners.csv", "Proefdorp gaat over de grens van 15.000 inwoners in 2021", "'jaren'"),
    "law that ends before the horizon": (
        lambda root: appended(
            root, "inputs/wet/wet.csv",
            "lks.maximum,2022-01,,aandeel van het minimumloon,Participatiewet art. 10d,"
            "werkzaak-lks,feit,nee,2018-01,"),
        "inputs/wet/wet.csv", "'lks.maximum' eindigt in jan 2022", "de jaren van de run"),
    "budget for an unknown line": (
        lambda root: budgeted(root, PRIMARY.format("feit").replace("bijdrage", "bijdrag")),
        "begroting.csv, rij 2, kolom regel", "'bijdrag' is onbekend", "bedoelt u 'bijdrage'?"),
    "two statuses for one amount": (
        lambda root: budgeted(root, PRIMARY.format("feit"), PRIMARY.format("aanname")),
        "begroting.csv, rij 3", "eerst met status feit en dan met status aanname", "haal een van"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_cure_and_nothing_is_written(say, small_project, mistake):
    spoil, where, what, hint = MISTAKES[mistake]
    spoil(small_project)
    said = say("run", "--inputs", "voorbeeld", "--project", small_project, "--draws", "20",
               "--no-sensitivity")
    assert said.code == 2
    told = " ".join(said.err.split())
    for words in (where, what, hint):
        assert words in told
    assert not list((small_project / "outputs").glob("**/*"))


def test_entered_budgets_replace_the_rule_in_number_formula_and_status(say, small_project):
    for place in ("Voorbeeldstad", "Proefdorp"):
        for year in range(2020, 2024):
            entered(small_project, "gemeentelijk.budget", place, year, "1500000")
    entered(small_project, "uitvoering.budget", "Proefdorp", 2021, "777777")
    budgeted(small_project, PRIMARY.format("feit"))
    said = say("run", "--inputs", "voorbeeld", "--project", small_project, "--draws", "20",
               "--no-sensitivity",
               "--edition", "x")
    assert said.code == 0, said.err
    assert "kans gemeentelijk" in said.out
    book = openpyxl.load_workbook(
        small_project / "outputs/voorbeeld/x/werkprognose.xlsx", data_only=True)
    rows = {(r[0], r[1]): r for r in book["Budget"].iter_rows(min_row=6, values_only=True)}
    paid = rows["Proefdorp", "Deel van de algemene uitkering voor de uitvoering"]
    assert paid[6] == 777777
    assert paid[5] not in (0, 777777)
    own = rows["Samen", "Begroting van de gemeente (leeg: gelijk aan de lasten)"]
    assert own[5:9] == (3000000,) * 4
    words = [r[0] for r in book["Bijdrage"].iter_rows(values_only=True)]
    assert "Voorbeeldstad: bijdrage van de gemeente tegenover de begroting" in words
    assert "Samen: bijdrage van de gemeente tegenover de begroting" not in words  # half a budget


def pick(table, variable, statistic="verwacht"):
    """Return a variable by area and year."""
    found = table[(table["variabele"] == variable) & (table["statistiek"] == statistic)
                  & (table["scenario"] == "basis")]
    return found.set_index(["gebied", "periode"])["waarde"]


@pytest.mark.parametrize("statistic", ["verwacht", "gemiddelde"])
def test_frames_add_up_in_the_results(table, statistic):
    for frame in (*FRAMES, "totaal"):
        sides = {side: pick(table, f"budget.{frame}.{side}", statistic)
                 for side in ("baten", "lasten", "saldo")}
        assert len(sides["saldo"]) == 16
        assert np.allclose(sides["baten"] - sides["lasten"], sides["saldo"], atol=0.01)
    together = sum(pick(table, f"budget.{frame}.saldo", statistic) for frame in FRAMES)
    assert np.allclose(together, pick(table, "budget.totaal.saldo", statistic), atol=0.01)
    state = sum(pick(table, f"budget.{frame}.saldo", statistic) for frame in FRAMES[:3])
    assert np.allclose(state, pick(table, "budget.totaal.rijkskaders", statistic), atol=0.01)
    own = pick(table, "budget.gemeentelijk.lasten", statistic) - state
    assert np.allclose(own, pick(table, "budget.totaal.bijdrage", statistic), atol=0.01)


def test_the_wsw_runs_short_by_about_what_is_assumed(table):
    # 576 expected units x 3,000 x 1.025, and 2.6 units more than the State expects
    short = pick(table, "budget.wsw.subsidieresultaat")["WPDA", "2020"]
    assert -1_900_000 < short < -1_700_000
    low, high = (pick(table, "budget.wsw.subsidieresultaat", p)["WPDA", "2020"]
                 for p in ("p10", "p90"))
    assert low < -2_400_000
    assert high > -1_350_000
    odds = pick(table, "kans.binnen_budget.participatie", "kans")
    assert (odds.loc["WPDA"] < 0.25).all()
