"""Inkomen: the voorzieningenwijzer, decisions that are right, and screening on literacy.

About the use of minimaregelingen there are no public figures and no norm: no variable here.
"""

from forecast.flows.inkomen.engine import (
    MEANINGS,
    expected,
    odds_of_use,
    screened_share,
    simulate,
)
from forecast.flows.inkomen.model import InkomenModel, build
from forecast.flows.inkomen.proof import chance_of_proof, errors_allowed, sample_needed

__all__ = [
    "MEANINGS",
    "InkomenModel",
    "build",
    "chance_of_proof",
    "errors_allowed",
    "expected",
    "odds_of_use",
    "sample_needed",
    "screened_share",
    "simulate",
]
