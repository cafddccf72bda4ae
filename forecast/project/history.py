"""The months before the forecast: the data set's own figures, the same in every draw."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from forecast.ensemble import Ensemble
from forecast.inputs import DataSet
from forecast.periods import month, months

#: Variables of the recursion, and the columns of the data set that add up to them.
KNOWN = {
    "bijstand.stand": ("stand",),
    "bijstand.uitkeringen": ("uitkeringen",),
    "bijstand.instroom": ("instroom_nieuw", "instroom_herinstroom", "instroom_statushouders"),
    "bijstand.instroom.nieuw": ("instroom_nieuw",),
    "bijstand.instroom.herinstroom": ("instroom_herinstroom",),
    "bijstand.instroom.statushouders": ("instroom_statushouders",),
    "bijstand.uitstroom": (
        "uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs", "uitstroom_overig",
        "uitstroom_aow",
    ),
    "bijstand.uitstroom.werk": ("uitstroom_werk",),
    "bijstand.uitstroom.onderneming": ("uitstroom_onderneming",),
    "bijstand.uitstroom.onderwijs": ("uitstroom_onderwijs",),
    "bijstand.uitstroom.overig": ("uitstroom_overig",),
    "bijstand.uitstroom.aow": ("uitstroom_aow",),
    "bijstand.deeltijd.nieuw": ("deeltijd_nieuw",),
    "bijstand.uitstroom.geheel_of_gedeeltelijk": (
        "uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs", "deeltijd_nieuw",
    ),
}
_YEARS_BACK = 2


def with_history(data: DataSet, future: Mapping[str, Ensemble]) -> dict[str, Ensemble]:
    """Return ensembles that begin with up to two calendar years of the data set's own months.

    A variable that the data set does not know (e.g. the stock of status holders) begins where the
    forecast does.
    """
    first = month(data.years[0] - _YEARS_BACK, 1)
    return {
        name: _joined(data, ensemble, KNOWN[name], first) if name in KNOWN else ensemble
        for name, ensemble in future.items()
    }


def _joined(data: DataSet, ahead: Ensemble, columns: tuple[str, ...], first: pd.Period) -> Ensemble:
    parts = [data.monthly(column) for column in columns]
    begin = max(first, *(part.index[0] for part in parts))
    past = months(begin, data.last_month)
    known = np.sum([part.reindex(past).to_numpy() for part in parts], axis=0)
    block = np.broadcast_to(known, (ahead.draws, *known.shape)).astype(ahead.values.dtype)
    values = np.concatenate([block, ahead.values], axis=1)
    return Ensemble(values, months(begin, ahead.periods[-1]), ahead.groups, ahead.unit, ahead.flow)
