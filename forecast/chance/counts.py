"""Whole-number distributions by inversion of one uniform: binomial and Poisson quantiles, fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, bdtrik, pdtr, pdtrik

Array = NDArray[Any]

_HIGH32 = np.float32(1 - 2.0**-24)
#: Passes over all places go on until no more than one in `_SOME` is left, or until, after `_TRY`
#: of them, a pass settles less than one in `_WORTH`. A list takes over, all at once when it is
#: `_SHORT`; who is still left `_MOST` steps on goes to double precision.
_SOME, _TRY, _WORTH, _SHORT, _MOST = 32, 4, 200, 100, 16
#: Up to this many places, one list in double precision is faster than passes and a list.
_SMALL = 1500
#: Above this mean a recursion from zero is slower than the inverse incomplete beta and gamma.
_LARGE = 100.0
#: A sum in double precision may end just below 1; no uniform in single precision lies higher.
_TOP = 1 - 1e-12


def binomial(u: Array, n: Array, p: Array) -> NDArray[np.float32]:
    """Return the smallest k with P(Bin(n, p) <= k) >= u: the quantile, never an approximation.

    The counts are climbed in single precision, in dense passes and then in a list; who climbs
    long is done again in double precision, so that no tail is cut off or stretched. A result can
    differ from the double-precision quantile only where `u` lies within about 1e-6 of a step.

    Parameters
    ----------
    u : ndarray of float32
        Uniforms inside (0, 1); their shape is the shape of the result.
    n : ndarray
        Whole numbers of trials; 0 gives 0. Broadcasts to `u`.
    p : ndarray
        Chances in [0, 1]; 0 gives 0 and 1 gives `n`, exactly. Broadcasts to `u`.

    Returns
    -------
    ndarray of float32
        Whole numbers, exact up to 2**24.
    """
    n = np.asarray(n, dtype=np.float32)
    p = np.asarray(p, dtype=np.float32)
    if u.size <= _SMALL:
        lists = (np.broadcast_to(a, u.shape).reshape(-1).astype(np.float64) for a in (u, n, p))
        return _binomial_exact(*lists).astype(np.float32).reshape(u.shape)
    inside = np.minimum(p, _HIGH32)
    mass = np.asarray(n * np.log1p(-inside))
    np.exp(mass, out=mass)
    odds = inside / (1 - inside)
    counts, high = _passes(u, mass, n * odds, -odds)
    if high.size:
        exact = _binomial_exact(*(_at(a, u.shape, high).astype(np.float64) for a in (u, n, p)))
        counts.reshape(-1)[high] = exact
    if (p >= 1).any():
        np.copyto(counts, n, where=p >= 1)
    return counts


def poisson(u: Array, mean: Array) -> NDArray[np.float32]:
    """Return the smallest k with P(Poisson(mean) <= k) >= u, as `binomial` does.

    Parameters
    ----------
    u : ndarray of float32
        Uniforms inside (0, 1); their shape is the shape of the result.
    mean : ndarray
        Expected counts, zero or more; broadcasts to `u`.
    """
    mean = np.asarray(mean, dtype=np.float32)
    if u.size <= _SMALL:
        lists = (np.broadcast_to(a, u.shape).reshape(-1).astype(np.float64) for a in (u, mean))
        return _poisson_exact(*lists).astype(np.float32).reshape(u.shape)
    counts, high = _passes(u, np.exp(-mean), mean, np.zeros((), np.float32))
    if high.size:
        exact = _poisson_exact(*(_at(a, u.shape, high).astype(np.float64) for a in (u, mean)))
        counts.reshape(-1)[high] = exact
    return counts


def _passes(
    u: Array, mass: Array, first: Array, slope: Array
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Count steps below `u` in single precision; return also the places not yet settled.

    `mass` is the chance of zero; that of j is (first + slope·(j - 1))/j times that of j - 1.
    """
    mass = np.broadcast_to(mass, u.shape).copy() if mass.shape != u.shape else mass
    rest = u - mass
    over = rest > 0
    k = over.view(np.int8).copy()
    factor = np.empty_like(rest)
    left, j = int(np.count_nonzero(over)), 1
    while left * _SOME > over.size and j <= _MOST:
        np.add(first, slope * np.float32(j - 1), out=factor)
        np.multiply(mass, factor, out=mass)
        np.multiply(mass, np.float32(1 / j), out=mass)
        np.subtract(rest, mass, out=rest)
        np.greater(rest, 0, out=over)
        np.add(k, over.view(np.int8), out=k)
        before, left = left, int(np.count_nonzero(over))
        if j >= _TRY and (before - left) * _WORTH < over.size:
            break
        j += 1
    else:
        return _list_passes(k, rest, mass, first, slope, j)
    return k.astype(np.float32), np.flatnonzero(over)


