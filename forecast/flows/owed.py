"""Totals that only the data set itself knows: a group without them cannot be lived through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecast.errors import Problem, raise_all

if TYPE_CHECKING:
    from forecast.inputs import DataSet
    from forecast.scenarios import Assumptions


def ask_for(data: DataSet, table: str, said: Assumptions, *keys: str) -> None:
    """Refuse a table whose totals nobody gave.

    Parameters
    ----------
    data : DataSet
    table : str
        Of the group; the data set has it.
    said : Assumptions
    *keys : str
        Assumptions that may be empty elsewhere, but not beside this table.

    Raises
    ------
    ForecastError
        With every total that has no value.
    """
    raise_all(
        Problem(data.places[table], f"tabel {table} is er, maar '{key}' heeft geen waarde",
                "vul in vervang_mij het aantal van de gemeenten samen in, of laat de tabel weg")
        for key in keys if not said.has(key))
