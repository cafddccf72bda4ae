"""Targets, solving and batches through the command."""

from __future__ import annotations

import pandas as pd
import pytest

HEAD = "variant;sleutel;gemeente;waarde\n"
GOOD = ("meer werk;bijstand.uitstroom.werk.factor;;1,1\n"
        "duurder;buig.prijs.lokaal;Proefdorp;1,02\n"
        "beide;bijstand.uitstroom.werk.factor;;1,1\n"
        "beide;buig.prijs.lokaal;Proefdorp;1,02\n")


def asked(say, root, *words, draws=20):
    return say(*words, "--inputs", "voorbeeld", "--project", root, "--draws", draws)


@pytest.fixture
def variants(small_project):
    path = small_project / "varianten.csv"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    return path


def test_a_batch_gives_the_scenario_and_every_variant(say, small_project, variants, tmp_path):
    files = [tmp_path / name for name in ("een.csv", "twee.csv")]
    for workers, file in zip((1, 2), files, strict=True):
        said = asked(say, small_project, "batch", variants, "--workers", workers, "--out", file)
        assert said.code == 0, said.err
        assert "meer werk" in said.out
    assert files[0].read_bytes() == files[1].read_bytes()
    table = pd.read_csv(files[0], dtype={"periode": str})
    assert list(dict.fromkeys(table["variant"])) == ["basis", "meer werk", "duurder", "beide"]
    here = table[(table["gebied"] == "Samen") & (table["periode"] == "2023")]
    value = here.set_index(["variant", "variabele", "statistiek"])["waarde"]
    stock, total = "bijstand.uitkeringen", "budget.totaal.rijkskaders"
    assert value["meer werk", stock, "gemiddelde"] < value["basis", stock, "gemiddelde"]
    assert value["duurder", stock, "gemiddelde"] == value["basis", stock, "gemiddelde"]
    assert value["duurder", total, "gemiddelde"] < value["beide", total, "gemiddelde"]


def test_a_batch_says_of_the_scenario_what_a_run_says(say, small_project, variants, tmp_path):
    out = tmp_path / "reeks.csv"
    assert asked(say, small_project, "batch", variants, "--workers", 1, "--out", out).code == 0
    assert asked(say, small_project, "run", "--edition", "x", "--no-sensitivity").code == 0
    run = pd.read_csv(small_project / "outputs/voorbeeld/x/results.csv", dtype={"periode": str})
    both = pd.read_csv(out, dtype={"periode": str}).query("variant == 'basis'").merge(
        run, on=["variabele", "gebied", "periode", "statistiek"])
    assert len(both) > 200
    gap = (both["waarde_x"] - both["waarde_y"]).abs()
    assert (gap <= 1e-6 * both["waarde_y"].abs() + 0.01).all()


def test_one_bad_row_stops_the_batch_and_all_rows_are_judged(say, small_project, variants):
    bad = ("a;bijstand.uitstroom.werk.faktor;;1,1\nb;bijstand.uitstroom.werk.factor;;99\n"
           "c;buig.prijs.lokaal;Elders;1,02\n")
    variants.write_text(HEAD + GOOD + bad, encoding="utf-8")
    said = asked(say, small_project, "batch", variants, "--out", small_project / "uit.csv")
    assert said.code == 2
    for words in ("rij 6", "bedoelt u 'bijstand.uitstroom.werk.factor'", "rij 7", "kan niet",
                  "rij 8", "Elders", "3 problemen"):
        assert words in said.err
    assert not (small_project / "uit.csv").exists()


def test_a_batch_that_is_not_there_or_is_named_as_the_scenario(say, small_project, variants):
    said = asked(say, small_project, "batch", small_project / "nergens.csv")
    assert (said.code, "bestaat niet" in said.err) == (2, True)
    variants.write_text(HEAD + GOOD.replace("beide", "basis"), encoding="utf-8")
    said = asked(say, small_project, "batch", variants)
    assert (said.code, "heet 'basis'" in said.err) == (2, True)


def test_a_goal_is_solved_and_its_odds_come_from_draws(say, small_project):
    found = asked(say, small_project, "solve", "bijstand.uitkeringen<=1000:2023")
    assert found.code == 0, found.err
    assert "Wat elk beleid alleen kan" in found.out
    assert "kans nu" in found.out
    wrong = asked(say, small_project, "solve", "bijstand.uitkeringen<=")
    assert (wrong.code, "dit is geen doel" in wrong.err) == (2, True)


def test_the_room_of_policy_is_judged_before_anything_runs(say, small_project):
    path = small_project / "scenarios" / "beleidsruimte.csv"
    text = path.read_text(encoding="utf-8")
    goal = "bijstand.uitkeringen<=1000:2023"
    path.write_text(text.replace("bijstand.instroom.factor", "bijstand.instrom.factor"),
                    encoding="utf-8")
    wrong = asked(say, small_project, "solve", goal)
    assert (wrong.code, "bedoelt u 'bijstand.instroom.factor'" in wrong.err) == (2, True)
    path.unlink()
    gone = asked(say, small_project, "solve", goal)
    assert (gone.code, "beleidsruimte.csv" in gone.err) == (2, True)


def test_targets_need_an_agreement_and_give_odds_together(say, small_project, shipped_project):
    none = asked(say, small_project, "targets")
    assert (none.code, "geen afspraak" in none.err) == (2, True)
    found = say("targets", "--project", shipped_project, "--draws", 30)
    assert found.code == 0, found.err
    # nine of the fourteen that the run counts have a norm; a fifth that comes back is none of them
    for words in ("700", "Samen, van 9 afspraken", "9 of meer", "Voorstel voor het jaar erna",
                  "opgeteld per maand", "stand per maand", "anders geteld: Zonder de BOR",
                  "norm 250, kans", "bruto en netto", "per 100 personen"):
        assert words in found.out
    table = found.out.split("Samen, van 9")[0]
    assert (table.count("≥"), table.count("geen ")) == (9, 5)
    for gone in ("herinstroom_norm", "_doel", "Meepraten", "Niet verklaard"):
        assert gone not in found.out
