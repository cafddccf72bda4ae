"""doelen.toml is read whole, and every mistake in it is named at once, in Dutch."""

from __future__ import annotations

import pytest

from forecast.errors import ForecastError
from forecast.inputs import DataSet, Municipality, load_dataset
from forecast.inputs.raw import tidy
from forecast.inputs.targets_file import Benchmark, Flows, Otherwise, read_sheet, read_toml
from forecast.periods import month
from forecast.project.agreed import faults

WHERE = "inputs/duin/doelen.toml"
GOOD = """
[[doel]]
sleutel = "plekken"
titel = "Plekken"
thema = "Beschut"
definitie = "Bezette plekken."
maat = "beschut.plekken.ultimo"
eenheid = "plekken"
jaar = 2020
norm = 60.5
gemeenten = { "Duin" = 40.25, "Strand" = 20.25 }
per = "beschut.personen.ultimo"
bron = "afspraak"
status = "feit"
toelichting = "Mag lager zijn."
vergelijking = { wat = "eind 2019", waarde = 48, bron = "verslag" }
stromen = { erbij = ["beschut.gestart"], eraf = ["beschut.gestopt"], stand = "beschut.personen" }

[[doel.anders]]
titel = "In mensen"
definitie = "Contracten zijn korter."
maat = "beschut.personen.ultimo"
eenheid = "personen"
rest = "Korter dan 31 uur"
norm = 70

[[doel.anders]]
titel = "Zonder starters"
definitie = "Wie al begonnen was."
brug = ["-beschut.gestart"]

[[doel]]
sleutel = "terug"
titel = "Terugkeer"
maat = "bijstand.instroom.herinstroom"
deel_van = ["bijstand.uitstroom", "-bijstand.uitstroom.aow"]
eenheid = "% van de uitstroom"
richting = "ten hoogste"
jaar = 2021

[[doel]]
sleutel = "praten"
titel = "Meepraten"
jaar = 2020
"""
ONE = """[[doel]]
sleutel = "{key}"
titel = "T"
maat = "bijstand.uitstroom.werk"
eenheid = "personen"
jaar = 2020
norm = 10
bron = "voorbeeld-2019"
status = "voorbeeld"
"""
#: A key, what is changed in a good target, and what the message says.
MISTAKES = (
    ("zonder_eenheid", ('eenheid = "personen"\n', ""), "het doel heeft geen eenheid"),
    ("zonder_maat", ('maat = "bijstand.uitstroom.werk"\n', ""), "er is een norm zonder maat"),
    ("zonder_bron", ('bron = "voorbeeld-2019"\n', ""), "heeft geen bron of geen status"),
    ("zonder_status", ('status = "voorbeeld"\n', ""), "heeft geen bron of geen status"),
    ("delen", ("norm = 10\n", "norm = 10\ngemeenten = {Voorbeeldstad = 6, Proefdorp = 3}\n"),
     "de gemeenten tellen op tot 9, niet tot 10"),
    ("alleen_delen", ("norm = 10\n", "gemeenten = {Voorbeeldstad = 6}\n"),
     "de gemeenten hebben een norm en het geheel niet"),
    ("elders", ("norm = 10\n", "norm = 10\ngemeenten = {Vorbeeldstad = 10}\n"),
     "'Vorbeeldstad' is geen gemeente van deze gegevensset (bedoelt u 'Voorbeeldstad'?)"),
    ("bron", ('"voorbeeld-2019"', '"voorbeeld-2091"'),
     "bron 'voorbeeld-2091' staat niet in het register (bedoelt u 'voorbeeld-2019'?)"),
    ("bron_van_vergelijking", (
        "norm = 10\n", 'norm = 10\nvergelijking = {wat = "w", waarde = 1, bron = "geen-bron"}\n'),
     "bron 'geen-bron' staat niet in het register"),
    ("procent", ("norm = 10\n", 'norm = 10\ndeel_van = "bijstand.stand"\n'),
     "met deel_van is het een percentage, niet 'personen'"),
    ("zelfde_telling", (
        "norm = 10\n", 'norm = 10\nanders = [{titel = "Ook", definitie = "d"}]\n'),
     "zonder maat en zonder brug is dit dezelfde telling"),
)
#: What pydantic refuses names the key; the target itself is found by its line.
REFUSED = (
    (("norm = 10", "nrom = 10"), "nrom: deze sleutel is onbekend (bedoelt u 'norm'?)"),
    (("norm = 10", 'richting = "minstens"'),
     "richting: heeft een waarde die niet kan (kies uit: 'ten minste' of 'ten hoogste')"),
    (('"voorbeeld"', '"gok"'), "status: heeft een waarde die niet kan"),
    (("jaar = 2020\n", ""), "jaar: ontbreekt"),
    (("jaar = 2020", "jaar = 2020.5"), "jaar: hoort een heel getal te zijn"),
    (("norm = 10", "norm = inf"), "norm: hoort een gewoon getal te zijn"),
    (('titel = "T"', 'titel = ""'), "titel: is leeg"),
)


def said(text):
    """Return the problems of a file as one text."""
    _, problems = read_toml(text.encode(), WHERE)
    return "\n".join(map(str, problems))


