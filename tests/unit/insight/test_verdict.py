import pytest

from forecast.insight import reading, verdict


@pytest.mark.parametrize(
    ("chance", "level", "text"),
    [(0.95, 3, "● binnen budget"), (0.70, 3, "● binnen budget"), (0.69, 2, "▲ let op"),
     (0.50, 2, "▲ let op"), (0.30, 2, "▲ let op"), (0.29, 1, "■ tekort"), (0.0, 1, "■ tekort")],
)
def test_verdict_follows_the_odds(chance, level, text):
    found = verdict(chance, 0.70, 0.30, ["feit"])
    assert (found.level, found.text) == (level, text)


@pytest.mark.parametrize("chance", [0.0, 0.2, 0.29, 0.31, 0.45, 0.5, 0.6, 0.69, 0.71, 1.0])
def test_a_deficit_needs_the_odds_that_a_surplus_needs(chance):
    """Green and red mirror each other: a coin flip is neither."""
    for_, against = (verdict(c, 0.70, 0.30, ["feit"]).level for c in (chance, 1 - chance))
    assert for_ == 4 - against


@pytest.mark.parametrize(
    ("grounds", "provisional"),
    [(["feit", "feit"], False), (["feit", "raming"], False), (["feit", "aanname"], True),
     (["afgeleid"], True), (["voorbeeld"], True)],
)
def test_one_assumed_budget_makes_it_provisional(grounds, provisional):
    found = verdict(0.8, 0.7, 0.3, grounds)
    assert found.provisional is provisional
    words = "voorlopig oordeel op aannames" if provisional else "oordeel op ingevoerde budgetten"
    assert reading(grounds) == found.reading == words


def test_limits_may_not_cross():
    with pytest.raises(ValueError, match="orange"):
        verdict(0.6, 0.3, 0.7, [])
