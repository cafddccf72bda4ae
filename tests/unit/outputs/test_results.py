import io

import numpy as np
import pandas as pd
import pytest

from forecast.outputs.results import HEADER, later, results


@pytest.fixture(scope="module")
def table(report):
    return pd.read_csv(io.BytesIO(results(report)), dtype={"periode": str})


def pick(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table["waarde"]


def one(table, **wanted):
    return pick(table, **wanted).item()


def test_header_order_and_uniqueness(report, table):
    text = results(report)
    assert text.split(b"\n", 1)[0].decode() == ",".join(HEADER)
    lines = text.decode().splitlines()[1:]
    keys = [tuple(line.rsplit(",", 1)[0].split(",")) for line in lines]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys) == len(table) > 10_000


def test_the_whole_is_the_sum_on_the_central_path(table, report):
    where = {"scenario": "basis", "variabele": "bijstand.uitkeringen", "statistiek": "verwacht",
             "periode": "2021-06"}
    parts = sum(one(table, gebied=name, **where) for name in report.municipalities)
    assert one(table, gebied="WPDA", **where) == pytest.approx(parts, rel=1e-11)


def test_a_year_of_a_stock_is_its_mean_and_of_a_flow_its_sum(table):
    def year(variable, take):
        monthly = [one(table, scenario="basis", gebied="Assen", variabele=variable,
                       statistiek="verwacht", periode=f"2022-{m:02d}") for m in range(1, 13)]
        found = one(table, scenario="basis", gebied="Assen", variabele=variable,
                    statistiek="verwacht", periode="2022")
        assert found == pytest.approx(take(monthly), rel=1e-10)
        return monthly

    stock = year("bijstand.stand", np.mean)
    year("bijstand.instroom", np.sum)
    assert one(table, scenario="basis", gebied="Assen", variabele="bijstand.stand.ultimo",
               statistiek="verwacht", periode="2022") == pytest.approx(stock[-1], rel=1e-10)


def test_history_is_the_same_in_every_statistic(table):
    values = pick(table, scenario="basis", gebied="WPDA", variabele="bijstand.stand",
                  periode="2019-12")
    assert len(values) == 9
    assert (values == 2795).all()


def test_quantiles_rise_and_the_whole_is_summed_per_draw(table, report):
    where = {"scenario": "ongunstig", "gebied": "WPDA", "variabele": "budget.buig.saldo",
             "periode": "2023"}
    values = [one(table, statistiek=s, **where)
              for s in ("p05", "p10", "p25", "p50", "p75", "p90", "p95")]
    assert values == sorted(values)
    drawn = report.scenarios[2].money["budget.buig.saldo"].values[:, 3].sum(axis=1)
    assert values[3] == pytest.approx(np.quantile(drawn, 0.5), rel=1e-10)


def test_balance_is_income_less_cost_and_odds_stand_alone(table, report):
    where = {"scenario": "basis", "gebied": "Tynaarlo", "periode": "2020", "statistiek": "verwacht"}
    baten, lasten, saldo = (one(table, variabele=f"budget.buig.{k}", **where)
                            for k in ("baten", "lasten", "saldo"))
    assert saldo == pytest.approx(baten - lasten, abs=1e-4)
    odds = table[table["variabele"].str.startswith("kans.")]
    assert set(odds["statistiek"]) == {"kans"}
    assert odds["waarde"].between(0, 1).all()
    targets = odds[~odds["variabele"].str.startswith("kans.binnen_budget")]
    assert len(odds) - len(targets) == 2 * 3 * 4 * 4
    assert set(targets["variabele"]) == {
        f"kans.{t.variable.removesuffix('.ultimo')}" for t in report.scenarios[0].targets
        if t.norm is not None}


def test_vangnet_is_received_two_years_later():
    values = np.arange(8.0).reshape(1, 4, 2)
    assert later(values)[0, :, 0].tolist() == [0, 0, 0, 2]
    assert later(values[:, :1]).tolist() == [[[0, 0]]]


def test_dutch_copy_reads_in_dutch_excel(report):
    text = results(report, dutch=True)
    assert text.startswith(b"\xef\xbb\xbfscenario;gebied")
    found = pd.read_csv(io.BytesIO(text), sep=";", decimal=",", encoding="utf-8-sig")
    assert found["waarde"].dtype == float
    assert len(found) == results(report).count(b"\n") - 1
