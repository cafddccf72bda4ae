"""The vangnet: what the State pays when a municipality's deficit is large.

Participatiewet art. 74 and Besluit Participatiewet. With B the budget and d the deficit as a part
of it, from 2019: ``B * (0.5 * (clip(d, 0.075, 0.125) - 0.075) + max(d - 0.125, 0))``, so that the
own risk stops at 10 % of B; 2017 and 2018 begin at 5 % (own risk 8.75 %). The thresholds and rates
of a year come from the dated law tables. Paid in t+2, out of the macro budget of t+2.

A payment also asks that the deficits of three years together pass the threshold. In the first two
years of a run that takes the balances of the years before it; without them it stays untested, and
the payment is conditional.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecast.budget.expression import Expr, Sum, Whole
from forecast.budget.neighbours import Array
from forecast.budget.thresholds import Between, OnlyAbove, WhenAtLeast

UNTESTED, TESTED = "niet getoetst", "getoetst"

#: Years between the deficit and the payment.
LAG = 2
#: Years that the test on repeated deficits looks back, and how many of them must be short.
LOOK_BACK, TWICE = 3, 2


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


def threshold_of(
    usual: Expr, extended: Expr, before: tuple[Expr, ...]
) -> Expr:
    """Return the threshold of a year: lower for who was short twice in the three years before.

    From 2025 (Besluit Participatiewet) a municipality whose deficit was at least the extended
    threshold (5 %) in two or more of the three years before has that threshold instead.

    Parameters
    ----------
    usual, extended : Expr
        Parts of the budget.
    before : tuple of Expr
        Saldo as a part of the budget in the years before, as far as anybody knows them.
    """
    if len(before) < TWICE:
        return usual
    short = Sum(tuple(WhenAtLeast(-part, extended, Whole(1), Whole(0)) for part in before))
    return WhenAtLeast(short, Whole(TWICE), extended, usual)


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


def over_three_years(
    paid: Expr, balances: tuple[Expr | None, ...], budget: Expr, threshold: Expr
) -> tuple[Expr, str]:
    """Return the payment if the deficits of three years together pass the threshold.

    Besluit Participatiewet art. 10: the balances of t-2, t-1 and t, divided by the budget of t.

    Parameters
    ----------
    paid : Expr
        The payment by the deficit of t alone, eur.
    balances : tuple of three
        Budget less cost in t-2, t-1 and t, eur; None where nobody knows it.
    budget : Expr
        Budget of t, eur.
    threshold : Expr
        Part of the budget that the joint deficit must exceed (0.075 from 2019).

    Returns
    -------
    payment : Expr
        As it is when it cannot be tested: then it is conditional.
    test : str
        ``getoetst`` or ``niet getoetst``.
    """
    known = [balance for balance in balances if balance is not None]
    if len(known) < len(balances):
        return paid, UNTESTED
    return OnlyAbove(paid, -Sum(tuple(known)), budget * threshold), TESTED
