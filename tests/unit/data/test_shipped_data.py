"""The shipped figures: sums exact, flows explain stocks, and files follow from their scripts."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[3]
INPUTS = ROOT / "inputs"
SETS = ("wpda", "nederland")
WORK = ("uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs")
STATUSES = {"feit", "afgeleid", "raming", "aanname", "voorbeeld"}
TABLES = sorted(p for p in INPUTS.rglob("*.csv") if p.stem != "bronnen")


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(INPUTS / f"{name}.csv")


def months_of(name: str) -> pd.DataFrame:
    """Return variables by (municipality, month); flows of the opening month are missing."""
    return table(f"{name}/bijstand_maand").pivot_table(
        index=["gemeente", "maand"], columns="variabele", values="waarde"
    )


def year_of(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    return frame[frame.index.get_level_values("maand").str.startswith(str(year))]


def codes(folder: str) -> set[str]:
    """Return the codes of a folder's register; none where it leans on the shared ones."""
    if not (INPUTS / folder / "bronnen.csv").is_file():
        return set()
    with (INPUTS / folder / "bronnen.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", SETS)
def test_flows_explain_the_stock_in_every_month_and_municipality(name):
    frame = months_of(name)
    inflow = frame.filter(like="instroom_").sum(axis=1)
    outflow = frame.filter(like="uitstroom_").sum(axis=1)
    change = frame["stand"].groupby("gemeente").diff()
    known = change.notna()
    assert known.sum() == 48 * frame.index.get_level_values("gemeente").nunique()
    assert (change[known] == (inflow - outflow)[known]).all()


@pytest.mark.parametrize("name", SETS)
def test_counts_are_whole_and_not_negative(name):
    values = table(f"{name}/bijstand_maand").waarde
    assert values.dtype == "int64"
    assert values.min() >= 0


def test_the_whole_ends_at_2795_persons_and_2375_benefits():
    last = months_of("wpda").xs("2019-12", level="maand")
    assert last["stand"].sum() == 2795
    assert last["uitkeringen"].sum() == 2375


@pytest.mark.parametrize(("year", "agreed", "full"), [(2018, 795, 557), (2019, 700, 490)])
def test_exits_wholly_or_partly_come_out_exactly(year, agreed, full):
    sums = year_of(months_of("wpda"), year).sum()
    assert sums[list(WORK)].sum() == full
    assert sums[[*WORK, "deeltijd_nieuw"]].sum() == agreed


def test_full_exits_to_work_of_2017_are_those_of_cbs():
    sums = year_of(months_of("wpda"), 2017)[list(WORK)].groupby("gemeente").sum().sum(axis=1)
    assert sums.to_dict() == {"Assen": 390, "Aa en Hunze": 80, "Tynaarlo": 90}


def test_year_ends_are_those_of_cbs():
    stock = months_of("wpda")["stand"]
    for year, counted in ((2015, [2210, 360, 420]), (2016, [2270, 390, 460]),
                          (2017, [2200, 410, 480])):
        found = stock.xs(f"{year}-12", level="maand")
        assert found[["Assen", "Aa en Hunze", "Tynaarlo"]].tolist() == counted


def test_national_quarters_of_2019_are_those_of_cbs():
    frame = months_of("nederland").xs("Nederland")
    frame.index = pd.PeriodIndex(frame.index, freq="M").asfreq("Q")
    quarters = frame[frame.index.year == 2019].groupby(level=0)
    inflow = quarters.sum().filter(like="instroom_").sum(axis=1)
    left = quarters.sum().filter(like="uitstroom_").drop(columns="uitstroom_aow").sum(axis=1)
    assert inflow.tolist() == [23790, 19690, 22100, 22770]
    assert left.tolist() == [24690, 24270, 29120, 21910]
    assert quarters.sum()["instroom_herinstroom"].tolist() == [7660, 6420, 7250, 7260]
    assert quarters["stand"].last().tolist() == [431550, 425460, 416320, 414610]


def test_national_months_of_2017_lie_near_the_quarters_they_did_not_use():
    """CBS 83759NED, another table of the same year, was not used by the derivation."""
    stock = months_of("nederland")["stand"].xs("Nederland")
    for month, counted in (("2017-03", 471190), ("2017-06", 467530), ("2017-09", 458980)):
        assert stock[month] == pytest.approx(counted, rel=0.0015)


