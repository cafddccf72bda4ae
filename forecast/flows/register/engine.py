"""The doelgroepregister by month: two stocks, people and jobs, with their gross flows.

More jobs takes more placements than the difference, because jobs end too. Placements from the
bijstand are found among those that the bijstand counts; people without a benefit (nug) are placed
beside them. Beschut werk does not count for the banenafspraak, and is taken out before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecast.ensemble import Ensemble
from forecast.flows.events import Events, take
from forecast.flows.filling import Counts, Filling, Fractions
from forecast.flows.meaning import Meaning, ensembles
from forecast.flows.register.model import SEASON, Rates, RegisterModel, drawn_rates

if TYPE_CHECKING:
    from forecast.scenarios import Assumptions

Array = NDArray[Any]
_PEOPLE, _JOBS = "register.personen", "register.banen"
_CAME, _LEFT = "register.instroom", "register.uitstroom"
_SCHOOL = f"{_CAME}.schoolverlaters"
_PLACED, _LOST = "register.plaatsingen", "register.baanverlies"
_PLACED_NUG, _PLACED_BENEFIT = f"{_PLACED}.nug", f"{_PLACED}.bijstand"
_SUBSIDISED = f"{_PLACED}.lks"

MEANINGS = {
    _PEOPLE: Meaning("personen", False, "Mensen in het doelgroepregister, ook zonder uitkering."),
    f"{_PEOPLE}.nug": Meaning("personen", False, "Daarvan zonder uitkering bij de start (nug)."),
    _JOBS: Meaning("personen", False, "Mensen uit het register met een baan die meetelt voor de "
                                      "banenafspraak; beschut werk telt niet mee."),
    f"{_JOBS}.nug": Meaning("personen", False, "Daarvan zonder uitkering bij de start (nug)."),
    _CAME: Meaning("personen", True, "Nieuw in het register."),
    _SCHOOL: Meaning("personen", True, "Daarvan schoolverlaters (juli tot en met september)."),
    _LEFT: Meaning("personen", True, "Uit het register."),
    _PLACED: Meaning("personen", True, "Geplaatst op een baan die meetelt (bruto)."),
    _PLACED_BENEFIT: Meaning("personen", True, "Daarvan vanuit de bijstand; zit in de "
                                               "plaatsingen vanuit de bijstand."),
    _PLACED_NUG: Meaning("personen", True, "Daarvan zonder uitkering (nug): kost begeleiding en "
                                           "bespaart geen uitkering."),
    _SUBSIDISED: Meaning("personen", True, "Daarvan vanuit de bijstand met loonkostensubsidie."),
    _LOST: Meaning("personen", True, "Baan verloren, of met een baan uit het register gegaan."),
}


@dataclass(frozen=True)
class Register:
    """The register of one run.

    Attributes
    ----------
    found : dict of str to Ensemble
    labelled : tuple of (full, partial)
        Of each stream of events, which placements are of people in the register,
        (months, municipalities, draws) each.
    """

    found: dict[str, Ensemble]
    labelled: tuple[tuple[Array, Array], ...]


def expected(model: RegisterModel, streams: tuple[Events, ...]) -> Register:
    """Return the central path, fractions allowed.

    Parameters
    ----------
    model : RegisterModel
    streams : tuple of Events
        Placements that may be of people in the register, each placement in one stream.
    """
    return _live(model, model.rates, Fractions(), streams, lambda x: x)


def simulate(
    model: RegisterModel, said: Assumptions, streams: tuple[Events, ...], *, seed: int
) -> Register:
    """Return whole numbers of every draw.

    Parameters
    ----------
    model : RegisterModel
    said : Assumptions
        Where the uncertain numbers are drawn from.
    streams : tuple of Events
        Whole placements.
    seed : int
    """
    draws = streams[0].draws
    rates = drawn_rates(said, seed, draws)
    return _live(model, rates, Counts(seed, model.municipalities, draws), streams,
                 lambda x: x.astype(np.int32))


def participation(found: dict[str, Ensemble]) -> Array:
    """Return the share of the register with a job, all together, (draws, 1 + months)."""
    jobs, people = (found[name].values.sum(axis=2, dtype=np.float64) for name in (_JOBS, _PEOPLE))
    return np.asarray(np.divide(jobs, people, out=np.zeros_like(jobs), where=people > 0))


def _live(
    model: RegisterModel, rates: Rates, filling: Filling, streams: tuple[Events, ...],
    kind: Callable[[Array], Array],
) -> Register:
    months, draws = len(model.months), streams[0].draws
    step = _Step(model, rates, filling, streams)
    shape = (months, len(model.municipalities), 2, draws)
    people, jobs = np.empty((2, 1 + months, *shape[1:]))
    came, left, placed, lost = np.empty((4, *shape))
    school, subsidised = np.empty((2, months, shape[1], draws))
    labelled = np.empty((len(streams), 2, months, shape[1], draws))
    people[0], jobs[0] = model.people[..., None], model.jobs[..., None]
    for t in range(months):
        filling.at(model.months[t].ordinal)
        out, ended = step.end(t, people[t], jobs[t])
        labelled[:, :, t], placed[t] = step.place(t, people[t] - jobs[t] - out[:, :, 0])
        subsidised[t] = filling.part("register.lks", placed[t][:, 0], rates.lks)
        came[t], school[t] = step.arrive(t)
        left[t], lost[t] = out.sum(axis=2), ended + out[:, :, 1]
        people[t + 1] = people[t] + came[t] - left[t]
        jobs[t + 1] = jobs[t] + placed[t] - lost[t]
    values = {
        _PEOPLE: people.sum(axis=2), f"{_PEOPLE}.nug": people[:, :, 1],
        _JOBS: jobs.sum(axis=2), f"{_JOBS}.nug": jobs[:, :, 1],
        _CAME: came.sum(axis=2), _SCHOOL: school, _LEFT: left.sum(axis=2),
        _PLACED: placed.sum(axis=2), _PLACED_BENEFIT: placed[:, :, 0],
        _PLACED_NUG: placed[:, :, 1], _SUBSIDISED: subsidised, _LOST: lost.sum(axis=2),
    }
    turned = {name: kind(np.moveaxis(found, -1, 0)) for name, found in values.items()}
    return Register(ensembles(turned, MEANINGS, model.months, model.municipalities),
                    tuple((kind(full), kind(partial)) for full, partial in labelled))


class _Step:
    """The decisions of a month; (municipalities, groups, draws) unless said otherwise."""

    def __init__(self, model: RegisterModel, rates: Rates, filling: Filling,
                 streams: tuple[Events, ...]) -> None:
        self._model, self._rates, self._filling, self._streams = model, rates, filling, streams
        kinds = np.stack([rates.school, 1 - rates.school])
        self._kinds = kinds[:, None] * np.stack([1 - rates.nug, rates.nug])

    def end(self, t: int, people: Array, jobs: Array) -> tuple[Array, Array]:
        """Return who leaves the register, without and with a job on axis 2, and jobs that end."""
        part = self._filling.part
        out = part("register.uitstroom", np.stack([people - jobs, jobs], axis=2),
                   self._rates.leave)
        lose = np.minimum(self._rates.lose * self._model.lose[t][:, None], 1.0)
        return out, part("register.baanverlies", jobs - out[:, :, 1], lose[:, None])

    def place(self, t: int, looking: Array) -> tuple[Array, Array]:
        """Return the labels by stream and by full or partial, and placements by group."""
        drive = (self._model.place[t] * self._streams[0].drive[t])[:, None]
        find = np.minimum(self._rates.find * drive, 1.0)
        seen = [one.at(t) for one in self._streams]
        count = np.concatenate([count for count, _ in seen], axis=1)
        mean = np.concatenate([mean for _, mean in seen], axis=1)
        kinds = np.stack([self._rates.full, 1 - self._rates.full])
        whole = sum(mean for _, mean in seen)
        # every stream has its part of what is asked: the same share of each placement
        part = np.divide(mean, np.tile(whole, len(seen)), out=np.zeros_like(mean),
                         where=np.tile(whole, len(seen)) > 0)
        asked = (find * looking[:, 0])[:, None] * np.tile(kinds, (len(seen), 1))
        taken = take(self._filling, "register.plaatsing", count, asked * part[..., None], mean,
                     looking[:, 0])
        labels = np.moveaxis(taken, 1, 0).reshape(len(seen), 2, *looking[:, 0].shape)
        beside = self._filling.part("register.nug", looking[:, 1], find)
        return labels, np.stack([taken.sum(axis=1), beside], axis=1)

    def arrive(self, t: int) -> tuple[Array, Array]:
        """Return who is new, and the school leavers of them, (municipalities, draws)."""
        month = self._model.months[t].month
        season = np.array([SEASON.get(month, 0.0), 1 / 12])[:, None, None]
        mean = self._model.share[:, None, None, None] * (self._rates.inflow * season * self._kinds)
        came = self._filling.arrivals("register.instroom", mean)
        return came.sum(axis=1), came[:, 0].sum(axis=1)
