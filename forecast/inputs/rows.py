"""What every declared table is made of: a row that refuses what it does not know, and its keys."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from forecast.inputs.fields import MaybeMonth, SourceCode, Status, Text, YesNo


class Row(BaseModel):
    """A row; columns that are not declared are refused before it is read."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class Fact(Row):
    """A row that says where its figure comes from and how sure it is."""

    bron: SourceCode
    status: Status
    gezien: YesNo = True
    toelichting: Text = ""
    bekend_vanaf: MaybeMonth = None


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table.

    Attributes
    ----------
    row : type of Row
        Its columns; a column with a default may be absent or blank.
    key : tuple of str
        Columns that make a row unique.
    time : str
        The column without gaps within the rest of the key; empty when there is none.
    required : bool
    sparse : bool
        A column that the file does not have does not come into the frame either.
    """

    row: type[Row]
    key: tuple[str, ...]
    time: str = ""
    required: bool = True
    sparse: bool = False
