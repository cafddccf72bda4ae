import pandas as pd
import pytest

from forecast.periods import month
from forecast.series import settled

SERIES = pd.Series([400.0, 401, 402, 403], pd.period_range(month(2026, 1), periods=4, freq="M"))


def test_the_last_months_come_down_as_they_did_before():
    found, note = settled(SERIES, [False, True, True, True], [0.34, 0.38, 0.43])
    assert found.tolist() == pytest.approx([400, 401 / 1.0043, 402 / 1.0038, 403 / 1.0034])
    assert "feb 2026 tot en met apr 2026" in note
    assert "0,38 % verlaagd" in note
    assert SERIES.iloc[3] == 403


def test_definitive_months_stay_what_they_are():
    found, note = settled(SERIES, [False] * 4, [0.34, 0.38, 0.43])
    assert found is SERIES
    assert note == ""


def test_without_a_record_of_revisions_they_are_only_flagged():
    found, note = settled(SERIES, [False, False, False, True], [])
    assert found.tolist() == SERIES.tolist()
    assert note == "Voorlopige maanden (apr 2026) zijn gebruikt zoals gepubliceerd."
