"""Uniforms that belong to a decision, and the simple values that are read off them.

Scenarios share their luck because every decision draws its uniforms first, keyed by seed, name
and place, and only then inverts them (common random numbers by inversion: Law, Simulation
Modeling and Analysis, 5th ed., section 11.2).
"""

from __future__ import annotations

import math
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Array = NDArray[Any]

#: Uniforms stay inside the open interval, or an inverse would be infinite.
_HIGH32, _ONE = np.float32(1 - 2.0**-24), np.uint32(0x3F800000)
_LOW64, _HIGH64 = 2.0**-53, 1 - 2.0**-53
_P90 = float(ndtri(0.9))


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
    count = math.prod(shape)
    raw = generator(seed, name, *place).bit_generator.random_raw((count + 1) // 2)
    bits = np.asarray(raw).view(np.uint32)[:count]
    # 23 random bits behind the exponent of 1 make a number in [1, 2); less 1 - 2**-24 it is an
    # odd multiple of 2**-24, exactly: never 0, never 1, and without a pass that clips.
    np.right_shift(bits, 9, out=bits)
    np.bitwise_or(bits, _ONE, out=bits)
    u = bits.view(np.float32)
    np.subtract(u, _HIGH32, out=u)
    return u.reshape(shape)


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
