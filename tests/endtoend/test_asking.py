"""Comparing and sensitivity: what the command prints, and its figures against full runs."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace

import numpy as np
import pytest

from forecast import project
from forecast.cycle.asking import Asked, compare, sensitivity
from forecast.project import House, sensitive
from forecast.project.comparing import bridge, in_words
from forecast.project.fitting import Fitter
from forecast.project.past import Past, learn
from forecast.project.store import Store
from forecast.project.whatif import WhatIf, state_saldo
from forecast.words import dutch_number

SEED, DRAWS = 2020, 20
STATE = ("buig", "participatie", "uitvoering")
FRAMES = (*STATE, "gemeentelijk")
HEAD = ('titel = "Proef"\nauteur = "Test"\ndatum = 2020-01-01\nomschrijving = "Een proef."\n'
        'basis = "basis"\n')
SLUMP = ('[waarden."economie.werkloosheid"]\nvorm = "lijn"\nstatus = "aanname"\n'
         'pad = [{vanaf = "2019", waarde = 3.4}, {vanaf = "2021", waarde = 7.0}]\n')
#: What the scenario `veel` says, and the causes that its bridge must then name.
MUCH = {"buig.prijs.groei": 0.035, "uitvoering.caseload": 50,
        "bijstand.uitstroom.werk.factor": 1.05}
CAUSES = ["Economie: werkloosheid en arbeidsmarkt", "Uitstroom uit de bijstand",
          "Prijs en overige lasten van de BUIG", "Uitvoering"]
FEW = ("buig.aandeel", "buig.prijs.groei", "economie.werkloosheid", "economie.inflatie",
       "bijstand.instroom.factor", "buig.aandeel.schok_sd", "wsw.uitstroom.tempo")


def block(key, number):
    return f'[waarden."{key}"]\nwaarde = {number}\nstatus = "aanname"\n'


def write(root, name, *blocks):
    path = root / "scenarios" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEAD + "\n".join(blocks), encoding="utf-8")


def write_much(root):
    write(root, "veel", SLUMP, *(block(key, number) for key, number in MUCH.items()))


def untold(_):
    """Say nothing."""


@dataclass(frozen=True)
class Place:
    """A project folder, what it learned from the past, and how a question is asked there."""

    asked: Asked
    house: House
    past: Past

    def what(self):
        return WhatIf(self.house, self.past, SEED)

    def said(self, *names):
        found = project.resolve_all(self.house, names)
        return [found[name] for name in names]


@pytest.fixture(scope="module")
def place(project_to_read, tmp_path_factory, cache_of_the_tests):
    root = shutil.copytree(project_to_read, tmp_path_factory.mktemp("vragen") / "project")
    write_much(root)
    return entered(root, "voorbeeld", cache_of_the_tests)


@pytest.fixture(scope="module")
def wide(shipped_project, tmp_path_factory, cache_of_the_tests):
    """Return the shipped project, where a scenario changes the economy, Wsw and uitvoering."""
    root = shutil.copytree(shipped_project, tmp_path_factory.mktemp("breed") / "project",
                           ignore=shutil.ignore_patterns("vast"))
    write(root, "breed", SLUMP, block("wsw.uitstroom.tempo", 0.075),
          block("uitvoering.caseload", 50))
    return entered(root, "wpda", cache_of_the_tests)


def entered(root, inputs, cache):
    house = project.enter(root, inputs)
    past = learn(house, Fitter(store=Store(cache)), SEED)
    return Place(Asked(root, inputs, DRAWS, SEED, cache), house, past)


@pytest.fixture(scope="module")
def much(place):
    return compare(place.asked, "basis", "veel", untold)


def saldo(scenario, area, year, frames=STATE):
    """Return the balance of frames in a run, from the lines of its accounts."""
    return sum(a.total("baten") - a.total("lasten") for a in scenario.accounts
               if (a.area, a.year) == (area, year) and a.frame in frames)


def gap_and_bridge(found, area):
    one, other = found.report.scenarios
    gap = [saldo(other, area, y) - saldo(one, area, y) for y in found.report.years]
    steps = np.sum([step.amounts[area] for step in found.bridge.steps], axis=0)
    return np.array(gap), np.broadcast_to(steps, len(gap))


# --- compare: what the command prints ------------------------------------------------------------


def asked(say, root, *words):
    return say(*words, "--inputs", "voorbeeld", "--project", root, "--draws", DRAWS)


def test_compare_prints_the_measures_the_bridge_and_a_sentence(say, small_project, much):
    write_much(small_project)
    said = asked(say, small_project, "compare", "basis", "veel")
    assert said.code == 0, said.err
    assert "Samen, 2020-2023: basis en veel" in said.out
    for words in ("uitkeringen, gemiddeld per jaar", "saldo BUIG", "saldo participatie",
                  "saldo uitvoering", "drie kaders samen", "bijdrage gemeenten", "band 80 %",
                  "Gedeeld toeval", "Brug: saldo van de drie rijkskaders", *CAUSES,
                  "Voorbeeldstad", "Proefdorp", "Shapley"):
        assert words in said.out
    total = dutch_number(sum(step.total() for step in much.bridge.steps) / 1000)
    assert re.search(rf"^ samen .* {re.escape(total)} *$", said.out, re.MULTILINE)
    row = next(line for line in said.out.splitlines() if line.startswith(" drie kaders samen"))
    assert re.split(r"  +", row.strip())[3] == total
    last = said.out.strip().splitlines()[-1]
    assert last.startswith("Van basis naar veel wordt het saldo van de drie rijkskaders over alle "
                           "jaren € ")
    assert "mln ongunstiger. Grootste oorzaken: Economie: werkloosheid en arbeidsmarkt (€ −" in last
    assert not any((small_project / "outputs").iterdir())


def test_scenarios_that_say_the_same_have_no_bridge(say, small_project):
    write(small_project, "zelfde")
    said = asked(say, small_project, "compare", "basis", "zelfde")
    assert said.code == 0, said.err
    assert "basis en zelfde zeggen hetzelfde: er is geen verschil." in said.out
    assert "Brug" not in said.out


@pytest.mark.parametrize(("names", "told"), [
    (("basis", "basis"), "twee keer hetzelfde"),
    (("basis", "ongunstg"), "scenario 'ongunstg' bestaat niet"),
    (("nergens", "basis"), "scenario 'nergens' bestaat niet")])
def test_the_same_scenario_twice_or_one_that_is_not_there(say, small_project, names, told):
    said = asked(say, small_project, "compare", *names)
    assert said.code == 2
    assert told in said.err
    assert "→" in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_misspelt_scenario_is_answered_with_the_one_that_is_meant(say, small_project):
    assert "bedoelt u 'ongunstig'" in asked(
        say, small_project, "compare", "basis", "ongunstg").err


def test_more_drivers_than_a_bridge_takes_apart_are_refused(say, small_project, monkeypatch):
    monkeypatch.setattr("forecast.project.comparing.MOST", 3)
    write_much(small_project)
    said = asked(say, small_project, "compare", "basis", "veel")
    assert said.code == 2
    assert "zij verschillen op 4 onderdelen; een brug kan er 3 uit elkaar halen" in said.err


# --- compare: its figures ------------------------------------------------------------------------


def test_every_driver_that_differs_is_a_step(much):
    assert [step.label for step in much.bridge.steps] == CAUSES
    assert {key for step in much.bridge.steps for key in step.keys} == {
        "economie.werkloosheid", *MUCH}
    assert all(abs(step.total()) > 1000 for step in much.bridge.steps)


@pytest.mark.parametrize("area", ["Voorbeeldstad", "Proefdorp"])
def test_the_steps_add_up_to_the_difference_of_two_runs(much, area):
    gap, steps = gap_and_bridge(much, area)
    assert np.abs(gap).max() > 1000
    assert steps == pytest.approx(gap, abs=0.005)


def test_the_way_back_is_the_same_with_the_other_sign(place, much):
    one, other = place.said("veel", "basis")
    back = bridge(place.what(), one, other)
    assert (back.one, back.other) == ("veel", "basis")
    for there, here in zip(much.bridge.steps, back.steps, strict=True):
        assert there.label == here.label
        for area, amounts in there.amounts.items():
            assert here.amounts[area] == pytest.approx([-x for x in amounts], abs=0.005)


def test_economy_wsw_and_uitvoering_are_all_steps_and_add_up(wide):
    found = compare(wide.asked, "basis", "breed", untold)
    assert [step.label for step in found.bridge.steps] == [CAUSES[0], "Wsw", "Uitvoering"]
    assert all(abs(step.total()) > 1000 for step in found.bridge.steps)
    for area in found.report.municipalities:
        gap, steps = gap_and_bridge(found, area)
        assert steps == pytest.approx(gap, abs=0.005)


def test_measures_are_those_of_the_two_runs(much):
    measures = {m.label: m for m in much.measures}
    one, other = much.report.scenarios
    whole = measures["drie kaders samen"]
    parts = [measures[f"saldo {name}"] for name in ("BUIG", "participatie", "uitvoering")]
    for scenario, amount in ((one, whole.one), (other, whole.other)):
        assert amount == pytest.approx(sum(
            saldo(scenario, area, y) for area in much.report.municipalities
            for y in much.report.years), abs=0.05)
    assert whole.one == pytest.approx(sum(p.one for p in parts), abs=0.05)
    assert whole.other - whole.one == pytest.approx(
        sum(step.total() for step in much.bridge.steps), abs=0.05)
    for m in much.measures:
        assert m.low <= m.high
        assert m.euros == (m.label != "uitkeringen, gemiddeld per jaar")


def test_the_band_is_of_the_difference_within_each_draw(much):
    name = "budget.buig.saldo"
    one, other = (s.money[name].values.sum(axis=(1, 2)) for s in much.report.scenarios)
    found = next(m for m in much.measures if m.label == "saldo BUIG")
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(other - one, [0.1, 0.9])))
    assert found.noise == pytest.approx((other - one).std())
    assert found.apart == pytest.approx(np.hypot(one.std(), other.std()))
    assert found.noise < found.apart  # the scenarios share their luck


def test_the_sentence_names_the_three_largest_causes_in_order(much):
    text = in_words(much.bridge, lambda v: f"{v:.0f}")
    ranked = sorted(much.bridge.steps, key=lambda step: -abs(step.total()))
    told = [f"({step.total():.0f})" for step in ranked]
    places = [text.index(words) for words in told[:3]]
    assert places == sorted(places)
    assert told[3] not in text
    assert "ongunstiger" in text
    turned = replace(much.bridge, steps=tuple(replace(step, amounts={
        area: tuple(-x for x in amounts) for area, amounts in step.amounts.items()})
        for step in much.bridge.steps))
    assert " gunstiger" in in_words(turned, str)


def test_a_difference_in_the_nation_alone_is_not_lost(small_project, cache_of_the_tests):
    """The same value, said once for this data set alone and once for the whole country."""
    said = block("bijstand.instroom.factor", 0.9)
    write(small_project, "voorbeeld/eigen", said)
    write(small_project, "land", said)
    found = compare(Asked(small_project, "voorbeeld", DRAWS, SEED, cache_of_the_tests),
                    "eigen", "land", untold)
    gap, steps = gap_and_bridge(found, "Voorbeeldstad")
    assert np.abs(gap).max() > 1000
    assert steps == pytest.approx(gap, abs=0.005)


def test_scenarios_on_different_bases_add_up(small_project, cache_of_the_tests):
    text = (small_project / "scenarios" / "basis.toml").read_text(encoding="utf-8")
    place = '[waarden."bijstand.instroom.factor"]\nwaarde = 1.'
    assert text.count(f"{place}0") == 1
    (small_project / "scenarios" / "wortel.toml").write_text(
        text.replace(f"{place}0", f"{place}1"), encoding="utf-8")
    found = compare(Asked(small_project, "voorbeeld", DRAWS, SEED, cache_of_the_tests),
                    "basis", "wortel", untold)
    gap, steps = gap_and_bridge(found, "Voorbeeldstad")
    assert steps == pytest.approx(gap, abs=0.005)


# --- the quick central path ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["basis", "veel"])
def test_the_quick_central_path_is_that_of_a_run(place, much, name):
    ours, nation = place.said(name)[0]
    scenario = next(s for s in much.report.scenarios if s.name == name)
    same_as_a_run(place.what().central(ours, nation), scenario)


def test_the_quick_central_path_is_that_of_a_run_with_all_groups(wide):
    run = project.Run(("breed",), 10, SEED, 1, "proef")
    report = project.calculate(wide.house, run, untold, Fitter(store=Store(wide.asked.cache)))
    same_as_a_run(wide.what().central(*wide.said("breed")[0]), report.scenarios[0])


def same_as_a_run(outcome, scenario):
    compared = 0
    for m, area in enumerate(outcome.municipalities):
        for y, year in enumerate(outcome.years):
            for frame in FRAMES:
                quick = outcome.values[f"budget.{frame}.saldo"][y, m]
                assert quick == pytest.approx(saldo(scenario, area, year, (frame,)), abs=0.01)
                compared += 1
            assert state_saldo(outcome)[y, m] == pytest.approx(
                saldo(scenario, area, year), abs=0.01)
    assert compared == len(FRAMES) * len(outcome.years) * len(outcome.municipalities)
    path = scenario.central["bijstand.uitkeringen"]
    path = path[[p.year in outcome.years for p in path.index]]
    yearly = path.groupby(path.index.year).mean()
    assert outcome.values["bijstand.uitkeringen"] == pytest.approx(yearly.to_numpy(), abs=1e-6)


def with_number(one, key, number, area=None):
    return replace(one, values={
        **one.values, (key, area): replace(one.values[key, area], number=number)})


def test_money_alone_does_not_make_the_people_again(place):
    what, (ours, nation) = place.what(), place.said("basis")[0]
    base = what.central(ours, nation)
    assert what.made == {"people": 1, "groups": 1, "money": 1}
    dearer = what.central(with_number(ours, "buig.prijs.groei", 0.05), nation)
    assert what.made == {"people": 1, "groups": 1, "money": 2}
    assert (dearer.values["bijstand.uitkeringen"] == base.values["bijstand.uitkeringen"]).all()
    assert not np.allclose(state_saldo(dearer), state_saldo(base))
    what.central(with_number(ours, "wsw.uitstroom.tempo", 0.07), nation)
    assert what.made == {"people": 1, "groups": 2, "money": 3}
    more = what.central(with_number(ours, "bijstand.instroom.factor", 1.1), nation)
    assert what.made == {"people": 2, "groups": 3, "money": 4}
    assert (more.values["bijstand.uitkeringen"] > base.values["bijstand.uitkeringen"]).all()


def test_a_bridge_of_money_alone_makes_the_people_once(place):
    what = place.what()
    one, other = place.said("basis", "minimumloon-hoger")
    found = bridge(what, one, other)
    assert [step.label for step in found.steps] == [CAUSES[2]]
    assert what.made == {"people": 1, "groups": 1, "money": 2}


def test_what_was_kept_is_what_would_be_made_anew(place):
    """One record asked in turn, so that a kept part that no longer fits would show."""
    what = place.what()
    names = ("basis", "veel", "werkgeversaanpak", "wsw-sneller", "basis")
    for ours, nation in place.said(*dict.fromkeys(names)) + place.said("basis"):
        kept, anew = what.central(ours, nation), place.what().central(ours, nation)
        assert kept.values.keys() == anew.values.keys()
        for name, values in kept.values.items():
            assert (values == anew.values[name]).all(), name


# --- sensitivity ---------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch):
    """Leave a handful of assumptions to move, of those that count."""
    usual = sensitive._counts
    monkeypatch.setattr(sensitive, "_counts", lambda lever: lever.key in FEW and usual(lever))


def levers(found):
    return {(one.key, one.place): one for one in found.levers}


@pytest.fixture
def moved(few, place):
    return sensitivity(place.asked, "basis", "", untold)


def test_sensitivity_shows_the_largest_first_and_names_what_does_nothing(say, small_project, few):
    words = ("sensitivity", "--inputs", "voorbeeld", "--project", small_project)
    said = say(*words)
    assert said.code == 0, said.err
    assert "Scenario basis: wat een aanname doet" in said.out
    rule = said.out.index("───")
    rows = [line.strip() for line in said.out[rule:].splitlines()[1:]]
    assert rows[0].startswith("buig.aandeel (Voorbeeldstad) ")
    assert any(row.startswith("bijstand.instroom.factor ±1 % ") for row in rows)
    idle = next(row for row in rows if row.startswith("Zonder effect"))
    assert set(re.split("[:.] |, ", idle[:-1].split(": ")[1])) == {
        "buig.aandeel.schok_sd"}
    assert "economie.inflatie" not in said.out  # it only explains
    one = say(*words, "--meeste", 1)
    assert "buig.aandeel (Voorbeeldstad)" in one.out
    assert "buig.aandeel (Proefdorp)" not in one.out
    assert idle in one.out


def test_sensitivity_of_a_scenario_that_is_not_there(say, small_project):
    said = say("sensitivity", "basiss", "--inputs", "voorbeeld", "--project", small_project)
    assert (said.code, "bedoelt u 'basis'" in said.err) == (2, True)


def test_levers_come_by_the_size_of_their_effect(moved):
    widths = [one.width for one in moved.levers]
    assert widths == sorted(widths, reverse=True)
    assert (moved.levers[0].key, moved.levers[0].place) == ("buig.aandeel", "Voorbeeldstad")
    # an assumption about a group that the data set lacks is no assumption of the run
    assert {one.key for one in moved.levers if one.idle} == {"buig.aandeel.schok_sd"}
    assert not any(one.refused for one in moved.levers)


def test_the_share_at_its_p10_and_p90_works_opposite_ways(moved, place):
    ours, _ = place.said("basis")[0]
    for area in place.house.data.names:
        one = levers(moved)["buig.aandeel", area]
        value = ours.values["buig.aandeel", area]
        assert one.ranged
        assert (one.low.value, one.high.value) == (value.low, value.high)
        assert one.low.saldo < 0 < one.high.saldo
        assert (one.low.benefits, one.high.benefits) == (0, 0)


def test_without_a_range_an_assumption_takes_a_step_of_one_percent(moved):
    one = levers(moved)["bijstand.instroom.factor", ""]
    assert not one.ranged
    assert (one.low.value, one.high.value) == pytest.approx((0.99, 1.01))
    assert one.low.benefits < 0 < one.high.benefits
    path = levers(moved)["economie.werkloosheid", ""]
    assert np.isnan(path.low.value)
    assert np.isnan(path.high.value)
    assert path.low.benefits < 0 < path.high.benefits


def test_an_effect_is_the_difference_of_two_central_paths(moved, place):
    what, (ours, nation) = place.what(), place.said("basis")[0]
    base = what.central(ours, nation)
    assert moved.saldo == pytest.approx(state_saldo(base).sum())
    assert moved.benefits == pytest.approx(
        base.values["bijstand.uitkeringen"].sum(axis=1).mean())
    for key, area in (("buig.prijs.groei", None), ("buig.aandeel", "Proefdorp")):
        high = ours.values[key, area].high
        out = what.central(with_number(ours, key, high, area), nation)
        assert levers(moved)[key, area or ""].high.saldo == pytest.approx(
            (state_saldo(out) - state_saldo(base)).sum(), abs=0.01)


def test_what_cannot_be_moved_is_told_and_is_not_called_idle(wide, monkeypatch):
    monkeypatch.setattr(sensitive, "_counts", lambda lever: lever.key == "beschut.uren")
    one, = sensitivity(wide.asked, "basis", "", untold).levers
    assert one.refused or "beschut.uren" in one.low.refused + one.high.refused
    assert not one.idle


def test_what_moves_money_of_the_municipalities_is_not_called_without_effect(place, monkeypatch):
    key = "gemeentelijk.bijzondere_bijstand"
    what, (ours, nation) = place.what(), place.said("basis")[0]
    dearer = with_number(ours, key, ours.values[key, None].high)
    base, out = what.central(ours, nation), what.central(dearer, nation)
    assert out.total("budget.totaal.bijdrage") > base.total("budget.totaal.bijdrage") + 1000
    monkeypatch.setattr(sensitive, "_counts", lambda lever: lever.key == key)
    one, = sensitivity(place.asked, "basis", "", untold).levers
    assert not one.idle
