"""Two engines that share no code with ours recalculate the workbook; every cell must agree."""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import formualizer
import openpyxl
import pytest

from forecast.cli import main
from forecast.outputs.workbook.build import workbook

FAKE = Path(__file__).parents[1] / "unit" / "outputs" / "fake_report.py"
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>nl-NL</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def with_formualizer(path, folder):
    engine = formualizer.load_workbook_bytes(path.read_bytes())
    engine.evaluate_all()
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): engine.get_value(sheet.title, cell.row, cell.column)
        for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }


def with_libreoffice(path, folder):
    profile = folder / "profiel"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "lo"), str(path)],
        check=True, capture_output=True, timeout=180)
    book = openpyxl.load_workbook(path)
    done = openpyxl.load_workbook(folder / "lo" / path.name, data_only=True)
    return {
        (sheet.title, cell.coordinate): done[sheet.title][cell.coordinate].value
        for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }


#: formualizer is always there; LibreOffice where it is installed (`.ci/run` installs it).
ENGINES = {"formualizer": with_formualizer}
if shutil.which("soffice"):
    ENGINES["libreoffice"] = with_libreoffice


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("fake_report", FAKE)
    fake = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fake)
    path = tmp_path_factory.mktemp("boek") / "werkprognose.xlsx"
    path.write_bytes(workbook(fake.make_report())[0])
    return path


def plain(value):
    if isinstance(value, (date, datetime)):
        return (date(value.year, value.month, value.day) - date(1899, 12, 30)).days
    return "" if value is None else value


@pytest.mark.filterwarnings("ignore:Unable to read chart")  # LibreOffice's own time axis
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("which", ["invented", "shipped"])
def test_every_cached_value_is_recalculated(
    book, shipped, which, engine, tmp_path, record_property
):
    if which == "shipped":
        book = shipped / "werkprognose.xlsx"
    found = ENGINES[engine](book, tmp_path)
    cached = openpyxl.load_workbook(book, data_only=True)
    wrong, numbers = [], 0
    for (sheet, address), value in found.items():
        stored, value = plain(cached[sheet][address].value), plain(value)
        if isinstance(stored, (int, float)) and isinstance(value, (int, float)):
            numbers += 1
            if not abs(stored - value) < 0.005:
                wrong.append((sheet, address, stored, value))
        elif stored != value:
            wrong.append((sheet, address, stored, value))
    told = f"{which} workbook, {engine}: {len(found)} formulas recalculated, {numbers} of them"
    record_property("shown", f"{told} numbers; {len(wrong)} differ")
    assert wrong == []
    assert len(found) > 1800
    assert numbers > 1600


def test_a_wrong_figure_would_be_found(book, tmp_path):
    """The comparison itself is tried: one cached value is spoilt."""
    spoilt = tmp_path / "bedorven.xlsx"
    found = with_formualizer(book, tmp_path)
    place = next(k for k, v in found.items()
                 if k[0] == "Budget" and isinstance(v, float) and not v.is_integer())
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet6.xml":
                old = f"<v>{found[place]!r}</v>".encode()
                assert part.count(old) >= 1
                part = part.replace(old, b"<v>1</v>")
            target.writestr(name, part)
    cached = openpyxl.load_workbook(spoilt, data_only=True)
    assert cached[place[0]][place[1]].value == 1
    assert abs(found[place] - 1) > 0.005


def test_two_processes_with_other_hash_seeds_write_the_same_bytes(book, tmp_path):
    script = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('fake_report', {str(FAKE)!r})\n"
        "fake = importlib.util.module_from_spec(spec); spec.loader.exec_module(fake)\n"
        "from forecast.outputs.workbook.build import workbook\n"
        "sys.stdout.buffer.write(workbook(fake.make_report())[0])\n"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"})
        assert done.stdout == book.read_bytes()


