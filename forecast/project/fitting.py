"""Fits of panels: asked for by history, made in parallel, found again where they exist."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd

from forecast import __version__
from forecast.project.store import Store
from forecast.series import Fits, PanelFit, fit_panel, packed, unpacked

#: Fits reach whole multiples of this many months, so that other horizons find them again.
REACH = 60
#: With fewer fits than this starting processes costs more than it brings.
_FEW = 40
_LIBRARIES = ("numpy", "scipy", "statsmodels", "pandas")
#: Whatever a fit depends on besides its history.
_MODULES = ("arima", "driven", "history", "model", "panel", "past", "plain", "season", "smoothing",
            "structural")


@dataclass(frozen=True)
class Request:
    """A fit that is wanted.

    Attributes
    ----------
    history : pandas.Series, (months,)
    horizon : int
    models : tuple of str
    driver, driver_ahead : ndarray or None
    """

    history: pd.Series[float]
    horizon: int
    models: tuple[str, ...]
    driver: np.ndarray | None = None
    driver_ahead: np.ndarray | None = None

    @property
    def reach(self) -> int:
        """Months that the fit looks ahead: the horizon, rounded up."""
        return -(-self.horizon // REACH) * REACH

    @property
    def key(self) -> str:
        """The name of the fit: equal content gives an equal key."""
        mark = sha256(_code().encode())
        mark.update("|".join((*self.models, str(self.reach))).encode())
        mark.update(str(self.history.index[0]).encode())
        for values in (self.history.to_numpy(dtype=np.float64), self.driver, self.driver_ahead):
            mark.update(b"" if values is None else np.ascontiguousarray(values).tobytes())
            mark.update(b"|")
        return mark.hexdigest()


@dataclass
class Fitter:
    """Makes fits once: from memory, from the store, or anew.

    Attributes
    ----------
    store : Store
    workers : int
        Processes that share the work.
    """

    store: Store = field(default_factory=lambda: Store(None))
    workers: int = 1
    made: int = 0
    found: int = 0
    _known: dict[str, PanelFit] = field(default_factory=dict)

    def all(
        self, requests: Iterable[Request], tell: Callable[[int, int], None] = lambda *_: None
    ) -> list[PanelFit]:
        """Return a fit per request, in their order.

        Parameters
        ----------
        requests : iterable of Request
        tell : callable
            Receives how many of how many new fits are ready.
        """
        asked = list(requests)
        keys = [request.key for request in asked]
        missing = dict(zip(keys, asked, strict=True))
        missing = {key: request for key, request in missing.items() if key not in self._known}
        stored = self._stored(missing)
        self.found += len(stored)
        self._known |= stored
        new = {key: request for key, request in missing.items() if key not in stored}
        if new:
            fits = self._make(list(new.values()), tell)
            self.made += len(fits)
            fresh = dict(zip(new, fits, strict=True))
            self._known |= fresh
            self.store.put({key: packed(fit) for key, fit in fresh.items()})
        return [self._known[key] for key in keys]

    def fits(
        self, histories: Sequence[pd.Series[float]], horizon: int, keys: tuple[str, ...]
    ) -> list[PanelFit]:
        """Return a fit of each history: the shape in which the series room asks."""
        return self.all(Request(one, horizon, keys) for one in histories)

    def driven(self, driver: pd.Series[float]) -> Fits:
        """Return a maker of fits that tells every history what moved it.

        Parameters
        ----------
        driver : pandas.Series, (months,)
            By month; of the months after a history nothing is told but its last value, held.
        """
        def fits(
            histories: Sequence[pd.Series[float]], horizon: int, keys: tuple[str, ...]
        ) -> list[PanelFit]:
            return self.all(_driven(one, horizon, keys, driver) for one in histories)

        return fits

    def _stored(self, keys: Iterable[str]) -> dict[str, PanelFit]:
        """Return what the store holds whole; what is damaged is simply made again."""
        found = {}
        for key, content in self.store.get(keys).items():
            with suppress(ValueError):
                found[key] = unpacked(content)
        return found

    def _make(
        self, requests: Sequence[Request], tell: Callable[[int, int], None]
    ) -> list[PanelFit]:
        total, fits = len(requests), []
        if self.workers == 1 or total < _FEW:
            for request in requests:
                fits.append(_fit(request))
                tell(len(fits), total)
            return fits
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            chunk = max(1, min(16, total // (4 * self.workers)))
            for fit in pool.map(_fit, requests, chunksize=chunk):
                fits.append(fit)
                tell(len(fits), total)
        return fits


def _driven(
    history: pd.Series[float], horizon: int, keys: tuple[str, ...], driver: pd.Series[float]
) -> Request:
    plain = Request(history, horizon, keys)
    known = driver.reindex(history.index).to_numpy(dtype=np.float64)
    if np.isnan(known[-1]):
        return plain
    return replace(plain, driver=known, driver_ahead=np.full(plain.reach, known[-1]))


def _fit(request: Request) -> PanelFit:
    ahead = request.driver_ahead
    if ahead is not None:  # held beyond the months that are asked: no answer looks there
        ahead = np.pad(ahead, (0, max(0, request.reach - len(ahead))), "edge")
    return fit_panel(request.history, request.reach, request.models, request.driver, ahead)


@cache
def _code() -> str:
    """Return the versions and the very text of the models, as one mark."""
    told = [__version__, sys.version.split()[0], *(f"{n}={version(n)}" for n in _LIBRARIES)]
    for name in _MODULES:
        found = import_module(f"forecast.series.{name}").__file__
        told.append(Path(str(found)).read_text(encoding="utf-8"))
    return sha256("\n".join(told).encode()).hexdigest()
