"""Keys found on their line."""

from __future__ import annotations

from forecast.scenarios.toml_lines import lines_of, nearest_line

TEXT = '''titel = "Proef"
omschrijving = """
[waarden."geen.tabel"]
waarde = 1
"""
[waarden."a.b"]      # een tabel
waarde = 1
pad = [
    {vanaf = "2020", waarde = 1},
    ["los"],
]
[waarden.c.d]
bron = "x"
waarden = {e = 1}
'''


def test_quoted_and_dotted_headers_give_the_same_kind_of_name():
    lines = lines_of(TEXT)
    assert (lines["waarden.a.b"], lines["waarden.a.b.waarde"]) == (6, 7)
    assert (lines["waarden.c.d"], lines["waarden.c.d.bron"]) == (12, 13)


def test_text_inside_a_long_string_is_no_key():
    assert "waarden.geen.tabel" not in lines_of(TEXT)


def test_the_smallest_table_around_a_name_answers_for_it():
    lines = lines_of(TEXT)
    assert nearest_line(lines, "waarden.a.b.laag") == 6
    assert nearest_line(lines, "bronnen.x") is None
