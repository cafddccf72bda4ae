"""One mistake per file of series, with the message it must give."""

import pytest

from forecast.errors import ForecastError
from forecast.inputs import read_series

CITIZEN = "111222333"  # passes the elfproef; printed as the example on forms
MONTHS = [f"2019-{number:02d}" for number in range(1, 13)]
GOOD = [f"a,{m},{10 + i}" for i, m in enumerate(MONTHS)]
HEAD = "series_id,period,value"


def table(*rows, head=HEAD):
    return "\n".join([head, *rows]) + "\n"


def other(place, row):
    """Return the good rows with another row in a place, counted from 0."""
    return table(*GOOD[:place], row, *GOOD[place + 1:])


DATED = f"{HEAD},origin"
MISTAKES = {
    # name: content, where, what, hint
    "empty file": ("", "reeksen.csv", "het bestand is leeg", "kopregel"),
    "only a header": (table(), "reeksen.csv", "alleen een kopregel", "vul de rijen in"),
    "no text": ("PK\x03\x04\x00\x00", "reeksen.csv", "geen gewone tekst", "CSV UTF-8"),
    "tabs": (table(*GOOD).replace(",", "\t"), "reeksen.csv", "door tabs gescheiden", "CSV met ;"),
    "unknown column": (table(*(f"{row},x" for row in GOOD), head=f"{HEAD},toelichting"),
        "reeksen.csv, kolom toelichting", "deze kolom is onbekend", "series_id, period, value"),
    "misspelt column": (table(*GOOD, head="serie_id,period,value"),
        "reeksen.csv, kolom serie_id", "onbekend", "bedoelt u 'series_id'?"),
    "missing column": (table(*(row.rpartition(",")[0] for row in GOOD), head="series_id,period"),
        "reeksen.csv", "kolom value ontbreekt", "nodig zijn: series_id, period, value"),
    "no header": ("\n".join(GOOD), "reeksen.csv", "kolom series_id ontbreekt", "nodig zijn"),
    "empty value": (other(3, "a,2019-04,"),
        "reeksen.csv, rij 5, kolom value", "de cel is leeg", "haal de hele rij weg"),
    "text in a value": (other(3, "a,2019-04,veel"),
        "rij 5, kolom value", "'veel' is geen getal", "alleen cijfers"),
    "not a number": (other(3, "a,2019-04,nan"), "rij 5, kolom value", "'nan' is geen getal", ""),
    "infinite": (other(3, "a,2019-04,inf"), "rij 5, kolom value", "'inf' is geen getal", ""),
    "beyond all numbers": (other(3, "a,2019-04,1e400"), "rij 5, kolom value", "1e400", ""),
    "a unit": (other(3, "a,2019-04,€ 12"), "rij 5, kolom value", "bevat een eenheid", "laat het"),
    "a thousand or a decimal": (
        table(*(row.rpartition(",")[0] + ",1.234" for row in GOOD)).replace(",", ";"),
        "reeksen.csv, rij 2, 3, 4, 5, 6 en nog 7, kolom value", "kan twee dingen betekenen",
        "schrijf 1234 als het een duizendtal is, of 1.2340"),
    "a point and commas": (
        table(*GOOD[:-1], "a,2019-12,1.234").replace(",", ";").replace("a;2019-11;20",
                                                                       "a;2019-11;20,5"),
        "rij 13, kolom value", "'1.234' kan twee dingen betekenen", "1.2340"),
    "an english thousand": (other(3, 'a,2019-04,"1,234"'),
        "rij 5, kolom value", "'1,234' kan twee dingen betekenen", "schrijf 1234"),
    "points between thousands": (table(*GOOD[:-1], "a,2019-12,1.234.567").replace(",", ";"),
        "rij 13, kolom value", "scheidingsteken voor duizendtallen", "zonder punten"),
    "no month": (other(3, "a,2019-13,4"),
        "rij 5, kolom period", "'2019-13' is geen maand", "2019MM12 of dec 2019"),
    "quarters": (table(*(f"a,2019-Q{i},4" for i in range(1, 5))),
        "rij 2, kolom period", "'2019-Q1' is geen maand", "schrijf 2019-12"),
    "quarters of CBS": (table(*(f"a,2019KW0{i},4" for i in range(1, 5))),
        "rij 5, kolom period", "'2019KW04' is geen maand", "schrijf 2019-12"),
    "quarters as months": (
        table(*(f"a,{y}-{m:02d},4" for y in (2018, 2019) for m in (3, 6, 9, 12))),
        "kolom period", "apr 2018, mei 2018, jul 2018 en nog 11 ontbreken bij series_id a",
        "een reeks heeft geen gaten"),
    "years": (table(*(f"a,{y},4" for y in range(2010, 2020))),
        "rij 2, kolom period", "'2010' is geen maand", "schrijf 2019-12"),
    "years of CBS": (table(*(f"a,{y}JJ00,4" for y in range(2010, 2020))),
        "rij 2, kolom period", "'2010JJ00' is geen maand", "schrijf 2019-12"),
    "a gap": (table(*(row for row in GOOD if "2019-05" not in row)),
        "reeksen.csv, kolom period", "mei 2019 ontbreekt bij series_id a", "vul de rijen aan"),
    "a doubled month": (table(*GOOD, "a,2019-05,99"),
        "reeksen.csv, rij 14", "zegt hetzelfde als rij 6: series_id a, period mei 2019",
        "haal een van beide rijen weg"),
    "a doubled month written otherwise": (table(*GOOD, "a,2019MM05,14"),
        "reeksen.csv, rij 14", "zegt hetzelfde als rij 6", "haal een van beide"),
    "five months": (table(*GOOD[:5]),
        "reeksen.csv, reeks a", "de reeks telt 5 maanden tot en met mei 2019", "minstens 6"),
    "no name": (other(3, ",2019-04,4"), "rij 5, kolom series_id", "de cel is leeg", "vul"),
    "an origin that is no month": (table(*(f"{row},eind 2019" for row in GOOD), head=DATED),
        "kolom origin", "'eind 2019' is geen maand", "schrijf 2019-12"),
    "an origin after the end": (table(*(f"{row},2020-03" for row in GOOD), head=DATED),
        "reeksen.csv, reeks a, origin 2020-03",
        "de reeks eindigt in dec 2019, voor de origin mrt 2020", "laatste bekende maand"),
    "an origin before the sixth month": (table(*(f"{row},2019-04" for row in GOOD), head=DATED),
        "reeks a, origin 2019-04", "telt 4 maanden tot en met apr 2019", "minstens 6"),
    "an origin before the first month": (table(*(f"{row},2018-04" for row in GOOD), head=DATED),
        "reeks a, origin 2018-04", "telt 0 maanden", "minstens 6"),
    "neither yes nor no": (table(*(f"{row},misschien" for row in GOOD), head=f"{HEAD},voorlopig"),
        "kolom voorlopig", "'misschien' is geen ja of nee", "schrijf ja of nee"),
    "a citizen number as a name": (table(*(f"{CITIZEN},{m},1" for m in MONTHS)),
        "reeksen.csv, rij 2, cel 1", "burgerservicenummer kan zijn", "haal alle persoonsgegevens"),
    "a citizen number as a value": (other(3, f"a,2019-04,{CITIZEN}"),
        "reeksen.csv, rij 5, cel 3", "burgerservicenummer kan zijn", "met ,00 erachter"),
}


