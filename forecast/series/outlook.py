"""The forecast of one series: a centre, a band that comes from the record, and paths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from forecast.chance import normal, uniforms, whole
from forecast.periods import dutch, months
from forecast.series.combine import Weights, centre
from forecast.series.curve import LEVELS, Curve
from forecast.series.model import Vector
from forecast.series.panel import MODELS, NOTHING, PanelFit
from forecast.series.past import Scale
from forecast.words import dutch_number

#: Two-sided levels as standard normal distances: 1.2816 and 1.9600.
KNOTS = np.array([float(ndtri((1 + level) / 2)) for level in LEVELS])
#: A monthly change this many times the usual one, and of this size on the scale of the models, is
#: a jump of level and not chance.
_JUMP, _SIZE = 8.0, 0.05
#: Months on both sides by which a new level is told from a month that stands out.
_LASTS = 6
_RECENT = 60


@dataclass(frozen=True)
class Outlook:
    """What is foretold of a series.

    Attributes
    ----------
    months : pandas.PeriodIndex, (horizon,)
    scale : Scale
    middle : ndarray, (horizon,)
        Median path on the scale of the models; read-only.
    widths : ndarray, (levels, horizon)
        Half widths on that scale for `LEVELS`, never falling; read-only.
    chance : ndarray, (horizon,)
        The part of the variance that is pure chance (the models' own), 0 to 1; the rest is doubt
        about parameters and models, as the record shows it. Read-only.
    weights : Weights
    curve : Curve
    notes : tuple of str
        Fallbacks, warnings and warnings to the reader, in Dutch.
    """

    months: pd.PeriodIndex
    scale: Scale
    middle: Vector
    widths: Vector
    chance: Vector
    weights: Weights
    curve: Curve
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for values in (self.middle, self.widths, self.chance):
            values.flags.writeable = False

    @property
    def origin(self) -> pd.Period:
        """The last month that was known."""
        return self.months[0] - 1

    @property
    def central(self) -> Vector:
        """The median path in the unit of the series, (horizon,)."""
        return self.scale.back(self.middle)

    def band(self, level: float) -> tuple[Vector, Vector]:
        """Return lower and upper bound of a two-sided level, each (horizon,), in the unit."""
        z = float(ndtri((1 + level) / 2))
        reach = self._reach(np.full((len(self.months), 1), z))[:, 0]
        return self.scale.back(self.middle - reach), self.scale.back(self.middle + reach)

    def paths(self, seed: int, draws: int, name: str, *, counts: bool = False) -> Vector:
        """Return sample paths, (draws, horizon), in the unit of the series.

        Each month has the distribution of the band; from month to month a path remembers, as a
        random walk whose variance grows with the width does: what is high now is high next month.

        Parameters
        ----------
        seed, draws : int
        name : str
            The uniforms belong to it.
        counts : bool
            Whole numbers of 0 or more, each path rounded by chance so that means stay.
        """
        z = walk(self.widths[0], seed, draws, name)
        values = self.scale.back(self.middle + self._reach(z.T).T)
        if counts:
            u = uniforms(seed, f"{name}.afronding", values.shape)
            return np.asarray(whole(u, np.maximum(values, 0.0)), dtype=np.float64)
        return values

    def log_errors(self, seed: int, draws: int, name: str) -> Vector:
        """Return sample paths of the error around the middle, (draws, horizon), on the scale."""
        return self._reach(walk(self.widths[0], seed, draws, name).T).T

    def _reach(self, z: Vector) -> Vector:
        """Return distances from the middle of standard normal values, (horizon, n) both.

        Straight through 0 and the two learnt widths, and on with the last slope: exact at both
        levels, and as heavy in the tail as the record.
        """
        inner, outer = self.widths[0][:, None], self.widths[1][:, None]
        size = np.abs(z)
        slope = (outer - inner) / (KNOTS[1] - KNOTS[0])
        found = np.where(size <= KNOTS[0], inner * size / KNOTS[0],
                         inner + slope * (size - KNOTS[0]))
        return np.asarray(np.sign(z) * found)


def walk(width: Vector, seed: int, draws: int, name: str) -> Vector:
    """Return standard normal values that remember, (draws, horizon).

    The correlation of two months is the width of the earlier over that of the later, as in a
    random walk whose steps have the variance by which the width grows.
    """
    steps = np.sqrt(np.diff(width**2, prepend=0.0))
    shocks = normal(uniforms(seed, name, (draws, len(width))))
    safe = np.where(width > 0, width, 1.0)
    return np.asarray(np.cumsum(shocks * steps, axis=1) / safe)


def outlook(
    history: pd.Series[float],
    fit: PanelFit,
    weights: Weights,
    curve: Curve,
    horizon: int,
    notes: tuple[str, ...] = (),
) -> Outlook:
    """Return the forecast of a series.

    Parameters
    ----------
    history : pandas.Series, (months,)
    fit : PanelFit
        Of that history, over at least `horizon` months.
    weights : Weights
    curve : Curve
    horizon : int
    notes : tuple of str
        What is known of the history already.
    """
    ahead = months(history.index[-1] + 1, history.index[-1] + horizon)
    middle = centre(fit, weights)[:horizon]
    unit, told = _unit(history, fit, horizon)
    widths = np.maximum.accumulate(curve.factors[:, :horizon] * unit, axis=1)
    widths[1] = np.maximum(widths[0], widths[1])
    total = (widths[0] / KNOTS[0]) ** 2
    chance = np.divide(fit.own_sd[:horizon] ** 2, total, out=np.ones(horizon), where=total > 0)
    said = (*notes, *fit.notes, *jumps(history), *told)
    return Outlook(ahead, fit.scale, np.array(middle), widths, np.minimum(chance, 1.0), weights,
                   curve, tuple(dict.fromkeys(said)))


def _unit(
    history: pd.Series[float], fit: PanelFit, horizon: int
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return the width that the fit foresees, (horizon,); where it sees none, one monthly step."""
    if fit.constant:
        return np.zeros(horizon), ("De breedte is nul omdat de reeks nooit bewoog.",)
    z = fit.scale.forward(history.to_numpy(dtype=np.float64))
    step = float(np.abs(np.diff(z)).mean())
    # a year that repeats itself exactly is as blind as a line: its season was taken out
    if not fit.blind and fit.own_sd[0] > NOTHING * step:
        return fit.width[:horizon], ()
    text = ("De reeks volgt tot nu toe precies een lijn of een vast seizoen: de breedte is die van "
            "een toevalswandeling met de gewone maandverandering.")
    return step * np.sqrt(np.arange(1, horizon + 1)), (text,)


def jumps(history: pd.Series[float]) -> tuple[str, ...]:
    """Say where the level of the last five years jumped, in Dutch; nothing where it did not.

    A jump is a monthly change of over 5 % and over eight times the usual one (median absolute
    change / 0.6745).
    """
    values = history.iloc[-_RECENT - 1 :]
    scale = Scale.of(values.to_numpy(dtype=np.float64))
    z = scale.forward(values.to_numpy(dtype=np.float64))
    change = np.diff(z)
    if len(change) < 12:
        return ()
    usual = float(np.median(np.abs(change))) / 0.6745
    where = int(np.argmax(np.abs(change)))
    size = float(np.abs(change[where]))
    least = _SIZE if scale.kind != "gewoon" else 0.0
    later = z[where + 1 : where + 1 + _LASTS]
    if size <= max(_JUMP * usual, least) or len(later) < _LASTS // 2:
        return ()
    # a month that stands out by itself jumps twice: up and back
    if abs(np.median(later) - np.median(z[max(0, where + 1 - _LASTS) : where + 1])) < size / 2:
        return ()
    before, after = float(values.iloc[where]), float(values.iloc[where + 1])
    return (f"Niveausprong in {dutch(values.index[where + 1])}: van {dutch_number(before, 1)} naar "
            f"{dutch_number(after, 1)}; de raming gaat van het nieuwe niveau uit.",)


def models_in_words(weights: Weights) -> str:
    """Return the models and their weights, in Dutch: ``gedempte trend 41 %, Theta 30 %``."""
    ordered = sorted(weights.by_model.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{MODELS[k].label} {dutch_number(100 * w)} %" for k, w in ordered)
