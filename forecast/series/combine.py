"""One centre out of many: a weighted median, the weights from what each model was worth before.

A median of a few models is immune to the one that runs wild; weights only tilt it. They follow
the loss at past dates of the series itself, shrunk to that of all series together and, where
those are few, to equality, because a dozen windows of one series are a thin basis (compare Stock
and Watson, J. of Forecasting 23, 2004, on combinations that beat estimated weights).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecast.series.model import Vector
from forecast.series.panel import MODELS, YARDSTICK, PanelFit
from forecast.series.windows import Window
from forecast.words import dutch_number

#: Weight = loss to minus this power; windows of the pool that weigh as one's own; and series at
#: which a pool is believed as much as that all models are equal.
POWER, POOL_WINDOWS, POOL_SERIES = 4.0, 32.0, 8.0
#: A loss counts at most so many times the median one, and at least its inverse: one odd date, or
#: a series that a model happens to fit exactly, must not rule.
_EXTREME = 4.0


@dataclass(frozen=True)
class Losses:
    """Mean loss per model at past dates, relative to the median model of the same date.

    Attributes
    ----------
    mean : mapping of str to float
    windows : int
    """

    mean: Mapping[str, float]
    windows: int


@dataclass(frozen=True)
class Weights:
    """How much each model counts for one series.

    Attributes
    ----------
    by_model : mapping of str to float
        Adds up to 1.
    reason : str
        Why, in Dutch.
    """

    by_model: Mapping[str, float]
    reason: str


def candidates(fit: PanelFit) -> tuple[str, ...]:
    """Return the models of a fit that may count: all but the yardstick, unless it stands alone."""
    keys = tuple(key for key in fit.keys if key != YARDSTICK.key)
    return keys or fit.keys


def losses(windows: Iterable[Window], horizon: int) -> Losses:
    """Return what each model lost at past dates, over the months that are asked now.

    A loss is the mean absolute error over the known horizons on the scale of the models, divided
    by the median model's and kept within a factor of four of it; a date with few known horizons
    counts by their root.
    """
    total: dict[str, float] = {}
    weight: dict[str, float] = {}
    count = 0
    for one in windows:
        keys = candidates(one.fit)
        known = np.isfinite(one.truth[:horizon])
        if len(keys) < 2 or not known.any():
            continue
        errors = np.abs(one.fit.paths(keys) - one.truth)[:, :horizon][:, known].mean(axis=1)
        middle = float(np.median(errors))
        if middle <= 0:
            continue
        count += 1
        share = float(np.sqrt(known.sum() / len(known)))
        for key, error in zip(keys, errors, strict=True):
            loss = min(max(float(error) / middle, 1 / _EXTREME), _EXTREME)
            total[key] = total.get(key, 0.0) + share * loss
            weight[key] = weight.get(key, 0.0) + share
    return Losses({key: total[key] / weight[key] for key in total}, count)


def pooled(several: Iterable[Losses]) -> Losses:
    """Return the losses of all series together, each series by its windows."""
    total: dict[str, float] = {}
    weight: dict[str, int] = {}
    count = 0
    for one in several:
        count += one.windows
        for key, loss in one.mean.items():
            total[key] = total.get(key, 0.0) + one.windows * loss
            weight[key] = weight.get(key, 0) + one.windows
    return Losses({key: total[key] / weight[key] for key in total}, count)


def weigh(keys: Sequence[str], own: Losses, pool: Losses, series: int) -> Weights:
    """Return the weights of models for a series.

    Parameters
    ----------
    keys : sequence of str
        The models that answered.
    own, pool : Losses
        Of the series itself, and of all series together.
    series : int
        How many series the pool holds.
    """
    if len(keys) == 1:
        return Weights({keys[0]: 1.0}, f"alleen {MODELS[keys[0]].label}")
    if own.windows + pool.windows == 0:
        equal = 1.0 / len(keys)
        reason = f"mediaan van {len(keys)} modellen, gelijk gewogen: er is geen terugtoets"
        return Weights(dict.fromkeys(keys, equal), reason)
    raw = {}
    for key in keys:
        mine, theirs = own.mean.get(key, 1.0), pool.mean.get(key, 1.0)
        theirs = (series * theirs + POOL_SERIES) / (series + POOL_SERIES)
        loss = (own.windows * mine + POOL_WINDOWS * theirs) / (own.windows + POOL_WINDOWS)
        raw[key] = max(loss, 1 / _EXTREME) ** -POWER
    whole = sum(raw.values())
    by_model = {key: value / whole for key, value in raw.items()}
    return Weights(by_model, _reason(by_model, own, series))


def _reason(by_model: Mapping[str, float], own: Losses, series: int) -> str:
    ordered = sorted(by_model, key=lambda key: -by_model[key])
    named = ", ".join(f"{MODELS[k].label} {dutch_number(100 * by_model[k])} %" for k in ordered)
    dates = "1 toetsmoment" if own.windows == 1 else f"{own.windows} toetsmomenten"
    text = f"gewogen mediaan: {named}, naar de fout op {dates} van de reeks"
    if series > 1:
        text += f", gewogen met die van de {dutch_number(series)} reeksen samen"
    else:
        text += ", getemperd naar gelijk gewicht"
    known = {key: max(own.mean[key], 1 / _EXTREME) for key in ordered if key in own.mean}
    if len(known) > 1:
        best = min(known, key=lambda key: known[key])
        worst = max(known, key=lambda key: known[key])
        text += (f"; het best was {MODELS[best].label}, het minst {MODELS[worst].label} "
                 f"({dutch_number(100 * (known[worst] / known[best] - 1))} % grotere fout)")
    return text


def centre(fit: PanelFit, weights: Weights | None = None) -> Vector:
    """Return the weighted median of the models' paths, (horizon,), on their scale.

    Without weights the plain median.
    """
    keys = candidates(fit)
    paths = fit.paths(keys)
    if weights is None:
        return np.asarray(np.median(paths, axis=0))
    share = np.array([weights.by_model.get(key, 0.0) for key in keys])
    return _weighted_median(paths, share / share.sum())


def _weighted_median(paths: Vector, share: Vector) -> Vector:
    """Return per column the middle of the lower and the upper weighted median, (horizon,)."""
    order = np.argsort(paths, axis=0, kind="stable")
    ranked = np.take_along_axis(paths, order, axis=0)
    below = np.cumsum(share[order], axis=0)
    low = np.argmax(below >= 0.5 - 1e-9, axis=0)
    high = np.argmax(below >= 0.5 + 1e-9, axis=0)
    columns = np.arange(paths.shape[1])
    return np.asarray((ranked[low, columns] + ranked[high, columns]) / 2)
