"""A file of monthly series, however a tool or Dutch Excel writes it."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.inputs import read_series
from forecast.periods import MONTH_NAMES, month

MONTHS = pd.period_range("2019-01", periods=12, freq="M")
HEAD = "series_id,period,value"


def given_in(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "reeksen.csv"
    path.write_bytes(text.encode(encoding))
    return read_series(path)[0]


def lines(*rows, head=HEAD):
    return "\n".join([head, *rows]) + "\n"


def test_a_file_as_in_the_contract(tmp_path):
    text = lines(*(f"in,{p},{i + 0.5}" for i, p in enumerate(MONTHS)),
                 *(f"uit,{p},{10 * i}" for i, p in enumerate(MONTHS[2:])))
    path = tmp_path / "reeksen.csv"
    path.write_text(text, encoding="utf-8")
    found, mark = read_series(path)
    assert mark == hashlib.sha256(text.encode()).hexdigest()
    assert [one.series_id for one in found] == ["in", "uit"]
    first, second = found
    assert first.values.index.equals(MONTHS)
    assert first.values.tolist() == [i + 0.5 for i in range(12)]
    assert first.values.name == "in"
    assert first.values.dtype == np.float64
    assert second.values.tolist() == [10 * i for i in range(10)]
    for one in found:
        assert one.origin == month(2019, 12)
        assert not one.dated
        assert one.provisional == 0
        assert one.notes == ()


WRITE = (
    str,
    lambda p: f"{p.year}MM{p.month:02d}",
    lambda p: f"{MONTH_NAMES[p.month - 1]} {p.year}",
    lambda p: f"{p}-01",
    lambda p: f"01-{p.month:02d}-{p.year}",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-10**6, 10**6), min_size=12, max_size=12),
       st.sampled_from([(",", "."), (";", ","), (";", ".")]), st.sampled_from(WRITE),
       st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]), st.sampled_from(["\n", "\r\n"]),
       st.permutations(range(3)), st.permutations(range(12)))
def test_a_series_reads_the_same(tmp_path_factory, cents, marks, write, encoding, newline,
                                 columns, order):
    separator, point = marks
    rows = [[f"Súdwest {point}", write(p), f"{value / 100:.2f}".replace(".", point)]
            for p, value in zip(MONTHS, cents, strict=True)]
    table = [HEAD.split(","), *(rows[i] for i in order)]
    text = newline.join(separator.join(f'"{row[i]}"' for i in columns) for row in table)
    found = given_in(tmp_path_factory.mktemp("reeks"), text, encoding)
    assert [one.series_id for one in found] == [f"Súdwest {point}"]
    assert found[0].values.index.equals(MONTHS)
    np.testing.assert_allclose(found[0].values, np.array(cents) / 100)


@pytest.mark.parametrize(("separator", "texts", "values"), [
    (",", ["1.234", "5.678"], [1.234, 5.678]),          # a comma between cells: a decimal point
    (",", ["1234", "5.5"], [1234, 5.5]),
    (";", ["1,234", "5,678"], [1.234, 5.678]),          # Dutch: a decimal comma
    (";", ["1.234", "5.25"], [1.234, 5.25]),            # one value proves what the point means
    (";", ["1.234", ".5"], [1.234, 0.5]),
    (";", ["0.123", "0.456"], [0.123, 0.456]),
    (",", ["1e3", "2.5E-1"], [1000, 0.25]),
    (",", ["-3", "-0.5"], [-3, -0.5]),
])
def test_what_a_point_means_follows_from_the_file(tmp_path, separator, texts, values):
    rows = [separator.join(["a", str(p), texts[i % 2]]) for i, p in enumerate(MONTHS)]
    found = given_in(tmp_path, lines(*rows, head=HEAD.replace(",", separator)))
    np.testing.assert_allclose(found[0].values, np.resize(values, 12))


def test_series_keep_the_order_of_the_file_and_their_months_are_sorted(tmp_path):
    rows = [f"{name},{p},{p.month}" for p in MONTHS[::-1] for name in ("z", "007", "a")]
    found = given_in(tmp_path, lines(*rows))
    assert [one.series_id for one in found] == ["z", "007", "a"]
    for one in found:
        assert one.values.tolist() == list(range(1, 13))


def test_nothing_after_the_origin_is_in_the_history_and_that_is_said(tmp_path):
    rows = [f"a,{p},{p.month},2019-08" for p in MONTHS]
    one, = given_in(tmp_path, lines(*rows, head=f"{HEAD},origin"))
    assert one.dated
    assert one.origin == month(2019, 8)
    assert one.values.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert one.notes == ("4 maanden na de origin zijn niet gebruikt.",)


def test_a_series_at_several_origins_gives_a_history_for_each(tmp_path):
    rows = [f"{name},{p},{p.month},{origin}" for origin in ("2019-12", "2019-07")
            for name in ("a", "b") for p in MONTHS]
    found = given_in(tmp_path, lines(*rows, head=f"{HEAD},origin"))
    assert [(one.series_id, str(one.origin), len(one.values)) for one in found] == [
        ("a", "2019-12", 12), ("b", "2019-12", 12), ("a", "2019-07", 7), ("b", "2019-07", 7)]
    assert all(one.dated for one in found)


def test_a_series_without_origin_ends_with_its_last_month(tmp_path):
    rows = [f"a,{p},1,2019-10" for p in MONTHS] + [f"b,{p},2," for p in MONTHS]
    found = given_in(tmp_path, lines(*rows, head=f"{HEAD},origin"))
    assert [(str(one.origin), one.dated) for one in found] == [("2019-10", True),
                                                               ("2019-12", False)]


@pytest.mark.parametrize(("marked", "last", "told"), [
    ([11, 12], 2, "nov 2019, dec 2019"),
    ([2, 12], 1, "feb 2019, dec 2019"),
    ([2], 0, "feb 2019"),
    (range(1, 13), 12, "jan 2019, feb 2019, mrt 2019 en nog 9"),
])
def test_provisional_months_are_counted_from_the_end_and_named(tmp_path, marked, last, told):
    rows = [f"a,{p},1,{'ja' if p.month in marked else 'nee'}" for p in MONTHS]
    one, = given_in(tmp_path, lines(*rows, head=f"{HEAD},voorlopig"))
    assert one.provisional == last
    assert one.notes == (f"Voorlopige cijfers: {told}; ze kunnen nog veranderen.",)


def test_a_provisional_month_after_the_origin_does_not_count(tmp_path):
    rows = [f"a,{p},1,{'ja' if p.month > 10 else ''},2019-10" for p in MONTHS]
    one, = given_in(tmp_path, lines(*rows, head=f"{HEAD},voorlopig,origin"))
    assert one.provisional == 0
    assert one.notes == ("2 maanden na de origin zijn niet gebruikt.",)


def test_six_months_are_enough(tmp_path):
    one, = given_in(tmp_path, lines(*(f"a,{p},1" for p in MONTHS[:6])))
    assert len(one.values) == 6
