"""What is fixed about income support: offers, decisions and screening on literacy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecast.flows.inkomen.beta import share_draws
from forecast.flows.owed import ask_for

if TYPE_CHECKING:
    from forecast.inputs import DataSet, Law
    from forecast.scenarios import Assumptions

Array = NDArray[Any]

OFFERS, USE = "inkomen.voorzieningenwijzer.aanbod", "inkomen.voorzieningenwijzer.gebruik"
DECISIONS, RIGHT = "inkomen.besluiten.per_jaar", "inkomen.besluiten.juist"
AT_INTAKE, PER_MONTH = "taal.screening.aandeel_intake", "taal.screening.per_maand"
SCREENED, BEHIND = "taal.screening.beginstand", "taal.achterstand"
REFERRED = "taal.doorverwijzing"


@dataclass(frozen=True)
class Levels:
    """What is uncertain, (draws,) each.

    Attributes
    ----------
    offers : per year, all municipalities together
    use, right, at_intake, behind, referred : shares
    decisions : factor on the decisions per client
    per_month : people screened outside the intake, all municipalities together
    screened : share of the clients screened before the opening, where no count is given
    """

    offers: Array
    use: Array
    decisions: Array
    right: Array
    at_intake: Array
    per_month: Array
    screened: Array
    behind: Array
    referred: Array


@dataclass(frozen=True)
class InkomenModel:
    """The numbers of the recursion, every uncertain one at its middle.

    Attributes
    ----------
    municipalities : tuple of str
    months : pandas.PeriodIndex
        The months to forecast.
    decisions : (municipalities,)
        Per client and year.
    screened : (municipalities,)
        People screened before the opening; nan where that was not counted.
    levels : Levels
        With one draw.
    """

    municipalities: tuple[str, ...]
    months: pd.PeriodIndex
    decisions: Array
    screened: Array
    levels: Levels


def build(
    data: DataSet, law: Law, said: Assumptions, months: pd.PeriodIndex
) -> InkomenModel | None:
    """Build the model of a data set; None when it has no table ``inkomen``.

    Decisions per client are those of the last year that was counted; where none was, the
    assumption. About minimaregelingen there are no figures, so nothing is said about them.

    Parameters
    ----------
    data : DataSet
    law : Law
        Not read.
    said : Assumptions
    months : pandas.PeriodIndex
        The months to forecast.

    Raises
    ------
    ForecastError
        A total of the data set itself has no value.
    """
    if "inkomen" not in data.tables:
        return None
    ask_for(data, "inkomen", said, OFFERS, PER_MONTH)
    clients = data.monthly("stand").iloc[-1].to_numpy(np.float64)
    counted = _last_year(data, "besluiten")
    usual = said.number(DECISIONS)
    per_client = np.divide(counted, clients, out=np.full(clients.shape, usual),
                           where=np.isfinite(counted) & (clients > 0))
    middle = _levels(lambda key: np.array([said.number(key)]), np.ones(1))
    return InkomenModel(data.names, months, per_client, _last_year(data, "taal_gescreend"),
                        middle)


def drawn_levels(said: Assumptions, seed: int, draws: int) -> Levels:
    """Return the levels of every draw: shares by a beta, the rest by a split normal."""
    shares = {USE, RIGHT, AT_INTAKE, SCREENED, BEHIND, REFERRED}

    def drawn(key: str) -> Array:
        found = (share_draws if key in shares else _draws)(said, seed, draws, key)
        return np.rint(found) if key in (OFFERS, PER_MONTH) else found

    usual = said.number(DECISIONS)
    factor = drawn(DECISIONS) / usual if usual > 0 else np.ones(draws)
    return _levels(drawn, factor)


def _draws(said: Assumptions, seed: int, draws: int, key: str) -> Array:
    return said.draw(seed, draws, key)


def _levels(value: Callable[[str], Array], decisions: Array) -> Levels:
    return Levels(
        offers=value(OFFERS), use=value(USE), decisions=decisions, right=value(RIGHT),
        at_intake=value(AT_INTAKE), per_month=value(PER_MONTH), screened=value(SCREENED),
        behind=value(BEHIND), referred=value(REFERRED))


def _last_year(data: DataSet, variable: str) -> Array:
    """Return the count of the last year up to the last realised month, (municipalities,)."""
    table = data.tables["inkomen"]
    rows = table[(table["variabele"] == variable) & (table["jaar"] <= data.last_month.year)]
    last = rows[rows["jaar"] == rows["jaar"].max()].groupby("gemeente")["waarde"].sum()
    return np.asarray(last.reindex(list(data.names)), dtype=np.float64)