def test_a_good_file_is_read_whole():
    (places, again, talk), problems = read_toml(GOOD.encode("utf-8-sig"), WHERE)
    assert problems == []
    assert (places.key, places.title, places.theme, places.definition, places.note) == (
        "plekken", "Plekken", "Beschut", "Bezette plekken.", "Mag lager zijn.")
    assert (places.variable, places.unit, places.per, places.year, places.norm) == (
        "beschut.plekken.ultimo", "plekken", "beschut.personen.ultimo", 2020, 60.5)
    assert (places.source, places.status, places.direction, places.least) == (
        "afspraak", "feit", "ten minste", True)
    assert dict(places.local) == {"Duin": 40.25, "Strand": 20.25}
    assert places.benchmark == Benchmark(wat="eind 2019", waarde=48, bron="verslag")
    assert places.flows == Flows(erbij=("beschut.gestart",), eraf=("beschut.gestopt",),
                                 stand="beschut.personen")
    assert places.otherwise == (
        Otherwise(titel="In mensen", definitie="Contracten zijn korter.", norm=70,
                  maat="beschut.personen.ultimo", eenheid="personen", rest="Korter dan 31 uur"),
        Otherwise(titel="Zonder starters", definitie="Wie al begonnen was.",
                  brug=("-beschut.gestart",)))
    assert again.over == ("bijstand.uitstroom", "-bijstand.uitstroom.aow")
    assert (again.least, again.norm, again.source, again.status) == (False, None, "", "")
    assert (talk.variable, talk.flows, talk.benchmark, talk.otherwise) == ("", None, None, ())


def test_one_name_is_a_list_of_one():
    text = GOOD.replace('["bijstand.uitstroom", "-bijstand.uitstroom.aow"]', '"bijstand.stand"')
    assert read_toml(text.encode(), WHERE)[0][1].over == ("bijstand.stand",)


def test_a_data_set_without_the_file_has_no_targets(project_to_read):
    assert load_dataset(project_to_read, "voorbeeld").targets == ()


def test_the_data_set_holds_what_the_file_says(small_project):
    file = small_project / "inputs/voorbeeld/doelen.toml"
    file.write_text(ONE.format(key="werk"), encoding="utf-8")
    data = load_dataset(small_project, "voorbeeld")
    assert [(t.key, t.norm) for t in data.targets] == [("werk", 10)]
    assert "inputs/voorbeeld/doelen.toml" in data.fingerprints


def test_every_mistake_is_told_at_once(small_project):
    blocks = [ONE.format(key=key).replace(*change) for key, change, _ in MISTAKES]
    blocks += [ONE.format(key=f"geweigerd_{n}").replace(*change)
               for n, (change, _) in enumerate(REFUSED)]
    blocks += [ONE.format(key="tweeling")] * 2
    text = "\n".join(blocks)
    assert all(a in ONE.format(key="x") for _, (a, _), _ in MISTAKES)
    (small_project / "inputs/voorbeeld/doelen.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ForecastError) as caught:
        load_dataset(small_project, "voorbeeld")
    problems = [str(p) for p in caught.value.problems]
    for key, _, words in MISTAKES:
        assert [p for p in problems if f"doel {key}" in p and words in p], (key, problems)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line == "[[doel]]"]
    for n, (_, words) in enumerate(REFUSED):
        place = f"inputs/voorbeeld/doelen.toml, regel {lines[len(MISTAKES) + n]}, sleutel {words}"
        assert [p for p in problems if p.startswith(place)], (place, problems)
    twins = ("inputs/voorbeeld/doelen.toml: doel 'tweeling' staat er twee keer "
             "(geef elk doel een eigen sleutel)")
    assert problems.count(twins) == 1
    # all these blocks are about one variable in one year, which may have one norm
    assert sum("twee doelen van 2020 hebben een norm" in p for p in problems) == 1
    assert len(problems) == len(MISTAKES) + len(REFUSED) + 2


def test_a_key_outside_a_target_and_single_brackets():
    assert "sleutel doelen: deze sleutel is onbekend (elke afspraak begint met [[doel]])" in said(
        GOOD.replace("[[doel]]", "[[doelen]]").replace("[[doel.anders]]", "[[doelen.anders]]"))
    assert "schrijf [[doel]] met dubbele haken" in said('[doel]\nsleutel = "a"\n')


@pytest.mark.parametrize(("text", "words"), [
    (GOOD.replace("norm = 60.5", "norm = 60,5"), "'norm = 60,5' is geen getal in TOML"),
    (GOOD.replace('thema = "Beschut"', 'thema = "Beschut'), "is geen geldige TOML"),
    (GOOD.replace("norm = 60.5", "norm = 60.5\nnorm = 61"), "staat er twee keer"),
])
def test_what_is_no_toml_is_told_on_its_line(text, words):
    problem = said(text)
    assert problem.startswith(f"{WHERE}, regel ")
    assert words in problem


