"""Layers, trails and what a later layer leaves standing."""

from __future__ import annotations

from forecast.scenarios import resolve, resolve_reference

KEY = "bijstand.herinstroom.werk"


def sets(key: str, value: float, rest: str = "") -> str:
    return f'[waarden."{key}"]\nwaarde = {value}\nstatus = "aanname"\n{rest}\n'


def test_a_trail_names_every_layer_in_order(project, data, write):
    write("krap", sets(KEY, 0.25))
    write("krapper", sets(KEY, 0.30), basis="krap")
    trail = resolve(project, data, "krapper").value(KEY).trail
    assert [str(step) for step in trail] == [
        "basis: 0,2 (0,09 tot 0,29) (aanname, bron: divosa-instroom-2014)",
        "krap: 0,25 (0,14 tot 0,34), bandbreedte schuift mee (aanname)",
        "krapper: 0,3 (0,19 tot 0,39), bandbreedte schuift mee (aanname)"]


def test_the_data_set_speaks_after_the_base_and_before_the_scenario(project, make_data, row, write):
    data = make_data("Duin", extra=[row(KEY, waarde=0.15, laag=0.1, hoog=0.2)])
    write("krap", sets("economie.reactie.factor", 2))
    assert resolve(project, data, "krap").band(KEY) == (0.1, 0.15, 0.2)
    write("eigen", sets(KEY, 0.5, "laag = 0.4\nhoog = 0.6"))
    found = resolve(project, data, "eigen")
    assert found.band(KEY) == (0.4, 0.5, 0.6)
    assert found.layers == ("basis", "vervang_mij (duin)", "eigen")


def test_an_own_figure_is_a_fact_without_a_range(project, make_data):
    data = make_data("Duin", eigen_waarde=0.5, eigen_bron="beschikking 2020")
    value = resolve(project, data, "basis").value("buig.aandeel", "Duin")
    assert (value.number, value.low, value.high) == (0.5, None, None)
    assert (value.status, value.source) == ("feit", "beschikking 2020")


def test_a_fact_in_a_later_layer_ends_the_range(project, data, write):
    write("geteld", f'[waarden."{KEY}"]\nwaarde = 0.24\nstatus = "feit"\nbron = "eigen"\n'
          '[bronnen.eigen]\ntitel = "Telling"\nuitgever = "Duin"\n')
    found = resolve(project, data, "geteld")
    assert found.band(KEY) == (0.24, 0.24, 0.24)
    assert found.sources["eigen"].title == "Telling"


def test_budgets_entered_by_year_are_found_by_year(project, make_data, row):
    extra = [row("buig.budget.definitief", "Duin", jaar=2021, waarde=None,
                 eigen_waarde=41e6, eigen_bron="beschikking"),
             row("buig.budget.definitief", "Duin", jaar=2022, waarde=None),
             row("buig.budget.voorlopig", "Duin", jaar=2020, waarde=None)]
    found = resolve(project, make_data("Duin", extra=extra), "basis")
    years = [found.in_year("buig.budget.definitief", y, "Duin") for y in (2020, 2021, 2022)]
    assert years == [None, 41e6, None]
    assert not found.has("buig.budget.voorlopig", "Duin")
    assert found.value("buig.budget.definitief", "Duin").status == "feit"


def test_a_municipality_deviates_and_its_trail_begins_with_the_general_value(project, data, write):
    write("duin", '[waarden."bijstand.uitstroom.werk.factor".gemeente."Duin"]\nwaarde = 1.1\n'
          'status = "aanname"\n')
    found = resolve(project, data, "duin")
    key = "bijstand.uitstroom.werk.factor"
    assert (found.number(key, "Duin"), found.number(key, "Strand")) == (1.1, 1.0)
    assert [s.layer for s in found.value(key, "Duin").trail] == ["basis", "duin"]
    assert found.value(key, "Duin").trail[-1].text == "1,1, alleen voor Duin"


def test_a_deviation_stays_above_a_later_general_value_and_says_so(project, data, write):
    key = "bijstand.instroom.factor"
    write("duin", f'[waarden."{key}".gemeente."Duin"]\nwaarde = 0.9\nstatus = "aanname"\n')
    write("allen", sets(key, 1.2), basis="duin")
    found = resolve(project, data, "allen")
    assert (found.number(key, "Duin"), found.number(key, "Strand")) == (0.9, 1.2)
    assert found.notices == (f"allen zet '{key}', maar Duin houdt de eigen waarde uit duin",)


