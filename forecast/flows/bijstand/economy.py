"""The economy: from an estimated response of the stock to drivers of inflow and exit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.flows.bijstand.cohort import Cohort, Local
from forecast.flows.bijstand.model import BijstandModel
from forecast.flows.luck import BLOCK, Expectation

Array = NDArray[Any]

#: The drive stays within these bounds (inflow × or ÷ at most e³ at a share of 1): a path that
#: jumps is then followed over several months instead of in one.
_BOUND = 3.0
_STEPS = 60
_CLOSE = 1e-12
#: Factors of municipalities that all answer as the nation does.
ALIKE = np.ones((1, 1))
ALIKE.flags.writeable = False


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


def economy_drive(
    model: BijstandModel, deviation: Array, share: Array, factor: Array = ALIKE
) -> Array:
    """Return the drive m(t) under which the expected stock deviates as told.

    In a municipality with factor f, new inflow × exp(s·f·m) and exit chances × exp(-(1-s)·f·m)
    give, in each month and draw, the sum of the municipalities' expected stocks × exp(F·D): F is
    the mean of their factors, weighted by the stock they would have without the economy. So the
    whole answers as its people do, and each municipality deviates by f·D as far as its people
    come and go like the others'. Factors are not made to average 1: three municipalities are not
    the nation. The drive of a month is the root of

        S + R + P - A + Σ [N·exp(s·f·m) - E·exp(-(1-s)·f·m)] = target,

    an increasing function (stock, returners, status holders, AOW; new inflow and other exits per
    municipality), found by Newton's method; the recursion itself then carries the stock to the
    next month.

    Parameters
    ----------
    model : BijstandModel
    deviation : (draws or 1, months)
        Log deviation of the stock, see `stock_deviation`.
    share : (draws or 1,)
        s, the part that runs over inflow; the rest runs over exits.
    factor : (draws or 1, municipalities or 1)
        Response of a municipality ÷ the common one, 0 or more.

    Returns
    -------
    ndarray, (draws, months)
        The common drive; that of a municipality is its factor times this.
    """
    draws = max(deviation.shape[0], share.size, factor.shape[0])
    deviation = np.broadcast_to(deviation, (draws, deviation.shape[1]))
    share = np.broadcast_to(share, (draws,))
    factor = np.broadcast_to(factor, (draws, factor.shape[1]))
    drive = np.zeros(deviation.shape)
    busy = np.flatnonzero((deviation != 0).any(axis=1))
    for start in range(0, busy.size, BLOCK):
        rows = busy[start : start + BLOCK]
        drive[rows] = _track(model, deviation[rows], share[rows], factor[rows].T)
    return drive


def _track(model: BijstandModel, deviation: Array, share: Array, factor: Array) -> Array:
    """Return the common drive for factors (groups, draws); one group holds all municipalities."""
    draws, months = deviation.shape
    every = range(len(model.municipalities))
    groups = [list(every)] if len(factor) == 1 else [[i] for i in every]
    plain = [_cohort(model, i, np.ones((1, 1)), np.ones((1, 1, 1))) for i in every]
    # one row serves all months: it holds the drive of the month that is lived through
    inflow, leave = np.ones((len(groups), 1, draws)), np.ones((len(groups), 1, 1, draws))
    driven = [_cohort(model, i, inflow[g], leave[g]) for g, own in enumerate(groups) for i in own]
    drive, m = np.zeros((draws, months)), np.zeros(draws)
    for t in range(months):
        stands = [c.step(t)["stand"] for c in plain]
        target = sum(stands) * np.exp(_mean(factor, stands) * deviation[:, t])
        exits = np.stack([
            sum((driven[i].base_rates(t).sum(axis=0)[:, None]
                 * driven[i].stock.sum(axis=0)).sum(axis=0) for i in own)
            for own in groups])
        new = np.array([[model.inflow_new[t, own].sum()] for own in groups])
        fixed = sum(c.persons() * (1 - model.aow[t, i]) + c.due(t) + model.inflow_status[t, i]
                    for i, c in enumerate(driven))
        m = _root(fixed - target, new, exits, share, factor, m)
        drive[:, t] = m
        inflow[:, 0], leave[:, 0, 0] = np.exp(share * factor * m), np.exp((share - 1) * factor * m)
        for cohort in driven:
            cohort.step(t)
    return drive


def _mean(factor: Array, stands: list[Array]) -> Array:
    """Return the mean of factors (groups, draws) by stock, (draws,)."""
    if len(factor) == 1:
        return np.asarray(factor[0])
    weight = np.stack(stands)
    return np.asarray((weight * factor).sum(axis=0) / weight.sum(axis=0))


def _root(rest: Array, new: Array, exits: Array, s: Array, f: Array, start: Array) -> Array:
    """Return m with rest + Σ [new·exp(s·f·m) - exits·exp(-(1-s)·f·m)] = 0, within the bounds.

    `new`, `exits` and `f` are (groups, draws or 1), the others (draws,).
    """
    m = np.asarray(start)
    bound = _BOUND / np.maximum(f.max(axis=0), 1.0)
    for _ in range(_STEPS):
        come, go = new * np.exp(s * f * m), exits * np.exp((s - 1) * f * m)
        slope = (f * (s * come + (1 - s) * go)).sum(axis=0)
        gap = rest + come.sum(axis=0) - go.sum(axis=0)
        step = np.divide(-gap, slope, out=np.zeros_like(m), where=slope > 0)
        after = np.clip(m + np.clip(step, -1, 1), -bound, bound)
        change, m = np.abs(after - m).max(), after
        if change < _CLOSE:
            break
    return m


def _cohort(model: BijstandModel, place: int, inflow: Array, leave: Array) -> Cohort:
    one = np.ones(inflow.shape[1])
    local = Local(inflow, leave, one, one, one[None], one, one[None])
    return Cohort(model, place, local, Expectation())
