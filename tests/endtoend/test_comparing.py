"""Two scenarios compared: the bridge against two full runs, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.cycle.asking import Asked, compare
from forecast.project import enter, resolve_all
from forecast.project.fitting import Fitter
from forecast.project.past import learn
from forecast.project.whatif import WhatIf, mixed, state_saldo

OTHER = '''
titel = "Anders"
auteur = "Proef"
datum = 2020-01-01
omschrijving = "Op vier onderdelen anders dan de basis."
basis = "basis"
[waarden."economie.werkloosheid"]
pad = [{vanaf = "2019", waarde = 3.4}, {vanaf = "2021", waarde = 5.0}]
vorm = "lijn"
status = "aanname"
toelichting = "Proef."
[waarden."bijstand.uitstroom.werk.factor"]
waarde = 1.1
status = "aanname"
toelichting = "Proef."
[waarden."buig.prijs.groei"]
waarde = 0.03
status = "aanname"
toelichting = "Proef."
[waarden."uitvoering.kosten"]
waarde = 2700
status = "aanname"
toelichting = "Proef."
'''


@pytest.fixture
def project(small_project):
    path = small_project / "scenarios" / "voorbeeld" / "anders.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(OTHER, encoding="utf-8")
    return small_project


def test_the_bridge_is_the_difference_of_two_runs_for_every_municipality(project):
    found = compare(Asked(project, "voorbeeld", 20, 2020), "basis", "anders", lambda _: None)
    assert [s.label.split(":")[0] for s in found.bridge.steps] == [
        "Economie", "Uitstroom uit de bijstand", "Prijs en overige lasten van de BUIG",
        "Uitvoering"]
    for at, year in enumerate(found.report.years):
        for area in found.report.municipalities:
            saldi = [sum(a.total("baten") - a.total("lasten") for a in scenario.accounts
                         if (a.area, a.year) == (area, year)
                         and a.frame in ("buig", "participatie", "uitvoering"))
                     for scenario in found.report.scenarios]
            steps = sum(step.amounts[area][at] for step in found.bridge.steps)
            assert steps == pytest.approx(saldi[1] - saldi[0], abs=0.005)
    for one in found.measures:
        assert one.low <= one.high
        assert one.noise < one.apart  # shared luck


def test_only_what_changed_is_made_again(project):
    house = enter(project, "voorbeeld", ("basis", "anders"))
    said = resolve_all(house, ("basis", "anders"))
    what = WhatIf(house, learn(house, Fitter(), 2020), 2020)
    base, other = said["basis"], said["anders"]
    one = what.central(*base)
    money = what.central(mixed(base[0], other[0], "uitvoering."), base[1])
    assert what.made == {"people": 1, "groups": 1, "money": 2}
    assert np.array_equal(one.values["bijstand.stand"], money.values["bijstand.stand"])
    assert (state_saldo(money) > state_saldo(one)).all()
    assert np.array_equal(one.values["budget.buig.saldo"], money.values["budget.buig.saldo"])


@pytest.mark.parametrize(("pair", "words"), [
    (("basis", "basis"), "twee keer hetzelfde"),
    (("basis", "andres"), "bedoelt u 'anders'")])
def test_what_cannot_be_compared_is_said(say, project, pair, words):
    said = say("compare", *pair, "--inputs", "voorbeeld", "--project", project, "--draws", 20)
    assert said.code == 2
    assert words in said.err


def test_a_part_of_the_sensitivity_names_what_has_no_effect(say, project):
    words = ("--inputs", "voorbeeld", "--project", project)
    said = say("sensitivity", "--over", "uitvoering.", *words)
    assert said.code == 0, said.err
    assert said.out.index("uitvoering.kosten") < said.out.index("uitvoering.vast")
    idle = say("sensitivity", "--over", "buig.terugvordering", *words)
    assert "Zonder effect" in idle.out
    none = say("sensitivity", "--over", "nergens.", *words)
    assert (none.code, "geen aanname begint zo" in none.err) == (2, True)
