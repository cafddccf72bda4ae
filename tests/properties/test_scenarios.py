"""What holds for every scenario."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from forecast.periods import month, months_of_years
from forecast.scenarios import Library
from forecast.scenarios.paths import Point, dated_path

KEYS = ("a.b", "a.c", "a.d.e", "f", "g", "h")
VALUES = st.floats(0, 30, allow_nan=False)


def write(folder: Path, name: str, keys: dict[str, float], blocks: list[str]) -> None:
    values = "".join(f'[waarden."{key}"]\nwaarde = {value!r}\nstatus = "aanname"\n'
                     for key, value in keys.items())
    folder.joinpath(f"{name}.toml").write_text(
        'titel = "x"\nauteur = "x"\ndatum = 2020-01-01\nomschrijving = "x"\n'
        f"blokken = {blocks}\n{values}", encoding="utf-8")


@given(st.dictionaries(st.sampled_from(KEYS), st.tuples(st.sampled_from("xyz"), VALUES)), st.data())
def test_the_order_of_blocks_does_not_matter(assigned, data):
    order = data.draw(st.permutations("xyz"))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "scenarios")
        folder.mkdir()
        for block in "xyz":
            write(folder, block, {k: v for k, (b, v) in assigned.items() if b == block}, [])
        write(folder, "een", {}, list("xyz"))
        write(folder, "twee", {}, order)
        first, second = Library(Path(place), "geen"), Library(Path(place), "geen")
        one, two = first.chain("een"), second.chain("twee")
    assert first.problems == second.problems == []
    assert [x.entries for x in one] == [x.entries for x in two]
    assert {e.key for x in one for e in x.entries} == set(assigned)


@given(st.dictionaries(st.integers(2015, 2035), VALUES, min_size=1, max_size=8))
def test_a_line_has_the_mean_of_every_given_year(given_years):
    points = tuple(Point(month(year, 1), value, whole_year=True)
                   for year, value in sorted(given_years.items()))
    months = months_of_years([2015, 2035])
    path = pd.Series(dated_path(points, "lijn").over(months), index=months)
    for year, value in given_years.items():
        assert np.isclose(path[months.year == year].mean(), value, atol=1e-9)


@given(st.dictionaries(st.integers(0, 60), VALUES, min_size=1, max_size=8))
def test_a_line_through_months_stays_between_its_values(given_months):
    points = tuple(Point(month(2020, 1 + place), value, whole_year=False)
                   for place, value in sorted(given_months.items()))
    path = dated_path(points, "lijn").over(months_of_years([2019, 2026]))
    assert path.min() >= min(given_months.values()) - 1e-9
    assert path.max() <= max(given_months.values()) + 1e-9


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_a_step_takes_only_given_values(values):
    points = tuple(Point(month(2020 + i, 1), value, whole_year=True)
                   for i, value in enumerate(values))
    path = dated_path(points, "trap").over(months_of_years([2019, 2030]))
    assert set(path.tolist()) == set(values)
