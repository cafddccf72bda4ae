"""How the figures were made, in Dutch, for whoever wants to judge them."""

from __future__ import annotations

from collections.abc import Sequence

from forecast.inputs import DataSet
from forecast.outputs.report import Note, ScenarioResult
from forecast.project.past import Past

_TO_DUTCH = str.maketrans(",.", ".,")


def notes(past: Past, data: DataSet, results: Sequence[ScenarioResult]) -> tuple[Note, ...]:
    """Return how the figures were made, with estimates and standard errors.

    Parameters
    ----------
    past : Past
    data : DataSet
    results : sequence of ScenarioResult
        Calculated already: the gap between central path and mean is told per scenario.
    """
    response = past.response
    b0, b1, total = response.standard_errors
    answer = (
        f"Per procentpunt werkloosheid {dutch(100 * response.same_year, 1)} % meer bijstand in "
        f"hetzelfde jaar (standaardfout {dutch(100 * b0, 1)}) en "
        f"{dutch(100 * response.year_later, 1)} % een jaar later (standaardfout "
        f"{dutch(100 * b1, 1)}); samen {dutch(100 * response.total, 1)} % "
        f"({dutch(100 * total, 1)}). Steekproef {response.sample}, "
        f"{response.effective_years} onafhankelijke jaren, R² {dutch(response.r2, 2)}. "
        "In elke trekking opnieuw getrokken."
    )
    return (
        Note("Reactie op werkloosheid", answer),
        *(Note("Reactie op werkloosheid", text) for text in response.notes),
        Note("Instroom", past.inflow[data.name].note),
        Note("Bestand", _structure(past, data)),
        *_gaps(results, data.years[-1]),
    )


def _structure(past: Past, data: DataSet) -> str:
    """Say how the client file was split over types that nobody can see."""
    types = past.types
    later = ""
    if past.table_year > data.last_month.year:
        later = ": structuur met kennis van later, omdat er geen eerdere openbare tabel is"
    parts = ", ".join(
        f"{name}: {dutch(100 * s)} % van de instroom, {dutch(100 * h)} % uitstroom per maand"
        for name, s, h in zip(types.names, types.inflow_share, types.hazard, strict=True)
    )
    return (
        f"{len(types.names)} verborgen typen met vaste uitstroomkans ({parts}), geschat op de "
        f"landelijke duur van beëindigde uitkeringen in {past.table_year}{later}."
    )


def _gaps(results: Sequence[ScenarioResult], last: int) -> list[Note]:
    """Say how far the mean of all draws lies from the central path, per scenario."""
    found = []
    for result in results:
        central = float(result.central["bijstand.stand"].iloc[-1].sum())
        mean = float(result.ensembles["bijstand.stand"].values[:, -1].sum(axis=1).mean())
        found.append(
            Note(
                "Middenpad en gemiddelde",
                f"Scenario {result.name}: het middenpad telt eind {last} {dutch(central)} "
                f"personen, het gemiddelde van alle trekkingen {dutch(mean)}. Het verschil komt "
                "doordat kansen, aantallen en scheve bandbreedten samen niet rechtlijnig "
                "doorwerken.",
            )
        )
    return found


def dutch(number: float, decimals: int = 0) -> str:
    """Return a number in Dutch notation with a real minus: ``−1.234,5``."""
    return f"{number:,.{decimals}f}".translate(_TO_DUTCH).replace("-", "−")
