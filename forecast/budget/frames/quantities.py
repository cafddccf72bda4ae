"""How many there are of everything that a frame pays for, by municipality and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forecast.budget.neighbours import Array


@dataclass(frozen=True)
class Quantities:
    """Year figures of the groups, one draw for the central path or many.

    Attributes
    ----------
    years : tuple of int
    municipalities : tuple of str
    values : mapping of str to ndarray, (draws, years, municipalities)
        By the name of a variable: the mean month-end of a stock, the sum of a flow. Groups that
        the data set does not have are not there, and neither are their lines.
    opening : mapping of str to ndarray, (draws, municipalities)
        The same variables at the last realised month.

    Raises
    ------
    ValueError
        When a shape contradicts the years and municipalities.
    """

    years: tuple[int, ...]
    municipalities: tuple[str, ...]
    values: Mapping[str, Array]
    opening: Mapping[str, Array]

    def __post_init__(self) -> None:
        wanted = (len(self.years), len(self.municipalities))
        for name, found in self.values.items():
            if found.shape[1:] != wanted:
                raise ValueError(f"{name} has shape {found.shape[1:]}, not {wanted}")
        for name, found in self.opening.items():
            if found.shape[1:] != wanted[1:]:
                raise ValueError(f"{name} opens with shape {found.shape[1:]}, not {wanted[1:]}")

    def has(self, names: Iterable[str]) -> bool:
        """Return whether all of these are there."""
        return all(name in self.values for name in names)
