"""How the figures were made, in Dutch, for whoever wants to judge them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from forecast.budget import revision_risk
from forecast.inputs import DataSet
from forecast.insight import two_sided
from forecast.outputs.report import Note, ScenarioResult
from forecast.project.definition import definition_note
from forecast.project.economy import national_stock
from forecast.project.house import House
from forecast.project.local import local_factors
from forecast.project.money import macro_published
from forecast.project.past import Past
from forecast.project.reporting import look_backs
from forecast.scenarios import Assumptions
from forecast.words import dutch_number

#: A spread over fewer years says nothing.
_FEWEST = 3
_MILLION = 1e6


def notes(
    past: Past, house: House, said: Sequence[Assumptions], results: Sequence[ScenarioResult],
    seed: int,
) -> tuple[Note, ...]:
    """Return how the figures were made, with estimates and standard errors.

    Parameters
    ----------
    past : Past
    house : House
    said : sequence of Assumptions
        Of the data set, one per scenario.
    results : sequence of ScenarioResult
        Calculated already: the gap between central path and mean is told per scenario.
    seed : int
    """
    data, response = house.data, past.response
    definition = definition_note(house.national, response, data.last_month)
    sizes = (response.same_year, response.year_later, response.total)
    now, later, both = (
        f"{dutch_number(100 * size, 1)} % (standaardfout {dutch_number(100 * error, 1)})"
        for size, error in zip(sizes, response.standard_errors, strict=True)
    )
    answer = (
        f"Per procentpunt werkloosheid in hetzelfde jaar {now} meer bijstand en een jaar later "
        f"{later}; samen {both}. Steekproef {response.sample}, {response.effective_years} "
        f"onafhankelijke jaren, R² {dutch_number(response.r2, 2)}. In elke trekking opnieuw "
        "getrokken."
    )
    return (
        Note("Reactie op werkloosheid", answer),
        *(Note("Reactie op werkloosheid", text) for text in response.notes),
        *(Note("Reactie op werkloosheid", text) for text in (definition,) if text),
        *(Note("Is die reactie stabiel?", text) for text in past.stability.notes),
        *(Note("Reactie per gemeente", text) for text in _local(past, data, said)),
        Note("Instroom", past.inflow[data.name].note),
        Note("Uitstroom", past.exits),
        *_provisional(house),
        Note("Bestand", _structure(past, data)),
        *_revisions(house),
        _two_sided(results[0]),
        *look_backs(house, seed),
        _gap(results, data.years[-1]),
    )


def _local(past: Past, data: DataSet, said: Sequence[Assumptions]) -> tuple[str, ...]:
    """Say what each municipality makes of the economy; what holds for several is said once."""
    told: dict[str, dict[str, None]] = {}
    for ours in said:
        for one in local_factors(data, past.local, ours):
            told.setdefault(one.note, {})[one.estimate.municipality] = None
    return tuple(f"{', '.join(names)}: {note}" for note, names in told.items())


def _provisional(house: House) -> tuple[Note, ...]:
    """Say what was done to provisional months of the national stock, if it has any."""
    _, told = national_stock(house.national)
    return (Note("Landelijke reeks", told),) if told else ()


def _revisions(house: House) -> tuple[Note, ...]:
    """Say how far definitive macro budgets came out from the preliminary ones, as far as known."""
    record = revision_risk(macro_published(house))
    if record.years < _FEWEST:
        return ()
    text = (
        f"Over {record.years} bekende jaren kwam het definitieve macrobudget gemiddeld "
        f"{dutch_number(100 * record.mean, 1)} % boven (plus) of onder (min) het voorlopige uit, "
        f"met een standaardafwijking van {dutch_number(100 * record.sd, 1)} %."
    )
    return (Note("Macrobudget", text),)


def _structure(past: Past, data: DataSet) -> str:
    """Say how the client file was split over types that nobody can see."""
    types = past.types
    later = ""
    if past.table_year > data.last_month.year:
        later = ": structuur met kennis van later, omdat er geen eerdere openbare tabel is"
    parts = ", ".join(
        f"{name}: {dutch_number(100 * share)} % van de instroom, {dutch_number(100 * hazard)} % "
        "uitstroom per maand"
        for name, share, hazard in zip(types.names, types.inflow_share, types.hazard, strict=True)
    )
    return (
        f"{len(types.names)} verborgen typen met vaste uitstroomkans ({parts}), geschat op de "
        f"landelijke duur van beëindigde uitkeringen in {past.table_year}{later}."
    )


def _two_sided(result: ScenarioResult) -> Note:
    """Say how far income and cost move together, and what ignoring it would do to the reserve."""
    money = {side: result.money[f"budget.buig.{side}"] for side in ("baten", "lasten")}
    told = []
    for i, year in enumerate(money["baten"].periods):
        income, cost = (one.values[:, i].sum(axis=1) for one in money.values())
        found = two_sided(income, cost)
        common = "geen correlatie, de baten liggen vast" if isnan(found.correlation) else (
            f"correlatie {dutch_number(found.correlation, 2)}")
        told.append(
            f"{year}: {common}, nodig "
            f"€ {dutch_number(found.together / _MILLION, 2)} miljoen, zonder samenhang "
            f"€ {dutch_number(found.apart / _MILLION, 2)} miljoen")
    return Note(
        "Baten en lasten samen",
        "De economie beweegt de lasten en het macrobudget dezelfde kant op. Reserve voor 80% "
        f"zekerheid, alle gemeenten samen, scenario {result.name}, met die samenhang en als zij "
        f"er niet was: {'; '.join(told)}.")


def _gap(results: Sequence[ScenarioResult], last: int) -> Note:
    """Say how far the mean of all draws lies from the central path, per scenario."""
    told = []
    for result in results:
        central = float(result.central["bijstand.stand"].iloc[-1].sum())
        mean = float(result.ensembles["bijstand.stand"].values[:, -1].sum(axis=1).mean())
        told.append(f"{result.name} {dutch_number(central)} en {dutch_number(mean)}")
    return Note(
        "Middenpad en gemiddelde",
        f"Personen eind {last}, op het middenpad en gemiddeld over alle trekkingen: "
        f"{'; '.join(told)}. Waarom die verschillen staat hierboven bij Middenpad en gemiddelde.",
    )
