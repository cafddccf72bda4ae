"""Whose the placements are: beschut werk, status holders, the register; and what more of them do.

Groups with a label have no placements of their own. Policy for a group makes more of them, and
those leave the bijstand or lower its amount: `more_placements` says how many, before the bijstand
is lived through; `placed` says afterwards which are whose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows import beschut, register, statushouders
from forecast.flows.events import Events
from forecast.flows.placements import Labels, record, sheltered
from forecast.project.models import Models
from forecast.scenarios import Assumptions

Array = NDArray[Any]
Found = dict[str, Ensemble]
Bijstand = Mapping[str, Ensemble]
_FULL, _PARTIAL = "bijstand.uitstroom.werk", "bijstand.deeltijd.nieuw"
_STOCK, _ARRIVED = "bijstand.stand.statushouders", "bijstand.instroom.statushouders"
_HOLDERS = ("statushouders.naar_werk.volledig", "statushouders.naar_werk.gedeeltelijk")
_SUBSIDISED, _NUG = "register.plaatsingen.lks", "register.plaatsingen.nug"


@dataclass(frozen=True)
class Placed:
    """The labels of a run.

    Attributes
    ----------
    found : dict of str to Ensemble
        Variables of status holders, register and placements.
    beschut, holders, others : pair of (months, municipalities, draws)
        Placements, full and partial: into beschut werk, of status holders, and of people in the
        register who are no status holders. They exclude each other.
    """

    found: Found
    beschut: tuple[Array, Array]
    holders: tuple[Array, Array]
    others: tuple[Array, Array]


def placed_central(
    models: Models, people: Bijstand, started: Bijstand, drive: Array
) -> Placed:
    """Return the labels of the central path.

    Parameters
    ----------
    models : Models
    people : mapping of str to Ensemble
        The bijstand on the central path.
    started : mapping of str to Ensemble
        Beschut werk on the central path; empty without.
    drive : (months, municipalities)
        On the chance to find work.
    """
    holders = models.holders
    groups = _Groups(
        _started(started),
        partial(statushouders.expected, holders, _recipients(holders, people, people))
        if holders else None,
        partial(register.expected, models.register) if models.register else None)
    return _live(people, _events(people, people, drive), groups, None)


def placed_drawn(
    models: Models, people: Bijstand, started: Bijstand, central: Bijstand, middle: Placed,
    drive: Array, said: Assumptions, seed: int,
) -> Placed:
    """Return the labels of every draw.

    Parameters
    ----------
    models : Models
    people, started : mapping of str to Ensemble
        The bijstand, and beschut werk, in every draw.
    central : mapping of str to Ensemble
        The bijstand on the central path.
    middle : Placed
        Of `placed_central`.
    drive : (months, municipalities)
    said : Assumptions
    seed : int
    """
    holders = models.holders
    groups = _Groups(
        _started(started),
        partial(statushouders.simulate, holders, said, _recipients(holders, people, central),
                seed=seed) if holders else None,
        partial(register.simulate, models.register, said, seed=seed) if models.register else None)
    return _live(people, _events(people, central, drive), groups, middle)


def more_placements(models: Models, central: Bijstand, drive: Array) -> tuple[Array, Array] | None:
    """Return factors on full exits to work and on new part-time work, (months, municipalities).

    People with a label under the levers of the scenario, less those with every lever at neutral,
    on the same path of the bijstand. None when there is no difference.

    Parameters
    ----------
    models : Models
    central : mapping of str to Ensemble
        The bijstand without these factors, on the central path.
    drive : (months, municipalities)
    """
    if not models.labelled:
        return None
    with_policy, without = (
        placed_central(one, central, beschut.expected(one.beschut) if one.beschut else {}, drive)
        for one in (models, models.neutral()))
    factors = []
    for kind, name in enumerate((_FULL, _PARTIAL)):
        more = _labelled(with_policy, kind) - _labelled(without, kind)
        mean = central[name].values[0]
        factors.append(1 + np.divide(more, mean, out=np.zeros_like(mean), where=mean > 0))
    return (factors[0], factors[1]) if any((f != 1).any() for f in factors) else None


def _labelled(one: Placed, kind: int) -> Array:
    """Return the central placements with a label, (months, municipalities)."""
    parts = (one.beschut[kind], one.holders[kind], one.others[kind])
    return np.asarray(sum(part[..., 0] for part in parts))


@dataclass(frozen=True)
class _Groups:
    """How the groups of a run find out which placements are theirs; None without the group."""

    started: Array | None
    holders: Callable[[Events], Found] | None
    register: Callable[[tuple[Events, ...]], register.Register] | None


def _live(people: Bijstand, events: Events, groups: _Groups, middle: Placed | None) -> Placed:
    """Let beschut werk take its placements first, then status holders, then the register.

    The order changes no expectation: each group asks for a number, not for a share of what is
    left. Without `middle` this is the central path itself.
    """
    nobody = (np.zeros_like(events.full), np.zeros_like(events.partial))
    found: Found = {}
    inside = nobody if groups.started is None else sheltered(events, groups.started)
    left = events.without(inside, _mean(middle.beschut if middle else inside))
    mine = nobody
    if groups.holders:
        found |= groups.holders(left)
        mine = (_turned(found[_HOLDERS[0]]), _turned(found[_HOLDERS[1]]))
    mean = _mean(middle.holders if middle else mine)
    own, rest = left.only(mine, mean), left.without(mine, mean)
    both, others = nobody, nobody
    subsidised, nug = np.zeros_like(events.full), np.zeros_like(events.full)
    if groups.register:
        lived = groups.register((own, rest))
        found |= lived.found
        both, others = lived.labelled
        subsidised, nug = (_turned(found[name]) for name in (_SUBSIDISED, _NUG))
    labels = Labels(_sum(inside), _sum(mine), _sum(both), _sum(others), subsidised, nug)
    one = people[_FULL]
    return Placed(found | record(events, labels, one.periods, one.groups), inside, mine, others)


def _started(found: Bijstand) -> Array | None:
    """Return who starts in beschut werk from a benefit; None without beschut werk."""
    return _turned(beschut.started_from_bijstand(found)) if found else None


def _events(people: Bijstand, central: Bijstand, drive: Array) -> Events:
    full, part = (_turned(people[name]) for name in (_FULL, _PARTIAL))
    return Events(full, part, central[_FULL].values[0], central[_PARTIAL].values[0], drive)


def _recipients(
    model: statushouders.HoldersModel, people: Bijstand, central: Bijstand
) -> statushouders.Recipients:
    """Return the status holders on bijstand, the last realised month in front."""
    now = model.recipients
    stock, arrived = _turned(people[_STOCK]), _turned(people[_ARRIVED])
    first = np.broadcast_to(now[:, None], stock.shape[1:])[None].astype(stock.dtype)
    middle = np.concatenate([now[None], central[_STOCK].values[0]])
    return statushouders.Recipients(np.concatenate([first, stock]), arrived, middle,
                                    central[_ARRIVED].values[0])


def _turned(one: Ensemble) -> Array:
    """Return values with draws last, (months, municipalities, draws)."""
    return np.moveaxis(one.values, 0, -1)


def _mean(pair: tuple[Array, Array]) -> tuple[Array, Array]:
    """Return the one draw of a central path, (months, municipalities) each."""
    return pair[0][..., 0], pair[1][..., 0]


def _sum(pair: tuple[Array, Array]) -> Array:
    return np.asarray(pair[0] + pair[1])
