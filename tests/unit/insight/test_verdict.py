import pytest

from forecast.insight import reading, verdict


@pytest.mark.parametrize(
    ("chance", "level", "text"),
    [(0.95, 3, "● binnen budget"), (0.70, 3, "● binnen budget"), (0.69, 2, "▲ let op"),
     (0.50, 2, "▲ let op"), (0.49, 1, "■ tekort"), (0.0, 1, "■ tekort")],
)
def test_verdict_follows_the_odds(chance, level, text):
    found = verdict(chance, 0.70, 0.50, ["feit"])
    assert (found.level, found.text) == (level, text)


@pytest.mark.parametrize(
    ("grounds", "provisional"),
    [(["feit", "feit"], False), (["feit", "raming"], False), (["feit", "aanname"], True),
     (["afgeleid"], True), (["voorbeeld"], True)],
)
def test_one_assumed_budget_makes_it_provisional(grounds, provisional):
    found = verdict(0.8, 0.7, 0.5, grounds)
    assert found.provisional is provisional
    words = "voorlopig oordeel op aannames" if provisional else "oordeel op ingevoerde budgetten"
    assert reading(grounds) == found.reading == words


def test_limits_may_not_cross():
    with pytest.raises(ValueError, match="orange"):
        verdict(0.6, 0.5, 0.7, [])
