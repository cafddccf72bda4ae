"""A table says the same, however Dutch Excel or CBS writes it down."""

import string

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from forecast.inputs import suggest
from forecast.inputs.check import typed
from forecast.inputs.declared import InhabitantsRow, MonthlyRow
from forecast.inputs.dutch_csv import read_csv
from forecast.inputs.fields import Border
from forecast.inputs.privacy import holds_citizen_number, is_citizen_number
from forecast.inputs.rows import Table
from forecast.periods import MONTH_NAMES

PLACES = {"assen": "Assen", "gm0106": "Assen", "súdwest": "Súdwest", "gm1900": "Súdwest"}
BORDER = Border(PLACES, {"b": None})
TABLE = Table(MonthlyRow, ("gemeente", "variabele", "maand"), "maand")
MONTHS = pd.period_range("2017-11", periods=6, freq="M")
WRITE_MONTH = (
    str,
    lambda m: f"{m.year}MM{m.month:02d}",
    lambda m: f"{MONTH_NAMES[m.month - 1]} {m.year}",
)
counts = st.lists(st.integers(0, 10**6), min_size=6, max_size=6)


@given(counts, st.sampled_from(";,"), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
       st.sampled_from(["\n", "\r\n"]), st.sampled_from(WRITE_MONTH),
       st.sampled_from(["Súdwest", "GM1900  "]), st.permutations(range(7)))
def test_a_table_reads_the_same(values, separator, encoding, newline, month, place, order):
    rows = [["gemeente", "maand", "variabele", "waarde", "eenheid", "bron", "status"]]
    rows += [[place, month(m), "stand", str(v), "personen", "b", "feit"]
             for m, v in zip(MONTHS, values, strict=True)]
    text = newline.join(separator.join(row[i] for i in order) for row in rows)
    raw, problems = read_csv(text.encode(encoding), "t", "t.csv")
    assert problems == []
    frame, problems = typed(raw, TABLE, BORDER)
    assert problems == []
    assert list(frame["waarde"]) == values
    assert list(frame["maand"]) == list(MONTHS)
    assert set(frame["gemeente"]) == {"Súdwest"}
    assert list(frame.index) == [2, 3, 4, 5, 6, 7]


@given(st.sets(st.integers(2001, 2020), min_size=1))
def test_every_gap_is_named(years):
    lines = [f"Assen;{y};10;b;feit" for y in sorted(years, reverse=True)]
    raw, _ = read_csv("\n".join(["gemeente;jaar;waarde;bron;status", *lines]).encode(), "t", "t")
    frame, problems = typed(raw, Table(InhabitantsRow, ("gemeente", "jaar"), "jaar"), BORDER)
    missing = set(range(min(years), max(years))) - years
    assert bool(problems) == bool(missing)
    assert len(frame) == len(years)
    if missing:
        assert str(min(missing)) in problems[0].what


@given(st.text(string.digits, min_size=9, max_size=9))
def test_one_wrong_digit_never_passes_the_elfproef(digits):
    for place in range(9):
        other = str((int(digits[place]) + 1) % 10)
        mistyped = digits[:place] + other + digits[place + 1 :]
        assert not (is_citizen_number(digits) and is_citizen_number(mistyped))
    assert holds_citizen_number(f"nr {digits}, zie dossier") == is_citizen_number(digits)


@given(st.lists(st.text(string.ascii_lowercase, min_size=1), min_size=1, unique=True))
def test_a_known_word_suggests_itself(words):
    assert suggest(words[0], words) == f"bedoelt u '{words[0]}'?"
