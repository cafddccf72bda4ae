"""The economy: from an estimated response of the stock to drivers of inflow and exit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.bijstand.cohort import Cohort, Local
from forecast.flows.bijstand.luck import BLOCK, Expectation
from forecast.flows.bijstand.model import BijstandModel

Array = NDArray[Any]

#: The drive stays within these bounds (inflow × or ÷ at most e³ at a share of 1): a path that
#: jumps is then followed over several months instead of in one.
_BOUND = 3.0
_STEPS = 60
_CLOSE = 1e-12


def stock_deviation(gap: Array, response: Array, factor: float = 1.0) -> Array:
    """Return the log deviation of the stock that an unemployment gap brings.

    D(t) = factor × (b0 · g(t) + b1 · g(t - 12)), with g zero before the first month; b0 and b1
    are estimated on 12-month changes of the national stock.

    Parameters
    ----------
    gap : (draws or 1, months)
        Unemployment minus the reference path, %-points.
    response : (draws or 1, 2)
        b0 and b1, log points per %-point.
    factor : float
        Scales the response (``economie.reactie.factor``).

    Returns
    -------
    ndarray, (draws, months)
    """
    before = np.zeros((gap.shape[0], min(12, gap.shape[1])))
    year_ago = np.concatenate([before, gap[:, : -before.shape[1]]], axis=1)
    return np.asarray(factor * (response[:, :1] * gap + response[:, 1:2] * year_ago))


def economy_drive(model: BijstandModel, deviation: Array, share: Array) -> Array:
    """Return the drive m(t) under which the expected stock deviates as told.

    New inflow × exp(s·m) and exit chances × exp(-(1-s)·m) give, in each month and draw, the sum
    of the municipalities' expected stocks × exp(D). The drive of a month is the root of

        S + R + P + N·exp(s·m) - A - E·exp(-(1-s)·m) = target,

    an increasing function (stock, returners, status holders, new inflow, AOW, other exits),
    found by Newton's method; the recursion itself then carries the stock to the next month.

    Parameters
    ----------
    model : BijstandModel
    deviation : (draws or 1, months)
        Log deviation of the stock, see `stock_deviation`.
    share : (draws or 1,)
        s, the part that runs over inflow; the rest runs over exits.

    Returns
    -------
    ndarray, (draws, months)
    """
    draws = max(deviation.shape[0], share.size)
    deviation = np.broadcast_to(deviation, (draws, deviation.shape[1]))
    share = np.broadcast_to(share, (draws,))
    drive = np.zeros(deviation.shape)
    busy = np.flatnonzero((deviation != 0).any(axis=1))
    for start in range(0, busy.size, BLOCK):
        rows = busy[start : start + BLOCK]
        drive[rows] = _track(model, deviation[rows], share[rows])
    return drive


def _track(model: BijstandModel, deviation: Array, share: Array) -> Array:
    draws, months = deviation.shape
    plain = _cohorts(model, np.ones((months, 1)), np.ones((months, 1, 1)))
    inflow = np.ones((months, draws))
    leave = np.ones((months, 1, draws))
    driven = _cohorts(model, inflow, leave)
    drive = np.zeros((draws, months))
    m = np.zeros(draws)
    for t in range(months):
        target = sum(c.step(t)["stand"] for c in plain) * np.exp(deviation[:, t])
        exits = sum((c.base_rates(t).sum(axis=0)[:, None] * c.stock.sum(axis=0)).sum(axis=0)
                    for c in driven)
        fixed = sum(c.persons() * (1 - model.aow[t, i]) + c.due(t) + model.inflow_status[t, i]
                    for i, c in enumerate(driven))
        m = _root(fixed - target, model.inflow_new[t].sum(), exits, share, m)
        drive[:, t] = m
        inflow[t], leave[t, 0] = np.exp(share * m), np.exp((share - 1) * m)
        for cohort in driven:
            cohort.step(t)
    return drive


def _root(rest: Array, new: float, exits: Array, s: Array, start: Array) -> Array:
    """Return m with rest + new·exp(s·m) - exits·exp(-(1-s)·m) = 0, within the bounds."""
    m = np.asarray(start)
    for _ in range(_STEPS):
        come, go = new * np.exp(s * m), exits * np.exp((s - 1) * m)
        slope = s * come + (1 - s) * go
        gap = rest + come - go
        step = np.divide(-gap, slope, out=np.zeros_like(m), where=slope > 0)
        after = np.clip(m + np.clip(step, -1, 1), -_BOUND, _BOUND)
        change, m = np.abs(after - m).max(), after
        if change < _CLOSE:
            break
    return m


def _cohorts(model: BijstandModel, inflow: Array, leave: Array) -> list[Cohort]:
    one = np.ones(inflow.shape[1])
    local = Local(inflow, leave, one, one, one[None], one, one)
    return [Cohort(model, i, local, Expectation()) for i in range(len(model.municipalities))]
