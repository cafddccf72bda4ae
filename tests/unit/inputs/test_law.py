import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.inputs import load_law
from forecast.periods import months_of_years

HEADER = "sleutel;vanaf;waarde;eenheid;artikel;bron;status;bekend_vanaf\n"
ROWS = (
    "aow;2018-01;792;maanden;AOW 7a;stb;feit;2012-07\n"
    "aow;2020-01;801;maanden;AOW 7a;stb;feit;2015-06\n"
    "aow;2020-01;796;maanden;AOW 7a;stb;feit;2019-07\n"
    "wml;jan 2020;1653,60;eur per maand;WML 8;stb;feit;\n"
)


def month(text):
    return pd.Period(text, "M")


@pytest.fixture
def root(tmp_path):
    for name in ("inputs/wet", "inputs/landelijk", "scenarios"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "inputs/wet/wet.csv").write_text(HEADER + ROWS)
    (tmp_path / "inputs/wet/bronnen.csv").write_text("code;titel\nstb;Staatsblad\n")
    (tmp_path / "inputs/landelijk/bronnen.csv").write_text("code;titel\ncbs;CBS\n")
    return tmp_path


def test_the_value_in_force(root):
    law = load_law(root)
    assert law.keys() == ("aow", "wml")
    assert law.at("aow", month("2019-12")) == 792
    assert law.at("aow", month("2024-05")) == 796
    assert law.at("wml", pd.Period("2020", "Y")) == 1653.6


def test_a_law_changed_later_is_not_yet_changed(root):
    law = load_law(root)
    assert law.at("aow", month("2020-01"), known=month("2019-06")) == 801
    assert law.at("aow", month("2020-01"), known=month("2019-07")) == 796
    assert law.at("aow", month("2020-01"), known=month("2014-01")) == 792


def test_a_path_over_months(root):
    path = load_law(root).path("aow", months_of_years([2019, 2020]))
    assert np.array_equal(path, [792.0] * 12 + [796.0] * 12)


def test_every_value_leads_to_its_article(root):
    found = load_law(root).entry("wml", month("2021-01"))
    assert (found.article, found.source, found.unit) == ("WML 8", "stb", "eur per maand")
    assert found.where == "inputs/wet/wet.csv, rij 5"
    assert found.known_since is None


@pytest.mark.parametrize(
    ("key", "when", "known", "fragments"),
    [
        ("wml", "2019-12", None, ("'wml' is er pas vanaf jan 2020, niet voor dec 2019", "WML 8",
                                  "inputs/wet/wet.csv, rij 5")),
        ("aow", "2020-01", "2012-06", ("was in jun 2012 nog niet bekend",)),
        ("aouw", "2020-01", None, ("onbekend", "bedoelt u 'aow'?")),
    ],
)
def test_outside_the_law_tables_is_an_error_never_nought(root, key, when, known, fragments):
    with pytest.raises(ForecastError) as caught:
        load_law(root).at(key, month(when), month(known) if known else None)
    assert all(part in str(caught.value) for part in fragments)


def test_one_key_lives_in_one_file(root):
    (root / "inputs/wet/meer.csv").write_text(HEADER + "wml;2021-01;1684,8;eur;WML 8;stb;feit;\n")
    with pytest.raises(ForecastError, match="staat ook in inputs/wet/meer"):
        load_law(root)


def test_a_folder_without_tables(root):
    (root / "inputs/wet/wet.csv").unlink()
    with pytest.raises(ForecastError, match="geen enkele wetstabel"):
        load_law(root)


def test_the_law_of_the_house_stands(small_project):
    law = load_law(small_project)
    ages = [law.at("aow.leeftijd_maanden", month(f"{y}-01")) for y in range(2019, 2025)]
    assert ages == [796, 796, 796, 799, 802, 804]
    assert law.at("wml.maand", month("2019-07")) == 1635.60
    assert "inputs/wet/wet.csv" in law.fingerprints
