import pytest

from forecast.errors import ForecastError, Problem, raise_all, refusal


def test_a_problem_reads_as_a_sentence():
    assert str(Problem("a.csv, rij 3", "'n.b.' is geen getal", "vul cijfers in")) == (
        "a.csv, rij 3: 'n.b.' is geen getal (vul cijfers in)"
    )
    assert str(Problem("a.csv", "is leeg")) == "a.csv: is leeg"


def test_all_problems_are_raised_at_once():
    problems = [Problem("a", "x"), Problem("b", "y")]
    with pytest.raises(ForecastError) as caught:
        raise_all(iter(problems))
    assert list(caught.value.problems) == problems
    assert str(caught.value) == "a: x\nb: y"


def test_nothing_wrong_raises_nothing():
    assert raise_all([]) is None


def test_an_error_without_problems_is_a_bug():
    with pytest.raises(ValueError, match="at least one"):
        ForecastError([])


def test_a_refusal_of_the_file_system_is_told_in_dutch(tmp_path):
    (tmp_path / "bestand").write_text("")
    with pytest.raises(OSError, match="bestand") as caught:
        (tmp_path / "bestand" / "map").mkdir()
    assert refusal(caught.value) == "op het pad staat een bestand waar een map hoort"
    assert refusal(OSError(999, "?")) == "fout 999 van het systeem"
