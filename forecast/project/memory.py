"""Fits of this process, kept by the content of their inputs: what did not change is not refitted.

Fits are pure functions of their inputs, so keeping them changes no figure, only the time that a
second scenario, a second run or a batch takes.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Protocol, TypeVar, cast

T = TypeVar("T")
_MOST = 64
_KEPT: OrderedDict[str, object] = OrderedDict()


def kept(
    make: Callable[..., T], *args: Any, using: Mapping[str, Any] | None = None, **kwargs: Any
) -> T:
    """Return what `make` gives, from memory when it was made of the same content before.

    Parameters
    ----------
    make : callable
        A pure function; what it returns must not be changed.
    *args, **kwargs
        Anything that can be pickled; equal content gives an equal key.
    using : mapping, optional
        More keyword arguments: helpers that change how fast the answer comes, never what it is.
    """
    content = pickle.dumps((make.__module__, make.__qualname__, args, sorted(kwargs.items())))
    key = sha256(content).hexdigest()
    if key in _KEPT:
        _KEPT.move_to_end(key)
    else:
        _KEPT[key] = make(*args, **kwargs, **(using or {}))
        if len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return cast("T", _KEPT[key])


def mark(what: str, content: object) -> str:
    """Return a key that is equal when the content is."""
    return sha256(what.encode() + pickle.dumps(content)).hexdigest()


class Once(Protocol):
    """Gives what was made of the same content before, or makes it."""

    def __call__(self, what: str, content: object, make: Callable[[], T], /) -> T:
        """Return what `make` gives, kept by `what` and `content`."""


def anew(what: str, content: object, make: Callable[[], T], /) -> T:
    """Make it, and keep nothing."""
    return make()
