"""The results table of the shipped project keeps its contract and the agreement's figures."""

import hashlib
import json

import numpy as np
import pandas as pd
import pytest

COLUMNS = ["scenario", "gebied", "variabele", "eenheid", "periode", "statistiek", "waarde"]
MUNICIPALITIES = ["Assen", "Aa en Hunze", "Tynaarlo"]
QUANTILES = ["p05", "p10", "p25", "p50", "p75", "p90", "p95"]
IN = ["bijstand.instroom.nieuw", "bijstand.instroom.herinstroom", "bijstand.instroom.statushouders"]
OUT = [f"bijstand.uitstroom.{r}" for r in ("werk", "onderneming", "onderwijs", "overig", "aow")]


def pick(table: pd.DataFrame, variable: str, statistic: str, area: str = "WPDA") -> pd.Series:
    """Return a variable of scenario basis by period."""
    part = table[
        (table["scenario"] == "basis")
        & (table["variabele"] == variable)
        & (table["statistiek"] == statistic)
        & (table["gebied"] == area)
    ]
    return part.set_index("periode")["waarde"]


def monthly(series: pd.Series) -> pd.Series:
    return series[series.index.str.len() == 7]


def test_columns_order_and_statistics(table, shipped):
    assert list(table.columns) == COLUMNS
    text = (shipped / "results.csv").read_bytes()
    assert b"\r" not in text
    assert not text.startswith(b"\xef\xbb\xbf")
    rows = text.decode().splitlines()[1:]
    assert len(rows) > 20_000
    keys = [tuple(row.split(",")[:6]) for row in rows if '"' not in row]
    assert keys == sorted(keys)
    assert set(table["statistiek"]) == {"verwacht", "gemiddelde", "kans", *QUANTILES}
    chances = table[table["statistiek"] == "kans"]
    assert chances["variabele"].str.startswith("kans.").all()
    assert chances["waarde"].between(0, 1).all()
    assert set(table["gebied"]) == {*MUNICIPALITIES, "WPDA"}
    assert set(table["scenario"]) == {"basis", "gunstig", "ongunstig"}


@pytest.mark.parametrize(
    ("variable", "period", "value"),
    [
        ("bijstand.stand", "2019-12", 2795),
        ("bijstand.uitkeringen", "2019-12", 2375),
        ("bijstand.uitstroom.geheel_of_gedeeltelijk", "2018", 795),
        ("bijstand.uitstroom.geheel_of_gedeeltelijk", "2019", 700),
    ],
)
def test_what_is_known_comes_out_exactly_in_every_statistic(table, variable, period, value):
    for statistic in ("verwacht", "gemiddelde", "p05", "p95"):
        assert pick(table, variable, statistic)[period] == value


@pytest.mark.parametrize("statistic", ["verwacht", "gemiddelde"])
@pytest.mark.parametrize("variable", ["bijstand.stand", "bijstand.uitstroom", "budget.buig.saldo"])
def test_municipalities_add_up_to_the_whole(table, variable, statistic):
    parts = sum(pick(table, variable, statistic, area) for area in MUNICIPALITIES)
    whole = pick(table, variable, statistic)
    assert len(whole) > 3
    assert np.allclose(parts, whole, rtol=1e-9)


@pytest.mark.parametrize("statistic", ["verwacht", "gemiddelde"])
def test_the_flows_explain_the_stock(table, statistic):
    stock = monthly(pick(table, "bijstand.stand", statistic))
    inflow = sum(monthly(pick(table, name, statistic)) for name in IN)
    outflow = sum(monthly(pick(table, name, statistic)) for name in OUT)
    jump = monthly(pick(table, "bijstand.beginstand.correctie", statistic))
    jump = jump.reindex(stock.index, fill_value=0.0)
    steps = (inflow - outflow + jump)[stock.index][1:]
    assert len(steps) == 71
    assert np.allclose(stock.diff()[1:], steps, atol=1e-6)


@pytest.mark.parametrize("statistic", ["verwacht", "gemiddelde"])
def test_parts_add_up(table, statistic):
    for whole, parts in (
        ("bijstand.instroom", IN),
        ("bijstand.uitstroom", OUT),
        ("bijstand.uitstroom.geheel_of_gedeeltelijk", [*OUT[:3], "bijstand.deeltijd.nieuw"]),
    ):
        total = sum(pick(table, part, statistic) for part in parts)
        assert np.allclose(total, pick(table, whole, statistic), atol=1e-6)
    saldo = pick(table, "budget.buig.baten", statistic) - pick(
        table, "budget.buig.lasten", statistic
    )
    assert np.allclose(saldo, pick(table, "budget.buig.saldo", statistic), atol=0.01)


def test_a_year_of_a_stock_is_its_mean_and_of_a_flow_its_sum(table):
    stock, flow = (
        pick(table, name, "verwacht") for name in ("bijstand.stand", "bijstand.uitstroom")
    )
    months = [f"2021-{m:02d}" for m in range(1, 13)]
    assert stock["2021"] == pytest.approx(stock[months].mean(), rel=1e-9)
    assert flow["2021"] == pytest.approx(flow[months].sum(), rel=1e-9)
    ultimo = pick(table, "bijstand.stand.ultimo", "verwacht")
    assert ultimo["2021"] == stock["2021-12"]


def test_bands_open_with_the_horizon_and_never_cross(table):
    bands = pd.DataFrame({q: monthly(pick(table, "bijstand.stand", q)) for q in QUANTILES})
    assert (bands.diff(axis=1).iloc[:, 1:] >= 0).all().all()
    width = (bands["p90"] - bands["p10"])[["2019-12", "2020-06", "2021-12", "2023-12"]]
    assert width["2019-12"] == 0
    assert width.is_monotonic_increasing


def test_the_vangnet_is_received_two_years_later(table):
    due, cash = (
        pick(table, name, "gemiddelde") for name in ("budget.vangnet", "budget.vangnet.kas")
    )
    assert cash["2022"] == pytest.approx(due["2020"])
    assert cash["2023"] == pytest.approx(due["2021"])
    assert (due >= 0).all()


def test_every_variable_is_explained(table):
    from forecast.outputs.variables import ODDS, VARIABLES, find

    known = {v.name for v in VARIABLES}
    found = table[["variabele", "eenheid"]].drop_duplicates()
    for name, unit in found.itertuples(index=False):
        base = name.removesuffix(".ultimo")
        variable = find(base)
        assert variable is not None, name
        assert variable.unit == unit
        assert variable.kind == "stand" or not name.endswith(".ultimo")
        # the family of the odds takes any name, so what the target is about is looked up as well
        if variable.name.startswith(f"{ODDS}<"):
            assert find(base.removeprefix(ODDS)) is not None, name
    # municipal money has odds only where a budget was entered, and WPDA entered none
    entered = {n for n in known if n.startswith("kans.binnen_budget.gemeentelijk")}
    entered.add("budget.gemeentelijk.verwacht_tekort")
    families = {n for n in known if n.endswith(">")}
    assert known - families - entered <= set(found["variabele"])
    assert not entered & set(found["variabele"])


def test_the_manifest_names_every_input_with_its_fingerprint(shipped):
    manifest = json.loads((shipped / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 2020
    assert manifest["trekkingen"] == 40
    root = shipped.parents[2]
    marks = manifest["vingerafdrukken"]
    assert len(marks) > 20
    for path, mark in marks.items():
        assert hashlib.sha256((root / path).read_bytes()).hexdigest() == mark
    assert manifest["scenarios"]["ongunstig"]["label"] == "met kennis van later"