def _list_passes(
    k: Array, rest: Array, mass: Array, first: Array, slope: Array, j: int
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Go on with `_passes` from step `j` on the places that are left."""
    shape = rest.shape
    places = np.flatnonzero(rest > 0)
    rest, mass, first, slope = (_at(a, shape, places) for a in (rest, mass, first, slope))
    flat = k.reshape(-1)
    count = flat[places]
    left = places.size
    while left > _SHORT and j <= _MOST:
        mass *= (first + slope * np.float32(j - 1)) * np.float32(1 / j)
        rest -= mass
        over = rest > 0
        count += over.view(np.int8)
        left = int(np.count_nonzero(over))
        if left * 2 < places.size:
            flat[places] = count
            places, count, rest, mass, first, slope = (
                a[over] for a in (places, count, rest, mass, first, slope))
        j += 1
    if left > _SHORT:
        flat[places] = count
        return k.astype(np.float32), places[rest > 0]
    # A short list takes all its steps at once: (steps, places).
    step = np.arange(j, j + _MOST, dtype=np.float32)[:, None]
    ahead = (first + slope * (step - 1)) / step
    ahead[0] *= mass
    over = rest > np.cumsum(np.cumprod(ahead, axis=0), axis=0)
    count += over.sum(axis=0, dtype=np.int8) * (rest > 0)
    flat[places] = count
    return k.astype(np.float32), places[over[-1]]


def _at(values: Array, shape: tuple[int, ...], places: Array) -> Array:
    """Return the values at flat places of an array that broadcasts to `shape`."""
    if values.shape == shape:
        return np.asarray(values.reshape(-1)[places])
    if values.ndim == 0:
        return np.full(places.size, values)
    return np.asarray(np.broadcast_to(values, shape)[np.unravel_index(places, shape)])


def _binomial_exact(u: Array, n: Array, p: Array) -> NDArray[np.float64]:
    """Return binomial quantiles in double precision for lists; p above a half is mirrored."""
    flip = p > 0.5
    chance = np.where(flip, 1 - p, p)
    v = np.where(flip, 1 - u, u)
    odds = chance / (1 - chance)
    first = n * odds
    k = _either(
        first > _LARGE,
        lambda at: _settle(v[at], bdtrik(v[at], n[at], chance[at]),
                           lambda j: bdtr(j, n[at].astype(np.int64), chance[at])),
        lambda at: _climb(v[at], np.exp(n[at] * np.log1p(-chance[at])), first[at], -odds[at]),
    )
    np.minimum(k, n, out=k)
    return np.where(flip, n - k, k)


def _poisson_exact(u: Array, mean: Array) -> NDArray[np.float64]:
    return _either(
        mean > _LARGE,
        lambda at: _settle(u[at], pdtrik(u[at], mean[at]), lambda j: pdtr(j, mean[at])),
        lambda at: _climb(u[at], np.exp(-mean[at]), mean[at], 0.0),
    )


def _either(
    large: NDArray[np.bool_], inverse: Callable[[Any], Array], climb: Callable[[Any], Array]
) -> NDArray[np.float64]:
    """Return the values of `inverse` where the mean is large, and of `climb` elsewhere."""
    if not large.any():
        return climb(slice(None))
    k = np.empty(large.shape)
    k[large], k[~large] = inverse(large), climb(~large)
    return k


def _climb(u: Array, mass: Array, first: Array, slope: Array | float) -> NDArray[np.float64]:
    """Count the steps of a distribution below `u`; step j has mass ratio (first + slope·j)/(j+1).

    This is Panjer's (a, b, 0) recursion: binomial and Poisson are its two cases.
    """
    k, places = np.zeros(u.size, np.int32), np.arange(u.size)
    rest, count, j = np.minimum(u, _TOP) - mass, np.zeros(u.size, np.int32), 0
    while True:
        over = rest > 0
        left = int(np.count_nonzero(over))
        if left * 3 < places.size:
            k[places] = count
            places, count, rest, mass = places[over], count[over], rest[over], mass[over]
            first = first[over]
            slope = slope[over] if isinstance(slope, np.ndarray) else slope
            over = over[over]
        if not left:
            return k.astype(np.float64)
        count += over
        ratio = slope * j + first
        mass = mass * ratio
        mass /= j + 1
        rest -= mass
        j += 1


def _settle(
    u: Array, guess: Array, cumulative: Callable[[Array], Array]
) -> NDArray[np.float64]:
    """Turn a continuous inverse into the smallest whole k with cumulative(k) >= u."""
    k = np.maximum(np.ceil(guess), 0.0)
    below = np.maximum(k - 1, 0.0)
    k = np.where(cumulative(below) >= u, below, k)
    return np.asarray(np.where(cumulative(k) >= u, k, k + 1))
