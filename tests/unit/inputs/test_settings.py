import pytest

from forecast.inputs.raw import tidy
from forecast.inputs.settings import read_sheet, read_toml

GOOD = """
titel = "T"
geheel = "G"
laatste_maand = "dec 2019"
jaren = [2020, 2021]
scenarios = ["basis"]
gemeenten = [{naam = "A", code = "gm0001 "}]
"""
SHEET = [("sleutel", "waarde"), ("titel", "T"), ("geheel", "G"), ("laatste_maand", "2019-12"),
         ("jaren", "2020, 2021"), ("scenarios", "basis, gunstig"), ("gemeente", "GM0001 A a"),
         ("gemeente", "GM0002 B")]


def sheet(rows):
    raw, problems = tidy("gegevensset", "x.xlsx, blad gegevensset", rows)
    assert raw is not None, problems
    return read_sheet(raw)


def test_toml_in_order():
    settings, problems = read_toml(GOOD.encode("utf-8-sig"), "s.toml")
    assert problems == []
    assert (settings.naam, settings.landelijk, settings.jaren) == (None, None, (2020, 2021))
    assert settings.gemeenten[0].code == "GM0001"


def test_a_sheet_in_order():
    settings, problems = sheet(SHEET)
    assert problems == []
    assert [(m.naam, m.code) for m in settings.gemeenten] == [("A a", "GM0001"), ("B", "GM0002")]
    assert settings.scenarios == ("basis", "gunstig")


@pytest.mark.parametrize(
    ("rows", "fragment"),
    [
        ([("sleutel", "warde"), ("titel", "T")], "kolommen kloppen niet"),
        (SHEET[:-2], "sleutel gemeenten: is leeg"),
        ([*SHEET, ("gemeente", "Assen")], "'Assen' is geen regiocode"),
        ([*SHEET, ("jaren", "2020-2023")], "hoort een heel getal te zijn"),
        ([*SHEET, ("kleur", "rood")], "sleutel kleur: deze sleutel is onbekend"),
    ],
)
def test_a_sheet_that_is_not(rows, fragment):
    _, problems = sheet(rows)
    assert fragment in "\n".join(map(str, problems))


@pytest.mark.parametrize(
    ("content", "fragment"),
    [
        (b"\xff\xfea", "geen UTF-8"),
        (GOOD.replace('"T"', "3").encode(), "tekst tussen aanhalingstekens"),
        (GOOD.replace('["basis"]', '"basis"').encode(), "een lijst tussen"),
        (GOOD.replace("2020,", "2020.5,").encode(), "hoort een heel getal te zijn"),
        (GOOD.replace("[2020, 2021]", "[]").encode(), "sleutel jaren: is leeg"),
        (GOOD.replace('"T"', '"klant 111222333"').encode(), "burgerservicenummer"),
        (GOOD.replace('{naam = "A", code = "gm0001 "}', '"Assen"').encode(), "naam en een code"),
        (("naam = '../weg'\n" + GOOD).encode(), "een vorm die niet kan"),
    ],
)
def test_toml_that_is_not(content, fragment):
    settings, problems = read_toml(content, "s.toml")
    assert settings is None
    assert fragment in "\n".join(map(str, problems))
