"""One mistake per case, made in a data set that was in order, with the message it must give."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from forecast.errors import ForecastError
from forecast.inputs import load_dataset, load_law, load_national

CITIZEN = "111222333"  # passes the elfproef; printed as the example on forms
MONTHLY, SETTINGS = "bijstand_maand.csv", "gegevensset.toml"
Break = Callable[[Path], object]


def swap(file: str, old: str, new: str, folder: str = "voorbeeld") -> Break:
    """Replace the first occurrence of a text."""

    def mutate(root: Path) -> None:
        path = root / "inputs" / folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return mutate


def whole(file: str, content: str) -> Break:
    """Write a whole file."""
    return lambda root: (root / "inputs/voorbeeld" / file).write_text(content, encoding="utf-8")


def without(file: str, *starts: str) -> Break:
    """Leave out the lines that begin so."""

    def mutate(root: Path) -> None:
        path = root / "inputs/voorbeeld" / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(starts)]
        assert len(kept) < len(lines)
        path.write_text("".join(kept), encoding="utf-8")

    return mutate


def gone(file: str) -> Break:
    """Take a file away."""
    return lambda root: (root / "inputs/voorbeeld" / file).unlink()


ROW2 = "Voorbeeldstad;2017-01;stand;1400;personen;voorbeeld-2019;voorbeeld\n"
MISTAKES: dict[str, tuple[Break, str, str, str]] = {
    # name: mutation, where, what, hint
    "unknown municipality": (swap(MONTHLY, "Voorbeeldstad", "Vorbeeldstad"),
        "inputs/voorbeeld/bijstand_maand.csv, rij 2, kolom gemeente",
        "'Vorbeeldstad' is geen gemeente van deze gegevensset", "bedoelt u 'Voorbeeldstad'?"),
    "unknown region code": (swap(MONTHLY, "Voorbeeldstad", "GM9999"),
        "rij 2, kolom gemeente", "'GM9999'", "Voorbeeldstad, Proefdorp"),
    "missing month": (without(MONTHLY, "Proefdorp;2018-05;stand;"),
        "bijstand_maand.csv, kolom maand", "mei 2018 ontbreekt bij gemeente Proefdorp, "
        "variabele stand", "een reeks heeft geen gaten"),
    "several missing months": (without(MONTHLY, "Proefdorp;2018-0"),
        "kolom maand", "jan 2018, feb 2018, mrt 2018 en nog 6 ontbreken", "vul de rijen aan"),
    "missing year": (without("inwoners.csv", "Proefdorp;2018"),
        "inwoners.csv, kolom jaar", "2018 ontbreekt bij gemeente Proefdorp", "vul de rijen aan"),
    "negative count": (swap(MONTHLY, "stand;1400", "stand;-1400"),
        "rij 2, kolom waarde", "'-1400' is negatief", "nul of meer"),
    "text in a number": (swap(MONTHLY, "stand;1400", "stand;n.b."),
        "rij 2, kolom waarde", "'n.b.' is geen getal", "alleen cijfers"),
    "thousands in a count": (swap(MONTHLY, "stand;1400", "stand;1.400"),
        "rij 2, kolom waarde", "'1.400' is geen heel getal", "schrijf 1400"),
    "half a person": (swap(MONTHLY, "stand;1400", "stand;1400,5"),
        "rij 2, kolom waarde", "'1400,5' is geen heel getal", "rond af"),
    "two meanings of a point": (swap("vervang_mij.csv", "0.345;0.317", "1.345;0.317"),
        "vervang_mij.csv, rij 4, kolom waarde", "'1.345' kan twee dingen betekenen",
        "schrijf 1345 als het een duizendtal is, of 1.3450"),
    "thousands separator": (swap("vervang_mij.csv", "0.345;0.317", "30.200.000,5;0.317"),
        "rij 4, kolom waarde", "scheidingsteken voor duizendtallen", "zonder punten"),
    "doubled row": (swap(MONTHLY, ROW2, ROW2 * 2),
        "bijstand_maand.csv, rij 3", "zegt hetzelfde als rij 2: gemeente Voorbeeldstad, "
        "variabele stand, maand jan 2017", "haal een van beide rijen weg"),
    "doubled row with another value": (swap(MONTHLY, ROW2, ROW2 + ROW2.replace("1400", "7")),
        "rij 3", "zegt hetzelfde als rij 2", "haal een van beide"),
    "doubled row with blanks in its key": (
        swap("vervang_mij.csv", "\n3;bijstand.beginstand.factor;;;", "\n3;bijstand.beginstand."
             "factor;;;x;1;;;factor;;;x;voorbeeld-2019;feit\n3;bijstand.beginstand.factor;;;"),
        "vervang_mij.csv, rij 7", "zegt hetzelfde als rij 6: sleutel bijstand.beginstand.factor",
        "haal een van beide"),
    "unknown variable": (swap(MONTHLY, ";stand;", ";standd;"),
        "rij 2, kolom variabele", "'standd' is onbekend", "bedoelt u 'stand'?"),
    "unknown status": (swap(MONTHLY, "2019;voorbeeld", "2019;zeker"),
        "rij 2, kolom status", "'zeker' is onbekend", "feit, afgeleid, raming"),
    "unknown source": (swap(MONTHLY, "voorbeeld-2019", "voorbeeld-2109"),
        "rij 2, kolom bron", "bron 'voorbeeld-2109' staat niet in de bronnenlijst",
        "bedoelt u 'voorbeeld-2019'?"),
    "no source": (swap(MONTHLY, "voorbeeld-2019", ""),
        "rij 2, kolom bron", "de cel is leeg", "vul de cel in"),
    "no month": (swap(MONTHLY, "2017-01", "2017-13"),
        "rij 2, kolom maand", "'2017-13' is geen maand", "schrijf 2019-12"),
    "a month that Excel made a date of": (swap(MONTHLY, "2017-01", "jan-17"),
        "rij 2, kolom maand", "'jan-17' is geen maand", "zet de kolom eerst op Tekst"),
    "unknown column": (swap(MONTHLY, "waarde;eenheid", "warde;eenheid"),
        "bijstand_maand.csv, kolom warde", "deze kolom is onbekend", "bedoelt u 'waarde'?"),
    "missing column": (swap(MONTHLY, "gemeente;maand", "gebied;maand"),
        "bijstand_maand.csv", "kolom gemeente ontbreekt", "nodig zijn: bron, status, gemeente"),
    "doubled column": (swap(MONTHLY, "gemeente;maand", "maand;maand"),
        "rij 1, kolom maand", "twee keer", "haal er een weg"),
    "empty file": (whole("inwoners.csv", ""),
        "inputs/voorbeeld/inwoners.csv", "het bestand is leeg", "kopregel"),
    "only a header": (whole("inwoners.csv", "gemeente;jaar;waarde;bron;status\n"),
        "inwoners.csv", "alleen een kopregel", "vul de rijen in"),
    "missing table": (gone("inwoners.csv"),
        "inputs/voorbeeld", "tabel inwoners ontbreekt", "voeg inwoners toe"),
    "missing register": (gone("bronnen.csv"),
        "inputs/voorbeeld", "tabel bronnen ontbreekt", "voeg bronnen toe"),
    "unknown table": (whole("inwonres.csv", "gemeente;jaar\nProefdorp;2019\n"),
        "inputs/voorbeeld/inwonres.csv", "tabel 'inwonres' is onbekend", "bedoelt u 'inwoners'?"),
    "variable absent for one municipality": (
        without(MONTHLY, *(f"Proefdorp;{y}-{m:02d};deeltijd" for y in (2017, 2018, 2019)
                           for m in range(1, 13))),
        MONTHLY, "gemeente Proefdorp heeft geen rijen voor deeltijd_nieuw", "0 is ook een waarde"),
    "citizen number in a cell": (swap(MONTHLY, "stand;1400", f"stand;{CITIZEN}"),
        "rij 2, cel 4", "burgerservicenummer kan zijn", "haal alle persoonsgegevens"),
    "citizen number in a remark": (
        swap("bronnen.csv", "Verzonnen gemeenten", f"Dossier {CITIZEN}"),
        "bronnen.csv, rij 2, cel 2", "burgerservicenummer", "persoonsgegevens"),
    "column of citizen numbers": (swap("inwoners.csv", "waarde", "BSN"),
        "inwoners.csv, kolom 3", "burgerservicenummers", "persoonsgegevens"),
    "decimal comma between commas": (
        whole("inwoners.csv", "gemeente,jaar,waarde,bron,status\n"
              "Proefdorp,2019,18,5,voorbeeld-2019,feit\n"),
        "inwoners.csv, rij 2", "meer cellen dan de 5 kolommen", "gebruik ; als scheiding"),
    "an error value of Excel": (swap("inwoners.csv", "52000", "#WAARDE!"),
        "inwoners.csv, rij 2", "foutwaarde #WAARDE!", "herstel de formule"),
    "no toml": (swap(SETTINGS, "titel =", "titel"),
        "inputs/voorbeeld/gegevensset.toml, regel 2", "geen geldige TOML: 'titel \"",
        "het teken ="),
    "first year already past": (swap(SETTINGS, "jaren = [2020", "jaren = [2019, 2020"),
        "gegevensset.toml, sleutel jaren", "na dec 2019 begint 2020", "begin de jaren met 2020"),
    "first year skipped": (swap(SETTINGS, "jaren = [2020, ", "jaren = ["),
        "gegevensset.toml, sleutel jaren", "het eerste jaar is 2021", "begin de jaren met 2020"),
    "figures that begin after the last month": (swap(SETTINGS,
        'laatste_maand = "2019-12"\njaren = [2020', 'laatste_maand = "2005-12"\njaren = [2006, '
        '2007, 2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020'),
        "bijstand_maand.csv", "Proefdorp begint in jan 2017, na laatste_maand", "dec 2005"),
    "half a year": (swap(SETTINGS, "2019-12", "2019-06"),
        "gegevensset.toml, sleutel laatste_maand", "jun 2019 is geen december", "december"),
    "a municipality called like the whole": (swap(SETTINGS, '"Samen"', '"Proefdorp"'),
        "gegevensset.toml, sleutel geheel", "heten allebei Proefdorp", "eigen naam"),
    "unknown setting": (swap(SETTINGS, "titel =", "tittel ="),
        "gegevensset.toml, sleutel tittel", "onbekend", "bedoelt u 'titel'?"),
    "missing setting": (swap(SETTINGS, 'geheel = "Samen"\n', ""),
        "gegevensset.toml, sleutel geheel", "ontbreekt", "andere gegevensset"),
    "name unlike its folder": (swap(SETTINGS, '"voorbeeld"', '"wpda"'),
        "gegevensset.toml, sleutel naam", "naam is 'wpda', maar de map heet 'voorbeeld'",
        "maak ze gelijk"),
    "bad region code": (swap(SETTINGS, "GM9901", "9901"),
        "sleutel gemeenten.0.code", "'9901' is geen regiocode", "GM met vier cijfers"),
    "the same municipality twice": (swap(SETTINGS, "GM9902", "GM9901"),
        "gegevensset.toml", "gemeente GM9901 staat er twee keer in", "haal er een weg"),
    "years with a gap": (swap(SETTINGS, "2021, ", ""),
        "sleutel jaren", "volgen niet op elkaar", "[2020, 2021]"),
    "no last month": (swap(SETTINGS, '"2019-12"', '"eind 2019"'),
        "sleutel laatste_maand", "'eind 2019' is geen maand", "2019-12"),
    "unknown nation": (swap(SETTINGS, '"nederland"', '"nederlnd"'),
        "sleutel landelijk", "'nederlnd' bestaat niet", "bedoelt u 'nederland'?"),
    "a source with two meanings": (
        swap("bronnen.csv", "voorbeeld-2019", "cbs-37789ksz"),
        "inputs/landelijk/bronnen.csv", "bron 'cbs-37789ksz' heet hier anders", "andere code"),
    "settings gone": (gone(SETTINGS),
        "inputs/voorbeeld", "geen gegevensset.toml", "nederland"),
}


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_its_message_and_changes_nothing(small_project, name):
    mutate, where, what, hint = MISTAKES[name]
    mutate(small_project)
    before = snapshot(small_project)
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, "voorbeeld")
    found = [p for p in caught.value.problems if where in p.where and what in p.what]
    assert found, str(caught.value)
    assert hint in found[0].hint
    assert CITIZEN not in str(caught.value)
    assert snapshot(small_project) == before


def test_all_mistakes_in_all_files_come_at_once(small_project):
    for name in ("text in a number", "missing year", "unknown setting", "missing register"):
        MISTAKES[name][0](small_project)
    swap(MONTHLY, "2019-12;stand", "2019-14;stand")(small_project)
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, "voorbeeld")
    text = str(caught.value)
    for fragment in ("sleutel tittel", "sleutel titel: ontbreekt", "tabel bronnen ontbreekt",
                     "'n.b.' is geen getal", "'2019-14' is geen maand", "2018 ontbreekt"):
        assert fragment in text
    assert len(caught.value.problems) == 6


def test_mistakes_in_several_rows_and_files_come_at_once(small_project):
    for name in ("text in a number", "missing year", "citizen number in a remark"):
        MISTAKES[name][0](small_project)
    swap(MONTHLY, "2019-12;stand", "2019-14;stand")(small_project)
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, "voorbeeld")
    text = str(caught.value)
    for fragment in ("'n.b.' is geen getal", "'2019-14' is geen maand", "2018 ontbreekt",
                     "burgerservicenummer kan zijn"):
        assert fragment in text


def test_a_column_that_is_wrong_throughout_is_cut_short(small_project):
    path = small_project / "inputs/voorbeeld" / MONTHLY
    path.write_text(path.read_text().replace(";personen;", ";;"))
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, "voorbeeld")
    assert [(p.where.partition(", ")[2], p.what) for p in caught.value.problems] == [
        ("rij 2, 4, 5, 6, 7 en nog 715, kolom eenheid", "de cel is leeg")
    ]


def test_a_column_with_many_mistakes_of_its_own_is_cut_short(small_project):
    path = small_project / "inputs/voorbeeld" / MONTHLY
    header, *lines = path.read_text().splitlines()
    wrong = [re.sub(r";\d+;personen;", f";n{n};personen;", line) for n, line in enumerate(lines)]
    path.write_text("\n".join([header, *wrong]))
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, "voorbeeld")
    assert len(caught.value.problems) == 51
    assert "en nog 670 cellen" in caught.value.problems[-1].what


def test_a_month_that_a_municipality_did_not_supply_is_one_problem(small_project):
    without(MONTHLY, "Proefdorp;2018-05;")(small_project)
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, "voorbeeld")
    assert [p.what for p in caught.value.problems] == [
        "mei 2018 ontbreekt bij gemeente Proefdorp, variabele stand, uitkeringen, instroom_nieuw "
        "en nog 8"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "load", "fragments"),
    [
        ("landelijk/bijstand_maand_nl.csv", "435.1", "435.100.0", load_national,
         ("bijstand_maand_nl.csv, rij 2, kolom waarde", "scheidingsteken")),
        ("landelijk/bijstand_maand_nl.csv", "1998-02,tot_aow", "1998-02,tot_aov", load_national,
         ("rij 3, kolom variabele", "bedoelt u 'tot_aow'?")),
        ("landelijk/bijstand_maand_nl.csv", "435.1", "1.235", load_national,
         ("'1.235' kan twee dingen betekenen", "1.2350")),
        ("landelijk/macrobudget.csv", "definitief", "defintief", load_national,
         ("kolom moment", "bedoelt u 'definitief'?")),
        ("wet/wet.csv", "sleutel,", "sleutl,", load_law, ("bedoelt u 'sleutel'?",)),
        ("wet/wet.csv", "1957-01", "begin", load_law, ("kolom vanaf", "'begin' is geen maand")),
        ("wet/bronnen.csv", "code,", "kode,", load_law, ("bedoelt u 'code'?",)),
    ],
)
def test_mistakes_in_what_all_share(small_project, file, old, new, load, fragments):
    folder, name = file.split("/")
    swap(name, old, new, folder)(small_project)
    with pytest.raises(ForecastError) as caught:
        load(small_project)
    assert all(part in str(caught.value) for part in fragments), str(caught.value)


@pytest.mark.parametrize("folder", ["landelijk", "wet"])
def test_a_shared_register_that_is_gone(small_project, folder):
    (small_project / "inputs" / folder / "bronnen.csv").unlink()
    for load in (lambda root: load_dataset(root, "voorbeeld"), load_national, load_law):
        with pytest.raises(ForecastError) as caught:
            load(small_project)
        assert str(caught.value).startswith(f"inputs/{folder}: tabel bronnen ontbreekt")
        assert len(caught.value.problems) == 1


def test_a_national_table_that_is_gone(small_project):
    (small_project / "inputs/landelijk/werkloosheid_maand.csv").unlink()
    with pytest.raises(ForecastError, match="tabel werkloosheid_maand ontbreekt"):
        load_national(small_project)