@pytest.mark.parametrize("name", SETS)
def test_nobody_reaches_the_aow_age_while_it_rises(name):
    exits = months_of(name)["uitstroom_aow"].groupby("maand").sum()
    closed = ["2016-01", "2016-03", "2017-02", "2018-03", "2019-01", "2019-04"]
    assert exits[closed].sum() == 0
    assert exits[["2016-04", "2017-04", "2018-04", "2019-05"]].min() > 0


def test_aow_exits_of_2019_are_42_and_the_cohorts_give_63_in_a_full_year():
    assert year_of(months_of("wpda"), 2019)["uitstroom_aow"].sum() == 42
    born = table("wpda/aow_cohorten").groupby("geboortemaand").waarde.sum()
    assert born["1953-09":"1954-08"].sum() == 63  # 66;4 in 2020
    assert born["1954-09":"1955-08"].sum() == 63  # 66;4 in 2021
    assert born["1955-09":"1956-05"].sum() in {47, 48}  # 66;7 in 2022: nine months
    assert born.index.tolist()[0] == "1953-09"
    assert born.index.tolist()[-1] == "1960-12"  # 67;0 in December 2027


def test_composition_adds_up_to_stock_routes_and_status_holders():
    cells = table("wpda/samenstelling")
    stock = months_of("wpda")["stand"].xs("2019-12", level="maand")
    assert cells.groupby("gemeente").waarde.sum().to_dict() == stock.to_dict()
    assert cells[cells.route != "vrijwilliger"].waarde.sum() == 1500
    assert cells[cells.route == "vrijwilliger"].waarde.sum() == 1295
    holders = cells[cells.groep == "statushouder"]
    assert holders.waarde.sum() == 400
    assert holders.groupby("gemeente").waarde.sum().to_dict() == {
        "Assen": 214, "Aa en Hunze": 80, "Tynaarlo": 106}
    national = table("nederland/samenstelling")
    assert national.waarde.sum() == 414610


def test_agreement_holds_every_headline_figure():
    rows = table("wpda/afspraken")
    whole = rows[rows.gemeente.isna()].set_index(["variabele", "jaar"]).waarde
    assert whole["uitstroom_geheel_of_gedeeltelijk", 2018] == 795
    assert whole["uitstroom_geheel_of_gedeeltelijk", 2019] == 700
    assert whole["kan_werken", 2019] == 1500
    assert whole["statushouders_uitkeringen", 2019] == 280
    assert whole["register_personen", 2019] == 450
    assert whole["wsw_medewerkers", 2019] == 657


def test_every_target_names_a_registered_source():
    found = tomllib.loads((INPUTS / "wpda/doelen.toml").read_text(encoding="utf-8"))["doel"]
    named = {row["bron"] for row in found if "norm" in row}
    named |= {row["vergelijking"]["bron"] for row in found if "vergelijking" in row}
    assert named <= codes("landelijk") | codes("wet") | codes("wpda")
    assert {row["status"] for row in found if "norm" in row} <= STATUSES


def test_national_year_ends_for_the_test_of_base_year_2019():
    rows = table("landelijk/bijstand_maand_nl")
    ends = rows[rows.variabele == "tot_aow"].set_index("maand").waarde
    found = [ends[f"{y}-12"] for y in range(2019, 2024)]
    assert found == [352.3, 365.0, 346.8, 336.0, 339.2]


def test_national_saldo_has_mean_and_spread_of_the_six_known_years():
    rows = table("landelijk/buig_saldo")
    percent = rows[rows.variabele == "saldo_pct"].set_index("jaar").waarde
    assert percent.index.tolist() == [2015, 2016, 2018, 2019, 2021, 2022]
    assert percent.mean() == pytest.approx(0.1, abs=0.02)
    assert percent.std() == pytest.approx(3.1, abs=0.05)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_row_names_a_registered_source_and_a_known_status(path):
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    shared = codes("landelijk") | codes("wet")
    assert set(rows.bron) <= shared | codes(path.parent.name)
    assert set(rows.status) <= STATUSES
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize("folder", [*SETS, "landelijk", "wet"])
def test_source_codes_are_unique_and_titled(folder):
    rows = pd.read_csv(INPUTS / folder / "bronnen.csv", dtype=str, keep_default_na=False)
    assert rows.code.is_unique
    assert (rows.titel.str.len() > 5).all()


def test_no_municipal_month_after_the_last_realised_one():
    for name in SETS:
        assert table(f"{name}/bijstand_maand").maand.max() == "2019-12"


@pytest.mark.parametrize("name", SETS)
def test_shipped_tables_are_what_the_script_makes(name):
    script = INPUTS / name / "afleiden.py"
    done = subprocess.run([sys.executable, str(script), "--controle"], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("gelijk") == 3
