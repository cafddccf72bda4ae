"""The workbook as a reader meets it: right at once, alive after an edit, honest about odds."""

import io
from functools import lru_cache

import openpyxl
import pytest

from forecast.outputs.report import Note
from forecast.outputs.workbook.build import workbook
from forecast.outputs.workbook.layout import MONEY, TABS

HOSTILE = ("=1+1", "@x & <b>'\"", "Gemeente met een emoji 🙂 " + "lang " * 60)


@lru_cache(maxsize=4)
def opened(package, values=True):
    return openpyxl.load_workbook(io.BytesIO(package), data_only=values)


def test_sheets_stand_in_reading_order(package):
    book = opened(package, values=False)
    # the made-up run has no other groups, nothing to compare with, and no tornado
    unasked = {*MONEY, "Brug", "Gevoeligheid"}
    assert book.sheetnames == [title for title in TABS if title not in unasked]
    assert all(sheet.sheet_state == "visible" for sheet in book)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert (book.properties.title, book.properties.language) == (
        "werkprognose WPDA, editie 2019-12-1", "nl")
    assert {p.name: p.value for p in book.custom_doc_props.props} == {
        "SchemaVersie": "1", "RunId": "a1b2c3d4e5f6"}


def test_two_builds_are_the_same_bytes(report, package):
    assert workbook(report)[0] == package


def test_every_figure_is_recalculated_alike(package, recalculate, compare):
    wrong, count = compare(package, recalculate(package, {}))
    assert wrong == []
    assert count > 1800


def test_the_front_page_speaks(package):
    page = opened(package)["Samenvatting"]
    sentence = page["A4"].value
    assert sentence.startswith("Voorlopig oordeel op aannames: in 2020 past de bijstand van WPDA ")
    assert "Quitte bij een aandeel van 0,6" in sentence
    assert "kans om binnen het budget te blijven" in sentence
    texts = [c.value for row in page.iter_rows() for c in row if isinstance(c.value, str)]
    assert any(t.startswith("Waarop het oordeel rust, en wat 1% ervan in 2020 scheelt: aandeel in "
                            "het macrobudget (aanname) € 0,42 mln") for t in texts)
    assert any(t.startswith("Alleen de BUIG") and "participatiebudget met de Wsw" in t
               for t in texts)
    assert any(t.startswith("Macrobudget 2020: voorlopig gepubliceerd € 6.147 mln") for t in texts)
    assert any("ná vangnet" in t for t in texts)
    assert sum(t.startswith(("1. Reserve", "2. Uitstroom", "3. Budget")) for t in texts) == 3


def test_central_path_and_mean_stand_side_by_side(package, report, recalculate):
    def millions(amount):
        word = "tekort" if amount < 0 else "over"
        return f"€\u00a0{abs(amount) / 1e6:.2f} mln {word}".replace(".", ",")

    drawn = report.scenarios[0].money["budget.buig.saldo"].values.sum(axis=2)
    page = opened(package)["Samenvatting"]
    first, whole = millions(drawn[:, 0].mean()), millions(drawn.sum(axis=1).mean())
    assert f"gemiddelde van alle trekkingen: {first}" in page["A4"].value
    assert f"gemiddelde {whole}" in page["A4"].value
    row = next(r for r in page.iter_rows() if r[0].value == "Gemiddelde, alle trekkingen")
    values = [c.value for c in row if isinstance(c.value, float)]
    assert values == pytest.approx([*drawn.mean(axis=0), drawn.sum(axis=1).mean()])
    after = recalculate(package, {"Prijs_uitkering": 17_000})
    gap = (drawn[:, 0].mean() - sum(
        a.total("baten") - a.total("lasten") for a in report.scenarios[0].accounts
        if a.area and a.year == 2020)) / 1e6
    said = f"€ {abs(gap):.2f} mln {'lager' if gap < 0 else 'hoger'}".replace(".", ",")
    assert f"in de run lag het gemiddelde van alle trekkingen {said}" in after["Samenvatting!A4"]
    assert first not in after["Samenvatting!A4"]
    assert after[f"Samenvatting!E{row[0].row}"] == "vervalt"


