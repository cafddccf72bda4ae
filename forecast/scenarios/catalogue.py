"""The catalogue: every assumption that the model knows, with unit, range and meaning, no values.

A key that is not here does not exist, so that a misspelt assumption is an error and not a silent
default. The file `catalogue.toml` beside this module is the one place where a key is declared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Form = Literal["getal", "pad", "jaar"]
Place = Literal["nee", "mag", "altijd"]
Works = Literal["direct", "nieuwe run", "toelichting"]


@dataclass(frozen=True, slots=True)
class Lever:
    """What is known about an assumption before anyone gives it a value.

    Attributes
    ----------
    key : str
        Its name, e.g. ``bijstand.herinstroom.werk``.
    unit, meaning, group : str
        In Dutch, as the user reads them.
    form : {"getal", "pad", "jaar"}
        One number; a path over the months; or an amount per calendar year, without anything
        between or after the years that are given.
    low, high : float
        The smallest and largest value that can be meant.
    place : {"nee", "mag", "altijd"}
        Whether a municipality may have its own value, or must.
    works : {"direct", "nieuwe run", "toelichting"}
        ``direct``: a live cell in the workbook; ``toelichting``: shown, not calculated with.
    uncertain : bool
        Whether a range (P10-P90) enters the ensemble.
    optional : bool
        Whether it may stay empty.
    table : str
        The table of the data set without which it says nothing; empty when it always counts.
    """

    key: str
    unit: str
    meaning: str
    group: str
    form: Form
    low: float
    high: float
    place: Place
    works: Works
    uncertain: bool
    optional: bool
    table: str = ""

    @property
    def per_municipality(self) -> bool:
        """Whether a municipality may deviate."""
        return self.place != "nee"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    eenheid: str = Field(min_length=1)
    betekenis: str = Field(min_length=10)
    groep: str = Field(min_length=1)
    minimum: float
    maximum: float
    vorm: Form = "getal"
    per_gemeente: Place = "nee"
    werkt: Works = "nieuwe run"
    onzeker: bool = False
    mag_leeg: bool = False
    tabel: str = ""


@cache
def catalogue() -> Mapping[str, Lever]:
    """Return every assumption by key, in the order of the file."""
    text = files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    rows = TypeAdapter(dict[str, _Row]).validate_python(tomllib.loads(text))
    return {
        key: Lever(key, row.eenheid, row.betekenis, row.groep, row.vorm, row.minimum, row.maximum,
                   row.per_gemeente, row.werkt, row.onzeker, row.mag_leeg, row.tabel)
        for key, row in rows.items()
    }
