"""Sheet Prestaties: every block is there, every number is a formula, and sums add up."""

from __future__ import annotations

import io

import openpyxl
import pytest

TITLE = "Prestaties"
LABEL, NORM, MIDDLE, GAP, CHANCE, SCORE, WORDS = 0, 3, 4, 5, 6, 10, 11


@pytest.fixture(scope="module")
def rows(package):
    """Return the values of every row of the sheet by its label, in order."""
    sheet = openpyxl.load_workbook(io.BytesIO(package), data_only=True)[TITLE]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]


def line(rows, label, nth=0):
    return [row for row in rows if row[LABEL] == label][nth]


def block(rows, head):
    """Return the rows under a heading, up to the blank row behind them."""
    start = next(i for i, row in enumerate(rows) if row[LABEL] == head) + 1
    found = rows[start:]
    return found[:next((i for i, row in enumerate(found) if row[LABEL] is None), len(found))]


def test_every_block_is_drawn(rows, report):
    labels = [row[LABEL] for row in rows]
    for head in ("WPDA: afspraken", *(f"{name}: afspraken" for name in report.municipalities),
                 "WPDA: hoeveel afspraken tegelijk", "WPDA: dezelfde uitkomst anders geteld",
                 "WPDA: bruto en netto", "WPDA: voorstel voor 2021", "Verdeling over de gemeenten",
                 "WPDA: pad van 2020, middelste uitkomst", "Wat telt mee"):
        assert labels.count(head) == 1, head


def test_every_number_is_a_formula(package):
    sheet = openpyxl.load_workbook(io.BytesIO(package))[TITLE]
    numbers = [c.coordinate for row in sheet.iter_rows() for c in row
               if isinstance(c.value, (int, float)) and not isinstance(c.value, bool)]
    assert numbers == []


def test_odds_give_a_score_and_insight_alone_gives_none(rows):
    whole = block(rows, "WPDA: afspraken")
    regular = line(whole, "Bij een gewone werkgever of in de BOR, 2020")
    assert (regular[NORM], regular[MIDDLE], regular[GAP]) == (380, 379, -1)
    assert (regular[SCORE], regular[WORDS]) == (2, "▲ onzeker")
    places = line(whole, "Plekken beschut werk, 2020")
    assert (places[SCORE], places[WORDS]) == (1, "■ waarschijnlijk niet gehaald")
    seen = line(whole, "Uitkeringen van statushouders, 2020")
    assert (seen[NORM], seen[CHANCE], seen[SCORE]) == (None, None, None)
    assert seen[WORDS] == "alleen inzicht: geen norm afgesproken"
    assert seen[2] == "ten hoogste"


def test_another_count_is_the_sum_of_the_lines_above_it(rows, report):
    found = block(rows, "WPDA: dezelfde uitkomst anders geteld")
    for target in report.scenarios[0].targets:
        for other in target.recounts:
            row = line(found, other.title)
            assert row[MIDDLE] == pytest.approx(other.expected)
            if other.norm is not None:
                assert row[GAP] == pytest.approx(other.expected - other.norm)


def test_gross_flows_and_the_rest_lead_to_the_closing_stock(rows, report):
    found = block(rows, "WPDA: bruto en netto")
    for target in report.scenarios[0].targets:
        if target.gross is not None:
            row = line(found, f"{target.label}: 31 december 2020")
            assert row[MIDDLE] == pytest.approx(target.gross.closing)
            assert row[GAP] == pytest.approx(target.gross.closing - target.gross.opening)
    assert [row[MIDDLE] for row in found if row[LABEL] == "   overig"] == pytest.approx([0, -3])


def test_a_run_of_one_year_has_targets_and_no_proposal(make_report):
    from forecast.outputs.workbook.build import workbook

    package, _ = workbook(make_report(years=(2020,), draws=20))
    sheet = openpyxl.load_workbook(io.BytesIO(package), data_only=True)[TITLE]
    labels = [row[0].value for row in sheet.iter_rows(min_row=5)]
    assert "WPDA: afspraken" in labels
    assert "Verdeling over de gemeenten" not in labels
    assert not [label for label in labels if label and "voorstel voor" in label]