def test_without_odds_a_small_balance_is_no_green_light(package, recalculate, report):
    lasten = sum(a.total("lasten") for a in report.scenarios[0].accounts if a.year == 2020)
    parts = {"Assen": 0.7, "Aa_en_Hunze": 0.13, "Tynaarlo": 0.17}
    for factor, shape, words in (
        (1.01, "▲", "op het middenpad net binnen het budget"),
        (0.99, "▲", "op het middenpad net niet binnen het budget"),
        (1.04, "●", "op het middenpad binnen het budget"),
        (0.95, "■", "op het middenpad niet binnen het budget"),
    ):
        done = recalculate(package, {
            f"Budget_{name}": lasten * factor * part for name, part in parts.items()})
        assert done["Samenvatting!G14"] == f"{shape} kans?"
        assert words in done["Samenvatting!A4"]
        assert "▲ let op: tot 2,5% van het budget boven of onder nul" in done["Samenvatting!A16"]


def test_what_a_reader_enters_rests_on_the_reader(package, recalculate, cell_of):
    at = cell_of(package, "Aannames", "F", A="buig.aandeel", C="Assen")
    after = recalculate(package, {at: 0.5})
    texts = [after[f"Samenvatting!A{r}"] for r in range(28, 42)]
    line = next(t for t in texts if isinstance(t, str) and t.startswith("Waarop het oordeel rust"))
    assert "aandeel in het macrobudget (eigen invoer)" in line


@pytest.mark.parametrize("name", ["Volumes", "Budget", "Bandbreedte", "Vergelijking", "Controles",
                                  "Grafiekdata"])
def test_later_knowledge_is_said_wherever_a_scenario_is_named(package, name):
    sheet = opened(package)[name]
    named = [c.value for row in sheet.iter_rows() for c in row
             if isinstance(c.value, str) and c.value.startswith("Ongunstig")]
    wrong = [t for t in named if t != "Ongunstig (met kennis van later)"
             and t not in ("Ongunstig boven", "Ongunstig onder")]
    assert len(named) > 2
    assert wrong == []


def test_derived_months_are_never_called_realised(package, make_report):
    def words(book):
        return " ".join(str(c.value) for name in ("Samenvatting", "Volumes", "Bandbreedte",
                                                  "Grafiekdata")
                        for row in opened(book)[name].iter_rows() for c in row if c.value)

    assert "ealisatie" not in words(package)
    assert "afgeleid verloop" in words(package)


def test_only_inputs_are_open(package):
    book = opened(package, values=False)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert sheet.title in ("Aannames", "Wijzigingslog")
                    assert cell.data_type != "f"
    log = book["Wijzigingslog"]
    free = [r for r in range(6, log.max_row + 1) if not log.cell(r, 2).protection.locked]
    assert len(free) == 50


def test_another_scenario_changes_the_page_and_no_check(package, recalculate, report):
    done = recalculate(package, {"Scenario_keuze": report.scenarios[2].title})
    assert done["Scenario_nr"] == 3
    assert done["Controle_fouten"] == 0
    assert done["Run_geldt"] == 1
    assert "Ongunstig: CPB juni 2020 (met kennis van later)" in done["Samenvatting!A2"]
    central = sum(a.total("baten") - a.total("lasten") for a in report.scenarios[2].accounts
                  if a.area and a.year == 2020)
    shown = done["Samenvatting!A7"]
    assert shown == pytest.approx(central, abs=0.005)


def test_an_edit_moves_euros_and_greys_the_odds(package, recalculate):
    before, after = recalculate(package, {}), recalculate(package, {"Prijs_uitkering": 17_000})
    assert after["Samenvatting!A7"] != before["Samenvatting!A7"]
    assert after["Run_geldt"] == 0
    assert after["Controle_fouten"] == 0
    assert after["Controle_melding"].startswith("▲ aannames gewijzigd")
    assert after["Gewijzigd_direct"] == 1
    assert after["Samenvatting!F8"] == "▲ kans hoort bij run a1b2c3d4e5f6"
    assert "de kansen van de run gelden niet meer" in after["Samenvatting!A4"]
    texts = [after[f"Samenvatting!{c}{r}"] for r in range(28, 42) for c in "AN"]
    assert "1. Reserve: het bedrag van de run geldt niet meer; draai opnieuw." in texts
    assert not any(isinstance(t, str) and "kans vóór vangnet" in t for t in texts)


def test_an_input_that_needs_a_run_only_raises_the_banner(package, recalculate, cell_of):
    place = cell_of(package, "Aannames", "F", A="bijstand.herinstroom.werk")
    done = recalculate(package, {place: 0.25})
    assert done["Gewijzigd_run"] == 1
    assert done["Controle_melding"].startswith("▲ nieuwe run nodig")
    assert done["Run_geldt"] == 1
    assert done["Budget!A3"] == done["Controle_melding"]


