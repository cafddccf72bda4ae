"""The frames in every draw: the same lines as the central path, with draws in the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecast.budget.expression import Number
from forecast.budget.frames.accounts import Paid, frame_accounts, price_chain
from forecast.budget.frames.figures import frame_figures
from forecast.budget.frames.names import BESIDE, TOTAAL
from forecast.budget.frames.quantities import Quantities
from forecast.budget.given import Setting, Volumes
from forecast.budget.lines import EUR, RESULT
from forecast.budget.neighbours import Array, Assumptions
from forecast.budget.outcome import HANDED, BuigOutcome
from forecast.ensemble import Ensemble

SIDES = ("baten", "lasten", "saldo")


@dataclass(frozen=True)
class FrameOutcome:
    """What every draw costs and receives in the frames beside the BUIG, and in all together.

    Attributes
    ----------
    years : tuple of int
    municipalities : tuple of str
    amounts : mapping of str to ndarray, (draws, years, municipalities)
        Eur, by name: ``participatie.baten``, ``.lasten``, ``.saldo`` and so on for every frame and
        for ``totaal``; and the results that follow from them, such as
        ``wsw.subsidieresultaat.jaar``.
    """

    years: tuple[int, ...]
    municipalities: tuple[str, ...]
    amounts: Mapping[str, Array]

    def of(self, frame: str, side: str) -> Array:
        """Return ``baten``, ``lasten`` or ``saldo`` of a frame, eur."""
        return self.amounts[f"{frame}.{side}"]

    def ensembles(self) -> dict[str, Ensemble]:
        """Return the results by name, by year and municipality, eur."""
        index = pd.PeriodIndex([str(year) for year in self.years], freq="Y")
        return {
            f"budget.{name.removesuffix('.jaar')}": Ensemble(
                values, index, self.municipalities, EUR, flow=True)
            for name, values in self.amounts.items()
        }


def frames_outcome(
    buig: BuigOutcome, drawn: Volumes, quantities: Quantities, assumptions: Assumptions,
    setting: Setting, seed: int,
) -> FrameOutcome:
    """Return the frames of every draw.

    Parameters
    ----------
    buig : BuigOutcome
        Of the same draws; prices and economy are shared with it.
    drawn : Volumes
    quantities : Quantities
    assumptions : Assumptions
    setting : Setting
    seed : int
    """
    draws = drawn.draws

    def read(key: str, area: str | None) -> Number:
        return assumptions.draw(seed, draws, key, area)

    f = frame_figures(buig.basis.figures, drawn, quantities, assumptions, setting, read)
    paid = {}
    for y, year in enumerate(drawn.years):
        for m, area in enumerate(drawn.municipalities):
            sums = {side: f.given(f"buig.{side}", getattr(buig, side)[:, y, m], EUR, area, year)
                    for side in (*SIDES, "vangnet")}
            jobs, sheltered = (buig.handed.get((key, year, area)) for key in HANDED)
            paid[year, area] = Paid(
                **sums, jobs=f.cell("buig.lks.banen", area) if jobs is None else jobs,
                sheltered=sheltered)
    shape = (draws, len(drawn.years), len(drawn.municipalities))
    found: dict[str, Array] = {
        f"{frame}.{side}": np.empty(shape) for frame in (*BESIDE, TOTAAL) for side in SIDES}
    chains = price_chain(f, drawn.years, quantities)
    for account in frame_accounts(f, buig.basis, chains, quantities, paid):
        at = (slice(None), drawn.years.index(account.year),
              drawn.municipalities.index(account.area))
        for side in SIDES:
            found[f"{account.frame}.{side}"][at] = getattr(account, side).value
        for line in account.lines:
            if line.side == RESULT and line.unit == EUR:
                found.setdefault(line.key, np.empty(shape))[at] = line.cell.value
    return FrameOutcome(drawn.years, drawn.municipalities, found)
