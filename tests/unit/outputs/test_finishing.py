import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from forecast.outputs.finishing import UnfinishedError, finish
from forecast.outputs.workbook.build import workbook


@pytest.fixture
def small():
    book = Workbook()
    sheet = book.active
    sheet.title = "Blad"
    sheet["A1"], sheet["A2"], sheet["A3"] = 2, "=A1*3", '=A1&" mensen"'
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "C1")
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


VALUES = {"Blad": {"A1": 2.0, "A2": 6.0, "A3": "2 mensen"}}
WORDS = {"Blad": ["Twee staven."]}


def test_every_formula_gets_its_value(small):
    done, count = finish(small, VALUES, "2019-12-31T00:00:00Z", WORDS)
    sheet = openpyxl.load_workbook(io.BytesIO(done), data_only=True)["Blad"]
    assert count == 2
    assert (sheet["A2"].value, sheet["A3"].value) == (6, "2 mensen")
    assert openpyxl.load_workbook(io.BytesIO(done))["Blad"]["A2"].value == "=A1*3"


def test_a_formula_without_value_is_not_delivered(small):
    with pytest.raises(UnfinishedError, match="Blad!A3"):
        finish(small, {"Blad": {"A1": 2.0, "A2": 6.0}}, "2019-12-31T00:00:00Z", WORDS)


def test_a_chart_without_description_is_not_delivered(small):
    with pytest.raises(UnfinishedError, match="descriptions"):
        finish(small, VALUES, "2019-12-31T00:00:00Z", {"Blad": []})


def test_parts_are_sorted_and_carry_no_clock(small):
    done, _ = finish(small, VALUES, "2019-12-31T00:00:00Z", WORDS)
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        chart = etree.fromstring(archive.read("xl/charts/chart1.xml"))
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert core.count("2019-12-31T00:00:00Z") == 2
    assert [p.text for p in chart.iter("{*}v")] == ["2", "6"]
    assert 'descr="Twee staven."' in drawing


def test_the_pass_finds_as_many_formulas_as_the_reader(report, package):
    _, count = workbook(report)
    book = openpyxl.load_workbook(io.BytesIO(package))
    found = sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows()
                for cell in row)
    assert count == found > 1500


def test_pandas_reads_the_figures_without_calculating(package, report):
    frame = pd.read_excel(io.BytesIO(package), sheet_name="Budget", header=4)
    row = frame[(frame["Gebied"] == "WPDA") & (frame["Regel"] == "Saldo vóór vangnet")].iloc[0]
    account = [a for a in report.scenarios[0].accounts if a.area and a.year == 2020]
    expected = sum(a.total("baten") - a.total("lasten") for a in account)
    assert row[2020] == pytest.approx(expected, abs=0.005)
