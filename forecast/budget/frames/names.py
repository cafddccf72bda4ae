"""The frames, in the order in which they are shown."""

from __future__ import annotations

BUIG, PARTICIPATIE, UITVOERING = "buig", "participatie", "uitvoering"
GEMEENTELIJK, TOTAAL = "gemeentelijk", "totaal"
#: The frames that the State pays.
STATE = (BUIG, PARTICIPATIE, UITVOERING)
#: The frames whose lines stand in this part of the budget.
BESIDE = (PARTICIPATIE, UITVOERING, GEMEENTELIJK)
#: Every frame and the sum of all, with its name in Dutch.
NAMES = {
    BUIG: "BUIG", PARTICIPATIE: "Participatiebudget", UITVOERING: "Uitvoering",
    GEMEENTELIJK: "Gemeentelijk geld", TOTAAL: "Alle kaders",
}
