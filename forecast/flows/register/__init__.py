"""The doelgroepregister of the banenafspraak: people, jobs, and whom a placement belongs to."""

from forecast.flows.register.engine import (
    MEANINGS,
    Register,
    expected,
    participation,
    simulate,
)
from forecast.flows.register.model import (
    SEASON,
    Rates,
    RegisterModel,
    build,
    drawn_rates,
    monthly,
    neutral,
)

__all__ = [
    "MEANINGS",
    "SEASON",
    "Rates",
    "Register",
    "RegisterModel",
    "build",
    "drawn_rates",
    "expected",
    "monthly",
    "neutral",
    "participation",
    "simulate",
]
