"""The method of the derivations: totals met exactly, whole numbers, the AOW month of a birth."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location("methode", ROOT / "inputs/afleiden_methode.py")
method = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(method)

QUARTERS = np.kron(np.eye(4), np.ones(3))


def test_denton_meets_its_totals_and_keeps_a_proportional_course():
    indicator = np.linspace(100, 210, 12)
    found = method.denton(indicator, QUARTERS, QUARTERS @ indicator * 1.5)
    assert found == pytest.approx(indicator * 1.5)
    skewed = method.denton(indicator, QUARTERS, np.array([500.0, 300.0, 700.0, 400.0]))
    assert QUARTERS @ skewed == pytest.approx([500, 300, 700, 400])


def test_denton_between_two_stocks_moves_the_ratio_in_a_straight_line():
    ends = np.eye(5)[[0, 4]]
    found = method.denton(np.full(5, 10.0), ends, np.array([10.0, 14.0]))
    assert found == pytest.approx([10, 11, 12, 13, 14])


def test_reconciled_flows_explain_the_stock_and_meet_the_inflow_totals():
    rng = np.random.default_rng(1)
    inflow, outflow = rng.uniform(80, 120, 12), rng.uniform(80, 120, 12)
    net = rng.uniform(-30, 30, 12)
    totals = np.array([310.0, 290.0, 305.0, 300.0])
    found_in, found_out = method.reconcile(inflow, outflow, net, QUARTERS, totals)
    assert found_in - found_out == pytest.approx(net)
    assert QUARTERS @ found_in == pytest.approx(totals)


def test_flows_that_already_fit_are_left_alone():
    inflow, outflow = np.linspace(90, 100, 12), np.linspace(95, 85, 12)
    found = method.reconcile(inflow, outflow, inflow - outflow, QUARTERS, QUARTERS @ inflow)
    assert found[0] == pytest.approx(inflow)
    assert found[1] == pytest.approx(outflow)


@given(st.lists(st.floats(0, 50), min_size=1, max_size=60))
def test_whole_numbers_keep_the_running_sum_within_half(values):
    found = method.whole(np.array(values))
    assert np.abs(np.cumsum(found) - np.cumsum(values)).max() <= 0.5 + 1e-5
    assert found.min() >= 0


@given(st.lists(st.integers(1, 500), min_size=2, max_size=8), st.integers(0, 1000))
def test_shares_add_up_and_stay_within_one(weights, total):
    found = method.shared(weights, total)
    assert found.sum() == total
    assert np.abs(found - np.array(weights) * total / sum(weights)).max() < 1


@given(st.lists(st.integers(0, 300), min_size=2, max_size=4),
       st.lists(st.integers(1, 60), min_size=2, max_size=4))
def test_a_crossed_table_meets_both_margins(rows, weights):
    rows[0] += 1  # a table of nobody has no proportions
    columns = method.shared(weights, sum(rows))
    found = method.crossed(np.array(rows), columns)
    assert found.sum(axis=1).tolist() == rows
    assert found.sum(axis=0).tolist() == columns.tolist()
    assert np.abs(found - np.outer(rows, columns) / sum(rows)).max() < 1


def test_dealing_keeps_the_total_of_each_month_and_the_shares():
    totals, shares = np.array([5, 5, 6, 5] * 12), np.array([1990, 371, 434])
    found = method.dealt(totals, shares)
    assert found.sum(axis=0).tolist() == totals.tolist()
    assert np.abs(found.sum(axis=1) - shares / shares.sum() * totals.sum()).max() < 1.5


@pytest.mark.parametrize(("birth", "reached"), [
    ("1953-09", "2020-01"), ("1955-08", "2021-12"), ("1955-09", "2022-04"),
    ("1956-06", "2023-04"), ("1957-02", "2023-12"), ("1957-03", "2024-03"), ("1960-12", "2027-12"),
])
def test_the_aow_month_follows_the_law(birth, reached):
    ages = method.aow_ages(ROOT)
    assert method.aow_month(pd.Period(birth, "M"), ages) == pd.Period(reached, "M")


def test_a_number_never_reads_as_a_thousand():
    table = pd.DataFrame({"waarde": [1.143, 12.5, 0.482, 3.0]})
    assert method.text_of(table) == "waarde\n1.1430\n12.5\n0.482\n3\n"
