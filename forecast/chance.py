"""Chance by name: uniforms that belong to a decision, and inverse distributions over them.

Scenarios share their luck because every decision draws its uniforms first, keyed by seed, name
and place, and only then inverts them (common random numbers by inversion: Law, Simulation
Modeling and Analysis, 5th ed., section 11.2).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, bdtrik, ndtri, pdtr, pdtrik

Array = NDArray[Any]

#: 32-bit uniforms stay inside the open interval, or an inverse would be infinite.
_LOW32, _HIGH32 = np.float32(2.0**-25), np.float32(1 - 2.0**-24)
_LOW64, _HIGH64 = 2.0**-53, 1 - 2.0**-53
_P90 = float(ndtri(0.9))
#: Dense passes stop when no more than one place in `_FEW` is left for the list in double
#: precision, or when, after `_TRY` of them, a pass settles less than one place in `_WORTH`.
_DENSE, _FEW, _TRY, _WORTH = 16, 32, 4, 200
#: Above this mean a recursion from zero is slower than the inverse incomplete beta and gamma.
_LARGE = 100.0
_DUST = 1e-18


def generator(seed: int, name: str, *place: int) -> np.random.Generator:
    """Return the generator of a decision point.

    Parameters
    ----------
    seed : int
        The seed of the run.
    name : str
        The decision, e.g. ``bijstand.uitstroom``; never Python's own hash, which differs per run.
    *place : int
        Month, group and block of draws, as the decision has them.
    """
    key = (zlib.crc32(name.encode()), *place)
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=key)))


def uniforms(seed: int, name: str, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return 64-bit uniforms of a decision, the same in every scenario, inside (0, 1)."""
    return np.clip(generator(seed, name).random(shape), _LOW64, _HIGH64)


def uniforms32(
    seed: int, name: str, place: tuple[int, ...], shape: tuple[int, ...]
) -> NDArray[np.float32]:
    """Return 32-bit uniforms for the dense decisions of a block, inside (0, 1)."""
    u = generator(seed, name, *place).random(shape, dtype=np.float32)
    return np.clip(u, _LOW32, _HIGH32, out=u)


def normal(u: Array) -> NDArray[np.float64]:
    """Return standard normal values by inversion."""
    return np.asarray(ndtri(u))


def between(u: Array, low: float, middle: float, high: float) -> NDArray[np.float64]:
    """Return values of a split normal with its mode at `middle` and `low`, `high` near P10, P90.

    Each half of the draws falls on its own side of `middle` (so `middle` is the median);
    `low` is exactly P10 and `high` exactly P90.
    """
    z = ndtri(u)
    scale = np.where(z < 0, middle - low, high - middle) / _P90
    return np.asarray(middle + z * scale)


def whole(u: Array, x: Array) -> NDArray[np.float32]:
    """Return `x` rounded down, plus one with a chance equal to its fraction.

    A whole number stays itself, so that certain counts are certain in every draw.
    """
    x = np.asarray(x, dtype=np.float64)
    floor = np.floor(x)
    return np.asarray(floor + (u > 1 - (x - floor)), dtype=np.float32)


