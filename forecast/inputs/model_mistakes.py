"""What a pydantic model refuses, as a problem in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from forecast.errors import Problem
from forecast.inputs.nearest import suggest

_DUTCH = {
    "missing": "ontbreekt",
    "string_type": "hoort tekst tussen aanhalingstekens te zijn",
    "list_type": "hoort een lijst tussen [ en ] te zijn",
    "tuple_type": "hoort een lijst tussen [ en ] te zijn",
    "int_type": "hoort een heel getal te zijn",
    "int_parsing": "hoort een heel getal te zijn",
    "int_from_float": "hoort een heel getal te zijn",
    "float_type": "hoort een getal te zijn",
    "float_parsing": "hoort een getal te zijn",
    "finite_number": "hoort een gewoon getal te zijn",
    "too_short": "is leeg",
    "string_too_short": "is leeg",
    "string_pattern_mismatch": "heeft een vorm die niet kan",
    "mapping_type": "hoort tussen { en } te staan",
    "dict_type": "hoort tussen { en } te staan",
}


def problem_of(
    where: str, item: Mapping[str, Any], model: type[BaseModel], hint: str,
    special: Mapping[str, str] | None = None,
) -> Problem:
    """Return one refusal of a model as a problem.

    Parameters
    ----------
    where : str
        File, and place in it.
    item : mapping
        One of the errors of a ``ValidationError``.
    model : type of BaseModel
        Its keys are suggested for one that is unknown.
    hint : str
        What helps when nothing better is known.
    special : mapping of str to str, optional
        Words for kinds of refusal of this model.
    """
    path = [str(part) for part in item["loc"] if not str(part).startswith("constrained-")]
    place = f"{where}, sleutel {'.'.join(path)}"
    if item["type"] == "unreadable":
        return Problem(place, item["ctx"]["what"], item["ctx"]["hint"])
    if item["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in model.model_fields.items()]
        return Problem(place, "deze sleutel is onbekend", suggest(path[-1], known))
    if item["type"] == "literal_error":
        return Problem(place, "heeft een waarde die niet kan",
                       f"kies uit: {_choices(str(item['ctx']['expected']))}")
    words = {**_DUTCH, **(special or {})}
    return Problem(place, words.get(item["type"], "heeft een waarde die niet kan"), hint)


def _choices(expected: str) -> str:
    """Return the values that pydantic names, without the empty one."""
    named = expected.replace(" or ", ", ").split(", ")
    return " of ".join(one for one in named if one != "''")
