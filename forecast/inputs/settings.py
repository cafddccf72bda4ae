"""What a data set says about itself: gegevensset.toml, or sheet gegevensset with the same keys."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from forecast.errors import Problem
from forecast.inputs import cells, privacy
from forecast.inputs.cells import UnreadableError
from forecast.inputs.fields import refused
from forecast.inputs.model_mistakes import problem_of
from forecast.inputs.raw import RawTable
from forecast.inputs.toml_mistake import not_toml
from forecast.periods import dutch

_CODE = re.compile(r"(GM\d{4}|NL\d{2})\s*")
_WORD = r"^\w[\w .-]*$"  # the name of a folder, never a path
_DECEMBER = 12
_EXAMPLE = 'gemeenten = [{naam = "Assen", code = "GM0106"}]'
_DUTCH = {"model_type": "hoort een naam en een code te hebben"}


class Municipal(BaseModel):
    """A municipality as it is named in the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    naam: str = Field(min_length=1)
    code: str

    @field_validator("code")
    @classmethod
    def _code(cls, code: str) -> str:
        found = _CODE.fullmatch(code.strip().upper())
        if not found:
            hint = "gebruik de code van het CBS: GM met vier cijfers, of NL01"
            raise refused(UnreadableError(f"'{code}' is geen regiocode", hint))
        return found[1]


class Settings(BaseModel):
    """The settings of a data set."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    naam: Annotated[str, Field(pattern=_WORD)] | None = None
    titel: str = Field(min_length=1)
    geheel: str = Field(min_length=1)
    laatste_maand: pd.Period
    jaren: tuple[int, ...] = Field(min_length=1)
    scenarios: tuple[str, ...] = Field(min_length=1)
    landelijk: str | None = None
    gemeenten: tuple[Municipal, ...] = Field(min_length=1)

    @field_validator("laatste_maand", mode="before")
    @classmethod
    def _month(cls, cell: Any) -> pd.Period:
        try:
            return cells.month(cell)
        except UnreadableError as refusal:
            raise refused(refusal) from None

    @field_validator("jaren")
    @classmethod
    def _consecutive(cls, years: tuple[int, ...]) -> tuple[int, ...]:
        if list(years) != list(range(years[0], years[0] + len(years))):
            raise refused(UnreadableError("de jaren volgen niet op elkaar", "schrijf [2020, 2021]"))
        return years


def read_toml(content: bytes, where: str) -> tuple[Settings | None, list[Problem]]:
    """Return the settings in gegevensset.toml, or what is wrong with them."""
    try:
        text = content.decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        return None, [Problem(where, "het bestand is geen UTF-8", "bewaar het als UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return None, [not_toml(where, text, str(error))]
    if personal := privacy.problems(where, [(1, (text,))]):
        return None, personal
    return checked(found, where)


def read_sheet(raw: RawTable) -> tuple[Settings | None, list[Problem]]:
    """Return the settings on sheet gegevensset (columns sleutel, waarde).

    Lists stand in one cell with commas between (``2020, 2021``); a municipality stands in a row of
    its own, with key ``gemeente`` and its code before its name (``GM0106 Assen``).
    """
    if set(raw.columns) != {"sleutel", "waarde"}:
        hint = "het blad gegevensset heeft de kolommen sleutel en waarde"
        return None, [Problem(raw.where, "de kolommen kloppen niet", hint)]
    key_at, value_at = raw.columns.index("sleutel"), raw.columns.index("waarde")
    found: dict[str, Any] = {}
    places: list[dict[str, str]] = []
    for _, row in raw.rows:
        key, value = cells.text(row[key_at]).lower(), row[value_at]
        if key == "gemeente":
            code, _, name = cells.text(value).partition(" ")
            places.append({"naam": name.strip(), "code": code})
        elif value is not None:
            found[key] = _listed(key, value)
    return checked(found | {"gemeenten": places}, raw.where)


def _listed(key: str, value: Any) -> Any:
    if key not in {"jaren", "scenarios"}:
        return value if key == "laatste_maand" else cells.text(value)
    parts = [part.strip() for part in cells.text(value).split(",") if part.strip()]
    return [int(part) if part.isdecimal() else part for part in parts]


def checked(found: Mapping[str, Any], where: str) -> tuple[Settings | None, list[Problem]]:
    """Return validated settings, or every problem in them."""
    try:
        settings = Settings.model_validate(found)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        return None, [_problem(where, dict(item)) for item in errors]
    return settings, [*_years(settings, where), *_double(settings, where)]


def _years(settings: Settings, where: str) -> list[Problem]:
    """Judge that the first year is the one after the last realised month, so that none is lost."""
    last = settings.laatste_maand
    if last.month != _DECEMBER:
        return [Problem(f"{where}, sleutel laatste_maand", f"{dutch(last)} is geen december",
                        "een raming begint in januari; neem de laatste december die er is")]
    if settings.jaren[0] == last.year + 1:
        return []
    return [Problem(f"{where}, sleutel jaren", f"het eerste jaar is {settings.jaren[0]}, maar na "
                    f"{dutch(last)} begint {last.year + 1}",
                    f"begin de jaren met {last.year + 1}, of pas laatste_maand aan")]


def _double(settings: Settings, where: str) -> list[Problem]:
    said = [name for m in settings.gemeenten for name in (m.naam, m.code)]
    counts = Counter(name.lower() for name in said)
    whole = settings.geheel.lower()
    same = [Problem(f"{where}, sleutel geheel", f"gemeente en geheel heten allebei "
                    f"{settings.geheel}", "geef het geheel een eigen naam, zoals het werkplein")]
    return [
        *(Problem(where, f"gemeente {name} staat er twee keer in", "haal er een weg")
          for name in {name.lower(): name for name in said}.values() if counts[name.lower()] > 1),
        *(same if whole in counts else []),
    ]


def _problem(where: str, item: Mapping[str, Any]) -> Problem:
    hint = "zie gegevensset.toml van een andere gegevensset"
    return problem_of(where, item, Settings,
                      _EXAMPLE if item["loc"][0] == "gemeenten" else hint, _DUTCH)
