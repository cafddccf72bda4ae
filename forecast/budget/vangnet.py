"""The vangnet: what the State pays when a municipality's deficit is large.

Participatiewet art. 74 and Besluit Participatiewet. With B the budget and d the deficit as a part
of it, from 2019: ``B * (0.5 * (clip(d, 0.075, 0.125) - 0.075) + max(d - 0.125, 0))``, so that the
own risk stops at 10 % of B; 2017 and 2018 begin at 5 % (own risk 8.75 %). The thresholds and rates
of a year come from the dated law tables. Paid in t+2, out of the macro budget of t+2.

A payment also asks that the deficits of three years together pass the threshold. Without the
balances of the years before the run this stays untested: the payment is conditional.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecast.budget.expression import Expr
from forecast.budget.neighbours import Array
from forecast.budget.thresholds import Between

UNTESTED, MET, FAILED = "niet getoetst", "voldaan", "niet voldaan"

#: Years between the deficit and the payment.
LAG = 2


@dataclass(frozen=True)
class Terms:
    """The rules of one budget year, each as a cell or number with a formula.

    Attributes
    ----------
    threshold, upper : Expr
        Parts of the budget where the first and the second step begin.
    rate_first, rate_second : Expr
        Parts of the deficit in each step that are paid.
    """

    threshold: Expr
    upper: Expr
    rate_first: Expr
    rate_second: Expr


def payment(budget: Expr, deficit: Expr, terms: Terms) -> Expr:
    """Return the payment over a year, eur.

    Parameters
    ----------
    budget : Expr
        The definitive budget, eur.
    deficit : Expr
        Cost less budget, eur; negative for a surplus.
    terms : Terms
    """
    low, high = budget * terms.threshold, budget * terms.upper
    first = terms.rate_first * Between(deficit, low, high)
    return first + terms.rate_second * Between(deficit, high)


def cash(payments: Array, years: tuple[int, ...]) -> Array:
    """Return the payments in the year they are received.

    Parameters
    ----------
    payments : ndarray, (draws, years, ...)
        By the year of the deficit.
    years : tuple of int

    Returns
    -------
    ndarray
        Same shape; the first two years are zero, because the deficits they would follow from lie
        before the run.
    """
    out = np.zeros_like(payments)
    if len(years) > LAG:
        out[:, LAG:] = payments[:, :-LAG]
    return out


def three_years(balances: tuple[float | None, ...], budget: float, threshold: float) -> str:
    """Return whether the deficits of three years together pass the threshold.

    Parameters
    ----------
    balances : tuple of three
        Budget less cost in t-2, t-1 and t, eur; None where unknown.
    budget : float
        Budget of t, eur.
    threshold : float
        Part of the budget that the joint deficit must exceed (0.075 from 2019).

    Returns
    -------
    str
        ``voldaan``, ``niet voldaan`` or ``niet getoetst``.
    """
    known = [balance for balance in balances if balance is not None]
    if len(known) < 3:
        return UNTESTED
    return MET if -sum(known) > threshold * budget else FAILED