def test_what_is_no_text_and_what_is_no_name_of_a_variable():
    assert "het bestand is geen UTF-8" in str(read_toml(b"\xff\xfe\x00", WHERE)[1][0])
    assert "sleutel maat: heeft een vorm die niet kan" in said(
        GOOD.replace("beschut.plekken.ultimo", "Plekken eind van het jaar"))


def test_a_citizen_number_is_refused_and_never_repeated():
    found, problems = read_toml(
        GOOD.replace("Mag lager zijn.", "Zie klant 111222333.").encode(), WHERE)
    text = "\n".join(map(str, problems))
    assert found == ()
    assert "burgerservicenummer" in text
    assert "111222333" not in text


def judged(text):
    """Return what no run can judge of a file."""
    targets, problems = read_toml(text.encode(), WHERE)
    assert problems == []
    data = DataSet("duin", "Duin", "KUST", (Municipality("Duin", "GM0001"),), month(2019, 12),
                   (2020, 2021), ("basis",), None, {}, {}, {}, {}, targets)
    return "\n".join(map(str, faults(data)))


def test_a_good_file_has_no_faults():
    assert judged(GOOD) == ""


@pytest.mark.parametrize(("old", "new"), [
    ('maat = "beschut.plekken.ultimo"', 'maat = "beschut.plekke.ultimo"'),
    ('"-bijstand.uitstroom.aow"', '"-bijstand.uitstrom.aow"'),
    ('per = "beschut.personen.ultimo"', 'per = "beschut.persone.ultimo"'),
    ('maat = "beschut.personen.ultimo"', 'maat = "beschut.persoon.ultimo"'),
    ('brug = ["-beschut.gestart"]', 'brug = ["-beschut.gestar"]'),
    ('erbij = ["beschut.gestart"]', 'erbij = ["beschut.gestrt"]'),
    ('eraf = ["beschut.gestopt"]', 'eraf = ["beschut.gestpt"]'),
    ('stand = "beschut.personen"', 'stand = "beschut.prsonen"'),
])
def test_a_variable_that_does_not_exist_is_found_wherever_it_stands(old, new):
    right, wrong = (text.split('"')[1].removeprefix("-") for text in (old, new))
    said = judged(GOOD.replace(old, new))
    assert f"variabele '{wrong}' bestaat niet" in said
    assert f"bedoelt u '{right.removesuffix('.ultimo')}'?" in said
    assert said.count("\n") == 0


def test_a_unit_is_that_of_the_variable():
    said = judged(GOOD.replace('eenheid = "plekken"', 'eenheid = "mensen"'))
    assert said == (f"{WHERE}, doel plekken: beschut.plekken.ultimo is in plekken, het doel in "
                    'mensen (schrijf eenheid = "plekken")')


HEAD = ("sleutel", "titel", "maat", "deel_van", "eenheid", "richting", "jaar", "norm", "bron",
        "status", "gemeente")
PLACES = ("plekken", "Plekken", "beschut.plekken.ultimo", None, "plekken", None, 2020.0, 60.0,
          "afspraak", "feit", None)
AGAIN = ("terug", "Terugkeer", "bijstand.instroom.herinstroom",
         "bijstand.uitstroom, -bijstand.uitstroom.aow", "% van de uitstroom", "ten hoogste", 2021,
         None, None, None, None)


def part(key, area, norm):
    return (key, None, None, None, None, None, None, norm, None, None, area)


def on_sheet(*rows):
    raw, problems = tidy("doelen", "duin.xlsx, blad doelen", [HEAD, *rows])
    assert raw is not None, problems
    return read_sheet(raw)


def test_a_sheet_gives_the_records_of_the_file():
    same = """
[[doel]]
sleutel = "plekken"
titel = "Plekken"
maat = "beschut.plekken.ultimo"
eenheid = "plekken"
jaar = 2020
norm = 60
gemeenten = { "Duin" = 40, "Strand" = 20 }
bron = "afspraak"
status = "feit"

[[doel]]
sleutel = "terug"
titel = "Terugkeer"
maat = "bijstand.instroom.herinstroom"
deel_van = ["bijstand.uitstroom", "-bijstand.uitstroom.aow"]
eenheid = "% van de uitstroom"
richting = "ten hoogste"
jaar = 2021
"""
    found, problems = on_sheet(PLACES, part("plekken", "Duin", 40), part("plekken", "Strand", 20.0),
                               AGAIN)
    assert problems == []
    assert found == read_toml(same.encode(), WHERE)[0]


def test_mistakes_on_a_sheet_are_told_by_row():
    wrong = (*PLACES[:4], "plekken", "minstens", *PLACES[6:])
    _, problems = on_sheet(PLACES, part("plekken", "Duin", 40), part("plek", "Duin", 20), wrong,
                           PLACES)
    text = "\n".join(map(str, problems))
    assert "rij 4: doel 'plek' heeft geen rij zonder gemeente (zet het geheel erboven)" in text
    assert "duin.xlsx, blad doelen, rij 5, sleutel richting: heeft een waarde die niet kan" in text
    assert "rij 2, doel plekken: de gemeenten tellen op tot 40, niet tot 60" in text
    assert "duin.xlsx, blad doelen: doel 'plekken' staat er twee keer" in text