def refused(tmp_path, content):
    path = tmp_path / "reeksen.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ForecastError) as caught:
        read_series(path)
    assert CITIZEN not in str(caught.value)
    assert path.read_text(encoding="utf-8") == content
    return caught.value.problems


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_its_message(tmp_path, name):
    content, where, what, hint = MISTAKES[name]
    problems = refused(tmp_path, content)
    found = [p for p in problems if where in p.where and what in p.what]
    assert found, problems
    assert hint in found[0].hint


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()],
                         ids=["nothing there", "a folder"])
def test_a_file_that_does_not_exist(tmp_path, make):
    path = tmp_path / "reeksen.csv"
    make(path)
    with pytest.raises(ForecastError) as caught:
        read_series(path)
    problem, = caught.value.problems
    assert problem.where == str(path)
    assert problem.what == "dit bestand bestaat niet"
    assert "series_id, period en value" in problem.hint


def test_all_cells_that_cannot_be_read_come_at_once(tmp_path):
    problems = refused(tmp_path, table("a,2019-13,x", *GOOD[1:7], ",2019-08,", "b,jan-19,1,5"))
    assert len(problems) == 1  # a decimal comma between commas is found before any cell is read
    assert "meer cellen" in problems[0].what
    problems = refused(tmp_path, table("a,2019-13,x", *GOOD[1:7], ",2019-08,", "b,jan-19,1"))
    assert [(p.where.partition(", ")[2], p.what) for p in problems] == [
        ("rij 2, kolom period", "'2019-13' is geen maand"),
        ("rij 2, kolom value", "'x' is geen getal"),
        ("rij 9, kolom series_id", "de cel is leeg"),
        ("rij 9, kolom value", "de cel is leeg"),
        ("rij 10, kolom period", "'jan-19' is geen maand"),
    ]


def test_the_same_mistake_in_many_rows_is_one_problem(tmp_path):
    problems = refused(tmp_path, table(*(f"a,{m}," for m in MONTHS)))
    assert [p.where for p in problems] == ["reeksen.csv, rij 2, 3, 4, 5, 6 en nog 7, kolom value"]


def test_all_series_that_are_too_short_or_end_too_early_come_at_once(tmp_path):
    rows = [f"{row}," for row in GOOD[:3]]
    rows += [f"b,{m},1,2020-02" for m in MONTHS] + [f"c,{m},1,2019-02" for m in MONTHS]
    problems = refused(tmp_path, table(*rows, head=DATED))
    assert [p.what for p in problems] == [
        "de reeks telt 3 maanden tot en met mrt 2019",
        "de reeks eindigt in dec 2019, voor de origin feb 2020",
        "de reeks telt 2 maanden tot en met feb 2019"]


def test_doubled_months_gaps_and_short_series_come_at_once(tmp_path):
    rows = [*GOOD, "a,2019-05,99", *(f"b,{m},1" for m in MONTHS if m != "2019-06"),
            *(f"c,{m},1" for m in MONTHS[:3])]
    told = "\n".join(map(str, refused(tmp_path, table(*rows))))
    assert "rij 14: zegt hetzelfde als rij 6" in told
    assert "jun 2019 ontbreekt bij series_id b" in told
    assert "reeks c: de reeks telt 3 maanden" in told
