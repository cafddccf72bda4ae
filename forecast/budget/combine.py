"""Two forecasts of the definitive macro budget, combined: the State's own first one and ours.

Before a year begins the State publishes its preliminary budget. It knew things that our national
account does not, and it is revised by a few per cent (`forecast.budget.history.revision_risk`).
Neither holds all that is known, so both count, by a weight (Bates and Granger 1969, The
Combination of Forecasts, Operational Research Quarterly 20(4)).

With C the national cost of the run, and C_ref that of the middle path at the reference volume, on
which the State set its budget, the definitive budget is ``(1 - w) * own + w * preliminary * C /
C_ref``: the preliminary budget was set under the economy expected then, and the definitive one
follows volume and prices since. That equals the own budget times ``k``, see `influence`, in which
only the weight differs from draw to draw. So a price that turns out higher cancels: both sides are
indexed.
"""

from __future__ import annotations

from forecast.budget.expression import Cell, Expr, Whole
from forecast.budget.figures import Figures
from forecast.budget.given import Setting
from forecast.budget.income import DEFINITIEF, VOORLOPIG
from forecast.budget.lines import CHAIN, EUR, Line, Nation
from forecast.budget.thresholds import Filled

WEIGHT = "buig.macro.gewicht_voorlopig"
NADER = "nader_voorlopig"
OWN, INFLUENCE = "buig.macro.eigen_raming", "buig.macro.anker"


def own_estimate(f: Figures, nation: Nation, year: int) -> Cell:
    """Return the own estimate of the macro budget on the path on which the State set its own.

    ``(V_ref + IOAW and IOAZ) * P / (1 - basisfout)``, eur.

    Parameters
    ----------
    f : Figures
        Of the central path, with the mean error of the budget.
    nation : Nation
        The chain of the central path: price, and volume at the reference economy.
    year : int
    """
    # here the volume is the reference itself, so that the LKS needs no separate term
    cost = nation.cell("buig.nl.volume_referentie") * nation.cell("buig.prijs.jaar")
    return f.define(OWN, "", year, cost / (1 - f.cell("buig.macro.basisfout", "", year)), EUR)


def influence(f: Figures, own: Cell, setting: Setting, year: int) -> Cell:
    """Return ``k = 1 + w * (preliminary / own - 1)``, the factor on the macro budget.

    The latest preliminary budget counts. 1 in years of which nothing is published yet, and in
    years of which the definitive budget is.

    Parameters
    ----------
    f : Figures
        With the weight, of the central path or of the draws.
    own : Cell
        See `own_estimate`.
    setting : Setting
    year : int
    """
    rule: Expr = Whole(1)
    if (year, DEFINITIEF) not in setting.published:
        moment = NADER if (year, NADER) in setting.published else VOORLOPIG
        known = Filled(f.cell(f"macro.{moment}", "", year), own)
        rule = 1 + f.cell(WEIGHT) * (known / own - 1)
    return f.define(INFLUENCE, "", year, rule, "factor", "Bates en Granger 1969")


def combined_lines(own: Cell, factor: Cell) -> tuple[Line, ...]:
    """Return both steps as lines of the national chain."""
    return (
        Line(OWN, "Eigen raming van het macrobudget bij de referentie-economie", CHAIN, own),
        Line(INFLUENCE, "Invloed van het voorlopige budget", CHAIN, factor),
    )
