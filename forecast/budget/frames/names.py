"""The frames, in the order in which they are shown."""

from __future__ import annotations

BUIG, PARTICIPATIE, UITVOERING = "buig", "participatie", "uitvoering"
GEMEENTELIJK, TOTAAL = "gemeentelijk", "totaal"
#: The frames that the State pays.
STATE = (BUIG, PARTICIPATIE, UITVOERING)
#: The frames whose lines stand in this part of the budget.
BESIDE = (PARTICIPATIE, UITVOERING, GEMEENTELIJK)
