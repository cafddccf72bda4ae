"""The bridge between two editions: against full runs, on damaged editions, and in the workbook."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from forecast.cli import main
from forecast.cli.app import cache_folder
from forecast.cycle.asking import Asked, compare

COUNTS = "Nieuwe cijfers: bijstand, inwoners en leeftijden"
PRICE = "Prijs en overige lasten van de BUIG"
METHOD = "Methode: afronding, looptijd en pakketten"
SALDO = "budget.totaal.rijkskaders"
PLACES, YEARS = ("Voorbeeldstad", "Proefdorp"), (2020, 2021, 2022, 2023)
BASE, OWN = "scenarios/basis.toml", "inputs/voorbeeld"
CENT = 0.01
#: Amounts are published with twelve digits; a bridge counts with all of them.
EXACT = 1e-4


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def dearer(project: Path) -> None:
    replaced(project / BASE, "waarde = 15400\n", "waarde = 16000\n")


def fuller(project: Path) -> None:
    """Let eight more people enter in the last month; stock and composition follow."""
    months, shares = (project / OWN / f"{n}.csv" for n in ("bijstand_maand", "samenstelling"))
    month = re.search(r"^Voorbeeldstad;2019-12;instroom_nieuw;(\d+);", months.read_text("utf-8"),
                      re.MULTILINE)
    replaced(months, month[0], f"Voorbeeldstad;2019-12;instroom_nieuw;{int(month[1]) + 8};")
    replaced(months, "Voorbeeldstad;2019-12;stand;1352;", "Voorbeeldstad;2019-12;stand;1360;")
    replaced(shares, "Voorbeeldstad;werknemer;overig;407;", "Voorbeeldstad;werknemer;overig;415;")


@pytest.fixture(scope="module")
def project(project_to_read, tmp_path_factory):
    """Return a project with editions een and gelijk (as shipped), prijs, cijfers and twee.

    Edition prijs changed the assumption only, cijfers the counts only and twee both, so that full
    runs can say what either does. Those two lie apart: the workbook of twee looks back at gelijk.
    """
    root = shutil.copytree(project_to_read, tmp_path_factory.mktemp("edities") / "project")

    def run(edition, *changes, inputs="voorbeeld", out="outputs"):
        place = shutil.copytree(root, root.parent / edition, ignore=shutil.ignore_patterns(
            "outputs")) if changes else root
        for change in changes:
            change(place)
        words = ["--inputs", inputs, "--project", place, "--draws", 20, "--out", root / out,
                 "--no-sensitivity"]
        assert main([str(w) for w in ("run", "basis", *words, "--edition", edition)]) == 0

    def named_otherwise(place: Path) -> None:
        shutil.copytree(place / OWN, place / "inputs" / "tweede")
        replaced(place / "inputs/tweede/gegevensset.toml", '"voorbeeld"', '"tweede"')

    run("prijs", dearer, out="los")
    run("cijfers", fuller, out="los")
    run("een")
    run("gelijk")
    run("twee", dearer, fuller)
    run("elders", named_otherwise, inputs="tweede")
    return root


@pytest.fixture
def shelf(project, tmp_path):
    """Return a folder with copies of editions een and twee, to damage."""
    for name in ("een", "twee"):
        shutil.copytree(project / "outputs/voorbeeld" / name, tmp_path / "uit/voorbeeld" / name)
    return tmp_path / "uit" / "voorbeeld"


def bridge(project: Path, one: str | Path, other: str | Path):
    asked = Asked(project, "voorbeeld", 20, 2020, cache_folder())
    return compare(asked, str(one), str(other), lambda _: None).bridge


def published(folder: Path) -> np.ndarray:
    """Return the balance that an edition published, by year and municipality."""
    table = pd.read_csv(folder / "results.csv", dtype={"periode": str})
    table = table[(table["variabele"] == SALDO) & (table["statistiek"] == "verwacht")]
    found = table.pivot_table("waarde", "periode", "gebied")
    return found.loc[[str(y) for y in YEARS], list(PLACES)].to_numpy()


def steps_of(found) -> dict[str, np.ndarray]:
    """Return the steps of a bridge by cause, each by year and municipality."""
    assert found.years == YEARS
    assert len({s.label for s in found.steps}) == len(found.steps)
    return {s.label: np.array([s.amounts[name] for name in PLACES]).T for s in found.steps}


def snapshot(*folders: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for f in folders for p in sorted(f.rglob("*")) if p.is_file()}


def mended(edition: Path, path: str, change) -> None:
    """Change a file in the kept inputs, and its fingerprint in the manifest with it."""
    with zipfile.ZipFile(edition / "invoer.zip") as held:
        files = {name: held.read(name) for name in held.namelist()}
    text = files[path].decode()
    files[path] = change(text).encode()
    assert files[path] != text.encode()
    with zipfile.ZipFile(edition / "invoer.zip", "w") as held:
        for name, content in files.items():
            held.writestr(name, content)
    told = json.loads((edition / "manifest.json").read_text("utf-8"))
    told["vingerafdrukken"][path] = hashlib.sha256(files[path]).hexdigest()
    (edition / "manifest.json").write_text(json.dumps(told), encoding="utf-8")


def told_in(book: Path, sheet: str) -> list[list[object]]:
    rows = load_workbook(book, data_only=True)[sheet].iter_rows(values_only=True)
    return [[cell for cell in row if cell is not None] for row in rows]


def test_the_same_inputs_are_kept_in_the_same_bytes_with_every_file_that_was_read(project):
    one, same = (project / "outputs/voorbeeld" / name for name in ("een", "gelijk"))
    assert (one / "invoer.zip").read_bytes() == (same / "invoer.zip").read_bytes()
    marks = json.loads((one / "manifest.json").read_text("utf-8"))["vingerafdrukken"]
    with zipfile.ZipFile(one / "invoer.zip") as held:
        assert marks == {n: hashlib.sha256(held.read(n)).hexdigest() for n in held.namelist()}
    assert {BASE, f"{OWN}/bijstand_maand.csv", "inputs/wet/wet.csv"} <= marks.keys()


def test_the_steps_add_up_to_the_published_difference_and_name_both_causes(project):
    shelf = project / "outputs/voorbeeld"
    found = bridge(project, "een", "twee")
    steps = steps_of(found)
    assert list(steps) == [COUNTS, PRICE]
    assert [s.keys for s in found.steps] == [(), ("buig.prijs.allin",)]
    gap = published(shelf / "twee") - published(shelf / "een")
    assert np.abs(gap).min() > 1
    assert np.abs(sum(steps.values()) - gap).max() < CENT


def test_a_cause_is_its_mean_effect_in_full_runs_with_and_without_the_other(project):
    shelf, apart = project / "outputs/voorbeeld", project / "los/voorbeeld"
    none, price, counts, both = map(published, (
        shelf / "een", apart / "prijs", apart / "cijfers", shelf / "twee"))
    steps = steps_of(bridge(project, "een", "twee"))
    assert np.abs(steps[PRICE] - ((price - none) + (both - counts)) / 2).max() < CENT
    assert np.abs(steps[COUNTS] - ((counts - none) + (both - price)) / 2).max() < CENT


def test_the_way_back_is_minus_the_way_there_for_every_cause(project):
    there, back = (steps_of(bridge(project, *pair)) for pair in (("een", "twee"), ("twee", "een")))
    assert list(there) == list(back)
    for label, amounts in there.items():
        assert np.abs(amounts + back[label]).max() < EXACT


def test_what_only_the_program_says_otherwise_is_method_with_both_versions(project, shelf):
    told = json.loads((shelf / "een/manifest.json").read_text("utf-8"))
    now, told["versie"] = told["versie"], "0.0.1"
    (shelf / "een/manifest.json").write_text(json.dumps(told), encoding="utf-8")
    table = pd.read_csv(shelf / "een/results.csv", dtype={"periode": str})
    cell = ((table["variabele"] == SALDO) & (table["periode"] == "2021")
            & (table["statistiek"] == "verwacht") & (table["gebied"] == "Proefdorp"))
    assert cell.sum() == 1
    table.loc[cell, "waarde"] -= 1000.0
    table.to_csv(shelf / "een/results.csv", index=False)
    shifted = np.zeros((len(YEARS), len(PLACES)))
    shifted[YEARS.index(2021), PLACES.index("Proefdorp")] = 1000.0
    label = f"Methode: van versie 0.0.1 naar {now}"
    # alone, beside two other causes, and on the way back
    alone = steps_of(bridge(project, shelf / "een", "gelijk"))
    assert list(alone) == [label]
    assert np.abs(alone[label] - shifted).max() < EXACT
    beside = steps_of(bridge(project, shelf / "een", shelf / "twee"))
    assert list(beside) == [COUNTS, PRICE, label]
    assert np.abs(beside[label] - shifted).max() < EXACT
    back = steps_of(bridge(project, "gelijk", shelf / "een"))
    assert np.abs(back[f"Methode: van versie {now} naar 0.0.1"] + shifted).max() < EXACT


def test_equal_editions_have_no_steps(say, project):
    assert bridge(project, "een", "gelijk").steps == ()
    said = say("compare", "een", "gelijk", "--inputs", "voorbeeld", "--project", project)
    assert said.code == 0, said.err
    assert "editie een en editie gelijk zeggen hetzelfde: er is geen verschil." in said.out
    assert "oorzaak" not in said.out


def other_zip(shelf: Path) -> None:
    shutil.copy(shelf / "twee/invoer.zip", shelf / "een/invoer.zip")


def half_a_zip(shelf: Path) -> None:
    file = shelf / "een" / "invoer.zip"
    file.write_bytes(file.read_bytes()[:9000])


def no_shared_year(shelf: Path) -> None:
    # a data set begins in the year after its last month, so real editions need other counts
    for name, early in (("een", True), ("twee", False)):
        table = pd.read_csv(shelf / name / "results.csv", dtype=str)
        kept = table[(table["periode"] < "2022") == early]
        kept.to_csv(shelf / name / "results.csv", index=False)


@pytest.mark.parametrize(("damage", "words", "told", "hint"), [
    (None, ("een", "elders"), "editie een en editie elders: de ene editie is van gegevensset "
     "voorbeeld, de andere van tweede", "edities van dezelfde gegevensset"),
    (lambda shelf: (shelf / "een/invoer.zip").unlink(), ("een", "twee"),
     "editie een bewaart haar invoer niet", "maak haar opnieuw met de invoer van toen"),
    (other_zip, ("een", "twee"), "de bewaarde invoer is niet die waarmee de editie is gemaakt",
     "reservekopie"),
    (half_a_zip, ("een", "twee"), "de bewaarde invoer is niet te lezen", "reservekopie"),
    (None, ("een", "basis"), "een is een editie en basis niet", "twee scenario's"),
    (None, ("basis", "een"), "een is een editie en basis niet", "twee scenario's"),
    (None, ("een", "twee", "--scenario", "ongunstig"), "--scenario ongunstig: dat scenario "
     "staat niet in beide edities (een en twee)", "kies uit: basis"),
    (no_shared_year, ("een", "twee"), "editie een en editie twee: zij hebben geen jaar gemeen: "
     "2020-2021 en 2022-2023", "kies edities die elkaar overlappen"),
    (None, ("een", "een"), "dat is twee keer hetzelfde", "die verschillen"),
], ids=["gegevensset", "zonder", "geruild", "half", "scenario-achter", "scenario-voor", "optie",
        "jaren", "zelfde"])
def test_what_has_no_bridge_is_said_and_nothing_is_written(
    say, project, shelf, damage, words, told, hint
):
    shutil.copytree(project / "outputs/tweede", shelf.parent / "tweede")
    if damage:
        damage(shelf)
    before = snapshot(project, shelf.parent)
    said = say("compare", *words, "--inputs", "voorbeeld", "--project", project,
               "--out", shelf.parent)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert hint in said.err
    assert "1 probleem; er is niets geschreven of gewijzigd." in said.err
    assert snapshot(project, shelf.parent) == before


def test_the_workbook_begins_the_bridge_at_what_the_edition_before_published(project):
    shelf = project / "outputs/voorbeeld"
    rows = told_in(shelf / "twee/werkprognose.xlsx", "Brug")
    words = next(str(row[0]) for row in rows if row and "Sinds editie" in str(row[0]))
    assert words.startswith("Sinds editie gelijk: € ")
    assert COUNTS in words
    assert PRICE in words
    figures = [row for row in rows if "euro" in row]
    before, after = published(shelf / "gelijk"), published(shelf / "twee")
    # the whole first, then every municipality
    for area, was, now in zip(("Samen", *PLACES), (before.sum(axis=1), *before.T),
                              (after.sum(axis=1), *after.T), strict=True):
        start, *causes, end, _, left = figures[:6]
        figures = figures[6:]
        assert start[0] == "Saldo: editie gelijk", area
        assert np.abs(np.array(start[2:6]) - was).max() < CENT
        assert [cause[0] for cause in causes] == [COUNTS, PRICE]
        assert np.abs(np.array(end[2:6]) - now).max() < CENT
        assert left[2:6] == [0, 0, 0, 0]
    assert not figures


def test_a_run_after_an_edition_without_inputs_works_and_says_there_is_no_bridge(
    say, project, shelf
):
    shutil.rmtree(shelf / "twee")
    (shelf / "een/invoer.zip").unlink()
    said = say("run", "basis", "--inputs", "voorbeeld", "--project", project, "--draws", 20,
               "--no-sensitivity",
               "--out", shelf.parent, "--edition", "drie")
    assert said.code == 0, said.err
    log = [str(cell) for row in told_in(shelf / "drie/werkprognose.xlsx", "Wijzigingslog")
           for cell in row]
    assert "Geen brug vanaf editie een: editie een bewaart haar invoer niet" in log
    book = load_workbook(shelf / "drie/werkprognose.xlsx", read_only=True)
    assert "Brug" not in book.sheetnames


def test_an_assumption_that_did_not_exist_yet_takes_its_later_value(project, shelf):
    mended(shelf / "een", BASE, lambda text: re.sub(
        r'\[waarden\."buig\.prijs\.allin"\]\n(?:[^\[\n].*\n)*', "", text))
    none, price, both = map(published, (
        shelf / "een", project / "los/voorbeeld/prijs", shelf / "twee"))
    steps = steps_of(bridge(project, shelf / "een", shelf / "twee"))
    # with the later price on both sides the counts do what full runs at that price say, and what
    # the edition said without it is method
    assert list(steps) == [COUNTS, METHOD]
    assert np.abs(steps[COUNTS] - (both - price)).max() < CENT
    assert np.abs(steps[METHOD] - (price - none)).max() < CENT
