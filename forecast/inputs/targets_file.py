"""What was agreed: doelen.toml of a data set, or sheet doelen with the same keys."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from forecast.errors import Problem
from forecast.inputs import cells, privacy
from forecast.inputs.model_mistakes import problem_of
from forecast.inputs.raw import RawTable
from forecast.inputs.toml_mistake import not_toml

FILE, SHEET = "doelen.toml", "doelen"
_KEY = r"^[a-z][a-z0-9_]*$"
_NAME = r"[a-z][a-z0-9_.]*"
_EXAMPLE = "zie doelen.toml van een andere gegevensset"
Variable = Annotated[str, Field(pattern=f"^{_NAME}$")]
#: A variable that may be missing, and one that may be taken off.
MaybeVariable = Annotated[str, Field(pattern=f"^({_NAME})?$")]
Signed = Annotated[str, Field(pattern=f"^-?{_NAME}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Benchmark(_Part):
    """A figure from elsewhere or from earlier.

    Attributes
    ----------
    words : str
        What it is, in Dutch.
    value : float
        In the unit of the target.
    source : str
        Code in the register of sources.
    """

    words: str = Field(alias="wat", min_length=1)
    value: float = Field(alias="waarde", allow_inf_nan=False)
    source: str = Field(alias="bron", min_length=1)


class Flows(_Part):
    """What comes and what goes: gross; the stock changes by the difference, net.

    Attributes
    ----------
    gained, lost : tuple of str
        Variables, per year.
    stock : str
        The stock that changes by them; empty is that of the target itself.
    """

    gained: tuple[Variable, ...] = Field(alias="erbij", min_length=1)
    lost: tuple[Variable, ...] = Field(alias="eraf", min_length=1)
    stock: MaybeVariable = Field(default="", alias="stand")


class Otherwise(_Part):
    """The same result counted otherwise, and the bridge from one count to the other.

    Attributes
    ----------
    title, definition : str
    variable : str
        Empty: what the bridge adds up to.
    bridge : tuple of str
        Variables to add, or to take off with ``-`` before them.
    rest : str
        Name of what lies between the counts besides; without it the bridge must close.
    unit : str
        Empty: that of the target.
    norm : float or None
    """

    title: str = Field(alias="titel", min_length=1)
    definition: str = Field(alias="definitie", min_length=1)
    variable: MaybeVariable = Field(default="", alias="maat")
    bridge: tuple[Signed, ...] = Field(default=(), alias="brug")
    rest: str = ""
    unit: str = Field(default="", alias="eenheid")
    norm: float | None = Field(default=None, allow_inf_nan=False)


class Agreed(_Part):
    """A result that was agreed: how it is counted, and how much.

    Attributes
    ----------
    key, title, theme, definition : str
    variable : str
        Of the results table; ``….ultimo`` at the year's end. Empty: it is not a count.
    over : tuple of str
        Variables to divide by, added up at the same moment, those with ``-`` before them taken
        off; the target is then a percentage.
    unit : str
    direction : str
        ``ten minste`` or ``ten hoogste``.
    year : int
    norm : float or None
        None: only insight was agreed.
    local : mapping of municipality to float
        Parts of the norm that were agreed.
    per : str
        The group whose size the same rate is about.
    source, status, note : str
    benchmark : Benchmark or None
    flows : Flows or None
    otherwise : tuple of Otherwise
    """

    key: str = Field(alias="sleutel", pattern=_KEY)
    title: str = Field(alias="titel", min_length=1)
    theme: str = Field(default="", alias="thema")
    definition: str = Field(default="", alias="definitie")
    variable: MaybeVariable = Field(default="", alias="maat")
    over: tuple[Signed, ...] = Field(default=(), alias="deel_van")
    unit: str = Field(default="", alias="eenheid")
    direction: Literal["ten minste", "ten hoogste"] = Field(default="ten minste", alias="richting")
    year: int = Field(alias="jaar")
    norm: float | None = Field(default=None, allow_inf_nan=False)
    local: Mapping[str, float] = Field(default_factory=dict, alias="gemeenten")
    per: MaybeVariable = ""
    source: str = Field(default="", alias="bron")
    status: Literal["", "feit", "afgeleid", "raming", "aanname", "voorbeeld"] = ""
    note: str = Field(default="", alias="toelichting")
    benchmark: Benchmark | None = Field(default=None, alias="vergelijking")
    flows: Flows | None = Field(default=None, alias="stromen")
    otherwise: tuple[Otherwise, ...] = Field(default=(), alias="anders")

    @field_validator("over", mode="before")
    @classmethod
    def _listed(cls, said: Any) -> Any:
        """Take one name for a list of one; on a sheet names stand with commas between."""
        if not isinstance(said, str):
            return said
        return tuple(part.strip() for part in said.split(",") if part.strip())

    @property
    def least(self) -> bool:
        """Whether more is better."""
        return self.direction == "ten minste"


def read_toml(content: bytes, where: str) -> tuple[tuple[Agreed, ...], list[Problem]]:
    """Return what doelen.toml says, or everything that is wrong with it."""
    try:
        text = content.decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        return (), [Problem(where, "het bestand is geen UTF-8", "bewaar het als UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return (), [not_toml(where, text, str(error))]
    rows_of_text = [(n, (line,)) for n, line in enumerate(text.splitlines(), 1)]
    if personal := privacy.problems(where, rows_of_text):
        return (), personal
    rows = found.pop("doel", [])
    problems = [Problem(f"{where}, sleutel {key}", "deze sleutel is onbekend",
                        "elke afspraak begint met [[doel]]") for key in found]
    if not isinstance(rows, list):
        return (), [Problem(f"{where}, sleutel doel", "hoort een lijst te zijn",
                            "schrijf [[doel]] met dubbele haken")]
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[doel]]"]
    if len(lines) == len(rows):
        places = [f"{where}, regel {line}" for line in lines]
    else:
        places = [f"{where}, doel {n}" for n in range(1, len(rows) + 1)]
    agreed, more = _checked(list(zip(places, rows, strict=True)))
    return agreed, problems + more


def read_sheet(raw: RawTable) -> tuple[tuple[Agreed, ...], list[Problem]]:
    """Return the targets on a sheet: a row each, and rows with a municipality for its part."""
    rows: list[tuple[str, dict[str, Any]]] = []
    by_key: dict[str, dict[str, Any]] = {}
    problems = []
    for number, cells_ in raw.rows:
        row = {name: cell if isinstance(cell, (int, float)) else cells.text(cell)
               for name, cell in zip(raw.columns, cells_, strict=True) if cell is not None}
        place, area = f"{raw.where}, rij {number}", row.pop("gemeente", "")
        key = str(row.get("sleutel", ""))
        if not area:
            rows.append((place, row))
            by_key.setdefault(key, row)
        elif key in by_key:
            by_key[key].setdefault("gemeenten", {})[area] = row.get("norm")
        else:
            problems.append(Problem(place, f"doel '{key}' heeft geen rij zonder gemeente",
                                    "zet het geheel erboven"))
    agreed, more = _checked(rows)
    return agreed, problems + more


#: Tables inside a target, by key.
_INSIDE: Mapping[int | str, type[BaseModel]] = {
    "vergelijking": Benchmark, "stromen": Flows, "anders": Otherwise}


def _checked(rows: list[tuple[str, Any]]) -> tuple[tuple[Agreed, ...], list[Problem]]:
    found, problems = [], []
    for where, row in rows:
        try:
            one = Agreed.model_validate(row)
        except ValidationError as error:
            problems += [
                problem_of(where, dict(item), _INSIDE.get(item["loc"][0], Agreed), _EXAMPLE)
                for item in error.errors(include_url=False, include_input=False)]
            continue
        found.append(one)
        problems += _sense(one, where)
    counted = Counter((one.variable.removesuffix(".ultimo"), one.year) for one in found
                      if one.norm is not None)
    problems += [Problem(rows[0][0].rpartition(",")[0], f"twee doelen van {year} hebben een norm "
                         f"voor {name}", "maak er een doel van, of laat een norm weg")
                 for (name, year), n in counted.items() if n > 1]
    twice = [key for key, n in Counter(one.key for one in found).items() if n > 1]
    problems += [Problem(rows[0][0].rpartition(",")[0], f"doel '{key}' staat er twee keer",
                         "geef elk doel een eigen sleutel") for key in twice]
    return tuple(found), problems


def _sense(one: Agreed, where: str) -> list[Problem]:
    """Judge what a target needs to be a target."""
    named, problems = f"{where}, doel {one.key}", []
    if one.variable and not one.unit:
        problems.append(Problem(named, "het doel heeft geen eenheid",
                                'vul eenheid in, bijvoorbeeld eenheid = "personen"'))
    if one.over and one.unit and not one.unit.startswith("%"):
        problems.append(Problem(named, f"met deel_van is het een percentage, niet '{one.unit}'",
                                'begin de eenheid met %'))
    if one.over and one.otherwise:
        problems.append(Problem(named, "een percentage kan niet anders worden geteld",
                                "laat anders weg, of maak er een apart doel van"))
    if one.norm is not None and not one.variable:
        problems.append(Problem(named, "er is een norm zonder maat: hij kan niet worden getoetst",
                                "vul maat in, of laat de norm weg"))
    if one.norm is not None and not (one.source and one.status):
        problems.append(Problem(named, "de norm heeft geen bron of geen status",
                                "vul bron en status in"))
    if one.local and one.norm is None:
        problems.append(Problem(named, "de gemeenten hebben een norm en het geheel niet",
                                "vul norm in"))
    if one.local and one.norm is not None and not one.over and (
            abs(sum(one.local.values()) - one.norm) > 1e-9):
        problems.append(Problem(named, f"de gemeenten tellen op tot {sum(one.local.values()):g}, "
                                f"niet tot {one.norm:g}", "laat de delen optellen tot de norm"))
    problems += [Problem(f"{named}, anders '{other.title}'",
                         "zonder maat en zonder brug is dit dezelfde telling",
                         "vul maat of brug in")
                 for other in one.otherwise if not other.variable and not other.bridge]
    return problems