def test_a_local_file_is_found_first_and_builds_on_the_national_one(project, data, write):
    write("krap", sets(KEY, 0.25))
    write("duin/krap", sets("economie.reactie.factor", 2), basis="krap")
    found = resolve(project, data, "krap")
    assert found.layers == ("basis", "vervang_mij (duin)", "krap", "duin/krap")
    assert found.number(KEY) == 0.25
    assert set(found.files) == {"scenarios/basis.toml", "scenarios/krap.toml",
                                "scenarios/duin/krap.toml"}


def test_the_nation_hears_the_national_layers_only(project, data, make_data, write):
    write("krap", sets(KEY, 0.25) +
          '[waarden."bijstand.instroom.factor".gemeente."Duin"]\nwaarde = 0.8\n'
          'status = "aanname"\n')
    write("duin/krap", sets("economie.reactie.factor", 2), basis="krap")
    nation = make_data("Nederland", name="nederland")
    found = resolve_reference(project, nation, data, "krap")
    assert found.layers == ("basis", "vervang_mij (nederland)", "krap")
    assert found.number(KEY) == 0.25
    assert found.number("economie.reactie.factor") == 1.0
    assert found.number("buig.aandeel", "Nederland") == 0.4


def test_what_was_expected_is_the_national_base_whatever_the_scenario(
    project, data, make_data, write
):
    write("krap", sets(KEY, 0.25))
    nation = make_data("Nederland", name="nederland")
    base, found = (resolve_reference(project, nation, data, name, base_only=True)
                   for name in ("basis", "krap"))
    assert found.layers == base.layers == ("basis", "vervang_mij (nederland)")
    assert found.number(KEY) == base.number(KEY) != 0.25


def test_a_chain_of_four_blocks_deep_arrives(project, data, write):
    write("blok4", sets("verdict.grens_groen", 0.9), basis="")
    write("blok3", sets("economie.reactie.factor", 0.5), basis="", head='blokken = ["blok4"]')
    write("blok2", sets("buig.macro.volgt", 0.4), basis="", head='blokken = ["blok3"]')
    write("blok1", sets("economie.reactie.factor", 0.7), basis="", head='blokken = ["blok2"]')
    write("diep", sets(KEY, 0.25), head='blokken = ["blok1"]')
    found = resolve(project, data, "diep")
    assert found.layers[2:] == ("blok4", "blok3", "blok2", "blok1", "diep")
    assert found.number("verdict.grens_groen") == 0.9
    assert [s.layer for s in found.value("economie.reactie.factor").trail] == [
        "basis", "blok3", "blok1"]


def test_four_bases_deep_arrives(project, data, write):
    for depth, base in ((1, "basis"), (2, "laag1"), (3, "laag2"), (4, "laag3")):
        write(f"laag{depth}", sets(KEY, depth / 10), basis=base)
    found = resolve(project, data, "laag4")
    assert found.number(KEY) == 0.4
    assert len(found.value(KEY).trail) == 5


def test_two_blocks_may_share_an_inner_block(project, data, write):
    write("gedeeld", sets(KEY, 0.25), basis="")
    write("a", sets("economie.reactie.factor", 2), basis="", head='blokken = ["gedeeld"]')
    write("b", sets("buig.macro.volgt", 0.4), basis="", head='blokken = ["gedeeld"]')
    write("beide", "", head='blokken = ["b", "a"]')
    found = resolve(project, data, "beide")
    assert found.layers[2:] == ("gedeeld", "a", "b", "beide")
    assert [s.layer for s in found.value(KEY).trail] == ["basis", "gedeeld"]


def test_quoted_and_dotted_tables_are_the_same_key(project, data, write):
    write("los", '[waarden.economie.werkloosheid]\nwaarde = 4.0\nstatus = "aanname"\n'
          '[waarden.economie.werkloosheid.referentie]\nwaarde = 3.9\nstatus = "aanname"\n')
    found = resolve(project, data, "los")
    assert found.value("economie.werkloosheid").number == 4.0
    assert found.value("economie.werkloosheid.referentie").number == 3.9


def test_a_label_is_inherited_from_base_and_blocks(project, data, write):
    write("later", sets("economie.reactie.factor", 2), basis="", head='label = "kennis van later"')
    write("eerst", sets(KEY, 0.25), head='blokken = ["later"]')
    write("dan", sets(KEY, 0.26), basis="eerst")
    assert resolve(project, data, "dan").label == "kennis van later"
    assert resolve(project, data, "basis").label == ""
