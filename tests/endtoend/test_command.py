"""The command as a user meets it: editions, messages, exit codes, and nothing half there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

FAST = ("--draws", "10", "--no-sensitivity")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(say, project, *words):
    return say("run", "basis", "--inputs", "voorbeeld", "--project", project, *FAST, *words)


def test_a_run_ends_with_a_table_and_the_path_of_the_workbook(say, small_project):
    said = run(say, small_project)
    assert said.code == 0, said.err
    assert "kans binnen budget" in said.out
    assert "saldo BUIG" in said.out
    last = said.out.strip().splitlines()[-1]
    assert last.startswith("Werkboek: ")
    book = Path(last.removeprefix("Werkboek: "))
    assert book.name == "werkprognose.xlsx"
    names = load_workbook(book, read_only=True).sheetnames
    assert names[0] == "Samenvatting"
    assert {p.name for p in book.parent.iterdir()} == {
        "werkprognose.xlsx", "results.csv", "manifest.json", "trackrecord.csv", "invoer.zip",
    }


def test_a_second_run_takes_the_next_name_and_says_that_nothing_changed(say, small_project):
    assert run(say, small_project).code == 0
    said = run(say, small_project)
    assert said.code == 0
    shelf = small_project / "outputs" / "voorbeeld"
    assert sorted(p.name for p in shelf.iterdir()) == ["2019-12-1", "2019-12-2"]
    assert "Sinds editie 2019-12-1" in said.out
    assert "Geen verschillen" in said.out


def test_a_changed_assumption_is_named_with_what_it_did(say, small_project):
    assert run(say, small_project).code == 0
    path = small_project / "scenarios" / "basis.toml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("waarde = 15400", "waarde = 16000", 1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    said = run(say, small_project)
    assert said.code == 0, said.err
    assert "Invoer: scenarios/basis.toml" in said.out
    assert "Aanname buig.prijs.allin (basis): 15.400" in said.out
    assert "→ 16.000" in said.out
    assert "saldo BUIG, × € 1.000, 2020 (basis)" in said.out
    book = small_project / "outputs" / "voorbeeld" / "2019-12-2" / "werkprognose.xlsx"
    log = load_workbook(book, data_only=True)["Wijzigingslog"]
    told = [str(cell.value) for row in log.iter_rows() for cell in row if cell.value]
    assert any("buig.prijs.allin" in text for text in told)


def test_an_older_edition_that_is_damaged_does_not_stop_a_run(say, small_project):
    assert run(say, small_project).code == 0
    old = small_project / "outputs" / "voorbeeld" / "2019-12-1"
    (old / "manifest.json").write_text("{", encoding="utf-8")
    said = run(say, small_project)
    assert said.code == 0
    assert "Editie 2019-12-1 is niet heel meer" in said.out


def test_an_edition_that_exists_is_replaced_only_with_force(say, small_project):
    assert run(say, small_project, "--edition", "mei").code == 0
    before = snapshot(small_project)
    said = run(say, small_project, "--edition", "mei")
    assert said.code == 2
    assert "deze editie bestaat al" in said.err
    assert "--force" in said.err
    assert snapshot(small_project) == before
    assert run(say, small_project, "--edition", "mei", "--force").code == 0
    assert snapshot(small_project) == before
    mark = small_project / "outputs" / "voorbeeld" / "mei" / "~$werkprognose.xlsx"
    mark.write_bytes(b"")
    said = run(say, small_project, "--edition", "mei", "--force")
    assert said.code == 0
    assert "lijkt nog open te staan" in said.out


def test_strict_gives_three_when_a_budget_is_not_met(say, small_project):
    path = small_project / "scenarios" / "basis.toml"
    usual = path.read_text(encoding="utf-8")
    place = "[waarden.\"verdict.grens_oranje\"]\nwaarde = "
    assert usual.count(f"{place}0.30\n") == 1
    # no odds lie below 0, and somewhere in four years they lie below 1
    for limit, code in (("0.0", 0), ("1.0", 3)):
        path.write_text(usual.replace(f"{place}0.30", place + limit), encoding="utf-8")
        assert run(say, small_project, "--strict").code == code
        assert run(say, small_project).code == 0


def test_same_seed_gives_the_same_bytes_with_more_workers_and_in_another_process(
    say, small_project, tmp_path
):
    one, two, other = (tmp_path / name for name in ("een", "twee", "ander"))
    words = ("--edition", "x", "--draws", "60", "--no-sensitivity")
    assert run(say, small_project, *words, "--out", one).code == 0
    assert run(say, small_project, *words, "--out", two, "--workers", "2").code == 0
    command = [sys.executable, "-m", "forecast", "run", "basis", "--inputs", "voorbeeld",
               "--project", str(small_project), *words, "--out", str(other)]
    # a cache of its own, so that the other process makes its fits anew
    apart = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "WERKPROGNOSE_CACHE": str(tmp_path / "c")}
    done = subprocess.run(
        command, env=os.environ | apart, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first = snapshot(one)
    assert len(first) == 5
    assert first == snapshot(two)
    assert first == snapshot(other)


def test_another_seed_gives_other_draws_and_the_same_central_path(say, small_project, tmp_path):
    import pandas as pd

    tables = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        assert run(say, small_project, "--seed", seed, "--out", out).code == 0
        tables.append(pd.read_csv(next(out.rglob("results.csv"))))
    place = ["gebied", "variabele", "periode", "statistiek"]
    both = tables[0].merge(tables[1], on=place)
    central = both[both["statistiek"] == "verwacht"]
    assert (central["waarde_x"] == central["waarde_y"]).all()
    assert (both["waarde_x"] != both["waarde_y"]).any()


def test_csv_nl_opens_in_dutch_excel(say, small_project):
    assert run(say, small_project, "--csv-nl").code == 0
    content = next(small_project.rglob("results-nl.csv")).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfscenario;gebied;variabele;")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", "basiss"), "basis"),
        (("run", "--inputs", "nergens"), "voorbeeld"),
        (("run", "--project", "/"), "geen projectmap"),
        (("run", "--draws", "veel"), "heel getal"),
        (("run", "--draws", "1"), "ten minste 10"),
        (("run", "--edition", "a/b"), "kan geen map worden"),
        (("rekenen",), "'rekenen' is geen opdracht"),
        (("run", "--snel"), "'--snel' is geen optie"),
        (("explain", "buig.aandel"), "buig.aandeel"),
        (("explain", "Budget!F9"), "nog geen editie"),
        (("explain", "buig.aandeel", "--gemeente", "Asen"), "Asen"),
    ],
)
def test_a_mistake_on_the_command_line_says_what_and_how(say, small_project, words, told):
    before = snapshot(small_project)
    own = () if "--project" in words or words[0] == "rekenen" else ("--project", small_project)
    inputs = () if "--inputs" in words or words[0] == "rekenen" else ("--inputs", "voorbeeld")
    said = say(*words, *own, *inputs)
    assert said.code == 2
    assert told in said.err
    assert "niets geschreven" in said.err
    assert snapshot(small_project) == before


def test_a_folder_that_takes_no_files_is_found_before_the_work(say, small_project):
    blocked = small_project / "vol"
    blocked.write_text("een bestand, geen map", encoding="utf-8")
    before = snapshot(small_project)
    said = run(say, small_project, "--out", blocked)
    assert said.code == 2
    assert str(blocked) in said.err
    assert "doorrekenen" not in said.err
    assert snapshot(small_project) == before


def test_a_workbook_that_is_open_elsewhere_leaves_the_edition_as_it_was(
    say, small_project, monkeypatch
):
    assert run(say, small_project, "--edition", "mei").code == 0
    before = snapshot(small_project)

    def busy(self, target):
        raise PermissionError(13, "in gebruik")

    monkeypatch.setattr(Path, "rename", busy)
    said = run(say, small_project, "--edition", "mei", "--force", "--seed", "5")
    assert said.code == 2
    assert "sluit het bestand in Excel" in said.err
    monkeypatch.undo()
    assert snapshot(small_project) == before


def test_all_problems_of_all_files_come_at_once(say, small_project):
    folder = small_project / "inputs" / "voorbeeld"
    table = folder / "bijstand_maand.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].rpartition(";")[0] + ";feitje"
    table.write_text("\n".join(lines), encoding="utf-8")
    (folder / "inwoners.csv").write_text("", encoding="utf-8")
    said = say("check", "--inputs", "voorbeeld", "--project", small_project)
    assert said.code == 2
    assert "bijstand_maand.csv" in said.err
    assert "inwoners.csv" in said.err
    assert "2 problemen" in said.err
    with (small_project / "inputs" / "wet" / "wet.csv").open("a", encoding="utf-8") as law:
        law.write("wml.maand\n")
    said = say("check", "--inputs", "voorbeeld", "--project", small_project)
    assert "wet.csv" in said.err
    assert "inwoners.csv" in said.err


def test_a_red_finding_and_a_faulty_scenario_come_together_and_nothing_is_written(
    say, small_project
):
    table = small_project / "inputs" / "voorbeeld" / "samenstelling.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(text.splitlines()[1] + "\n", ""), encoding="utf-8")
    base = small_project / "scenarios" / "basis.toml"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("economie.werkloosheid\"", "economie.werkloosheit\"", 1), "utf-8")
    before = snapshot(small_project)
    said = run(say, small_project)
    assert said.code == 2
    assert "samenstelling.csv" in said.err
    assert "bedoelt u 'economie.werkloosheid'?" in said.err
    assert snapshot(small_project) == before


def test_the_nation_follows_the_years_of_the_data_set(say, small_project):
    settings = small_project / "inputs" / "voorbeeld" / "gegevensset.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[2020, 2021, 2022, 2023]", "[2020]"), encoding="utf-8")
    said = run(say, small_project)
    assert said.code == 0
    assert "2020" in said.out
    assert "2021" not in said.out


def test_explain_without_a_municipality_tells_of_all(say, small_project):
    words = ("--inputs", "voorbeeld", "--project", small_project)
    said = say("explain", "buig.aandeel", *words)
    assert said.code == 0
    assert "buig.aandeel (Voorbeeldstad)" in said.out
    assert "buig.aandeel (Proefdorp)" in said.out
    assert say("explain", "buig.aandel", *words).code == 2


def test_check_judges_real_budgets_too(say, small_project):
    table = small_project / "inputs" / "voorbeeld" / "vervang_mij.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    names = lines[0].split(";")
    row = dict(zip(names, lines[1].split(";"), strict=True))
    assert row["sleutel"] == "buig.budget.voorlopig"
    row |= {"jaar": "2024", "eigen_waarde": "21000000,5", "eigen_bron": "beschikking"}
    lines[1] = ";".join(row[name] for name in names)
    table.write_text("\n".join(lines), encoding="utf-8")
    said = say("check", "--inputs", "voorbeeld", "--project", small_project)
    assert said.code == 2
    assert "buig.budget.voorlopig" in said.err
    assert "2023" in said.err


def test_check_lists_what_is_in_order_and_what_needs_attention(say, small_project):
    said = say("check", "--inputs", "voorbeeld", "--project", small_project)
    assert said.code == 0, said.err
    assert "● groen" in said.out
    assert "0 rood" in said.out
    assert "Scenario's in orde" in said.out


def test_levers_lists_every_key_of_the_catalogue(say, small_project):
    from forecast.scenarios import catalogue

    said = say("levers", "--inputs", "voorbeeld", "--project", small_project)
    assert said.code == 0, said.err
    for key in catalogue():
        assert key in said.out
    results = say("levers", "--results", "--project", small_project)
    assert "bijstand.uitstroom.geheel_of_gedeeltelijk (personen, stroom)" in results.out


def test_explain_follows_a_key_and_a_cell_to_their_sources(say, small_project):
    inputs = ("--inputs", "voorbeeld", "--project", small_project)
    said = say("explain", "economie.werkloosheid", "--scenario", "ongunstig", *inputs)
    assert said.code == 0, said.err
    assert "basis: " in said.out
    assert "▸ ongunstig: " in said.out
    assert run(say, small_project).code == 0
    book = next(small_project.rglob("werkprognose.xlsx"))
    sheet = load_workbook(book)["Budget"]
    cell = next(
        c.coordinate for row in sheet.iter_rows(min_col=6, max_col=6) for c in row
        if isinstance(c.value, str) and "Volumes!" in c.value
    )
    said = say("explain", f"Budget!{cell}", *inputs)
    assert said.code == 0, said.err
    assert f"Budget!{cell}" in said.out
    assert "Volumes!" in said.out


def test_one_municipality_without_wsw_runs_without_touching_code(say, small_project):
    """Keep only the first municipality of the invented data set."""
    folder = small_project / "inputs" / "voorbeeld"
    settings = (folder / "gegevensset.toml").read_text(encoding="utf-8")
    import tomllib

    first, *others = [m["naam"] for m in tomllib.loads(settings)["gemeenten"]]
    for path in folder.glob("*.csv"):
        rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [r for r in rows if not any(f"{name};" in r for name in others)]
        path.write_text("".join(kept), encoding="utf-8")
    (folder / "afspraken.csv").unlink()  # optional, and its figure of 2018 is of both together
    own = tomllib.loads(settings)["gemeenten"][0]
    head = settings[: settings.index("gemeenten")]
    one = f'gemeenten = [{{naam = "{own["naam"]}", code = "{own["code"]}"}}]\n'
    (folder / "gegevensset.toml").write_text(head + one, encoding="utf-8")
    said = run(say, small_project)
    assert said.code == 0, said.err
    assert first in said.out
    assert not any(name in said.out for name in others)


def test_the_nation_itself_is_a_data_set_like_any_other(say, small_project):
    said = say("run", "basis", "--inputs", "nederland", "--project", small_project, *FAST)
    assert said.code == 0, said.err
    assert "Nederland" in said.out


def test_help_answers_within_half_a_second():
    import time

    command = [sys.executable, "-m", "forecast", "--help"]
    subprocess.run(command, capture_output=True, check=True)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        times.append(time.perf_counter() - start)
    assert "Gebruik: forecast" in done.stdout
    assert "Opdrachten:" in done.stdout
    assert min(times) < 0.5


def test_help_speaks_dutch_everywhere(say):
    for verb in ("run", "check", "levers", "explain"):
        said = say(verb, "--help")
        assert said.code == 0
        for english in ("Usage", "Options", "Show this", "Arguments", "default:"):
            assert english not in said.out


def test_an_excel_data_set_gives_the_same_figures(say, small_project, tmp_path):
    from openpyxl import Workbook

    folder = small_project / "inputs" / "voorbeeld"
    book = Workbook()
    book.remove(book.active)
    import csv
    import tomllib

    for path in sorted(folder.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        with path.open(encoding="utf-8") as handle:
            for row in csv.reader(handle, delimiter=";"):
                sheet.append(row)
    settings = tomllib.loads((folder / "gegevensset.toml").read_text(encoding="utf-8"))
    sheet = book.create_sheet("gegevensset")
    sheet.append(["sleutel", "waarde"])
    for key, value in settings.items():
        if key == "gemeenten":
            for m in value:
                sheet.append(["gemeente", f"{m['code']} {m['naam']}"])
        else:
            sheet.append([key, ", ".join(map(str, value)) if isinstance(value, list) else value])
    excel = tmp_path / "voorbeeld.xlsx"
    book.save(excel)
    outs = []
    for source, name in (("voorbeeld", "csv"), (excel, "xlsx")):
        out = tmp_path / name
        said = say("run", "basis", "--inputs", source, "--project", small_project, *FAST,
                   "--out", out)
        assert said.code == 0, said.err
        outs.append(next(out.rglob("results.csv")).read_bytes())
    assert outs[0] == outs[1]
    shutil.rmtree(tmp_path / "csv")
