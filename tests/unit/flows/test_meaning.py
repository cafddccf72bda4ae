"""A flow hands back what it announced."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.flows.meaning import Meaning, ensembles
from forecast.periods import month, months

AHEAD = months(month(2020, 1), month(2020, 12))
MEANINGS = {"x.stand": Meaning("personen", False, "Stand."),
            "x.stroom": Meaning("personen", True, "Stroom.")}


def test_a_stock_begins_at_its_opening():
    found = ensembles({"x.stand": np.ones((2, 13, 1)), "x.stroom": np.ones((2, 12, 1))},
                      MEANINGS, AHEAD, ("Duin",))
    assert str(found["x.stand"].periods[0]) == "2019-12"
    assert found["x.stand"].year_end().values.tolist() == [[[1.0]], [[1.0]]]
    assert found["x.stroom"].yearly().values[0, 0, 0] == 12


def test_what_has_no_meaning_is_refused():
    with pytest.raises(ValueError, match=r"x\.stroom"):
        ensembles({"x.stand": np.ones((2, 13, 1))}, MEANINGS, AHEAD, ("Duin",))