def test_calamine_like_readers_see_no_empty_formula(book):
    done = openpyxl.load_workbook(io.BytesIO(book.read_bytes()), data_only=True)
    live = openpyxl.load_workbook(book)
    empty = [
        (sheet.title, cell.coordinate) for sheet in live for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and done[sheet.title][cell.coordinate].value is None
    ]
    assert [e for e in empty if e[0] != "Grafiekdata"] == []


def test_the_front_page_of_a_real_run_speaks_to_a_board(shipped):
    done = openpyxl.load_workbook(shipped / "werkprognose.xlsx", data_only=True)
    page = done["Samenvatting"]
    texts = [c.value for row in page.iter_rows() for c in row if isinstance(c.value, str)]
    causes = [t for t in texts if "Te beïnvloeden: " in t]
    assert len(causes) == 3
    assert not any("Vermenigvuldigt" in t for t in causes)
    assert any(t.startswith("Aandeel van Assen in het landelijke BUIG-budget (") for t in causes)
    line = next(t for t in texts if "doordat het gepubliceerde voorlopige macrobudget" in t)
    assert line.startswith("Het budget van 2020 is € ")
    assert "Vanaf 2021 is er nog geen publicatie" in line
    limits = {done["Aannames"].cell(r, 1).value: done["Aannames"].cell(r, 6).value
              for r in range(5, 30)}
    shown = f"kans vanaf {limits['verdict.grens_groen']:.0%}   ▲ let op: vanaf "
    assert any(shown + f"{limits['verdict.grens_oranje']:.0%}" in t for t in texts)


#: Own figures of three municipalities: a share that leaves a deep deficit, and earlier balances.
OWN = {
    ("buig.aandeel", "Assen", ""): "0.40", ("buig.saldo.eerder", "Assen", "2018"): "-1700000",
    ("buig.saldo.eerder", "Assen", "2019"): "-2600000", ("buig.aandeel", "Tynaarlo", ""): "0.09",
    ("buig.saldo.eerder", "Tynaarlo", "2018"): "900000",
    ("buig.saldo.eerder", "Tynaarlo", "2019"): "900000",
    ("buig.aandeel", "Aa en Hunze", ""): "0.07",
}


def test_the_three_years_of_the_vangnet_are_live_and_look_back(shipped_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(shipped_project, root, ignore=shutil.ignore_patterns("vast"))
    table = root / "inputs" / "wpda" / "vervang_mij.csv"
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"))))
    value, source = (rows[0].index(name) for name in ("eigen_waarde", "eigen_bron"))
    for row in rows[1:]:
        if (key := tuple(row[1:4])) in OWN:
            row[value], row[source] = OWN[key], "jaarrekening"
    with table.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
    words = ["run", "basis", "--project", str(root), "--draws", "10", "--edition", "x",
             "--no-sensitivity"]
    assert main(words) == 0
    path = root / "outputs" / "wpda" / "x" / "werkprognose.xlsx"
    again = with_formualizer(path, tmp_path)
    sheet = openpyxl.load_workbook(path)["Budget"]
    cached = openpyxl.load_workbook(path, data_only=True)["Budget"]
    paid, said = {}, {}
    for row in sheet.iter_rows(min_col=1, max_col=12):
        if str(row[1].value).startswith("Vangnet over dit jaar"):
            cells = [cell.coordinate for cell in row[5:9]]
            assert [again["Budget", c] for c in cells] == pytest.approx(
                [cached[c].value for c in cells], abs=0.005)
            paid[row[0].value] = [cached[c].value for c in cells]
            said[row[0].value] = row[11].value
    assert min(paid["Assen"]) > 100_000
    assert paid["Tynaarlo"][0] == 0  # two good years before: the three together are no deficit
    assert paid["Tynaarlo"][2] > 0
    assert min(paid["Aa en Hunze"]) > 0  # nobody told the years before: conditional
    assert said == {"Assen": None, "Tynaarlo": None, "WPDA": None,
                    "Aa en Hunze": "toets over drie jaar niet gedaan: 2020, 2021"}