@pytest.mark.parametrize(("key", "place", "factor"), [
    ("buig.prijs.allin", "alle gemeenten", 1.1), ("buig.prijs.groei", "alle gemeenten", 2),
    ("buig.prijs.lokaal", "alle gemeenten", 1.1), ("buig.macro.basisfout", "alle gemeenten", 20),
    ("buig.aandeel", "Assen", 0.9), ("buig.lks.banen", "Tynaarlo", 1.3),
    ("buig.ioaw_ioaz.stand", "Aa en Hunze", 1.3), ("buig.ioaw_ioaz.daling", "alle gemeenten", 2),
    ("buig.terugvordering.aandeel", "alle gemeenten", 2),
])
def test_no_live_input_is_dead(package, recalculate, cell_of, key, place, factor):
    at = cell_of(package, "Aannames", "F", A=key, C=place)
    sheet, address = at.split("!")
    value = opened(package, values=False)[sheet][address].value
    done = recalculate(package, {at: value * factor})
    assert done["Run_geldt"] == 0
    assert done["Controle_fouten"] == 0


def test_the_exit_correction_scales_the_volume(package, recalculate, cell_of):
    volume = cell_of(package, "Budget", "F", A="Assen", B="Uitkeringen, na uitstroomcorrectie")
    national = cell_of(package, "Budget", "F", A="Nederland", B="Landelijk volume")
    before, after = recalculate(package, {}), recalculate(package, {"Uitstroomcorrectie": 0.02})
    assert after[volume] == pytest.approx(before[volume] * 0.98)
    assert after[national] == before[national]
    assert after["Samenvatting!A7"] > before["Samenvatting!A7"]


def test_real_budgets_replace_the_assumed_share(package, recalculate, report):
    entered = {"Assen": 29e6, "Aa_en_Hunze": 5.4e6, "Tynaarlo": 6.3e6}
    done = recalculate(package, {f"Budget_{k}": v for k, v in entered.items()})
    assert done["Samenvatting!A4"].startswith("Oordeel op ingevulde budgetten")
    lasten = sum(a.total("lasten") for a in report.scenarios[0].accounts if a.year == 2020)
    assert done["Samenvatting!A7"] == pytest.approx(sum(entered.values()) - lasten, abs=0.01)


def test_a_preliminary_budget_grows_with_the_macro_budget(package, recalculate, cell_of):
    place = cell_of(package, "Aannames", "F", A="buig.budget.voorlopig", C="Assen")
    line = cell_of(package, "Budget", "F", A="Assen", B="BUIG-budget")
    macro = cell_of(package, "Budget", "F", A="Nederland", B="Macrobudget definitief (verwacht)")
    done = recalculate(package, {place: 29e6})
    assert done[line] == pytest.approx(29e6 / 6_147_400_000 * done[macro], rel=1e-12)


def test_bridge_closes_in_every_scenario(package, recalculate, report):
    for scenario in report.scenarios:
        done = recalculate(package, {"Scenario_keuze": scenario.title, "Prijs_uitkering": 16_000})
        assert done["Controle_fouten"] == 0


@pytest.mark.parametrize("shape", [
    {"municipalities": ("Zelfstandig",), "whole": "Geheel", "scenarios": 1, "years": (2025,)},
    {"municipalities": tuple(f"Gemeente {n}" for n in range(25)), "scenarios": 2, "draws": 20},
    {"scenarios": 5, "years": (2021, 2022, 2023, 2024, 2025, 2026), "draws": 20},
    {"municipalities": HOSTILE, "whole": "=GR & <co>", "draws": 20,
     "notes": (Note("=HYPERLINK(\"x\")", "@" + "y" * 40_000),)},
    {"budget_factor": 1e-9, "draws": 20},
    {"scale": 0.002, "draws": 20},
], ids=["one", "twenty-five", "five scenarios, six years", "hostile", "no budget", "tiny"])
def test_any_shape_of_agency_gets_a_right_workbook(make_report, recalculate, compare, shape):
    package, count = workbook(make_report(**shape))
    wrong, compared = compare(package, recalculate(package, {}))
    assert wrong == []
    assert compared == count > 300
    done = recalculate(package, {})
    assert done["Controle_fouten"] == 0
