"""Loonkostensubsidie: what one job costs in a year.

Participatiewet art. 10c and 10d: the employer gets the difference between the minimum wage and
the wage value, at most 70 % of the minimum wage, for the hours worked, with holiday pay and a
fixed part for employer cost (Regeling loonkostensubsidie Participatiewet, art. 1).
"""

from __future__ import annotations

from forecast.budget.expression import Expr, Product
from forecast.budget.thresholds import Min


def per_job(
    wage: Expr, value: Expr, hours: Expr, full_time: Expr, maximum: Expr, holiday: Expr,
    employer: Expr,
) -> Expr:
    """Return the subsidy for one job, eur per year.

    Parameters
    ----------
    wage : Expr
        Minimum wage (wml) of an adult, eur per month, without holiday pay.
    value : Expr
        Wage value (loonwaarde) as a part of the minimum wage.
    hours, full_time : Expr
        Contract hours and hours of a full-time job, per week.
    maximum : Expr
        Highest subsidy as a part of the minimum wage (0.7).
    holiday, employer : Expr
        Holiday pay and employer cost, parts of the wage (0.08 and 0.235).
    """
    month = Min(wage * (1 - value), wage * maximum)
    return Product((hours / full_time, month, 1 + holiday, 1 + employer)) * 12
