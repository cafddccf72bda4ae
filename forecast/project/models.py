"""The groups of a data set, each where it exists, ready to be lived through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from forecast.errors import ForecastError, Problem, raise_all
from forecast.flows import beschut, inkomen, meedoen, register, statushouders, wsw
from forecast.periods import months_of_years
from forecast.project.house import House
from forecast.scenarios import Assumptions

Built = TypeVar("Built")


@dataclass(frozen=True)
class Models:
    """The groups of a data set; None where it has no such group."""

    wsw: wsw.WswModel | None = None
    beschut: beschut.BeschutModel | None = None
    holders: statushouders.HoldersModel | None = None
    register: register.RegisterModel | None = None
    meedoen: meedoen.MeedoenModel | None = None
    inkomen: inkomen.InkomenModel | None = None

    @property
    def labelled(self) -> bool:
        """Whether a group tells which placements of the bijstand are its own."""
        return any((self.beschut, self.holders, self.register))

    def neutral(self) -> Models:
        """Return the models in which the scenario has no policy on who is placed."""
        return replace(
            self,
            beschut=beschut.neutral(self.beschut) if self.beschut else None,
            holders=statushouders.neutral(self.holders) if self.holders else None,
            register=register.neutral(self.register) if self.register else None)


def models_of(house: House, said: Assumptions) -> Models:
    """Return the models of a scenario.

    Raises
    ------
    ForecastError
        With everything that does not suit a group, of all groups at once.
    """
    ahead = months_of_years(house.data.years)
    problems: list[Problem] = []

    def built(build: Callable[..., Built | None]) -> Built | None:
        try:
            return build(house.data, house.law, said, ahead)
        except ForecastError as error:
            problems.extend(error.problems)
            return None

    found = Models(*(built(group.build) for group in
                     (wsw, beschut, statushouders, register, meedoen, inkomen)))
    raise_all(problems)
    return found
