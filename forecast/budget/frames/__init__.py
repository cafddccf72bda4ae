"""The frames beside the BUIG: IU Participatie, execution, and municipal money.

Three State frames stand apart (kadernota: one pot does not pay for another unless the board chose
so), and beside them what the municipalities pay themselves. Every line is price times quantity,
once as a number and once as a formula; see `forecast.budget.expression`.
"""

from forecast.budget.frames.accounts import FrameAccount, Frames, build_frames
from forecast.budget.frames.names import (
    BUIG,
    GEMEENTELIJK,
    PARTICIPATIE,
    STATE,
    TOTAAL,
    UITVOERING,
)
from forecast.budget.frames.outcome import FrameOutcome, frames_outcome
from forecast.budget.frames.quantities import Quantities

__all__ = [
    "BUIG", "GEMEENTELIJK", "PARTICIPATIE", "STATE", "TOTAAL", "UITVOERING", "FrameAccount",
    "FrameOutcome", "Frames", "Quantities", "build_frames", "frames_outcome",
]
