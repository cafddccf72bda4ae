"""Every pair of shipped scenarios: the bridge is the difference, to the cent, everywhere."""

from itertools import combinations

import numpy as np
import pytest

from forecast import project
from forecast.project.comparing import bridge
from forecast.project.fitting import Fitter
from forecast.project.past import learn
from forecast.project.whatif import WhatIf, state_saldo


@pytest.fixture(scope="module")
def shipped(project_to_read):
    """Return a what-if and every national scenario of the house for the small data set."""
    house = project.enter(project_to_read, "voorbeeld")
    names = sorted(path.stem for path in (project_to_read / "scenarios").glob("*.toml"))
    return WhatIf(house, learn(house, Fitter(), 1), 1), project.resolve_all(house, tuple(names))


def test_the_parts_of_every_pair_add_up_to_the_cent_for_every_municipality(
    shipped, record_property
):
    what, said = shipped
    # each end anew, so that what the bridge keeps cannot make it right
    ends = {name: state_saldo(WhatIf(what.house, what.past, 1).central(*pair))
            for name, pair in said.items()}
    compared = several = 0
    for one, other in combinations(said, 2):
        found = bridge(what, said[one], said[other])
        several += len(found.steps) > 1
        for m, place in enumerate(what.house.data.names):
            parts = np.sum([step.amounts[place] for step in found.steps], axis=0)
            gap = ends[other][:, m] - ends[one][:, m]
            assert np.abs(parts - gap).max() < 0.005, (one, other, place)
            compared += gap.size
    assert len(said) >= 10
    assert several > 10
    pairs = len(said) * (len(said) - 1) // 2
    record_property("shown", f"bridges of {pairs} pairs of shipped scenarios, {several} with "
                    f"several causes: {compared} cells add up to the cent")
