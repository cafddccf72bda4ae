"""Budget: what the caseload costs, what the State pays for it, and the vangnet between them."""

from forecast.budget.buig import Accounts, BuigAccount, NationalAccount, build_accounts
from forecast.budget.entered import entered_balances, entered_budgets, published
from forecast.budget.expression import Cell, Expr, key_of
from forecast.budget.given import EnteredBudget, Setting, Volumes
from forecast.budget.history import known_years, national_base, revision_risk, spread
from forecast.budget.lines import Line
from forecast.budget.outcome import BuigOutcome, gap, outcome

__all__ = [
    "Accounts", "BuigAccount", "BuigOutcome", "Cell", "EnteredBudget", "Expr", "Line",
    "NationalAccount", "Setting", "Volumes", "build_accounts", "entered_balances",
    "entered_budgets", "gap", "key_of", "known_years", "national_base", "outcome", "published",
    "revision_risk", "spread",
]
