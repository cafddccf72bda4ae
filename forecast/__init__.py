"""werkprognose: the bijstand caseload, its cost, and the odds that it fits the State budgets."""

__version__ = "0.7.0"
