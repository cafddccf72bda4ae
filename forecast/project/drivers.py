"""What can differ between two scenarios, in the groups in which a reader thinks."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.scenarios import Assumptions

#: By driver its name in Dutch and the beginnings of its keys.
DRIVERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "economie": ("Economie: werkloosheid en arbeidsmarkt", ("economie.", "arbeidsmarkt.")),
    "instroom": ("Instroom in de bijstand", (
        "bijstand.instroom", "bijstand.statushouders", "statushouders.")),
    "uitstroom": ("Uitstroom uit de bijstand", (
        "bijstand.uitstroom", "bijstand.volledig", "bijstand.deeltijd", "register.")),
    "herinstroom": ("Terugkeer binnen een jaar", ("bijstand.herinstroom",)),
    "aow": ("AOW-leeftijd", ("bijstand.aow", "aow.")),
    "beginstand": ("Beginstand en personen per uitkering", (
        "bijstand.beginstand", "bijstand.personen_per_uitkering")),
    "prijs": ("Prijs en overige lasten van de BUIG", (
        "buig.prijs", "prijs.", "buig.lks", "buig.bbz", "buig.terugvordering",
        "buig.ioaw_ioaz")),
    "aandeel": ("Aandeel in het macrobudget", ("buig.aandeel", "buig.budget", "buig.saldo")),
    "macro": ("Macrobudget", ("buig.macro",)),
    "wsw": ("Wsw", ("wsw.",)),
    "beschut": ("Beschut werk", ("beschut.",)),
    "overig_participatie": ("Nieuwe doelgroepen en re-integratie", ("nieuw.", "reintegratie.")),
    "uitvoering": ("Uitvoering", ("uitvoering.",)),
    "gemeentelijk": ("Gemeentelijk geld", ("gemeentelijk.",)),
    "meedoen": ("Meedoen en inkomen", ("meedoen.", "inkomen.", "taal.")),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A driver in which two scenarios differ, and the assumptions that do."""

    driver: str
    label: str
    starts: tuple[str, ...]
    keys: tuple[str, ...]


def differences(one: Assumptions, other: Assumptions) -> tuple[Difference, ...]:
    """Return the drivers in which two scenarios differ, in reading order."""
    places = {*one.values, *other.values}
    changed = sorted({key for key, place in places
                      if not _same(one, other, key, place)})
    found = []
    for driver, (label, starts) in DRIVERS.items():
        keys = tuple(key for key in changed if key.startswith(starts))
        if keys:
            found.append(Difference(driver, label, starts, keys))
    return tuple(found)


def merged(*sides: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """Return the drivers of several comparisons together, in reading order, each with all keys."""
    found = []
    for driver, (label, starts) in DRIVERS.items():
        keys = {key for side in sides for one in side if one.driver == driver for key in one.keys}
        if keys:
            found.append(Difference(driver, label, starts, tuple(sorted(keys))))
    return tuple(found)


def _same(one: Assumptions, other: Assumptions, key: str, place: str | None) -> bool:
    a, b = one.values.get((key, place)), other.values.get((key, place))
    if a is None or b is None:
        return a is b
    return (a.number, a.path, a.low, a.high) == (b.number, b.path, b.low, b.high)
