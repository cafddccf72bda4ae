"""Screening on literacy: at the intake, and the others as far as the capacity goes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.filling import Filling
from forecast.flows.inkomen.model import InkomenModel, Levels

Array = NDArray[Any]


class Screening:
    """The clients who were not yet screened, all municipalities together.

    A month: who leaves is screened or not in proportion; of those who come in a part is screened
    at once; who waits is screened as far as the capacity goes. Nobody is screened twice while on
    benefit.

    Parameters
    ----------
    model : InkomenModel
    levels : Levels
    filling : Filling
    clients : (municipalities, draws)
        At the opening.

    Attributes
    ----------
    waiting : (municipalities, draws)
        Clients who were not screened.
    """

    def __init__(
        self, model: InkomenModel, levels: Levels, filling: Filling, clients: Array
    ) -> None:
        self._filling, self._slots = filling, levels.per_month
        unknown = np.isnan(model.screened)
        done = filling.part("taal.beginstand", clients, levels.screened)
        counted = np.minimum(np.nan_to_num(model.screened)[:, None], clients)
        self.waiting = clients - np.where(unknown[:, None], done, counted)

    def step(self, before: Array, after: Array, came: Array, at_once: Array) -> Array:
        """Live through a month; return people screened outside the intake.

        Parameters
        ----------
        before, after : (municipalities, draws)
            Clients at the start and at the end of the month.
        came, at_once : (municipalities, draws)
            Intake, and how many of it were screened then.
        """
        left = np.maximum(before + came - after, 0)
        waiting = self.waiting
        # By leaver, not by person who waits: the number of leavers is given.
        share = np.divide(waiting, before, out=np.zeros_like(left), where=before > 0)
        gone = self._filling.part("taal.uitstroom", left, share)
        # Never more screened leavers than there are, nor more leavers than people.
        gone = np.clip(gone, np.maximum(left - (before - waiting), 0), np.minimum(left, waiting))
        waiting = waiting - gone + came - at_once
        later = np.asarray(np.minimum(self._filling.shared(self._slots, waiting), waiting))
        self.waiting = waiting - later
        return later
