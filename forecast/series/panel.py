"""The panel: every model's word on one series, before anyone is believed more than another."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import pandas as pd

from forecast.series.arima import AIRLINE, MEMORY, SMALL
from forecast.series.driven import DRIVEN
from forecast.series.model import Model, Sketch, Vector
from forecast.series.past import YEAR, Past, Scale, past_of
from forecast.series.plain import LEVEL, NAIVE
from forecast.series.smoothing import CHOSEN, DAMPED, THETA
from forecast.series.structural import STRUCTURAL
from forecast.words import several

#: Three models of different families: a median of three that no single one can spoil, in a tenth
#: of the time of the whole panel and, on back-tests, as good.
CORE = (DAMPED, MEMORY, THETA)
CORE_KEYS = tuple(model.key for model in CORE)
FULL = (DAMPED, CHOSEN, THETA, SMALL, AIRLINE, MEMORY, STRUCTURAL, DRIVEN)
#: What every forecast must beat; asked beside a panel, never part of its centre.
YARDSTICK = NAIVE
MODELS: Mapping[str, Model] = MappingProxyType({m.key: m for m in (*FULL, NAIVE, LEVEL)})
PANELS: Mapping[str, tuple[Model, ...]] = MappingProxyType({"kern": CORE, "volledig": FULL})
#: The model that takes over where a history is too short or too still for any other.
FALLBACK = LEVEL

#: Part of a usual monthly move below which a standard deviation is what rounding leaves.
NOTHING = 1e-6

#: Makes a fit of each history with some models: here and now, or from wherever they are kept.
Fits = Callable[[Sequence["pd.Series[float]"], int, tuple[str, ...]], list["PanelFit"]]


@dataclass(frozen=True)
class PanelFit:
    """What the models of a panel say of one series, on the scale of the models.

    Attributes
    ----------
    sketches : mapping of str to Sketch
        By key of the model, each over the same horizon.
    scale : Scale
    seasonal : bool
        Whether a season was found.
    constant : bool
        Whether the history never moves; then there is no width to learn.
    moved : ndarray, (horizon,)
        How far the series, its season taken out, moved over 1, 2, ... months in the past: root
        mean square. Read-only.
    notes : tuple of str
        Fallbacks taken, models that failed and warnings caught, in Dutch.
    """

    sketches: Mapping[str, Sketch]
    scale: Scale
    seasonal: bool
    constant: bool
    moved: Vector
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.moved.flags.writeable = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The models that gave an answer."""
        return tuple(self.sketches)

    @property
    def horizon(self) -> int:
        """Months ahead."""
        return len(next(iter(self.sketches.values())).path)

    def paths(self, keys: Sequence[str]) -> Vector:
        """Return the median paths of some models, (models, horizon)."""
        return np.array([self.sketches[key].path for key in keys])

    @cached_property
    def own_sd(self) -> Vector:
        """The median over models of their own standard deviations, (horizon,): pure chance."""
        own = [s.sd for key, s in self.sketches.items() if key != YARDSTICK.key]
        return _fixed(np.median(own or [s.sd for s in self.sketches.values()], axis=0))

    @property
    def blind(self) -> bool:
        """Whether the models see no chance at all, as in a series that is exactly a line."""
        return not self.own_sd[0] > NOTHING * self.moved[0]

    @cached_property
    def width(self) -> Vector:
        """The unit in which errors are counted, (horizon,), never falling.

        ``√((sd^¾ · moved^¼)² + spread²)``: a random walk's own sd grows too fast for a series
        that comes back, so what the series really moved has a say; and where models of different
        kinds disagree nobody knows. On back-tests this holds equally often in every kind of
        series with a lower interval score than the sd alone.
        """
        core = [self.sketches[m.key].path for m in CORE if m.key in self.sketches]
        spread = np.std(core, axis=0) if len(core) > 1 else 0.0
        own = self.own_sd
        if self.keys == (FALLBACK.key,):  # a history too short to have moved over these months
            return own
        moved = np.where(self.moved > 0, self.moved, own)
        together = np.sqrt((own**0.75 * moved**0.25) ** 2 + spread**2)
        return _fixed(np.maximum.accumulate(together))


