"""Budget: what the caseload costs, what the State pays for it, and the vangnet between them."""

from forecast.budget.accounts import Accounts, BuigAccount, NationalAccount
from forecast.budget.buig import build_accounts
from forecast.budget.entered import (
    entered_balances,
    entered_budgets,
    entered_frames,
    published,
)
from forecast.budget.expression import Cell, Expr, key_of
from forecast.budget.figures import judge_law
from forecast.budget.frames import (
    FrameAccount,
    FrameOutcome,
    Frames,
    Quantities,
    build_frames,
    frames_outcome,
)
from forecast.budget.frames.figures import ENTERED, law_keys
from forecast.budget.given import EnteredBudget, Setting, Sheltered, Volumes
from forecast.budget.history import known_years, national_base, revision_risk, spread
from forecast.budget.lines import Line
from forecast.budget.outcome import BuigOutcome, gap, outcome

__all__ = [
    "ENTERED", "Accounts", "BuigAccount", "BuigOutcome", "Cell", "EnteredBudget", "Expr",
    "FrameAccount", "FrameOutcome", "Frames", "Line", "NationalAccount", "Quantities", "Setting",
    "Sheltered", "Volumes", "build_accounts", "build_frames", "entered_balances",
    "entered_budgets", "entered_frames", "frames_outcome", "gap", "judge_law", "key_of",
    "known_years", "law_keys", "national_base", "outcome", "published", "revision_risk", "spread",
]