def binomial(u: Array, n: Array, p: Array) -> NDArray[np.float32]:
    """Return the smallest k with P(Bin(n, p) <= k) >= u: the quantile, never an approximation.

    The first counts are compared in a few dense passes in single precision; the few that lie
    higher are done again in double precision, so that no tail is cut off or stretched. A result
    can differ from the double-precision quantile only where `u` lies within about 1e-6 of a step.

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
    inside = np.minimum(p, _HIGH32)
    mass = np.asarray(n * np.log1p(-inside))
    np.exp(mass, out=mass)
    odds = inside / (1 - inside)
    counts, high = _dense(u, mass, lambda j: (n - np.float32(j - 1)) * (odds * np.float32(1 / j)))
    if high.size:
        exact = _binomial_exact(*(_at(a, u.shape, high) for a in (u, n, p)))
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
    counts, high = _dense(u, np.exp(-mean), lambda j: mean * np.float32(1 / j))
    if high.size:
        exact = _poisson_exact(*(_at(a, u.shape, high) for a in (u, mean)))
        counts.reshape(-1)[high] = exact
    return counts


def _dense(
    u: Array, mass: Array, ratio: Callable[[int], Array]
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Count steps below `u` in passes over all places; return also the places not yet settled.

    `mass` is the chance of zero and `ratio(j)` the factor from the mass of j - 1 to that of j.
    """
    rest = u - mass
    over = rest > 0
    k = over.view(np.int8).copy()
    left = int(np.count_nonzero(over))
    for j in range(1, _DENSE + 1):
        factor = ratio(j)
        mass = np.multiply(mass, factor, out=mass if mass.shape == rest.shape else None)
        np.subtract(rest, mass, out=rest)
        np.greater(rest, 0, out=over)
        np.add(k, over.view(np.int8), out=k)
        before, left = left, int(np.count_nonzero(over))
        if left * _FEW <= over.size or (j >= _TRY and (before - left) * _WORTH < over.size):
            break
    return k.astype(np.float32), np.flatnonzero(over)


def _at(values: Array, shape: tuple[int, ...], places: Array) -> NDArray[np.float64]:
    if values.shape == shape:
        return values.reshape(-1)[places].astype(np.float64)
    return np.broadcast_to(values, shape)[np.unravel_index(places, shape)].astype(np.float64)


def _binomial_exact(u: Array, n: Array, p: Array) -> NDArray[np.float64]:
    """Return binomial quantiles in double precision for lists; p above a half is mirrored."""
    flip = p > 0.5
    chance = np.where(flip, 1 - p, p)
    v = np.where(flip, 1 - u, u)
    large = n * chance > _LARGE
    small = ~large
    k = np.empty_like(u)
    odds = chance / (1 - chance)
    start = np.exp(n[small] * np.log1p(-chance[small]))
    k[small] = _climb(v[small], start, n[small] * odds[small], -odds[small])
    k[large] = _settle(v[large], bdtrik(v[large], n[large], chance[large]),
                       lambda j: bdtr(j, n[large], chance[large]))
    np.minimum(k, n, out=k)
    return np.where(flip, n - k, k)


def _poisson_exact(u: Array, mean: Array) -> NDArray[np.float64]:
    large = mean > _LARGE
    small = ~large
    k = np.empty_like(u)
    k[small] = _climb(u[small], np.exp(-mean[small]), mean[small], np.zeros(int(small.sum())))
    k[large] = _settle(u[large], pdtrik(u[large], mean[large]), lambda j: pdtr(j, mean[large]))
    return k


def _climb(u: Array, mass: Array, first: Array, slope: Array) -> NDArray[np.float64]:
    """Count the steps of a distribution below `u`; step j has mass ratio (first + slope·j)/(j+1).

    This is Panjer's (a, b, 0) recursion: binomial and Poisson are its two cases.
    """
    k, count, places = np.zeros_like(u), np.zeros_like(u), np.arange(u.size)
    rest, ratio, j = u - mass, np.full_like(u, np.inf), 0
    while places.size:
        # A uniform next to 1 may lie above a sum rounded down: past the mode, dust ends the climb.
        over = (rest > 0) & ((mass > _DUST) | (ratio > 1))
        left = int(np.count_nonzero(over))
        if left * 4 < places.size * 3:
            k[places] = count
            places, count, rest, mass = places[over], count[over], rest[over], mass[over]
            first, slope, over = first[over], slope[over], over[over]
        count += over
        ratio = (first + slope * j) / (j + 1)
        mass = mass * ratio
        rest -= mass
        j += 1
    return k


def _settle(
    u: Array, guess: Array, cumulative: Callable[[Array], Array]
) -> NDArray[np.float64]:
    """Turn a continuous inverse into the smallest whole k with cumulative(k) >= u."""
    k = np.maximum(np.ceil(guess), 0.0)
    below = np.maximum(k - 1, 0.0)
    k = np.where(cumulative(below) >= u, below, k)
    return np.asarray(np.where(cumulative(k) >= u, k, k + 1))