def fit_panel(
    history: pd.Series[float],
    horizon: int,
    keys: Sequence[str],
    driver: Vector | None = None,
    driver_ahead: Vector | None = None,
) -> PanelFit:
    """Ask every model of a panel for its forecast.

    Parameters
    ----------
    history : pandas.Series, (months,)
        Values by month, without gaps.
    horizon : int
        Months ahead.
    keys : sequence of str
        Models, by key of `MODELS`.
    driver : ndarray, (months,), optional
        What moves the series, e.g. unemployment; without it driven models are not asked.
    driver_ahead : ndarray, (horizon,), optional
        The driver in the months to come, as far as it was known then.

    Returns
    -------
    PanelFit
        Never empty: where no model can be asked the mean of the last year stands in, and the
        notes say why.

    Raises
    ------
    ForecastError
        When the history has gaps, doubled months or fewer than six months.
    """
    past = past_of(history, driver, driver_ahead)
    notes: list[str] = [past.scale.note] if past.scale.note else []
    if np.ptp(past.z) == 0:
        notes.append("De reeks is constant en blijft dat; er is geen spreiding uit te leren.")
        still = Sketch(np.full(horizon, past.z[-1]), np.zeros(horizon))
        return PanelFit({FALLBACK.key: still}, past.scale, False, True, np.zeros(horizon),
                        tuple(notes))
    asked = [MODELS[key] for key in keys if past.driver is not None or not MODELS[key].driven]
    found, told = _ask([model for model in asked if len(past) >= model.needs], past, horizon)
    notes += told
    if not found:
        if not told:
            notes.append(f"{len(past)} maanden zijn te weinig voor een trend: {FALLBACK.label}.")
        found, told = _ask([FALLBACK], past, horizon)
        notes += told
    elif unasked := [model.label for model in asked if len(past) < model.needs]:
        notes.append(f"{len(past)} maanden zijn te weinig voor {several(unasked)}.")
    return PanelFit(found, past.scale, past.seasonal, False, _moved(past, horizon), tuple(notes))


def fresh(
    histories: Sequence[pd.Series[float]], horizon: int, keys: tuple[str, ...]
) -> list[PanelFit]:
    """Return a fit of each history, made here and now."""
    return [fit_panel(one, horizon, keys) for one in histories]


def _ask(models: Sequence[Model], past: Past, horizon: int) -> tuple[dict[str, Sketch], list[str]]:
    found: dict[str, Sketch] = {}
    notes: list[str] = []
    for model in models:
        said = model.sketch(past, horizon)
        if isinstance(said, Sketch):
            found[model.key] = said
            notes += said.notes
        else:
            notes.append(said)
    return found, notes


def _fixed(values: Vector) -> Vector:
    values.flags.writeable = False
    return values


def _moved(past: Past, horizon: int) -> Vector:
    """Return the root mean square change over 1, 2, ... months, (horizon,).

    Beyond what a year less than the history shows it grows as a random walk's does.
    """
    longest = max(1, min(horizon, len(past) - YEAR))
    known = [np.mean((past.flat[h:] - past.flat[:-h]) ** 2) for h in range(1, longest + 1)]
    beyond = known[-1] * np.arange(longest + 1, horizon + 1) / longest
    return np.asarray(np.sqrt(np.concatenate([known, beyond])))


def packed(fit: PanelFit) -> bytes:
    """Return a fit as bytes, for a store on disk: a line of JSON, then every number as it is."""
    head = {
        "schaal": fit.scale.kind,
        "seizoen": fit.seasonal,
        "constant": fit.constant,
        "meldingen": fit.notes,
        "modellen": {key: sketch.notes for key, sketch in fit.sketches.items()},
    }
    rows = [fit.moved, *(r for s in fit.sketches.values() for r in (s.path, s.sd))]
    return json.dumps(head).encode() + b"\n" + np.array(rows, dtype="<f8").tobytes()


def unpacked(content: bytes) -> PanelFit:
    """Return the fit that `packed` made bytes of.

    Raises
    ------
    ValueError
        When the bytes are not whole.
    """
    line, _, numbers = content.partition(b"\n")
    head = json.loads(line)
    keys = list(head["modellen"])
    rows = np.frombuffer(numbers, dtype="<f8").reshape(1 + 2 * len(keys), -1).astype(np.float64)
    sketches = {key: Sketch(rows[1 + 2 * i], rows[2 + 2 * i], tuple(head["modellen"][key]))
                for i, key in enumerate(keys)}
    return PanelFit(sketches, Scale(head["schaal"]), head["seizoen"], head["constant"], rows[0],
                    tuple(head["meldingen"]))
