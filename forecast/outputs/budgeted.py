"""What a municipality budgeted itself, by version, to set beside the forecast."""

from __future__ import annotations

from dataclasses import dataclass

#: What a version is called; in the order in which a year goes.
VERSIONS = {
    "primair": "primaire begroting", "na_wijziging": "begroting na wijziging",
    "bestuursrapportage_1": "eerste bestuursrapportage",
    "bestuursrapportage_2": "tweede bestuursrapportage",
    "bestuursrapportage_3": "derde bestuursrapportage", "rekening": "rekening",
}
KINDS = ("structureel", "incidenteel")


@dataclass(frozen=True, slots=True)
class Budgeted:
    """One amount of a budget.

    Attributes
    ----------
    area : str
        A municipality.
    year : int
    line : str
        ``bijdrage``, or a frame whose balance was budgeted.
    version, kind : str
        See `VERSIONS` and `KINDS`.
    amount : float
        Eur.
    status, source : str
    """

    area: str
    year: int
    line: str
    version: str
    kind: str
    amount: float
    status: str
    source: str
