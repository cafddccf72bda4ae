"""Two measures of unemployment beside each other, from the shipped tables."""

import numpy as np
import pytest

from forecast.inputs import National, load_national
from forecast.periods import month
from forecast.project.definition import definition_note
from forecast.series import Response

LAST = month(2019, 12)
RESPONSE = Response(0.034, 0.04, np.zeros((2, 2)), "", 15, 0.7)


@pytest.fixture(scope="module")
def national(project_to_read):
    return load_national(project_to_read)


def test_a_constant_gap_and_a_constant_ratio_are_told_apart(national):
    text = definition_note(national.known(LAST), RESPONSE, LAST)
    assert "2017 tot en met 2019 uit op 4,9; 3,8; 3,4 %" in text
    assert "geeft 5,9; 4,9; 4,4 %" in text
    assert "−1,5 punt bij het CPB en −1,5 bij het CBS" in text
    # 3.4 on 4.42: a ratio of 0.77
    assert "4,4 % in hetzelfde jaar en 5,2 % een jaar later" in text
    assert "'economie.reactie.factor' op 1,30" in text


def test_what_was_not_known_yet_is_not_used(national):
    """In the autumn of 2020 the CPB called 2019 3.4 % and expected 4.3 % for 2020."""
    later = definition_note(national.known(month(2020, 12)), RESPONSE, month(2020, 12))
    assert "2017 tot en met 2020 uit op 4,9; 3,8; 3,4; 4,3 %" in later


def test_without_figures_of_the_cpb_nothing_is_said(national):
    tables = {name: frame for name, frame in national.items() if name != "cpb_ramingen"}
    bare = National(tables, national.sources, {}).known(LAST)
    assert definition_note(bare, RESPONSE, LAST) == ""
