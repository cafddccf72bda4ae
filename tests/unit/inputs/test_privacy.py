import pytest

from forecast.inputs import privacy

CITIZEN = "111222333"  # passes the elfproef; the number that forms print as an example


def test_the_elfproef():
    assert privacy.is_citizen_number(CITIZEN)
    assert not privacy.is_citizen_number("111222334")
    assert not privacy.is_citizen_number("000000000")


@pytest.mark.parametrize("text", [CITIZEN, f"klant {CITIZEN}.", "111.222.333", "111 222 333",
                                  "1112.22.333", f"bsn:{CITIZEN};"])
def test_texts_that_hold_one(text):
    assert privacy.holds_citizen_number(text)


@pytest.mark.parametrize("text", ["111222334", f"{CITIZEN}4", f"0.{CITIZEN}", f"{CITIZEN},00",
                                  f"https://site.nl/{CITIZEN}", "17282163", ""])
def test_texts_that_do_not(text):
    assert not privacy.holds_citizen_number(text)


def test_a_problem_never_repeats_the_number():
    rows = [(1, ("gemeente", "waarde")), (2, ("Assen", CITIZEN)), (3, (float(CITIZEN), 1))]
    found = privacy.problems("a.csv", rows)
    assert [p.where for p in found] == ["a.csv, rij 2, cel 2", "a.csv, rij 3, cel 1"]
    assert not any(CITIZEN in str(p) for p in found)


@pytest.mark.parametrize("name", ["BSN", "burgerservicenummer", "Sofi-nummer", "bsn_nummer"])
def test_a_column_made_for_them_is_enough(name):
    assert len(privacy.problems("a.csv", [(1, ("gemeente", name)), (2, ("Assen", "1"))])) == 1
