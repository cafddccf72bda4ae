"""The file that says what happened: a good one, and every mistake in the words of its author."""

import itertools

import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.inputs.outcome_file import ACCOUNTS, COUNTS, read_outcome
from forecast.periods import month

NAMES = ("Voorbeeldstad", "Proefdorp")
FIRST = month(2020, 1)
HEAD = ("gemeente", "periode", "variabele", "waarde", "bron", "status")
SOURCE = ("CBS en jaarrekening", "feit")
BUIG, SUPPORT, OFFICE = ACCOUNTS[:2], ACCOUNTS[2:4], ACCOUNTS[4:]
AMOUNT = {name: 1_000_000.5 + i for i, name in enumerate(ACCOUNTS)}


def counted(name, place, when):
    """Return a count that no other cell has, so that a value in the wrong place shows."""
    return 10_000 * COUNTS.index(name) + 1_000 * NAMES.index(place) + 12 * when.year - 24_000 \
        + when.month


def rows_of(years=(2020, 2021), accounts=BUIG, until=None):
    """Return the rows of a whole file: every count of every month, and accounts of every year."""
    span = pd.period_range(FIRST, until or month(years[-1], 12), freq="M")
    monthly = [[place, str(when), name, str(counted(name, place, when)), *SOURCE]
               for name, place, when in itertools.product(COUNTS, NAMES, span)]
    yearly = [[place, str(year), name, str(AMOUNT[name] + year).replace(".", ","), *SOURCE]
              for name, place, year in itertools.product(accounts, NAMES, years)]
    return monthly + yearly


def read(folder, rows, head=HEAD):
    path = folder / "uitkomst.csv"
    path.write_text("\n".join(";".join(cells) for cells in [head, *rows]) + "\n", encoding="utf-8")
    return read_outcome(path, NAMES, FIRST)


def problems_of(folder, rows, head=HEAD):
    with pytest.raises(ForecastError) as caught:
        read(folder, rows, head)
    return [(p.where, p.what, p.hint) for p in caught.value.problems]


def row_number(rows, *cells):
    """Return the number of a row as a spreadsheet shows it: the header is row 1."""
    found = [number for number, row in enumerate(rows, 2) if row[:len(cells)] == list(cells)]
    assert len(found) == 1
    return found[0]


def without(rows, *cells):
    """Return the rows but those in which these cells stand side by side in front."""
    kept = [row for row in rows if row[:len(cells)] != list(cells)]
    assert len(kept) < len(rows)
    return kept


def test_a_good_file_gives_every_count_and_account_in_its_own_place(tmp_path):
    rows = rows_of(accounts=ACCOUNTS)
    # the order of the rows says nothing
    found = read(tmp_path, rows[::-1])
    assert found.years == (2020, 2021)
    assert found.frames == ("buig", "participatie", "uitvoering")
    assert set(found.counts) == set(COUNTS)
    assert set(found.accounts) == set(ACCOUNTS)
    span = pd.period_range("2020-01", "2021-12", freq="M")
    for name in COUNTS:
        table = found.counts[name]
        assert list(table.index) == list(span)
        assert list(table.columns) == list(NAMES)
        assert all(table.loc[when, place] == counted(name, place, when)
                   for when in span for place in NAMES)
    for name in ACCOUNTS:
        # a decimal comma, as Dutch Excel writes it
        assert found.accounts[name].loc[2021].tolist() == [AMOUNT[name] + 2021] * 2


def test_new_part_time_work_is_welcome_and_not_needed(tmp_path):
    more = ["Proefdorp", "2020-01", "deeltijd_nieuw", "2", *SOURCE]
    found = read(tmp_path, [*rows_of(), more])
    assert found.counts["deeltijd_nieuw"].loc[FIRST, "Proefdorp"] == 2
    assert "deeltijd_nieuw" not in read(tmp_path, rows_of()).counts


def test_counts_may_run_on_in_a_year_that_has_no_accounts_yet(tmp_path):
    found = read(tmp_path, rows_of(years=(2020,), until=month(2021, 3)))
    assert found.years == (2020,)
    assert found.counts["stand"].index[-1] == month(2021, 3)


def test_a_year_of_which_one_municipality_has_no_accounts_is_no_year(tmp_path):
    rows = without(rows_of(), "Proefdorp", "2021", "buig.lasten")
    assert read(tmp_path, rows).years == (2020,)


@pytest.mark.parametrize("lost", [
    ("Proefdorp", "2021", "participatie.lasten"), ("Voorbeeldstad", "2020", "participatie.baten")])
def test_a_frame_that_is_only_partly_there_is_left_out(tmp_path, lost):
    found = read(tmp_path, without(rows_of(accounts=ACCOUNTS), *lost))
    assert found.years == (2020, 2021)
    assert found.frames == ("buig", "uitvoering")


def test_a_frame_of_which_only_the_costs_are_there_is_left_out(tmp_path):
    assert read(tmp_path, rows_of(accounts=(*BUIG, SUPPORT[1], *OFFICE))).frames == (
        "buig", "uitvoering")


