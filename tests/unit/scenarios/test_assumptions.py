"""What the model asks of its assumptions."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

from forecast.scenarios import resolve

KEY = "bijstand.herinstroom.overig"


@pytest.fixture
def base(project, data):
    return resolve(project, data, "basis")


def test_draws_keep_their_declared_p10_p50_and_p90(base):
    drawn = base.draw(2020, 200_000, "bijstand.volledig_aandeel")
    assert np.quantile(drawn, [0.1, 0.5, 0.9]) == pytest.approx([0.60, 0.70, 0.85], abs=0.002)
    assert drawn.max() <= 1.0


def test_scenarios_share_the_luck_of_an_assumption(project, data, write, base):
    write("hoger", f'[waarden."{KEY}"]\nwaarde = 0.48\nlaag = 0.43\nhoog = 0.53\n'
          'status = "aanname"\n')
    other = resolve(project, data, "hoger")
    assert other.draw(7, 500, KEY) == pytest.approx(base.draw(7, 500, KEY) + 0.10)
    assert not np.allclose(base.draw(8, 500, KEY), base.draw(7, 500, KEY))


def test_municipalities_share_a_general_value_and_not_their_own(base):
    assert (base.draw(1, 9, KEY, "Duin") == base.draw(1, 9, KEY, "Strand")).all()
    assert (base.draw(1, 9, "buig.aandeel", "Duin")
            != base.draw(1, 9, "buig.aandeel", "Strand")).all()


def test_a_certain_value_does_not_vary(base):
    assert base.draw(1, 5, "buig.prijs.allin").tolist() == [15400.0] * 5
    assert base.band("buig.prijs.allin") == (15400, 15400, 15400)


def test_only_values_with_a_range_are_uncertain(base):
    uncertain = base.uncertain()
    assert ("buig.aandeel", "Duin") in uncertain
    assert (KEY, None) in uncertain
    assert ("bijstand.beginstand.factor", None) not in uncertain
    assert ("buig.ioaw_ioaz.stand", "Duin") not in uncertain


def test_a_number_is_a_level_path_and_a_path_is_no_number(base):
    months = pd.period_range("2020-01", "2020-03", freq="M")
    assert base.path("buig.prijs.allin", months).tolist() == [15400.0] * 3
    with pytest.raises(TypeError, match=r"economie\.werkloosheid is a path"):
        base.number("economie.werkloosheid")


def test_a_path_stays_within_the_range_of_its_lever(project, data, write):
    write("stil", '[waarden."bijstand.instroom.factor"]\nstatus = "aanname"\nvorm = "lijn"\n'
          'pad = [{vanaf = "2020", waarde = 0}, {vanaf = "2021", waarde = 0},'
          ' {vanaf = "2022", waarde = 3}]\n')
    months = pd.period_range("2020-01", "2023-12", freq="M")
    path = resolve(project, data, "stil").path("bijstand.instroom.factor", months)
    assert path.min() == 0
    assert path.max() == 3


def test_keys_come_in_the_order_of_the_catalogue_and_survive_a_process(base):
    assert base.keys()[:2] == ("economie.werkloosheid", "economie.werkloosheid.referentie")
    assert pickle.loads(pickle.dumps(base)) == base


def test_what_scenarios_say_alike_about_a_group_is_the_same_record(project, data, write, base):
    write("anders", f'[waarden."{KEY}"]\nwaarde = 0.48\nlaag = 0.43\nhoog = 0.53\n'
          'status = "aanname"\n')
    other = resolve(project, data, "anders")
    same, differs = (pickle.dumps(s.about("buig.")) for s in (base, other)), "bijstand."
    first, second = same
    assert first == second
    assert pickle.dumps(base.about(differs)) != pickle.dumps(other.about(differs))
    found = other.about("bijstand.", "economie.")
    assert found.number(KEY) == 0.48
    assert not found.has("buig.aandeel", "Duin")
    assert found.draw(7, 50, KEY) == pytest.approx(other.draw(7, 50, KEY))
