"""Whether an entry can be what its lever allows: form, range, band, municipality, source."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from forecast.errors import Problem
from forecast.inputs.nearest import suggest
from forecast.scenarios.catalogue import Lever
from forecast.scenarios.value import Entry, number_in_words


def faults_of(
    entry: Entry,
    levers: Mapping[str, Lever],
    municipalities: Collection[str],
    sources: Collection[str] | None,
) -> Iterator[Problem]:
    """Yield everything that is wrong with an entry.

    Parameters
    ----------
    entry : Entry
    levers : mapping of str to Lever
        The catalogue.
    municipalities : collection of str
        Those of the data set.
    sources : collection of str or None
        Known codes; None when the source need not be a code.
    """
    lever = levers.get(entry.key)
    if lever is None:
        yield Problem(entry.where, f"onbekende sleutel '{entry.key}'", suggest(entry.key, levers))
        return
    yield from _place(entry, lever, municipalities)
    yield from _form(entry, lever)
    yield from _range(entry, lever)
    if sources is not None and entry.source and entry.source not in sources:
        yield Problem(entry.where, f"'{entry.key}' noemt bron '{entry.source}', maar die staat "
                      "niet in [bronnen]", suggest(entry.source, sources))


def _place(entry: Entry, lever: Lever, municipalities: Collection[str]) -> Iterator[Problem]:
    if entry.municipality is None:
        if lever.place == "altijd" and entry.number is not None:
            yield Problem(entry.where, f"'{entry.key}' heeft per gemeente een waarde",
                          f'schrijf [waarden."{entry.key}".gemeente."<naam>"]')
    elif not lever.per_municipality:
        yield Problem(entry.where, f"'{entry.key}' geldt voor alle gemeenten samen",
                      f"haal de afwijking voor {entry.municipality} weg")
    elif entry.municipality not in municipalities:
        yield Problem(entry.where, f"gemeente '{entry.municipality}' staat niet in de "
                      "gegevensset", suggest(entry.municipality, municipalities))


def _form(entry: Entry, lever: Lever) -> Iterator[Problem]:
    if entry.path is not None and lever.form == "getal":
        yield Problem(entry.where, f"'{entry.key}' is één getal en geen pad in de tijd",
                      "gebruik 'waarde = …', en laat het jaar weg")
    if entry.number is not None and lever.form == "jaar":
        yield Problem(entry.where, f"'{entry.key}' hoort bij een jaar", "vul een jaar in")
    if (entry.low is None) != (entry.high is None):
        yield Problem(entry.where, f"'{entry.key}' heeft een halve bandbreedte",
                      "geef 'laag' en 'hoog' allebei, of geen van beide")
    elif entry.low is not None and entry.high is not None and not lever.uncertain:
        if not entry.low == entry.number == entry.high:
            yield Problem(entry.where, f"'{entry.key}' kent geen bandbreedte",
                          "laat 'laag' en 'hoog' weg; de onzekerheid heeft eigen sleutels")
    elif entry.number is not None and entry.low is not None and entry.high is not None \
            and not entry.low <= entry.number <= entry.high:
        yield Problem(entry.where, f"'{entry.key}': {entry} ligt niet tussen laag en hoog",
                      "laag ≤ waarde ≤ hoog")


def _range(entry: Entry, lever: Lever) -> Iterator[Problem]:
    if entry.path is None:
        given = [entry.number, entry.low, entry.high]
    elif entry.path.shape == "index":
        return      # growth rates; the level has no range of its own
    else:
        given = [point.value for point in entry.path.points]
    for number in given:
        if number is not None and not lever.low <= number <= lever.high:
            yield Problem(entry.where, f"'{entry.key}': {number_in_words(number)} "
                          f"{lever.unit} kan niet", f"kies een waarde van "
                          f"{number_in_words(lever.low)} tot en met {number_in_words(lever.high)}")