def test_municipalities_and_periods_that_are_wrong_come_together(tmp_path):
    rows = rows_of()
    at = [row_number(rows, *cells) for cells in (
        ("Voorbeeldstad", "2020-03", "stand"), ("Proefdorp", "2020-04", "uitstroom_aow"),
        ("Proefdorp", "2021", "buig.baten"), ("Voorbeeldstad", "2020", "buig.lasten"))]
    changes = ((0, "Voorbeeldstat"), (1, "2020"), (1, "2021-06"), (0, "Elders"))
    for number, (column, text) in zip(at, changes, strict=True):
        rows[number - 2][column] = text
    assert problems_of(tmp_path, rows) == [
        (f"uitkomst.csv, rij {at[0]}", "'Voorbeeldstat' is geen gemeente van deze editie",
         "bedoelt u 'Voorbeeldstad'?"),
        (f"uitkomst.csv, rij {at[3]}", "'Elders' is geen gemeente van deze editie",
         "kies uit: Voorbeeldstad, Proefdorp"),
        (f"uitkomst.csv, rij {at[1]}, kolom periode", "'2020' is geen maand", "schrijf 2020-01"),
        (f"uitkomst.csv, rij {at[2]}, kolom periode", "'2021-06' is geen jaar", "schrijf 2020"),
    ]


def test_months_that_lack_are_told_per_count_with_how_many_and_the_first(tmp_path):
    # one municipality is enough for a month to lack, and a count can be gone as a whole
    rows = without(rows_of(), "Proefdorp", "2020-07", "stand")
    rows = without(rows, "Voorbeeldstad", "2021-12", "uitstroom_werk")
    rows = without(rows, "Proefdorp", "2020-02", "uitstroom_werk")
    rows = [row for row in rows if row[2] != "instroom_nieuw"]
    hint = "vul elke maand en elke gemeente in"
    assert problems_of(tmp_path, rows) == [
        ("uitkomst.csv", f"'{name}' ontbreekt voor {count} van de 24 maanden (de eerste is "
         f"{first})", hint)
        for name, count, first in (("stand", 1, "2020-07"), ("instroom_nieuw", 24, "2020-01"),
                                   ("uitstroom_werk", 2, "2020-02"))]


def test_a_year_asks_for_the_months_of_the_years_before_it(tmp_path):
    rows = [row for row in rows_of() if row[1] != "2020" and not row[1].startswith("2020-")]
    assert {what for _, what, _ in problems_of(tmp_path, rows)} == {
        f"'{name}' ontbreekt voor 12 van de 24 maanden (de eerste is 2020-01)" for name in COUNTS}


@pytest.mark.parametrize("kept", [
    lambda row: "." not in row[2],
    lambda row: row[2] != "buig.lasten",
    # every year lacks another cell
    lambda row: row[:3] not in (["Proefdorp", "2020", "buig.baten"],
                                ["Voorbeeldstad", "2021", "buig.lasten"]),
    # either side is there in another year
    lambda row: (row[1], row[2]) not in (("2020", "buig.baten"), ("2021", "buig.lasten")),
], ids=["geen", "alleen-baten", "half", "om-en-om"])
def test_no_year_with_income_and_costs_of_every_municipality_is_refused(tmp_path, kept):
    (where, what, hint), = problems_of(tmp_path, [row for row in rows_of() if kept(row)])
    assert (where, what) == (
        "uitkomst.csv", "van geen jaar zijn buig.baten en buig.lasten van elke gemeente bekend")
    assert "per jaar buig.baten en buig.lasten" in hint


def test_a_row_that_stands_twice_is_refused_and_both_rows_are_named(tmp_path):
    rows = rows_of()
    month_row = row_number(rows, "Proefdorp", "2020-05", "uitkeringen")
    year_row = row_number(rows, "Voorbeeldstad", "2021", "buig.baten")
    # the amount does not matter, and an estimate beside a fact is told
    rows += [["Proefdorp", "2020-05", "uitkeringen", "7", *SOURCE],
             ["Voorbeeldstad", "2021", "buig.baten", "8", "begroting", "raming"]]
    hint = "haal een van beide rijen weg"
    assert problems_of(tmp_path, rows) == [
        (f"uitkomst.csv, rij {len(rows)}", f"zegt hetzelfde als rij {month_row}: gemeente "
         "Proefdorp, periode 2020-05, variabele uitkeringen", hint),
        (f"uitkomst.csv, rij {len(rows) + 1}", f"zegt hetzelfde als rij {year_row}: gemeente "
         "Voorbeeldstad, periode 2021, variabele buig.baten, eerst met status feit en dan met "
         "status raming", hint)]


def test_cells_that_cannot_be_read_come_together(tmp_path):
    rows = rows_of()
    rows[0][2], rows[1][3], rows[2][5], rows[3][0] = "stant", "veel", "zeker", ""
    found = {where: (what, hint) for where, what, hint in problems_of(tmp_path, rows)}
    assert found["uitkomst.csv, rij 2, kolom variabele"] == (
        "'stant' is onbekend", "bedoelt u 'stand'?")
    assert "'veel'" in found["uitkomst.csv, rij 3, kolom waarde"][0]
    assert found["uitkomst.csv, rij 4, kolom status"][0] == "'zeker' is onbekend"
    assert found["uitkomst.csv, rij 5, kolom gemeente"][0] == "de cel is leeg"
    assert len(found) == 4


def test_columns_that_are_strange_or_lacking_come_together(tmp_path):
    head = ("gemeente", "maand", "variabele", "waarde", "bron", "status")
    told = [(where, what) for where, what, _ in problems_of(tmp_path, rows_of(), head)]
    assert told == [("uitkomst.csv, kolom maand", "deze kolom is onbekend"),
                    ("uitkomst.csv", "kolom periode ontbreekt")]


def test_a_file_that_is_not_there_says_what_belongs_in_it(tmp_path):
    with pytest.raises(ForecastError, match="dit bestand bestaat niet") as caught:
        read_outcome(tmp_path / "weg.csv", NAMES, FIRST)
    assert "gemeente, periode, variabele, waarde, bron en status" in caught.value.problems[0].hint
