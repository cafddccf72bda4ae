"""The groups of a data set, each where it exists, ready to be lived through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from forecast.errors import ForecastError, Problem, raise_all
from forecast.flows import beschut, inkomen, meedoen, register, statushouders, wsw
from forecast.periods import months_of_years
from forecast.project.house import House
from forecast.project.memory import Once, anew
from forecast.scenarios import Assumptions


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


#: The groups in the order of `Models`, each with the beginnings of the keys that it asks.
_GROUPS: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (wsw, ("wsw.", "aow.")), (beschut, ("beschut.",)),
    (statushouders, ("statushouders.", "bijstand.")), (register, ("register.",)),
    (meedoen, ("meedoen.",)), (inkomen, ("inkomen.", "taal.")),
)


def models_of(house: House, said: Assumptions, once: Once = anew) -> Models:
    """Return the models of a scenario.

    Parameters
    ----------
    house : House
    said : Assumptions
    once : Once
        Keeps what was made of the same assumptions before.

    Raises
    ------
    ForecastError
        With everything that does not suit a group, of all groups at once.
    """
    ahead = months_of_years(house.data.years)
    problems: list[Problem] = []

    def built(group: ModuleType, starts: tuple[str, ...]) -> Any:
        own = said.about(*starts)
        try:
            return once(group.__name__, own, lambda: group.build(
                house.data, house.law, own, ahead))
        except ForecastError as error:
            problems.extend(error.problems)
            return None

    found = Models(*(built(group, starts) for group, starts in _GROUPS))
    raise_all(problems)
    return found
