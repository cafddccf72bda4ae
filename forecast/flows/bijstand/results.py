"""What the recursion hands back: every variable with its unit, completed with sums and parts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.bijstand.model import BijstandModel

Array = NDArray[Any]
PREFIX = "bijstand."

#: Variable (behind ``bijstand.``), and whether it is a flow. All are persons but `uitkeringen`.
VARIABLES = {
    "stand": False,
    "stand.statushouders": False,
    "uitkeringen": False,
    "instroom": True,
    "instroom.nieuw": True,
    "instroom.nieuw.ww": True,
    "instroom.nieuw.jongeren": True,
    "instroom.nieuw.overig": True,
    "instroom.herinstroom": True,
    "instroom.statushouders": True,
    "uitstroom": True,
    "uitstroom.werk": True,
    "uitstroom.onderneming": True,
    "uitstroom.onderwijs": True,
    "uitstroom.overig": True,
    "uitstroom.aow": True,
    "uitstroom.geheel_of_gedeeltelijk": True,
    "deeltijd.nieuw": True,
    "deeltijd.stand": False,
    "beginstand.correctie": True,
}
_SUMS = {
    "instroom": ("instroom.nieuw", "instroom.herinstroom", "instroom.statushouders"),
    "uitstroom": ("uitstroom.werk", "uitstroom.onderneming", "uitstroom.onderwijs",
                  "uitstroom.overig", "uitstroom.aow"),
    "uitstroom.geheel_of_gedeeltelijk": ("uitstroom.werk", "uitstroom.onderneming",
                                         "uitstroom.onderwijs", "deeltijd.nieuw"),
}
_BENEFITS = "uitkeringen"
#: The one variable that is zero after the first month; only that month travels.
OPENING = "beginstand.correctie"


class Board:
    """Room for the outcomes of all draws, filled block by block.

    Memory runs over draws fastest, so that a quantile over draws reads one stretch.

    Parameters
    ----------
    model : BijstandModel
        Its municipalities are the groups.
    draws : int
    counts : numpy dtype
        ``int32`` for simulated counts, ``float64`` for expectations.
    """

    def __init__(self, model: BijstandModel, draws: int, counts: type[np.generic]) -> None:
        self._model = model
        shape = (len(model.municipalities), len(model.months), draws)
        # Benefits are persons divided by a ratio, so never whole.
        self._values = {name: np.zeros(shape, np.float64 if name == _BENEFITS else counts)
                        for name in VARIABLES}

    def put(self, place: int, draws: slice, found: dict[str, Array]) -> None:
        """Write the outcomes (months, draws) of one municipality in a block of draws."""
        for name, values in complete(self._model, place, found).items():
            rows = self._values[name][place]
            rows[: values.shape[0], draws] = values

    def close(self) -> dict[str, Ensemble]:
        """Return every variable as an ensemble, by its full name."""
        model = self._model
        return {
            PREFIX + name: Ensemble(values.transpose(2, 1, 0), model.months, model.municipalities,
                                    "uitkeringen" if name == _BENEFITS else "personen",
                                    VARIABLES[name])
            for name, values in self._values.items()
        }


def complete(model: BijstandModel, place: int, found: dict[str, Array]) -> dict[str, Array]:
    """Add to the outcomes of the recursion the sums over their parts, and the benefits.

    Benefits = status holders ÷ their ratio + others ÷ theirs.
    """
    status_ratio, other_ratio = model.persons_per_benefit[place]
    status, stock = found["stand.statushouders"], found["stand"]
    benefits = status / status_ratio + (stock - status) / other_ratio
    sums = {name: np.sum([found[part] for part in parts], axis=0, dtype=stock.dtype)
            for name, parts in _SUMS.items()}
    return {**found, **sums, _BENEFITS: benefits}
