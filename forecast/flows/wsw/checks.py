"""What a scenario may not ask of the Wsw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.errors import Problem, raise_all
from forecast.periods import dutch
from forecast.words import dutch_number

Array = NDArray[Any]
BOR, PLACES = "wsw.bor.personen", "wsw.werkgeversplekken"


def check_levers(
    months: pd.PeriodIndex, bor: Array, inside: int, places: Array | None, held: int
) -> None:
    """Refuse what cannot be, with every problem at once.

    Parameters
    ----------
    months : pandas.PeriodIndex
    bor : (months,)
        People that are reclassified up to and including each month.
    inside : int
        People inside at the opening, the crew of the BOR included.
    places : (months,) or None
        Places of employers.
    held : int
        People who hold such a place at the opening.

    Raises
    ------
    ForecastError
        More people are reclassified than there are, or some come back; or no places at all while
        people work there.
    """
    problems = []
    if bor.size and bor.max() > inside:
        at = months[int(bor.argmax())]
        problems.append(Problem(
            f"aanname {BOR}, {dutch(at)}", f"{dutch_number(bor.max())} mensen gaan over, maar "
            f"binnen zijn er {dutch_number(inside)}", "verlaag het aantal, of vul tabel wsw aan"))
    if (np.diff(bor) < 0).any():
        at = months[int((np.diff(bor) < 0).argmax()) + 1]
        problems.append(Problem(
            f"aanname {BOR}, {dutch(at)}", "het aantal daalt", "wie is overgegaan, komt hier niet "
            "terug: laat het aantal gelijk blijven of stijgen"))
    if places is not None and held and (places <= 0).any():
        at = months[int((places <= 0).argmax())]
        problems.append(Problem(
            f"aanname {PLACES}, {dutch(at)}", f"0 plekken, maar er werken {dutch_number(held)} "
            "mensen bij gewone werkgevers", "vul het aantal plekken in, of laat het leeg als er "
            "geen grens is"))
    raise_all(problems)
